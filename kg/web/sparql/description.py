"""What `/sparql` says of itself when nothing is asked: a SPARQL 1.1 Service Description, in RDF."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from kg.dataset import RDF_TYPES, about, service_description
from kg.graph import KnowledgeGraph
from kg.web.dataset.numbers import Numbers
from kg.web.dataset.pages import accepted_rdf, described, site_of
from kg.web.sparql.forms import FORMS
from kg.web.sparql.limits import Limits, told_limits
from kg.web.sparql.protocol import Asked

__all__ = ["describing"]


def describing(
    graph: KnowledgeGraph, limits: Limits, *, writable: bool = False
) -> Callable[[Request, Asked], Awaitable[Response | None]]:
    """Return what answers a request that asks nothing, with a description; with None where it wants the page.

    ``writable`` tells that the endpoint takes updates.
    """
    whose = about(graph.summary)
    numbers = Numbers(graph)
    media_types = [types[0] for form, types in FORMS.items() if form != "rows"]

    async def describe(request: Request, what: Asked) -> Response | None:
        if "query" in request.query_params or request.method not in ("GET", "HEAD"):
            return None
        form = _form(request, what)
        if form is None:
            return None
        statistics = await numbers.get()
        site, told = site_of(request), told_limits(limits)
        found = service_description(statistics, whose, site, media_types, told, writable=writable)
        return described(found, form)

    return describe


def _form(request: Request, what: Asked) -> str | None:
    """Return the RDF format that a client wants, named or by ``Accept``; None for a page, or for no RDF at all."""
    if request.query_params.get("format") or request.query_params.get("output"):
        form = what.forms["graph"]
        return form if form in RDF_TYPES else None
    return accepted_rdf(request)

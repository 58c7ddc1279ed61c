"""What `/sparql` says of itself when nothing is asked: a SPARQL 1.1 Service Description, in RDF."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.dataset import RDF_TYPES, Limit, about, service_description
from kg.graph import KnowledgeGraph
from kg.web.dataset.pages import accepted_rdf, described, site_of
from kg.web.sparql.answer import MOST_BYTES
from kg.web.sparql.protocol import BEGIN_SECONDS, FORMS, MOST_BODY, Asked
from kg.web.sparql.worker import MEMORY, WAITING, WORKERS, Runner

__all__ = ["describing"]


def describing(graph: KnowledgeGraph, queries: Runner) -> Callable[[Request, Asked], Awaitable[Response | None]]:
    """Return what answers a request that asks nothing, with a description; with None where it wants the page."""
    whose = about(graph.summary)
    media_types = [types[0] for form, types in FORMS.items() if form != "rows"]

    async def describe(request: Request, what: Asked) -> Response | None:
        if "query" in request.query_params or request.method not in ("GET", "HEAD"):
            return None
        form = _form(request, what)
        if form is None:
            return None
        statistics = await run_in_threadpool(graph.statistics)
        found = service_description(statistics, whose, site_of(request), media_types, _limits(queries))
        return described(found, form)

    return describe


def _form(request: Request, what: Asked) -> str | None:
    """Return the RDF format that a client wants, named or by ``Accept``; None for a page, or for no RDF at all."""
    if request.query_params.get("format") or request.query_params.get("output"):
        form = what.forms["graph"]
        return form if form in RDF_TYPES else None
    return accepted_rdf(request)


def _limits(queries: Runner) -> Iterator[Limit]:
    """Yield what a query may take."""
    yield "query_seconds", queries.seconds, "seconds", "A query that runs longer is stopped: 504."
    yield "answer_bytes", MOST_BYTES, "bytes", "Size of an answer; a longer one is refused: 400."
    yield "request_bytes", MOST_BODY, "bytes", "Size of what is posted: 413."
    yield "workers", WORKERS, "", "Queries that run at once."
    yield "queue", WAITING, "", "Queries that may wait: 503."
    yield "queue_seconds", BEGIN_SECONDS, "seconds", "A query that has not begun by then is sent away: 503."
    yield "worker_memory", MEMORY, "bytes", "Memory that a query may take."

"""``/id/…``, ``/graph/…`` and ``/view/…``: things, named graphs and views."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cached_property

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import NotFoundError
from kg.graph import KnowledgeGraph
from kg.linked import Description, GraphPage
from kg.listing import titles_of
from kg.vocab import GRAPH_BASE, ID_BASE
from kg.web.far import Far, far_of
from kg.web.linked.addresses import iri_of, parts_of, split_ending
from kg.web.linked.answer import Forms, answer, form_of, here, preflight
from kg.web.linked.graph_page import GRAPH_ROWS, render_graph
from kg.web.linked.thing_page import Dramas, render_thing
from kg.web.linked.view_page import described_view, render_view
from kg.web.problem import ProblemError
from kg.web.templating import Reader

__all__ = ["ThingPages"]

_LAST_PAGE = 100_000


class ThingPages:
    """The pages of one graph."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph

    @cached_property
    def _dramas(self) -> Dramas:
        rows = list(self._graph.dramas())
        return Dramas({row["slug"]: titles_of(row) for row in rows}, {row["slug"]: row["beats"] for row in rows})

    def thing(self, request: Request) -> Response:
        """``/id/{path}``: a thing, told by the premise or as far as ``at`` says."""
        ready = preflight(request)
        if ready is not None:
            return ready
        reader, form = Reader(request), form_of(request)
        iri, far = self._asked(request, reader, ID_BASE)
        try:
            found = self._graph.describe(iri, far.given, others=far.rest)
        except NotFoundError:
            raise _untold(iri, reader, far) from None
        return _answered(
            request, form, found, lambda addresses: render_thing(found, reader, far, self._dramas, addresses)
        )

    def graph(self, request: Request) -> Response:
        """``/graph/{path}``: what a named graph holds; ``page`` counts from 1."""
        ready = preflight(request)
        if ready is not None:
            return ready
        reader, form = Reader(request), form_of(request)
        iri, far = self._asked(request, reader, GRAPH_BASE)
        number = _page_number(request, reader)
        start = (number - 1) * GRAPH_ROWS
        try:
            found = self._graph.describe_graph(iri, far.given, others=far.rest, start=start, count=GRAPH_ROWS)
        except NotFoundError:
            raise _untold(iri, reader, far) from None
        return _answered(
            request, form, found, lambda addresses: render_graph(found, number, reader, far, self._dramas, addresses)
        )

    def view(self, request: Request) -> Response:
        """``/view/{path}``: what a view is, and how to ask it."""
        ready = preflight(request)
        if ready is not None:
            return ready
        reader, form = Reader(request), form_of(request)
        iri = iri_of(split_ending(request.scope["path"])[0]) or ""
        found, far = described_view(iri, reader, self._dramas)
        return _answered(
            request, form, found, lambda addresses: render_view(found, far, reader, self._dramas, addresses)
        )

    def _asked(self, request: Request, reader: Reader, base: str) -> tuple[str, Far]:
        """Return the IRI that is asked for, and how far the reader is."""
        iri = iri_of(split_ending(request.scope["path"])[0])
        if iri is None or not iri.removeprefix(base):
            raise ProblemError(404, reader.words("linked_nothing"))
        return iri, far_of(request, reader, iri, self._dramas.beats)


def _answered(
    request: Request, form: str, found: Description | GraphPage, render: Callable[[Mapping[str, str]], str]
) -> Response:
    """Return what was found in a form; ``render`` makes the page of it, given the addresses of the other forms."""
    forms: Forms = {
        "ttl": lambda: found.to_rdf().serialize("ttl"),
        "jsonld": lambda: found.to_rdf().serialize("jsonld"),
        "json": lambda: json.dumps(found.to_dict(), ensure_ascii=False),
        "nt": lambda: found.to_rdf().serialize("nt"),
        "trig": found.to_trig,
    }
    addresses = {ending: here(request, ending) for ending in forms}
    return answer(request, form, {"html": lambda: render(addresses), **forms})


def _untold(iri: str, reader: Reader, far: Far) -> ProblemError:
    """Return the answer for what has not been told and for what there never was: the same for both."""
    if far.at(iri) == "end":
        return ProblemError(404, reader.words("linked_nothing"))
    parts = parts_of(iri)
    end = reader.link(parts[0] if parts else "/", at="end")
    links = [(end, reader.words("linked_to_end"))]
    return ProblemError(404, reader.words("linked_untold"), links=links, lead=None)


def _page_number(request: Request, reader: Reader) -> int:
    given = request.query_params.get("page", "1")
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:7]) <= _LAST_PAGE):
        raise ProblemError(400, reader.words("linked_page", page=given[:20]))
    return int(given)

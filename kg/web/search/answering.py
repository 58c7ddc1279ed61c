"""Answering a search: as a page, and as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.errors import NotFoundError
from kg.graph import KnowledgeGraph
from kg.listing import titles_of
from kg.search import Hit, near_hits
from kg.web.problem import ProblemError
from kg.web.search.asked import MOST, SearchAsked, asked_of
from kg.web.search.page import invite_page, results_page
from kg.web.security import OPEN_TO_ALL
from kg.web.templating import Reader, address

__all__ = ["Search"]

_USUAL = 20  # hits of an answer to a program
_NEAR = 6  # offers where nothing was found
_EXAMPLES = 3  # dramas whose names the page without a text offers


class Search:
    """The search of one graph."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self._dramas: dict[str, int] = {row["slug"]: row["beats"] for row in graph.dramas()}

    def page(self, request: Request) -> Response:
        """``/search``: what was found, by kind; without a text, a page that says what can be searched for."""
        reader = Reader(request, ("q", "kind", "at"))
        asked = asked_of(request, reader, self._dramas, MOST, forgiving=True)
        if not asked.text:
            text = invite_page(reader, asked, self._examples)
        else:
            hits, near = self._found(asked, reader.lang)
            text = results_page(reader, asked, hits, near)
        headers = {"vary": "Accept-Language", "cache-control": "no-cache"}
        return Response(text, headers=headers, media_type="text/html")

    def data(self, request: Request) -> Response:
        """``/search.json``: the same for programs; ``near`` has offers where nothing was found."""
        reader = Reader(request)
        forgive = request.query_params.get("forgive", "0")
        if forgive not in ("0", "1"):
            raise ProblemError(400, "'forgive' is 1 or 0")
        asked = asked_of(request, reader, self._dramas, _USUAL, forgiving=forgive == "1")
        if asked.text is None:
            raise ProblemError(400, "'q' is missing: the text to search for, such as /search.json?q=박형식")
        hits, near = self._found(asked, reader.lang)
        answer = {"q": asked.text, "hits": _as_data(asked, hits), "near": _as_data(asked, near)}
        headers = {**OPEN_TO_ALL, "vary": "Accept, Accept-Language", "cache-control": "no-cache"}
        return JSONResponse(answer, headers=headers)

    def _found(self, asked: SearchAsked, lang: str) -> tuple[list[Hit], list[Hit]]:
        """Return what was found or, where nothing was, what its parts find."""
        text = asked.text or ""
        hits = self._hits(asked, text, lang, asked.most)
        near = [] if hits else near_hits(lambda part: self._hits(asked, part, lang, _NEAR), text, _NEAR)
        return hits, near

    def _hits(self, asked: SearchAsked, text: str, lang: str, most: int) -> list[Hit]:
        try:
            return self._graph.search(text, kind=asked.kind, seen=asked.seen, lang=lang, most=most)
        except NotFoundError as error:
            raise ProblemError(400, str(error)) from None

    @cached_property
    def _examples(self) -> Sequence[Mapping[str, str]]:
        """Texts to try: titles of dramas that are told in full and whoever plays in them, as the premise has it."""
        full = [row for row in self._graph.dramas() if row["coverage"] == "full"]
        slugs = list(dict.fromkeys(row["slug"] for row in full))[:_EXAMPLES]
        titles = [titles_of(row) for row in {row["slug"]: row for row in full if row["slug"] in slugs}.values()]
        casts = [self._graph.drama(slug).characters for slug in slugs]
        actors = [names for cast in casts for row in cast[:1] for _, names in row.actors[:1]]
        return [*actors, *titles]


def _as_data(asked: SearchAsked, hits: Sequence[Hit]) -> list[dict[str, Any]]:
    return [
        {
            "iri": hit.iri,
            "kind": hit.kind,
            "address": address(f"/{hit.kind}/{hit.path}", at=asked.far.at(hit.iri)),
            "label": dict(hit.label),
            "matched": hit.matched,
            "how": hit.how,
            "detail": dict(hit.detail),
            "lead": hit.lead,
        }
        for hit in hits
    ]

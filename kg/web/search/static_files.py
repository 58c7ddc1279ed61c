"""Names as scripts, for the site without a server: what its pages load to search by themselves.

A static site has the file of each of `static_addresses` beside its pages, and ``data-static`` and ``data-root`` (the
way to its folder) in the element ``html`` of each page. Every search box names the scripts: ``data-offline`` is how to
search, ``data-index`` the first of the names. What a beat tells is in files of its own, loaded by who is there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.graph import KnowledgeGraph
from kg.kept import Kept
from kg.search import Entry, tables
from kg.views import FIRST
from kg.web.problem import ProblemError

__all__ = ["StaticFiles", "static_addresses"]

_FILES_KEPT = 50


def static_addresses(graph: KnowledgeGraph) -> list[str]:
    """Return the addresses of all files with names."""
    steps = [f"/search/{slug}/{at}.js" for slug, last in _last(graph).items() for at in range(FIRST + 1, last + 1)]
    return ["/search/names.js", *steps]


class StaticFiles:
    """The files of one graph."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self._made = Kept[str](_FILES_KEPT)

    def names(self, request: Request) -> Response:
        """``/search/names.js``: what the premise of every drama tells, and the tables of spellings and sounds."""
        del request
        return _script(self._made.get("", self._premise))

    def step(self, request: Request) -> Response:
        """``/search/{drama}/{at}.js``: what a drama has told by a beat, of all that it can tell something of."""
        slug, at = request.path_params["drama"], request.path_params["at"]
        if not FIRST < at <= self._last.get(slug, FIRST):
            raise ProblemError(404, "there is no such file")
        return _script(self._made.get((slug, at), lambda: self._step(slug, at)))

    @cached_property
    def _last(self) -> dict[str, int]:
        return _last(self._graph)

    def _premise(self) -> str:
        entries = self._graph.names([]).entries()
        return _called(
            "", FIRST, entries, tables=tables(), last={slug: at for slug, at in self._last.items() if at > 1}
        )

    def _step(self, slug: str, at: int) -> str:
        drama = self._graph.find("drama", slug).value
        before = set(map(_row, self._graph.names([]).entries(drama)))
        entries = self._graph.names([f"{slug}={at}"]).entries(drama)
        return _called(slug, at, [entry for entry in entries if _row(entry) not in before])


def _last(graph: KnowledgeGraph) -> dict[str, int]:
    return {row["slug"]: row["beats"] for row in graph.dramas()}


def _row(entry: Entry) -> str:
    """Return an entry without its rank, which others may change."""
    return json.dumps([*entry[:5], entry.names], ensure_ascii=False)


def _called(drama: str, at: int, entries: Iterable[Entry], **more: Mapping[str, Any]) -> str:
    """Return the script that hands names over."""
    found = {"drama": drama, "at": at, **more, "entries": [list(entry) for entry in entries]}
    return f"dramaNames({json.dumps(found, ensure_ascii=False, separators=(',', ':'))});\n"


def _script(text: str) -> Response:
    return Response(text, headers={"cache-control": "no-cache"}, media_type="text/javascript")

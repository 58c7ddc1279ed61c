"""The HTML pages, and a drama as JSON."""

from __future__ import annotations

import asyncio
import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from kg.drama import Drama
from kg.errors import NotFoundError
from kg.graph import KnowledgeGraph
from kg.kept import Kept
from kg.listing import titles_of
from kg.views import FIRST
from kg.web.dramas.data_page import data_page, drama_data_page
from kg.web.dramas.drama_json import as_json
from kg.web.dramas.drama_page import drama_page
from kg.web.dramas.start_page import Card, dramas_page, start_page
from kg.web.dramas.why_page import why
from kg.web.negotiate import best_type
from kg.web.problem import ProblemError
from kg.web.security import OPEN_TO_ALL
from kg.web.templating import Reader, page

__all__ = ["Pages"]

_PAGES_KEPT = 200


class Pages:
    """The pages of one graph. A build never changes, so a page is made once."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self._made = Kept[str](_PAGES_KEPT)
        # A thread of its own: all others may be busy with pages.
        self._for_health = ThreadPoolExecutor(1, thread_name_prefix="health")
        cards: dict[str, Card] = {}
        for row in graph.dramas():
            card = Card(row["slug"], row["drama"], titles_of(row), row["coverage"] == "full",
                        row["year"], row["episodes"], row["beats"])  # fmt: skip
            cards.setdefault(card.slug, card)
        self._cards = cards

    def start(self, request: Request) -> Response:
        """``/``: where a fan arrives."""
        reader = Reader(request, ())
        return _html(self._made.get(("start", *_view_of(reader)), lambda: self._start(reader)))

    def dramas(self, request: Request) -> Response:
        """``/dramas``: the list of all dramas, those of which little is known too."""
        reader = Reader(request, ())
        return _html(self._made.get(("dramas", *_view_of(reader)), lambda: dramas_page(self._cards.values(), reader)))

    def drama(self, request: Request) -> Response:
        """``/drama/{slug}``: a drama as far as the reader has watched."""
        if best_type(request.headers.get("accept"), ("text/html", "application/json")) == "application/json":
            return self.drama_json(request)
        reader = Reader(request, ("at",))
        name = request.path_params["slug"]
        slug = self._slug(name, reader)
        if slug != name:
            return RedirectResponse(reader.link(f"/drama/{slug}", at=_beat_asked(request)), 307)
        drama = self._at(slug, _beat_asked(request) or "premise", reader)
        chosen = "at" in request.query_params
        key = ("drama", slug, str(drama.position), str(chosen), request.url.path, *_view_of(reader))
        return _html(self._made.get(key, lambda: self._drama(drama, reader, chosen=chosen)))

    def data(self, request: Request) -> Response:
        """``/data``: how much is known of each drama."""
        reader = Reader(request, ())
        thin = sum(not card.full for card in self._cards.values())
        return _html(self._made.get(("data", *_view_of(reader)), lambda: data_page(self._told_in_full, thin, reader)))

    def data_csv(self, request: Request) -> Response:
        """``/data.csv``: the same numbers for programs."""
        del request
        text = self._made.get(("data.csv",), lambda: self._graph.coverage().to_csv())
        return Response(text, headers={**OPEN_TO_ALL, "cache-control": "no-cache"}, media_type="text/csv")

    def drama_data(self, request: Request) -> Response:
        """``/drama/{slug}/data``: what in a drama rests on what, as far as the reader has watched."""
        reader = Reader(request, ("at",))
        slug = self._slug(request.path_params["slug"], reader)
        drama = self._at(slug, _beat_asked(request) or "premise", reader)
        key = ("drama-data", slug, str(drama.position), request.url.path, *_view_of(reader))
        return _html(self._made.get(key, lambda: drama_data_page(drama, self._numbers(drama), reader)))

    def _numbers(self, drama: Drama) -> dict[str, Any] | None:
        """Return the numbers of a drama that is told to its end, None where there is more to come."""
        return self._measured[drama.iri] if drama.position == drama.last else None

    @cached_property
    def _measured(self) -> dict[str, dict[str, Any]]:
        # All are counted in the time of ten.
        return {row["drama"]: row for row in self._graph.coverage().to_dicts()}

    @cached_property
    def _told_in_full(self) -> list[dict[str, Any]]:
        return self._graph.coverage(thin=False).to_dicts()

    def why(self, request: Request) -> Response:
        """``/drama/{slug}/why``: why an edge between two characters holds."""
        reader, fields = Reader(request), request.query_params
        slug = self._slug(request.path_params["slug"], reader)
        drama = self._at(slug, _beat_asked(request) or "premise", reader)
        parts = (fields.get("s", ""), fields.get("p", ""), fields.get("o", ""))
        return why(drama, reader, parts, fields.get("format"))

    def drama_json(self, request: Request) -> Response:
        """``/drama/{slug}.json``: the same facts for programs."""
        reader = Reader(request)
        slug = self._slug(request.path_params["slug"], reader)
        drama = self._at(slug, _beat_asked(request) or "premise", reader)
        return JSONResponse(as_json(drama), headers={**OPEN_TO_ALL, "vary": "Accept", "cache-control": "no-cache"})

    async def health(self, request: Request) -> Response:
        """``/health``: whether the graph answers, and how much is in it."""
        del request
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._for_health, self._graph.query, "ASK { ?drama a dkg:Drama }")
        counts: dict[str, Any] = asdict(self._graph.summary) if self._graph.summary else {"dramas": len(self._cards)}
        return JSONResponse({"status": "ok", **counts}, headers={"cache-control": "no-store"})

    @staticmethod
    def problem(request: Request, problem: ProblemError) -> str:
        """Render what went wrong as a page."""
        reader = Reader(request)
        text = problem.for_people(reader.words)
        # An address that says wrongly how far somebody is: the same page without it spoils nothing.
        lost = problem.status == 400 and "at" in request.query_params
        safe = reader.link("/" + request.url.path.lstrip("/")) if lost else None
        return page("problem.html", reader, problem=problem, text=text, safe=safe, heading=_heading(problem.status))

    def _start(self, reader: Reader) -> str:
        told = [(card, self._graph.drama(card.slug, at=FIRST)) for card in self._cards.values() if card.full]
        return start_page(told, len(self._cards) - len(told), reader)

    def _drama(self, drama: Drama, reader: Reader, *, chosen: bool) -> str:
        titles = {card.iri: card.titles for card in self._cards.values()}
        before = self._graph.drama(drama.slug, at=drama.position - 1) if drama.position > FIRST else None
        thin = not self._cards[drama.slug].full
        # Of this drama as far as the reader is, of all others the premise: what is told later is no reason.
        alike = () if thin else self._graph.similar(drama.slug, seen=[f"{drama.slug}={drama.position}"])
        return drama_page(drama, before, reader, titles, alike, thin=thin, chosen=chosen)

    def _slug(self, name: str, reader: Reader) -> str:
        """Return the slug of a drama by slug or by name, or raise the page that offers the nearest ones."""
        if name in self._cards:
            return name
        try:
            found = self._graph.find("drama", name).value
        except NotFoundError:
            found = ""
        for card in self._cards.values():
            if card.iri == found:
                return card.slug
        known = {text.casefold(): card for card in self._cards.values() for text in (card.slug, *card.titles.values())}
        near = {known[text].slug: known[text] for text in get_close_matches(name.casefold(), known, n=4, cutoff=0.5)}
        links = [(reader.link(f"/drama/{card.slug}"), reader.plain(card.titles)) for card in near.values()]
        raise ProblemError(404, reader.words("no_drama", name=name[:80]), links=links)

    def _at(self, slug: str, at: str, reader: Reader) -> Drama:
        """Return a drama at a beat as the address names it, or raise the page that says which there are."""
        try:
            return self._graph.drama(slug, at=at)
        except NotFoundError:
            card = self._cards[slug]
            text = reader.words("no_step", title=reader.plain(card.titles), at=at[:40], last=card.beats)
            steps = [
                (reader.link(f"/drama/{slug}", at=number), reader.words("step", n=number))
                for number in range(1, card.beats + 1)
            ]
            raise ProblemError(400, text, links=steps) from None


def _beat_asked(request: Request) -> str | None:
    """Return the beat that an address names; of several the earliest, which spoils least."""
    given = [text for text in request.query_params.getlist("at") if text.strip()]
    order = {"premise": 1, "end": math.inf}
    return min(
        given, key=lambda text: order.get(text, int(text) if text.isdecimal() and len(text) < 9 else 0), default=None
    )


def _view_of(reader: Reader) -> tuple[str, ...]:
    """Return what of a reader shows in a page."""
    return (reader.lang, str(reader.explicit), reader.same_in("en"))


def _heading(status: int) -> str:
    if status in (300, 403, 404):
        return f"problem_{status}"
    return "problem_5" if status >= 500 else "problem_400"


def _html(text: str) -> Response:
    headers = {"vary": "Accept, Accept-Language", "cache-control": "no-cache"}
    return Response(text, media_type="text/html", headers=headers)

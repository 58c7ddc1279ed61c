"""The pages of characters, and a drama by chance."""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from kg.analysis import CharacterProfile
from kg.drama import Drama
from kg.graph import KnowledgeGraph
from kg.kept import Kept
from kg.networks import CharacterRow
from kg.web.far import Far
from kg.web.people.asked import Asked
from kg.web.people.character_json import character_json
from kg.web.people.character_page import character_page
from kg.web.problem import ProblemError
from kg.web.security import OPEN_TO_ALL
from kg.web.templating import Reader

__all__ = ["CharacterPages"]

_PAGES_KEPT = 200


class CharacterPages:
    """The pages of one graph. A build never changes, so a page is made once for each viewpoint."""

    def __init__(self, graph: KnowledgeGraph, asked: Asked) -> None:
        self._graph = graph
        self._asked = asked
        self._made = Kept[str](_PAGES_KEPT)

    def character(self, request: Request) -> Response:
        """``/character/{drama}/{slug}``: a character as far as the drama is told."""
        reader = Reader(request, ("at",))
        drama, row, far = self._found(request, reader)
        if row.slug != request.path_params["slug"]:
            address = reader.link(f"/character/{drama.slug}/{row.slug}", at=request.query_params.get("at"))
            return RedirectResponse(address, 307)
        key = (row.iri, far.whole, reader.lang, reader.explicit, reader.same_in("en"))
        text = self._made.get(key, lambda: character_page(drama, self._profile(row, drama), reader, far))
        headers = {"vary": "Accept-Language", "cache-control": "no-cache"}
        return Response(text, media_type="text/html", headers=headers)

    def character_json(self, request: Request) -> Response:
        """``/character/{drama}/{slug}.json``: the same facts for programs."""
        drama, row, _ = self._found(request, Reader(request, ("at",)))
        return JSONResponse(
            character_json(drama, self._profile(row, drama)), headers={**OPEN_TO_ALL, "cache-control": "no-cache"}
        )

    def _profile(self, row: CharacterRow, drama: Drama) -> CharacterProfile:
        return self._graph.character(row.iri, at=drama.position)

    def _found(self, request: Request, reader: Reader) -> tuple[Drama, CharacterRow, Far]:
        drama, far = self._asked.drama(request, reader)
        return drama, self._asked.character(request.path_params["slug"], drama, reader), far

    def surprise(self, request: Request) -> Response:
        """``/surprise``: on to a drama by chance, told by its premise; ``not`` names one that it shall not be."""
        reader = Reader(request)
        full = [card.slug for card in self._asked.cards.values() if card.full]
        others = [slug for slug in full if slug != request.query_params.get("not")]
        if not full:
            raise ProblemError(404, reader.words("surprise_none"))
        chosen = secrets.choice(others or full)
        return RedirectResponse(reader.link(f"/drama/{chosen}"), 303, {"cache-control": "no-store"})

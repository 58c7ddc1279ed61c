"""``/person/{slug}``: who somebody is, as a page and as JSON."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from kg.analysis import ActorProfile
from kg.graph import KnowledgeGraph
from kg.kept import Kept
from kg.linked import Description
from kg.web.far import Far
from kg.web.people.asked import Asked
from kg.web.people.finding import AmbiguousError, People, UnknownPersonError, known_for, labelled
from kg.web.people.person_page import person_page, sources_told
from kg.web.security import OPEN_TO_ALL
from kg.web.templating import Reader

__all__ = ["PersonPages"]

_PAGES_KEPT = 200


class PersonPages:
    """The pages of one graph. A build never changes, so a page is made once for each viewpoint."""

    def __init__(self, graph: KnowledgeGraph, asked: Asked, people: People) -> None:
        self._graph = graph
        self._asked = asked
        self._people = people
        self._made = Kept[str](_PAGES_KEPT)

    def person(self, request: Request) -> Response:
        """``/person/{slug}``: a person as far as ``at`` says."""
        reader = Reader(request, ("at",))
        name, far = request.path_params["slug"], self._asked.far(request, reader)
        key = (name, far.whole, reader.lang, reader.explicit, reader.same_in("en"))
        made = self._made.get(key, lambda: self._page(name, reader, far))
        if made.startswith("/"):
            return RedirectResponse(made, 307)
        headers = {"vary": "Accept-Language", "cache-control": "no-cache"}
        return Response(made, media_type="text/html", headers=headers)

    def _page(self, name: str, reader: Reader, far: Far) -> str:
        """Return the page of a person, or its address where that is another."""
        profile = self._found(name, reader, far)
        if profile.person.slug != name:
            return reader.link(f"/person/{profile.person.slug}", at=far.whole)
        apart = {one.iri: self._people.told(one.iri, far) for one in profile.namesakes}
        known = {iri: known_for(one, reader) for iri, one in apart.items() if one is not None}
        at_premise = self._people.told(profile.person.iri, Far()) is not None
        return person_page(profile, self._described(profile, far), known, reader, far, at_premise=at_premise)

    def person_json(self, request: Request) -> Response:
        """``/person/{slug}.json``: the same facts for programs."""
        reader = Reader(request, ("at",))
        far = self._asked.far(request, reader)
        profile = self._found(request.path_params["slug"], reader, far)
        sources = sources_told(self._described(profile, far))
        document: dict[str, Any] = {
            **profile.to_dict(),
            "slug": profile.person.slug,
            "sources": [
                {"iri": one.iri, "names": dict(one.names), "places": list(one.places)} for one in sources
            ],
        }  # fmt: skip
        return JSONResponse(document, headers={**OPEN_TO_ALL, "cache-control": "no-cache"})

    def _described(self, profile: ActorProfile, far: Far) -> Description:
        return self._graph.describe(profile.person.iri, far.given, others=far.rest, inferred=False)

    def _found(self, name: str, reader: Reader, far: Far) -> ActorProfile:
        """Return a person, or raise the page that offers others."""
        try:
            return self._people.person(name, far, reader)
        except (AmbiguousError, UnknownPersonError) as error:
            # Nothing leads on to the end: a name that is told later and a typing error are answered alike.
            error.links = tuple(self._links(error.choices, reader, far))
            raise

    @staticmethod
    def _links(people: tuple[ActorProfile, ...], reader: Reader, far: Far) -> list[tuple[str, str]]:
        """Return the pages of people, each with what tells them apart."""
        pages = (reader.link(f"/person/{one.person.slug}", at=far.whole) for one in people)
        return list(zip(pages, labelled(people, reader), strict=True))

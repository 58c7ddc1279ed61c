"""Where the name of a thing leads: to the page that fans have for it or to that of its IRI, as far as a reader is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg.graph import KnowledgeGraph
from kg.linked import drama_slug_of
from kg.views import FIRST, parse_viewpoint
from kg.vocab import ID_BASE
from kg.web.far import Far
from kg.web.linked.addresses import parts_of

__all__ = ["Place", "fan_page", "far_seen", "iri_place", "place_of"]

_TIMELESS = ("/ontology", "/shapes", "/view")  # pages that tell no drama


class Place(NamedTuple):
    """A page of this site: its path, a place on it, and the field that says how far it is told."""

    path: str
    anchor: str
    at: int | str | None


def far_seen(graph: KnowledgeGraph, seen: Iterable[str] | None) -> Far:
    """Return how far an answer tells that was asked from a viewpoint; None tells everything.

    The viewpoint names dramas as people do. Raises `NotFoundError` for one that is none.
    """
    if seen is None:
        return Far(others=None)
    named = parse_viewpoint(seen)
    others = named.pop("*", FIRST)
    return Far({drama_slug_of(graph.find("drama", name).value) or name: at for name, at in named.items()}, others)


def place_of(iri: str, far: Far) -> Place | None:
    """Return the page of one of our things: the fans' page of a drama, a character or a theme, else that of its IRI.

    >>> place_of("https://w3id.org/drama-kg/id/drama/soundtrack-1/character/eunsoo", Far({"soundtrack-1": 2}))
    Place(path='/character/soundtrack-1/eunsoo', anchor='', at=2)
    >>> place_of("https://w3id.org/drama-kg/id/person/park-hyung-sik", Far(others=None))
    Place(path='/person/park-hyung-sik', anchor='', at='end')
    >>> place_of("https://example.org/", Far()) is None
    True
    """
    own = fan_page(iri)
    return iri_place(iri, far) if own is None else Place(own, "", far.at(iri))


def iri_place(iri: str, far: Far) -> Place | None:
    """Return the page of one of our IRIs; None for any other IRI."""
    parts = parts_of(iri)
    if parts is None:
        return None
    return Place(*parts, None if parts[0].startswith(_TIMELESS) else far.at(iri))


def fan_page(iri: str) -> str | None:
    """Return the path of the page that fans have for a thing; None for a thing that has none."""
    match iri.removeprefix(ID_BASE).split("/") if iri.startswith(ID_BASE) else ():
        case ["drama" | "person" | "theme" as kind, slug] if slug:
            return f"/{kind}/{slug}"
        case ["drama", slug, "character", character] if slug and character:
            return f"/character/{slug}/{character}"
    return None

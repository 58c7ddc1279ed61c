"""Where a drama can be watched, as far as sources say on which channel or service it ran."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.drama import Drama

__all__ = ["Place", "watch_places"]

_KINDS = ("platform", "network")  # a name that is both is a platform


@dataclass(frozen=True, slots=True)
class Place:
    """A channel or service: ``kind`` is a platform or a network, ``sources`` are (IRI, title) of who says so."""

    name: Mapping[str, str]
    kind: str
    sources: tuple[tuple[str, Mapping[str, str]], ...]


def watch_places(drama: Drama) -> list[Place]:
    """Return the platforms, then the networks, each once."""
    titles = {row.iri: row.title for row in drama.sources}
    found: dict[str, Place] = {}
    for row in sorted(drama.production, key=lambda row: row.property != "platform"):
        if row.property in _KINDS:
            key = row.value.get("en", "").casefold()
            kind, told = (found[key].kind, found[key].sources) if key in found else (row.property, ())
            sources = {**dict(told), **{iri: titles.get(iri, {}) for iri in row.sources}}
            found[key] = Place(row.value, kind, tuple(sources.items()))
    return list(found.values())

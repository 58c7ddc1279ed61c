"""Names that go on from what somebody has typed, and none that they may not know yet."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import NamedTuple

from kg.names import fold
from kg.search.hits import Hits, search
from kg.search.index import Index
from kg.search.portable import Entry, entries
from kg.search.seen import Details, Seen
from kg.search.told import Name, path_of, read_told
from kg.store import GraphStore
from kg.views import Viewpoint
from kg.vocab import ID_BASE

__all__ = ["AllNames", "SeenNames", "Suggestion"]

_MOST = 12
_NEAR = 4
_KEPT = 32  # viewpoints


class Suggestion(NamedTuple):
    """A thing: its IRI, what to type to mean it, its name, and what tells it from a namesake (a character's drama)."""

    iri: str
    value: str
    label: str
    detail: str


class AllNames:
    """The names of one store, read when they are first asked for."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self.seen = lru_cache(maxsize=_KEPT)(self._seen_from)

    @cached_property
    def index(self) -> Index:
        """Every name, whoever may know it."""
        return Index(read_told(self._store))

    @cached_property
    def _details(self) -> Details:
        return Details(self.index)

    def _seen_from(self, viewpoint: Viewpoint | None) -> Seen:
        return Seen(self.index, viewpoint, self._details)


class SeenNames:
    """The names that somebody may know. A kind is drama, character, person, theme or source."""

    def __init__(self, names: AllNames, viewpoint: Viewpoint | None) -> None:
        self._names = names
        self._viewpoint = viewpoint

    def search(self, text: str, *, kind: str | None = None, lang: str = "en", most: int = _MOST) -> Hits:
        """Return what a text finds: see `KnowledgeGraph.search`."""
        return search(self.seen, text, kind, lang, most)

    def all_names(self) -> list[Name]:
        """Return every name that may be known, of every thing."""
        return self.seen.all_names()

    def complete(self, kind: str, text: str, *, lang: str = "en", most: int = _MOST) -> list[Suggestion]:
        """Return the things of a kind that a text finds, the likeliest first; all by name where nothing is typed."""
        if not fold(text):
            return self._suggestions(kind, self._all(kind)[:most], lang)
        by_address = [iri for iri in self._all(kind) if text in (iri, iri.removeprefix(ID_BASE), path_of(iri))]
        found = (hit.iri for hit in self.search(text, kind=kind, lang=lang, most=most))
        return self._suggestions(kind, list(dict.fromkeys([*by_address, *found]))[:most], lang)

    def near(self, kind: str, text: str, *, lang: str = "en") -> list[Suggestion]:
        """Return the things whose names are the nearest to one that nothing, or more than one thing, has."""
        return self.complete(kind, text, lang=lang, most=2 * _NEAR)

    def knows(self, iri: str) -> bool:
        """Tell whether somebody may know a name of a thing."""
        return bool(self.seen.names(iri))

    def entries(self, drama: str | None = None) -> list[Entry]:
        """Return the things that may be known, for a search elsewhere; with a drama's IRI, those that it tells of."""
        return entries(self.seen, drama)

    @property
    def seen(self) -> Seen:
        """The names themselves, as far as they may be known."""
        return self._names.seen(self._viewpoint)

    def _all(self, kind: str) -> list[str]:
        """Return every thing of a kind that may be known, by name."""
        return self.seen.by_name(kind)

    def _suggestions(self, kind: str, iris: list[str], lang: str) -> list[Suggestion]:
        return [self._suggestion(kind, iri, lang) for iri in iris]

    def _suggestion(self, kind: str, iri: str, lang: str) -> Suggestion:
        seen, path = self.seen, path_of(iri)
        label = seen.label(iri, lang) or path
        drama, of_drama, _ = iri.partition("/character/")
        detail = seen.label(drama, lang) if of_drama else None
        return Suggestion(iri, label if seen.owners(kind).get(fold(label)) == {iri} else path, label, detail or "")

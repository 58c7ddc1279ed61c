"""Names that go on from what somebody has typed, and none that they may not know yet."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from kg.names import fold
from kg.results import Node
from kg.search.resolving import KINDS
from kg.store import GraphStore, Term
from kg.views import Viewpoint, as_table
from kg.vocab import ID_BASE, SKOS

__all__ = ["AllNames", "SeenNames", "Suggestion"]

_MOST = 12
_NEAR = 4
_LONGEST = 100  # characters of a text that are looked at

# Where a name is told: by which beats of which drama, or by none (people, themes).
_NAMES = """
SELECT ?thing ?naming ?label ?drama (MIN(?position) AS ?told) WHERE {
  VALUES ?naming { skos:prefLabel skos:altLabel }
  ?thing a ?kind .
  GRAPH ?graph { ?thing ?naming ?label }
  OPTIONAL {
    GRAPH graph:provenance { ?graph dkg:revealedAt ?beat . ?beat dkg:inDrama ?drama ; dkg:position ?position }
  }
} GROUP BY ?thing ?naming ?label ?drama
"""
# A source is known once it tells something, or judges a drama that has begun. (In one query with its names, this took
# the engine two minutes.)
_SOURCE_NAMES = """
SELECT ?thing ?naming ?label WHERE {
  VALUES ?naming { skos:prefLabel skos:altLabel }
  GRAPH graph:provenance { ?thing dkg:sourceKind ?kind_of_source ; ?naming ?label }
}
"""
_SOURCES_TELL = """
SELECT ?thing ?drama (MIN(?position) AS ?told) WHERE {
  GRAPH graph:provenance {
    ?graph prov:wasDerivedFrom ?thing .
    OPTIONAL { ?graph dkg:revealedAt ?beat . ?beat dkg:inDrama ?drama ; dkg:position ?position }
  }
} GROUP BY ?thing ?drama
"""
_SOURCES_JUDGE = """
SELECT DISTINCT ?thing ?drama (1 AS ?told) WHERE {
  GRAPH graph:provenance { ?judgement dkg:madeIn ?thing ; dkg:judges ?drama }
}
"""


class Suggestion(NamedTuple):
    """A thing: its IRI, what to type to mean it, its name, and what tells it from a namesake (a character's drama)."""

    iri: str
    value: str
    label: str
    detail: str


class _Name(NamedTuple):
    """A name of a thing, told by a beat of a drama (None: by none)."""

    iri: str
    alternative: bool
    text: str
    lang: str
    drama: str | None
    told: int
    folded: str


class _Names:
    """The names of a kind of thing that somebody may know."""

    def __init__(self, names: Iterable[_Name]) -> None:
        self.all = sorted(set(names), key=lambda name: (name.iri, name.alternative, name.lang, name.text))
        self.owners: dict[str, set[str]] = {}
        self._of: dict[str, list[_Name]] = {}
        for name in self.all:
            self.owners.setdefault(name.folded, set()).add(name.iri)
            self._of.setdefault(name.iri, []).append(name)

    def label(self, iri: str, lang: str) -> str | None:
        """Return what a thing is called in a language, or in another; None for what has no name."""
        names = self._of.get(iri)
        return min(names, key=lambda name: (name.alternative, name.lang != lang)).text if names else None


class AllNames:
    """The names of one store, read once for each kind."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._told = lru_cache(maxsize=None)(self._read)
        self.seen = lru_cache(maxsize=32)(self._seen_from)

    def _seen_from(self, kind: str, viewpoint: Viewpoint | None) -> _Names:
        told = self._told(kind)
        return _Names(name for name in told if viewpoint is None or name.drama is None
                      or viewpoint.sees(name.drama, name.told))  # fmt: skip

    def _read(self, kind: str) -> list[_Name]:
        if kind != "source":
            return [_name(*row) for row in self._rows(_NAMES, kind=KINDS[kind])]
        told: dict[Node | None, list[tuple[Node | None, ...]]] = {}
        for thing, *where in (*self._rows(_SOURCES_TELL), *self._rows(_SOURCES_JUDGE)):
            told.setdefault(thing, []).append(tuple(where))
        return [_name(*row, *where) for row in self._rows(_SOURCE_NAMES) for where in told.get(row[0], ())]

    def _rows(self, query: str, **bindings: Term) -> tuple[tuple[Node | None, ...], ...]:
        return as_table(self._store.query(query, bindings=bindings)).terms


class SeenNames:
    """The names that somebody may know. A kind is drama, character, person, theme or source."""

    def __init__(self, names: AllNames, viewpoint: Viewpoint | None) -> None:
        self._names = names
        self._viewpoint = viewpoint

    def complete(self, kind: str, text: str, *, lang: str = "en", most: int = _MOST) -> list[Suggestion]:
        """Return the things of a kind with a name that goes on from what somebody has typed, the likeliest first."""
        wanted = text[:_LONGEST]
        best: dict[str, tuple[int, str, str]] = {}
        for name in self._of(kind).all:
            rank = _rank(name, wanted)
            if rank is not None:
                found = (rank, name.folded, name.iri)
                best[name.iri] = min(found, best.get(name.iri, found))
        return [self._suggestion(kind, iri, lang) for *_, iri in sorted(best.values())[:most]]

    def near(self, kind: str, text: str, *, lang: str = "en") -> list[Suggestion]:
        """Return the things whose names are the nearest to one that nothing, or more than one thing, has."""
        owners = self._of(kind).owners
        near = get_close_matches(fold(text[:_LONGEST]), owners, n=_NEAR, cutoff=0.6)
        found = dict.fromkeys(iri for name in near for iri in sorted(owners[name]))
        if not found:
            return self.complete(kind, text, lang=lang, most=_NEAR)
        return [self._suggestion(kind, iri, lang) for iri in list(found)[: 2 * _NEAR]]

    def _of(self, kind: str) -> _Names:
        return self._names.seen(kind, self._viewpoint)

    def _suggestion(self, kind: str, iri: str, lang: str) -> Suggestion:
        names, slug = self._of(kind), _slug(iri, kind)
        label = names.label(iri, lang) or slug
        drama, of_drama, _ = iri.partition("/character/")
        detail = self._of("drama").label(drama, lang) if of_drama else None
        return Suggestion(iri, label if names.owners.get(fold(label)) == {iri} else slug, label, detail or "")


def _name(thing: Node | None, naming: Node | None, label: Node | None, drama: Node | None, told: Node | None) -> _Name:
    text, lang = _text(label), getattr(label, "language", None) or "en"
    of = _text(drama) if drama is not None else None
    return _Name(_text(thing), naming == SKOS.altLabel, text, lang, of, int(_text(told) or 0), fold(text))


def _text(term: Node | None) -> str:
    return str(getattr(term, "value", ""))


def _rank(name: _Name, text: str) -> int | None:
    """Return how near a name is to a text: the same, beginning with it, a word of it doing so, or having it inside."""
    wanted = fold(text)
    if name.folded == wanted or text in (name.iri, name.iri.removeprefix(ID_BASE)):
        return 0
    if name.folded.startswith(wanted):
        return 1
    if any(fold(word).startswith(wanted) for word in name.text.split()):
        return 2
    return 3 if wanted in name.folded else None


def _slug(iri: str, kind: str) -> str:
    """Return the slug of a thing, a character's with that of the drama."""
    path = iri.removeprefix(ID_BASE).removeprefix(f"{kind}/")
    return path.removeprefix("drama/").replace("/character/", "/") if kind == "character" else path

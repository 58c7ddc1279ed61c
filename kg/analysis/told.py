"""Statements of sources with the beats that tell them, read once for a store and asked from any viewpoint.

The rule is that of `kg.views`: a statement is seen once one of the beats that tell it is, one about people always, and
what only follows is not read at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from pyoxigraph import Literal, NamedNode

from kg.store import GraphStore
from kg.views import Viewpoint, as_table
from kg.vocab import SKOS

__all__ = ["Fact", "Told"]

_PLACES = """
SELECT ?graph ?drama ?position WHERE {
  GRAPH graph:provenance { ?graph dkg:revealedAt ?beat . ?beat dkg:inDrama ?drama ; dkg:position ?position }
}
"""
_TIMELESS = """
SELECT DISTINCT ?graph WHERE {
  GRAPH graph:provenance { ?graph prov:wasDerivedFrom ?source FILTER NOT EXISTS { ?graph dkg:revealedAt ?beat } }
}
"""

Place = tuple[str, int]
"""A drama and the position of a beat."""


@dataclass(frozen=True, slots=True)
class Fact:
    """The value of a statement, with the first beat of each drama that tells it; no beat for what is always told."""

    value: str
    language: str
    places: tuple[Place, ...]

    def seen(self, viewpoint: Viewpoint) -> bool:
        """Tell whether it may be seen."""
        return not self.places or any(viewpoint.sees(drama, position) for drama, position in self.places)


class Told:
    """The statements of one store, by predicate and subject. A build never changes, so they are kept."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._facts: dict[NamedNode, Mapping[str, tuple[Fact, ...]]] = {}
        self._lock = Lock()

    def all_of(self, predicate: NamedNode) -> Mapping[str, tuple[Fact, ...]]:
        """Return every statement of a predicate, by the IRI of its subject, in an order of its own."""
        with self._lock:
            if predicate not in self._facts:
                self._facts[predicate] = self._read(predicate)
            return self._facts[predicate]

    def of(self, subject: str, predicate: NamedNode, viewpoint: Viewpoint) -> Iterator[Fact]:
        """Yield what has been told of a subject by one predicate."""
        return (fact for fact in self.all_of(predicate).get(subject, ()) if fact.seen(viewpoint))

    def names(self, subject: str, viewpoint: Viewpoint) -> dict[str, str]:
        """Return what a thing is called, by language."""
        found: dict[str, str] = {}
        for fact in self.of(subject, SKOS.prefLabel, viewpoint):
            found.setdefault(fact.language, fact.value)
        return found

    @cached_property
    def _places(self) -> Mapping[str, tuple[Place, ...]]:
        """The beats that tell each graph of a source; none for what is told always."""
        found: dict[str, tuple[Place, ...]] = {
            row["graph"]: () for row in as_table(self._store.query(_TIMELESS))
        }  # fmt: skip
        for row in as_table(self._store.query(_PLACES)):
            found[row["graph"]] = (*found.get(row["graph"], ()), (row["drama"], row["position"]))
        return found

    def _read(self, predicate: NamedNode) -> Mapping[str, tuple[Fact, ...]]:
        told: dict[str, dict[tuple[str, str], dict[str, int] | None]] = {}
        for quad in self._store.told(None, predicate):
            places = self._places.get(getattr(quad.graph_name, "value", ""))
            subject, value = quad.subject, quad.object
            if places is None or not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
                continue
            language = (value.language or "en") if isinstance(value, Literal) else ""
            facts = told.setdefault(subject.value, {})
            known = facts.setdefault((language, value.value), {})
            if not places:
                facts[language, value.value] = None
            elif known is not None:
                for drama, position in places:
                    known[drama] = min(position, known.get(drama, position))
        return {
            subject: tuple(
                Fact(value, language, tuple(sorted(places.items())) if places else ())
                for (language, value), places in sorted(facts.items())
            )
            for subject, facts in told.items()
        }

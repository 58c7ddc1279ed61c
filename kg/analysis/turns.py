"""The phases of relationships that may be seen from a viewpoint, over all dramas: of what type, in what order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from kg.analysis.told import Told
from kg.ontology import Ontology
from kg.views import Viewpoint
from kg.vocab import DKG, RDF

__all__ = ["DOUBTED", "SeenPhases"]

DOUBTED = ("possible", "doubted")
"""What a source says of a phase that it does not hold for certain."""


class SeenPhases:
    """The phases that may be seen from one viewpoint."""

    def __init__(self, told: Told, ontology: Ontology, viewpoint: Viewpoint) -> None:
        self._told = told
        self._ontology = ontology
        self._viewpoint = viewpoint

    def type_of(self, phase: str) -> str | None:
        """Return the type of a phase; None for one that is in doubt, or of which no type is told."""
        if any(fact.value in DOUBTED for fact in self._told.of(phase, DKG.certainty, self._viewpoint)):
            return None
        types = (fact.value.removeprefix(DKG.base) for fact in self._told.of(phase, RDF.type, self._viewpoint))
        return next((name for name in types if name in self._ontology.relationship_types), None)

    def arcs_of(self, phase: str) -> tuple[str, ...]:
        """Return the arcs (IRIs) of the pairs that a phase ties."""
        return tuple(fact.value for fact in self._told.of(phase, DKG.ofArc, self._viewpoint))

    def drama_of(self, phase: str) -> str | None:
        """Return the drama (an IRI) of a phase."""
        return next((fact.value for fact in self._told.of(phase, DKG.inDrama, self._viewpoint)), None)

    def turns(self) -> Iterator[tuple[str, str]]:
        """Yield each phase with each later one of the same pair."""
        for before in self._told.all_of(DKG.laterPhase):
            for fact in self._told.of(before, DKG.laterPhase, self._viewpoint):
                yield before, fact.value

    @cached_property
    def by_arc(self) -> dict[str, list[str]]:
        """The phases of each arc, in no order."""
        found: dict[str, list[str]] = {}
        for phase in self._told.all_of(DKG.ofArc):
            for arc in self.arcs_of(phase):
                found.setdefault(arc, []).append(phase)
        return found

    @cached_property
    def disputed(self) -> frozenset[str]:
        """The phases that cannot be true beside another that is told."""
        return frozenset(
            phase
            for one in self._told.all_of(DKG.disagreesWith)
            for fact in self._told.of(one, DKG.disagreesWith, self._viewpoint)
            for phase in (one, fact.value)
        )

"""Relationship arcs: what a pair has been to each other, phase after phase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.networks import PhaseRow, endpoints
from kg.ontology import Ontology
from kg.story.ties import by_pair, is_doubted, pair_of
from kg.storyorder import in_phase_order
from kg.views import View

__all__ = ["Arc", "ArcStep", "read_arcs"]

_LATER = "SELECT DISTINCT ?phase ?later WHERE { ?phase dkg:inDrama ?drama ; dkg:laterPhase ?later }"


@dataclass(frozen=True, slots=True)
class ArcStep:
    """A phase in an arc: its IRI, its type (a local name) and the position of the beat that first tells it.

    It runs from ``subject`` to ``object``, both None where it reads the same from both sides. ``starts`` and ``ends``
    are events, as far as told. ``doubted`` is set where no source is certain of it, ``disputed`` where another phase
    that is told cannot be true beside it.
    """

    phase: str
    type: str
    subject: str | None
    object: str | None
    told: int
    starts: str | None
    ends: str | None
    doubted: bool
    disputed: bool


@dataclass(frozen=True, slots=True)
class Arc:
    """The phases of two characters, in the order in which they begin in the story. Phases may overlap."""

    one: str
    other: str
    steps: tuple[ArcStep, ...]

    @property
    def types(self) -> tuple[str, ...]:
        """The types of the phases, in order."""
        return tuple(step.type for step in self.steps)


def read_arcs(view: View, phases: Iterable[PhaseRow], ontology: Ontology) -> tuple[Arc, ...]:
    """Return the arc of each pair that is tied, the longest first."""
    later = [(row["phase"], row["later"]) for row in view.select(_LATER)]
    arcs = []
    for pair, found in by_pair(phases, ontology).items():
        rows = {phase.iri: phase for phase in sorted(found, key=lambda phase: (phase.told, phase.iri))}
        steps = tuple(_step(rows[iri], pair, ontology) for iri in in_phase_order(rows, later))
        arcs.append(Arc(*pair, steps))
    return tuple(sorted(arcs, key=lambda arc: (-len(arc.steps), arc.one, arc.other)))


def _step(phase: PhaseRow, pair: tuple[str, str], ontology: Ontology) -> ArcStep:
    ends = next(
        (ends for *ends, directed in endpoints(phase, ontology) if directed and pair_of(ends[0], ends[1]) == pair), None
    )
    return ArcStep(
        phase=phase.iri,
        type=phase.type,
        subject=ends[0] if ends else None,
        object=ends[1] if ends else None,
        told=phase.told,
        starts=phase.start,
        ends=phase.end,
        doubted=is_doubted(phase),
        disputed=bool(phase.disagrees_with),
    )

"""What all analyses of a story ask of phases: their kinds, whom they tie, and which of them hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.analysis.turns import DOUBTED
from kg.networks import PhaseRow, endpoints
from kg.ontology import Ontology
from kg.views import View

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Pair", "by_pair", "is_a", "is_doubted", "network_of", "pair_of"]

Pair = tuple[str, str]
"""The IRIs of two characters, in the order of their letters."""


def network_of(view: View, ontology: Ontology) -> nx.MultiDiGraph[str]:
    """Return the characters of a view's drama and the phases between them, as sources tell them."""
    import networkx as nx

    from kg.projection import Choice, project_drama

    return nx.MultiDiGraph(project_drama(view, ontology, Choice(told="asserted")))


def pair_of(one: str, other: str) -> Pair:
    """Return two characters as a pair."""
    return (one, other) if one < other else (other, one)


def by_pair(phases: Iterable[PhaseRow], ontology: Ontology) -> dict[Pair, list[PhaseRow]]:
    """Return the phases of each pair that one ties, by pair."""
    found: dict[Pair, list[PhaseRow]] = {}
    for phase in phases:
        for pair in dict.fromkeys(pair_of(one, other) for one, other, _ in endpoints(phase, ontology)):
            if pair[0] != pair[1]:
                found.setdefault(pair, []).append(phase)
    return dict(sorted(found.items()))


def is_a(phase: PhaseRow, names: Iterable[str], ontology: Ontology) -> bool:
    """Tell whether a phase is of one of some types, or of one below them."""
    kinds = (phase.type, *ontology.relationship_types[phase.type].ancestors)
    return any(name in kinds for name in names)


def is_doubted(phase: PhaseRow) -> bool:
    """Tell whether no source holds a phase for certain."""
    return phase.certainty in DOUBTED

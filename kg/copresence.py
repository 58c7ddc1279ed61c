"""Who appears with whom: the network that drama researchers count, from scenes or, without scenes, from events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from kg.views import View

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Copresence", "Together", "copresence_network", "read_copresence"]

_SCENES = """
SELECT DISTINCT ?unit ?character ?position WHERE {
  GRAPH ?graph { ?unit a dkg:Scene ; dkg:inDrama ?drama ; dkg:speaker ?character }
  GRAPH graph:provenance { ?graph dkg:revealedAt/dkg:position ?position }
} ORDER BY ?unit ?character
"""
_EVENTS = """
SELECT DISTINCT ?unit ?character ?position WHERE {
  GRAPH ?graph { ?unit dkg:inDrama ?drama ; dkg:participant|dkg:agent|dkg:addressee ?character }
  GRAPH graph:provenance { ?graph dkg:revealedAt/dkg:position ?position }
} ORDER BY ?unit ?character
"""


@dataclass(frozen=True, slots=True)
class Together:
    """Two characters (IRIs), how often they appear together, and the beats of the first and the last time."""

    one: str
    other: str
    weight: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Copresence:
    """Who appears with whom, as far as told.

    ``counted`` says in what: "scenes" in which both speak or, for a drama without scenes, "events" in which both take
    part. ``characters`` holds everybody who appears at all.
    """

    counted: Literal["scenes", "events"]
    characters: tuple[str, ...]
    pairs: tuple[Together, ...]


def read_copresence(view: View) -> Copresence:
    """Return who appears with whom in a view's drama."""
    rows = [(row["unit"], row["character"], row["position"]) for row in view.select(_SCENES)]
    if rows:
        return _counted("scenes", rows)
    return _counted("events", [(row["unit"], row["character"], row["position"]) for row in view.select(_EVENTS)])


def _counted(counted: Literal["scenes", "events"], rows: Iterable[tuple[str, str, int]]) -> Copresence:
    units: dict[str, dict[str, int]] = {}
    for unit, character, position in rows:
        told = units.setdefault(unit, {})
        told[character] = min(position, told.get(character, position))
    beats: dict[tuple[str, str], list[int]] = {}
    for told in units.values():
        for one, other in combinations(sorted(told), 2):
            beats.setdefault((one, other), []).append(max(told[one], told[other]))
    return Copresence(
        counted,
        tuple(sorted({character for told in units.values() for character in told})),
        tuple(Together(*pair, len(at), min(at), max(at)) for pair, at in sorted(beats.items())),
    )


def copresence_network(found: Copresence) -> nx.Graph[str]:
    """Return the network of a drama: nodes are IRIs, edges have ``weight``, ``first_beat`` and ``last_beat``.

    ``weight`` is a strength, how often two appear together; it is no length.
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph(counted=found.counted)
    graph.add_nodes_from(found.characters)
    for pair in found.pairs:
        graph.add_edge(pair.one, pair.other, weight=pair.weight, first_beat=pair.first, last_beat=pair.last)
    return graph

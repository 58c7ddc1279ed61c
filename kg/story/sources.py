"""A drama's network according to each of its sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.metrics import Metrics, measure
from kg.views import View
from kg.vocab import ID_BASE

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["SourceNetwork", "by_source"]

_SOURCE = ID_BASE + "source/"
_TOLD_BY = """
SELECT DISTINCT ?source ?character WHERE {
  ?character dkg:characterIn ?drama .
  GRAPH ?graph { ?character dkg:characterIn ?any }
  GRAPH graph:provenance { ?graph prov:wasDerivedFrom ?source }
} ORDER BY ?source ?character
"""


@dataclass(frozen=True, slots=True)
class SourceNetwork:
    """The network according to one source: the characters whom it names or ties, and the ties that it tells.

    ``phases``, ``shared`` (told by another source too) and ``only_here`` are IRIs of phases; the last two make up the
    first. ``metrics`` are those of the network.
    """

    source: str
    characters: tuple[str, ...]
    phases: tuple[str, ...]
    shared: tuple[str, ...]
    only_here: tuple[str, ...]
    metrics: Metrics


def by_source(view: View, whole: nx.MultiDiGraph[str]) -> tuple[SourceNetwork, ...]:
    """Return the network of each source that tells of a character or a tie, those with most ties first.

    ``whole`` is the network of all sources.
    """
    import networkx as nx

    told: dict[str, set[str]] = {}
    for *_, phase, data in whole.edges(keys=True, data=True):
        told[phase] = {_SOURCE + slug for slug in data["sources"]}
    named: dict[str, set[str]] = {source: set() for sources in told.values() for source in sources}
    for row in view.select(_TOLD_BY):
        named.setdefault(row["source"], set()).add(row["character"])
    found = []
    for source, characters in sorted(named.items()):
        own = sorted(phase for phase, sources in told.items() if source in sources)
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_nodes_from(sorted(characters.intersection(whole)))
        for one, other, phase, data in whole.edges(keys=True, data=True):
            if source in told[phase]:
                graph.add_edge(one, other, key=phase, **data)
        found.append(
            SourceNetwork(
                source=source,
                characters=tuple(sorted(graph)),
                phases=tuple(own),
                shared=tuple(phase for phase in own if len(told[phase]) > 1),
                only_here=tuple(phase for phase in own if len(told[phase]) == 1),
                metrics=measure(graph),
            )
        )
    return tuple(sorted(found, key=lambda one: (-len(one.phases), one.source)))

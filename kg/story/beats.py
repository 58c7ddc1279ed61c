"""A drama's network at every beat up to where somebody is, without a view for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.metrics import Metrics, NetworkMetrics, NodeMetrics
from kg.ontology import Ontology
from kg.projection import Choice, project_drama
from kg.results import Table
from kg.views import FIRST, View
from kg.vocab import DKG

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["NODE_MEASURES", "graphs_over_beats", "network_over_beats", "nodes_over_beats", "presence_over_beats"]

NODE_MEASURES = tuple(field.name for field in fields(NodeMetrics) if field.name != "node")
"""What can be followed over the beats."""
_NETWORK_MEASURES = tuple(field.name for field in fields(NetworkMetrics) if field.name != "components")
_TOLD = """
SELECT ?character ?what (MIN(?position) AS ?told) WHERE {
  VALUES ?what { dkg:characterIn skos:prefLabel }
  ?character dkg:characterIn ?drama .
  GRAPH ?graph { ?character ?what ?value }
  ?graph dkg:revealedAt/dkg:position ?position .
} GROUP BY ?character ?what
"""


def graphs_over_beats(view: View, whole: nx.MultiDiGraph[str]) -> Iterator[nx.MultiDiGraph[str]]:
    """Yield the network of a drama at each beat from the premise to that of the view, whose network is the ``whole``.

    Each is that of the view of that beat, but for what is told later of the same things (whether a phase has ended, who
    plays whom).
    """
    import networkx as nx

    told = _first_told(view, whole)
    for beat in range(FIRST, view.position + 1):
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(drama=view.drama.value, beat=beat)
        graph.add_nodes_from((node, data) for node, data in whole.nodes(data=True) if told[node] <= beat)
        for one, other, key, data in whole.edges(keys=True, data=True):
            if data["told"] <= beat:
                graph.add_edge(one, other, key=key, **data)
        yield graph


def presence_over_beats(view: View, ontology: Ontology) -> Iterator[nx.Graph[str]]:
    """Yield who appears with whom in a drama at each beat from the premise to that of the view."""
    for beat in range(FIRST, view.position + 1):
        yield project_drama(view, ontology, Choice("presence"), beat)


def _first_told(view: View, whole: nx.MultiDiGraph[str]) -> dict[str, int]:
    """Return at which beat each character is first there: told to be in the drama or to be tied, and named."""
    there: dict[str, int] = {}
    named: dict[str, int] = {}
    for row in view.select(_TOLD):
        (there if row["what"] == DKG.characterIn.value else named)[row["character"]] = row["told"]
    for one, other, data in whole.edges(data=True):
        for end in (one, other):
            there[end] = min(data["told"], there.get(end, data["told"]))
    return {node: max(there[node], named.get(node, FIRST)) for node in whole}  # a name that no beat tells is known


def nodes_over_beats(measured: Iterable[Metrics], measure: str) -> Table:
    """Return one measure of each node at each beat; no row for who is not told yet."""
    rows = (
        (beat, NamedNode(one.node), getattr(one, measure))
        for beat, found in enumerate(measured, start=FIRST)
        for one in found.nodes
    )
    return Table.of_rows(("beat", "node", "value"), rows)


def network_over_beats(measured: Iterable[Metrics]) -> Table:
    """Return the measures of the network at each beat, a row for each beat."""
    rows = (
        (beat, *(getattr(found.network, name) for name in _NETWORK_MEASURES), len(found.network.components))
        for beat, found in enumerate(measured, start=FIRST)
    )
    return Table.of_rows(("beat", *_NETWORK_MEASURES, "components"), rows)

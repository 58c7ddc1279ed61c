"""Measures of networks, with the definitions of NetworkX, for any NetworkX graph (docs/analysis.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from kg.metrics.distances import Engine, Lengths, steps_apart
from kg.metrics.folded import fold
from kg.metrics.network import NetworkMetrics, network_metrics
from kg.metrics.nodes import NodeMetrics, node_metrics
from kg.metrics.tables import nodes_table
from kg.richtext import Card, Shown

if TYPE_CHECKING:
    import networkx as nx

    from kg.results import Table

__all__ = ["Engine", "Lengths", "Metrics", "NetworkMetrics", "NodeMetrics", "measure", "nodes_table", "steps_apart"]


@dataclass(frozen=True, slots=True)
class Metrics(Shown):
    """The measures of a network as a whole, and of its nodes in their order."""

    network: NetworkMetrics
    nodes: tuple[NodeMetrics, ...]
    names: Mapping[str, str] = field(default_factory=dict, compare=False)
    """What nodes are called, where the graph says so by a ``label``."""

    def of(self, node: str) -> NodeMetrics:
        """Return the measures of one node. Raises KeyError for what is no node."""
        found = {one.node: one for one in self.nodes}
        return found[node]

    def to_dict(self) -> dict[str, Any]:
        """Return all measures as JSON has them.

        >>> import networkx as nx
        >>> measure(nx.Graph([("a", "b")])).to_dict()["network"]["components"]
        [{'nodes': 2, 'diameter': 1, 'mean': 1.0}]
        """
        parts = [part._asdict() for part in self.network.components]
        return {
            "network": {**asdict(self.network), "components": parts},
            "nodes": [asdict(one) for one in self.nodes],
        }

    def table(self) -> Table:
        """Return the measures of nodes that are IRIs as rows, who holds most together first."""
        return nodes_table(self.nodes).named_by(lambda _things: self.names)

    def card(self) -> Card:
        """Return what a notebook shows of it: the network in numbers, and its nodes, the most central first."""
        table = self.table().card()
        facts = ((one.name.replace("_", " "), getattr(self.network, one.name)) for one in fields(self.network))
        known = ((name, len(value) if isinstance(value, tuple) else value) for name, value in facts)
        return Card.of("", known, table.columns, table.rows, total=len(self.nodes))


def measure(graph: nx.Graph[str], *, strength: str = "strength", engine: Engine | None = None) -> Metrics:
    """Measure a NetworkX graph of any kind, whose nodes are strings.

    ``strength`` names the field of an edge that says how much it counts, 1 where it has none; it is never taken as a
    length. ``engine`` works out the distances: "networkx", or "igraph", which is quicker on large networks and gives
    the same numbers; by default the quicker one of those that are installed.

    >>> import networkx as nx
    >>> found = measure(nx.Graph([("eunsoo", "seonwoo"), ("seonwoo", "wooil")]))
    >>> found.network.diameter, found.of("seonwoo").betweenness
    (2, 1.0)
    """
    folded = fold(graph, strength)
    names = {node: str(label) for node, label in graph.nodes(data="label") if label}
    return Metrics(network_metrics(folded, engine), node_metrics(folded, engine), names)

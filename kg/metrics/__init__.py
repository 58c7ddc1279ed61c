"""Measures of networks, with the definitions of NetworkX, for any NetworkX graph (docs/analysis.md)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kg.metrics.distances import Engine, Lengths
from kg.metrics.folded import fold
from kg.metrics.network import NetworkMetrics, network_metrics
from kg.metrics.nodes import NodeMetrics, node_metrics
from kg.metrics.tables import nodes_table

if TYPE_CHECKING:
    import networkx as nx

    from kg.results import Table

__all__ = ["Engine", "Lengths", "Metrics", "NetworkMetrics", "NodeMetrics", "measure", "nodes_table"]


@dataclass(frozen=True, slots=True)
class Metrics:
    """The measures of a network as a whole, and of its nodes in their order."""

    network: NetworkMetrics
    nodes: tuple[NodeMetrics, ...]

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
        return nodes_table(self.nodes)


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
    return Metrics(network_metrics(folded, engine), node_metrics(folded, engine))

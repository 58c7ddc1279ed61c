"""The measures of each node of a network: how central it is, in the senses that researchers use."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kg.metrics.distances import Engine, betweenness, closeness
from kg.metrics.folded import Folded, Reals
from kg.metrics.spectral import eigenvector, pagerank

if TYPE_CHECKING:
    pass

__all__ = ["NodeMetrics", "clustering", "node_metrics"]


@dataclass(frozen=True, slots=True)
class NodeMetrics:
    """The measures of one node; docs/analysis.md says what each of them means in a story.

    ``degree`` counts the others that it is tied to, ``strength`` its ties. ``betweenness`` and ``closeness`` take each
    pair as one step, whatever its strength; both are from 0 to 1. ``eigenvector`` is None for a network without ties or
    for which it does not converge, ``clustering`` for a node with fewer than two neighbours. ``pagerank`` of all nodes
    adds up to 1.
    """

    node: str
    degree: int
    strength: float
    betweenness: float
    closeness: float
    eigenvector: float | None
    pagerank: float
    clustering: float | None


def node_metrics(folded: Folded, engine: Engine | None = None) -> tuple[NodeMetrics, ...]:
    """Return the measures of each node, in the order of the network.

    >>> import networkx as nx
    >>> from kg.metrics.folded import fold
    >>> found = node_metrics(fold(nx.path_graph(["a", "b", "c"])))
    >>> [(one.node, one.degree, one.betweenness, one.clustering) for one in found]
    [('a', 1, 0.0, None), ('b', 2, 1.0, 0.0), ('c', 1, 0.0, None)]
    """
    count = len(folded.nodes)
    strength = np.bincount(folded.pairs.ravel(), np.repeat(folded.strength, 2), count) if count else np.zeros(0)
    vector = eigenvector(folded)
    columns = (
        folded.degree.tolist(), strength.tolist(), betweenness(folded, engine).tolist(),
        closeness(folded, engine).tolist(), [None] * count if vector is None else vector.tolist(),
        pagerank(folded).tolist(), [None if math.isnan(one) else one for one in clustering(folded).tolist()],
    )  # fmt: skip
    return tuple(NodeMetrics(*row) for row in zip(folded.nodes, *columns, strict=True))


def clustering(folded: Folded) -> Reals:
    """Return the share of the pairs of neighbours of each node that are tied (D. J. Watts and S. H. Strogatz 1998).

    DOI 10.1038/30918. NaN for a node with fewer than two neighbours, of whom it says nothing.
    """
    import networkx as nx

    by_node: dict[int, float] = nx.clustering(folded.graph)  # type: ignore[assignment]
    found = np.array([by_node[node] for node in range(len(folded.nodes))], np.float64)
    found[folded.degree < 2] = np.nan
    return found

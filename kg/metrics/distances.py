"""Shortest ways between nodes, each tie one step: by NetworkX, or by igraph where that is installed and pays."""

from __future__ import annotations

from collections import Counter
from importlib.util import find_spec
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from kg.metrics.folded import Folded, Ids, Part, Reals, fold

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Engine", "Lengths", "betweenness", "closeness", "lengths", "steps_apart"]

Engine = Literal["networkx", "igraph"]
"""Who works out the ways; both give the same numbers."""
_PAYS = 200  # nodes


class Lengths(NamedTuple):
    """How far the nodes of one component are from each other; ``mean`` is over its pairs, 0 for a single node."""

    nodes: int
    diameter: int
    mean: float


def _chosen(folded: Folded, engine: Engine | None) -> Engine:
    """Return the engine that is asked for, or the quicker one of those that are installed."""
    if engine is not None:
        return engine
    return "igraph" if len(folded.nodes) > _PAYS and find_spec("igraph") else "networkx"


def betweenness(folded: Folded, engine: Engine | None = None) -> Reals:
    """Return on what share of the shortest ways between two others each node lies (L. C. Freeman 1977).

    DOI 10.2307/3033543; all 0 for fewer than three nodes.
    """
    count = len(folded.nodes)
    if count < 3:
        return np.zeros(count)
    if _chosen(folded, engine) == "igraph":
        found = np.array(_igraph(count, folded.pairs).betweenness(directed=False), np.float64)
        return found / ((count - 1) * (count - 2) / 2)
    import networkx as nx

    by_node = nx.betweenness_centrality(folded.graph)
    return np.array([by_node[node] for node in range(count)])


def closeness(folded: Folded, engine: Engine | None = None) -> Reals:
    """Return how near each node is to all others (S. Wasserman and K. Faust 1994, formula 5.22).

    (r / (n - 1)) * (r / d): r others can be reached, at distances that add up to d. 0 for who reaches nobody.
    """
    count = len(folded.nodes)
    if _chosen(folded, engine) == "igraph":
        with np.errstate(invalid="ignore"):
            raw = np.nan_to_num(np.array(_igraph(count, folded.pairs).closeness(normalized=False), np.float64))
        reached = (folded.component_sizes[folded.components] - 1).astype(np.float64)
        return raw * reached * reached / max(count - 1, 1)
    import networkx as nx

    by_node = nx.closeness_centrality(folded.graph)
    return np.array([by_node[node] for node in range(count)], np.float64)


def lengths(folded: Folded, engine: Engine | None = None) -> tuple[Lengths, ...]:
    """Return the distances within each component, the largest component first."""
    counted = zip(folded.parts, _steps(folded, engine), strict=True)
    return tuple(_lengths(len(part.nodes), found) for part, found in counted)


def steps_apart(graph: nx.Graph[str], engine: Engine | None = None) -> tuple[int, ...]:
    """Return how many pairs of nodes are one step apart, how many two, and so on; who do not reach each other are none.

    >>> import networkx as nx
    >>> steps_apart(nx.Graph([("a", "b"), ("b", "c"), ("x", "y")]))
    (3, 1)
    """
    by_part = _steps(fold(graph), engine)
    return tuple(sum(counts) for counts in zip_longest(*by_part, fillvalue=0))


def _steps(folded: Folded, engine: Engine | None) -> list[list[int]]:
    """Return for each component how many pairs are one step apart, two, and so on."""
    count = _by_igraph if _chosen(folded, engine) == "igraph" else _by_networkx
    return [count(part) for part in folded.parts]


def _lengths(nodes: int, steps: list[int]) -> Lengths:
    total = 2 * sum(length * times for length, times in enumerate(steps, start=1))
    return Lengths(nodes, len(steps), total / (nodes * (nodes - 1)) if nodes > 1 else 0.0)


def _by_networkx(part: Part) -> list[int]:
    import networkx as nx

    found: Counter[int] = Counter()
    for _, ways in nx.all_pairs_shortest_path_length(part.graph()):
        found.update(ways.values())
    return [found[length] // 2 for length in range(1, len(found))]


def _by_igraph(part: Part) -> list[int]:
    return [int(row[2]) for row in _igraph(len(part.nodes), part.pairs).path_length_hist(directed=False).bins()]


def _igraph(count: int, pairs: Ids) -> Any:
    import igraph

    return igraph.Graph(n=count, edges=pairs.tolist())

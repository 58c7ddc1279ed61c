"""A network as columns of numbers: who is tied to whom, however many ties there are between the two."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Folded", "Ids", "Part", "Reals", "fold"]

Ids = NDArray[np.int64]
Reals = NDArray[np.float64]


class Part(NamedTuple):
    """A component: the numbers of its nodes, and its pairs, each node by its place among those."""

    nodes: Ids
    pairs: Ids

    def graph(self) -> nx.Graph[int]:
        """Return the component as a NetworkX graph over the places of its nodes."""
        return _graph(len(self.nodes), self.pairs)


@dataclass(frozen=True)
class Folded:
    """Nodes, the pairs that are tied, and the arcs along which ties run.

    ``pairs`` has a row (i, j) with i < j for any two nodes with a tie between them, and ``strength`` the sum of those
    ties. ``arcs`` has a row (from, to) for each direction of a tie (both of a symmetric one), with the sum ``flow``.
    ``directed`` has the rows of those ties alone that have a direction, ``signs`` the signs of those alone that say so,
    if only 0. ``ties`` counts all, those of a node to itself left out, as they are everywhere else.
    """

    nodes: tuple[str, ...]
    pairs: Ids
    strength: Reals
    arcs: Ids
    flow: Reals
    directed: Ids
    signs: Ids
    ties: int

    @cached_property
    def graph(self) -> nx.Graph[int]:
        """The pairs as a NetworkX graph over the numbers of the nodes."""
        return _graph(len(self.nodes), self.pairs)

    @cached_property
    def degree(self) -> Ids:
        """With how many others each node is tied."""
        return np.bincount(self.pairs.ravel(), minlength=len(self.nodes)).astype(np.int64)

    @cached_property
    def components(self) -> Ids:
        """The number of the component of each node; the largest has 0, of equals the one with the first node."""
        label = np.arange(len(self.nodes))
        while True:  # each node takes the least number around it, and that of the node with that number
            least = label.copy()
            np.minimum.at(least, self.pairs[:, 0], label[self.pairs[:, 1]])
            np.minimum.at(least, self.pairs[:, 1], label[self.pairs[:, 0]])
            least = least[least]
            if np.array_equal(least, label):
                break
            label = least
        roots, number, sizes = np.unique(label, return_inverse=True, return_counts=True)
        place = np.empty(len(roots), np.int64)
        place[np.lexsort((roots, -sizes))] = np.arange(len(roots))
        return place[number]

    @cached_property
    def component_sizes(self) -> Ids:
        """How many nodes each component has, the largest first."""
        return np.bincount(self.components).astype(np.int64)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The components, the largest first."""
        if not self.nodes:
            return ()
        order = np.argsort(self.components, kind="stable")
        place = np.empty(len(order), np.int64)  # of a node in its component
        starts = np.concatenate([[0], np.cumsum(self.component_sizes)])
        place[order] = np.arange(len(order)) - starts[self.components[order]]
        number = self.components[self.pairs[:, 0]]
        by_part = self.pairs[np.argsort(number, kind="stable")]
        ends = np.cumsum(np.bincount(number, minlength=len(self.component_sizes)))
        members = np.split(order, starts[1:-1])
        return tuple(
            Part(nodes, place[pairs]) for nodes, pairs in zip(members, np.split(by_part, ends[:-1]), strict=True)
        )


def fold(graph: nx.Graph[str], strength: str = "strength") -> Folded:
    """Fold a NetworkX graph of any kind.

    ``strength`` names the field of an edge that says how much it counts, 1 where it has none. It is no length. An edge
    of a directed graph with a true ``symmetric`` runs both ways; ``sign`` is above 0 for who are fond of each other.
    Raises TypeError for what is no graph, and ValueError for a strength that is no number from 0.

    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph([("a", "b"), ("a", "b"), ("b", "a"), ("c", "c")])
    >>> found = fold(graph)
    >>> found.pairs.tolist(), found.strength.tolist(), found.arcs.tolist(), found.flow.tolist(), found.ties
    ([[0, 1]], [3.0], [[0, 1], [1, 0]], [2.0, 1.0], 3)
    """
    if not hasattr(graph, "is_directed"):
        raise TypeError(f"a NetworkX graph is measured, not {type(graph).__name__}")
    nodes = tuple(graph)
    number = {node: place for place, node in enumerate(nodes)}
    ends: list[tuple[int, int]] = []
    weight: list[float] = []
    both: list[bool] = []
    signs: list[int] = []
    for one, other, data in _edges(graph):
        if one != other:
            ends.append((number[one], number[other]))
            weight.append(_weight(data.get(strength, 1.0), f"{strength} of {one!r} and {other!r}"))
            both.append(not graph.is_directed() or bool(data.get("symmetric")))
            if "sign" in data:
                signs.append(int(data["sign"]))
    rows = np.array(ends, np.int64).reshape(-1, 2)
    weights, symmetric = np.array(weight, np.float64), np.array(both, np.bool_)
    pairs, sums = _summed(np.sort(rows, axis=1), weights)
    arcs, flow = _summed(np.vstack([rows, rows[symmetric, ::-1]]), np.concatenate([weights, weights[symmetric]]))
    return Folded(nodes, pairs, sums, arcs, flow, rows[~symmetric], np.array(signs, np.int64), len(rows))


def _weight(given: Any, of: str) -> float:
    try:
        found = float(given)
    except (TypeError, ValueError):
        found = math.nan
    if not 0 <= found < math.inf:
        raise ValueError(f"the {of} is {given!r}: a strength is a number from 0")
    return found


def _edges(graph: nx.Graph[str]) -> Iterable[tuple[str, str, dict[str, Any]]]:
    return graph.edges(data=True)


def _summed(rows: Ids, weights: Reals) -> tuple[Ids, Reals]:
    """Return each row once, with the sum of its weights."""
    if not len(rows):
        return rows, weights
    unique, place = np.unique(rows, axis=0, return_inverse=True)
    return unique, np.bincount(place.ravel(), weights=weights, minlength=len(unique)).astype(np.float64)


def _graph(count: int, pairs: Ids) -> nx.Graph[int]:
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(pairs.tolist())
    return graph

"""From columns to NetworkX."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import polars as pl

if TYPE_CHECKING:
    import networkx as nx

    Network = TypeVar("Network", bound=nx.Graph[str])

__all__ = ["fill"]


def fill(graph: Network, nodes: pl.DataFrame, ties: pl.DataFrame) -> Network:
    """Add nodes (the first column, and fields) and ties (one, other, key if there is one, and fields) to a graph.

    >>> import networkx as nx
    >>> nodes = pl.DataFrame({"who": ["a", "b"], "label": ["A", "B"]})
    >>> graph = fill(nx.Graph(), nodes, pl.DataFrame({"one": ["a"], "other": ["b"], "strength": [2]}))
    >>> graph.nodes["a"], graph.edges["a", "b"]
    ({'label': 'A'}, {'strength': 2})
    """
    who, *_ = nodes.columns
    graph.add_nodes_from(zip(nodes[who], nodes.drop(who).iter_rows(named=True), strict=True))
    ends = [name for name in ("one", "other", "key") if name in ties.columns]
    fields = ties.drop(ends).iter_rows(named=True)
    graph.add_edges_from(zip(*(ties[name] for name in ends), fields, strict=True))
    return graph

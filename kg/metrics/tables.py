"""Measures as rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, fields

from pyoxigraph import NamedNode

from kg.metrics.nodes import NodeMetrics
from kg.results import Table

__all__ = ["nodes_table"]


def nodes_table(nodes: Iterable[NodeMetrics]) -> Table:
    """Return the measures of nodes, who holds most together first; a node that is no IRI is a text.

    >>> row = NodeMetrics("https://example.org/a", 2, 3.0, 2 / 3, 1.0, 0.5, 0.25, None)
    >>> nodes_table([row]).rounded(2).to_dicts()[0]["betweenness"]
    0.67
    """
    columns = [field.name for field in fields(NodeMetrics)]
    ordered = sorted(nodes, key=lambda one: (-one.betweenness, -one.degree, -one.strength, str(one.node)))
    rows = ((_term(one.node), *astuple(one)[1:]) for one in ordered)
    return Table.of_rows(columns, rows)


def _term(node: str) -> NamedNode | str:
    try:
        return NamedNode(node)
    except (TypeError, ValueError):  # of a graph of somebody's own
        return str(node)

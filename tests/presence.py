"""Who appears together, counted from the rows that the query of a picture gives."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations

from kg.drama import Drama
from kg.graph import KnowledgeGraph
from kg.results import Table

__all__ = ["assert_query_has_the_network"]


def assert_query_has_the_network(graph: KnowledgeGraph, drama: Drama) -> None:
    """Hold that whoever asks the query of the picture finds the ties of the network, and how strong each is."""
    rows = graph.query(drama.plot("network", of="presence").query)
    assert isinstance(rows, Table)
    there = defaultdict(set)
    for row in rows:
        there[row["unit"]].add(row["character"])
    counted = Counter(frozenset(pair) for unit in there.values() for pair in combinations(sorted(unit), 2))
    ties = drama.to_networkx("presence").edges(data="strength")
    assert ties
    assert counted == {frozenset((one, other)): strength for one, other, strength in ties}

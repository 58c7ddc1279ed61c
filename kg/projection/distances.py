"""From strengths to lengths, for those who want strong ties to be short."""

from __future__ import annotations

from typing import TypeVar

import networkx as nx

__all__ = ["with_distances"]

Network = TypeVar("Network", bound="nx.Graph[str]")


def with_distances(graph: Network) -> Network:
    """Return a copy of a network whose ties have a ``distance`` too: 1 / ``strength`` (M. E. J. Newman 2001).

    It makes sense where a tie is counted: who appears or acts together, what dramas share. A relationship is no count,
    so a network of relationships is refused with ValueError. DOI 10.1103/PhysRevE.64.016132.

    >>> made = with_distances(nx.Graph([("a", "b", {"strength": 4})]))
    >>> made.edges["a", "b"], nx.shortest_path_length(made, "a", "b", weight="distance")
    ({'strength': 4, 'distance': 0.25}, 0.25)
    """
    made = graph.copy()
    for one, other, fields in made.edges(data=True):
        if not fields.get("strength"):
            raise ValueError(f"the tie of {one} and {other} has no strength that a distance could be made of")
        fields["distance"] = 1 / fields["strength"]
    return made

"""How people are connected, who somebody is, and which dramas are alike: against brute force, and without spoilers."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest

from kg.errors import NoPathError
from kg.graph import KnowledgeGraph
from kg.vocab import ID_BASE

PERSON = ID_BASE + "person/"
# One word of each actor of each drama, told at its premise or later, asked in plain SPARQL.
ACTS = """SELECT DISTINCT ?person ?drama WHERE {
  GRAPH ?g { ?performance dkg:performer ?person ; dkg:inDrama ?drama } ?g dkg:revealedAt/dkg:position ?position %s }"""


def plain(graph: KnowledgeGraph, condition: str = "") -> nx.Graph[str]:
    """Who acts in what, by one query."""
    return nx.Graph((row["person"], row["drama"]) for row in graph.query(ACTS % condition))  # type: ignore[union-attr]


def test_chains_are_the_shortest_of_a_search_by_brute_force(graph: KnowledgeGraph) -> None:
    for seen, condition in ((None, "FILTER(?position = 1)"), (["*=end"], "")):
        acts = plain(graph, condition)
        people = sorted(node for node in acts if node.startswith(PERSON))
        checked = 0
        for one, other in combinations(people, 2):
            if nx.has_path(acts, one, other):
                found = graph.path(one, other, seen=seen)
                assert found.distance == nx.shortest_path_length(acts, one, other) // 2
                for chain in found:
                    assert [chain.people[0].iri, chain.people[-1].iri] == [one, other]
                    for step in chain.steps:
                        both = set(acts[step.one.iri]) & set(acts[step.other.iri])
                        assert {drama.iri for drama in step.dramas} == both
                checked += 1
            else:
                with pytest.raises(NoPathError):
                    graph.path(one, other, seen=seen)
        assert checked > 20

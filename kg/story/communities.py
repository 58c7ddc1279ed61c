"""Communities: who has more to do with each other than with the rest, and whether the sources' groups are the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.metrics.folded import fold
from kg.story.agreement import adjusted_rand, mutual_information

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Communities", "communities_of"]


@dataclass(frozen=True, slots=True)
class Communities:
    """The communities of a network, the largest first, and how they compare with the groups that sources name.

    ``modularity`` (M. E. J. Newman and M. Girvan 2004, DOI 10.1103/PhysRevE.69.026113) is None without ties.
    ``compared`` counts the characters who are in exactly one group: ``rand`` (adjusted Rand index) and ``information``
    (normalised mutual information) are about those, None where they say nothing (`kg.story.agreement`).
    """

    members: tuple[tuple[str, ...], ...]
    modularity: float | None
    compared: int
    rand: float | None
    information: float | None


def communities_of(graph: nx.Graph[str], groups: Mapping[str, Iterable[str]], seed: int = 0) -> Communities:
    """Return the communities of a network by the method of Louvain (V. D. Blondel and others 2008).

    DOI 10.1088/1742-5468/2008/10/P10008. A pair counts as often as it has ties. The same ``seed`` gives the same
    communities, in whatever order nodes and ties come. ``groups`` has the members of each group.
    """
    import networkx as nx

    nodes = sorted(graph)
    canonical: nx.Graph[int] = nx.Graph()
    canonical.add_nodes_from(range(len(nodes)))  # of strings the order in a set would depend on the process
    place = {node: number for number, node in enumerate(nodes)}
    folded = fold(graph)
    ties = sorted(
        (*sorted(place[folded.nodes[end]] for end in pair), count)
        for pair, count in zip(folded.pairs.tolist(), folded.strength.tolist(), strict=True)
    )
    canonical.add_weighted_edges_from(ties)
    found: list[set[int]] = nx.community.louvain_communities(canonical, seed=seed) if nodes else []
    modularity = nx.community.modularity(canonical, found) if ties else None
    members = [tuple(nodes[number] for number in sorted(community)) for community in found]
    members.sort(key=lambda one: (-len(one), one))
    return Communities(tuple(members), modularity, *_compared(members, groups))


def _compared(
    communities: Iterable[tuple[str, ...]], groups: Mapping[str, Iterable[str]]
) -> tuple[int, float | None, float | None]:
    community = {character: number for number, members in enumerate(communities) for character in members}
    named: dict[str, list[str]] = {}
    for group, members in sorted(groups.items()):
        for character in members:
            named.setdefault(character, []).append(group)
    once = sorted(character for character, of in named.items() if len(of) == 1 and character in community)
    found = [community[character] for character in once]
    given = [named[character][0] for character in once]
    return len(once), adjusted_rand(found, given), mutual_information(found, given)

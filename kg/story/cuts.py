"""What holds a network together: characters without whom it falls apart, and ties that are the only way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Bridge", "CutCharacter", "GoBetween", "bridges_of", "cut_characters_of", "go_betweens_of"]

Parts = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """A pair whose tie is the only way between those of ``near``, with ``one``, and those of ``far``."""

    one: str
    other: str
    near: tuple[str, ...]
    far: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CutCharacter:
    """A character, and the parts into which those who are connected through them would fall, the largest first.

    Without a spare character the others stay together: ``parts`` has one, or none where there are no others.
    """

    character: str
    parts: Parts

    @property
    def splits(self) -> bool:
        """Whether the chart would fall apart without them."""
        return len(self.parts) > 1


@dataclass(frozen=True, slots=True)
class GoBetween:
    """A character without whom nobody else of a group would be connected with anybody else of another (IRIs)."""

    character: str
    one: str
    other: str


def cut_characters_of(graph: nx.Graph[str]) -> tuple[CutCharacter, ...]:
    """Return each character with the parts that are left without them; who splits most comes first."""
    import networkx as nx

    found = []
    for component in map(sorted, nx.connected_components(graph)):
        for one in component:
            rest = graph.subgraph(other for other in component if other != one)
            found.append(CutCharacter(one, _parts(rest)))
    return tuple(sorted(found, key=lambda one: (-len(one.parts), one.character)))


def bridges_of(graph: nx.Graph[str]) -> tuple[Bridge, ...]:
    """Return the ties that are the only way, those with most people on their smaller side first."""
    import networkx as nx

    found = []
    for one, other in sorted(tuple(sorted(pair)) for pair in nx.bridges(graph)):
        rest = nx.Graph(graph)
        rest.remove_edge(one, other)
        near, far = (tuple(sorted(nx.node_connected_component(rest, end))) for end in (one, other))
        found.append(Bridge(one, other, near, far))
    return tuple(sorted(found, key=lambda one: (-min(len(one.near), len(one.far)), one.one, one.other)))


def go_betweens_of(graph: nx.Graph[str], groups: Mapping[str, Iterable[str]]) -> tuple[GoBetween, ...]:
    """Return who alone connects two groups; ``groups`` has the members of each, by its IRI.

    They may be members themselves. Of both groups somebody else must be connected with them.
    """
    return tuple(_go_betweens(graph, {group: set(members) for group, members in sorted(groups.items())}))


def _go_betweens(graph: nx.Graph[str], groups: Mapping[str, set[str]]) -> Iterator[GoBetween]:
    for cut in cut_characters_of(graph):
        places = {character: number for number, part in enumerate(cut.parts) for character in part}
        for one, other in combinations(groups, 2):
            near, far = ({places[who] for who in groups[group] if who in places} for group in (one, other))
            if near and far and not near & far:
                yield GoBetween(cut.character, one, other)


def _parts(graph: nx.Graph[str]) -> Parts:
    import networkx as nx

    parts = [tuple(sorted(part)) for part in nx.connected_components(graph)]
    return tuple(sorted(parts, key=lambda part: (-len(part), part)))

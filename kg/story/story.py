"""`Story`: what a drama's network says of its story, as far as told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from kg.labels import names_of
from kg.metrics import Metrics, measure
from kg.networks import PhaseRow, read_characters, read_phases
from kg.ontology import Ontology
from kg.projection import CharacterNetwork, checked_characters
from kg.results import Table
from kg.story import tables
from kg.story.arcs import Arc, read_arcs
from kg.story.balance import Balance, balance_of
from kg.story.beats import (
    NODE_MEASURES,
    graphs_over_beats,
    network_over_beats,
    nodes_over_beats,
    presence_over_beats,
)
from kg.story.communities import Communities, communities_of
from kg.story.cuts import Bridge, CutCharacter, GoBetween, bridges_of, cut_characters_of, go_betweens_of
from kg.story.mentors import MentorInLove, mentors_who_love
from kg.story.sources import SourceNetwork, by_source
from kg.story.ties import network_of
from kg.story.triangles import LoveTriangle, love_triangles
from kg.views import View

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["TABLES", "Story"]


class Story:
    """The measures over the beats, arcs, triangles and groups of one drama; docs/analysis.md has their definitions.

    Nothing that is told later has a part in any of them. A drama of which nothing is told has empty answers.

    >>> import kg
    >>> story = kg.open().drama("soundtrack-1", at="end").story
    >>> [found.apex.rsplit("/", 1)[-1] for found in story.triangles], story.balance.share
    (['eunsoo', 'eunsoo', 'eunsoo', 'seonwoo'], 0.8)
    """

    def __init__(self, view: View, ontology: Ontology) -> None:
        self.view = view
        self.ontology = ontology
        self._measured: dict[CharacterNetwork, list[Metrics]] = {}

    @cached_property
    def _phases(self) -> list[PhaseRow]:
        return read_phases(self.view)

    @cached_property
    def _ties(self) -> nx.MultiDiGraph[str]:
        return network_of(self.view, self.ontology)

    @cached_property
    def _network(self) -> nx.Graph[str]:
        """Who is tied to whom, without direction, however often."""
        import networkx as nx

        graph: nx.Graph[str] = nx.Graph(self._ties)
        graph.remove_edges_from(list(nx.selfloop_edges(graph)))
        return graph

    @cached_property
    def _groups(self) -> Mapping[str, list[str]]:
        """The members of each group that sources name."""
        found: dict[str, list[str]] = {}
        for row in read_characters(self.view):
            for group in row.groups:
                found.setdefault(group, []).append(row.iri)
        return found

    def _at_each_beat(self, of: CharacterNetwork) -> list[Metrics]:
        """Return the measures of a network at each beat."""
        checked_characters(of)
        if of not in self._measured:
            ties = of == "relationships"
            graphs = graphs_over_beats(self.view, self._ties) if ties else presence_over_beats(self.view, self.ontology)
            self._measured[of] = [measure(graph) for graph in graphs]
        return self._measured[of]

    def over_beats(self, measure: str = "betweenness", of: CharacterNetwork = "relationships") -> Table:
        """Return a measure of each character at every beat told: ``beat`` (a position), ``node``, ``value``.

        ``measure`` is a field of `kg.metrics.NodeMetrics`, ``of`` says of which network, as for `Drama.metrics`; the
        value equals what that gives at the beat. There is no row for who is not told yet. Raises ValueError for
        another measure or network.

        >>> import kg
        >>> table = kg.open().drama("soundtrack-1", at=3).story.over_beats("degree")
        >>> [(row["beat"], row["value"]) for row in table if row["node"].endswith("/wooil")]
        [(1, 0), (2, 2), (3, 3)]
        """
        if measure not in NODE_MEASURES:
            raise ValueError(f"there is no measure {measure!r}: say one of {', '.join(NODE_MEASURES)}")
        table = nodes_over_beats(self._at_each_beat(of), measure)
        return table.named_by(lambda things: names_of(self.view.seen.asserted, things))

    def network_over_beats(self, of: CharacterNetwork = "relationships") -> Table:
        """Return the measures of the whole network at every beat told, a row for each beat.

        The columns are the fields of `kg.metrics.NetworkMetrics`; ``components`` says how many there are. ``of`` says
        of which network. Raises ValueError for another.

        >>> import kg
        >>> kg.open().drama("soundtrack-1", at="end").story.network_over_beats().column("size")
        [6, 7, 8, 9, 10, 10, 11]
        """
        return network_over_beats(self._at_each_beat(of))

    @cached_property
    def arcs(self) -> tuple[Arc, ...]:
        """What each pair has been to each other, phase after phase; the longest arcs first."""
        return read_arcs(self.view, self._phases, self.ontology)

    @cached_property
    def triangles(self) -> tuple[LoveTriangle, ...]:
        """Love triangles."""
        return love_triangles(self._phases, self.ontology)

    @cached_property
    def bridges(self) -> tuple[Bridge, ...]:
        """Pairs who are the only way between the two sides of the chart."""
        return bridges_of(self._network)

    @cached_property
    def cut_characters(self) -> tuple[CutCharacter, ...]:
        """Each character, with the parts into which the chart would fall without them."""
        return cut_characters_of(self._network)

    @cached_property
    def go_betweens(self) -> tuple[GoBetween, ...]:
        """Who alone connects two of the groups that sources name."""
        return go_betweens_of(self._network, self._groups)

    @cached_property
    def balance(self) -> Balance:
        """Whether the friends of friends are friends, in the ties that hold."""
        return balance_of(self._phases, self.ontology)

    @cached_property
    def mentors_who_love(self) -> tuple[MentorInLove, ...]:
        """Mentors and teachers who love, or are loved by, those whom they guide."""
        return mentors_who_love(self._phases, self.ontology)

    def communities(self, seed: int = 0) -> Communities:
        """Return who has more to do with each other than with the rest, compared with the groups that sources name.

        >>> import kg
        >>> found = kg.open().drama("soundtrack-2", at="end").story.communities()
        >>> [len(members) for members in found.members]
        [4, 4, 1]
        """
        return communities_of(self._ties, self._groups, seed)

    @cached_property
    def _by_source(self) -> tuple[SourceNetwork, ...]:
        return by_source(self.view, self._ties)

    def by_source(self) -> tuple[SourceNetwork, ...]:
        """Return the network according to each source, those that tell most ties first.

        >>> import kg
        >>> first = kg.open().drama("soundtrack-1", at="end").story.by_source()[0]
        >>> first.source.rsplit("/", 1)[-1], len(first.phases), len(first.only_here)
        ('hallyu-soundtrack-1', 23, 10)
        """
        return self._by_source

    def table(self, what: str) -> Table:
        """Return one of the answers as rows. Raises ValueError for what is not in `TABLES`.

        >>> import kg
        >>> kg.open().drama("soundtrack-1", at="end").story.table("mentors").column("loves")
        ['both', 'both', 'both', 'guide', 'guide']
        """
        if what not in TABLES:
            raise ValueError(f"there is no table {what!r}: say one of {', '.join(TABLES)}")
        return TABLES[what](self).named_by(lambda things: names_of(self.view.seen.asserted, things))


TABLES: Mapping[str, Callable[[Story], Table]] = {
    "arcs": lambda story: tables.arcs_table(story.arcs),
    "triangles": lambda story: tables.triangles_table(story.triangles),
    "bridges": lambda story: tables.bridges_table(story.bridges),
    "cuts": lambda story: tables.cuts_table(story.cut_characters),
    "go-betweens": lambda story: tables.go_betweens_table(story.go_betweens),
    "balance": lambda story: tables.balance_table(story.balance),
    "mentors": lambda story: tables.mentors_table(story.mentors_who_love),
    "communities": lambda story: tables.communities_table(story.communities()),
    "sources": lambda story: tables.sources_table(story.by_source()),
    "ties-by-source": lambda story: tables.ties_by_source_table(story.by_source()),
}
"""What `Story.table` gives, by name."""

"""What is found in a story, as rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.results import Table
from kg.vocab import DKG

if TYPE_CHECKING:
    from kg.story.arcs import Arc
    from kg.story.balance import Balance
    from kg.story.communities import Communities
    from kg.story.cuts import Bridge, CutCharacter, GoBetween
    from kg.story.mentors import MentorInLove
    from kg.story.sources import SourceNetwork
    from kg.story.triangles import LoveTriangle

__all__ = [
    "arcs_table", "balance_table", "bridges_table", "communities_table", "cuts_table", "go_betweens_table",
    "mentors_table", "sources_table", "ties_by_source_table", "triangles_table",
]  # fmt: skip


def arcs_table(arcs: Iterable[Arc]) -> Table:
    """Return a row for each phase of each arc, in order; ``subject`` and ``object`` only where it has a direction."""
    return Table.of_rows(
        ("one", "other", "step", "phase", "relationship", "subject", "object", "told", "starts", "ends", "doubted",
         "disputed"),
        (
            (NamedNode(arc.one), NamedNode(arc.other), number, NamedNode(step.phase), NamedNode(DKG.base + step.type),
             _node(step.subject), _node(step.object), step.told, _node(step.starts), _node(step.ends),
             int(step.doubted), int(step.disputed))
            for arc in arcs
            for number, step in enumerate(arc.steps, start=1)
        ),
    )  # fmt: skip


def triangles_table(triangles: Iterable[LoveTriangle]) -> Table:
    """Return a row for each love triangle: ``apex`` is sought by ``one`` and ``other``; all three are rivals else."""
    return Table.of_rows(
        ("apex", "one", "other", "third", "closed", "past", "told"),
        (
            (_node(found.apex), NamedNode(found.rivals[0]), NamedNode(found.rivals[1]), _node(*found.rivals[2:]),
             int(found.closed), int(found.past), found.told)
            for found in triangles
        ),
    )  # fmt: skip


def balance_table(balance: Balance) -> Table:
    """Return a row for each signed triangle, those that are not balanced first."""
    triangles = sorted(balance.triangles, key=lambda found: (found.balanced, found.characters))
    return Table.of_rows(
        ("one", "other", "third", "one_other", "one_third", "other_third", "balanced"),
        ((*map(NamedNode, found.characters), *found.signs, int(found.balanced)) for found in triangles),
    )


def bridges_table(bridges: Iterable[Bridge]) -> Table:
    """Return a row for each bridge, with the number of characters on the side of each end."""
    return Table.of_rows(
        ("one", "other", "near", "far"),
        ((NamedNode(found.one), NamedNode(found.other), len(found.near), len(found.far)) for found in bridges),
    )


def go_betweens_table(found: Iterable[GoBetween]) -> Table:
    """Return a row for each character who alone connects two groups."""
    return Table.of_rows(
        ("character", "one", "other"),
        ((NamedNode(each.character), _node(each.one), _node(each.other)) for each in found),
    )


def cuts_table(cuts: Iterable[CutCharacter]) -> Table:
    """Return a row for each character: whether the chart splits without them, and into how many parts of what size."""
    return Table.of_rows(
        ("character", "splits", "parts", "sizes"),
        (
            (NamedNode(cut.character), int(cut.splits), len(cut.parts), ", ".join(str(len(part)) for part in cut.parts))
            for cut in cuts
        ),
    )


def mentors_table(mentors: Iterable[MentorInLove]) -> Table:
    """Return a row for each phase of love between somebody and whom they guide."""
    return Table.of_rows(
        ("guide", "guided", "loves", "doubted", "love"),
        (
            (NamedNode(found.guide), NamedNode(found.guided), found.loves, int(found.doubted), NamedNode(love))
            for found in mentors
            for love in found.love
        ),
    )


def communities_table(found: Communities) -> Table:
    """Return a row for each character, with the number of their community, from 1."""
    return Table.of_rows(
        ("community", "character"),
        (
            (number, NamedNode(character))
            for number, members in enumerate(found.members, start=1)
            for character in members
        ),
    )


def sources_table(found: Iterable[SourceNetwork]) -> Table:
    """Return a row for each source: how many characters and phases it tells, and what the network is like by it.

    ``shared`` and ``only_here`` count the phases that another source tells too, and those that none does.
    """
    measures = ("pairs", "density", "mean_degree", "longest_distance", "clustering", "positive", "negative")
    return Table.of_rows(
        ("source", "characters", "phases", "shared", "only_here", *measures),
        (
            (NamedNode(one.source), len(one.characters), len(one.phases), len(one.shared), len(one.only_here),
             *(getattr(one.metrics.network, name) for name in measures))
            for one in found
        ),
    )  # fmt: skip


def ties_by_source_table(found: Iterable[SourceNetwork]) -> Table:
    """Return a row for each tie that a source tells, with whether no other source tells it."""
    return Table.of_rows(
        ("source", "phase", "only_here"),
        (
            (NamedNode(each.source), NamedNode(phase), int(phase in each.only_here))
            for each in found
            for phase in each.phases
        ),
    )


def _node(iri: str | None = None) -> NamedNode | None:
    return NamedNode(iri) if iri else None

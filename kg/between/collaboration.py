"""The actors' world: how far people are from each other, who holds it together, and who acts together again."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from kg.analysis import DramaRef, Named
from kg.metrics import Metrics, NodeMetrics, measure, nodes_table, steps_apart
from kg.results import Table
from kg.vocab import ID_BASE

if TYPE_CHECKING:
    import networkx as nx

    from kg.analysis.credits import SeenCredits

__all__ = ["Collaboration", "RecurringPair", "collaboration_of"]

_DRAMA = ID_BASE + "drama/"


@dataclass(frozen=True, slots=True)
class RecurringPair:
    """Two people who act together in more than one drama."""

    one: Named
    other: Named
    dramas: tuple[DramaRef, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {"one": self.one.to_dict(), "other": self.other.to_dict(),
                "dramas": [one.to_dict() for one in self.dramas]}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Collaboration:
    """Who acts with whom, in numbers.

    ``metrics`` has the measures of the network and of each person; its components are the parts that no drama connects.
    ``steps`` says how many pairs of people are so many steps apart: first those who share a drama, then those who share
    a co-star, and so on. ``recurring`` are the pairs with more than one drama, those with most first.
    """

    metrics: Metrics
    steps: tuple[int, ...]
    people: tuple[Named, ...]
    recurring: tuple[RecurringPair, ...]

    def central(self) -> list[tuple[Named, NodeMetrics]]:
        """Return people with their measures, who connects most others first."""
        both = list(zip(self.people, self.metrics.nodes, strict=True))
        return sorted(both, key=lambda one: (-one[1].betweenness, -one[1].degree, -one[1].strength, one[0].iri))

    def people_table(self, lang: str = "en", most: int | None = None) -> Table:
        """Return a row for each person with their measures, in the order of `central`; ``most`` of them at most."""
        shown = self.central()[:most]
        table = nodes_table(found for _, found in shown)
        return table.labelled({who.iri: Literal(who.name(lang)) for who, _ in shown})

    def pairs_table(self, lang: str = "en", most: int | None = None) -> Table:
        """Return a row for each recurring pair: how many dramas, and their titles."""
        rows = (
            (NamedNode(pair.one.iri), pair.one.name(lang), NamedNode(pair.other.iri), pair.other.name(lang),
             len(pair.dramas), ", ".join(one.name(lang) for one in pair.dramas))
            for pair in self.recurring[:most]
        )  # fmt: skip
        return Table.of_rows(("one", "one_label", "other", "other_label", "strength", "dramas"), rows)

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "network": self.metrics.to_dict()["network"], "steps": list(self.steps),
            "people": [{**who.to_dict(), **asdict(found)} for who, found in self.central()],
            "recurring": [pair.to_dict() for pair in self.recurring],
        }  # fmt: skip


def collaboration_of(actors: nx.Graph[str], credits: SeenCredits) -> Collaboration:
    """Return what the network of actors is like; ``credits`` know what people and dramas are called."""
    again = [(one, other, data["dramas"]) for one, other, data in actors.edges(data=True) if data["strength"] > 1]
    again.sort(key=lambda pair: (-len(pair[2]), pair[:2]))
    pairs = tuple(
        RecurringPair(
            credits.named(one), credits.named(other), tuple(credits.drama(_DRAMA + slug) for slug in dramas)
        )
        for one, other, dramas in again
    )  # fmt: skip
    return Collaboration(measure(actors), steps_apart(actors), tuple(map(credits.named, actors)), pairs)

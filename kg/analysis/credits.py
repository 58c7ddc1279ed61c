"""Who did what in which drama, as far as somebody may know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kg.analysis.told import Fact, Told
from kg.analysis.values import Credit, DramaRef, Named
from kg.kept import Kept
from kg.views import Viewpoint
from kg.vocab import DKG

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["BILLINGS", "Credits", "SeenCredits"]

BILLINGS = ("lead", "main", "support", "guest")
_KEPT = 8  # viewpoints
_UNKNOWN_YEAR = 200
_CREW = {"director": DKG.director, "writer": DKG.writer}


class _Told(NamedTuple):
    """A credit, and the statements that are needed to know it."""

    person: str
    drama: str
    job: str
    performance: str
    facts: tuple[Fact, ...]

    def seen(self, viewpoint: Viewpoint) -> bool:
        """Tell whether it may be seen."""
        return all(fact.seen(viewpoint) for fact in self.facts)


class Credits:
    """The credits of one store; those of the last few viewpoints are kept."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self._seen = Kept[SeenCredits](_KEPT)

    def at(self, viewpoint: Viewpoint) -> SeenCredits:
        """Return the credits that may be seen."""
        return self._seen.get(viewpoint, lambda: SeenCredits(self.told, viewpoint, self._all))

    @cached_property
    def _all(self) -> list[_Told]:
        dramas = self.told.all_of(DKG.inDrama)
        performers = self.told.all_of(DKG.performer)
        found = [
            _Told(fact.value, drama.value, "performer", performance, (fact, drama))
            for performance, facts in performers.items()
            for drama in dramas.get(performance, ())
            for fact in facts
        ]
        for job, predicate in _CREW.items():
            for drama_iri, facts in self.told.all_of(predicate).items():
                found += [_Told(fact.value, drama_iri, job, "", (fact,)) for fact in facts]
        return sorted(found, key=lambda one: one[:4])


class SeenCredits:
    """The credits that may be seen from one viewpoint."""

    def __init__(self, told: Told, viewpoint: Viewpoint, credits: Iterable[_Told]) -> None:
        self.viewpoint = viewpoint
        self._told = told
        self._of_person: dict[str, list[_Told]] = {}
        self._of_drama: dict[str, list[_Told]] = {}
        for credit in credits:
            if credit.seen(viewpoint):
                self._of_person.setdefault(credit.person, []).append(credit)
                self._of_drama.setdefault(credit.drama, []).append(credit)
        self._dramas: dict[str, DramaRef] = {}

    @property
    def by_drama(self) -> Mapping[str, list[_Told]]:
        """The credits of each drama that has any."""
        return self._of_drama

    def __contains__(self, person: str) -> bool:
        """Tell whether somebody is known to have done something."""
        return person in self._of_person

    def named(self, iri: str) -> Named:
        """Return a thing with its names."""
        return Named(iri, self._told.names(iri, self.viewpoint))

    def drama(self, iri: str) -> DramaRef:
        """Return a drama with its names and year."""
        if iri not in self._dramas:
            names = self._told.names(iri, self.viewpoint)
            self._dramas[iri] = DramaRef(iri, names, self._year(iri), self.is_full(iri))
        return self._dramas[iri]

    def of(self, person: str) -> tuple[Credit, ...]:
        """Return what somebody did: the newest drama first, in each as `between` says."""
        found = [self._credit(credit) for credit in self._of_person.get(person, ())]
        return tuple(sorted(found, key=lambda one: (-(one.drama.year or 0), one.drama.iri, _order(one))))

    def between(self, person: str, drama: str, jobs: Iterable[str]) -> tuple[Credit, ...]:
        """Return what somebody did in a drama in some jobs: acting before the rest, the higher billing first."""
        found = [
            self._credit(credit)
            for credit in self._of_person.get(person, ())
            if credit.drama == drama and credit.job in jobs
        ]
        return tuple(sorted(found, key=_order))

    def beside(self, person: str) -> dict[str, tuple[str, ...]]:
        """Return with whom somebody acts, and in which dramas."""
        found: dict[str, dict[str, None]] = {}
        for own in self._of_person.get(person, ()):
            for other in self._of_drama[own.drama] if own.job == "performer" else ():
                if other.job == "performer" and other.person != person:
                    found.setdefault(other.person, {})[own.drama] = None
        return {other: tuple(dramas) for other, dramas in found.items()}

    def rank(self, person: str, drama: str) -> int:
        """Return how high somebody is billed in a drama: 0 for the lead, 4 for who has no billing."""
        credits = (one for one in self._of_person.get(person, ()) if one.drama == drama)
        return min((self._rank(one) for one in credits), default=len(BILLINGS))

    @cached_property
    def cast_graph(self) -> nx.Graph[str]:
        """People and the dramas that they act in, joined by their billing (``rank``)."""
        return self._graph(("performer",))

    @cached_property
    def whole_graph(self) -> nx.Graph[str]:
        """People and the dramas that they act in, direct or write."""
        return self._graph(("performer", *_CREW))

    def reach(self, person: str, *, whole: bool) -> int:
        """Return how many people are connected with somebody, by acting together or (``whole``) by any job."""
        part = (self._parts_of_whole if whole else self._parts_of_cast).get(person, frozenset())
        return sum(one in self._of_person for one in part) - 1 if part else 0

    def connects(self, one: str, other: str) -> bool:
        """Tell whether two people are connected by any job."""
        return other in self._parts_of_whole.get(one, ())

    @cached_property
    def _parts_of_cast(self) -> Mapping[str, frozenset[str]]:
        return _components(self.cast_graph)

    @cached_property
    def _parts_of_whole(self) -> Mapping[str, frozenset[str]]:
        return _components(self.whole_graph)

    def _graph(self, jobs: tuple[str, ...]) -> nx.Graph[str]:
        import networkx as nx

        graph: nx.Graph[str] = nx.Graph()
        for drama, credits in self._of_drama.items():
            graph.add_node(drama, cost=self._cost(drama))
            for credit in credits:
                if credit.job in jobs:
                    known = graph.get_edge_data(credit.person, drama, {}).get("rank", len(BILLINGS))
                    graph.add_edge(credit.person, drama, rank=min(known, self._rank(credit)))
        return graph

    def is_full(self, drama: str) -> bool:
        """Tell whether the story of a drama is known."""
        return any(fact.value == "full" for fact in self._told.of(drama, DKG.coverage, self.viewpoint))

    def _year(self, drama: str) -> int | None:
        return min((int(fact.value) for fact in self._told.of(drama, DKG.year, self.viewpoint)), default=None)

    def _cost(self, drama: str) -> int:
        year = self._year(drama)
        return (0 if self.is_full(drama) else 1000) + (max(2100 - year, 0) if year else _UNKNOWN_YEAR)

    def _rank(self, credit: _Told) -> int:
        billing = self._billing(credit)
        return BILLINGS.index(billing) if billing in BILLINGS else len(BILLINGS)

    def _billing(self, credit: _Told) -> str | None:
        told = [fact.value for fact in self._told.of(credit.performance, DKG.billing, self.viewpoint)]
        return min(told, key=lambda one: (BILLINGS.index(one) if one in BILLINGS else len(BILLINGS), one), default=None)

    def _credit(self, credit: _Told) -> Credit:
        characters = (fact.value for fact in self._told.of(credit.performance, DKG.portrays, self.viewpoint))
        return Credit(
            self.named(credit.person),
            self.drama(credit.drama),
            credit.job,
            tuple(named for one in characters if (named := self.named(one)).names),
            self._billing(credit),
        )


def _components(graph: nx.Graph[str]) -> Mapping[str, frozenset[str]]:
    """Return by each person or drama everything that it is connected with."""
    import networkx as nx

    parts = (frozenset(part) for part in nx.connected_components(graph))
    return {one: part for part in parts for one in part}


def _order(credit: Credit) -> tuple[int, int, str]:
    job = ("performer", *_CREW).index(credit.job)
    rank = BILLINGS.index(credit.billing) if credit.billing in BILLINGS else len(BILLINGS)
    return job, rank, "".join(one.iri for one in credit.characters)

"""How two people are connected: chains of people who worked on the same dramas, the shortest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING, Any

from kg.analysis.credits import SeenCredits
from kg.analysis.path_words import chain_words, step_words
from kg.analysis.values import JOBS, Credit, DramaRef, Named
from kg.checked import checked_number
from kg.errors import NoPathError, QueryError
from kg.richtext import Card, Shown

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["THROUGH", "Path", "Paths", "Shared", "Step", "find_paths"]

THROUGH = {"cast": ("performer",), "all": JOBS}
"""What connects two people: that both act in a drama, or that both have any part in its making."""
_MOST = 50
_RANK = 50  # what a step down in billing costs, in years


@dataclass(frozen=True, slots=True)
class Shared:
    """A drama that two people share, with what each did in it."""

    drama: DramaRef
    one: tuple[Credit, ...]
    other: tuple[Credit, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        sides = {"one": [part.to_dict() for part in self.one], "other": [part.to_dict() for part in self.other]}
        return {"drama": self.drama.to_dict(), **sides}


@dataclass(frozen=True, slots=True)
class Step:
    """Two people, and the dramas that they share: that which the chain goes through, then the others."""

    one: Named
    other: Named
    shared: tuple[Shared, ...]

    @property
    def drama(self) -> DramaRef:
        """The drama that the chain goes through."""
        return self.shared[0].drama

    @property
    def dramas(self) -> tuple[DramaRef, ...]:
        """Every drama that the two share."""
        return tuple(one.drama for one in self.shared)

    def words(self, lang: str = "en") -> str:
        """Return the step as a sentence, in English or Korean."""
        first = self.shared[0]
        return step_words(self.one, self.other, first.drama, first.one, first.other, len(self.shared) - 1, lang)


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of people, each sharing a drama with the next."""

    people: tuple[Named, ...]
    steps: tuple[Step, ...]

    @property
    def distance(self) -> int:
        """The number of steps: 1 for two who share a drama."""
        return len(self.steps)

    def words(self, lang: str = "en") -> tuple[str, ...]:
        """Return the chain in sentences: how far the two are from each other, and one for each step."""
        return chain_words(self.people, lang), *(step.words(lang) for step in self.steps)

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values, told in words too."""
        steps = [{"shared": [one.to_dict() for one in step.shared]} for step in self.steps]
        words = {lang: list(self.words(lang)) for lang in ("en", "ko")}
        return {"people": [one.to_dict() for one in self.people], "steps": steps, "words": words}


@dataclass(frozen=True, slots=True)
class Paths(Shown):
    """How two people are connected: the best chain first, then others of its length, then those one step longer."""

    through: str
    chains: tuple[Path, ...]

    @property
    def best(self) -> Path:
        """The best of the shortest chains."""
        return self.chains[0]

    @property
    def alternatives(self) -> tuple[Path, ...]:
        """The other chains."""
        return self.chains[1:]

    @property
    def distance(self) -> int:
        """The number of steps of the shortest chains."""
        return self.best.distance

    def __iter__(self) -> Iterator[Path]:
        return iter(self.chains)

    def card(self) -> Card:
        """Return what a notebook shows of it: the best chain in words, and who is in the others."""
        title, *steps = self.best.words()
        return Card.of(
            title,
            ((f"step {number}", words) for number, words in enumerate(steps, start=1)),
            ("another way", "by") if self.alternatives else (),
            [
                (" – ".join(one.name() for one in chain.people), ", ".join(step.drama.name() for step in chain.steps))
                for chain in self.alternatives
            ],
        )

    def __len__(self) -> int:
        return len(self.chains)

    def to_dict(self) -> dict[str, Any]:
        """Return them as JSON values."""
        return {
            "distance": self.distance, "through": self.through, "chains": [chain.to_dict() for chain in self.chains]
        }  # fmt: skip


def find_paths(seen: SeenCredits, one: str, other: str, *, through: str = "cast", most: int = 5) -> Paths:
    """Return the ``most`` best chains between two people, by their IRIs.

    Raises `QueryError` for one and the same person and for what is none of `THROUGH`, `NoPathError` where no chain
    leads from one to the other.
    """
    import networkx as nx

    if through not in THROUGH:
        raise QueryError(f"'through' is {' or '.join(map(repr, THROUGH))}, not {through!r}")
    most = checked_number("most", most, _MOST)
    if one == other:
        raise QueryError(f"{seen.named(one).name()} is given twice: a path leads from one person to another")
    graph = seen.cast_graph if through == "cast" else seen.whole_graph
    try:
        length = len(nx.bidirectional_shortest_path(graph, one, other)) // 2
    except (nx.NodeNotFound, nx.NetworkXNoPath):
        raise NoPathError(_no_path(seen, graph, one, other, through)) from None
    found = _chains(graph, one, other, length, most)
    if len(found) < most:
        found += _chains(graph, one, other, length + 1, most - len(found))
    jobs = THROUGH[through]
    return Paths(through, tuple(_path(seen, graph, chain, jobs) for chain in found))


@dataclass(frozen=True, slots=True, order=True)
class _Chain:
    """Part of a chain: its cost, who is in it, and through which dramas it goes."""

    cost: int
    people: tuple[str, ...]
    dramas: tuple[str, ...]


def _chains(graph: nx.Graph[str], one: str, other: str, length: int, most: int) -> list[_Chain]:
    """Return the best chains with ``length`` steps, in which nobody and no drama comes twice.

    The best are found from person to person: of those that lead to somebody, the ``most`` best are carried on.
    """
    import networkx as nx

    left = nx.single_source_shortest_path_length(graph, other, cutoff=2 * (length - 1))
    reached = {one: [_Chain(0, (one,), ())]}
    for step in range(1, length + 1):
        following: dict[str, list[_Chain]] = {}
        for person, chains in reached.items():
            for neighbour, options in _beside(graph, person, left, 2 * (length - step)).items():
                following.setdefault(neighbour, []).extend(_longer(chains, neighbour, options))
        reached = {person: nsmallest(most, chains) for person, chains in following.items()}
    return reached.get(other, [])


def _beside(graph: nx.Graph[str], person: str, left: dict[str, int], most: int) -> dict[str, list[tuple[int, str]]]:
    """Return who shares a drama with somebody and has no more than ``most`` left to go, with costs and dramas."""
    found: dict[str, list[tuple[int, str]]] = {}
    for drama in graph[person]:
        for neighbour in graph[drama]:
            if left.get(neighbour, most + 1) <= most and neighbour != person:
                found.setdefault(neighbour, []).append((_cost(graph, person, drama, neighbour), drama))
    return {neighbour: sorted(options) for neighbour, options in found.items()}


def _longer(chains: list[_Chain], person: str, options: list[tuple[int, str]]) -> Iterator[_Chain]:
    """Yield each chain with one more person, through the best drama that it has not gone through."""
    for chain in chains:
        drama = next((option for option in options if option[1] not in chain.dramas), None)
        if drama is not None and person not in chain.people:
            yield _Chain(chain.cost + drama[0], (*chain.people, person), (*chain.dramas, drama[1]))


def _cost(graph: nx.Graph[str], one: str, drama: str, other: str) -> int:
    """Return what makes a step less telling: a drama of which little is known, low billing, an old drama."""
    ranks: int = graph.edges[one, drama]["rank"] + graph.edges[other, drama]["rank"]
    return int(graph.nodes[drama]["cost"]) + _RANK * ranks


def _path(seen: SeenCredits, graph: nx.Graph[str], chain: _Chain, jobs: tuple[str, ...]) -> Path:
    people = tuple(map(seen.named, chain.people))
    ties = zip(people, people[1:], chain.dramas, strict=False)
    return Path(people, tuple(_step(seen, graph, one, other, through, jobs) for one, other, through in ties))


def _step(
    seen: SeenCredits, graph: nx.Graph[str], one: Named, other: Named, through: str, jobs: tuple[str, ...]
) -> Step:
    """Return a step with every drama that the two share, that of the chain first."""
    common = set(graph[one.iri]) & set(graph[other.iri])
    ordered = sorted(common, key=lambda drama: (drama != through, _cost(graph, one.iri, drama, other.iri), drama))
    return Step(
        one, other,
        tuple(
            Shared(seen.drama(drama), seen.between(one.iri, drama, jobs), seen.between(other.iri, drama, jobs))
            for drama in ordered
        ),
    )  # fmt: skip


def _no_path(seen: SeenCredits, graph: nx.Graph[str], one: str, other: str, through: str) -> str:
    """Say that nothing connects two people, and how far each reaches."""
    names = " and ".join(seen.named(person).name() for person in (one, other))
    reach = "; ".join(_reach(seen, graph, person, through) for person in (one, other))
    return f"nothing that has been told so far connects {names}: {reach}{_hint(seen, one, other, through)}"


def _hint(seen: SeenCredits, one: str, other: str, through: str) -> str:
    connected = through == "cast" and seen.connects(one, other)
    return "; directors and writers connect them: ask for through=all" if connected else ""


def _reach(seen: SeenCredits, graph: nx.Graph[str], person: str, through: str) -> str:
    name = seen.named(person).name()
    if person not in graph or not graph[person]:
        return f"no drama is told in which {name} {'acts' if through == 'cast' else 'has a part'}"
    count = seen.reach(person, whole=through == "all")
    return f"{name} reaches {count:,} {'person' if count == 1 else 'people'}" if count else f"nobody acts with {name}"

"""Who is one person: what identifiers and the decisions of ``data/identity.yaml`` say, and that it does not clash.

Nothing here looks at a name. A person of a catalogue is a person of ``people.yaml`` where the latter gives the
catalogue's identifier, or where a decision says so; see docs/identity.md.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import NamedTuple

from kg.errors import Problem, Where
from kg.load.loaded import catalogue_slug
from kg.load.world import World, place_of
from kg.model import Casting, Collection, Decision, Drama, Identifier, Person

__all__ = ["Identity", "check_identity", "drama_identifiers", "one_slug_each", "unified", "unified_drama"]


class _Link(NamedTuple):
    """A reason why two slugs are one person."""

    one: str
    other: str
    where: Where


@dataclass(frozen=True)
class Identity:
    """Which slugs stand for one thing: from the slug of a catalogue, or one that was given up, to the one that stays.

    ``full`` are the curated dramas that are told in full.
    """

    dramas: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    full: frozenset[str] = frozenset()

    @classmethod
    def of(cls, collection: Collection) -> Identity:
        """Take what a checked collection says."""
        dramas = {slug: str(drama.slug) for drama in collection.dramas for slug in drama_identifiers(drama)}
        full = frozenset(str(drama.slug) for drama in collection.dramas if drama.coverage == "full")
        return cls(dramas, _people(collection), full)

    @property
    def given_up(self) -> dict[str, str]:
        """The slugs of ``people.yaml`` that another has replaced."""
        return {slug: stays for slug, stays in self.people.items() if ":" not in slug}


def drama_identifiers(drama: Drama) -> list[str]:
    """Return the slugs that catalogues' identifiers give a drama."""
    return [_slug_of(str(fact.value)) for fact in drama.production if fact.key == "identifier"]


def _slug_of(identifier: str) -> str:
    return catalogue_slug(*identifier.split(":", 1))


def _people(collection: Collection) -> dict[str, str]:
    """Return the slug that stays for every slug that does not."""
    # Of the slugs of people.yaml the one that a decision names first stays.
    order = [str(slug) for decision in collection.decisions for slug in decision.people]
    rank = {slug: place for place, slug in reversed([*enumerate(order)])}
    curated = {str(person.slug) for person in collection.people}
    found: dict[str, str] = {}
    for members in _components(_links(collection)):
        stays = min(members, key=lambda slug: (slug not in curated, rank.get(slug, len(rank)), slug))
        found.update((slug, stays) for slug in members if slug != stays)
    return found


def _links(collection: Collection) -> list[_Link]:
    return [*_decided(collection.decisions), *_identified(collection.people)]


def _decided(decisions: Iterable[Decision]) -> Iterator[_Link]:
    for decision in decisions:
        if decision.verdict == "same":
            for other in decision.people[1:]:
                yield _Link(str(decision.people[0]), str(other), place_of(decision, decision.where))


def _identified(people: Iterable[Person]) -> Iterator[_Link]:
    for person in people:
        for identifier in _sure(person):
            yield _Link(str(person.slug), _slug_of(str(identifier.id)), place_of(identifier.id, identifier.where))


def _sure(person: Person) -> Iterator[Identifier]:
    """Yield the identifiers that were not matched by a name alone."""
    return (identifier for identifier in person.identifiers if identifier.certainty is None)


def _neighbours(links: Iterable[_Link]) -> dict[str, list[tuple[str, Where]]]:
    found: dict[str, list[tuple[str, Where]]] = {}
    for link in links:
        found.setdefault(link.one, []).append((link.other, link.where))
        found.setdefault(link.other, []).append((link.one, link.where))
    return found


def _components(links: Iterable[_Link]) -> Iterator[set[str]]:
    """Yield the sets of slugs that links tie together."""
    neighbours = _neighbours(links)
    seen: set[str] = set()
    for start in neighbours:
        if start not in seen:
            members = set(_ways(start, neighbours))
            seen |= members
            yield members


def _ways(start: str, neighbours: Mapping[str, Sequence[tuple[str, Where]]]) -> dict[str, tuple[Where, ...]]:
    """Return, for each slug that a slug is tied to, the places that say so, by the shortest way."""
    ways: dict[str, tuple[Where, ...]] = {start: ()}
    frontier = [start]
    while frontier:
        reached = []
        for slug in frontier:
            for other, where in neighbours.get(slug, ()):
                if other not in ways:
                    ways[other] = (*ways[slug], where)
                    reached.append(other)
        frontier = reached
    return ways


# What must hold


def check_identity(collection: Collection, world: World) -> Iterator[Problem]:
    """Find people's identifiers that are given twice, and decisions that name nobody, repeat or contradict another."""
    yield from _shared_identifiers(collection)
    for decision in collection.decisions:
        yield from _decision(decision, world)
    yield from _twice(collection)
    yield from _contradictions(collection)


def one_slug_each(dramas: Iterable[Drama], loaded: Container[str]) -> Iterator[Problem]:
    """Find identifiers that two dramas give, of dramas that are loaded: which of the two these are cannot be told."""
    first: dict[str, Drama] = {}
    for drama in dramas:
        for identifier in drama_identifiers(drama):
            other = first.setdefault(identifier, drama)
            if other.slug != drama.slug and identifier in loaded:
                hint = f"take it out of one of them; see {place_of(other.slug, other.where)}"
                message = (
                    f"the identifier '{identifier}' of '{drama.slug}' is that of '{other.slug}' too, and it is loaded"
                )
                yield Problem(place_of(drama.slug, drama.where), message, hint)


def _shared_identifiers(collection: Collection) -> Iterator[Problem]:
    """Find an identifier of two people whom nothing else makes one."""
    givers: dict[str, list[_Link]] = {}
    for link in _identified(collection.people):
        givers.setdefault(link.other, []).append(link)
    shared = {slug: links for slug, links in givers.items() if len({link.one for link in links}) > 1}
    if not shared:
        return
    sound = [*_decided(collection.decisions), *(link for slug, (link, *_) in givers.items() if slug not in shared)]
    neighbours = _neighbours(sound)
    for slug, (first, *others) in shared.items():
        one = _ways(first.one, neighbours)
        for other in others:
            if other.one not in one:
                yield Problem(
                    other.where,
                    f"the identifier '{slug}' of '{other.one}' is that of '{first.one}' too ({first.where})",
                    f"take it out of one of them, or decide in identity.yaml - same: [{first.one}, {other.one}]",
                )


def _decision(decision: Decision, world: World) -> Iterator[Problem]:
    where = place_of(decision, decision.where)
    yield from world.citations(decision.cited, decision.where)
    if len(set(decision.people)) < 2:
        yield Problem(where, f"'{decision.verdict}:' needs two people", "[one-slug, another-slug]")
    for slug in decision.people:
        if ":" not in slug:
            yield from world.person(slug, decision.where)
    for slug in sorted({str(slug) for slug in decision.people if decision.people.count(slug) > 1}):
        yield Problem(where, f"'{slug}' is named twice in one decision")


def _apart(collection: Collection) -> Iterator[tuple[frozenset[str], Where]]:
    """Yield the pairs that are said to be two people, each with the place that says so."""
    for decision in collection.decisions:
        if decision.verdict == "different":
            for one, other in combinations(dict.fromkeys(map(str, decision.people)), 2):
                yield frozenset((one, other)), place_of(decision, decision.where)
    for person in collection.people:
        for other in person.different_from:
            yield frozenset((str(person.slug), str(other))), place_of(other, person.where)


def _twice(collection: Collection) -> Iterator[Problem]:
    """Find pairs that two decisions are about, or a decision and ``different_from`` of ``people.yaml``."""
    said: dict[tuple[str, frozenset[str]], Where] = {}
    for person in collection.people:
        for other in person.different_from:
            said.setdefault(("different", frozenset((str(person.slug), str(other)))), place_of(other, person.where))
    for decision in collection.decisions:
        where = place_of(decision, decision.where)
        for pair in combinations(sorted(set(map(str, decision.people))), 2):
            first = said.setdefault((decision.verdict, frozenset(pair)), where)
            if first != where:
                message = f"that {pair[0]} and {pair[1]} are {decision.verdict} is said twice"
                yield Problem(where, message, f"say it in one place; see {first}")


def _contradictions(collection: Collection) -> Iterator[Problem]:
    """Find people who are said to be two and, by one step or several, to be one."""
    neighbours = _neighbours(_links(collection))
    for pair, where in dict.fromkeys(_apart(collection)):
        if len(pair) < 2:
            continue  # somebody who is different from themselves is a problem of its own
        one, other = sorted(pair)
        way = _ways(one, neighbours).get(other)
        if way:
            places = ", ".join(map(str, dict.fromkeys(way)))
            message = f"'{one}' and '{other}' are said to be two people here, and one person by {places}"
            yield Problem(where, message, "take one of them back")


# One slug for one person


def unified(collection: Collection, identity: Identity) -> Collection:
    """Return a collection in which every person has one slug: those that were given up are replaced."""
    given_up = identity.given_up
    if not given_up:
        return collection
    together: dict[str, list[Person]] = {}
    for person in collection.people:
        together.setdefault(given_up.get(str(person.slug), str(person.slug)), []).append(person)
    people = tuple(_one_person(slug, people, given_up) for slug, people in together.items())
    dramas = tuple(unified_drama(drama, given_up) for drama in collection.dramas)
    return replace(collection, people=people, dramas=dramas)


def _one_person(slug: str, people: Sequence[Person], given_up: Mapping[str, str]) -> Person:
    """Return the people of one slug as one; what stands in the entry of the slug that stays comes first."""
    people = sorted(people, key=lambda person: person.slug != slug)
    different = (given_up.get(str(other), other) for person in people for other in person.different_from)
    if len(people) == 1:
        return replace(people[0], different_from=tuple(dict.fromkeys(different)))
    return Person(
        slug=people[0].slug,
        names=tuple(name for person in people for name in person.names),
        occupation=tuple(remark for person in people for remark in person.occupation),
        identifiers=tuple(identifier for person in people for identifier in person.identifiers),
        different_from=tuple(dict.fromkeys(different)),
        notes=tuple(remark for person in people for remark in person.notes),
        where=people[0].where,
    )


def unified_drama(drama: Drama, given_up: Mapping[str, str]) -> Drama:
    """Return a drama with the slugs that stay in the place of those that were given up."""
    if not given_up:
        return drama

    def casting(one: Casting) -> Casting:
        return replace(one, person=given_up.get(str(one.person), one.person))

    return replace(
        drama,
        cast=tuple(map(casting, drama.cast)),
        characters=tuple(
            replace(character, played_by=tuple(map(casting, character.played_by))) for character in drama.characters
        ),
        production=tuple(
            replace(fact, value=given_up.get(str(fact.value), fact.value))
            if fact.key in ("director", "writer")
            else fact
            for fact in drama.production
        ),
    )

"""Which people are to be compared: those who share an identifier, a spelling, or a name that both may stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from kg.names import fold, name_readings
from kg.suspects.people import People, PersonFacts

__all__ = ["Pair", "suspicious_pairs"]

_MOST_IN_BLOCK = 100  # people with one key; more than that share no name but a mistake in the data
_MOST_UNUSUAL = 1


@dataclass
class Pair:
    """Two people, and what they have in common; ``reading`` is a name that both may have, and how unusual that is."""

    slugs: tuple[str, str]
    identifiers: set[str] = field(default_factory=set)
    hangul: set[str] = field(default_factory=set)
    spellings: set[str] = field(default_factory=set)
    reading: tuple[int, str] | None = None

    def add_reading(self, cost: int, key: str) -> None:
        """Keep the most usual reading."""
        if self.reading is None or (cost, key) < self.reading:
            self.reading = cost, key


def suspicious_pairs(people: People) -> list[Pair]:
    """Return the pairs who may be one person and of whom nobody has decided that they are two."""
    pairs: dict[tuple[str, str], Pair] = {}
    readings = {slug: _readings(person) for slug, person in people.by_slug.items()}
    for kind, key, one, other in _meetings(people, readings):
        slugs = (min(one, other), max(one, other))
        pair = pairs.setdefault(slugs, Pair(slugs))
        if kind == "identifier":
            pair.identifiers.add(key)
        elif kind == "hangul":
            pair.hangul.add(key)
        elif kind == "spelling":
            pair.spellings.add(people.by_slug[one].name)
        else:
            cost = readings[one][key] + readings[other][key]
            if cost <= _MOST_UNUSUAL:
                pair.add_reading(cost, key)
    return [pair for pair in pairs.values() if _is_open(pair, people)]


def _is_open(pair: Pair, people: People) -> bool:
    if frozenset(pair.slugs) in people.apart:
        return False
    if pair.identifiers or pair.hangul:
        return True
    one, other = (people.by_slug[slug] for slug in pair.slugs)
    if one.hangul and other.hangul:
        return False  # 정은 and 중은 are both Jung Eun, and two names
    return bool(pair.spellings) or pair.reading is not None


def _readings(person: PersonFacts) -> Mapping[str, int]:
    """Return the names that somebody may have, each with how unusual that reading is.

    Where the hangul is known, nothing need be guessed from the Latin letters.
    """
    found: dict[str, int] = {}
    for name in person.hangul or person.names:
        for key, cost in name_readings(name).items():
            found[key] = min(cost, found.get(key, cost))
    return found


def _meetings(people: People, readings: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[str, str, str, str]]:
    """Yield two people for each key that they share."""
    blocks: dict[tuple[str, str], list[str]] = {}
    for slug, person in people.by_slug.items():
        for block in _blocks(person, readings[slug]):
            blocks.setdefault(block, []).append(slug)
    for (kind, key), slugs in blocks.items():
        if 1 < len(slugs) <= _MOST_IN_BLOCK:
            for one, other in combinations(slugs, 2):
                yield kind, key, one, other


def _blocks(person: PersonFacts, readings: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from (("identifier", identifier) for identifier in set(person.identifiers))
    yield from (("hangul", name) for name in person.hangul)
    yield from (("spelling", key) for key in {fold(name) for name in person.names} - person.hangul if key)
    yield from (("reading", key) for key in readings if "|" in key)

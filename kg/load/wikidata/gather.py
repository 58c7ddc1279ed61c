"""Everything that Wikidata says of some dramas, gathered with as few questions as possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from pyoxigraph import Literal

from kg.load.wikidata import queries
from kg.load.wikidata.answers import Row, Term
from kg.load.wikidata.ask import Asker
from kg.load.wikidata.ranks import best_ranked
from kg.load.wikidata.terms import HUMAN, by_number, item_id, local
from kg.load.wikidata.wording import Wording, clean

__all__ = ["CastMember", "Day", "Found", "Kin", "gather"]

_WORKS_AT_ONCE = 50
_ITEMS_AT_ONCE = 200
_DRAMA_PROPERTIES = ("P57", "P58", "P136", "P345", "P449", "P674", "P1113", "P3868", "P4983")
_CHARACTER_PROPERTIES = ("P31", "P175", "P1441")
_PERSON_PROPERTIES = ("P345", "P3862")

Facts = dict[str, dict[str, list[Term]]]


@dataclass(frozen=True, slots=True)
class Day:
    """A date of a drama: the property, the time as Wikidata writes it, and how precise it is (9 a year, 11 a day)."""

    property: str
    time: str
    precision: int


@dataclass(slots=True)
class CastMember:
    """One cast statement (P161): who, as which characters, and as whom beside these in words."""

    person: str
    characters: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Kin:
    """A relation that a character's item states; ``of_kind`` where it is told to be one of a special kind (P1039)."""

    character: str
    property: str
    other: str
    of_kind: bool


@dataclass
class Found:
    """What was gathered of some dramas, by item; values are of the best rank."""

    dramas: Sequence[str]
    wording: Wording
    facts: Facts = field(default_factory=dict)
    days: dict[str, list[Day]] = field(default_factory=dict)
    cast: dict[str, list[CastMember]] = field(default_factory=dict)
    present: dict[str, list[str]] = field(default_factory=dict)  # drama → characters that say so (P1441)
    characters: Facts = field(default_factory=dict)
    kin: list[Kin] = field(default_factory=list)
    follows: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # drama → what it follows, and the place
    people: Facts = field(default_factory=dict)
    streaming: set[str] = field(default_factory=set)

    def values(self, item: str, name: str) -> list[Term]:
        """Return the values of a property of a drama."""
        return self.facts.get(item, {}).get(name, [])

    def items(self, item: str, name: str) -> list[str]:
        """Return the items that are values of a property of a drama, by their number."""
        return _items(self.values(item, name))

    def characters_of(self, drama: str) -> list[str]:
        """Return the items of a drama's characters, however Wikidata says that they are."""
        played = chain.from_iterable(member.characters for member in self.cast.get(drama, ()))
        every = {*played, *self.items(drama, "P674"), *self.present.get(drama, ())}
        return sorted(every, key=by_number)

    def is_real(self, character: str) -> bool:
        """Tell whether a role is a real person, such as a king of a historical drama."""
        return HUMAN in self.of_character(character, "P31")

    def of_character(self, character: str, name: str) -> list[str]:
        """Return the items that are values of a property of a character."""
        return _items(self.characters.get(character, {}).get(name, []))

    def performers(self, drama: str, character: str) -> list[str]:
        """Return who plays a character in a drama as the character's own item says (P175).

        That item knows no works: it counts only for those in the drama's cast, and where the drama is the only work.
        """
        cast = {member.person for member in self.cast.get(drama, ())}
        alone = self.of_character(character, "P1441") == [drama]
        return [person for person in self.of_character(character, "P175") if alone or person in cast]

    def people_of(self, drama: str) -> set[str]:
        """Return everybody who acts in a drama or makes it."""
        played = (self.performers(drama, character) for character in self.characters_of(drama))
        return {
            *(member.person for member in self.cast.get(drama, ())),
            *chain.from_iterable(played),
            *self.items(drama, "P57"),
            *self.items(drama, "P58"),
        }


def gather(dramas: Sequence[str], asker: Asker, known: Container[str], left_out: Counter[str]) -> Found:
    """Return what Wikidata says of some dramas, and of the people in ``known`` nothing again. Raises `LoadError`.

    ``left_out`` counts what Wikidata says and the answer leaves out.
    """
    found = Found(dramas, Wording(left_out))
    works = [*dramas]
    found.facts = _direct(asker, works, _DRAMA_PROPERTIES, _WORKS_AT_ONCE)
    found.days = _days(asker.about(works, _WORKS_AT_ONCE, queries.dates))
    found.cast = _cast(asker.about(works, _WORKS_AT_ONCE, queries.cast), left_out)
    found.present = _present(asker, works)
    found.follows = _follows(asker.about(works, _WORKS_AT_ONCE, queries.sequels))
    characters = _ordered(chain.from_iterable(map(found.characters_of, works)))
    found.characters = _direct(asker, characters, _CHARACTER_PROPERTIES, _ITEMS_AT_ONCE)
    found.kin = _kin(asker.about(characters, _ITEMS_AT_ONCE, queries.kin), left_out)
    broadcasters = _ordered(chain.from_iterable(found.items(work, "P449") for work in works))
    found.streaming = {
        item
        for row in asker.about(broadcasters, _WORKS_AT_ONCE, queries.streaming)
        if (item := item_id(row.get("item")))
    }
    people = _ordered(person for work in works for person in found.people_of(work) if person not in known)
    found.people = _direct(asker, people, _PERSON_PROPERTIES, _ITEMS_AT_ONCE)
    genres = chain.from_iterable(found.items(work, "P136") for work in works)
    spoken_of = _ordered(chain(works, people, characters, broadcasters, genres))
    found.wording.add(asker.about(spoken_of, _ITEMS_AT_ONCE, queries.labels))
    return found


def _ordered(items: Iterable[str]) -> list[str]:
    return sorted(set(items), key=by_number)


def _items(terms: Iterable[Term]) -> list[str]:
    return _ordered(item for term in terms if (item := item_id(term)))


def _direct(asker: Asker, items: Sequence[str], properties: Sequence[str], at_once: int) -> Facts:
    """Return the values of properties, by item and property."""
    found: Facts = {}
    for row in asker.about(items, at_once, lambda some: queries.direct(some, properties)):
        item, value = item_id(row.get("item")), row.get("value")
        if item is not None and value is not None:
            found.setdefault(item, {}).setdefault(local(row.get("property")), []).append(value)
    return found


def _days(rows: Iterable[Row]) -> dict[str, list[Day]]:
    found: dict[str, set[Day]] = {}
    for row in best_ranked(rows, lambda row: (row.get("item"), row.get("property"))):
        item, time, precision = item_id(row.get("item")), row.get("time"), row.get("precision")
        if item and isinstance(time, Literal) and isinstance(precision, Literal) and precision.value.isdecimal():
            day = Day(local(row.get("property")), time.value, int(precision.value[:3]))
            found.setdefault(item, set()).add(day)
    return {item: sorted(days, key=lambda day: (day.property, day.time, day.precision)) for item, days in found.items()}


def _cast(rows: Iterable[Row], left_out: Counter[str]) -> dict[str, list[CastMember]]:
    found: dict[str, dict[str, CastMember]] = {}
    unknown: set[Term | None] = set()
    for row in best_ranked(rows, lambda row: row.get("item")):
        item, person = item_id(row.get("item")), item_id(row.get("person"))
        if item is None or person is None:
            unknown.add(row.get("statement"))
            continue
        # Two statements about one person are one person's roles.
        member = found.setdefault(item, {}).setdefault(person, CastMember(person))
        character, role = item_id(row.get("character")), row.get("role")
        if character is not None:
            member.characters.add(character)
        if isinstance(role, Literal) and (words := clean(role.value, left_out)):
            member.roles.add(words)
    if unknown:
        left_out["cast members whom Wikidata does not know"] += len(unknown)
    return {item: sorted(cast.values(), key=lambda member: by_number(member.person)) for item, cast in found.items()}


def _present(asker: Asker, works: Sequence[str]) -> dict[str, list[str]]:
    """Return the fictional characters that say of themselves in which works they are."""
    pairs = {
        (work, character)
        for row in asker.about(works, _WORKS_AT_ONCE, queries.present)
        if (work := item_id(row.get("item"))) and (character := item_id(row.get("character")))
    }
    some = _ordered(character for _, character in pairs)
    fictional = {item_id(row.get("item")) for row in asker.about(some, _ITEMS_AT_ONCE, queries.fictional)}
    found: dict[str, list[str]] = {}
    for work, character in pairs:
        if character in fictional:
            found.setdefault(work, []).append(character)
    return found


def _kin(rows: Iterable[Row], left_out: Counter[str]) -> list[Kin]:
    found: set[Kin] = set()
    for row in best_ranked(rows, lambda row: (row.get("item"), row.get("property"))):
        character, other = item_id(row.get("item")), item_id(row.get("other"))
        if character is None or other is None:
            left_out["relations to somebody whom Wikidata does not know"] += 1
        elif character != other:
            found.add(Kin(character, local(row.get("property")), other, "kinship" in row))
    return sorted(found, key=lambda kin: (by_number(kin.character), kin.property, by_number(kin.other), kin.of_kind))


def _follows(rows: Iterable[Row]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        item, before, of = (item_id(row.get(name)) for name in ("item", "before", "of"))
        if item and before and of and item != before:
            found.setdefault(item, set()).add((before, f"{of} {local(row.get('property'))}"))
    return {item: sorted(before) for item, before in found.items()}

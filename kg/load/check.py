"""What must hold between the values of a collection: every reference leads somewhere, and nothing is early."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from kg.errors import Problem, Where
from kg.load.identity import check_identity
from kg.load.storyclock import cycle_in, story_order
from kg.load.world import UNPLACED, World, place_of, unknown
from kg.model import Cited, Collection, Drama, Event, Identifier, Name, Person, Relationship, Remark, Source

__all__ = ["check", "check_drama"]


def check(collection: Collection, world: World) -> list[Problem]:
    """Return every broken rule of a collection."""
    problems = list(_twice(collection.dramas))
    for drama in collection.dramas:
        problems.extend(check_drama(drama, world))
    for person in collection.people:
        problems.extend(_person(person, world))
    for source in collection.sources:
        problems.extend(_source(source, world))
    problems.extend(check_identity(collection, world))
    return problems


def check_drama(drama: Drama, world: World) -> list[Problem]:
    """Return every broken rule of one drama."""
    return _DramaCheck(drama, world).run()


def _twice(dramas: Sequence[Drama]) -> Iterable[Problem]:
    first: dict[str, Drama] = {}
    for drama in dramas:
        if drama.slug in first:
            other = place_of(first[drama.slug].slug, first[drama.slug].where)
            yield Problem(place_of(drama.slug, drama.where), f"the drama '{drama.slug}' is there twice", f"see {other}")
        first.setdefault(drama.slug, drama)


def _names(names: Sequence[Name], what: str, where: Where | None) -> Iterable[Problem]:
    if not names:
        yield Problem(where or UNPLACED, f"{what} has no name", "add - {en: …, from: …} or - {ko: …, from: …}")
    seen: set[tuple[str, str]] = set()
    for name in names:
        if (name.text, name.language) in seen:
            hint = "one entry with from: [a @ …, b @ …]"
            yield Problem(name.where or UNPLACED, f"the name '{name.text}' is there twice", hint)
        seen.add((name.text, name.language))


def _person(person: Person, world: World) -> Iterable[Problem]:
    yield from _names(person.names, f"the person '{person.slug}'", person.where)
    items: list[Name | Remark | Identifier]
    items = [*person.names, *person.occupation, *person.identifiers, *person.notes]
    for item in items:
        yield from world.citations(item.cited, item.where)
    for slug in person.different_from:
        yield from world.person(slug, person.where)
        if slug == person.slug:
            yield Problem(place_of(slug, person.where), f"'{slug}' cannot be different from itself")


def _source(source: Source, world: World) -> Iterable[Problem]:
    if source.reviews is not None:
        yield from world.drama(source.reviews, source.where)
    if source.address_told is not None:
        drama, beat = source.address_told.source, source.address_told.place
        yield from world.drama(drama, source.where)
        beats = world.beats.get(drama, [])
        if drama in world.beats and beat not in beats:
            yield unknown("beat", beat, beats, place_of(drama, source.where))
    if source.kind != "review" and (source.reviews or source.verdict or source.grade or source.judgements):
        yield Problem(
            source.where or UNPLACED,
            f"the source '{source.slug}' is no review but has a verdict, grade, judgement or 'reviews:'",
            "write kind: review, or take them out",
        )
    for judgement in source.judgements:
        yield from world.drama(judgement.of, judgement.where)


class _DramaCheck:
    """The checks within one drama."""

    def __init__(self, drama: Drama, world: World) -> None:
        self.drama = drama
        self.world = world
        self.beats = [beat.slug for beat in drama.beats]
        self.groups = {group.slug: group for group in drama.groups}
        self.characters = {character.slug: character for character in drama.characters}
        self.events = {event.slug: event for event in drama.events}
        self.relationships = {relationship.slug for relationship in drama.relationships}
        self.found: list[Problem] = []

    def run(self) -> list[Problem]:
        """Return every problem of the drama."""
        self._whole()
        self._production()
        self._characters()
        self._aliases()
        for event in self.drama.events:
            self._event(event)
        for relationship in self.drama.relationships:
            self._relationship(relationship)
        self._themes()
        self._order()
        return self.found

    def _say(self, where: Where | None, message: str, hint: str = "") -> None:
        self.found.append(Problem(where or UNPLACED, message, hint))

    def _known(self, what: str, slug: str | None, known: Iterable[str], where: Where | None) -> bool:
        names = list(known)
        if slug is None or slug in names:
            return slug is not None
        self.found.append(unknown(what, slug, names, where))
        return False

    def _beat(self, told: str | None, where: Where | None) -> int:
        """Return the position of a beat, after noting it when it is unknown."""
        if told is not None:
            self._known("beat", told, self.beats, where)
        return self.drama.position(told)

    def _cited(self, cited: Cited, where: Where | None) -> None:
        self.found.extend(self.world.citations(cited, where))

    def _not_before(self, told: str | None, earliest: int, what: str, where: Where | None) -> int:
        """Check that something inside another thing is not told before it; return its position."""
        position = earliest if told is None else self._beat(told, where)
        if told is not None and position < earliest and told in self.beats:
            known = self.beats[earliest - 1]
            message = f"{what} is told at '{told}', but what it belongs to is first known at '{known}'"
            self._say(place_of(told, where), message, f"write told: {known} or later, or leave told out")
        return position

    def _mentions(self, slug: str, told: int, what: str, where: Where | None) -> None:
        """Check that a character is known, by name and by then."""
        if not self._known("character", slug, self.characters, where):
            return
        first = self.drama.position(self.characters[slug].told)
        if first > told:
            self._say(
                place_of(slug, where),
                f"{what} is told at beat {told} but mentions '{slug}', who is first known at beat {first}",
                f"tell it at '{self.beats[first - 1]}' or later, or let '{slug}' be known earlier",
            )

    def _whole(self) -> None:
        drama = self.drama
        self.found.extend(_names(drama.names, f"the drama '{drama.slug}'", drama.where))
        for name in drama.names:
            self._cited(name.cited, name.where)
            self._beat(name.told, name.where)
        if drama.coverage == "full" and not drama.beats:
            self._say(
                drama.where,
                f"the drama '{drama.slug}' has no beats",
                "a full drama tells at least its premise",
            )
        for remark in drama.open:
            self._cited(remark.cited, remark.where)
            self._beat(remark.told, remark.where)
        for casting in drama.cast:
            self.found.extend(self.world.person(casting.person, casting.where))
            self._cited(casting.cited, casting.where)
            self._beat(casting.told, casting.where)
        for group in drama.groups:
            self.found.extend(_names(group.names, f"the group '{group.slug}'", group.where))
            earliest = self._beat(group.told, group.where)
            for name in group.names:
                self._cited(name.cited, name.where)
                self._not_before(name.told, earliest, "the name of a group", name.where)
        if drama.present is not None:
            self._known("event", drama.present, self.events, drama.where)

    def _production(self) -> None:
        for fact in self.drama.production:
            self._cited(fact.cited, fact.where)
            self._beat(fact.told, fact.where)
            if fact.key in ("director", "writer") and isinstance(fact.value, str):
                self.found.extend(self.world.person(fact.value, fact.where))
            if fact.key == "sequel_of" and isinstance(fact.value, str):
                self.found.extend(self.world.drama(fact.value, fact.where))

    def _characters(self) -> None:
        for character in self.drama.characters:
            where = place_of(character.slug, character.where)
            earliest = self._beat(character.told, where)
            person = (self.world.people or {}).get(character.slug)
            if person is not None:
                self._say(where, f"the character '{character.slug}' has the slug of a person ({person})",
                          "a slug names one thing: change the character's")  # fmt: skip
            if character.names:
                self.found.extend(_names(character.names, f"the character '{character.slug}'", where))
                firsts = {name.language: name for name in reversed(character.names)}
                for first in firsts.values():
                    if first.told is not None and self.drama.position(first.told) > earliest:
                        self._say(first.where, "the first name of a character is told later than the character",
                                  "put the name that viewers hear first at the top")  # fmt: skip
            late = character.described_as
            if late is not None and late.told is not None and self.drama.position(late.told) > earliest:
                self._say(late.where, "the description of a character is told later than the character",
                          f"write told: {late.told} in '{character.slug}' itself")  # fmt: skip
            described = [character.described_as] if character.described_as else []
            items: list[Name | Remark]
            items = [*character.names, *described, *character.occupation, *character.notes]
            for item in items:
                self._cited(item.cited, item.where)
                self._not_before(item.told, earliest, f"something of '{character.slug}'", item.where)
            for casting in character.played_by:
                self.found.extend(self.world.person(casting.person, casting.where))
                self._cited(casting.cited, casting.where)
                self._not_before(casting.told, earliest, f"the casting of '{character.slug}'", casting.where)
            for membership in character.groups:
                self._cited(membership.cited, membership.where)
                told = self._not_before(membership.told, earliest, f"a group of '{character.slug}'", membership.where)
                if self._known("group", membership.group, self.groups, membership.where):
                    first_told = self.drama.position(self.groups[membership.group].told)
                    if first_told > told:
                        self._say(place_of(membership.group, membership.where),
                                  f"'{character.slug}' joins '{membership.group}' at beat {told}, but the group is "
                                  f"first known at beat {first_told}")  # fmt: skip

    def _aliases(self) -> None:
        for alias in self.drama.aliases:
            earliest = self._beat(alias.told, alias.where)
            self.found.extend(_names(alias.names, f"the alias '{alias.slug}'", alias.where))
            for name in alias.names:
                self._cited(name.cited, name.where)
                self._not_before(name.told, earliest, f"a name of '{alias.slug}'", name.where)
            self._cited(alias.denotes_cited, alias.where)
            denoted = self._not_before(alias.denotes_told, earliest, f"the owner of '{alias.slug}'", alias.where)
            self._mentions(alias.denotes, denoted, f"the owner of '{alias.slug}'", alias.where)

    def _event(self, event: Event) -> None:
        where = place_of(event.slug, event.where)
        told = self._beat(event.told, where)
        self._cited(event.cited, where)
        for second in event.also:
            self._cited(second.cited, second.where)
        for slug in chain(event.who, event.by, event.to):
            self._mentions(slug, told, f"the event '{event.slug}'", where)
        for slug in chain(event.after, event.leads_to, event.disagrees_with):
            self._known("event", slug, self.events, where)
        needs_present = event.when is not None and event.when.side != "present"
        if needs_present and self.drama.present is None:
            self._say(where, f"the event '{event.slug}' is counted from the present, but the drama has no 'present:'",
                      "name the event at which the story's present begins")  # fmt: skip

    def _relationship(self, phase: Relationship) -> None:
        where = place_of(phase.slug, phase.where)
        what = f"the relationship '{phase.slug}'"
        told = self._beat(phase.told, where)
        self._cited(phase.cited, where)
        self._roles(phase, what, where)
        for slug in chain(phase.parties, phase.concealed_from):
            self._mentions(slug, told, what, where)
        for event in (phase.starts, phase.ends, phase.known_at):
            if event is not None:
                self._known("event", event, self.events, where)
        for slug in phase.disagrees_with:
            self._known("relationship", slug, self.relationships, where)
        if phase.known_at and not phase.concealed_from:
            self._say(where, f"{what} says when it becomes known, but not from whom it was concealed",
                      "add concealed_from: the character")  # fmt: skip

    def _roles(self, phase: Relationship, what: str, where: Where) -> None:
        kind = self.world.ontology.relationship_types.get(phase.type)
        if kind is None:
            self._known("relationship type", phase.type, self.world.ontology.relationship_types, where)
            return
        for role, slugs in phase.roles:
            if role not in kind.roles:
                hint = f"{phase.type} has {' and '.join(kind.roles)}"
                self._say(
                    place_of(role, where),
                    f"{what} has the role '{role}', which {phase.type} does not have",
                    hint,
                )
            for slug in {slug for slug in slugs if slugs.count(slug) > 1}:
                self._say(place_of(slug, where), f"{what} names '{slug}' twice as {role}")
        given = {role for role, _ in phase.roles}
        if kind.subject_role not in given:
            hint = f"add {kind.subject_role}: and who it is"
            self._say(where, f"{what} has no '{kind.subject_role}:'", hint)
        elif len(set(phase.parties)) < 2 and not any(len(slugs) > 1 for _, slugs in phase.roles):
            others = kind.subject_role if kind.symmetric else kind.object_role
            self._say(where, f"{what} has only one party, '{''.join(phase.parties)}'",
                      f"{phase.type} needs another character as {others}")  # fmt: skip

    def _themes(self) -> None:
        seen: set[str] = set()
        for use in self.drama.themes:
            self._known("theme", use.theme, self.world.ontology.themes, use.where)
            self._cited(use.cited, use.where)
            self._beat(use.told, use.where)
            if use.theme in seen:
                self._say(
                    use.where,
                    f"the theme '{use.theme}' is there twice",
                    "one entry, with from: [a @ …, b @ …]",
                )
            seen.add(use.theme)

    def _order(self) -> None:
        order = story_order(self.drama)
        loop = cycle_in(order)
        if loop:
            event = self.events[loop[0]]
            path = " → ".join([*loop, loop[0]])
            self._say(place_of(event.slug, event.where), f"events go round in a circle: {path}",
                      "look at when, after and leads_to of these events")  # fmt: skip
            return
        for phase in self.drama.relationships:
            ends_first = phase.starts in order and phase.ends in order and order.reaches(phase.ends, phase.starts)
            if ends_first:
                self._say(place_of(phase.ends, phase.where),
                          f"the relationship '{phase.slug}' ends at '{phase.ends}', which comes before its start "
                          f"'{phase.starts}'", "swap them, or mend when: of the events")  # fmt: skip

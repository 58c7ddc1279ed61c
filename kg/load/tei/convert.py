"""A play as DraCor encodes it to our own values: its acts are the beats, and nothing is told before its act."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence

from kg.errors import Problem, Where
from kg.load.loaded import catalogue_slug
from kg.load.tei.play import Author, Label, Play, PlayPerson, PlayRelation, PlayScene
from kg.model import (
    PREMISE,
    Beat,
    Character,
    Citation,
    Cited,
    Collection,
    Drama,
    Identifier,
    Name,
    Person,
    ProductionFact,
    Relationship,
    Scene,
    Source,
    Text,
)  # fmt: skip
from kg.ontology import Ontology, RelationshipType

__all__ = ["to_collection"]

_WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/[A-Za-z0-9._~/%#-]*)?")
_DASHES = re.compile(r"^-|-$|(?<=-)-|-(?=-)")
_PARTS = {
    "act": Text("Act", "막"), "prologue": Text("Prologue", "프롤로그"), "epilogue": Text("Epilogue", "에필로그"),
    "induction": Text("Induction", "서막"), "interlude": Text("Interlude", "막간극"),
    "intermezzo": Text("Intermezzo", "막간극"), "play": Text("The play", "본극"),
}  # fmt: skip
_GENRES = {
    "Tragedy": "비극",
    "Comedy": "희극",
    "Tragicomedy": "희비극",
    "Libretto": "오페라 대본",
    "Satyr play": "사티로스극",
}
_LOVE = Text(
    "DraCor says lover_of, which leaves open whether the love is returned",
    "DraCor의 lover_of로, 상대도 사랑하는지는 밝히지 않는다",
)
_PREMISE = Text("The premise", "개막 전")


def to_collection(play: Play, file: str, ontology: Ontology) -> tuple[Collection, list[Problem]]:
    """Return a play as a drama with its people and its source, and the relations that could not be taken over."""
    converter = _Converter(play, file, ontology)
    return converter.collection(), converter.problems


class _Converter:
    """Turns one play into values."""

    def __init__(self, play: Play, file: str, ontology: Ontology) -> None:
        self.play = play
        self.ontology = ontology
        self.slug = catalogue_slug("dracor", play.id)
        self.problems: list[Problem] = []
        self._file = file
        self._parts = list(_part_labels(play.parts))
        self._beats = [PREMISE, *_part_slugs(play.parts)]
        self._roles = [_words(" ".join(role.words)) for role in play.roles]
        self._pointed = {given for role in play.roles for given in role.persons}
        self._first_part: dict[str, int] = {}
        for scene in play.scenes:
            for given in scene.speakers:
                self._first_part.setdefault(given, scene.part)

    def collection(self) -> Collection:
        """Return everything that the play says."""
        play = self.play
        people = tuple(self._person(place, author) for place, author in enumerate(play.authors, start=1))
        return Collection((self._drama(people),), tuple({one.slug: one for one in people}.values()), (self._source(),))

    def _cited(self, place: str) -> Cited:
        return (Citation(self.slug, place),)

    def _where(self, line: int) -> Where:
        return Where(self._file, line)

    def _source(self) -> Source:
        play = self.play
        title = play.titles[0].text
        licence = play.licence if play.licence and _WEB_ADDRESS.fullmatch(play.licence) else None
        return Source(
            slug=self.slug, kind="catalogue", title=Text(f"DraCor: {title}", f"DraCor: {title}"), publisher="DraCor",
            address=f"https://dracor.org/entity/{play.id}", language=play.titles[0].language, licence=licence,
        )  # fmt: skip

    def _person(self, place: int, author: Author) -> Person:
        """An author is called after their identifier; one without is a person of this play alone, whatever the name."""
        cited = self._cited(f"titleStmt, author {place}")
        known = [i for scheme in ("wikidata:", "gnd:", "viaf:") for i in author.identifiers if i.startswith(scheme)]
        slug = catalogue_slug(*known[0].split(":", 1)) if known else f"{self.slug}-author-{place}"
        names = tuple(Name(label.text, label.language, cited) for label in author.names)
        return Person(slug, names, identifiers=tuple(Identifier(one, cited) for one in known))

    def _drama(self, people: Sequence[Person]) -> Drama:
        play = self.play
        header = self._cited("titleStmt")
        names = tuple(Name(label.text, label.language, header) for label in play.titles)
        return Drama(
            slug=self.slug,
            names=names,
            coverage="thin",
            kind="Play",
            phases_in_order=False,
            beats=(
                Beat(PREMISE, _PREMISE),
                *(Beat(slug, label) for slug, label in zip(self._beats[1:], self._parts, strict=True)),
            ),
            production=tuple(self._production(people)),
            characters=tuple(self._character(person) for person in play.persons.values()),
            relationships=tuple(self._relationships()),
            scenes=tuple(self._scene(number, scene) for number, scene in enumerate(play.scenes, start=1)),
        )

    def _production(self, people: Sequence[Person]) -> Iterator[ProductionFact]:
        play = self.play
        yield ProductionFact("identifier", f"dracor:{play.id}", self._cited("TEI xml:id"))
        if play.wikidata is not None:
            yield ProductionFact("identifier", f"wikidata:{play.wikidata}", self._cited("relation wikidata"))
        for place, person in enumerate(people, start=1):
            yield ProductionFact("writer", person.slug, self._cited(f"titleStmt, author {place}"))
        if play.years:
            first = min(play.years, key=lambda kind: (play.years[kind], kind))
            yield ProductionFact("year", play.years[first], self._cited(f"listEvent, {first}"))
        for genre in dict.fromkeys(play.genres):
            if genre in _GENRES:
                yield ProductionFact("genre", Text(genre.lower(), _GENRES[genre]), self._cited("textClass"))

    def _character(self, person: PlayPerson) -> Character:
        """A character, told at the premise where the printed cast list has the name, else where they first speak.

        A second name may be what the play keeps secret: it is told at the end, unless the cast list has it.
        """
        cited = self._cited(f"listPerson {person.id}" if person.listed else f"sp {person.id}")
        first = self._first_told(person)
        names = [Name(person.names[0].text, person.names[0].language, cited)]
        for label in dict.fromkeys(person.names[1:]):
            told = PREMISE if self._in_cast_list(label) else self._beats[-1]
            names.append(Name(label.text, label.language, cited, told))
        return Character(
            _slug(person.id), tuple(names), told=first, gender=person.gender, is_group=person.is_group,
            where=self._where(person.line),
        )  # fmt: skip

    def _first_told(self, person: PlayPerson) -> str:
        if person.id in self._pointed or self._in_cast_list(person.names[0]):
            return PREMISE
        part = self._first_part.get(person.id)
        return self._beats[-1] if part is None else self._beats[part + 1]

    def _in_cast_list(self, label: Label) -> bool:
        """Whether a name stands, word for word, in one role of the cast list."""
        name = _words(label.text)
        return bool(name) and any(f" {name} " in f" {role} " for role in self._roles)

    def _scene(self, number: int, scene: PlayScene) -> Scene:
        part = self._parts[scene.part]
        label = part
        if scene.scene and self.play.parts[scene.part] == "play":
            label = Text(f"Scene {scene.scene}", f"{scene.scene}장")
        elif scene.scene:
            label = Text(f"{part.en}, scene {scene.scene}", f"{part.ko} {scene.scene}장")
        place = label.en[0].lower() + label.en[1:]
        speakers = tuple(_slug(given) for given in scene.speakers)
        told = self._beats[scene.part + 1]
        return Scene(number, label, speakers, self._cited(place), told, self._where(scene.line))

    def _relationships(self) -> Iterator[Relationship]:
        """The relations, told at the end: TEI does not say when a viewer learns of them."""
        done = set()
        for relation in self.play.relations:
            made = self._relationship(relation)
            if made is not None and made.slug not in done:
                done.add(made.slug)
                yield made

    def _relationship(self, relation: PlayRelation) -> Relationship | None:
        unknown = [one for one in _parties(relation) if one not in self.play.persons]
        kind = self._type(relation)
        roles = None if kind is None else _roles_of(kind, relation)
        if unknown:
            self._leave_out(relation, f"points to '{unknown[0]}', who is no person of the play")
        elif kind is None:
            self._leave_out(relation, "is none of DraCor's seven, or is not said as DraCor says it")
        elif roles is None:
            self._leave_out(relation, "ties fewer than two persons")
        else:
            one_sided = not kind.symmetric and relation.name == "lover_of"
            return Relationship(
                _relation_slug(relation), kind.name, roles, self._cited(f"listRelation {relation.place}"),
                told=self._beats[-1], certainty="inferred" if one_sided else None, note=_LOVE if one_sided else None,
                where=self._where(relation.line),
            )  # fmt: skip
        return None

    def _leave_out(self, relation: PlayRelation, why: str) -> None:
        self.problems.append(Problem(self._where(relation.line), f"the relation '{relation.name}' {why}; left out"))

    def _type(self, relation: PlayRelation) -> RelationshipType | None:
        """Return the type whose edge has the relation's name: a symmetric one for @mutual where there are both."""
        edges = {edge for edge, word in self.ontology.dracor_words.items() if word == relation.name}
        fitting = [kind for kind in self.ontology.relationship_types.values() if kind.edge in edges]
        for kind in fitting:
            if kind.symmetric == bool(relation.mutual):
                return kind
        return next((kind for kind in fitting if kind.symmetric), None)


def _roles_of(kind: RelationshipType, relation: PlayRelation) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
    """Return who has which role of a type; None where that ties nobody to anybody."""
    if kind.symmetric:
        everybody = _slugs(_parties(relation))
        return ((str(kind.subject_role), everybody),) if len(everybody) > 1 else None
    active, passive = _slugs(relation.active), _slugs(relation.passive)
    if not active or not passive or len({*active, *passive}) < 2:
        return None
    return (str(kind.subject_role), active), (str(kind.object_role), passive)


def _part_labels(parts: Sequence[str]) -> Iterator[Text]:
    """Yield what the parts of a play are called: acts are counted by themselves."""
    acts = 0
    for place, kind in enumerate(parts, start=1):
        known = _PARTS.get(kind)
        if kind == "act":
            acts += 1
            yield Text(f"Act {acts}", f"{acts}막")
        elif known is None:
            yield Text(f"Part {place}", f"{place}부")
        elif parts.count(kind) > 1:
            number = parts[:place].count(kind)
            yield Text(f"{known.en} {number}", f"{known.ko} {number}")
        else:
            yield known


def _part_slugs(parts: Sequence[str]) -> list[str]:
    return [f"part-{place}" for place in range(1, len(parts) + 1)]


def _parties(relation: PlayRelation) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*relation.mutual, *relation.active, *relation.passive)))


def _relation_slug(relation: PlayRelation) -> str:
    """A relation has no identifier: it is called after its name and its parties, wherever it stands in the list."""
    said = json.dumps([relation.name, relation.active, relation.passive, sorted(relation.mutual)])
    return f"{relation.name}-{hashlib.blake2s(said.encode(), digest_size=6).hexdigest()}"


def _slugs(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(_slug(one) for one in given)


def _slug(given: str) -> str:
    """Return the slug of a character from an xml:id; two hyphens in a row are kept for the IRIs of arcs."""
    return _DASHES.sub("~2d", catalogue_slug("", given)[1:])


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))

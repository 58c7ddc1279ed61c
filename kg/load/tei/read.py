"""A TEI file of DraCor, read element by element to a `Play`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from kg.errors import LoadError, Problem, Where
from kg.load.tei.play import Author, Label, Play, PlayPerson, PlayRelation, Role
from kg.load.tei.scenes import Division, cut_scenes
from kg.load.tei.stream import read_elements
from kg.load.tei.words import PLAY_ID, WIKIDATA_ID, clean, language_tag, references, year_of

__all__ = ["read_play"]

_TEI = "http://www.tei-c.org/ns/1.0 "
_ID = "http://www.w3.org/XML/1998/namespace id"
_LANG = "http://www.w3.org/XML/1998/namespace lang"
_WIKIDATA = "http://www.wikidata.org/entity/"
_SCHEMES = {"wikidata": "wikidata", "pnd": "gnd", "gnd": "gnd", "viaf": "viaf"}
_DIVISIONS = frozenset(("div", "div1", "div2"))
# Elements whose text is wanted, or is to be kept out of the text around them.
_CAPTURED = frozenset(
    ("title", "author", "persName", "idno", "term", "role", "roleDesc", "castItem", "note", "stage", "speaker")
)
_GENDERS = {"FEMALE": "female", "MALE": "male", "OTHER": "other", "F": "female", "M": "male"}

_LONGEST_TEXT = 2_000
_MOST_PERSONS = 5_000
_MOST_DIVISIONS = 10_000
_MOST_SPOKEN = 500_000  # entries of speakers in divisions
_MOST_RELATIONS = 1_000
_MOST_TIES = 20_000  # pairs of persons in relations
_MOST_TOGETHER = 1_000_000  # pairs of speakers in scenes
_MOST_LISTED = 20_000  # titles, roles and other small things
_MOST_PROBLEMS = 200


def read_play(path: Path) -> Play:
    """Return what a TEI file of DraCor says.

    What is odd and does no harm (a relation to nobody, a speaker who is in no list) is in ``problems``. Raises
    `LoadError` with file and line for what is no play of DraCor, or goes beyond a limit.
    """
    reader = _PlayReader(path)
    read_elements(path, reader)
    return reader.finish()


@dataclass(slots=True)
class _Open:
    """An element that has begun; ``parts`` collects its text where that is wanted."""

    name: str
    attributes: Mapping[str, str]
    language: str
    line: int
    parts: list[str] | None = None
    size: int = 0


@dataclass(slots=True)
class _Names:
    """Names and identifiers of the author who is being read."""

    names: list[Label] = field(default_factory=list)
    identifiers: list[str] = field(default_factory=list)


class _PlayReader:
    """Takes the elements of one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: list[_Open] = []
        self._names: list[str] = []
        self._line = 1
        self._listed = 0
        self._play = Play("")
        self._author: _Names | None = None
        self._person: PlayPerson | None = None
        self._role_words: list[str] = []
        self._role_persons: list[str] = []
        self._speaking: list[str] = []
        self._divisions: list[Division] = []
        self._inside: list[Division] = []
        self._spoken = 0
        self._ties = 0

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """An element begins."""
        self._line = line
        local = name.removeprefix(_TEI) if name.startswith(_TEI) else ""
        if not self._open:
            self._root(local, attributes)
        language = self._open[-1].language if self._open else "und"
        if _LANG in attributes:
            language = language_tag(attributes[_LANG])
        wanted = local in _CAPTURED or (local == "name" and self._names[-1:] in (["person"], ["personGrp"]))
        parts: list[str] | None = [] if wanted else None
        self._open.append(_Open(local, attributes, language, line, parts))
        self._names.append(local)
        handler = _STARTS.get(local)
        if handler is not None:
            handler(self, attributes)

    def text(self, text: str) -> None:
        """Text goes to the innermost element whose text is wanted."""
        for element in reversed(self._open):
            if element.parts is not None:
                element.size += len(text)
                # Stage directions and notes may be as long as they like: they are kept apart, not kept.
                if element.name in ("stage", "note"):
                    return
                if element.size > _LONGEST_TEXT:
                    self._refuse(f"<{element.name}> has more than {_LONGEST_TEXT:,} characters")
                element.parts.append(text)
                return
            if element.name in ("body", "sp"):
                return

    def end(self, name: str) -> None:  # noqa: ARG002  (the innermost element is known)
        """The innermost element ends."""
        element = self._open.pop()
        self._names.pop()
        handler = _ENDS.get(element.name)
        if handler is not None:
            handler(self, element)

    def finish(self) -> Play:
        """Return the play when the file has ended."""
        play = self._play
        if not PLAY_ID.fullmatch(play.id):
            self._refuse("the play has no DraCor identifier: give TEI an xml:id such as ger000088", line=1)
        if not play.titles:
            self._refuse(f"{play.id} has no title (teiHeader, titleStmt)", line=1)
        play.parts, play.scenes = cut_scenes(self._divisions)
        if sum(len(scene.speakers) ** 2 for scene in play.scenes) > _MOST_TOGETHER:
            self._refuse(f"more than {_MOST_TOGETHER:,} pairs of speakers in scenes", line=1)
        if not play.persons:
            self._refuse(f"{play.id} has no person: neither a listPerson nor anybody who speaks", line=1)
        for person in play.persons.values():
            if not person.names:
                self._problem(f"'{person.id}' has no name and is called by the id", person.line)
                person.names.append(Label(clean(person.id) or "?", "und"))
        return play

    def _root(self, local: str, attributes: Mapping[str, str]) -> None:
        if local != "TEI":
            self._refuse("the file is no TEI document: its first element is not TEI of http://www.tei-c.org/ns/1.0")
        if PLAY_ID.fullmatch(attributes.get(_ID, "")):
            self._play.id = attributes[_ID]

    def _within(self, *names: str) -> bool:
        return any(name in self._names for name in names)

    def _parent(self) -> str:
        return self._names[-2] if len(self._names) > 1 else ""

    def _refuse(self, message: str, line: int | None = None) -> NoReturn:
        raise LoadError(f"{Where(str(self._path), line or self._line)}: {message}")

    def _problem(self, message: str, line: int | None = None) -> None:
        if len(self._play.problems) < _MOST_PROBLEMS:
            self._play.problems.append(Problem(Where(str(self._path), line or self._line), message))

    def _one_more(self) -> None:
        self._listed += 1
        if self._listed > _MOST_LISTED:
            self._refuse(f"more than {_MOST_LISTED:,} titles, names and roles")

    # What begins

    def _start_author(self, _attributes: Mapping[str, str]) -> None:
        if self._parent() == "titleStmt":
            self._author = _Names()

    def _start_event(self, attributes: Mapping[str, str]) -> None:
        """An event of the play's making, or a date of its source in older files."""
        kind, when = attributes.get("type", ""), year_of(attributes.get("when", ""))
        if kind in ("print", "premiere") and when is not None and not self._within("text"):
            self._play.years[kind] = min(when, self._play.years.get(kind, when))

    def _start_licence(self, attributes: Mapping[str, str]) -> None:
        if self._within("publicationStmt") and self._play.licence is None:
            self._play.licence = attributes.get("target", "").strip() or None

    def _start_person(self, attributes: Mapping[str, str]) -> None:
        if not self._within("particDesc"):
            return
        given = attributes.get(_ID, "")
        if not given or len(given) > 99 or given.split() != [given]:
            self._problem("a person without an xml:id is left out")
            return
        if given in self._play.persons:
            self._refuse(f"the xml:id '{given}' is given twice, first on line {self._play.persons[given].line}")
        person = self._add_person(given)
        words = (attributes.get("sex") or attributes.get("gender") or "").upper().split()
        person.gender = tuple(dict.fromkeys(_GENDERS[word] for word in words if word in _GENDERS))
        person.is_group = self._names[-1] == "personGrp"
        self._person = person

    def _add_person(self, given: str) -> PlayPerson:
        if len(self._play.persons) >= _MOST_PERSONS:
            self._refuse(f"more than {_MOST_PERSONS:,} persons")
        person = self._play.persons[given] = PlayPerson(given, self._line)
        return person

    def _start_relation(self, attributes: Mapping[str, str]) -> None:
        name = clean(attributes.get("name", ""))[:100]
        if name == "wikidata" and self._within("standOff"):
            passive = attributes.get("passive", "").strip()
            found = passive.removeprefix(_WIKIDATA)
            if passive.startswith(_WIKIDATA) and WIKIDATA_ID.fullmatch(found):
                self._play.wikidata = found
        elif self._within("particDesc"):
            if len(self._play.relations) >= _MOST_RELATIONS:
                self._refuse(f"more than {_MOST_RELATIONS:,} relations")
            active, passive_ids, mutual = (self._ids(attributes, key) for key in ("active", "passive", "mutual"))
            self._ties += len(active) * len(passive_ids) + len(mutual) ** 2
            if self._ties > _MOST_TIES:
                self._refuse(f"more than {_MOST_TIES:,} pairs of persons in relations")
            place = len(self._play.relations) + 1
            self._play.relations.append(PlayRelation(name, active, passive_ids, mutual, place, self._line))

    def _ids(self, attributes: Mapping[str, str], key: str) -> tuple[str, ...]:
        good, bad = references(attributes.get(key, ""))
        for token in bad:
            self._problem(f"'{clean(token)}' in @{key} is no reference: write #id")
        return tuple(good)

    def _start_cast_item(self, attributes: Mapping[str, str]) -> None:
        """A role may point at persons itself or by its item."""
        if self._names[-1] == "castItem":
            self._role_words, self._role_persons = [], []
        if self._within("castList"):
            self._role_persons.extend(references(attributes.get("corresp", ""))[0])

    def _start_body(self, attributes: Mapping[str, str]) -> None:
        """The body, or a division of it."""
        name = self._names[-1]
        if name != "body" and not self._inside:
            return
        if len(self._divisions) >= _MOST_DIVISIONS:
            self._refuse(f"more than {_MOST_DIVISIONS:,} divisions of the body")
        kind = clean(attributes.get("type", ""))[:40]
        # A text in the text, such as a letter or a play in the play, has a body too.
        floating = name == "body" and bool(self._inside)
        division = Division("floating" if floating else name, kind, self._line, depth=len(self._inside))
        if self._inside:
            self._inside[-1].kinds.add(name)
        self._divisions.append(division)
        self._inside.append(division)

    def _start_speech(self, attributes: Mapping[str, str]) -> None:
        if not self._inside:
            return
        division = self._inside[-1]
        division.has_speech = True
        division.speaks_itself = division.speaks_itself or self._parent() == division.name
        self._speaking = list(self._ids(attributes, "who"))
        for given in self._speaking:
            if given not in self._play.persons:
                person = self._add_person(given)
                person.listed = False
                self._problem(f"'{given}' speaks and is in no listPerson: taken in as a person of the play")
            division.speakers[given] = None

    # What ends

    def _label(self, element: _Open) -> Label | None:
        text = clean("".join(element.parts or ()))
        if text:
            self._one_more()
        return Label(text, element.language) if text else None

    def _end_title(self, element: _Open) -> None:
        label = self._label(element)
        if label and self._names[-1:] == ["titleStmt"] and element.attributes.get("type", "main") == "main":
            self._play.titles.append(label)

    def _end_author(self, element: _Open) -> None:
        author, self._author = self._author, None
        label = self._label(element)
        if author is None or self._names[-1:] != ["titleStmt"]:
            return
        names = author.names or ([label] if label else [])
        if names:
            self._play.authors.append(Author(tuple(names), tuple(dict.fromkeys(author.identifiers))))

    def _end_name(self, element: _Open) -> None:
        label = self._label(element)
        parent = self._names[-1] if self._names else ""
        if label is None:
            return
        if parent == "author" and self._author is not None and element.name == "persName":
            self._author.names.append(label)
        elif parent in ("person", "personGrp") and self._person is not None:
            self._person.names.append(label)

    def _end_idno(self, element: _Open) -> None:
        value = clean("".join(element.parts or ()))
        kind = element.attributes.get("type", "")
        if self._author is not None:
            scheme = _SCHEMES.get(kind.lower())
            if scheme and value.isascii() and value.replace("-", "").isalnum() and len(value) <= 40:
                self._author.identifiers.append(f"{scheme}:{value}")
        elif self._within("publicationStmt"):
            if kind == "dracor" and PLAY_ID.fullmatch(value) and not self._play.id:
                self._play.id = value
            elif kind == "wikidata" and WIKIDATA_ID.fullmatch(value) and self._play.wikidata is None:
                self._play.wikidata = value

    def _end_person(self, _element: _Open) -> None:
        self._person = None

    def _end_term(self, element: _Open) -> None:
        label = self._label(element)
        if label and element.attributes.get("type") == "genreTitle" and self._within("textClass"):
            self._play.genres.append(label.text)

    def _end_role(self, element: _Open) -> None:
        label = self._label(element)
        if label and self._within("castList"):
            self._role_words.append(label.text)

    def _end_cast_item(self, element: _Open) -> None:
        label = self._label(element)
        if self._within("castList"):
            if not self._role_words and label:
                self._role_words.append(label.text)
            if self._role_words or self._role_persons:
                self._play.roles.append(Role(tuple(self._role_words), tuple(self._role_persons)))
        self._role_words, self._role_persons = [], []

    def _end_speaker(self, element: _Open) -> None:
        """The printed name of somebody who is in no list."""
        label = self._label(element) if len(self._speaking) == 1 else None
        if label is None:
            return
        person = self._play.persons[self._speaking[0]]
        if not person.listed and not person.names:
            person.names.append(Label(label.text.rstrip(" .:,;") or person.id, label.language))

    def _end_body(self, _element: _Open) -> None:
        if not self._inside:
            return
        division = self._inside.pop()
        self._spoken += len(division.speakers)
        if self._spoken > _MOST_SPOKEN:
            self._refuse(f"more than {_MOST_SPOKEN:,} speakers in divisions")
        if self._inside:
            around = self._inside[-1]
            around.speakers.update(division.speakers)
            around.has_speech = around.has_speech or division.has_speech


_STARTS = {
    "author": _PlayReader._start_author, "event": _PlayReader._start_event, "date": _PlayReader._start_event,
    "licence": _PlayReader._start_licence, "person": _PlayReader._start_person, "personGrp": _PlayReader._start_person,
    "relation": _PlayReader._start_relation, "castItem": _PlayReader._start_cast_item,
    "role": _PlayReader._start_cast_item, "body": _PlayReader._start_body, "sp": _PlayReader._start_speech,
    **dict.fromkeys(_DIVISIONS, _PlayReader._start_body),
}  # fmt: skip
_ENDS = {
    "title": _PlayReader._end_title, "author": _PlayReader._end_author, "persName": _PlayReader._end_name,
    "name": _PlayReader._end_name, "idno": _PlayReader._end_idno, "person": _PlayReader._end_person,
    "personGrp": _PlayReader._end_person, "term": _PlayReader._end_term, "role": _PlayReader._end_role,
    "castItem": _PlayReader._end_cast_item, "speaker": _PlayReader._end_speaker, "body": _PlayReader._end_body,
    **dict.fromkeys(_DIVISIONS, _PlayReader._end_body),
}  # fmt: skip

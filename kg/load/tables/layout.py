"""The layout of a profile, declared once: what it may say of a table's columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from kg.errors import did_you_mean
from kg.load.files import BILLINGS, SOURCE_KINDS
from kg.load.shapes import Choice, Entry, ListOf, Mark, Pattern, Reader, Record, Scalar, Shape, Slug, Words

__all__ = ["FORMATS", "JOBS", "profile_file"]

FORMATS = ("csv", "tsv", "jsonl")
JOBS = ("cast", "director", "writer", "none")
_MAX_PATTERN = 2000

_COLUMN = Words("the name of a column")
_WORD = Words("a word")
_ADDRESS = Pattern(
    "a web address", r"https?://[^\s<>\"{}|\\^`]+(?:\{id\})?[^\s<>\"{}|\\^`]*", "http:// or https://, with {id} in it"
)
_LANGUAGE = Pattern("a language", r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "its code: en, ko, ja …")
_SCHEME = Pattern("a catalogue", r"[a-z][a-z0-9_]*", "lower-case letters, digits and _: mydramalist")


@dataclass
class _Raw(Scalar):
    """Text that is taken as it stands, white space too."""

    name: str

    def take(self, node: yaml.ScalarNode, reader: Reader) -> Mark:
        """Return the text."""
        return Mark.at(node.value, reader.where(node))

    def schema(self) -> dict[str, Any]:
        """Return a string."""
        return {"type": "string", "minLength": 1}


@dataclass
class _Regex(Scalar):
    """A regular expression of Python with none but the named groups that its place knows, which digits may follow.

    ``needed`` says that it must have all of them.
    """

    groups: Sequence[str] = ()
    name: str = "a pattern"
    needed: bool = False

    def take(self, node: yaml.ScalarNode, reader: Reader) -> re.Pattern[str] | None:
        """Return the pattern, compiled."""
        if len(node.value) > _MAX_PATTERN:
            reader.problem(node, f"a pattern of {len(node.value):,} characters; at most {_MAX_PATTERN:,} are allowed")
            return None
        try:
            pattern = re.compile(node.value)
        except (re.error, RecursionError, OverflowError) as error:
            reader.problem(node, f"is no pattern: {error}", "Python's regular expressions: (?P<value>[0-9]+) episodes")
            return None
        for group in pattern.groupindex:
            if group.rstrip("0123456789") not in self.groups:
                hint = did_you_mean(group, self.groups) if self.groups else "write (?:…) for a group without a name"
                reader.problem(node, f"unknown group '{group}' in a pattern", hint)
                return None
        if self.groups and not pattern.groupindex:
            reader.problem(node, "the pattern names no group", f"put one around what counts: (?P<{self.groups[0]}>…)")
            return None
        missing = [group for group in self.groups if self.needed and group not in pattern.groupindex]
        if missing:
            reader.problem(node, f"the pattern lacks the group '{missing[0]}'", f"(?P<{missing[0]}>…)")
            return None
        return pattern

    def schema(self) -> dict[str, Any]:
        """Return a regular expression."""
        return {"type": "string", "format": "regex", "maxLength": _MAX_PATTERN}


class _Cell(Record):
    """Where a field comes from: a column's name alone, or a record that says more."""

    def read(self, node: yaml.Node, reader: Reader) -> Entry | None:
        """Return the record; a name alone stands for one that says only the column."""
        if isinstance(node, yaml.ScalarNode):
            column = _COLUMN.read(node, reader)
            if column is None:
                return None
            entry = Entry(reader.where(node))
            entry["column"] = column
            return entry
        return super().read(node, reader)

    def schema(self) -> dict[str, Any]:
        """Return a string or an object."""
        return {"anyOf": [_COLUMN.schema(), super().schema()]}


def _cell(name: str, more: Mapping[str, Shape] | None = None, *, pattern: _Regex | None = None) -> _Cell:
    fields: dict[str, Shape] = {
        "column": _COLUMN,
        "value": _WORD,
        "empty": ListOf(_WORD, single=True),
        "pattern": pattern or _Regex(("value",)),
        "example": _WORD,
        **(more or {}),
    }
    return _Cell(name, fields, one_of=(("column", "value"),))


def _mapping(name: str, to: Shape) -> Record:
    """Return the shape of a mapping from words of the table."""
    return Record(name, {}, others=to)


_TEXT = _cell("a text")
_NUMBER = _cell("a number")
_DAY = _cell("a day", pattern=_Regex(("year", "month", "day"), needed=True))
_LANGUAGE_OF = Record(
    "the language of a column",
    {"column": _COLUMN, "words": _mapping("the languages", _LANGUAGE)},
    required=("column", "words"),
)


class _LanguageChoice(Shape):
    """A language, or the column that tells it."""

    name = "a language"

    def read(self, node: yaml.Node, reader: Reader) -> Any:
        """Return a code, or an entry with the column and its words."""
        return (_LANGUAGE if isinstance(node, yaml.ScalarNode) else _LANGUAGE_OF).read(node, reader)

    def schema(self) -> dict[str, Any]:
        """Return a string or an object."""
        return {"anyOf": [_LANGUAGE.schema(), _LANGUAGE_OF.schema()]}


_NATIVE = _cell("a name in another language", {"language": _LanguageChoice()})
_BOTH = Record("a text", {"en": Words("English text"), "ko": Words("Korean text")}, required=("en", "ko"))


def _list(name: str, more: Mapping[str, Shape] | None = None) -> _Cell:
    return _cell(name, {"separator": _Raw("what separates two items"), "known": ListOf(_WORD), **(more or {})})


_LIST = _list("a list")
_ONLY = _mapping("the conditions", ListOf(_WORD, single=True))
_CHARACTER_GROUPS = ("name", "names", "note", "description")
_CHARACTER_NAME = _Cell(
    "a character's name",
    {
        "column": _COLUMN,
        "empty": ListOf(_WORD, single=True),
        "roles": _Regex(name="what stands between two roles"),
        "names": _Regex(name="what stands between two names of one role"),
        "patterns": ListOf(_Regex(_CHARACTER_GROUPS)),
        "example": _WORD,
    },
    required=("column",),
)


def profile_file() -> Record:
    """Return the layout of a profile."""
    source = Record(
        "the source",
        {
            "slug": Slug("a source's slug"),
            "kind": Choice("kind of source", SOURCE_KINDS),
            "title": _BOTH,
            "publisher": Words(),
            "address": _ADDRESS,
            "language": _LANGUAGE,
        },
        required=("slug", "kind", "title"),
    )
    file = Record(
        "the form of the file",
        {
            "format": Choice("format", FORMATS),
            "delimiter": _Raw("what separates two cells"),
            "quotes": Choice("use of quotes", ("yes", "no")),
            "header": ListOf(_COLUMN),
        },
    )
    drama = Record(
        "the drama",
        {
            "scheme": _SCHEME,
            "id": _TEXT,
            "page": _ADDRESS,
            "title": _TEXT,
            "native_title": _NATIVE,
            "also_known_as": _LIST,
            "year": _NUMBER,
            "episodes": _NUMBER,
            "first_aired": _DAY,
            "last_aired": _DAY,
            "network": _LIST,
            "platform": _LIST,
            "genres": _list("genres", {"words": _mapping("the genres", _BOTH)}),
            "themes": _LIST,
            "sequel_of": Record("an earlier drama", {"id": _TEXT, "title": _TEXT}, required=("id",)),
        },
        required=("id",),
    )
    person = Record(
        "the person",
        {
            "scheme": _SCHEME,
            "id": _TEXT,
            "page": _ADDRESS,
            "name": _TEXT,
            "native_name": _NATIVE,
            "also_known_as": _LIST,
        },
        required=("id", "name"),
    )
    character = Record(
        "the character",
        {
            "only": _ONLY,
            "name": _CHARACTER_NAME,
            "native_name": _NATIVE,
            "also_known_as": _LIST,
            "note": _TEXT,
            "scheme": _SCHEME,
            "id": _TEXT,
        },
        required=("name",),
    )
    credit = Record(
        "the credit",
        {
            "billing": _cell(
                "the billing", {"words": _mapping("the billings", Choice("billing", (*BILLINGS, "none")))}
            ),
            "job": _cell("the job", {"words": _mapping("the jobs", ListOf(Choice("job", JOBS), single=True))}),
        },
    )
    return Record(
        "a profile",
        {
            "profile": Slug("the profile's slug"),
            "about": _BOTH,
            "source": source,
            "file": file,
            "only": _ONLY,
            "optional": ListOf(_COLUMN),
            "place": _TEXT,
            "row_source": _TEXT,
            "drama": drama,
            "person": person,
            "character": character,
            "credit": credit,
        },
        required=("profile", "about", "drama"),
        help={
            "source": "who says what the table says; without it the load itself is the source",
            "only": "rows in which these columns have one of these words; the others are left out",
            "optional": "columns that a file may lack",
            "place": "where in the source a row stands (dkg:locator)",
        },
    )

"""What a TEI file of DraCor says, as values, before any of our own words are put to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.errors import Problem

__all__ = ["Author", "Label", "Play", "PlayPerson", "PlayRelation", "PlayScene", "Role"]


@dataclass(frozen=True, slots=True)
class Label:
    """Text in a language (a BCP 47 tag)."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Author:
    """An author, with identifiers as ``scheme:value``."""

    names: tuple[Label, ...]
    identifiers: tuple[str, ...]


@dataclass(slots=True)
class PlayPerson:
    """A ``person`` or ``personGrp``; ``listed`` is False for somebody who speaks and stands in no list."""

    id: str
    line: int
    names: list[Label] = field(default_factory=list)
    gender: tuple[str, ...] = ()
    is_group: bool = False
    listed: bool = True


@dataclass(frozen=True, slots=True)
class PlayRelation:
    """A ``relation`` between persons: ``mutual``, or from ``active`` to ``passive``."""

    name: str
    active: tuple[str, ...]
    passive: tuple[str, ...]
    mutual: tuple[str, ...]
    place: int
    line: int


@dataclass(frozen=True, slots=True)
class PlayScene:
    """A segment as DraCor cuts plays, and who speaks in it.

    ``part`` is the place of its division of the body (an act, a prologue) from 0, ``scene`` its place in that from 1,
    or 0 where the division is itself the segment.
    """

    part: int
    scene: int
    speakers: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Role:
    """What the printed cast list says of one role: its words, and the persons it points at."""

    words: tuple[str, ...]
    persons: tuple[str, ...]


@dataclass(slots=True)
class Play:
    """A play; ``parts`` are the kinds of the divisions of its body: "act", "prologue" and so on."""

    id: str
    titles: list[Label] = field(default_factory=list)
    authors: list[Author] = field(default_factory=list)
    wikidata: str | None = None
    years: dict[str, int] = field(default_factory=dict)
    genres: list[str] = field(default_factory=list)
    licence: str | None = None
    persons: dict[str, PlayPerson] = field(default_factory=dict)
    relations: list[PlayRelation] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    scenes: list[PlayScene] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

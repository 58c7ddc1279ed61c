"""What a curated file says, as typed values: the common language of every reader and of the quads module.

Text is NFC. ``told`` names a beat of the drama; None means the premise or, inside another thing, that thing's
own beat. ``cited`` holds the sources of a fact with the place in each. ``where`` is the line that a value was
read from; it takes no part in comparisons.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from kg.errors import Where

__all__ = [
    "PREMISE",
    "Alias",
    "Beat",
    "Casting",
    "Character",
    "Citation",
    "Collection",
    "Decision",
    "Drama",
    "Event",
    "Group",
    "Identifier",
    "Judgement",
    "Membership",
    "Name",
    "Person",
    "ProductionFact",
    "Relationship",
    "Remark",
    "Scene",
    "SecondTime",
    "Source",
    "StoryTime",
    "Text",
    "ThemeUse",
]  # fmt: skip

PREMISE = "premise"


@dataclass(frozen=True, slots=True)
class Citation:
    """A source's slug and the place in it (a heading and a paragraph number, "article", "cast list")."""

    source: str
    place: str


Cited = tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in English and Korean; ``ko`` is None where nobody has written it yet."""

    en: str
    ko: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of a name, in one language: "en" or "ko", or another of a catalogue or a play (a BCP 47 tag)."""

    text: str
    language: str
    cited: Cited
    told: str | None = None
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Remark:
    """A sourced phrase: an occupation, a note, what a source leaves open, or what an unnamed person is called."""

    text: Text
    cited: Cited
    told: str | None = None
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Identifier:
    """An outside catalogue's identifier, as ``scheme:value``.

    ``certainty`` is None for one that is sure, and "possible" for one that was matched by a name alone.
    """

    id: str
    cited: Cited
    certainty: str | None = None
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ProductionFact:
    """One fact about the making of a drama; ``key`` is a production key of the file format."""

    key: str
    value: str | int | Text
    cited: Cited
    told: str | None = None
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Casting:
    """A person plays a character (or, in a thin drama's cast, an unknown role)."""

    person: str
    cited: Cited
    billing: str | None = None
    told: str | None = None
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Membership:
    """A character belongs to a group."""

    group: str
    cited: Cited
    told: str | None = None
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Group:
    """A family, company, school or place that characters belong to: a box of the chart."""

    slug: str
    names: tuple[Name, ...]
    kind: str
    told: str | None = None
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Character:
    """A fictional person of one drama; ``described_as`` stands in for ``names`` where no source gives one."""

    slug: str
    names: tuple[Name, ...] = ()
    described_as: Remark | None = None
    told: str | None = None
    occupation: tuple[Remark, ...] = ()
    played_by: tuple[Casting, ...] = ()
    groups: tuple[Membership, ...] = ()
    notes: tuple[Remark, ...] = ()
    gender: tuple[str, ...] = ()
    is_group: bool = False
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Alias:
    """A name whose owner is a secret until ``denotes_told``."""

    slug: str
    names: tuple[Name, ...]
    denotes: str
    told: str | None = None
    denotes_told: str | None = None
    denotes_cited: Cited = ()
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class StoryTime:
    """When an event happens, counted in years from the event at which the story's present begins.

    ``years`` is None where only the side is known.
    """

    side: Literal["before", "present", "after"]
    years: Decimal | None = None
    about: bool = False


@dataclass(frozen=True, slots=True)
class SecondTime:
    """What another source says of when an event happens."""

    when: StoryTime
    cited: Cited
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens in the story; ``kind`` is an event class of the ontology."""

    slug: str
    what: Text
    cited: Cited
    told: str | None = None
    kind: str = "Event"
    when: StoryTime | None = None
    also: tuple[SecondTime, ...] = ()
    after: tuple[str, ...] = ()
    leads_to: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    why: Text | None = None
    outcome: Text | None = None
    disagrees_with: tuple[str, ...] = ()
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Relationship:
    """One phase of what holds between characters; ``roles`` pairs each role with who fills it."""

    slug: str
    type: str
    roles: tuple[tuple[str, tuple[str, ...]], ...]
    cited: Cited
    told: str | None = None
    starts: str | None = None
    ends: str | None = None
    concealed_from: tuple[str, ...] = ()
    known_at: str | None = None
    certainty: str | None = None
    why: Text | None = None
    note: Text | None = None
    disagrees_with: tuple[str, ...] = ()
    where: Where | None = field(default=None, compare=False)

    @property
    def parties(self) -> tuple[str, ...]:
        """Every character in the phase, once, in the order of the roles."""
        return tuple(dict.fromkeys(slug for _, slugs in self.roles for slug in slugs))


@dataclass(frozen=True, slots=True)
class ThemeUse:
    """A drama has a theme."""

    theme: str
    cited: Cited
    told: str | None = None
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Beat:
    """One step of the telling; its position is its place in `Drama.beats`, counted from 1."""

    slug: str
    label: Text
    episode: int | None = None
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene of a play and who speaks in it; ``number`` is its place in the whole play, from 1."""

    number: int
    label: Text
    speakers: tuple[str, ...]
    cited: Cited
    told: str | None = None
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Drama:
    """One drama as a curated file or a play tells it.

    ``kind`` is a class of the ontology; ``phases_in_order`` says whether phases of one pair are given in story order.
    """

    slug: str
    names: tuple[Name, ...]
    coverage: str = "full"
    beats: tuple[Beat, ...] = ()
    production: tuple[ProductionFact, ...] = ()
    groups: tuple[Group, ...] = ()
    characters: tuple[Character, ...] = ()
    cast: tuple[Casting, ...] = ()
    aliases: tuple[Alias, ...] = ()
    present: str | None = None
    events: tuple[Event, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    themes: tuple[ThemeUse, ...] = ()
    open: tuple[Remark, ...] = ()
    kind: str = "Drama"
    scenes: tuple[Scene, ...] = ()
    phases_in_order: bool = True
    where: Where | None = field(default=None, compare=False)

    def position(self, told: str | None) -> int:
        """Return the position of a beat, 1 for None and for a slug that is no beat of the drama."""
        for place, beat in enumerate(self.beats, start=1):
            if beat.slug == told:
                return place
        return 1


@dataclass(frozen=True, slots=True)
class Person:
    """A real person."""

    slug: str
    names: tuple[Name, ...]
    occupation: tuple[Remark, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    different_from: tuple[str, ...] = ()
    notes: tuple[Remark, ...] = ()
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the curators decided of some people: that they are one, or that no two of them are.

    ``people`` are slugs of ``people.yaml`` and of catalogues; ``decided`` is a day, as 2026-01-31.
    """

    verdict: Literal["same", "different"]
    people: tuple[str, ...]
    because: Text
    cited: Cited
    decided: str
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a review thinks of one aspect of a drama."""

    slug: str
    aspect: str
    stance: str
    of: str
    text: Text
    place: str
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from; ``reviews``, ``verdict``, ``grade`` and ``judgements`` are for reviews.

    ``address_told`` is a drama and the beat before which the address itself would give something away; ``licence`` is
    an address too, where the source grants one.
    """

    slug: str
    kind: str
    title: Text
    publisher: str | None = None
    author: str | None = None
    address: str | None = None
    address_told: Citation | None = None
    language: str | None = None
    reviews: str | None = None
    verdict: str | None = None
    grade: str | None = None
    judgements: tuple[Judgement, ...] = ()
    licence: str | None = None
    where: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything that one set of files says."""

    dramas: tuple[Drama, ...] = ()
    people: tuple[Person, ...] = ()
    sources: tuple[Source, ...] = ()
    decisions: tuple[Decision, ...] = ()

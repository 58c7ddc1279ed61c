"""The layout of the curated files, declared once: the reader, the JSON Schema and the writer follow it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kg.load.loaded import CATALOGUE_SLUG
from kg.load.shapes import Choice, Day, ListOf, Number, Pattern, Record, Shape, Slug, Table, Words
from kg.names import SLUG
from kg.ontology import Ontology

__all__ = [
    "PRODUCTION_KEYS", "citation_pattern", "drama_file", "identity_file", "json_schemas", "people_file", "sources_file",
]  # fmt: skip

BILLINGS = ("lead", "main", "support", "guest")
CERTAINTIES = ("possible", "inferred", "doubted")
COVERAGES = ("full", "thin")
GROUP_KINDS = ("family", "company", "school", "place", "work", "friends")
SOURCE_KINDS = ("review", "article", "catalogue", "interview", "press", "editorial")
STANCES = ("positive", "mixed", "negative")

citation_pattern = re.compile(r"(?P<source>[a-z0-9]+(?:-[a-z0-9]+)*) @ (?P<place>\S.*)")

_CITATION = Pattern(
    "a citation", citation_pattern.pattern.replace("?P<source>", "?:").replace("?P<place>", "?:"),
    "write the source's slug, ' @ ' and the place in it: hallyu-soundtrack-1 @ Synopsis 1",
)  # fmt: skip
_DRAMA_BEAT = Pattern(
    "a drama's beat", r"[a-z0-9]+(?:-[a-z0-9]+)* @ [a-z0-9]+(?:-[a-z0-9]+)*", "write: soundtrack-1 @ return"
)
_FROM = ListOf(_CITATION, single=True)
_TOLD = Slug("a beat's slug")
_WORDS = Words()
_PERSON = Slug("a person's slug")
_CHARACTER = Slug("a character's slug")
_CHARACTERS = ListOf(_CHARACTER, single=True)
_EVENT = Slug("an event's slug")
_EVENTS = ListOf(_EVENT, single=True)
_WHEN = Pattern(
    "a story time", r"present|before|after|(?:about )?[0-9]{1,4}(?:\.[0-9])? years? (?:before|after)",
    "write: 8 years before / about 20 years before / present / 1 year after / before / after",
)  # fmt: skip

_BOTH = {"en": Words("English text"), "ko": Words("Korean text")}
_TEXT = Record("a text", _BOTH, required=("en", "ko"))
_NAME = Record(
    "a name", {**_BOTH, "from": _FROM, "told": _TOLD}, required=("from",), one_of=(("en", "ko"),)
)  # fmt: skip
_NAMES = ListOf(_NAME)
_REMARK = Record("a remark", {**_BOTH, "from": _FROM, "told": _TOLD}, required=("en", "ko", "from"))
_REMARKS = ListOf(_REMARK)
_CASTING = Record(
    "a casting",
    {"person": _PERSON, "billing": Choice("billing", BILLINGS), "told": _TOLD, "from": _FROM},
    required=("person", "from"),
)
_IDENTIFIER = Pattern(
    "an identifier", r"[a-z0-9_]+:[^\s<>\"{}|\\^`]+", "write the catalogue and its id: mydramalist:713865-…"
)

PRODUCTION_KEYS: Mapping[str, Shape] = {
    "year": Number("a year", 1900, 2100),
    "episodes": Number("a number of episodes", 1, 2000),
    "first_aired": Day(),
    "last_aired": Day(),
    "platform": _WORDS,
    "network": _WORDS,
    "genre": _TEXT,
    "setting": _TEXT,
    "director": _PERSON,
    "writer": _PERSON,
    "sequel_of": Slug("a drama's slug"),
    "identifier": _IDENTIFIER,
}

_PRODUCTION = Record(
    "a production fact", {**PRODUCTION_KEYS, "from": _FROM, "told": _TOLD}, required=("from",),
    one_of=(tuple(PRODUCTION_KEYS),),
)  # fmt: skip

_CHARACTER_RECORD = Record(
    "a character",
    {
        "names": _NAMES,
        "described_as": _REMARK,
        "told": _TOLD,
        "occupation": _REMARKS,
        "played_by": ListOf(_CASTING),
        "groups": ListOf(
            Record(
                "a membership",
                {"group": Slug("a group's slug"), "told": _TOLD, "from": _FROM},
                ("group", "from"),
            )
        ),
        "notes": _REMARKS,
    },
    one_of=(("names", "described_as"),),
)


def _event_record(ontology: Ontology) -> Record:
    also = Record("another source's time", {"when": _WHEN, "from": _FROM}, required=("when", "from"))
    return Record(
        "an event",
        {
            "kind": Choice("event kind", tuple(ontology.event_kinds)),
            "what": _TEXT,
            "when": _WHEN,
            "also": ListOf(also),
            "after": _EVENTS,
            "leads_to": _EVENTS,
            "who": _CHARACTERS,
            "by": _CHARACTERS,
            "to": _CHARACTERS,
            "why": _TEXT,
            "outcome": _TEXT,
            "disagrees_with": _EVENTS,
            "told": _TOLD,
            "from": _FROM,
        },
        required=("what", "told", "from"),
    )


class _RelationshipRecord(Record):
    """A relationship: its own keys, and the roles of the ontology for further ones."""

    def __init__(self, ontology: Ontology) -> None:
        types = tuple(name for name, kind in ontology.relationship_types.items() if kind.roles)
        super().__init__(
            "a relationship",
            {
                "type": Choice("relationship type", types),
                "starts": _EVENT,
                "ends": _EVENT,
                "concealed_from": _CHARACTERS,
                "known_at": _EVENT,
                "certainty": Choice("certainty", CERTAINTIES),
                "why": _TEXT,
                "note": _TEXT,
                "disagrees_with": ListOf(Slug("a relationship's slug"), single=True),
                "told": _TOLD,
                "from": _FROM,
            },
            required=("type", "told", "from"),
        )
        roles = {role for kind in ontology.relationship_types.values() for role in kind.roles}
        self.roles = tuple(sorted(roles))
        self.fields = {**self.fields, **dict.fromkeys(self.roles, _CHARACTERS)}


def drama_file(ontology: Ontology) -> Record:
    """Return the layout of ``data/dramas/{slug}.yaml``."""
    beat = Record("a beat", {**_BOTH, "episode": Number("an episode", 1, 2000)}, required=("en", "ko"))
    group = Record(
        "a group",
        {"names": _NAMES, "kind": Choice("kind of group", GROUP_KINDS), "told": _TOLD},
        ("names", "kind"),
    )
    alias = Record(
        "an alias",
        {"names": _NAMES, "told": _TOLD, "denotes": _CHARACTER, "denotes_told": _TOLD, "denotes_from": _FROM},
        required=("names", "denotes"),
    )
    theme = Record("a theme", {"theme": Slug("a theme's slug"), "told": _TOLD, "from": _FROM}, ("theme", "from"))
    return Record(
        "a drama file",
        {
            "drama": Slug("a drama's slug"),
            "coverage": Choice("coverage", COVERAGES),
            "names": _NAMES,
            "beats": Table(beat, "beat"),
            "production": ListOf(_PRODUCTION),
            "groups": Table(group, "group"),
            "characters": Table(_CHARACTER_RECORD, "character"),
            "cast": ListOf(_CASTING),
            "aliases": Table(alias, "alias"),
            "present": _EVENT,
            "events": Table(_event_record(ontology), "event"),
            "relationships": Table(_RelationshipRecord(ontology), "relationship"),
            "themes": ListOf(theme),
            "open": _REMARKS,
        },
        required=("drama", "coverage", "names"),
        help={
            "drama": "the drama's slug; the file is named after it",
            "coverage": "full, or thin where only a few facts are known",
            "beats": "the steps of the telling, in order; the first is the premise",
            "present": "the event at which the story's present begins",
            "open": "what a source leaves untold",
        },
    )


def people_file() -> Record:
    """Return the layout of ``data/people.yaml``."""
    unchecked = Choice("certainty", ("possible",))
    identifier = Record("an identifier", {"id": _IDENTIFIER, "certainty": unchecked, "from": _FROM}, ("id", "from"))
    person = Record(
        "a person",
        {
            "names": _NAMES,
            "occupation": _REMARKS,
            "identifiers": ListOf(identifier),
            "different_from": ListOf(_PERSON, single=True),
            "notes": _REMARKS,
        },
    )
    return Record("a people file", {"people": Table(person, "person")}, required=("people",))


def sources_file() -> Record:
    """Return the layout of ``data/sources.yaml``."""
    judgement = Record(
        "a judgement",
        {
            "aspect": Pattern("an aspect", r"[a-z]+(?:-[a-z]+)*", "one lower-case word: music, score, story …"),
            "stance": Choice("stance", STANCES),
            "of": Slug("a drama's slug"),
            **_BOTH,
            "at": _WORDS,
        },
        required=("aspect", "stance", "of", "en", "ko", "at"),
    )
    source = Record(
        "a source",
        {
            "kind": Choice("kind of source", SOURCE_KINDS),
            "title": _TEXT,
            "publisher": _WORDS,
            "author": _WORDS,
            "address": Pattern(
                "a web address",
                r"https?://[^\s<>\"{}|\\^`]+",
                "http:// or https://, then no space, quote, <, > or backslash",
            ),
            "address_told": _DRAMA_BEAT,
            "language": Pattern("a language", r"[a-z]{2,3}", "its code: en, ko, pt …"),
            "reviews": Slug("a drama's slug"),
            "verdict": _WORDS,
            "grade": _WORDS,
            "judgements": Table(judgement, "judgement"),
        },
        required=("kind", "title"),
    )
    return Record("a sources file", {"sources": Table(source, "source")}, required=("sources",))


def identity_file() -> Record:
    """Return the layout of ``data/identity.yaml``."""
    people = ListOf(
        Pattern(
            "a person's slug or a catalogue's",
            rf"{SLUG.pattern}|{CATALOGUE_SLUG.pattern}",
            'a slug of people.yaml, or the catalogue and its id in quotes: "mydramalist:3014-park-hyung-shik"',
        )
    )
    decision = Record(
        "a decision",
        {"same": people, "different": people, "because": _TEXT, "from": _FROM, "decided": Day()},
        required=("because", "from", "decided"),
        one_of=(("same", "different"),),
        help={
            "same": "these are one person; the first slug of people.yaml is the one that stays",
            "different": "no two of these are one person",
            "decided": "the day of the decision",
        },
    )
    return Record("an identity file", {"decisions": ListOf(decision)}, required=("decisions",))


def json_schemas(ontology: Ontology) -> dict[str, dict[str, Any]]:
    """Return a JSON Schema for each kind of file, by file name, for editors to complete and check with."""
    files = {
        "drama": drama_file(ontology),
        "identity": identity_file(),
        "people": people_file(),
        "sources": sources_file(),
    }
    return {
        f"{name}.schema.json": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"Drama KG {name} file",
            **shape.schema(),
        }
        for name, shape in files.items()
    }

"""What a curated file holds, as its layout read it, to `kg.model` values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Literal, TypeVar

from kg.load.files import PRODUCTION_KEYS, citation_pattern
from kg.load.shapes import Entry, Mark
from kg.model import (
    Alias,
    Beat,
    Casting,
    Character,
    Citation,
    Cited,
    Decision,
    Drama,
    Event,
    Group,
    Identifier,
    Judgement,
    Membership,
    Name,
    Person,
    ProductionFact,
    Relationship,
    Remark,
    SecondTime,
    Source,
    StoryTime,
    Text,
    ThemeUse,
)  # fmt: skip

__all__ = ["parse_story_time", "to_decisions", "to_drama", "to_people", "to_sources"]

T = TypeVar("T")


def parse_story_time(text: str) -> StoryTime:
    """Read a story time as curators write it.

    >>> parse_story_time("about 20 years before")
    StoryTime(side='before', years=Decimal('20'), about=True)
    >>> parse_story_time("present")
    StoryTime(side='present', years=None, about=False)
    """
    if text == "present":
        return StoryTime("present")
    if text == "before":
        return StoryTime("before")
    if text == "after":
        return StoryTime("after")
    words = text.removeprefix("about ").split()
    return StoryTime("before" if words[2] == "before" else "after", Decimal(words[0]), text.startswith("about "))


def _cited(entry: Mapping[str, Any], key: str = "from") -> Cited:
    citations = []
    for mark in entry.get(key, ()):
        match = citation_pattern.fullmatch(mark)
        if match:
            source = Mark.at(match["source"], mark.where)
            citations.append(Citation(source, " ".join(match["place"].split())))
    return tuple(citations)


def _text(entry: Mapping[str, Any] | None) -> Text | None:
    return Text(entry["en"], entry.get("ko")) if entry and "en" in entry else None


def _told(entry: Entry) -> dict[str, Any]:
    """Return the fields that every sourced value has."""
    return {"cited": _cited(entry), "told": entry.get("told"), "where": entry.where}


def _names(entry: Mapping[str, Any]) -> tuple[Name, ...]:
    names = []
    for item in entry.get("names", ()):
        for language in ("en", "ko"):
            if language in item:
                names.append(Name(item[language], language, **_told(item)))
    return tuple(names)


def _remark(entry: Entry) -> Remark | None:
    text = _text(entry)
    return Remark(text, **_told(entry)) if text else None


def _remarks(entry: Mapping[str, Any], key: str) -> tuple[Remark, ...]:
    return tuple(remark for item in entry.get(key, ()) if (remark := _remark(item)))


def _castings(entry: Mapping[str, Any], key: str) -> tuple[Casting, ...]:
    return tuple(
        Casting(item["person"], billing=item.get("billing"), **_told(item))
        for item in entry.get(key, ())
        if "person" in item
    )


def _production(entry: Entry) -> ProductionFact | None:
    key = next((key for key in entry if key in PRODUCTION_KEYS), None)
    if key is None:
        return None
    value = entry[key]
    text = _text(value) if isinstance(value, Entry) else None
    if isinstance(value, Entry) and text is None:
        return None
    return ProductionFact(key, text or value, **_told(entry))


def _character(slug: str, entry: Entry) -> Character:
    described = entry.get("described_as")
    return Character(
        slug=slug,
        names=_names(entry),
        described_as=_remark(described) if described else None,
        told=entry.get("told"),
        occupation=_remarks(entry, "occupation"),
        played_by=_castings(entry, "played_by"),
        groups=tuple(Membership(m["group"], **_told(m)) for m in entry.get("groups", ()) if "group" in m),
        notes=_remarks(entry, "notes"),
        where=entry.where,
    )


def _event(slug: str, entry: Entry) -> Event | None:
    what = _text(entry.get("what"))
    if what is None:
        return None
    when = entry.get("when")
    return Event(
        slug=slug,
        what=what,
        kind=entry.get("kind", "Event"),
        when=parse_story_time(when) if when else None,
        also=tuple(
            SecondTime(parse_story_time(item["when"]), _cited(item), item.where)
            for item in entry.get("also", ())
            if "when" in item
        ),
        after=tuple(entry.get("after", ())),
        leads_to=tuple(entry.get("leads_to", ())),
        who=tuple(entry.get("who", ())),
        by=tuple(entry.get("by", ())),
        to=tuple(entry.get("to", ())),
        why=_text(entry.get("why")),
        outcome=_text(entry.get("outcome")),
        disagrees_with=tuple(entry.get("disagrees_with", ())),
        **_told(entry),
    )


_RELATIONSHIP_KEYS = frozenset(
    (
        "type", "starts", "ends", "concealed_from", "known_at", "certainty", "why", "note", "disagrees_with", "told",
        "from",
    )
)  # fmt: skip


def _relationship(slug: str, entry: Entry) -> Relationship | None:
    if "type" not in entry:
        return None
    return Relationship(
        slug=slug,
        type=entry["type"],
        roles=tuple((key, tuple(value)) for key, value in entry.items() if key not in _RELATIONSHIP_KEYS),
        starts=entry.get("starts"),
        ends=entry.get("ends"),
        concealed_from=tuple(entry.get("concealed_from", ())),
        known_at=entry.get("known_at"),
        certainty=entry.get("certainty"),
        why=_text(entry.get("why")),
        note=_text(entry.get("note")),
        disagrees_with=tuple(entry.get("disagrees_with", ())),
        **_told(entry),
    )


def _alias(slug: str, entry: Entry) -> Alias | None:
    names = _names(entry)
    if "denotes" not in entry or not names:
        return None
    return Alias(
        slug=slug,
        names=names,
        denotes=entry["denotes"],
        told=entry.get("told"),
        denotes_told=entry.get("denotes_told"),
        denotes_cited=_cited(entry, "denotes_from") or names[0].cited,
        where=entry.where,
    )


def _each(entry: Entry, key: str, convert: Callable[[str, Entry], T | None]) -> tuple[T, ...]:
    """Convert a table of a file; entries with a problem that left nothing to convert are passed over."""
    values = (convert(slug, item) for slug, item in entry.get(key, {}).items())
    return tuple(value for value in values if value is not None)


def to_drama(entry: Entry) -> Drama:
    """Return the drama of a drama file."""
    return Drama(
        slug=entry["drama"],
        names=_names(entry),
        coverage=entry.get("coverage", "full"),
        beats=_each(entry, "beats", lambda s, e: Beat(s, Text(e.get("en", s), e.get("ko")), e.get("episode"), e.where)),
        production=tuple(fact for item in entry.get("production", ()) if (fact := _production(item))),
        groups=_each(
            entry,
            "groups",
            lambda s, e: Group(s, _names(e), e.get("kind", "friends"), e.get("told"), e.where),
        ),
        characters=_each(entry, "characters", _character),
        cast=_castings(entry, "cast"),
        aliases=_each(entry, "aliases", _alias),
        present=entry.get("present"),
        events=_each(entry, "events", _event),
        relationships=_each(entry, "relationships", _relationship),
        themes=tuple(ThemeUse(item["theme"], **_told(item)) for item in entry.get("themes", ()) if "theme" in item),
        open=_remarks(entry, "open"),
        where=entry.where,
    )


def to_people(entry: Entry) -> tuple[Person, ...]:
    """Return the people of a people file."""

    def person(slug: str, item: Entry) -> Person:
        return Person(
            slug=slug,
            names=_names(item),
            occupation=_remarks(item, "occupation"),
            identifiers=tuple(
                Identifier(found["id"], _cited(found), found.get("certainty"), found.where)
                for found in item.get("identifiers", ())
                if "id" in found
            ),
            different_from=tuple(item.get("different_from", ())),
            notes=_remarks(item, "notes"),
            where=item.where,
        )

    return _each(entry, "people", person)


def _verdict(entry: Entry) -> Literal["same", "different"] | None:
    return "same" if "same" in entry else "different" if "different" in entry else None


def to_decisions(entry: Entry) -> tuple[Decision, ...]:
    """Return the decisions of an identity file."""
    found = []
    for item in entry.get("decisions", ()):
        because, verdict = _text(item.get("because")), _verdict(item)
        if because is not None and verdict is not None and "decided" in item:
            found.append(Decision(verdict, tuple(item[verdict]), because, _cited(item), item["decided"], item.where))
    return tuple(found)


def _drama_beat(mark: Mark | None) -> Citation | None:
    """Read a drama and one of its beats, written as a citation is."""
    if mark is None:
        return None
    drama, _, beat = mark.partition(" @ ")
    return Citation(Mark.at(drama, mark.where), beat)


def to_sources(entry: Entry) -> tuple[Source, ...]:
    """Return the sources of a sources file."""

    def judgement(slug: str, item: Entry) -> Judgement | None:
        text = _text(item)
        if text is None or any(key not in item for key in ("aspect", "stance", "of", "at")):
            return None
        return Judgement(slug, item["aspect"], item["stance"], item["of"], text, item["at"], item.where)

    def source(slug: str, item: Entry) -> Source | None:
        title = _text(item.get("title"))
        if title is None or "kind" not in item:
            return None
        told = _drama_beat(item.get("address_told"))
        plain = ("publisher", "author", "address", "language", "reviews", "verdict", "grade")
        return Source(
            slug=slug,
            kind=item["kind"],
            title=title,
            judgements=_each(item, "judgements", judgement),
            address_told=told,
            where=item.where,
            **{key: item.get(key) for key in plain},
        )

    return _each(entry, "sources", source)

"""What Wikidata says of a drama as `kg.model` values; each statement cites its item and property.

Wikidata does not say when a viewer learns what. Who is in a drama and who plays whom is told before it begins, as casts
are; what relatives and partners characters have is told last, at a beat of its own: it is often the secret.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal

from kg.load.loaded import catalogue_slug
from kg.load.wikidata.gather import CastMember, Found
from kg.load.wikidata.kinship import relationships
from kg.load.wikidata.wording import SOURCE, is_korean
from kg.model import (
    Beat,
    Casting,
    Character,
    Citation,
    Drama,
    Identifier,
    Name,
    Person,
    ProductionFact,
    Remark,
    Source,
    Text,
)
from kg.names import fold

__all__ = ["WIKIDATA", "slug_of", "to_drama", "to_person"]

WIKIDATA = Source(
    slug=SOURCE,
    kind="catalogue",
    title=Text("Wikidata", "위키데이터"),
    publisher="Wikidata",
    address="https://www.wikidata.org/",
    licence="https://creativecommons.org/publicdomain/zero/1.0/",
)

_PREMISE = Beat("premise", Text("The premise", "첫 회 이전"))
_TOLD = Beat("told", Text("As far as it is told", "알려진 데까지"))
_NAMELESS = Text("a character whose name Wikidata does not have", "위키데이터에 이름이 없는 인물")

_YEAR, _DAY = 9, 11  # Wikidata's precisions
_TIME = re.compile(r"\+?([0-9]{4})-([0-9]{2})-([0-9]{2})T[0-9:]*Z?", re.ASCII)
_IDENTIFIER = re.compile(r"[^\s<>\"{}|\\^`\x00-\x20\x7f]{1,200}")
# Other catalogues' identifiers, by property.
_DRAMA_SCHEMES = {"P345": "imdb", "P3868": "mydramalist", "P4983": "tmdb_tv"}
_PERSON_SCHEMES = {"P345": "imdb", "P3862": "mydramalist"}


def slug_of(item: str) -> str:
    """Return the slug of what an item is about.

    >>> slug_of("Q884")
    'wikidata:Q884'
    """
    return catalogue_slug(SOURCE, item)


def to_drama(item: str, found: Found, loaded: Collection[str], left_out: Counter[str]) -> Drama:
    """Return one drama; ``loaded`` are the items of every drama of this load, which others may be a sequel of."""
    phases = relationships(item, found, _TOLD.slug, left_out)
    names = found.wording.names(item) or (Name(item, "en", _cite(item, "label")),)
    in_roles = {slug_of(member.person) for member in found.cast.get(item, ()) if member.characters or member.roles}
    return Drama(
        slug=slug_of(item),
        names=names,
        coverage="thin",
        beats=(_PREMISE, _TOLD) if phases else (),
        production=tuple(_production(item, found, loaded, left_out)),
        characters=tuple(_characters(item, found)),
        cast=tuple(
            Casting(slug, _cite(item, "P161"))
            for member in found.cast.get(item, ())
            if (slug := slug_of(member.person)) not in in_roles
        ),
        relationships=phases,
    )


def to_person(item: str, found: Found) -> Person:
    """Return one person."""
    facts = found.people.get(item, {})
    identifiers = (
        Identifier(name, _cite(item, of))
        for of, scheme in _PERSON_SCHEMES.items()
        for name in _identifiers(scheme, facts.get(of, []))
    )
    return Person(
        slug=slug_of(item),
        names=found.wording.names(item) or (Name(item, "en", _cite(item, "label")),),
        identifiers=(Identifier(slug_of(item), _cite(item, "item")), *identifiers),
    )


def _cite(item: str, place: str) -> tuple[Citation, ...]:
    return (Citation(SOURCE, f"{item} {place}"),)


def _production(item: str, found: Found, loaded: Collection[str], left_out: Counter[str]) -> Iterator[ProductionFact]:
    yield ProductionFact("identifier", slug_of(item), _cite(item, "item"))
    for of, scheme in _DRAMA_SCHEMES.items():
        for name in _identifiers(scheme, found.values(item, of)):
            yield ProductionFact("identifier", name, _cite(item, of))
    for key, of in (("director", "P57"), ("writer", "P58")):
        for person in found.items(item, of):
            yield ProductionFact(key, slug_of(person), _cite(item, of))
    for broadcaster in found.items(item, "P449"):
        key = "platform" if broadcaster in found.streaming else "network"
        yield ProductionFact(key, found.wording.plain(broadcaster), _cite(item, "P449"))
    for genre in found.items(item, "P136"):
        yield ProductionFact("genre", found.wording.text(genre), _cite(item, "P136"))
    yield from _aired(item, found, left_out)
    for episodes in sorted(filter(None, (_count(term, left_out) for term in found.values(item, "P1113")))):
        yield ProductionFact("episodes", episodes, _cite(item, "P1113"))
    for before, place in found.follows.get(item, ()):
        if before in loaded:
            yield ProductionFact("sequel_of", slug_of(before), (Citation(SOURCE, place),))
        else:
            left_out["sequels of dramas that are not in this load"] += 1


def _identifiers(scheme: str, terms: Iterable[object]) -> list[str]:
    values = {term.value for term in terms if isinstance(term, Literal)}
    return [f"{scheme}:{value}" for value in sorted(values) if _IDENTIFIER.fullmatch(value)]


def _aired(item: str, found: Found, left_out: Counter[str]) -> Iterator[ProductionFact]:
    """Yield the year, the first day and the last day, no more precisely than Wikidata knows them."""
    dated: dict[str, list[tuple[date, int]]] = {}
    for day in found.days.get(item, ()):
        when = _date(day.time)
        if when is None or day.precision < _YEAR:
            left_out["dates that are not of a year"] += 1
        else:
            dated.setdefault(day.property, []).append((when, day.precision))
    # A series has a start (P580); a publication (P577) is used for what came out at once, and there may be one for
    # each country: the earliest counts.
    begins = "P580" if "P580" in dated else "P577"
    first = min(dated.get(begins, ()), default=None)
    if first is not None:
        yield ProductionFact("year", first[0].year, _cite(item, begins))
        if first[1] >= _DAY:
            yield ProductionFact("first_aired", first[0].isoformat(), _cite(item, begins))
    last = max(dated.get("P582", ()), default=None)
    if last is not None and last[1] >= _DAY:
        yield ProductionFact("last_aired", last[0].isoformat(), _cite(item, "P582"))


def _date(time: str) -> date | None:
    """Read a time of Wikidata, whose month and day are 00 or 01 where they are not known."""
    match = _TIME.fullmatch(time)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups())
    try:
        when = date(year, max(month, 1), max(day, 1))
    except ValueError:
        return None
    return when if 1900 <= when.year <= 2100 else None


def _count(term: object, left_out: Counter[str]) -> int | None:
    """Read a number of episodes."""
    try:
        value = Decimal(term.value) if isinstance(term, Literal) and len(term.value) < 20 else Decimal(0)
    except InvalidOperation:
        value = Decimal(0)
    if value.is_finite() and value == value.to_integral_value() and 1 <= value <= 100_000:
        return int(value)
    left_out["numbers of episodes that are no whole number from 1"] += 1
    return None


def _characters(item: str, found: Found) -> Iterator[Character]:
    for character in found.characters_of(item):
        yield _of_item(item, character, found)
    for member in found.cast.get(item, ()):
        yield from _of_words(item, member, found)


def _of_item(item: str, character: str, found: Found) -> Character:
    """Return a character that has an item of its own."""
    played = [member.person for member in found.cast.get(item, ()) if character in member.characters]
    by_own_item = [person for person in found.performers(item, character) if person not in played]
    castings = (
        *(Casting(slug_of(person), _cite(item, "P161")) for person in played),
        *(Casting(slug_of(person), _cite(character, "P175")) for person in by_own_item),
    )
    places = (
        *(_cite(item, "P161") if played else ()),
        *(_cite(item, "P674") if character in found.items(item, "P674") else ()),
        *(_cite(character, "P1441") if character in found.present.get(item, ()) else ()),
    )
    names = found.wording.names(character, beside=places)
    return Character(
        slug=slug_of(character),
        names=names,
        described_as=None if names else Remark(_NAMELESS, places),
        played_by=castings,
    )


def _of_words(item: str, member: CastMember, found: Found) -> Iterator[Character]:
    """Yield the characters that have no item, only words in the cast statement; each is a role of one performer.

    By Wikidata's own rule the words (P4633) are for a role without an item; where they repeat a name of the item that
    is there, they mean that one. Nothing else is taken for the same: two performers of one name are two characters.
    """
    known = {fold(name.text) for character in member.characters for name in found.wording.names(character)}
    roles = sorted(role for role in member.roles if fold(role) not in known)
    cited = _cite(item, "P161")
    for place, role in enumerate(roles, start=1):
        ending = "-role" if place == 1 else f"-role-{place}"
        yield Character(
            slug=slug_of(f"{member.person}{ending}"),
            names=(Name(role, "ko" if is_korean(role) else "en", cited),),
            played_by=(Casting(slug_of(member.person), cited),),
        )

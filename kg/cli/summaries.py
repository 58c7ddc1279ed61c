"""Things in lines of text, as a terminal may have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from kg.analysis import drama_words, part_words
from kg.cli.common import printable
from kg.cli.ways import likeness_lines
from kg.results import Table
from kg.vocab import DKG

if TYPE_CHECKING:
    from kg.analysis import ActorProfile, CharacterProfile, Likeness, ThemeProfile
    from kg.drama import Drama
    from kg.ontology import Ontology
    from kg.themes import Theme

__all__ = ["cast_table", "character_lines", "drama_dict", "drama_lines", "person_lines", "theme_lines"]

_MOST_CO_STARS = 12
_WORDS: Mapping[str, tuple[str, str]] = {
    "also": ("also", "다른 이름"),
    "alias": ("also known as", "다른 정체"),
    "cast": ("played by", "배우"),
    "characters": ("characters", "등장인물"),
    "co_stars": ("acts with", "함께 나온 사람"),
    "directs": ("directs", "연출"),
    "dramas": ("dramas", "작품"),
    "events": ("takes part in", "관련된 사건"),
    "identifiers": ("elsewhere", "다른 곳"),
    "like": ("most like it", "비슷한 작품"),
    "making": ("making", "제작"),
    "namesakes": ("not to be confused with", "동명이인"),
    "narrower": ("narrower themes", "하위 주제"),
    "notes": ("notes", "설명"),
    "performer": ("acts in", "출연"),
    "relationships": ("relationships", "관계"),
    "said": ("a source says so", "출처에 나옴"),
    "shown": ("the story shows it", "이야기에 나타남"),
    "sources": ("sources", "출처"),
    "themes": ("themes", "소재와 주제"),
    "writes": ("writes", "극본"),
}
_JOBS = {"performer": "performer", "director": "directs", "writer": "writes"}


def person_lines(found: ActorProfile, lang: str) -> list[str]:
    """Return a person's names, what they did, and with whom they act."""
    lines = [_head(found.person.names, lang, found.occupations)]
    lines += _inline("also", _also(found.also, found.person.names), lang)
    lines += _inline("identifiers", found.links or found.identifiers, lang)
    lines += _inline("namesakes", [f"{one.name(lang)} ({one.slug})" for one in found.namesakes], lang)
    for job, key in _JOBS.items():
        credits = [one for one in found.credits if one.job == job]
        lines += _section(key, [f"{drama_words(one.drama, lang)}{part_words([one], lang)}" for one in credits], lang)
    most = [f"{one.person.name(lang)}  {_titles(one.dramas, lang)}" for one in found.co_stars[:_MOST_CO_STARS]]
    more = len(found.co_stars) - len(most)
    return _clean([*lines, *_section("co_stars", [*most, *([f"… {more:,}"] if more > 0 else [])], lang)])


def character_lines(found: CharacterProfile, ontology: Ontology, lang: str) -> list[str]:
    """Return a character's names, actors, notes, relationships, events and sources."""
    types = ontology.relationship_types
    lines = [f"{_head(found.row.names, lang, found.row.occupations)} – {drama_words(found.drama, lang)}"]
    lines += _inline("cast", [_in(names, lang) for _, names in found.row.actors], lang)
    lines += _inline("also", _also(found.also, found.row.names), lang)
    lines += _inline("alias", [_in(one.names, lang) for one in found.aliases], lang)
    languages = {one.language for one in found.notes}
    shown = lang if lang in languages else "en"
    lines += _section("notes", [one.text for one in found.notes if one.language == shown], lang)
    ties = (
        f"{tie.other.name(lang)}: {' → '.join(_in(types[phase.type].label, lang) for phase in tie.phases)}"
        for tie in found.ties
    )
    lines += _section("relationships", ties, lang)
    lines += _section("events", [_in(one.label, lang) for one in found.events], lang)
    return _clean([*lines, *_section("sources", [_in(one.title, lang) for one in found.sources], lang)])


def drama_lines(drama: Drama, alike: Sequence[Likeness], labels: Mapping[str, str], lang: str) -> list[str]:
    """Return a drama's titles, making, characters and themes, and which dramas are most like it.

    ``labels`` has what the properties of its making are called, by IRI.
    """
    lines = [_in(drama.titles, lang) + "".join(f" · {text}" for text in _other_names(drama.titles, lang))]
    making = [
        f"{labels.get(DKG.base + row.property, row.property)}: {_in(row.value, lang)}" for row in drama.production
    ]
    lines += _section("making", making, lang)
    characters = sorted(drama.characters, key=lambda row: (_rank(row.billing), row.iri))
    cast = []
    for row in characters:
        played = ", ".join(_in(names, lang) for _, names in row.actors)
        work = row.occupation.get(lang) or row.occupation.get("en")
        cast.append(_in(row.names, lang) + (f" ({work})" if work else "") + (f" – {played}" if played else ""))
    lines += _section("characters", cast, lang)
    lines += _section("themes", [", ".join(_in(one.label, lang) for one in drama.compared_themes)], lang)
    like = (line for one in alike for line in likeness_lines(one, lang))
    return _clean([*lines, *_section("like", like, lang)])


def theme_lines(found: ThemeProfile, tree: Mapping[str, Theme], lang: str) -> list[str]:
    """Return a theme's names, what it means, what is below it, and the dramas that have it."""
    theme = found.theme
    lines = [_head(theme.label, lang, {}), f"  {_in(theme.definition, lang)}"]
    lines += _inline("also", _also(theme.also, theme.label), lang)
    lines += _inline("narrower", [_in(tree[slug].label, lang) for slug in theme.narrower], lang)
    dramas = []
    for use in found.uses:
        how = [_word(key, lang) for key, so in (("said", use.said), ("shown", use.shown)) if so]
        dramas.append(f"{drama_words(use.drama, lang)}  {', '.join(how)}")
    return _clean([*lines, *_section("dramas", dramas, lang)])


def cast_table(drama: Drama, lang: str) -> Table:
    """Return a row for each character of a drama and who plays them."""
    rows: list[tuple[NamedNode | str | None, ...]] = []
    for row in sorted(drama.characters, key=lambda row: (_rank(row.billing), row.iri)):
        character = (NamedNode(row.iri), _in(row.names, lang), row.billing)
        rows += [(*character, NamedNode(iri), _in(names, lang)) for iri, names in row.actors]
        rows += [] if row.actors else [(*character, None, None)]
    return Table.of_rows(("character", "character_label", "billing", "actor", "actor_label"), rows)


def drama_dict(drama: Drama, alike: Sequence[Likeness]) -> dict[str, Any]:
    """Return a drama as JSON values."""
    return {
        "iri": drama.iri,
        "names": dict(drama.titles),
        "position": drama.position,
        "last": drama.last,
        "production": [{"property": row.property, "value": dict(row.value)} for row in drama.production],
        "characters": [
            {
                "iri": row.iri, "names": dict(row.names), "billing": row.billing,
                "actors": [{"iri": iri, "names": dict(names)} for iri, names in row.actors],
            }
            for row in drama.characters
        ],
        "themes": [{"slug": one.theme, "said": bool(one.said), "shown": one.shown} for one in drama.compared_themes],
        "similar": [one.to_dict() for one in alike],
    }  # fmt: skip


def _rank(billing: str | None) -> int:
    order = ("lead", "main", "support", "guest")
    return order.index(billing) if billing in order else len(order)


def _titles(dramas: Iterable[Any], lang: str) -> str:
    return ", ".join(drama_words(one, lang) for one in dramas)


def _head(names: Mapping[str, str], lang: str, occupations: Mapping[str, Sequence[str]]) -> str:
    work = occupations.get(lang) or occupations.get("en") or ()
    return " · ".join((_in(names, lang), *_other_names(names, lang))) + (f" ({', '.join(work)})" if work else "")


def _other_names(names: Mapping[str, str], lang: str) -> Iterator[str]:
    shown = _in(names, lang)
    return (text for text in names.values() if text != shown)


def _also(texts: Mapping[str, Sequence[str]], names: Mapping[str, str]) -> list[str]:
    """Return the other spellings of a name."""
    return [text for found in texts.values() for text in found if text not in names.values()]


def _inline(key: str, values: Iterable[str], lang: str) -> list[str]:
    found = ", ".join(values)
    return [f"  {_word(key, lang)}: {found}"] if found else []


def _section(key: str, lines: Iterable[str], lang: str) -> list[str]:
    shown = [f"  {line}" for line in lines if line]
    return ["", _word(key, lang), *shown] if shown else []


def _word(key: str, lang: str) -> str:
    return _WORDS[key][lang == "ko"]


def _in(texts: Mapping[str, str], lang: str) -> str:
    return texts.get(lang) or texts.get("en") or next(iter(texts.values()), "")


def _clean(lines: Iterable[str]) -> list[str]:
    return [printable(line) for line in lines]

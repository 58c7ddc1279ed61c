"""What the page of a drama shows, arranged for its template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from kg.analysis import Likeness
from kg.drama import Drama
from kg.facts import EventRow, ProductionRow
from kg.figure import chart_fragment
from kg.figure.drama import details_of
from kg.figure.wording import place_text
from kg.networks import CharacterRow, PhaseRow, own_edge
from kg.web.dramas.news import news_of
from kg.web.dramas.queries import ask_drama
from kg.web.dramas.theme_page import theme_groups
from kg.web.dramas.watch import watch_places
from kg.web.templating import Reader, page

__all__ = ["drama_page"]

_BILLING = ("lead", "main", "support", "guest")
_FACTS = ("year", "episodeCount", "firstAired", "lastAired", "genre", "setting", "director", "writer", "sequelOf",
          "identifier")  # fmt: skip

Texts = Mapping[str, str]
Made = tuple[ProductionRow, Texts, str | None]


@dataclass(frozen=True, slots=True)
class Tie:
    """A relationship in words: who, what, whom; ``aside`` are those over whom it is, ``details`` as in the chart.

    ``edge`` is the statement that follows from it, for the page that says why: slug, property, slug.
    """

    phase: PhaseRow
    word: Texts
    kind: Texts
    who: tuple[str, ...]
    whom: tuple[str, ...]
    aside: tuple[str, ...]
    symmetric: bool
    details: tuple[tuple[str, Texts], ...]
    edge: tuple[str, str, str] | None


def drama_page(
    drama: Drama,
    before: Drama | None,
    reader: Reader,
    titles: Mapping[str, Texts],
    alike: Iterable[Likeness],
    *,
    thin: bool,
    chosen: bool,
) -> str:
    """Render the page of a drama; ``before`` is the drama a step before, None at the premise.

    ``titles`` are those of all dramas by IRI, ``alike`` the dramas that are like it, ``thin`` says that little is
    known, ``chosen`` that the address names the step.
    """
    names = {row.iri: row.names for row in drama.characters}
    ties = [_tie(phase, drama, names) for phase in drama.phases]
    return page(
        "drama.html",
        reader,
        drama=drama,
        thin=thin,
        chosen=chosen,
        at=drama.position if drama.position > 1 else None,
        far=f"{drama.slug}={drama.position}" if drama.position > 1 else None,
        news=news_of(drama, before),
        facts=_facts(drama, reader),
        watch=watch_places(drama),
        alike=[(one, _slug(one.drama.iri)) for one in alike],
        disagreements=drama.coverage.disagreements,
        title=reader.plain(drama.titles),
        other_title=_other_title(drama, reader),
        names=names,
        chart="" if thin else _chart(drama, reader),
        cast=sorted(drama.characters, key=_standing),
        notes=_notes(drama, reader, remarks=False),
        remarks=_notes(drama, reader, remarks=True),
        ties=sorted(ties, key=lambda tie: (tie.phase.told, tie.phase.iri)),
        place_text=place_text,
        theme_groups=theme_groups(drama),
        steps=_told_steps(drama),
        making=_making(drama, titles),
        source_titles={row.iri: row.title for row in drama.sources},
        source_numbers={row.iri: place for place, row in enumerate(drama.sources, start=1)},
        anchor=_anchor,
        asks=ask_drama(drama, reader),
        slug_of=_slug,
    )


def _slug(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _anchor(iri: str) -> str:
    """Return where on the page a character, a person or a source stands: ``character-eunsoo``."""
    kind, slug = iri.rsplit("/", 2)[-2:]
    return f"{kind}-{slug}"


def _other_title(drama: Drama, reader: Reader) -> tuple[str, str] | None:
    """Return the title in the other language, with that language."""
    title = reader.plain(drama.titles)
    return next(((text, lang) for lang, text in drama.titles.items() if text != title), None)


def _facts(drama: Drama, reader: Reader) -> list[str]:
    """Return the year and the number of episodes in words, where each source gives the same."""
    values = {name: {row.value.get("en", "") for row in drama.production if row.property == name}
              for name in ("year", "episodeCount")}  # fmt: skip
    year, episodes = (found.pop() if len(found) == 1 else "" for found in values.values())
    told = [year, reader.words.count("episodes", int(episodes)) if episodes.isdigit() else ""]
    return [text for text in told if text]


def _standing(row: CharacterRow) -> tuple[int, bool, str]:
    """Order characters as credits do: by billing, the unnamed last."""
    place = _BILLING.index(row.billing) if row.billing in _BILLING else len(_BILLING)
    return place, row.unnamed, row.names.get("en", row.slug)


def _chart(drama: Drama, reader: Reader) -> str:
    """Return the chart, whose characters lead to their lines in the cast."""
    known = {row.iri for row in drama.characters}
    link: Callable[[str], str | None] = lambda iri: f"#{_anchor(iri)}" if iri in known else None  # noqa: E731
    why = lambda one, edge, other: reader.link(  # noqa: E731
        f"/drama/{drama.slug}/why", s=_slug(one), p=edge, o=_slug(other), at=drama.position
    )
    chart = drama.chart(link=link, why=why)
    title = {lang: reader.words.in_language(lang)("chart_of", title=text) for lang, text in drama.titles.items()
             if lang in ("en", "ko")}  # fmt: skip
    return chart_fragment(replace(chart, title=title if "en" in title else chart.title), lang=reader.lang)


def _notes(drama: Drama, reader: Reader, *, remarks: bool) -> dict[str, list[tuple[str, str]]]:
    """Return what is told of each character as (text, language): the reader's language where there is any of it.

    ``remarks`` asks for what curators say of the data in place of what the story tells.
    """
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for row in (row for row in drama.notes if row.remark == remarks):
        found.setdefault(row.character, {}).setdefault(row.language, []).append((row.text, row.language))
    return {
        character: by_language.get(reader.lang) or next(iter(by_language.values()))
        for character, by_language in found.items()
    }


def _tie(phase: PhaseRow, drama: Drama, names: Mapping[str, Texts]) -> Tie:
    kind = drama.ontology.relationship_types[phase.type]
    subjects = phase.in_role(kind.subject_role)
    objects = () if kind.symmetric else phase.in_role(kind.object_role)
    aside = tuple(party.character for party in phase.parties if party.role in kind.optional_roles)
    if kind.symmetric:
        subjects, objects = subjects[:1], subjects[1:]
    elif not objects:
        objects, aside = aside, ()
    details = details_of(phase, names, {event.iri: event for event in drama.events})
    pair = (subjects[0], objects[0]) if subjects and objects else None
    holding = own_edge(phase, pair, drama.ontology, drama.edges) if pair else None
    edge = (_slug(holding[0]), holding[1], _slug(holding[2])) if holding else None
    return Tie(phase, kind.chart_label, kind.label, subjects, objects, aside, kind.symmetric, details, edge)


def _told_steps(drama: Drama) -> list[tuple[int, Texts, list[EventRow]]]:
    """Return the events by the step that tells them, with the step's name."""
    labels = {beat.position: beat.label for beat in drama.beats}
    by_step = groupby(sorted(drama.events, key=lambda event: event.told), key=lambda event: event.told)
    return [(position, labels.get(position, {}), list(events)) for position, events in by_step]


def _making(drama: Drama, titles: Mapping[str, Texts]) -> list[tuple[str, list[Made]]]:
    """Return the facts about the making by kind, each with its words and the drama that it leads to, if one."""
    found = []
    for name in _FACTS:
        rows = [row for row in drama.production if row.property == name]
        if rows:
            found.append((name, [_made(row, titles) for row in rows]))
    return found


def _made(row: ProductionRow, titles: Mapping[str, Texts]) -> Made:
    value = row.value.get("en", "")
    return (row, titles[value], _slug(value)) if value in titles else (row, row.value, None)

"""What the page of a character shows, arranged for its template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.analysis import CharacterProfile, Named, Tie
from kg.drama import Drama
from kg.facts import EventRow, NoteRow, SourceRow
from kg.figure.drama import details_of
from kg.figure.wording import place_text
from kg.networks import PhaseRow, endpoints, first_told, own_edge
from kg.ontology import LineStyle, RelationshipType
from kg.web.dramas.queries import ask_drama
from kg.web.far import Far
from kg.web.templating import Reader, page

__all__ = ["Bond", "Stage", "bonds_of", "character_page", "sources_of"]

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stage:
    """One phase of a relationship.

    ``ends`` says from whom to whom a one-sided one runs; ``aside`` are the others in it; ``details`` are as in the
    chart; ``edge`` is the statement that follows, for the page that says why.
    """

    phase: PhaseRow
    kind: RelationshipType
    line: LineStyle
    ends: tuple[str, ...]
    aside: tuple[str, ...]
    details: tuple[tuple[str, Texts], ...]
    edge: tuple[str, str, str] | None


@dataclass(frozen=True, slots=True)
class Bond:
    """All that has been told of a character and another."""

    other: Named
    stages: tuple[Stage, ...]


def bonds_of(drama: Drama, profile: CharacterProfile) -> list[Bond]:
    """Return the relationships of a character, each with its phases in the order of the story."""
    names = {row.iri: row.names for row in drama.characters}
    events = {event.iri: event for event in drama.events}

    def stages(tie: Tie) -> tuple[Stage, ...]:
        return tuple(_stage(phase, drama, profile.row.iri, tie.other.iri, names, events) for phase in tie.phases)

    return [Bond(tie.other, stages(tie)) for tie in profile.ties]


def _stage(
    phase: PhaseRow, drama: Drama, iri: str, other: str, names: Mapping[str, Texts], events: Mapping[str, EventRow]
) -> Stage:
    kind = drama.ontology.relationship_types[phase.type]
    edge: tuple[str, str, str] | None = None
    ends: tuple[str, ...] = ()
    for one, another, directed in endpoints(phase, drama.ontology):
        if {one, another} == {iri, other}:
            ends = (one, another) if directed else ()
            holding = own_edge(phase, (one, another), drama.ontology, drama.edges)
            edge = (_slug(one), holding[1], _slug(another)) if holding else None
    aside = tuple(dict.fromkeys(p.character for p in phase.parties if p.character not in (iri, other)))
    details = details_of(phase, names, events)
    return Stage(phase, kind, drama.ontology.style(phase.type), ends, aside, details, edge)


def character_page(drama: Drama, profile: CharacterProfile, reader: Reader, far: Far) -> str:
    """Render the page of a character as far as the drama is told."""
    row, bonds = profile.row, bonds_of(drama, profile)
    name = reader.plain(row.names)
    return page(
        "character.html",
        reader,
        drama=drama,
        profile=profile,
        row=row,
        far=far,
        name=name,
        first=first_told(drama.view, row.iri),
        other_names=[(lang, text) for lang, text in row.names.items() if text != name and not row.unnamed],
        spellings=[(lang, text) for lang, texts in profile.also.items() for text in texts],
        notes=_in_one_language([note for note in profile.notes if not note.remark], reader.lang),
        remarks=_in_one_language([note for note in profile.notes if note.remark], reader.lang),
        bonds=bonds,
        names={one.iri: one.names for one in drama.characters},
        sources=sources_of(drama, profile, bonds),
        place_text=place_text,
        slug_of=_slug,
        asks=ask_drama(drama, reader),
    )


def sources_of(
    drama: Drama, profile: CharacterProfile, bonds: Iterable[Bond]
) -> list[tuple[SourceRow, tuple[str, ...]]]:
    """Return the sources of a character and of their relationships, each with its places."""
    places = {iri: dict.fromkeys(found) for iri, found in profile.places.items()}
    for telling in (telling for bond in bonds for stage in bond.stages for telling in stage.phase.tellings):
        places.setdefault(telling.source, {})[telling.place] = None
    return [(source, tuple(places[source.iri])) for source in drama.sources if source.iri in places]


def _in_one_language(notes: Sequence[NoteRow], lang: str) -> list[tuple[str, str]]:
    """Return notes as (text, language): the reader's language where there is any of it."""
    languages = [note.language for note in notes]
    chosen = lang if lang in languages else next(iter(languages), lang)
    return [(note.text, note.language) for note in notes if note.language == chosen]


def _slug(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]

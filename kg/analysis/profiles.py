"""Who somebody is: a person of the cast or the crew, or a character, as far as told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg.analysis.credits import SeenCredits
from kg.analysis.told import Told
from kg.analysis.values import Credit, DramaRef, Named
from kg.facts import (
    AliasRow,
    EventRow,
    NoteRow,
    SourceRow,
    read_aliases,
    read_events,
    read_notes,
    read_sources,
)
from kg.linked import Things
from kg.networks import CharacterRow, GroupRow, PhaseRow, endpoints, read_characters, read_groups, read_phases
from kg.ontology import Ontology
from kg.richtext import Card, Shown
from kg.storyorder import in_phase_order
from kg.views import View, Viewpoint
from kg.vocab import DKG, OWL, SKOS

__all__ = ["ActorProfile", "CharacterProfile", "CoStar", "Tie", "actor_profile", "character_profile"]

Texts = Mapping[str, str]
Several = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CoStar:
    """Somebody who acts in the same dramas; the newest first."""

    person: Named
    dramas: tuple[DramaRef, ...]


@dataclass(frozen=True, slots=True)
class ActorProfile(Shown):
    """Somebody who acts, directs or writes.

    ``also`` has other spellings by language, ``identifiers`` what catalogues call them (``mydramalist:3014-…``), of
    which ``possible`` are only matched by name, ``links`` the same as addresses, ``namesakes`` people of the same name
    who are known to be others. ``credits`` begin with the newest drama; ``co_stars`` with those met most often.
    """

    person: Named
    also: Several
    identifiers: tuple[str, ...]
    possible: tuple[str, ...]
    links: tuple[str, ...]
    occupations: Several
    notes: Several
    namesakes: tuple[Named, ...]
    credits: tuple[Credit, ...]
    co_stars: tuple[CoStar, ...]

    @property
    def iri(self) -> str:
        """The person's IRI."""
        return self.person.iri

    @property
    def roles(self) -> tuple[Credit, ...]:
        """What they act in."""
        return tuple(one for one in self.credits if one.job == "performer")

    @property
    def jobs(self) -> tuple[Credit, ...]:
        """What they direct or write."""
        return tuple(one for one in self.credits if one.job != "performer")

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            **self.person.to_dict(),
            "also": _lists(self.also),
            "identifiers": list(self.identifiers),
            "possible_identifiers": list(self.possible),
            "links": list(self.links),
            "occupations": _lists(self.occupations),
            "notes": _lists(self.notes),
            "namesakes": [one.to_dict() for one in self.namesakes],
            "credits": [{"drama": one.drama.to_dict(), **one.to_dict()} for one in self.credits],
            "co_stars": [
                {**one.person.to_dict(), "dramas": [drama.iri for drama in one.dramas]} for one in self.co_stars
            ],
        }

    def card(self) -> Card:
        """Return what a notebook shows of it: names, and the dramas with the parts in them."""
        return Card.of(
            _title(self.person.names),
            (
                ("also written", _line(self.also)), ("occupation", _line(self.occupations)),
                ("acts most with", ", ".join(one.person.name() for one in self.co_stars[:3])),
            ),
            ("drama", "year", "as", "billing"),
            [
                (one.drama.cell(), str(one.drama.year or ""), ", ".join(who.name() for who in one.characters) or
                 one.job, one.billing)
                for one in self.credits
            ],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties a character to another: the phases of it, in the order of the story."""

    other: Named
    phases: tuple[PhaseRow, ...]


@dataclass(frozen=True, slots=True)
class CharacterProfile(Shown):
    """A character as far as told by a beat of their drama, ``position`` of ``last``.

    ``row`` has names, occupations, actors and billing; ``also`` other spellings; ``aliases`` the names of which it has
    been told that they mean this character; ``places`` where in each source (an IRI) the character is described.
    """

    drama: DramaRef
    position: int
    last: int
    row: CharacterRow
    also: Several
    aliases: tuple[AliasRow, ...]
    groups: tuple[GroupRow, ...]
    notes: tuple[NoteRow, ...]
    ties: tuple[Tie, ...]
    events: tuple[EventRow, ...]
    sources: tuple[SourceRow, ...]
    places: Several

    @property
    def iri(self) -> str:
        """The character's IRI."""
        return self.row.iri

    @property
    def character(self) -> Named:
        """The character and their names."""
        return Named(self.row.iri, self.row.names)

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            **self.character.to_dict(),
            "drama": self.drama.to_dict(),
            "position": self.position,
            "last": self.last,
            "billing": self.row.billing,
            "actors": [{"iri": iri, "names": dict(names)} for iri, names in self.row.actors],
            "occupations": _lists(self.row.occupations),
            "also": _lists(self.also),
            "aliases": [dict(one.names) for one in self.aliases],
            "groups": [{"iri": one.iri, "names": dict(one.names), "kind": one.kind} for one in self.groups],
            "notes": [{"language": one.language, "text": one.text, "told": one.told} for one in self.notes],
            "ties": [
                {**one.other.to_dict(), "phases": [{"iri": p.iri, "type": p.type, "told": p.told} for p in one.phases]}
                for one in self.ties
            ],
            "events": [{"iri": one.iri, "label": dict(one.label), "told": one.told} for one in self.events],
            "sources": [
                {"iri": one.iri, "title": dict(one.title), "places": list(self.places.get(one.iri, ()))}
                for one in self.sources
            ],
        }

    def card(self) -> Card:
        """Return what a notebook shows of it: who it is, as far as told, and what ties them to others."""
        return Card.of(
            _title(self.row.names),
            (
                ("drama", self.drama.cell()), ("told", f"as far as step {self.position} of {self.last}"),
                ("played by", ", ".join(Named(*one).name() for one in self.row.actors)),
                ("billing", self.row.billing), ("occupation", _line(self.row.occupations)),
                ("also called", _line(self.also)),
                ("secret names", ", ".join(_title(one.names) for one in self.aliases)),
                ("groups", ", ".join(_title(one.names) for one in self.groups)), ("events", len(self.events)),
            ),
            ("with", "relationships, in the order of the story"),
            [(tie.other.cell(), ", ".join(_words(phase.type) for phase in tie.phases)) for tie in self.ties],
        )  # fmt: skip


def _title(names: Texts) -> str:
    return " · ".join(dict.fromkeys(names.values()))


def _line(texts: Several) -> str:
    return ", ".join(dict.fromkeys(text for some in texts.values() for text in some))


def _words(name: str) -> str:
    """Return the local name of a type as words.

    >>> _words("OneSidedLove")
    'one sided love'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def actor_profile(seen: SeenCredits, things: Things, person: str) -> ActorProfile:
    """Return who a person is, by their IRI."""
    told = things.visible.about(NamedNode(person), seen.viewpoint)
    own = [quad for quad in told if quad.subject == NamedNode(person)]
    beside = (
        CoStar(seen.named(other), tuple(sorted(map(seen.drama, dramas), key=lambda one: (-(one.year or 0), one.iri))))
        for other, dramas in seen.beside(person).items()
    )
    apart = [quad for quad in told if quad.predicate == OWL.differentFrom]
    others = {str(getattr(term, "value", "")) for quad in apart for term in (quad.subject, quad.object)}
    return ActorProfile(
        person=seen.named(person),
        also=_texts(own, SKOS.altLabel),
        identifiers=_values(own, DKG.identifier),
        possible=_values(own, DKG.possibleIdentifier),
        links=_values(own, SKOS.exactMatch),
        occupations=_texts(own, DKG.occupation),
        notes=_texts(own, DKG.note),
        namesakes=tuple(seen.named(other) for other in sorted(others - {person}) if person in seen or other in seen),
        credits=seen.of(person),
        co_stars=tuple(sorted(beside, key=lambda one: (-len(one.dramas), one.person.name(), one.person.iri))),
    )


def character_profile(
    view: View, ontology: Ontology, told: Told, drama: DramaRef, things: Things, character: str
) -> CharacterProfile | None:
    """Return who a character is, by their IRI; None where the view does not know of them."""
    rows = {row.iri: row for row in read_characters(view)}
    if character not in rows:
        return None
    row, viewpoint = rows[character], _viewpoint(view)
    about = things.visible.about(NamedNode(character), viewpoint)
    own = [quad for quad in about if quad.subject == NamedNode(character)]
    took_part = {quad.subject.value for quad in about if quad.predicate in _TAKES_PART}  # type: ignore[union-attr]
    places = _places(own, things)
    return CharacterProfile(
        drama=drama,
        position=view.position,
        last=view.last,
        row=row,
        also=_texts(own, SKOS.altLabel),
        aliases=tuple(one for one in read_aliases(view) if one.denotes == character),
        groups=tuple(one for one in read_groups(view) if one.iri in row.groups),
        notes=tuple(one for one in read_notes(view) if one.character == character),
        ties=_ties(view, ontology, told, rows, character),
        events=tuple(one for one in read_events(view) if one.iri in took_part),
        sources=tuple(one for one in read_sources(view) if one.iri in places),
        places=places,
    )


_TAKES_PART = (DKG.participant, DKG.agent, DKG.addressee)


def _ties(
    view: View, ontology: Ontology, told: Told, rows: Mapping[str, CharacterRow], character: str
) -> tuple[Tie, ...]:
    """Return the ties of a character: to those with most phases first, the phases in the order of the story."""
    phases: dict[str, list[PhaseRow]] = {}
    for phase in read_phases(view):
        for other in _others(phase, ontology, character):
            phases.setdefault(other, []).append(phase)
    ties = (
        Tie(Named(other, rows[other].names), _in_order(found, told, view))
        for other, found in phases.items()
        if other in rows
    )
    return tuple(sorted(ties, key=lambda tie: (-len(tie.phases), tie.other.name(), tie.other.iri)))


def _in_order(phases: Iterable[PhaseRow], told: Told, view: View) -> tuple[PhaseRow, ...]:
    """Return phases of a pair in the order of the story, as far as it is told."""
    found = {phase.iri: phase for phase in sorted(phases, key=lambda phase: (phase.told, phase.iri))}
    later = ((iri, fact.value) for iri in found for fact in told.of(iri, DKG.laterPhase, _viewpoint(view)))
    return tuple(found[iri] for iri in in_phase_order(found, later))


def _viewpoint(view: View) -> Viewpoint:
    return Viewpoint.of({view.drama: view.position}, only=True)


def _others(phase: PhaseRow, ontology: Ontology, character: str) -> list[str]:
    """Return whom a phase ties a character to: its other end, or both where the character is only named in it."""
    pairs = [(one, other) for one, other, _ in endpoints(phase, ontology)]
    ends = [one if other == character else other for one, other in pairs if character in (one, other)]
    named = character in (party.character for party in phase.parties)
    return list(dict.fromkeys(ends or ([end for pair in pairs for end in pair] if named else [])))


def _places(own: Iterable[Quad], things: Things) -> dict[str, tuple[str, ...]]:
    """Return where each source describes a thing."""
    found: dict[str, dict[str, None]] = {}
    for quad in own:
        source = things.visible.source_of(quad.graph_name) if isinstance(quad.graph_name, NamedNode) else None
        if source is not None:
            places = found.setdefault(source.value, {})
            if quad.predicate == DKG.locator and isinstance(quad.object, Literal):
                places[quad.object.value] = None
    return {source: tuple(places) for source, places in sorted(found.items())}


def _texts(quads: Iterable[Quad], predicate: NamedNode) -> dict[str, tuple[str, ...]]:
    """Return the texts of a predicate by language, each once."""
    found: dict[str, dict[str, None]] = {}
    for quad in quads:
        if quad.predicate == predicate and isinstance(quad.object, Literal):
            found.setdefault(quad.object.language or "en", {})[quad.object.value] = None
    return {lang: tuple(sorted(texts)) for lang, texts in sorted(found.items())}


def _values(quads: Iterable[Quad], predicate: NamedNode) -> tuple[str, ...]:
    """Return the values of a predicate, each once."""
    return tuple(sorted({quad.object.value for quad in quads if quad.predicate == predicate}))  # type: ignore[union-attr]


def _lists(texts: Several) -> dict[str, list[str]]:
    return {lang: list(values) for lang, values in texts.items()}

"""A drama's story to quads: events and their order, relationships and their phases."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pyoxigraph import Literal, NamedNode

from kg.load.quads.iris import arc_iri, character_iri, event_iri, relationship_iri
from kg.load.quads.telling import TellingWriter
from kg.load.quads.writer import Fact, Statements, boolean, decimal, texts
from kg.load.storyclock import direct_order
from kg.model import Drama, Event, Relationship, StoryTime
from kg.ontology import Ontology
from kg.vocab import DKG, RDF, SKOS

__all__ = ["StoryWriter"]


class StoryWriter(TellingWriter):
    """What happens, and what holds between characters."""

    def __init__(self, out: Statements, drama: Drama, ontology: Ontology) -> None:
        super().__init__(out, drama)
        self.ontology = ontology
        self.events = {event.slug: event for event in drama.events}

    def write(self) -> None:
        """Add the story of one drama."""
        for event in self.drama.events:
            self._event(event)
        if self.drama.present in self.events:
            present = self.events[self.drama.present]
            begins = (DKG.presentBeginsAt, event_iri(self.drama.slug, present.slug))
            self._say(self.node, self._at(present.told), present.cited, begins)
        self._story_order()
        for relationship in self.drama.relationships:
            self._relationship(relationship)
        if self.drama.phases_in_order:
            self._phase_order()

    def _event(self, event: Event) -> None:
        node = event_iri(self.drama.slug, event.slug)
        self._origin(node, event.where)
        told = self._at(event.told)
        facts: list[Fact] = [
            (RDF.type, NamedNode(DKG.base + event.kind)),
            (DKG.inDrama, self.node),
        ]
        for predicate, text in (
            (SKOS.prefLabel, event.what),
            (DKG.reason, event.why),
            (DKG.outcome, event.outcome),
        ):
            if text is not None:
                facts.extend((predicate, literal) for literal in texts(text))
        for predicate, slugs in (
            (DKG.participant, event.who),
            (DKG.agent, event.by),
            (DKG.addressee, event.to),
        ):
            facts.extend((predicate, character_iri(self.drama.slug, slug)) for slug in slugs)
        if event.when is not None:
            facts.extend(_time_facts(event.when))
        self._say(node, told, event.cited, *facts)
        for second in event.also:
            self._say(node, told, second.cited, *_time_facts(second.when))
        for slug in event.disagrees_with:
            if slug in self.events:
                both_told = max(told, self._at(self.events[slug].told))
                self._say(node, both_told, event.cited, (DKG.disagreesWith, event_iri(self.drama.slug, slug)))

    def _story_order(self) -> None:
        """Say which events come before which, as soon as both are told."""
        for earlier, later, through in direct_order(self.drama):
            self._between_events(earlier, DKG.before, later, through)
        for event in self.drama.events:
            for result in event.leads_to:
                if result in self.events:
                    self._between_events(event.slug, DKG.leadsTo, result, (event.slug, result))

    def _between_events(self, one: str, predicate: NamedNode, other: str, through: tuple[str, ...]) -> None:
        latest = max((self.events[slug] for slug in through), key=lambda event: self._at(event.told))
        node = event_iri(self.drama.slug, one)
        self._link(node, self._at(latest.told), latest.cited, (predicate, event_iri(self.drama.slug, other)))

    def _relationship(self, phase: Relationship) -> None:
        node = relationship_iri(self.drama.slug, phase.slug)
        self._origin(node, phase.where)
        told = self._at(phase.told)
        facts: list[Fact] = [
            (RDF.type, NamedNode(DKG.base + phase.type)),
            (DKG.inDrama, self.node),
        ]
        for role, slugs in phase.roles:
            facts.extend((NamedNode(DKG.base + role), character_iri(self.drama.slug, slug)) for slug in slugs)
        for slug in phase.concealed_from:
            facts.append((DKG.concealedFrom, character_iri(self.drama.slug, slug)))
        if phase.certainty is not None:
            facts.append((DKG.certainty, Literal(phase.certainty)))
        for predicate, text in ((DKG.reason, phase.why), (DKG.note, phase.note)):
            if text is not None:
                facts.extend((predicate, literal) for literal in texts(text))
        facts.extend((DKG.ofArc, arc_iri(self.drama.slug, one, other)) for one, other in self._pairs(phase))
        self._say(node, told, phase.cited, *facts)
        for one, other in self._pairs(phase):
            self._arc(one, other, told, phase)
        for predicate, at in (
            (DKG.startsAt, phase.starts), (DKG.endsAt, phase.ends), (DKG.becomesKnownAt, phase.known_at),
        ):  # fmt: skip
            if at is not None and at in self.events:
                known = max(told, self._at(self.events[at].told))
                self._say(node, known, phase.cited, (predicate, event_iri(self.drama.slug, at)))
        told_at = {other.slug: self._at(other.told) for other in self.drama.relationships}
        for slug in phase.disagrees_with:
            target = relationship_iri(self.drama.slug, slug)
            self._say(node, max(told, told_at.get(slug, told)), phase.cited, (DKG.disagreesWith, target))

    def _pairs(self, phase: Relationship) -> list[tuple[str, str]]:
        """Return the pairs that a phase is between; who is only jealous *over* somebody is not in a pair with them."""
        kind = self.ontology.relationship_types[phase.type]
        roles = dict(phase.roles)
        subjects = roles.get(kind.subject_role or "", ())
        if kind.symmetric:
            return list(combinations(dict.fromkeys(subjects), 2))
        optional = tuple(slug for role in kind.optional_roles for slug in roles.get(role, ()))
        objects = roles.get(kind.object_role or "") or optional
        return [(one, other) for one in subjects for other in objects if one != other]

    def _arc(self, one: str, other: str, told: int, phase: Relationship) -> None:
        node = arc_iri(self.drama.slug, one, other)
        self._origin(node, phase.where)
        pair = (character_iri(self.drama.slug, slug) for slug in (one, other))
        facts = (
            (RDF.type, DKG.RelationshipArc),
            (DKG.inDrama, self.node),
            *((DKG.between, party) for party in pair),
        )
        self._say(node, told, phase.cited, *facts)

    def _phase_order(self) -> None:
        """Say which phase of a pair begins after which, as the file has them, as soon as both are told.

        Every two phases are tied, not neighbours alone: a phase between them may be told last.
        """
        phases: dict[tuple[str, ...], list[Relationship]] = {}
        for phase in self.drama.relationships:
            for pair in self._pairs(phase):
                phases.setdefault(tuple(sorted(pair)), []).append(phase)
        for of_pair in phases.values():
            for one, following in combinations(of_pair, 2):
                told = max(self._at(one.told), self._at(following.told))
                target = relationship_iri(self.drama.slug, following.slug)
                node = relationship_iri(self.drama.slug, one.slug)
                self._link(node, told, following.cited, (DKG.laterPhase, target))


def _time_facts(when: StoryTime) -> Iterator[Fact]:
    if when.years is not None:
        yield (DKG.yearsBefore if when.side == "before" else DKG.yearsAfter), decimal(when.years)
        if when.about:
            yield DKG.isApproximate, boolean(True)

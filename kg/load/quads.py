"""`kg.model` values to RDF: the one place where a statement and its named graph are made.

A statement of a source stands in the graph ``…/graph/{drama}/{source}/{beat}``; what a file says of people is in
``…/graph/people/{source}``. Sources, beats and the graphs themselves are described in ``…/graph/provenance``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import Where
from kg.load.storyclock import direct_order
from kg.model import (
    Alias,
    Beat,
    Casting,
    Character,
    Cited,
    Collection,
    Drama,
    Event,
    Group,
    Name,
    Person,
    ProductionFact,
    Relationship,
    Remark,
    Source,
    StoryTime,
    Text,
)  # fmt: skip
from kg.vocab import DKG, GRAPH_BASE, GRAPH_PROVENANCE, OWL, PROV, RDF, SKOS, XSD, thing

__all__ = [
    "Statements",
    "arc_iri",
    "beat_iri",
    "character_iri",
    "event_iri",
    "relationship_iri",
    "to_statements",
]

_PREMISE = Text("The premise", "첫 회 이전")
_PAGES = {
    "mydramalist": "https://mydramalist.com/",
    "mydramalist_person": "https://mydramalist.com/people/",
    "tmdb_tv": "https://www.themoviedb.org/tv/",
    "daum": "https://movie.daum.net/tv/",
}
_LITERAL_FACTS = {
    "year": DKG.year,
    "episodes": DKG.episodeCount,
    "first_aired": DKG.firstAired,
    "last_aired": DKG.lastAired,
    "platform": DKG.platform,
    "network": DKG.network,
    "identifier": DKG.identifier,
}
_TEXT_FACTS = {"genre": DKG.genre, "setting": DKG.setting}


Fact = tuple[NamedNode, NamedNode | Literal]


@dataclass
class Statements:
    """The quads of a collection, and the file and line that each described thing comes from."""

    quads: list[Quad] = field(default_factory=list)
    origins: dict[str, Where] = field(default_factory=dict)


def character_iri(drama: str, slug: str) -> NamedNode:
    """Return the IRI of a character."""
    return thing("drama", drama, "character", slug)


def event_iri(drama: str, slug: str) -> NamedNode:
    """Return the IRI of an event."""
    return thing("drama", drama, "event", slug)


def relationship_iri(drama: str, slug: str) -> NamedNode:
    """Return the IRI of one phase of a relationship."""
    return thing("drama", drama, "relationship", slug)


def arc_iri(drama: str, one: str, other: str) -> NamedNode:
    """Return the IRI of all phases of a pair; the order of the two makes no difference."""
    return thing("drama", drama, "arc", "--".join(sorted((one, other))))


def beat_iri(drama: str, position: int) -> NamedNode:
    """Return the IRI of a beat."""
    return thing("drama", drama, "beat", str(position))


def to_statements(collection: Collection) -> Statements:
    """Turn a checked collection into quads."""
    out = Statements()
    for source in collection.sources:
        _SourceWriter(out).write(source)
    for person in collection.people:
        _PersonWriter(out).write(person)
    for drama in collection.dramas:
        _DramaWriter(out, drama).write()
    return out


def _texts(text: Text) -> Iterator[Literal]:
    yield Literal(text.en, language="en")
    if text.ko is not None:
        yield Literal(text.ko, language="ko")


def _boolean(value: bool) -> Literal:
    return Literal("true" if value else "false", datatype=XSD.boolean)


def _decimal(value: Decimal) -> Literal:
    return Literal(format(value.normalize(), "f"), datatype=XSD.decimal)


class _Writer:
    """Adds statements of sources to their graphs, and describes each graph once."""

    def __init__(self, out: Statements) -> None:
        self._out = out
        self._described: set[str] = set()

    def _origin(self, node: NamedNode, where: Where | None) -> None:
        if where is not None:
            self._out.origins.setdefault(node.value, where)

    def _plain(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> None:
        """Add a statement about sources, beats or graphs."""
        self._out.quads.append(Quad(subject, predicate, value, GRAPH_PROVENANCE))

    def _graph(self, path: str, source: str, beat: NamedNode | None) -> NamedNode:
        graph = NamedNode(f"{GRAPH_BASE}{path}")
        if path not in self._described:
            self._described.add(path)
            self._plain(graph, PROV.wasDerivedFrom, thing("source", source))
            if beat is not None:
                self._plain(graph, DKG.revealedAt, beat)
        return graph

    def _add(
        self,
        graph: NamedNode,
        subject: NamedNode,
        place: str,
        facts: Iterable[Fact],
    ) -> None:
        self._out.quads.extend(Quad(subject, predicate, value, graph) for predicate, value in facts)
        self._out.quads.append(Quad(subject, DKG.locator, Literal(place), graph))


class _SourceWriter(_Writer):
    """Sources, with what a review thinks."""

    def write(self, source: Source) -> None:
        """Add one source to the provenance graph."""
        node = thing("source", source.slug)
        self._origin(node, source.where)
        self._plain(node, RDF.type, DKG.Review if source.kind == "review" else DKG.Source)
        for title in _texts(source.title):
            self._plain(node, SKOS.prefLabel, title)
        self._plain(node, DKG.sourceKind, Literal(source.kind))
        plain = (
            (DKG.publisher, source.publisher), (DKG.author, source.author), (DKG.language, source.language),
            (DKG.verdict, source.verdict), (DKG.grade, source.grade),
        )  # fmt: skip
        for predicate, value in plain:
            if value is not None:
                self._plain(node, predicate, Literal(value))
        if source.address is not None:
            self._plain(node, DKG.address, Literal(source.address, datatype=XSD.anyURI))
        if source.reviews is not None:
            self._plain(node, DKG.reviews, thing("drama", source.reviews))
        for judgement in source.judgements:
            opinion = thing("source", source.slug, "judgement", judgement.slug)
            self._origin(opinion, judgement.where)
            self._plain(opinion, RDF.type, DKG.Judgement)
            self._plain(opinion, DKG.madeIn, node)
            self._plain(opinion, DKG.judges, thing("drama", judgement.of))
            self._plain(opinion, DKG.aspect, Literal(judgement.aspect))
            self._plain(opinion, DKG.stance, Literal(judgement.stance))
            self._plain(opinion, DKG.locator, Literal(judgement.place))
            for text in _texts(judgement.text):
                self._plain(opinion, SKOS.prefLabel, text)


class _PersonWriter(_Writer):
    """Real people: always visible, since their graphs are told at no beat."""

    def write(self, person: Person) -> None:
        """Add what sources say of one person."""
        node = thing("person", person.slug)
        self._origin(node, person.where)
        preferred: set[str] = set()
        for name in person.names:
            label = SKOS.altLabel if name.language in preferred else SKOS.prefLabel
            preferred.add(name.language)
            self._say(node, name.cited, (RDF.type, DKG.Person), (label, Literal(name.text, language=name.language)))
        for remark, predicate in (
            *((remark, DKG.occupation) for remark in person.occupation),
            *((remark, DKG.note) for remark in person.notes),
        ):
            self._say(node, remark.cited, *((predicate, text) for text in _texts(remark.text)))
        for identifier in person.identifiers:
            self._say(node, identifier.cited, *_identifier_facts(identifier.id, person=True))
        for other in person.different_from:
            self._say(node, person.names[0].cited, (OWL.differentFrom, thing("person", other)))

    def _say(self, node: NamedNode, cited: Cited, *facts: Fact) -> None:
        for citation in cited:
            graph = self._graph(f"people/{citation.source}", citation.source, None)
            self._add(graph, node, citation.place, facts)


def _identifier_facts(identifier: str, *, person: bool) -> Iterator[Fact]:
    """Yield an identifier, and the page it leads to where the catalogue is known (never `owl:sameAs`)."""
    yield DKG.identifier, Literal(identifier)
    scheme, value = identifier.split(":", 1)
    page = _PAGES.get(f"{scheme}_person" if person else scheme)
    if page:
        yield SKOS.exactMatch, NamedNode(page + value)


class _DramaWriter(_Writer):
    """Everything that a drama's file says."""

    def __init__(self, out: Statements, drama: Drama) -> None:
        super().__init__(out)
        self.drama = drama
        self.node = thing("drama", drama.slug)
        self.events = {event.slug: event for event in drama.events}

    def write(self) -> None:
        """Add one drama."""
        drama = self.drama
        self._origin(self.node, drama.where)
        for position, beat in enumerate(drama.beats or (Beat("premise", _PREMISE),), start=1):
            self._beat(position, beat)
        kind = ((RDF.type, DKG.Drama), (DKG.coverage, Literal(drama.coverage)))
        self._labels(self.node, drama.names, 1, *kind)
        for fact in drama.production:
            self._say(self.node, self._at(fact.told), fact.cited, *_production_facts(fact))
        for group in drama.groups:
            self._group_box(group)
        for character in drama.characters:
            self._character(character)
        for casting in drama.cast:
            self._casting(casting, None, 1)
        for alias in drama.aliases:
            self._alias(alias)
        for event in drama.events:
            self._event(event)
        if drama.present in self.events:
            present = self.events[drama.present]
            begins = (DKG.presentBeginsAt, event_iri(drama.slug, present.slug))
            self._say(self.node, self._at(present.told), present.cited, begins)
        self._story_order()
        for relationship in drama.relationships:
            self._relationship(relationship)
        self._phase_order()
        for use in drama.themes:
            self._say(self.node, self._at(use.told), use.cited, (DKG.hasTheme, thing("theme", use.theme)))
        for remark in drama.open:
            facts = ((DKG.leavesOpen, text) for text in _texts(remark.text))
            self._say(self.node, self._at(remark.told), remark.cited, *facts)

    def _at(self, told: str | None, earliest: int = 1) -> int:
        """Return the position of a beat, ``earliest`` where none is named."""
        return earliest if told is None else max(earliest, self.drama.position(told))

    def _say(self, node: NamedNode, position: int, cited: Cited, *facts: Fact) -> None:
        """Add facts, told at a beat, to the graph of each source that tells them."""
        for citation in cited:
            path = f"{self.drama.slug}/{citation.source}/{position}"
            graph = self._graph(path, citation.source, beat_iri(self.drama.slug, position))
            self._add(graph, node, citation.place, facts)

    def _labels(
        self,
        node: NamedNode,
        names: tuple[Name, ...],
        earliest: int,
        *facts: Fact,
    ) -> None:
        """Add names, the first of each language as the preferred label, with ``facts`` beside those told first."""
        preferred: set[str] = set()
        for name in names:
            label = SKOS.altLabel if name.language in preferred else SKOS.prefLabel
            preferred.add(name.language)
            position = self._at(name.told, earliest)
            beside = facts if position == earliest else ()
            self._say(node, position, name.cited, *beside, (label, Literal(name.text, language=name.language)))

    def _beat(self, position: int, beat: Beat) -> None:
        """Describe a beat; its label, which may itself spoil, is in a graph told at that beat."""
        node = beat_iri(self.drama.slug, position)
        self._origin(node, beat.where)
        self._plain(node, RDF.type, DKG.Beat)
        self._plain(node, DKG.inDrama, self.node)
        self._plain(node, DKG.position, Literal(position))
        if beat.episode is not None:
            self._plain(node, DKG.episode, Literal(beat.episode))
        graph = NamedNode(f"{GRAPH_BASE}{self.drama.slug}/beats/{position}")
        self._plain(graph, DKG.revealedAt, node)
        self._out.quads.extend(Quad(node, SKOS.prefLabel, text, graph) for text in _texts(beat.label))

    def _group_box(self, group: Group) -> None:
        node = thing("drama", self.drama.slug, "group", group.slug)
        self._origin(node, group.where)
        facts: tuple[Fact, ...] = (
            (RDF.type, DKG.Group),
            (DKG.inDrama, self.node),
            (DKG.groupKind, Literal(group.kind)),
        )
        self._labels(node, group.names, self._at(group.told), *facts)

    def _character(self, character: Character) -> None:
        node = character_iri(self.drama.slug, character.slug)
        self._origin(node, character.where)
        first = self._at(character.told)
        kind: tuple[Fact, ...] = ((RDF.type, DKG.Character), (DKG.characterIn, self.node))
        self._labels(node, character.names, first, *kind)
        if character.described_as is not None:
            described = character.described_as
            labels = ((SKOS.prefLabel, text) for text in _texts(described.text))
            facts = (*kind, (DKG.isUnnamed, _boolean(True)), *labels)
            self._say(node, self._at(described.told, first), described.cited, *facts)
        for remark in character.occupation:
            self._remark(node, DKG.occupation, remark, first)
        for remark in character.notes:
            self._remark(node, DKG.note, remark, first)
        for casting in character.played_by:
            self._casting(casting, node, first)
        for membership in character.groups:
            group = thing("drama", self.drama.slug, "group", membership.group)
            self._say(node, self._at(membership.told, first), membership.cited, (DKG.memberOf, group))

    def _remark(self, node: NamedNode, predicate: NamedNode, remark: Remark, earliest: int) -> None:
        facts = ((predicate, text) for text in _texts(remark.text))
        self._say(node, self._at(remark.told, earliest), remark.cited, *facts)

    def _casting(self, casting: Casting, character: NamedNode | None, earliest: int) -> None:
        """Add to the one performance of a person in this drama, whichever characters they play."""
        node = thing("performance", self.drama.slug, casting.person)
        self._origin(node, casting.where)
        facts: list[Fact] = [
            (RDF.type, DKG.Performance),
            (DKG.inDrama, self.node),
            (DKG.performer, thing("person", casting.person)),
        ]
        if character is not None:
            facts.append((DKG.portrays, character))
        if casting.billing is not None:
            facts.append((DKG.billing, Literal(casting.billing)))
        self._say(node, self._at(casting.told, earliest), casting.cited, *facts)

    def _alias(self, alias: Alias) -> None:
        node = thing("drama", self.drama.slug, "alias", alias.slug)
        self._origin(node, alias.where)
        first = self._at(alias.told)
        self._labels(node, alias.names, first, (RDF.type, DKG.Alias), (DKG.inDrama, self.node))
        owner = character_iri(self.drama.slug, alias.denotes)
        self._say(node, self._at(alias.denotes_told, first), alias.denotes_cited, (DKG.denotes, owner))

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
                facts.extend((predicate, literal) for literal in _texts(text))
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
        self._say(node, self._at(latest.told), latest.cited, (predicate, event_iri(self.drama.slug, other)))

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
                facts.extend((predicate, literal) for literal in _texts(text))
        facts.extend((DKG.ofArc, arc_iri(self.drama.slug, one, other)) for one, other in combinations(phase.parties, 2))
        self._say(node, told, phase.cited, *facts)
        for one, other in combinations(phase.parties, 2):
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
            for pair in combinations(phase.parties, 2):
                phases.setdefault(tuple(sorted(pair)), []).append(phase)
        for of_pair in phases.values():
            for one, following in combinations(of_pair, 2):
                told = max(self._at(one.told), self._at(following.told))
                target = relationship_iri(self.drama.slug, following.slug)
                node = relationship_iri(self.drama.slug, one.slug)
                self._say(node, told, following.cited, (DKG.laterPhase, target))


def _production_facts(fact: ProductionFact) -> Iterator[Fact]:
    if isinstance(fact.value, Text):
        for text in _texts(fact.value):
            yield _TEXT_FACTS[fact.key], text
    elif fact.key == "identifier":
        yield from _identifier_facts(str(fact.value), person=False)
    elif fact.key in ("director", "writer"):
        yield (DKG.director if fact.key == "director" else DKG.writer), thing("person", str(fact.value))
    elif fact.key == "sequel_of":
        yield DKG.sequelOf, thing("drama", str(fact.value))
    elif fact.key in ("first_aired", "last_aired"):
        yield _LITERAL_FACTS[fact.key], Literal(str(fact.value), datatype=XSD.date)
    else:
        yield (
            _LITERAL_FACTS[fact.key],
            Literal(fact.value if isinstance(fact.value, int) else str(fact.value)),
        )


def _time_facts(when: StoryTime) -> Iterator[tuple[NamedNode, Literal]]:
    if when.years is not None:
        yield (DKG.yearsBefore if when.side == "before" else DKG.yearsAfter), _decimal(when.years)
        if when.about:
            yield DKG.isApproximate, _boolean(True)

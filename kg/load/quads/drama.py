"""A drama's beats, making, characters, cast and themes to quads."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.load.quads.iris import beat_iri, character_iri
from kg.load.quads.telling import TellingWriter
from kg.load.quads.writer import Fact, boolean, identifier_facts, texts
from kg.model import Alias, Beat, Casting, Character, Group, ProductionFact, Remark, Text
from kg.vocab import DKG, GRAPH_BASE, RDF, SKOS, XSD, thing

__all__ = ["DramaWriter"]

_PREMISE = Text("The premise", "첫 회 이전")
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


class DramaWriter(TellingWriter):
    """Everything that a drama's file says beside its story."""

    def write(self) -> None:
        """Add one drama."""
        drama = self.drama
        self._origin(self.node, drama.where)
        for position, beat in enumerate(drama.beats or (Beat("premise", _PREMISE),), start=1):
            self._beat(position, beat)
        kinds = [NamedNode(DKG.base + name) for name in dict.fromkeys(("Drama", drama.kind))]
        kind: tuple[Fact, ...] = (*((RDF.type, node) for node in kinds), (DKG.coverage, Literal(drama.coverage)))
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
        for use in drama.themes:
            self._say(self.node, self._at(use.told), use.cited, (DKG.hasTheme, thing("theme", use.theme)))
        for remark in drama.open:
            facts = ((DKG.leavesOpen, text) for text in texts(remark.text))
            self._say(self.node, self._at(remark.told), remark.cited, *facts)

    def _beat(self, position: int, beat: Beat) -> None:
        """Describe a beat; its label and episode, which may themselves tell something, are told at that beat."""
        node = beat_iri(self.drama.slug, position)
        self._origin(node, beat.where)
        self._plain(node, RDF.type, DKG.Beat)
        self._plain(node, DKG.inDrama, self.node)
        self._plain(node, DKG.position, Literal(position))
        graph = NamedNode(f"{GRAPH_BASE}{self.drama.slug}/beats/{position}")
        self._plain(graph, DKG.revealedAt, node)
        if beat.episode is not None:
            self._out.quads.append(Quad(node, DKG.episode, Literal(beat.episode), graph))
        self._out.quads.extend(Quad(node, SKOS.prefLabel, text, graph) for text in texts(beat.label))

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
        kind: tuple[Fact, ...] = (
            (RDF.type, DKG.Character),
            (DKG.characterIn, self.node),
            *((DKG.gender, Literal(gender)) for gender in character.gender),
            *(((DKG.isGroup, boolean(True)),) if character.is_group else ()),
        )
        self._labels(node, character.names, first, *kind)
        if character.described_as is not None:
            described = character.described_as
            labels = ((SKOS.prefLabel, text) for text in texts(described.text))
            facts = (*kind, (DKG.isUnnamed, boolean(True)), *labels)
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
        facts = ((predicate, text) for text in texts(remark.text))
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


def _production_facts(fact: ProductionFact) -> Iterator[Fact]:
    if isinstance(fact.value, Text):
        for text in texts(fact.value):
            yield _TEXT_FACTS[fact.key], text
    elif fact.key == "identifier":
        yield from identifier_facts(str(fact.value), person=False)
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

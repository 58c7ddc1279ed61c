"""Real people to quads."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kg.load.quads.writer import Fact, Writer, identifier_facts, possible_identifier, texts
from kg.model import Cited, Person
from kg.vocab import DKG, OWL, RDF, SKOS, thing

__all__ = ["PersonWriter"]


class PersonWriter(Writer):
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
            self._say(node, remark.cited, *((predicate, text) for text in texts(remark.text)))
        for identifier in person.identifiers:
            sure = identifier.certainty is None
            facts = identifier_facts(identifier.id, person=True) if sure else possible_identifier(identifier.id)
            self._say(node, identifier.cited, *facts)
        for other in person.different_from:
            self._say(node, person.names[0].cited, (OWL.differentFrom, thing("person", other)))

    def _say(self, node: NamedNode, cited: Cited, *facts: Fact) -> None:
        for citation in cited:
            graph = self._graph(f"people/{citation.source}", citation.source, None)
            self._add(graph, node, citation.place, facts)

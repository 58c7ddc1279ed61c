"""What all writers of statements share: where quads go, graphs that are described once, and literals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import Where
from kg.model import Text
from kg.vocab import DKG, GRAPH_BASE, GRAPH_PROVENANCE, PROV, SKOS, XSD, thing

__all__ = ["Fact", "Statements", "Writer", "boolean", "decimal", "identifier_facts", "possible_identifier", "texts"]

_PAGES = {
    "mydramalist": "https://mydramalist.com/",
    "mydramalist_person": "https://mydramalist.com/people/",
    "tmdb_tv": "https://www.themoviedb.org/tv/",
    "daum": "https://movie.daum.net/tv/",
    "dracor": "https://dracor.org/entity/",
    "gnd_person": "https://d-nb.info/gnd/",
    "wikidata": "http://www.wikidata.org/entity/",
    "wikidata_person": "http://www.wikidata.org/entity/",
}

Fact = tuple[NamedNode, NamedNode | Literal]


@dataclass
class Statements:
    """The quads of a collection, and the file and line that each described thing comes from."""

    quads: list[Quad] = field(default_factory=list)
    origins: dict[str, Where] = field(default_factory=dict)

    def add(self, others: Statements) -> None:
        """Put other statements beside these."""
        self.quads.extend(others.quads)
        for iri, where in others.origins.items():
            self.origins.setdefault(iri, where)


def texts(text: Text) -> Iterator[Literal]:
    """Yield a text as one literal for each language."""
    yield Literal(text.en, language="en")
    if text.ko is not None:
        yield Literal(text.ko, language="ko")


def boolean(value: bool) -> Literal:
    """Return a literal of xsd:boolean."""
    return Literal("true" if value else "false", datatype=XSD.boolean)


def decimal(value: Decimal) -> Literal:
    """Return a literal of xsd:decimal in its shortest form."""
    return Literal(format(value.normalize(), "f"), datatype=XSD.decimal)


class Writer:
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


def possible_identifier(identifier: str) -> Iterator[Fact]:
    """Yield an identifier that was matched by a name alone: nothing joins on it."""
    yield DKG.possibleIdentifier, Literal(identifier)


def identifier_facts(identifier: str, *, person: bool) -> Iterator[Fact]:
    """Yield an identifier, and the page it leads to where the catalogue is known (never `owl:sameAs`)."""
    yield DKG.identifier, Literal(identifier)
    scheme, value = identifier.split(":", 1)
    page = _PAGES.get(f"{scheme}_person" if person else scheme)
    if page:
        yield SKOS.exactMatch, NamedNode(page + value)

"""What is known of a thing, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.results import Triples
from kg.vocab import DKG, RDF

__all__ = ["Description", "Link", "Links", "Node", "Statement", "Telling", "Texts"]

Texts = Mapping[str, str]
Node = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Telling:
    """Where a statement is told: the graph, its source (an IRI), the places in it, the drama and the beat.

    ``drama`` and ``beat`` are None for what no beat tells; ``source`` is for the ontology and for beats.
    """

    graph: str
    source: str | None
    places: tuple[str, ...]
    drama: str | None
    beat: int | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A property of the thing and one value; without tellings it follows from what is told."""

    property: str
    value: Node
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A thing that leads here; ``told`` is False where that only follows."""

    thing: str
    told: bool


@dataclass(frozen=True, slots=True)
class Links:
    """The things that lead here by one property."""

    property: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Description:
    """What is known of a thing from a viewpoint.

    ``told`` and ``inferred`` are statements with the thing as subject or object; ``about`` describes the graphs,
    sources and beats that tell them; ``names`` has the label of everything that is named, by IRI and language.
    """

    thing: NamedNode
    told: tuple[Quad, ...]
    inferred: tuple[Quad, ...]
    about: tuple[Quad, ...]
    names: Mapping[str, Texts]
    graphs: Mapping[str, Telling]

    def to_rdf(self) -> Triples:
        """Return it in RDF, with an `rdfs:label` of everything that is named, and the sources."""
        from kg.linked.documents import to_triples

        return to_triples(self)

    def to_trig(self) -> bytes:
        """Return it in TriG, each statement in the graph that tells it."""
        from kg.linked.documents import to_trig

        return to_trig(self)

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values (docs/linked-data.md)."""
        from kg.linked.documents import to_dict

        return to_dict(self)

    @property
    def iri(self) -> str:
        """The thing's IRI."""
        return self.thing.value

    @property
    def label(self) -> Texts:
        """What the thing is called, by language; the last part of its IRI where nobody says."""
        return self.names.get(self.iri) or {"en": self.iri.replace("#", "/").rsplit("/", 1)[-1]}

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The classes of the thing: those that are told before those that follow."""
        told = [quad.object.value for quad in self.told if self._is_type(quad)]  # type: ignore[union-attr]
        follow = [quad.object.value for quad in self.inferred if self._is_type(quad)]  # type: ignore[union-attr]
        return tuple(dict.fromkeys((*sorted(told), *sorted(follow))))

    def _is_type(self, quad: Quad) -> bool:
        return quad.subject == self.thing and quad.predicate == RDF.type and isinstance(quad.object, NamedNode)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What is said of the thing, but for the places in sources, which stand with the statements told there."""
        places: dict[str, list[str]] = {}
        tellings: dict[tuple[str, str], tuple[NamedNode, Node, list[str]]] = {}
        for quad in self.told:
            if quad.subject != self.thing:
                continue
            graph = _name(quad.graph_name)
            if quad.predicate == DKG.locator and isinstance(quad.object, Literal):
                places.setdefault(graph, []).append(quad.object.value)
                continue
            key = quad.predicate.value, str(quad.object)
            tellings.setdefault(key, (quad.predicate, quad.object, []))[2].append(graph)
        for quad in self.inferred:
            if quad.subject == self.thing:
                tellings.setdefault((quad.predicate.value, str(quad.object)), (quad.predicate, quad.object, []))
        return tuple(
            Statement(predicate.value, value, tuple(self._telling(graph, places.get(graph, ())) for graph in graphs))
            for _, (predicate, value, graphs) in sorted(tellings.items())
        )

    def _telling(self, graph: str, places: list[str] | tuple[()]) -> Telling:
        known = self.graphs.get(graph)
        if known is None:
            return Telling(graph, None, tuple(places), None, None)
        return Telling(graph, known.source, tuple(places), known.drama, known.beat)

    @cached_property
    def links(self) -> tuple[Links, ...]:
        """What leads to the thing, by property; what is told before what follows."""
        found: dict[str, dict[str, bool]] = {}
        for told, quads in ((True, self.told), (False, self.inferred)):
            for quad in quads:
                if quad.object == self.thing and isinstance(quad.subject, NamedNode):
                    found.setdefault(quad.predicate.value, {}).setdefault(quad.subject.value, told)
        return tuple(
            Links(name, tuple(Link(thing, told) for thing, told in sorted(things.items(), key=_told_first)))
            for name, things in sorted(found.items())
        )


def _told_first(item: tuple[str, bool]) -> tuple[bool, str]:
    return not item[1], item[0]


def _name(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""

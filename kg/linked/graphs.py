"""What a named graph holds, as far as it may be seen, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from kg.errors import NotFoundError
from kg.kept import Kept
from kg.linked.documents import labels_of, literal_value
from kg.linked.things import Things
from kg.linked.values import Description, Node, Texts
from kg.linked.visible import PUBLIC_GRAPHS
from kg.results import Triples
from kg.store import GraphStore
from kg.views import Viewpoint, Views
from kg.vocab import GRAPH_INFERRED, GRAPH_PROVENANCE

__all__ = ["GraphPage", "Graphs"]

_KEPT = 4  # lists of statements
_STANDING = (*PUBLIC_GRAPHS, GRAPH_PROVENANCE, GRAPH_INFERRED)


@dataclass(frozen=True, slots=True)
class GraphPage:
    """Some of the statements of a graph, with what is said of the graph itself; ``total`` counts all of them."""

    description: Description
    statements: tuple[Triple, ...]
    total: int
    names: Mapping[str, Texts]

    def to_rdf(self) -> Triples:
        """Return these statements, with an `rdfs:label` of everything that is named, and what is said of the graph."""
        return Triples(dict.fromkeys((*self.description.to_rdf(), *self.statements, *labels_of(self.names))))

    def to_trig(self) -> bytes:
        """Return these statements in their graph, in TriG, with what is said of it."""
        quads = (Quad(t.subject, t.predicate, t.object, self.description.thing) for t in self.statements)
        own = serialize(quads, format=RdfFormat.TRIG) or b""
        return self.description.to_trig() + own

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        rows = [[_value(term) for term in (t.subject, t.predicate, t.object)] for t in self.statements]
        labels = {iri: dict(texts) for iri, texts in sorted(self.names.items())}
        return {"graph": self.description.to_dict(), "total": self.total, "triples": rows, "labels": labels}


def _value(term: Node) -> dict[str, str]:
    return {"iri": term.value} if isinstance(term, NamedNode) else literal_value(term)


class Graphs:
    """The named graphs of one store."""

    def __init__(self, store: GraphStore, views: Views, things: Things) -> None:
        self._store = store
        self._views = views
        self._things = things
        self._kept = Kept[list[Triple]](_KEPT)

    def page(self, graph: NamedNode, viewpoint: Viewpoint, start: int, count: int) -> GraphPage:
        """Return statements of a graph from a place on. Raises `NotFoundError` for a graph that may not be seen."""
        if graph not in _STANDING and not self._things.visible.sees_graph(graph, viewpoint):
            raise NotFoundError("nothing is told in this graph so far; it may be told later")
        found = self._statements(graph, viewpoint)
        shown = found[start : start + count]
        terms = (term for triple in shown for term in (triple.subject, triple.predicate, triple.object))
        names = self._things.names_of((term for term in terms if isinstance(term, NamedNode)), viewpoint)
        told = self._things.visible.about(graph, viewpoint)
        return GraphPage(self._things.described(graph, viewpoint, told), tuple(shown), len(found), names)

    def _statements(self, graph: NamedNode, viewpoint: Viewpoint) -> list[Triple]:
        return self._kept.get(
            (graph.value, viewpoint),
            lambda: sorted({quad.triple for quad in self._quads(graph, viewpoint)}, key=str),
        )

    def _quads(self, graph: NamedNode, viewpoint: Viewpoint) -> Iterable[Quad]:
        if graph == GRAPH_INFERRED:
            # Of the dramas that are named: to close all of them takes too long for a page.
            named = (Viewpoint((one,), only=True) for one in viewpoint.positions)
            return (quad for one in named for quad in self._views.seen(one).inferred)
        told = self._store.told(graph=graph)
        return (quad for quad in told if self._things.visible.sees(quad, viewpoint))

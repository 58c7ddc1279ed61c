"""What the rest of the package needs of a store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from pyoxigraph import BlankNode, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Triple

from kg.results import Answer
from kg.sparqltext import Term

__all__ = ["GraphStore"]


Found = TypeVar("Found")


class GraphStore(Protocol):
    """A dataset: named graphs, and a default graph that is their union, each triple once."""

    def query(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        graphs: Sequence[NamedNode] | None = None,
        named: Sequence[NamedNode] | None = None,
    ) -> Answer:
        """Answer a SPARQL query; see `EmbeddedStore.query`."""

    def read(
        self,
        sparql: str,
        take: Callable[[QuerySolutions | QueryBoolean | QueryTriples], Found],
        *,
        bindings: Mapping[str, Term] | None = None,
        graphs: Sequence[NamedNode] | None = None,
        named: Sequence[NamedNode] | None = None,
    ) -> Found:
        """Answer a SPARQL query for ``take`` to read; see `EmbeddedStore.read`."""

    def told(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: NamedNode | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of the named graphs that fit; None fits anything."""

    def told_of(self, pairs: Iterable[tuple[NamedNode | None, NamedNode]]) -> Iterator[Quad]:
        """Yield the quads of some graphs, each of a subject alone where one is given, in the order of the pairs."""

    def union(
        self,
        subject: NamedNode | BlankNode | None = None,
        predicate: NamedNode | None = None,
        value: Term | BlankNode | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of the default graph that fit, inferred ones too; None fits anything."""

    def union_told(self, leaving: NamedNode) -> Iterator[Quad]:
        """Yield the quads of the default graph that some graph other than ``leaving`` tells."""

    def expect(self, subjects: Iterable[NamedNode]) -> None:
        """Take notice that `told` will be asked about some subjects: a store that is far away fetches them at once."""

    def telling(self, triple: Triple) -> Iterator[Quad]:
        """Yield a triple as a quad of each named graph that holds it."""

"""The embedded store (Oxigraph), on disk or in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeVar

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
)  # fmt: skip

from kg.errors import BuildError, QueryError
from kg.results import Answer, Table, Triples
from kg.sparqltext import Term
from kg.store.checks import prepared, refuse_service, syntax_error, with_room
from kg.store.dataset import dataset_of
from kg.vocab import PREFIXES

__all__ = ["EmbeddedStore", "StoreWriter", "as_answer"]

_UNION = DefaultGraph()
_FILL_UNION = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
_PARTS_KEPT = 32
_MOST_KEPT = 400_000  # statements of them all
_PIECE = 8 << 20

Found = TypeVar("Found")
_Name = NamedNode | BlankNode | DefaultGraph


def _with_union(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield quads, and each distinct triple once more in the default graph.

    Oxigraph can query the union of all graphs by itself, but then a triple that three sources tell counts three times;
    the default graph of a SPARQL dataset is a set.
    """
    seen: set[Triple] = set()
    for quad in quads:
        yield quad
        triple = quad.triple
        if triple not in seen:
            seen.add(triple)
            yield _in_union(triple)


def _in_union(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, _UNION)


def _of_triple(store: Store, triple: Triple) -> Iterator[Quad]:
    return store.quads_for_pattern(triple.subject, triple.predicate, triple.object)


class StoreWriter:
    """Adds statements to a new store; its default graph becomes the union of its named graphs.

    Texts are in the canonical form that `pyoxigraph.serialize` writes, without blank nodes: they are taken as they are.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asking = EmbeddedStore(store)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads of named graphs, with what the default graph has of them."""
        self._store.bulk_extend(_with_union(quads))

    def add_named(self, quads: Iterable[Quad], file: Path) -> None:
        """Add quads of named graphs and a file of N-Quads, for `add_triples` to put into the default graph."""
        self._store.bulk_extend(quads)
        with file.open("rb") as lines:
            self._load(lines, RdfFormat.N_QUADS)

    def add_triples(self, text: bytes, graph: NamedNode | None = None) -> None:
        """Add N-Triples to the default graph, or to a named one alone."""
        self._load(BytesIO(text), RdfFormat.N_TRIPLES, graph or _UNION)

    def _load(self, lines: BinaryIO, form: RdfFormat, graph: NamedNode | DefaultGraph | None = None) -> None:
        """Load in pieces: the engine's loader takes four times the memory for the whole at once, and no less time."""
        while piece := lines.read(_PIECE):
            self._store.bulk_load(input=piece + lines.readline(), format=form, to_graph=graph, lenient=True)

    def __len__(self) -> int:
        return len(self._store)

    def graphs(self) -> int:
        """Return how many named graphs there are."""
        return sum(1 for _ in self._store.named_graphs())


class EmbeddedStore:
    """An Oxigraph store, on disk and read-only, or in memory; its default graph is the union of its named graphs.

    >>> from pyoxigraph import Literal, NamedNode, Quad
    >>> a, p = NamedNode("http://example.org/a"), NamedNode("http://example.org/p")
    >>> store = EmbeddedStore.of([Quad(a, p, Literal("x"), NamedNode("http://example.org/g"))])
    >>> store.query("SELECT ?o { ?s ?p ?o }").to_dicts()
    [{'o': 'x'}]
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._parts: dict[tuple[frozenset[str], frozenset[str]], tuple[Store, int]] = {}
        self._parts_lock = threading.Lock()

    @classmethod
    def open(cls, path: Path) -> EmbeddedStore:
        """Open a built store for reading.

        Raises `BuildError` when there is none or it cannot be read.
        """
        if not path.is_dir():
            raise BuildError(f"there is no store in {path}; run: kg build")
        try:
            return cls(Store.read_only(str(path)))
        except (OSError, RuntimeError, ValueError) as error:
            raise BuildError(f"the store in {path} cannot be opened ({error}); run: kg build") from error

    @classmethod
    def of(cls, quads: Iterable[Quad], beside: Iterable[Quad] = ()) -> EmbeddedStore:
        """Make a store in memory; ``beside`` are quads that `with_union` has been through already."""
        store = Store()
        store.bulk_extend(quads)
        store.update(_FILL_UNION)  # in the engine: a loop over triples takes several times as long
        store.bulk_extend(beside)
        return cls(store)

    @staticmethod
    def with_union(quads: Iterable[Quad]) -> list[Quad]:
        """Return quads of named graphs with those of the default graph that go with them, for many stores to share."""
        return list(_with_union(quads))

    @staticmethod
    def write(path: Path, quads: Iterable[Quad]) -> None:
        """Write a new store on disk."""
        store = Store(str(path))
        store.bulk_extend(_with_union(quads))
        store.optimize()
        store.flush()

    @classmethod
    @contextmanager
    def writing(cls, path: Path) -> Iterator[StoreWriter]:
        """Begin a new store on disk; what is added can be asked at once, and all of it is on the disk at the end."""
        store = Store(str(path))
        yield StoreWriter(store)
        store.optimize()
        store.flush()

    def write_changed(self, path: Path, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Write a new store on disk that holds what this one does, without some quads and with others.

        The quads are of named graphs. Files that stay as they are become hard links, where the disk has those.
        """
        self._store.backup(str(path))
        store = Store(str(path))
        gone = [quad for quad in removed if quad in store]
        for quad in gone:
            store.remove(quad)
        fresh = list(added)
        store.extend(fresh)
        store.extend(_in_union(quad.triple) for quad in fresh)
        for triple in {quad.triple for quad in gone}:
            if not any(True for quad in _of_triple(store, triple) if quad.graph_name != _UNION):
                store.remove(_in_union(triple))
        for graph in {quad.graph_name for quad in gone}:
            if not any(True for _ in store.quads_for_pattern(None, None, None, graph)):
                store.remove_graph(graph)
        store.flush()

    def __len__(self) -> int:
        return len(self._store)

    def named_graphs(self) -> list[NamedNode]:
        """Return the names of all graphs, sorted."""
        return sorted((name for name in self._store.named_graphs() if isinstance(name, NamedNode)), key=str)

    def told(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: NamedNode | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of the named graphs that fit; None fits anything."""
        found = self._store.quads_for_pattern(subject, predicate, value, graph)
        return found if graph is not None else (quad for quad in found if quad.graph_name != _UNION)

    def told_of(self, pairs: Iterable[tuple[NamedNode | None, NamedNode]]) -> Iterator[Quad]:
        """Yield the quads of some graphs, each of a subject alone where one is given, in the order of the pairs."""
        for subject, graph in pairs:
            yield from self._store.quads_for_pattern(subject, None, None, graph)

    def union(
        self,
        subject: NamedNode | BlankNode | None = None,
        predicate: NamedNode | None = None,
        value: Term | BlankNode | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of the default graph that fit, inferred ones too; None fits anything."""
        return self._store.quads_for_pattern(subject, predicate, value, _UNION)

    def union_told(self, leaving: NamedNode) -> Iterator[Quad]:
        """Yield the quads of the default graph that some graph other than ``leaving`` tells."""
        for quad in self.union():
            if any(other.graph_name != leaving for other in self.telling(quad.triple)):
                yield quad

    def expect(self, subjects: Iterable[NamedNode]) -> None:
        """Do nothing: nothing is far away."""

    def telling(self, triple: Triple) -> Iterator[Quad]:
        """Yield a triple as a quad of each named graph that holds it."""
        return (quad for quad in _of_triple(self._store, triple) if quad.graph_name != _UNION)

    def query(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        graphs: Sequence[NamedNode] | None = None,
        named: Sequence[NamedNode] | None = None,
    ) -> Answer:
        """Answer a SPARQL 1.1 query over the union of all graphs, or of ``graphs`` alone.

        ``bindings`` gives variables a value as RDF terms, never as text. ``graphs`` are the graphs whose union is the
        default graph, and ``named`` those that ``GRAPH`` finds: by default the same. With either, what the query says
        in ``FROM`` does not count. The project's prefixes are known.

        Returns a `Table` for SELECT and ASK and `Triples` for CONSTRUCT and DESCRIBE. Raises `QuerySyntaxError`,
        `QueryRefusedError` (SERVICE, an update) or `QueryError`.
        """
        return self.read(sparql, as_answer, bindings=bindings, graphs=graphs, named=named)

    def read(
        self,
        sparql: str,
        take: Callable[[QuerySolutions | QueryBoolean | QueryTriples], Found],
        *,
        bindings: Mapping[str, Term] | None = None,
        graphs: Sequence[NamedNode] | None = None,
        named: Sequence[NamedNode] | None = None,
    ) -> Found:
        """Answer a query as `query` does, for ``take`` to read; return what ``take`` makes of it.

        The answer is made while it is read: ``take`` need not read to the end.
        """
        text = prepared(sparql, bindings)
        return with_room(text, lambda: self._answer(text, take, graphs, named))

    def _answer(
        self,
        text: str,
        take: Callable[[QuerySolutions | QueryBoolean | QueryTriples], Found],
        graphs: Sequence[NamedNode] | None,
        named: Sequence[NamedNode] | None,
    ) -> Found:
        """Have the engine answer; its errors become ours."""
        refuse_service(text)
        store, default, others = self._dataset(text, graphs, named)
        try:
            return take(store.query(text, prefixes=PREFIXES, default_graph=default, named_graphs=others))
        except SyntaxError as error:
            raise syntax_error(text, error) from error
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"the query failed: {error}") from error

    def _dataset(
        self, text: str, graphs: Sequence[NamedNode] | None, named: Sequence[NamedNode] | None
    ) -> tuple[Store, list[_Name] | None, list[NamedNode | BlankNode] | None]:
        """Return the store to ask and the dataset in it: the one that is given, else the one that the query names.

        The engine takes both halves of a dataset or leaves that half to the query. The union of several graphs has
        each triple once; the engine's own would count one that two of them hold twice.
        """
        if graphs is None and named is None:
            said = dataset_of(text) if "from" in text.lower() else None
            if said is None or len(said[0]) < 2:  # the engine does as the query says
                return self._store, None, None
            graphs, named = said
        others: list[NamedNode | BlankNode] = [*(graphs or ())] if named is None else [*named]
        if graphs is None:
            return self._store, [_UNION], others
        graphs = list(dict.fromkeys(graphs))
        if len(graphs) < 2:
            return self._store, [*graphs], others
        return self._part(graphs, graphs if named is None else named), [_UNION], others

    def _part(self, graphs: Sequence[NamedNode], named: Sequence[NamedNode]) -> Store:
        """Return a store in memory whose default graph is a union; the last few asked for are kept."""
        key = frozenset(graph.value for graph in graphs), frozenset(graph.value for graph in named)
        with self._parts_lock:
            kept = self._parts.pop(key, None)
            if kept is not None:
                self._parts[key] = kept
                return kept[0]
        union = dict.fromkeys(_in_union(quad.triple) for graph in graphs for quad in self.told(graph=graph))
        alone = [quad for graph in named for quad in self.told(graph=graph)]
        part = Store()
        part.bulk_extend(union)
        part.bulk_extend(alone)
        with self._parts_lock:
            self._parts[key] = part, len(union) + len(alone)
            held = sum(size for _, size in self._parts.values())
            while len(self._parts) > _PARTS_KEPT or (held > _MOST_KEPT and len(self._parts) > 1):
                held -= self._parts.pop(next(iter(self._parts)))[1]
        return part


def as_answer(found: QuerySolutions | QueryBoolean | QueryTriples) -> Answer:
    """Return what an engine has found as a `Table` or `Triples`."""
    if isinstance(found, QuerySolutions):
        return Table.of_solutions(found)
    if isinstance(found, QueryBoolean):
        return Table.of_boolean(found)
    return Triples(found)

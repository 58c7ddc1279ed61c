"""A store on any SPARQL 1.1 server."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse_query_results,
)  # fmt: skip

from kg.errors import StoreError
from kg.results import Answer, Node, Table
from kg.sparqltext import Term, keep_graphs, limit_graphs, without_graph_names
from kg.store.addresses import Addresses
from kg.store.checks import checked_form, prepared
from kg.store.connection import JSON, N_TRIPLES, Connection
from kg.store.dataset import dataset_of
from kg.store.embedded import EmbeddedStore, as_answer
from kg.store.state import UNION_GRAPH, State
from kg.vocab import GRAPH_BASE, PREFIXES, XSD

__all__ = ["RemoteStore"]

Found = TypeVar("Found")

_PREFIXES = " ".join(f"PREFIX {prefix}: <{base}>" for prefix, base in PREFIXES.items())
_AT_ONCE = 200  # pairs of a thing and a graph that one query asks for
_SUBJECTS_KEPT = 5_000
_ANYTHING = BlankNode("anything")
_GRAPH_VARIABLE = "kg_graph_"
_BOOLEAN = b"XMLSchema#boolean"
_BOOLEANS = {"1": "true", "0": "false"}


class RemoteStore:
    """A build that `kg.store.publish` put on a server; it answers as `EmbeddedStore` does.

    What a query of strangers may do is checked here, before it is sent. Blank nodes of the ontology have IRIs there.
    """

    def __init__(self, connection: Connection, state: State) -> None:
        self.state = state
        self._connection = connection
        self._subjects: dict[NamedNode, list[Quad]] = {}
        self._lock = threading.Lock()
        self._dataset = {"default-graph-uri": UNION_GRAPH.value} if state.default_graph == "named" else {}

    @classmethod
    def open(cls, url: str) -> RemoteStore:
        """Open a store by its address for queries; who asks is in the environment (`Addresses.of`).

        Raises `StoreError` where it cannot be reached, holds no build, or stopped while one was put to use.
        """
        return cls.at(Addresses.of(url, os.environ))

    @classmethod
    def at(cls, addresses: Addresses) -> RemoteStore:
        """Open a store by its addresses, as `open` does."""
        connection, url = Connection(addresses), addresses.query
        state = State.read(connection)
        if state is None or not (state.build or state.moving):
            raise StoreError(f"there is no build in the store at {url}; run: kg build --store {url}")
        if state.moving:
            raise StoreError(
                f"the store at {url} is taking over a build; if nobody is at it, run again: kg build --store {url}"
            )
        return cls(connection, state)

    @property
    def addresses(self) -> Addresses:
        """Where it is, for another process to open it."""
        return self._connection.addresses

    def build_in_use(self) -> str:
        """Return the build that the server has in use by now. Raises `StoreError`."""
        state = State.read(self._connection)
        # While another one is put to use, and where there is none any more, it stays at what was opened.
        return self.state.build if state is None or state.moving else state.build

    def query(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        graphs: Sequence[NamedNode] | None = None,
        named: Sequence[NamedNode] | None = None,
    ) -> Answer:
        """Answer a query; see `EmbeddedStore.query`. Raises `StoreError` too.

        Where a dataset is given, or named in the query, its graphs are fetched, and the query runs over them here.
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
        """Answer a query as `query` does, for ``take`` to read; return what ``take`` makes of it."""
        text = prepared(sparql, bindings)
        form = checked_form(text)
        if graphs is None and named is None:
            graphs, named = dataset_of(text) or (None, None)
        if graphs is not None:
            wanted = dict.fromkeys([*graphs, *(named or ())])
            part = EmbeddedStore.of(self.told_of((None, graph) for graph in wanted))
            return part.read(text, take, graphs=graphs, named=named)
        if named is not None:
            text = keep_graphs(without_graph_names(text, _GRAPH_VARIABLE), named)
        try:
            found = self._found(text, form)
        except (ValueError, TypeError, SyntaxError) as error:
            raise self._odd(error) from error
        return take(found)

    def _found(self, text: str, form: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return what the server answers, as the engine here would."""
        if form != "graph":
            answer = self._table(text) if form == "table" else self._boolean(text)
            return parse_query_results(answer.serialize("json"), format=QueryResultsFormat.JSON)
        triples = Store()
        triples.bulk_load(input=self._ask(text, N_TRIPLES), format=RdfFormat.N_TRIPLES, lenient=True)
        found = triples.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        assert isinstance(found, QueryTriples)  # noqa: S101
        return found

    def told(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: NamedNode | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of the named graphs that fit; None fits anything.

        What is told of a subject is kept for a while: whoever asks of one mostly asks again.
        """
        if subject is not None:
            for quad in self._of_subject(subject):
                wanted = ((predicate, quad.predicate), (value, quad.object), (graph, quad.graph_name))
                if all(one in (None, other) for one, other in wanted):
                    yield quad
            return
        pattern = _pattern((subject, predicate, value))
        for s, p, o, g in self._rows(f"GRAPH {graph or '?g'} {{ {pattern} }}", (subject, predicate, value, graph)):
            yield Quad(s, p, o, g)  # type: ignore[arg-type]

    def expect(self, subjects: Iterable[NamedNode]) -> None:
        """Fetch what is told of some subjects, all at once: they will be asked about next."""
        with self._lock:
            rest = iter([one for one in dict.fromkeys(subjects) if one not in self._subjects])
        while some := list(islice(rest, _AT_ONCE)):
            self._fetched(some)

    def _fetched(self, subjects: Sequence[NamedNode]) -> dict[NamedNode, list[Quad]]:
        """Return what is told of each of some subjects, and keep it."""
        found: dict[NamedNode, list[Quad]] = {one: [] for one in subjects}
        pattern = f"VALUES ?s {{ {' '.join(map(str, subjects))} }} GRAPH ?g {{ ?s ?p ?o }}"
        for s, p, o, g in self._rows(pattern, (None, None, None, None)):
            found[s].append(Quad(s, p, o, g))  # type: ignore[arg-type, index]
        with self._lock:
            self._subjects |= found
            while len(self._subjects) > _SUBJECTS_KEPT:
                self._subjects.pop(next(iter(self._subjects)))
        return found

    def _of_subject(self, subject: NamedNode) -> list[Quad]:
        with self._lock:
            kept = self._subjects.pop(subject, None)
            if kept is not None:
                self._subjects[subject] = kept
                return kept
        return self._fetched([subject])[subject]

    def told_of(self, pairs: Iterable[tuple[NamedNode | None, NamedNode]]) -> Iterator[Quad]:
        """Yield the quads of some graphs, each of a subject alone where one is given, in the order of the pairs."""
        rest = iter(pairs)
        while some := list(islice(rest, _AT_ONCE)):
            yield from self._told_of([pair for pair in some if pair[0] is None], by_subject=False)
            yield from self._told_of([pair for pair in some if pair[0] is not None], by_subject=True)

    def _told_of(self, pairs: list[tuple[NamedNode | None, NamedNode]], *, by_subject: bool) -> Iterator[Quad]:
        if not pairs:
            return
        names, rows = (
            ("(?s ?g)", [f"({s} {g})" for s, g in pairs]) if by_subject else ("?g", [str(g) for _, g in pairs])
        )
        found = self._rows(f"VALUES {names} {{ {' '.join(rows)} }} GRAPH ?g {{ ?s ?p ?o }}", (None, None, None, None))
        places = {pair: place for place, pair in enumerate(pairs)}
        quads = [Quad(s, p, o, g) for s, p, o, g in found]  # type: ignore[arg-type]
        # A server may give rows in any order; who reads them relies on one that the statements alone decide.
        quads.sort(key=lambda q: (places[q.subject if by_subject else None, q.graph_name], str(q.triple)))  # type: ignore[index]
        yield from quads

    def union(
        self,
        subject: NamedNode | BlankNode | None = None,
        predicate: NamedNode | None = None,
        value: Term | BlankNode | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of the default graph that fit, inferred ones too; None fits anything."""
        if isinstance(subject, BlankNode) or isinstance(value, BlankNode):
            return  # a name that only its own answer knows
        for s, p, o, _ in self._rows(_pattern((subject, predicate, value)), (subject, predicate, value, _ANYTHING)):
            yield Quad(s, p, o)  # type: ignore[arg-type]

    def union_told(self, leaving: NamedNode) -> Iterator[Quad]:
        """Yield the quads of the default graph that some graph other than ``leaving`` tells."""
        pattern = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != {leaving})"
        for s, p, o in self._table(f"SELECT DISTINCT ?s ?p ?o WHERE {{ {pattern} }}").terms:
            yield Quad(s, p, o)  # type: ignore[arg-type]

    def telling(self, triple: Triple) -> Iterator[Quad]:
        """Yield a triple as a quad of each named graph that holds it."""
        parts = (triple.subject, triple.predicate, triple.object)
        if any(isinstance(part, BlankNode) for part in parts):
            return
        for *_, graph in self._rows(f"GRAPH ?g {{ {' '.join(map(str, parts))} }}", (*parts, None)):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)  # type: ignore[arg-type]

    def _rows(self, pattern: str, known: tuple[Node | None, ...]) -> Iterator[tuple[Node | None, ...]]:
        """Yield subject, predicate, object and graph for each solution of a pattern; those known are not asked for."""
        wanted = [name for name, term in zip("spog", known, strict=True) if term is None]
        names = " ".join(f"?{name}" for name in wanted)
        try:
            found = (
                self._table(f"SELECT {names} WHERE {{ {pattern} }}")
                if wanted
                else self._boolean(f"ASK {{ {pattern} }}")
            )
        except (ValueError, TypeError, SyntaxError) as error:
            raise self._odd(error) from error
        if not wanted and found.boolean:
            yield known
        for row in found.terms:
            given = iter(row)
            yield tuple(next(given) if term is None else term for term in known)

    def _boolean(self, text: str) -> Table:
        answer = self._table(text)
        if answer.boolean is not None:
            return answer
        # With a default graph named, Virtuoso answers ASK as if it were SELECT: 1 in one row, or no row.
        yes = any(term.value not in ("0", "false") for row in answer.terms for term in row if isinstance(term, Literal))
        return Table(json.dumps({"head": {}, "boolean": yes}).encode())

    def _table(self, text: str) -> Table:
        table = Table(_tidied(self._ask(text, JSON)))
        if any(name.startswith(_GRAPH_VARIABLE) for name in table.columns):  # also reads it, or finds that it is none
            return table.without(name for name in table.columns if name.startswith(_GRAPH_VARIABLE))
        return table

    def _ask(self, text: str, accept: str) -> bytes:
        dataset = self._dataset
        # Beside ours a server has graphs of its own, and those of an upload that is under way.
        ours = limit_graphs(text, GRAPH_BASE)
        if dataset:
            # With a default graph named, Virtuoso finds others by a variable, and none by its name.
            ours = without_graph_names(ours, _GRAPH_VARIABLE)
        # On one line, so that a line that the server names is the query's.
        return self._connection.query(f"{_PREFIXES} {ours}", accept, dataset)

    def _odd(self, error: Exception) -> StoreError:
        return StoreError(f"{self._connection.addresses.origin} answers what is no SPARQL result: {str(error)[:300]}")


def _pattern(terms: tuple[Node | None, ...]) -> str:
    return " ".join(str(term) if term is not None else f"?{name}" for name, term in zip("spo", terms, strict=True))


def _tidied(results: bytes) -> bytes:
    """Return results in which truth values are written as true and false: some servers say 1 and 0."""
    if _BOOLEAN not in results:
        return results
    document = json.loads(results)
    for row in document["results"]["bindings"]:
        for cell in row.values():
            if cell.get("datatype") == XSD.boolean.value:
                cell["value"] = _BOOLEANS.get(cell["value"], cell["value"])
    return json.dumps(document, ensure_ascii=False).encode()

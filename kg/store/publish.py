"""Putting a build on a SPARQL server: batches into staging graphs, then one update that puts them to use.

What the server held before stays in use until that update. An upload that was cut off goes on where it stopped: each
batch does the same when it is sent twice, and the server keeps how many have come.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, cast

from pyoxigraph import BlankNode, NamedNode, Quad, QueryBoolean, QueryResultsFormat, parse_query_results

from kg.errors import StoreError
from kg.store.addresses import Addresses
from kg.store.connection import JSON, Connection
from kg.store.embedded import EmbeddedStore
from kg.store.state import STORE_BASE, UNION_GRAPH, DefaultGraphKind, State, emptied
from kg.vocab import GRAPH_BASE

if TYPE_CHECKING:
    from kg.results import Table

__all__ = ["Progress", "publish"]

# Called with the number of statements that are on the server, and of all.
Progress = Callable[[int, int], None]

_TOGETHER = 500  # statements of small graphs in one update; Virtuoso compiles an update, and refuses much larger ones
_PIECE = 20_000  # statements of a large graph in one request
_STAGING = STORE_BASE + "staging/"
_GENID = "https://w3id.org/.well-known/genid/drama-kg/"
_UPLOADS = NamedNode(STORE_BASE + "uploads")
_DONE = NamedNode(STORE_BASE + "#batches")
_BECOMES = NamedNode(STORE_BASE + "#becomes")
_EVERYTHING = "?s ?p ?o"
_ALL_OF_THEM = f"SELECT (COUNT(*) AS ?n) {{ {_EVERYTHING} }}"


def publish(
    store: EmbeddedStore, build: str, summary: dict[str, object], url: str, progress: Progress = lambda _now, _all: None
) -> bool:
    """Put a store on the server at ``url`` in place of what is there; return False where it was there already, whole.

    ``build`` names the build, and is part of addresses on the server; ``summary`` is kept for whoever opens it. Raises
    `StoreError`; then what was there before is still in use, and the same call goes on from where it stopped.
    """
    connection = Connection(Addresses.of(url, os.environ))
    try:
        before = State.read(connection)
        if before is not None and before.build == build and not before.moving and _is_whole(connection, before, store):
            return False
        state = State(_default_graph(connection), build, summary)
        upload = _Upload(connection, build, with_union=state.default_graph != "merged")
        if not upload.send(store, progress):
            upload.forget()
            if not upload.send(store, progress):
                raise StoreError(f"{connection.addresses.origin} does not hold what was sent: its old build is in use")
        upload.put_to_use(state)
        return True
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some statements: of one graph, or of several small ones. ``graphs`` maps a staging graph to its N-Triples."""

    graphs: dict[NamedNode, list[str]]

    def __len__(self) -> int:
        return sum(map(len, self.graphs.values()))

    def as_update(self) -> str:
        parts = (f"GRAPH {graph} {{\n" + "\n".join(lines) + "\n}" for graph, lines in self.graphs.items())
        return "INSERT DATA {\n" + "\n".join(parts) + "\n}"


class _Upload:
    """One build on its way to one server."""

    def __init__(self, connection: Connection, build: str, *, with_union: bool) -> None:
        self._connection = connection
        self._with_union = with_union
        self._base = f"{_STAGING}{build}/"
        self._node = NamedNode(self._base.rstrip("/"))
        self._names = NamedNode(self._base + "names")
        self._union = NamedNode(self._base + "union")

    def send(self, store: EmbeddedStore, progress: Progress) -> bool:
        """Send what the server does not have yet; return whether it now has as many statements as there are."""
        done = self._done()
        if not done:
            self._connection.update(f"{_deletion(_STAGING)} ; {emptied(_UPLOADS)}")
        sent, total = 0, len(store)
        for number, batch in enumerate(self._batches(store), 1):
            if number > done:
                self._send_batch(batch, number)
            sent += len(batch)
            progress(min(sent, total), total)
        return sent == _count(self._connection, f"FILTER(STRSTARTS(STR(?g), '{self._base}'))")

    def forget(self) -> None:
        """Have the next `send` start over."""
        self._connection.update(emptied(_UPLOADS))

    def put_to_use(self, state: State) -> None:
        """Replace what is in use by what has been sent, in one update.

        Most servers do all of an update or nothing. For those that do not, it first says that it is under way.
        """
        moving = replace(state, moving=state.build)
        named = f"GRAPH {self._names} {{ ?a {_BECOMES} ?g }} GRAPH ?a {{ {_EVERYTHING} }}"
        steps = [
            moving.as_update(),
            _deletion(GRAPH_BASE),
            f"INSERT {{ GRAPH ?g {{ {_EVERYTHING} }} }} WHERE {{ {named} }}",
        ]
        union = f"WHERE {{ GRAPH {self._union} {{ {_EVERYTHING} }} }}"
        if state.default_graph == "own":
            steps += [emptied(None), f"INSERT {{ {_EVERYTHING} }} {union}"]
        elif state.default_graph == "named":
            steps += [emptied(UNION_GRAPH), f"INSERT {{ GRAPH {UNION_GRAPH} {{ {_EVERYTHING} }} }} {union}"]
        steps += [_deletion(_STAGING), emptied(_UPLOADS), state.as_update()]
        # Sent again after it was done, it would empty the graphs and find nothing to put into them.
        self._connection.update(" ;\n".join(steps), once=True)

    def _done(self) -> int:
        """Return how many batches of this build the server has."""
        answer = self._connection.query(f"SELECT ?n {{ GRAPH {_UPLOADS} {{ {self._node} {_DONE} ?n }} }}", JSON, {})
        return max(_integers(answer), default=0)

    def _send_batch(self, batch: _Batch, number: int) -> None:
        mark = (
            f"DELETE WHERE {{ GRAPH {_UPLOADS} {{ {self._node} {_DONE} ?n }} }} ; "
            f"INSERT DATA {{ GRAPH {_UPLOADS} {{ {self._node} {_DONE} {number} }} }}"
        )
        try:
            if len(batch.graphs) == 1 and len(batch) > _TOGETHER:
                [(graph, lines)] = batch.graphs.items()
                self._connection.add(graph.value, "\n".join([*lines, ""]).encode())
                self._connection.update(mark)
            else:
                self._connection.update(f"{batch.as_update()} ;\n{mark}")
        except StoreError as error:
            raise StoreError(f"{error}\nit has {number - 1} batches; run the same again to go on from there") from error

    def _batches(self, store: EmbeddedStore) -> Iterator[_Batch]:
        """Yield all that a store holds, in the same batches each time."""
        small: dict[NamedNode, list[str]] = {}
        count = 0
        for graph, lines in self._graphs(store):
            first = list(islice(lines, _TOGETHER))
            if len(first) == _TOGETHER:
                rest = chain(first, lines)
                while piece := list(islice(rest, _PIECE)):
                    yield _Batch({graph: piece})
                continue
            if count + len(first) > _TOGETHER:
                yield _Batch(small)
                small, count = {}, 0
            small[graph] = first
            count += len(first)
        if small:
            yield _Batch(small)

    def _graphs(self, store: EmbeddedStore) -> Iterator[tuple[NamedNode, Iterator[str]]]:
        """Yield each staging graph with its statements; the last two say what becomes of which, and hold the union."""
        graphs = store.named_graphs()
        staged = {NamedNode(f"{self._base}{number}"): graph for number, graph in enumerate(graphs)}
        for name, graph in staged.items():
            yield name, _lines(store.told(graph=graph))
        yield self._names, (f"{name} {_BECOMES} {graph} ." for name, graph in staged.items())
        if self._with_union:
            yield self._union, _lines(store.union())


def _lines(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield N-Triples. Blank nodes become IRIs (RDF 1.1, 3.5), so that a batch means the same when it is sent again."""
    for quad in quads:
        subject, value = quad.subject, quad.object
        if isinstance(subject, BlankNode):
            subject = NamedNode(_GENID + subject.value)
        if isinstance(value, BlankNode):
            value = NamedNode(_GENID + value.value)
        yield f"{subject} {quad.predicate} {value} ."


def _deletion(base: str) -> str:
    """Return the update that empties every graph whose IRI starts with ``base``."""
    pattern = f"GRAPH ?g {{ {_EVERYTHING} }}"
    return f"DELETE {{ {pattern} }} WHERE {{ {pattern} FILTER(STRSTARTS(STR(?g), '{base}')) }}"


def _default_graph(connection: Connection) -> DefaultGraphKind:
    """Find out what the default graph of a server is, by a statement in two graphs."""
    one, other = NamedNode(STORE_BASE + "probe/1"), NamedNode(STORE_BASE + "probe/2")
    statement = f"{one} {_BECOMES} {other}"
    away = f"{emptied(one)} ; {emptied(other)}"
    connection.update(f"INSERT DATA {{ GRAPH {one} {{ {statement} }} GRAPH {other} {{ {statement} }} }}")
    try:
        question = f"SELECT (COUNT(*) AS ?n) {{ {statement} }}"
        seen = _integers(connection.query(question, JSON, {}))
        if seen in ([0], [1]):
            return "own" if seen == [0] else "merged"
        dataset = {"default-graph-uri": one.value}
        alone = _integers(connection.query(question, JSON, dataset))
        named = _integers(connection.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ {statement} }} }}", JSON, dataset))
        if (alone, named) == ([1], [2]):
            return "named"
        raise StoreError(
            f"the default graph of {connection.addresses.origin} holds a statement {seen[0] if seen else 'no'} times "
            "that two graphs tell, and no other can be chosen: answers that count would be wrong"
        )
    finally:
        connection.update(away)


def _is_whole(connection: Connection, state: State, store: EmbeddedStore) -> bool:
    """Tell whether a server still holds as many statements as were put to use: one that was killed may lose some."""
    (union,) = cast("Table", store.query(_ALL_OF_THEM)).column("n")
    held = _count(connection, f"FILTER(STRSTARTS(STR(?g), '{GRAPH_BASE}'))")
    if held != len(store) - union:
        return False
    if state.default_graph == "own":
        return _integers(connection.query(_ALL_OF_THEM, JSON, {})) == [union]
    return state.default_graph == "merged" or union == _count(connection, f"FILTER(STR(?g) = '{UNION_GRAPH.value}')")


def _count(connection: Connection, condition: str) -> int:
    answer = connection.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ {_EVERYTHING} }} {condition} }}", JSON, {})
    return next(iter(_integers(answer)), 0)


def _integers(answer: bytes) -> list[int]:
    """Return the first column of an answer as whole numbers."""
    try:
        found = parse_query_results(answer, format=QueryResultsFormat.JSON)
        return [] if isinstance(found, QueryBoolean) else [int(row[0].value) for row in found]
    except (ValueError, TypeError, SyntaxError, AttributeError) as error:
        raise StoreError(f"the server does not answer as a SPARQL server: {str(error)[:200]}") from error

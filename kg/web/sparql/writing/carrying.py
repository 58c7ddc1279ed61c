"""Carrying out one write on the store, inside the writer's process: whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryBoolean, RdfFormat, Store, parse, serialize

from kg.errors import QueryError, QueryRefusedError
from kg.store.updates import prepared_update, update_error

__all__ = ["DATASETS", "FORMS", "Add", "Drop", "Payload", "Put", "Update", "Write", "Written", "carry_out"]

# The media types that can be stored.
FORMS = (
    "text/turtle", "application/x-turtle", "application/n-triples", "text/plain", "application/rdf+xml",
    "application/ld+json", "application/trig", "application/n-quads",
)  # fmt: skip
DATASETS = ("application/trig", "application/n-quads")


@dataclass(frozen=True, slots=True)
class Payload:
    """RDF in a file: its media type, and the IRI that its relative IRIs are resolved against."""

    path: str
    media_type: str
    base: str


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL update; ``using`` and ``named`` are the dataset that the request gives it."""

    text: str
    base: str
    using: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Put:
    """Let a graph hold what is sent and nothing else; None is the default graph."""

    graph: str | None
    payloads: tuple[Payload, ...]


@dataclass(frozen=True, slots=True)
class Add:
    """Add what is sent to a graph; None is the default graph. With ``dataset``, what is sent names its graphs."""

    graph: str | None
    payloads: tuple[Payload, ...]
    dataset: bool = False


@dataclass(frozen=True, slots=True)
class Drop:
    """Take a graph away; None empties the default graph."""

    graph: str | None


Write = Update | Put | Add | Drop


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: an HTTP status, and a sentence where something is wrong (then nothing was written)."""

    status: int
    text: str = ""


def carry_out(store: Store, write: Write) -> Written:
    """Carry out a write; every problem that one can have is an answer, not an exception."""
    try:
        return _done(store, write)
    except QueryRefusedError as error:
        return Written(403, str(error))
    except QueryError as error:
        return Written(400, str(error))
    except SyntaxError as error:
        place = f" at line {error.lineno}, column {error.offset}" if error.lineno else ""
        return Written(400, f"what was sent cannot be read{place}, and nothing of it was stored: {error.msg}")
    except ValueError as error:
        return Written(400, f"what was sent cannot be read, and nothing of it was stored: {error}")


def _done(store: Store, write: Write) -> Written:
    match write:
        case Update():
            return _update(store, write)
        case Put():
            return _put(store, write)
        case Add():
            return _add(store, write)
        case Drop():
            return _drop(store, write)


def _update(store: Store, write: Update) -> Written:
    update = prepared_update(write.text, write.base, write.using, write.named)
    try:
        update.run(store)
    except (SyntaxError, OSError, ValueError, RuntimeError) as error:
        raise update_error(write.text, error) from error
    return Written(204)


def _put(store: Store, write: Put) -> Written:
    target = _target(write.graph)
    if not _is_there(store, target):
        _insert(store, target, write.payloads)
        return Written(201)
    # One update is one transaction: nobody sees the graph without the old statements and without the new ones.
    text = BytesIO()
    serialize((quad.triple for quad in _quads(write.payloads, target)), text, RdfFormat.N_TRIPLES)
    triples = text.getvalue().decode()
    if isinstance(target, NamedNode):
        store.update(f"DROP GRAPH {target} ; CREATE GRAPH {target} ; INSERT DATA {{ GRAPH {target} {{\n{triples}}} }}")
    else:
        store.update(f"DROP DEFAULT ; INSERT DATA {{\n{triples}}}")
    return Written(204)


def _add(store: Store, write: Add) -> Written:
    if write.dataset:
        store.extend(quad for payload in write.payloads for quad in _parsed(payload))
        return Written(204)
    target = _target(write.graph)
    new = not _is_there(store, target)
    _insert(store, target, write.payloads)
    return Written(201 if new else 204)


def _drop(store: Store, write: Drop) -> Written:
    target = _target(write.graph)
    if isinstance(target, NamedNode):
        if not _is_there(store, target):
            return Written(404, f"there is no graph {target.value}")
        store.remove_graph(target)
    else:
        store.clear_graph(target)
    return Written(204)


def _insert(store: Store, target: NamedNode | DefaultGraph, payloads: tuple[Payload, ...]) -> None:
    """Add statements to a graph, which is there afterwards even when there are none."""
    store.extend(_quads(payloads, target))
    if isinstance(target, NamedNode):
        store.add_graph(target)


def _target(graph: str | None) -> NamedNode | DefaultGraph:
    return DefaultGraph() if graph is None else NamedNode(graph)


def _is_there(store: Store, target: NamedNode | DefaultGraph) -> bool:
    """Tell whether there is a named graph, or anything in the default graph."""
    if isinstance(target, NamedNode):
        return store.contains_named_graph(target)
    found = store.query("ASK { ?s ?p ?o }")
    return isinstance(found, QueryBoolean) and bool(found)


def _quads(payloads: tuple[Payload, ...], target: NamedNode | DefaultGraph) -> Iterator[Quad]:
    """Yield the triples that were sent, as statements of one graph."""
    for payload in payloads:
        for quad in _parsed(payload, without_named_graphs=True):
            yield Quad(quad.subject, quad.predicate, quad.object, target)


def _parsed(payload: Payload, *, without_named_graphs: bool = False) -> Iterator[Quad]:
    """Yield what a file says. A blank node of it is none that was there before or that another file has."""
    return parse(
        path=payload.path, format=RdfFormat.from_media_type(payload.media_type), base_iri=payload.base,
        rename_blank_nodes=True, without_named_graphs=without_named_graphs,
    )  # fmt: skip

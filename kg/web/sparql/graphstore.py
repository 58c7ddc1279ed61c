"""The SPARQL 1.1 Graph Store HTTP Protocol: which graph a request is about, and reading one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import chain
from tempfile import TemporaryFile
from typing import IO

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from kg.errors import QueryError
from kg.graph import KnowledgeGraph
from kg.results import Table
from kg.vocab import PREFIXES
from kg.web.negotiate import best_type
from kg.web.problem import ProblemError
from kg.web.security import OPEN_TO_ALL
from kg.web.sparql.sent import address

__all__ = ["GRAPH_STORE", "WRITING", "Target", "graph_store_routes", "target_of"]

GRAPH_STORE = "/graph-store"
WRITING = ("PUT", "POST", "DELETE", "PATCH")

_TRIPLES = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
_QUADS = ("application/trig", "application/n-quads")
_PLAIN = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
_SECONDS = 60.0  # within which a graph is written down
_AT_ONCE = 2
_WAIT_SECONDS = 3.0
_PIECE = 1 << 16
_READ_ONLY = "this graph is read-only: only a server that was started with --writable stores what is sent"
_ALLOW = {"allow": "GET, HEAD, OPTIONS"}


@dataclass(frozen=True, slots=True)
class Target:
    """A named graph, the default graph (``iri`` is None), or the whole store."""

    iri: str | None = None
    whole: bool = False


def target_of(request: Request) -> Target:
    """Return what a request is about: ``?default``, ``?graph=IRI``, the address itself, or all graphs.

    Raises `ProblemError`.
    """
    fields = request.query_params
    named = fields.getlist("graph")
    below = request.url.path.rstrip("/") != GRAPH_STORE
    if len(named) + ("default" in fields) + below > 1:
        raise ProblemError(400, "name one graph: by ?graph=IRI, by ?default, or by its own address")
    if below:
        return Target(address(request))
    if not named:
        return Target(whole="default" not in fields)
    try:
        return Target(NamedNode(named[0]).value)
    except ValueError as error:
        raise ProblemError(400, f"the name of a graph is an absolute IRI: {error}") from error


def graph_store_routes(graph: KnowledgeGraph) -> list[BaseRoute]:
    """Return the routes for reading graphs; writing is refused here."""
    reader = _GraphReader(graph)
    methods = ["GET", "HEAD", "OPTIONS", *WRITING]
    paths = (GRAPH_STORE, f"{GRAPH_STORE}/{{rest:path}}")
    return [Route(path, reader.respond, methods=methods) for path in paths]


class _GraphReader:
    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self._places = asyncio.Semaphore(_AT_ONCE)

    async def respond(self, request: Request) -> Response:
        """Answer with a graph, or say that there is none."""
        if request.method in WRITING:
            raise ProblemError(405, _READ_ONLY, _ALLOW)
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**OPEN_TO_ALL, **_ALLOW})
        target = target_of(request)
        offers = _QUADS if target.whole else _TRIPLES
        kind = best_type(request.headers.get("accept"), offers)
        if kind is None:
            raise ProblemError(406, f"a graph can be had as: {', '.join(offers)}")
        if not await run_in_threadpool(self._is_there, target):
            raise ProblemError(404, f"there is no graph {target.iri}")
        charset = "; charset=utf-8" if kind == "text/turtle" else ""
        headers = {**OPEN_TO_ALL, "content-type": kind + charset, "vary": "Accept", "cache-control": "no-cache"}
        if request.method == "HEAD":
            return Response(headers=headers)
        async with self._place():
            written = await run_in_threadpool(self._write_down, target, kind)
        return StreamingResponse(_pieces(written), headers=headers)

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        try:
            await asyncio.wait_for(self._places.acquire(), _WAIT_SECONDS)
        except TimeoutError:
            text = "others are reading graphs; try again in a moment"
            raise ProblemError(503, text, {"retry-after": "5"}) from None
        try:
            yield
        finally:
            self._places.release()

    def _is_there(self, target: Target) -> bool:
        if target.iri is None:
            return True
        try:
            graph = f"GRAPH {NamedNode(target.iri)}"
            # A graph may be there and hold nothing; not every store finds one by that alone.
            found = self._graph.query(f"ASK {{ {{ {graph} {{}} }} UNION {{ {graph} {{ ?s ?p ?o }} }} }}")
        except QueryError:  # a view has the form of a graph, but is none
            return False
        return isinstance(found, Table) and bool(found.boolean)

    def _write_down(self, target: Target, media_type: str) -> IO[bytes]:
        """Write a graph to a file that goes away once it is closed."""
        form = RdfFormat.from_media_type(media_type)
        file = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
        try:
            serialize(self._statements(target), file, form, prefixes={} if form in _PLAIN else PREFIXES)
        except TimeoutError as error:
            file.close()
            text = f"the graph could not be written within {_SECONDS:g} seconds; ask for a part of it at /sparql"
            raise ProblemError(504, text) from error
        except (OSError, ValueError) as error:
            file.close()
            raise ProblemError(406, f"this graph cannot be written in this form: {error}") from error
        file.seek(0)
        return file

    def _statements(self, target: Target) -> Iterable[Quad] | Iterable[Triple]:
        """Return what a graph holds, or every graph; reading it raises TimeoutError when that takes too long."""
        store = self._graph.store
        if target.whole:
            return _in_time(chain(store.union(), store.told()))
        found = store.union() if target.iri is None else store.told(graph=NamedNode(target.iri))
        return (quad.triple for quad in _in_time(found))


def _in_time(quads: Iterable[Quad]) -> Iterator[Quad]:
    last = time.monotonic() + _SECONDS
    for number, quad in enumerate(quads):
        if number % 1000 == 0 and time.monotonic() > last:
            raise TimeoutError
        yield quad


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece

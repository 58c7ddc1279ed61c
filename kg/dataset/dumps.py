"""The whole graph as files: what is told, what is inferred, and both, in four formats, compressed, with checksums.

The same graph gives the same bytes, on every machine and at every build: graphs come in the order of their names,
statements in the store's own order, blank nodes under canonical names (RDFC-1.0), and nothing holds a date.
"""

from __future__ import annotations

import gzip
import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, DefaultGraph, NamedNode, Quad, RdfFormat, Triple
from pyoxigraph import serialize as write_rdf

from kg.errors import DramaKGError, QueryError
from kg.files import beside
from kg.store import GraphStore
from kg.views import as_table
from kg.vocab import GRAPH_INFERRED, PREFIXES

__all__ = ["CHECKSUMS", "FORMATS", "PARTS", "Dump", "File", "choose_dumps", "dump_files", "dumps", "write_dumps"]

PARTS = ("told", "inferred", "all")
CHECKSUMS = "SHA256SUMS"
# Grouped: for DISTINCT the engine takes fifty times as long.
_NAMED = "SELECT ?graph (COUNT(*) AS ?n) { GRAPH ?graph { ?s ?p ?o } FILTER(ISIRI(?graph)) } GROUP BY ?graph"


@dataclass(frozen=True, slots=True)
class _Format:
    """A way to write RDF: its media type, and whether it says in which graph a statement is."""

    rdf: RdfFormat
    media_type: str
    graphs: bool


FORMATS = {
    "nq": _Format(RdfFormat.N_QUADS, "application/n-quads", graphs=True),
    "trig": _Format(RdfFormat.TRIG, "application/trig", graphs=True),
    "jsonld": _Format(RdfFormat.JSON_LD, "application/ld+json", graphs=True),
    "ttl": _Format(RdfFormat.TURTLE, "text/turtle", graphs=False),
}


@dataclass(frozen=True, slots=True)
class Dump:
    """One part of the graph in one format."""

    part: str
    format: str

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"drama-kg-{self.part}.{self.format}.gz"

    @property
    def media_type(self) -> str:
        """What is in the compressed file."""
        return FORMATS[self.format].media_type

    @property
    def graphs(self) -> bool:
        """Whether it keeps the named graphs; else each triple is in it once."""
        return FORMATS[self.format].graphs


@dataclass(frozen=True, slots=True)
class File:
    """A dump that has been written."""

    dump: Dump
    size: int
    sha256: str


def dumps(parts: Sequence[str] = PARTS, formats: Sequence[str] = tuple(FORMATS)) -> list[Dump]:
    """Return every dump of some parts in some formats.

    >>> [dump.name for dump in dumps(["told"], ["nq", "ttl"])]
    ['drama-kg-told.nq.gz', 'drama-kg-told.ttl.gz']
    """
    return [Dump(part, format) for part in parts for format in formats]


def choose_dumps(parts: str | Sequence[str], formats: str | Sequence[str]) -> list[Dump]:
    """Return the dumps that somebody names, each once. Raises `QueryError` for a part or a format that there is not."""
    chosen = []
    for what, names, known in (("part", parts, PARTS), ("format", formats, tuple(FORMATS))):
        given = [names] if isinstance(names, str) else list(dict.fromkeys(names))
        for name in given:
            if name not in known:
                raise QueryError(f"a {what} of a dump is {', '.join(known[:-1])} or {known[-1]}, not {name!r}")
        chosen.append(given)
    return dumps(*chosen)


def write_dumps(
    store: GraphStore,
    folder: Path,
    wanted: Sequence[Dump] | None = None,
    progress: Callable[[Dump, int], None] = lambda _dump, _statements: None,
    *,
    keep: bool = False,
) -> list[File]:
    """Write dumps (by default all) into a folder, with a file of checksums as ``sha256sum -c`` reads it.

    Each file appears whole or not at all, and one at a time, so that memory does not grow with the graph. Where two
    processes want to write into a folder the second waits; with ``keep`` it then keeps what it finds, which is for the
    folder of one build. ``progress`` is called with each dump as it grows, and how many statements are in it. Raises
    `DramaKGError` where the folder cannot be written.
    """
    chosen = dumps() if wanted is None else list(wanted)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder / ".lock"):
            for left in folder.glob(".drama-kg-*"):
                left.unlink()  # of a process that was ended
            done = dump_files(folder)
            if keep and {file.dump for file in done} >= set(chosen):
                return [file for file in done if file.dump in chosen]
            written = [File(dump, *_write(store, dump, folder / dump.name, progress)) for dump in chosen]
            sums = "".join(f"{file.sha256}  {file.dump.name}\n" for file in written)
            with beside(folder / CHECKSUMS) as draft:
                draft.write_text(sums, encoding="ascii", newline="\n")
            return written
    except OSError as error:
        raise DramaKGError(f"cannot write dumps to {folder}: {error.strerror or error}") from error


def dump_files(folder: Path) -> list[File]:
    """Return the dumps in a folder that were all written, by its file of checksums; none where there is no such file.

    The files are not read: who doubts them runs ``sha256sum -c``.
    """
    by_name = {dump.name: dump for dump in dumps()}
    found: list[File] = []
    with suppress(OSError, ValueError):
        for line in (folder / CHECKSUMS).read_text(encoding="ascii").splitlines():
            sha256, name = line.split()
            found.append(File(by_name[name], (folder / name).stat().st_size, sha256))
        return found
    return []


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Wait until no other process writes in a folder. (Windows has no such lock: there both write the same bytes.)"""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _write(store: GraphStore, dump: Dump, path: Path, progress: Callable[[Dump, int], None]) -> tuple[int, str]:
    """Write a dump; return its size and its hash."""
    statements: Iterable[Quad] | Iterable[Triple]
    if dump.graphs:
        statements = _counted(_canonical(_quads(store, dump.part)), dump, progress)
    else:
        quads = _counted(_canonical(_once(store, dump.part)), dump, progress)
        statements = (quad.triple for quad in quads)
    with beside(path) as draft:
        with draft.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:
            write_rdf(statements, cast("IO[bytes]", packed), FORMATS[dump.format].rdf, prefixes=PREFIXES)
        with draft.open("rb") as whole:
            sha256 = hashlib.file_digest(whole, "sha256").hexdigest()
    return path.stat().st_size, sha256


def _quads(store: GraphStore, part: str) -> Iterator[Quad]:
    """Yield what the named graphs of a part hold, graph by graph."""
    if part == "inferred":
        yield from store.told(graph=GRAPH_INFERRED)
        return
    graphs = [NamedNode(name) for name in sorted(as_table(store.query(_NAMED)).column("graph"))]
    yield from store.told_of((None, graph) for graph in graphs if part == "all" or graph != GRAPH_INFERRED)


def _once(store: GraphStore, part: str) -> Iterator[Quad]:
    """Yield each triple of a part once."""
    if part == "inferred":
        yield from store.told(graph=GRAPH_INFERRED)
        return
    yield from store.union() if part == "all" else store.union_told(GRAPH_INFERRED)


def _canonical(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield quads, those with blank nodes last: under names that depend on nothing but what they say."""
    nameless = Dataset()
    for quad in quads:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            nameless.add(quad)
        else:
            yield quad
    nameless.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    yield from sorted(nameless, key=_in_order)


def _in_order(quad: Quad) -> tuple[str, ...]:
    graph = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
    return graph, str(quad.subject), str(quad.predicate), str(quad.object)


def _counted(quads: Iterable[Quad], dump: Dump, progress: Callable[[Dump, int], None]) -> Iterator[Quad]:
    """Yield quads, and tell now and then how many there were."""
    progress(dump, 0)
    number = 0
    for number, quad in enumerate(quads, start=1):
        if number % 10_000 == 0:
            progress(dump, number)
        yield quad
    progress(dump, number)

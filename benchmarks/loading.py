"""Loading a sample from its file into something that can be asked."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import polars  # noqa: F401  # it is imported when it is first needed, which no other engine is timed for
import pyoxigraph
import rdflib
from pyoxigraph import RdfFormat

from benchmarks.machine import peak_mib
from kg.reason.closure import Closure
from kg.reason.program import Program
from kg.store import EmbeddedStore

__all__ = ["measure"]


def measure(engine: str, folder: str) -> dict[str, float]:
    """Load a sample; on disk, say how many bytes each statement takes there."""
    with tempfile.TemporaryDirectory(prefix="kg-bench-store-") as place:
        before = peak_mib()
        started, processor = time.perf_counter(), time.process_time()
        kept = _LOADERS[engine](Path(folder), Path(place) / "store")
        seconds, cpu = time.perf_counter() - started, time.process_time() - processor
        size = sum(path.stat().st_size for path in Path(place).rglob("*") if path.is_file())
        del kept
        return {"seconds": seconds, "cpu": cpu, "mib": peak_mib(), "mib_before": before, "bytes": size}


def _store(folder: Path, place: Path) -> object:
    # parse checks the syntax and gives quads, as the build has them.
    EmbeddedStore.write(place, pyoxigraph.parse(path=str(folder / "data.nq"), format=RdfFormat.N_QUADS))
    return None


def _columns(folder: Path, place: Path) -> object:
    del place
    return Closure.of_n_triples((folder / "data.nt").read_bytes(), Program(()))


def _in_memory(folder: Path, place: Path) -> object:
    del place
    store = pyoxigraph.Store()
    store.load(path=str(folder / "data.nt"), format=RdfFormat.N_TRIPLES)
    return store


def _on_disk(folder: Path, place: Path) -> object:
    store = pyoxigraph.Store(str(place))
    store.bulk_load(path=str(folder / "data.nt"), format=RdfFormat.N_TRIPLES)
    store.flush()
    return store


def _rdflib(folder: Path, place: Path) -> object:
    del place
    return rdflib.Graph().parse(str(folder / "data.nt"), format="nt")


_LOADERS: dict[str, Callable[[Path, Path], object]] = {
    "store": _store,
    "columns": _columns,
    "pyoxigraph": _in_memory,
    "pyoxigraph-disk": _on_disk,
    "rdflib": _rdflib,
}

"""From a sample to NetworkX: all co-stars by each engine, and one drama's network as `kg.networks` makes it."""

from __future__ import annotations

import itertools
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import networkx as nx
import pyoxigraph
import rdflib
from pyoxigraph import RdfFormat, Store

from benchmarks.answers import digest
from benchmarks.machine import peak_mib
from kg.drama import Drama
from kg.ontology import load_ontology
from kg.store import EmbeddedStore
from kg.views import View, Views
from kg.vocab import PREFIXES, thing

__all__ = ["measure"]

_PAIRS = """
SELECT DISTINCT ?a ?b {
  ?one dkg:inDrama ?drama ; dkg:performer ?a .
  ?other dkg:inDrama ?drama ; dkg:performer ?b .
  FILTER(STR(?a) < STR(?b))
}
"""
Pairs = Callable[[], Iterable[tuple[str, str]]]


def measure(engine: str, folder: str, *, repeats: int) -> dict[str, object]:
    """Return the seconds of every repeat and the size of the network; ours also for one drama, and for a cold view."""
    with tempfile.TemporaryDirectory(prefix="kg-bench-store-") as place:
        store = Path(place) / "store"
        pairs = _ENGINES[engine](Path(folder), store)
        graph = _graph(pairs)
        found: dict[str, object] = {
            "seconds": [_seconds(lambda: _graph(pairs)) for _ in range(repeats)],
            "nodes": len(graph),
            "edges": graph.number_of_edges(),
            "hash": digest(sorted(pair) for pair in graph.edges),
            "mib": peak_mib(),
        }
        if engine == "ours":
            found["drama"] = [_seconds(lambda: _drama(store)) for _ in range(repeats)]
            found["view"] = [_seconds(lambda: _view(store).select("ASK { ?s ?p ?o }")) for _ in range(repeats)]
        return found


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _graph(pairs: Pairs) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from(pairs())
    return graph


def _view(store: Path, at: int | str = 3) -> View:
    return Views(EmbeddedStore.open(store), load_ontology()).drama(thing("drama", "drama-1"), at)


def _drama(store: Path) -> object:
    return Drama(_view(store, "end"), load_ontology()).to_networkx()


def _ours(folder: Path, place: Path) -> Pairs:
    quads = pyoxigraph.parse(path=str(folder / "data.nq"), format=RdfFormat.N_QUADS)
    EmbeddedStore.write(place, itertools.chain(quads, load_ontology().quads()))
    store = EmbeddedStore.open(place)
    return lambda: ((a.value, b.value) for a, b in store.query(_PAIRS).terms)  # type: ignore[union-attr]


def _pyoxigraph(folder: Path, place: Path) -> Pairs:
    del place
    store = Store()
    store.load(path=str(folder / "data.nt"), format=RdfFormat.N_TRIPLES)
    return lambda: ((row["a"].value, row["b"].value) for row in store.query(_PAIRS, prefixes=PREFIXES))  # type: ignore[union-attr]


def _rdflib(folder: Path, place: Path) -> Pairs:
    del place
    graph = rdflib.Graph().parse(str(folder / "data.nt"), format="nt")
    return lambda: ((str(row[0]), str(row[1])) for row in graph.query(_PAIRS, initNs=PREFIXES))  # type: ignore[index]


_ENGINES: dict[str, Callable[[Path, Path], Pairs]] = {"ours": _ours, "pyoxigraph": _pyoxigraph, "rdflib": _rdflib}

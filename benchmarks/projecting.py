"""From a sample to NetworkX: the characters' and the actors' networks, ours and by loops over triples."""

from __future__ import annotations

import itertools
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pyoxigraph
from pyoxigraph import RdfFormat

from benchmarks import loops
from benchmarks.answers import digest
from benchmarks.machine import peak_mib
from kg.drama import Drama
from kg.ontology import load_ontology
from kg.projection import Choice, project
from kg.store import EmbeddedStore
from kg.views import View, Viewpoint, Views
from kg.vocab import thing

__all__ = ["NETWORKS", "measure", "network_of"]

NETWORKS = ("relationships", "actors")
Make = Callable[[str], "nx.Graph[str]"]


def measure(engine: str, folder: str, *, repeats: int) -> dict[str, object]:
    """Return the seconds of every repeat and the size of each network; ours also for one drama, and for a cold view.

    ``open`` is what comes before: ours opens a store that was written before, the others read the triples.
    """
    with tempfile.TemporaryDirectory(prefix="kg-bench-store-") as place:
        store = Path(place) / "store"
        if engine == "ours":
            _write(Path(folder), store)
        started = time.perf_counter()
        make = _maker(engine, Path(folder), store)
        found: dict[str, object] = {"open": time.perf_counter() - started}
        for of in NETWORKS:
            graph = make(of)
            found[of] = {
                "seconds": [_seconds(lambda of=of: make(of)) for _ in range(repeats)],  # type: ignore[misc]
                "nodes": len(graph),
                "edges": graph.number_of_edges(),
                "hash": digest(_rows(graph)),
            }
        found["mib"] = peak_mib()
        if engine == "ours":
            found["drama"] = [_seconds(lambda: _drama(store)) for _ in range(repeats)]
            found["view"] = [_seconds(lambda: _view(store).select("ASK { ?s ?p ?o }")) for _ in range(repeats)]
        return found


def network_of(folder: Path, of: str) -> nx.Graph[str]:
    """Return a network of a sample, made in the plain way."""
    return _maker("pyoxigraph", folder, folder)(of)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _rows(graph: nx.Graph[str]) -> list[tuple[str, ...]]:
    """Return what the engines must agree on: nodes with labels, and ties with their type or strength."""
    nodes = [(node, str(data["label"])) for node, data in graph.nodes(data=True)]
    if isinstance(graph, nx.MultiDiGraph):
        return nodes + [(*edge[:3], str(edge[3]["type"])) for edge in graph.edges(keys=True, data=True)]
    return nodes + [(*sorted(edge[:2]), str(edge[2]["strength"])) for edge in graph.edges(data=True)]


def _write(folder: Path, place: Path) -> None:
    quads = pyoxigraph.parse(path=str(folder / "data.nq"), format=RdfFormat.N_QUADS)
    EmbeddedStore.write(place, itertools.chain(quads, load_ontology().quads()))


def _maker(engine: str, folder: Path, place: Path) -> Make:
    ontology = load_ontology()
    if engine == "ours":
        store = EmbeddedStore.open(place)
        everything = Viewpoint(others=None)
        return lambda of: project(store, ontology, everything, _choice(of))
    read = {"pyoxigraph": loops.pyoxigraph_triples, "rdflib": loops.rdflib_triples}[engine]
    triples = read(folder / "data.nt")
    return lambda of: {"relationships": loops.relationships, "actors": loops.actors}[of](triples, ontology)


def _choice(of: str) -> Choice:
    return Choice("actors") if of == "actors" else Choice("relationships", told="asserted")


def _view(store: Path, at: int | str = 3) -> View:
    return Views(EmbeddedStore.open(store), load_ontology()).drama(thing("drama", "drama-1"), at)


def _drama(store: Path) -> object:
    return Drama(_view(store, "end"), load_ontology()).to_networkx()

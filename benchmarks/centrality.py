"""The measures of a network: all of `kg.metrics`, and the same by NetworkX's own functions."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import networkx as nx
import numpy as np
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

from benchmarks.machine import peak_mib
from benchmarks.projecting import NETWORKS, network_of
from kg.metrics import measure as measure_all

__all__ = ["measure"]

Numbers = dict[str, list[float]]


def measure(engine: str, folder: str, *, of: str, repeats: int) -> dict[str, object]:
    """Return the seconds of every repeat, and a sum of each measure over all nodes to see that engines agree."""
    if of not in NETWORKS:
        raise ValueError(f"there is no network of {of!r} here")
    graph = network_of(Path(folder), of)
    work: Callable[[], Numbers] = (lambda: _networkx(graph)) if engine == "networkx" else lambda: _ours(graph)
    seconds = []
    for _ in range(repeats):
        started = time.perf_counter()
        numbers = work()
        seconds.append(time.perf_counter() - started)
    sums = {name: float(np.sum(values)) for name, values in numbers.items()}
    return {"seconds": seconds, "nodes": len(graph), "edges": graph.number_of_edges(), "sums": sums, "mib": peak_mib()}


def _ours(graph: nx.Graph[str]) -> Numbers:
    found = measure_all(graph)
    per_node = {
        name: [getattr(one, name) or 0.0 for one in found.nodes]
        for name in ("degree", "strength", "betweenness", "closeness", "pagerank", "clustering")
    }
    return {**per_node, "longest": [found.network.longest_distance or 0], "transitivity": [found.network.transitivity]}


def _networkx(graph: nx.Graph[str]) -> Numbers:
    """Measure by NetworkX alone. Without scipy its PageRank is the one in Python, which it keeps for that."""
    simple: nx.Graph[str] = nx.Graph(graph)
    ways: nx.DiGraph[str] = nx.DiGraph()
    strengths: dict[str, float] = dict.fromkeys(graph, 0.0)
    for one, other, data in graph.edges(data=True):
        strength = data.get("strength", 1.0)
        for start, end in ((one, other), (other, one)):
            strengths[start] += strength
            if (start, end) == (one, other) or not graph.is_directed() or data["symmetric"]:
                known = ways.get_edge_data(start, end, {"weight": 0.0})["weight"]
                ways.add_edge(start, end, weight=known + strength)
    ways.add_nodes_from(graph)
    lengths = [max(reached.values()) for _, reached in nx.all_pairs_shortest_path_length(simple)]
    nx.degree_assortativity_coefficient(simple)
    with suppress(nx.PowerIterationFailedConvergence):  # as it does where two parts are nearly as dense
        nx.eigenvector_centrality(simple)
    return {
        "degree": [float(degree) for _, degree in simple.degree()],
        "strength": list(strengths.values()),
        "betweenness": list(nx.betweenness_centrality(simple).values()),
        "closeness": list(nx.closeness_centrality(simple).values()),
        "pagerank": list(_pagerank_python(ways, tol=1e-12, max_iter=1_000).values()),
        "clustering": list(nx.clustering(simple).values()),
        "longest": [float(max(lengths))],
        "transitivity": [nx.transitivity(simple)],
    }

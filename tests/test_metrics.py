"""Measures of networks: the numbers of NetworkX on drawn graphs, and answers for what is degenerate."""

from __future__ import annotations

import csv
import json
import math
import re
from typing import Any

import igraph
import networkx as nx
import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.build import Build
from kg.cli import main
from kg.errors import NotFoundError
from kg.graph import KnowledgeGraph
from kg.metrics import Engine, NetworkMetrics, NodeMetrics, measure

CLOSE = 1e-9
ENGINES: tuple[Engine, ...] = ("networkx", "igraph")
NODES = "abcdefghij"
DRAWN = st.tuples(
    st.lists(st.sampled_from(NODES), max_size=10),
    st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.sampled_from((1, 2, 0.5)), st.booleans()),
             max_size=30),
)  # fmt: skip


def graph_of(nodes: list[str], ties: list[tuple[str, str, float, bool]]) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(nodes)
    for one, other, strength, symmetric in ties:
        graph.add_edge(one, other, strength=strength, symmetric=symmetric)
    return graph


def simple(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    found: nx.Graph[str] = nx.Graph()
    found.add_nodes_from(graph)
    for one, other, data in graph.edges(data=True):
        if one != other:
            before = found.get_edge_data(one, other, {"strength": 0})["strength"]
            found.add_edge(one, other, strength=before + data["strength"])
    return found


def measured(graph: nx.Graph[str], engine: Engine | None = None) -> tuple[NetworkMetrics, dict[str, NodeMetrics]]:
    found = measure(graph, engine=engine)
    return found.network, {one.node: one for one in found.nodes}


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=60, deadline=None)
@given(drawn=DRAWN)
def test_each_measure_is_that_of_networkx(engine: Engine, drawn: tuple[list[str], list[Any]]) -> None:
    multigraph = graph_of(*drawn)
    graph = simple(multigraph)
    whole, nodes = measured(multigraph, engine)
    assert whole.size == len(graph)
    assert whole.pairs == graph.number_of_edges()
    assert whole.ties == multigraph.number_of_edges() - nx.number_of_selfloops(multigraph)
    assert whole.density == pytest.approx(nx.density(graph), abs=CLOSE)
    assert whole.transitivity == pytest.approx(nx.transitivity(graph), abs=CLOSE)
    assert whole.max_degree == max((degree for _, degree in graph.degree), default=0)
    expected: list[tuple[str, dict[str, float]]] = [
        ("degree", dict(graph.degree)),
        ("strength", dict(graph.degree(weight="strength"))),
        ("betweenness", nx.betweenness_centrality(graph) if graph else {}),
        ("closeness", nx.closeness_centrality(graph)),
    ]
    for name, numbers in expected:
        assert {node: getattr(one, name) for node, one in nodes.items()} == pytest.approx(numbers, abs=CLOSE), name
    around = {node: number for node, number in nx.clustering(graph).items() if graph.degree(node) > 1}
    assert {node: one.clustering for node, one in nodes.items() if one.clustering is not None} == pytest.approx(around)
    parts = sorted(nx.connected_components(graph), key=len, reverse=True)
    assert [part.nodes for part in whole.components] == [len(part) for part in parts]
    assert sorted(part[:2] for part in whole.components) == sorted(
        (len(part), nx.diameter(graph.subgraph(part))) for part in parts
    )
    if graph:
        assert whole.clustering == pytest.approx(nx.average_clustering(graph), abs=CLOSE)
    if len(parts) == 1:
        assert (whole.diameter, whole.mean_distance) == (
            nx.diameter(graph), pytest.approx(nx.average_shortest_path_length(graph), abs=CLOSE)
        )  # fmt: skip
    else:
        assert (whole.diameter, whole.mean_distance) == (None, None)
    far = [
        length for node, ways in nx.all_pairs_shortest_path_length(graph) for end, length in ways.items() if end != node
    ]
    assert whole.longest_distance == max(far, default=None)
    assert whole.mean_distance_within == (pytest.approx(sum(far) / len(far)) if far else None)
    degrees = [(graph.degree(one), graph.degree(other)) for one, other in graph.edges]
    if len({degree for pair in degrees for degree in pair}) > 1:
        assert whole.assortativity == pytest.approx(nx.degree_assortativity_coefficient(graph), abs=CLOSE)
    else:
        assert whole.assortativity is None


@settings(max_examples=60, deadline=None)
@given(drawn=DRAWN)
def test_what_has_a_direction_keeps_it(drawn: tuple[list[str], list[Any]]) -> None:
    multigraph = graph_of(*drawn)
    whole, nodes = measured(multigraph)
    one_way: nx.DiGraph[str] = nx.DiGraph(
        [(one, other) for one, other, data in multigraph.edges(data=True) if one != other and not data["symmetric"]]
    )
    assert whole.reciprocity == (pytest.approx(nx.overall_reciprocity(one_way)) if one_way.edges else None)
    order = list(multigraph)
    ties = [(one, other, data) for one, other, data in multigraph.edges(data=True) if one != other]
    arcs = [(order.index(a), order.index(b), data["strength"]) for one, other, data in ties
            for a, b in ([(one, other), (other, one)] if data["symmetric"] else [(one, other)])]  # fmt: skip
    if order:
        there = igraph.Graph(n=len(order), edges=[arc[:2] for arc in arcs], directed=True)
        ranks = there.pagerank(weights=[arc[2] for arc in arcs])
        assert [nodes[node].pagerank for node in order] == pytest.approx(ranks, abs=1e-8)


@settings(max_examples=60, deadline=None)
@given(drawn=DRAWN)
def test_the_eigenvector_is_one_of_the_largest_eigenvalue(drawn: tuple[list[str], list[Any]]) -> None:
    graph = simple(graph_of(*drawn))
    vector = [one.eigenvector for one in measure(graph).nodes]
    if not graph.edges:
        assert set(vector) <= {None}
        return
    matrix = nx.to_numpy_array(graph, weight=None)
    found = np.array(vector, float)
    largest = np.linalg.eigvalsh(matrix)[-1]
    assert found.min() >= 0
    assert np.linalg.norm(found) == pytest.approx(1)
    assert np.allclose(matrix @ found, largest * found, atol=1e-8)
    try:
        theirs = nx.eigenvector_centrality(graph, max_iter=5_000, tol=1e-12)
    except nx.PowerIterationFailedConvergence:  # two components that are nearly as dense: NetworkX gives up
        return
    assert dict(zip(graph, vector, strict=True)) == pytest.approx(theirs, abs=1e-5)


def test_a_large_component_is_worked_out_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    graph: nx.Graph[str] = nx.relabel_nodes(nx.barbell_graph(12, 3), str)
    at_once = [one.eigenvector for one in measure(graph).nodes]
    monkeypatch.setattr("kg.metrics.spectral._DENSE", 3)
    assert [one.eigenvector for one in measure(graph).nodes] == pytest.approx(at_once, abs=1e-8)
    monkeypatch.setattr("kg.metrics.spectral._STEPS", 2)
    assert {one.eigenvector for one in measure(graph).nodes} == {None}


def test_what_is_degenerate_has_an_answer() -> None:
    nothing, nobody = measured(nx.Graph())
    assert nobody == {}
    assert (nothing.size, nothing.density, nothing.diameter, nothing.mean_distance, nothing.clustering) == (
        0, 0.0, None, None, None,
    )  # fmt: skip
    assert nothing.components == ()
    lonely: nx.Graph[str] = nx.Graph()
    lonely.add_node("a")
    alone, node = measured(lonely)
    assert (alone.diameter, alone.mean_distance, alone.longest_distance, alone.mean_distance_within) == (
        0,
        0.0,
        None,
        None,
    )
    assert node["a"] == NodeMetrics("a", 0, 0.0, 0.0, 0.0, None, 1.0, None)
    lonely.add_node("b")
    apart, nodes = measured(lonely)
    assert (apart.diameter, apart.clustering, apart.clustering_defined, apart.reciprocity) == (None, 0.0, None, None)
    assert [one.pagerank for one in nodes.values()] == [0.5, 0.5]
    itself, _ = measured(nx.MultiDiGraph([("a", "a")]))
    assert (itself.ties, itself.pairs) == (0, 0)


def test_a_network_of_a_hundred_thousand_ties_takes_no_time_for_each_component() -> None:
    """Many components are no reason to look at all nodes for each of them."""
    pairs = [(f"{n}a", f"{n}b") for n in range(20_000)]
    whole, nodes = measured(nx.Graph(pairs), "igraph")
    assert (len(whole.components), whole.mean_distance_within) == (20_000, 1.0)
    assert len({one.eigenvector for one in nodes.values()}) == 1
    assert math.isclose(sum(one.pagerank for one in nodes.values()), 1)


def test_the_command_tells_as_far_as_is_told(built: Build) -> None:
    run = CliRunner()
    table = run.invoke(main, ["metrics", "soundtrack-1", "--at", "end"])
    assert (table.exit_code, table.stdout.splitlines()[:3]) == (
        0,
        ["characters: 11", "pairs that are tied: 15", "ties: 32"],
    )
    assert re.search(r"Han Seon Woo +7 +17.0 +0.556", table.stdout)
    korean = run.invoke(main, ["metrics", "사운드트랙#2", "--at", "soundtrack-2=end", "--lang", "ko"]).stdout
    assert "서로 닿지 않는 부분마다의 인물 수: 8, 1" in korean
    rows = list(csv.DictReader(run.invoke(main, ["metrics", "soundtrack-1", "--format", "csv"]).stdout.splitlines()))
    known = {row.iri for row in KnowledgeGraph.of_build(built).drama("soundtrack-1", at=1).characters}
    assert {row["node"] for row in rows} == known
    shown = json.loads(run.invoke(main, ["metrics", "soundtrack-1", "--of", "presence", "--format", "json"]).stdout)
    assert {one["node"] for one in shown["nodes"]} <= known
    assert shown["network"]["size"] == len(shown["nodes"])
    assert run.invoke(main, ["metrics", "soundtrack-1", "--at", "99"]).exit_code == 1


def test_only_networks_that_there_are_can_be_measured(graph: KnowledgeGraph) -> None:
    with pytest.raises(ValueError, match="say 'relationships' or 'presence'"):
        graph.metrics("soundtrack-1", of="scenes")  # type: ignore[arg-type]
    with pytest.raises(NotFoundError):
        graph.metrics("no such drama")


def test_what_cannot_be_measured_is_said() -> None:
    with pytest.raises(TypeError, match="a NetworkX graph is measured, not list"):
        measure([1, 2])  # type: ignore[arg-type]
    for wrong in (-2, math.nan, math.inf, "x", None):
        graph = nx.Graph()
        graph.add_edge("a", "b", strength=wrong)
        with pytest.raises(ValueError, match=r"the strength of 'a' and 'b' is .*: a strength is a number from 0"):
            measure(graph)


def test_nodes_of_any_kind_are_rows() -> None:
    graph: nx.Graph[Any] = nx.Graph([(1, "a"), ("a", (1, 2))])
    assert [row["node"] for row in measure(graph).table()] == ["a", "(1, 2)", "1"]
    assert "(1, 2)" in measure(graph).table()._repr_html_()

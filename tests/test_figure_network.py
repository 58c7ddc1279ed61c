"""Any NetworkX graph of ours as a chart: names, lines by strength or kind, and what is left out of a large one."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.errors import QueryError
from kg.figure import chart_of_network
from kg.graph import KnowledgeGraph
from tests.chart_samples import HOSTILE


def test_characters_have_the_lines_of_their_relationships(graph: KnowledgeGraph) -> None:
    network = graph.to_networkx(dramas="soundtrack-1", seen=["*=end"], told="asserted")
    figure = graph.figure(network, lang="ko")
    chart = figure.chart
    assert (len(chart.nodes), len(chart.edges)) == (network.number_of_nodes(), network.number_of_edges())
    assert {node.label["ko"] for node in chart.nodes if node.lead} == {"이은수", "한선우"}
    couple = next(edge for edge in chart.edges if edge.label["en"] == "couple" and not edge.ended)
    assert not couple.directed
    assert next(kind for kind in chart.kinds if kind.id == couple.kind).heart
    assert next(edge for edge in chart.edges if edge.label["en"] == "mentoring").directed
    assert "이은수" in figure.to_html()


def test_a_network_is_as_far_as_it_is_told(graph: KnowledgeGraph) -> None:
    early = graph.figure(graph.to_networkx(dramas="soundtrack-1", seen=["soundtrack-1=2"])).to_html()
    assert "Eun Soo&#39;s mother" not in early
    assert "Eun Soo's mother" not in early
    assert "photographer" not in early  # what nodes are is not in it at all


def test_lines_are_as_wide_as_ties_are_strong() -> None:
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from("abc", label="?")
    network.add_edge("a", "b", strength=1, dramas=["x"])
    network.add_edge("b", "c", strength=5, dramas=["x", "y"])
    chart = chart_of_network(network)
    width = {kind.id: kind.width for kind in chart.kinds}
    strong, weak = chart.edges
    assert (strong.label["en"], weak.label["en"]) == ("5", "")
    assert strong.details == ({"en": "x, y"},)
    assert width[strong.kind] > width[weak.kind]
    assert not strong.directed


def test_of_a_large_network_the_strongest_are_drawn() -> None:
    network = nx.relabel_nodes(nx.complete_graph(90), str)
    nx.set_edge_attributes(network, {(a, b): 1 + (int(a) + int(b) < 60) for a, b in network.edges()}, "strength")
    chart = chart_of_network(network)
    assert [int(node.id) for node in chart.nodes] == list(range(60))
    assert "60 of 90" in chart.caption["en"]
    assert len(chart.edges) <= 3 * 60
    assert all(edge.source != edge.target for edge in chart.edges)
    again = nx.Graph()
    again.add_nodes_from(network)
    again.add_edges_from(network.edges(data=True))
    assert chart_of_network(again) == chart


def test_what_cannot_be_drawn_and_what_is_hostile() -> None:
    with pytest.raises(QueryError, match="empty network"):
        chart_of_network(nx.Graph())
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for at, text in enumerate(HOSTILE):
        network.add_node(f"n{at}", label=text, label_ko=text)
        network.add_edge("n0", f"n{at}", label=text, type=text)
    chart = chart_of_network(network)
    assert len(chart.nodes) == len(HOSTILE)
    assert len(chart.edges) == len(HOSTILE) - 1  # nobody is tied to themselves

"""What one would use instead: the page that pyvis itself writes of the same drama, with its own physics."""

from __future__ import annotations

import gzip
from pathlib import Path

from pyvis.network import Network

from kg.graph import KnowledgeGraph

__all__ = ["STILL", "besides_library", "write_plain"]

STILL = "window.network && network.physics.stabilized"


def write_plain(graph: KnowledgeGraph, slug: str, path: Path) -> None:
    """Write the page into a file, with the library in it, so that it works offline."""
    path.write_text(_network(graph, slug, "in_line").generate_html(), encoding="utf-8")


def besides_library(graph: KnowledgeGraph, slug: str) -> float:
    """Return how many KB the page is without the library, compressed as our server compresses."""
    return len(gzip.compress(_network(graph, slug, "remote").generate_html().encode(), 9)) / 1000


def _network(graph: KnowledgeGraph, slug: str, library: str) -> Network:
    network = Network(height="780px", width="100%", directed=True, cdn_resources=library)
    chart = graph.drama(slug, at="end").chart()
    for node in chart.nodes:
        network.add_node(node.id, label=node.label["en"])
    for edge in (one for one in chart.edges if not one.follows):
        network.add_edge(edge.source, edge.target, label=edge.label["en"])
    return network

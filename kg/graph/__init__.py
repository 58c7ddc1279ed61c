"""The one facade through which the command line, the pages and notebooks ask the graph. It has no logic of its own."""

from __future__ import annotations

from kg.graph.facade import KnowledgeGraph
from kg.graph.opening import ensure_build, open_graph

__all__ = ["KnowledgeGraph", "ensure_build", "open_graph"]

"""Search: the page of what was found, and the same for programs and for the box on every page."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from kg.graph import KnowledgeGraph
from kg.web.search.answering import Search

__all__ = ["search_routes"]


def search_routes(graph: KnowledgeGraph) -> list[BaseRoute]:
    """Return the routes over a graph."""
    search = Search(graph)
    return [Route("/search", search.page), Route("/search.json", search.data)]

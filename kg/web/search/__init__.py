"""Search: the page of what was found, and the same for programs and for the box on every page."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from kg.graph import KnowledgeGraph
from kg.web.search.answering import Search
from kg.web.search.static_files import StaticFiles, static_addresses

__all__ = ["search_routes", "static_addresses"]


def search_routes(graph: KnowledgeGraph) -> list[BaseRoute]:
    """Return the routes over a graph."""
    search, files = Search(graph), StaticFiles(graph)
    return [
        Route("/search", search.page),
        Route("/search.json", search.data),
        Route("/search/names.js", files.names),
        Route("/search/{drama}/{at:int}.js", files.step),
    ]

"""Search: the page of what was found, and the same for programs and for the box on every page."""

from __future__ import annotations

import logging
from threading import Thread

from starlette.routing import BaseRoute, Route

from kg.errors import DramaKGError
from kg.graph import KnowledgeGraph
from kg.web.search.answering import Search
from kg.web.search.static_files import StaticFiles, static_addresses

__all__ = ["search_routes", "static_addresses", "warm_up_search"]


def search_routes(graph: KnowledgeGraph) -> list[BaseRoute]:
    """Return the routes over a graph."""
    search, files = Search(graph), StaticFiles(graph)
    return [
        Route("/search", search.page),
        Route("/search.json", search.data),
        Route("/search/names.js", files.names),
        Route("/search/{drama}/{at:int}.js", files.step),
    ]


def warm_up_search(graph: KnowledgeGraph) -> None:
    """Have the names read in the background, so that the first reader does not wait for it."""
    Thread(target=_read_names, args=(graph,), name="search", daemon=True).start()


def _read_names(graph: KnowledgeGraph) -> None:
    try:
        graph.search("a name")
    except (DramaKGError, OSError) as error:
        logging.getLogger(__name__).warning("the names could not be read ahead: %s", error)

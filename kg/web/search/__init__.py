"""Search: the page of what was found, and the same for programs and for the box on every page."""

from __future__ import annotations

import logging
from itertools import islice
from threading import Thread

from starlette.routing import BaseRoute, Route

from kg.errors import DramaKGError
from kg.graph import KnowledgeGraph
from kg.web.search.answering import Search
from kg.web.search.static_files import StaticFiles, static_addresses

__all__ = ["search_routes", "static_addresses", "warm_up"]


def search_routes(graph: KnowledgeGraph) -> list[BaseRoute]:
    """Return the routes over a graph."""
    search, files = Search(graph), StaticFiles(graph)
    return [
        Route("/search", search.page),
        Route("/search.json", search.data),
        Route("/search/names.js", files.names),
        Route("/search/{drama}/{at:int}.js", files.step),
    ]


def warm_up(graph: KnowledgeGraph) -> None:
    """Have names, credits and likenesses read in the background, so that the first reader does not wait for them."""
    Thread(target=_read_ahead, args=(graph,), name="warm-up", daemon=True).start()


def _read_ahead(graph: KnowledgeGraph) -> None:
    """Ask what the first pages ask, from where their readers are: at the premise."""
    try:
        graph.search("a name", seen=[])
        full = next((row["slug"] for row in graph.dramas() if row["coverage"] == "full"), None)
        if full is not None:
            graph.similar(full, seen=[f"{full}=1"])
            people = (iri for row in graph.drama(full, at=1).characters for iri, _ in row.actors)
            for iri in islice(people, 1):
                graph.actor(iri, seen=[])
    except (DramaKGError, OSError) as error:
        logging.getLogger(__name__).warning("what pages need could not be read ahead: %s", error)
    except Exception:
        # A fault of ours, in a thread that nobody waits for: whoever asks a page meets it again, and is told.
        logging.getLogger(__name__).exception("reading ahead what pages need went wrong")

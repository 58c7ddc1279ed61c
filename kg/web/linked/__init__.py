"""Linked data: what stands behind each IRI of the graph, in the form that a client takes."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from kg.graph import KnowledgeGraph
from kg.web.linked.addresses import path_of
from kg.web.linked.everything import every_form
from kg.web.linked.things import ThingPages

__all__ = ["every_form", "linked_routes", "path_of"]

_METHODS = ["GET", "OPTIONS"]


def linked_routes(graph: KnowledgeGraph) -> list[BaseRoute]:
    """Return the routes over a graph."""
    things = ThingPages(graph)
    return [
        Route("/id/{path:path}", things.thing, methods=_METHODS),
        Route("/graph/{path:path}", things.graph, methods=_METHODS),
        Route("/view/{path:path}", things.view, methods=_METHODS),
    ]

"""Linked data: what stands behind each IRI of the graph, in the form that a client takes."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.graph import KnowledgeGraph
from kg.web.far import Far
from kg.web.linked.addresses import FORMS
from kg.web.linked.everything import every_form
from kg.web.linked.links import far_seen, place_of
from kg.web.linked.ontology_page import OntologyPages
from kg.web.linked.things import ThingPages

__all__ = ["Far", "every_form", "far_seen", "linked_routes", "place_of"]

_METHODS = ["GET", "OPTIONS"]


def linked_routes(graph: KnowledgeGraph) -> list[BaseRoute]:
    """Return the routes over a graph."""
    things, ontology = ThingPages(graph), OntologyPages(graph)
    return [
        Route("/id/{path:path}", things.thing, methods=_METHODS),
        Route("/graph/{path:path}", things.graph, methods=_METHODS),
        Route("/view/{path:path}", things.view, methods=_METHODS),
        *_each("/ontology", ontology.ontology),
        *_each("/shapes", ontology.shapes),
        Route("/ontology/{name:path}", ontology.file),
    ]


def _each(path: str, endpoint: Callable[[Request], Response]) -> list[Route]:
    """Return the routes of a page and of its forms by ending."""
    return [Route(path + ending, endpoint, methods=_METHODS) for ending in ("", *(f".{form}" for form in FORMS))]

"""The catalogue of queries as pages and data, and the description of the site for programs."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from kg.graph import KnowledgeGraph
from kg.web.catalogue.openapi import Api
from kg.web.catalogue.routes import Catalogue
from kg.web.sparql.processes.worker import Runner

__all__ = ["catalogue_routes"]


def catalogue_routes(graph: KnowledgeGraph, queries: Runner) -> list[BaseRoute]:
    """Return the routes over a graph; ``queries`` runs its queries in processes of their own."""
    catalogue, api = Catalogue(graph, queries), Api(graph)
    return [
        Route("/queries", catalogue.all),
        Route("/queries.json", catalogue.all_json),
        Route("/queries/complete", catalogue.complete),
        Route("/queries/{id}.{form}", catalogue.data),
        Route("/queries/{id}", catalogue.one),
        Route("/openapi.json", api.document),
        Route("/api", api.people),
    ]

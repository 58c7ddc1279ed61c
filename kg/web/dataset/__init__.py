"""What the data is as a whole: a page and descriptions for programs, and the dumps."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from kg.graph import KnowledgeGraph
from kg.web.dataset.downloads import Downloads
from kg.web.dataset.pages import DatasetPages
from kg.web.dataset.preparing import Preparing

__all__ = ["Preparing", "dataset_routes"]


def dataset_routes(graph: KnowledgeGraph, preparing: Preparing) -> list[BaseRoute]:
    """Return the routes over a graph, whose dumps ``preparing`` has made."""
    pages, downloads = DatasetPages(graph, preparing), Downloads(preparing)
    return [
        Route("/dataset", pages.dataset),
        Route("/dataset.{ending}", pages.dataset),
        Route("/void", pages.void),
        Route("/void.{ending}", pages.void),
        Route("/.well-known/void", pages.void),
        Route("/dump", downloads.listed),
        Route("/dump/", downloads.listed),
        Route("/dump.{ending}", downloads.short),
        Route("/dump/{name}", downloads.file),
    ]

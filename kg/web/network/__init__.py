"""The pages that measure the network of a drama: who is central, and what the whole is like."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from kg.graph import KnowledgeGraph
from kg.web.network.page import PATHS
from kg.web.network.pages import NetworkPages

__all__ = ["network_routes"]


def network_routes(graph: KnowledgeGraph) -> list[BaseRoute]:
    """Return the routes of these pages."""
    pages = NetworkPages(graph)
    forms = {".csv": pages.as_csv, ".json": pages.as_json, "": pages.page}
    return [Route(f"/drama/{{drama}}/{path}{form}", forms[form]) for path in PATHS.values() for form in forms]

"""`/openapi.json`: what programs can ask of this site, as OpenAPI 3.1; and `/api`, the same for people."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.graph import KnowledgeGraph
from kg.version import __version__
from kg.web.catalogue.api_parts import SCHEMAS
from kg.web.catalogue.api_paths import PATHS, paths_of
from kg.web.security import OPEN_TO_ALL
from kg.web.templating import Reader, page

__all__ = ["Api"]

_TAGS = {
    "Questions": "The catalogue of queries, ready to be asked.",
    "Dramas": "Dramas as far as they have been told.",
    "People": "People, characters, and how two people are connected.",
    "SPARQL": "Any question, in SPARQL.",
    "Linked data": "What stands behind each IRI.",
    "Dataset": "The data as a whole, to describe and to take away.",
    "Site": "The site itself.",
}


class Api:
    """The description of a site over one graph: its paths, and one for each query of the catalogue."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph

    @cached_property
    def description(self) -> dict[str, Any]:
        """The OpenAPI document."""
        return {
            "openapi": "3.1.0",
            "info": {
                "title": "Drama KG",
                "version": __version__,
                "summary": "A knowledge graph of Korean dramas, told only as far as you have watched",
                "license": {"name": "Data: CC BY 4.0", "identifier": "CC-BY-4.0"},
            },
            "servers": [{"url": "/"}],
            "tags": [{"name": name, "description": text} for name, text in _TAGS.items()],
            "paths": {**PATHS, **paths_of(self._graph.queries().values())},
            "components": {"schemas": dict(SCHEMAS)},
        }

    def document(self, request: Request) -> Response:
        """``/openapi.json``."""
        del request
        return JSONResponse(self.description, headers={**OPEN_TO_ALL, "cache-control": "no-cache"})

    def people(self, request: Request) -> Response:
        """``/api``: the description as a page."""
        text = page("api.html", Reader(request), api=self.description)
        headers = {"vary": "Accept-Language", "cache-control": "no-cache"}
        return Response(text, headers=headers, media_type="text/html")

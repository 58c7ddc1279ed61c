"""Requests for pages, without a server."""

from __future__ import annotations

from starlette.requests import Request

__all__ = ["request_of"]


def request_of(path: str, slug: str = "", query: str = "") -> Request:
    """A GET of a path, with the slug that its route would find."""
    scope = {
        "type": "http", "method": "GET", "path": path, "path_params": {"slug": slug}, "headers": [],
        "query_string": query.encode(),
    }  # fmt: skip
    return Request(scope)

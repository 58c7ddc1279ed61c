"""Every kind of page, and requests for pages without a server."""

from __future__ import annotations

from starlette.requests import Request

__all__ = ["KINDS", "request_of"]


def request_of(path: str, slug: str = "", query: str = "") -> Request:
    """A GET of a path, with the slug that its route would find."""
    scope = {
        "type": "http", "method": "GET", "path": path, "path_params": {"slug": slug}, "headers": [],
        "query_string": query.encode(),
    }  # fmt: skip
    return Request(scope)


KINDS = {
    "start": "/",
    "dramas": "/dramas",
    "drama at the premise": "/drama/soundtrack-1",
    "drama at 3": "/drama/soundtrack-1?at=3",
    "drama of a line": "/drama/mother",
    "why": "/drama/soundtrack-1/why?s=wooil&p=mentorOf&o=eunsoo&at=3",
    "themes": "/themes",
    "theme": "/theme/cohabitation?at=soundtrack-1=3",
    "data": "/data",
    "data of a drama": "/drama/soundtrack-1/data?at=3",
    "network of a drama": "/drama/soundtrack-1/network?at=3",
    "queries": "/queries",
    "query": "/queries/cast",
    "sparql": "/sparql",
    "ontology": "/ontology",
    "dataset": "/dataset",
    "thing": "/id/drama/soundtrack-1/character/eunsoo?at=3",
    "search": "/search?q=park",
    "person": "/person/park-hyung-sik?at=soundtrack-1=3",
    "character": "/character/soundtrack-1/eunsoo?at=3",
    "path": "/path?from=park-hyung-sik&to=han-so-hee",
    "problem": "/drama/no-such",
}
"""Every kind of page, each by an address over the two Soundtracks."""

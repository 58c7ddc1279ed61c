"""Who reads a page that only the static site has."""

from __future__ import annotations

from starlette.requests import Request

from kg.web.export.addresses import Address
from kg.web.templating import Reader

__all__ = ["reader_of"]


def reader_of(address: Address) -> Reader:
    """Return the reader of a page of the static site."""
    query = f"lang={address.lang}" if address.lang else ""
    scope = {"type": "http", "method": "GET", "path": address.text.partition("?")[0], "headers": [],
             "query_string": query.encode()}  # fmt: skip
    return Reader(Request(scope))

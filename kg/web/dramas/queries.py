"""The links from tables and pictures to their queries: the very text that a table is made from, seen from as far."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.drama import Drama
from kg.sparqltext import with_prefixes
from kg.vocab import PREFIXES
from kg.web.templating import Reader

__all__ = ["Ask", "QueryLink", "ask_drama", "ask_text", "far_fields"]

QueryLink = tuple[str, str]
"""What the query asks (a key of the words), and the address that opens it."""

Ask = Callable[..., list[QueryLink]]


def ask_drama(drama: Drama, reader: Reader) -> Ask:
    """Return what gives a template the links to the queries of tables of a drama: ``asks("cast", "characters")``."""
    at = f"{drama.slug}={drama.position}"
    return lambda *tables: [(name, reader.link("/sparql", query=drama.sparql_of(name), at=at)) for name in tables]


def ask_text(reader: Reader, name: str, sparql: str, far: Mapping[str, str] | None = None) -> QueryLink:
    """Return the link to one query; ``far`` are the fields that say how far somebody is, None for no limit."""
    return name, reader.link("/sparql", query=with_prefixes(sparql, PREFIXES), **(far or {}))


def far_fields(address: str | None) -> dict[str, str]:
    """Return the fields for a viewpoint as pages of several dramas have it; None is the premise of every drama.

    >>> far_fields("soundtrack-1=2"), far_fields(None)
    ({'at': 'soundtrack-1=2'}, {'spoiler-free': '1'})
    """
    return {"at": address} if address else {"spoiler-free": "1"}

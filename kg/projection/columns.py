"""Answers to queries as columns: the engine writes CSV, polars reads it, and no term becomes a Python object."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples

from kg.store import GraphStore

__all__ = ["first_text", "read_columns", "terms"]


def read_columns(store: GraphStore, sparql: str) -> pl.DataFrame:
    """Return the answer to a SELECT query as columns of text, null where a variable has no value.

    IRIs are texts, and the language of a literal is lost: ask for ``LANG(?label)`` beside it.

    >>> from pyoxigraph import Literal, NamedNode, Quad
    >>> from kg.store import EmbeddedStore
    >>> a, p, g = (NamedNode(f"https://example.org/{name}") for name in "apg")
    >>> store = EmbeddedStore.of([Quad(a, p, Literal("x, y", language="en"), g)])
    >>> read_columns(store, "SELECT ?s ?o ?none (LANG(?o) AS ?lang) { ?s ?p ?o }").rows()
    [('https://example.org/a', 'x, y', None, 'en')]
    """
    return pl.read_csv(store.read(sparql, _as_csv), infer_schema=False)


def _as_csv(found: QuerySolutions | QueryBoolean | QueryTriples) -> bytes:
    if not isinstance(found, QuerySolutions):
        raise TypeError("expected the answer to a SELECT query")
    return found.serialize(format=QueryResultsFormat.CSV) or b""


def terms(iris: Iterable[str]) -> str:
    """Return IRIs of the ontology as a query's VALUES have them."""
    return " ".join(f"<{iri}>" for iri in iris)


def first_text(column: str, language: str) -> pl.Expr:
    """Return an expression for the texts of a group in one language: all that it has, in order, with commas between."""
    texts = pl.col(column).filter(pl.col("lang").replace("", "en") == language).unique().sort()
    return pl.when(texts.len() > 0).then(texts.str.join(", "))

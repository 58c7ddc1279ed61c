"""An answer as a picture for the page, drawn where the query ran: under its deadline, with the names of its view."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.errors import QueryError
from kg.graph import KnowledgeGraph
from kg.results import Answer, Node, Table

__all__ = ["NO_PICTURE", "Picture", "picture_of", "table_of"]


class Picture(NamedTuple):
    """Whether the columns of an answer allow a picture; the picture as HTML, or in words why there is none."""

    drawable: bool
    picture: str | None = None
    no_picture: str | None = None


NO_PICTURE = Picture(drawable=False)


def picture_of(graph: KnowledgeGraph, found: Answer, *, lang: str | None) -> Picture:
    """Return the picture of an answer of a graph in a language; None only tells whether there is one.

    Drawing takes far longer than to know that.
    """
    from kg.figure import NoChart, chart_fragment, chart_of_answer

    if lang is None:
        return Picture(not isinstance(chart_of_answer(found, ontology=graph.ontology), NoChart))
    try:
        return Picture(drawable=True, picture=chart_fragment(graph.figure(found, lang).chart, lang=lang))
    except QueryError as error:
        return Picture(drawable=False, no_picture=str(error))


def table_of(columns: Sequence[str], rows: Iterable[Iterable[Node | None]]) -> Table:
    """Return the first rows of an engine's answer as a table."""
    bindings = [
        {name: _binding(term) for name, term in zip(columns, row, strict=True) if isinstance(term, _PLAIN)}
        for row in rows
    ]
    document = {"head": {"vars": list(columns)}, "results": {"bindings": bindings}}
    return Table(json.dumps(document, ensure_ascii=False).encode())


_PLAIN = (NamedNode, BlankNode, Literal)


def _binding(term: NamedNode | BlankNode | Literal) -> dict[str, str]:
    """Return a term as SPARQL's JSON has it."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}

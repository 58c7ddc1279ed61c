"""An answer as a picture for the page, drawn where the query ran: under its deadline, with the names of its view."""

from __future__ import annotations

from typing import NamedTuple

from kg.errors import QueryError
from kg.graph import KnowledgeGraph
from kg.results import Answer

__all__ = ["Picture", "can_be_drawn", "picture_of"]


class Picture(NamedTuple):
    """A chart as HTML, or why there is none, in words."""

    html: str | None
    reason: str | None = None


def can_be_drawn(graph: KnowledgeGraph, found: Answer) -> bool:
    """Tell whether the columns of an answer allow a picture; drawing it takes far longer than to know that."""
    from kg.figure import NoChart, chart_of_answer

    return not isinstance(chart_of_answer(found, ontology=graph.ontology), NoChart)


def picture_of(graph: KnowledgeGraph, found: Answer, lang: str) -> Picture:
    """Return the picture of an answer of a graph."""
    from kg.figure import chart_fragment

    try:
        return Picture(chart_fragment(graph.figure(found, lang).chart, lang=lang))
    except QueryError as error:
        return Picture(None, str(error))

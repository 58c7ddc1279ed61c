"""Answering one query in one of the forms that the client takes, inside a worker process (`kg.web.sparql.worker`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.errors import NotFoundError, QueryError, QueryRefusedError
from kg.graph import KnowledgeGraph
from kg.results import Answer, Node, Table
from kg.web.sparql.picture import can_be_drawn, picture_of

__all__ = ["MOST_BYTES", "MOST_ROWS", "Ask", "Reply", "answer"]

MOST_BYTES = 10_000_000
MOST_ROWS = 1_000  # that a page shows


@dataclass(frozen=True, slots=True)
class Ask:
    """A query, the graphs that it is limited to (None: all), and the form wanted for each kind of answer.

    ``forms`` maps "table", "boolean" and "graph" to a format of `kg.results`, to "rows" (for a page), or to None where
    the client takes no form that this kind can have. ``seen`` is how far the client is in each drama
    (`kg.views.parse_viewpoint`); None asks everything. ``picture`` asks for a page's picture, in that language.
    """

    query: str
    graphs: tuple[str, ...] | None
    forms: Mapping[str, str | None]
    seen: tuple[str, ...] | None = None
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of it: an HTTP status, and the answer as bytes, or a sentence that says what is wrong."""

    status: int
    body: bytes
    kind: str = ""
    form: str = ""


def answer(graph: KnowledgeGraph, ask: Ask) -> Reply:
    """Answer a query; every problem that a query can have is a reply, not an exception."""
    try:
        asked = graph if ask.seen is None else graph.at_texts(ask.seen)
        found = asked.query(ask.query, graphs=ask.graphs)
    except QueryRefusedError as error:
        return Reply(403, str(error).encode())
    except (QueryError, NotFoundError) as error:
        return Reply(400, str(error).encode())
    kind = "graph" if not isinstance(found, Table) else "table" if found.boolean is None else "boolean"
    form = ask.forms.get(kind)
    if form is None:
        return Reply(406, b"", kind)
    body = _rows(asked, found, ask.picture) if form == "rows" else found.serialize(form)
    if len(body) > MOST_BYTES:
        size = f"{len(body) / 1e6:,.0f} MB" if len(body) >= 1e7 else f"{len(body):,} bytes"
        text = f"the answer has {size}; at most {MOST_BYTES // 10**6} MB are sent: add LIMIT, or ask for fewer columns"
        return Reply(400, text.encode(), kind)
    return Reply(200, body, kind, form)


def _rows(graph: KnowledgeGraph, found: Answer, lang: str | None) -> bytes:
    """Return the first rows as JSON for a page: columns, rows of cells, how many there are in all, and the picture."""
    if isinstance(found, Table):
        columns: Iterable[str] = found.columns
        rows = [list(row) for row in found.terms[:MOST_ROWS]]
        total, boolean = len(found.terms), found.boolean
    else:
        triples = list(found)
        columns, boolean, total = ("subject", "predicate", "object"), None, len(triples)
        rows = [[getattr(triple, part) for part in columns] for triple in triples[:MOST_ROWS]]
    cells = [[_cell(term) for term in row] for row in rows]
    document = {
        "columns": list(columns),
        "rows": cells,
        "total": total,
        "boolean": boolean,
        "drawable": can_be_drawn(graph, found),
        "picture": picture_of(graph, found, lang) if lang else None,
    }
    return json.dumps(document, ensure_ascii=False).encode()


def _cell(term: Node | None) -> list[str] | None:
    """Return a term as [kind, text, language or datatype]."""
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return ["iri", term.value, ""]
    if isinstance(term, Literal):
        return ["text", term.value, term.language or ""]
    return ["other", f"_:{term.value}" if isinstance(term, BlankNode) else str(term), ""]

"""Answering one query in one of the forms that the client takes, inside a worker process."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from kg.errors import NotFoundError, QueryError, QueryRefusedError, StoreError
from kg.graph import KnowledgeGraph
from kg.results import Answer, Node, Triples
from kg.web.sparql.limits import Limits
from kg.web.sparql.processes.cutting import Cut, triples_within, written_graph, written_table
from kg.web.sparql.processes.job import Job
from kg.web.sparql.processes.picture import NO_PICTURE, Picture, picture_of, table_of

__all__ = ["MOST_ROWS", "Ask", "Reply", "answer"]

MOST_ROWS = 1_000  # that a page shows

Draw = Callable[[Answer], Picture]
_Found = QuerySolutions | QueryBoolean | QueryTriples


@dataclass(frozen=True, slots=True)
class Ask:
    """A query, its dataset, and the form wanted for each kind of answer.

    ``graphs`` are the graphs whose union is the default graph and ``named`` those that ``GRAPH`` finds (None: all).
    ``forms`` maps "table", "boolean" and "graph" to a format of `kg.results`, to "rows" (for a page), or to None where
    the client takes no form that this kind can have. ``seen`` is how far the client is in each drama
    (`kg.views.parse_viewpoint`); None asks everything. ``picture`` asks for a page's picture, in that language.
    """

    query: str
    graphs: tuple[str, ...] | None
    forms: Mapping[str, str | None]
    seen: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of it: an HTTP status, and the answer as bytes, or a sentence that says what is wrong.

    ``cut`` says what is missing of an answer that was too long.
    """

    status: int
    body: bytes
    kind: str = ""
    form: str = ""
    cut: Cut | None = None


def answer(graph: KnowledgeGraph, ask: Ask | Job, limits: Limits) -> Reply:
    """Answer a query; every problem that a query can have is a reply, not an exception."""
    if isinstance(ask, Job):
        return ask.run(graph, limits)
    try:
        asked = graph if ask.seen is None else graph.at_texts(ask.seen)
        draw = partial(picture_of, asked, lang=ask.picture)
        return asked.read(ask.query, lambda found: _reply(found, ask.forms, limits, draw), ask.graphs, ask.named)
    except QueryRefusedError as error:
        return Reply(403, str(error).encode())
    except (QueryError, NotFoundError) as error:
        return Reply(400, str(error).encode())
    except StoreError:
        return Reply(503, b"the store behind this endpoint does not answer; try again in a moment")


def _reply(found: _Found, forms: Mapping[str, str | None], limits: Limits, draw: Draw) -> Reply:
    kind = "table" if isinstance(found, QuerySolutions) else "boolean" if isinstance(found, QueryBoolean) else "graph"
    form = forms.get(kind)
    if form is None:
        return Reply(406, b"", kind)
    if form == "rows":
        body, cut = _rows(found, limits, draw)
    elif isinstance(found, QuerySolutions | QueryBoolean):
        body, cut = written_table(found, form, limits)
    else:
        body, cut = written_graph(found, form, limits)
    return Reply(200, body, kind, form, cut)


def _rows(found: _Found, limits: Limits, draw: Draw) -> tuple[bytes, Cut | None]:
    """Return the first rows as JSON for a page: columns, rows of cells, how many there are in all, and the picture."""
    columns: Sequence[str] = ()
    rows: Iterable[Iterable[Node | None]] = ()
    total, boolean, cut, picture = 0, None, None, NO_PICTURE
    if isinstance(found, QueryBoolean):
        boolean = bool(found)
    elif isinstance(found, QuerySolutions):
        columns = [variable.value for variable in found.variables]
        rows = list(islice(found, MOST_ROWS))
        total = len(rows) + sum(1 for _ in islice(found, max(0, limits.answer_rows + 1 - len(rows))))
        if total > limits.answer_rows:
            total, cut = limits.answer_rows, Cut(limits.answer_rows, "rows")
        picture = draw(table_of(columns, rows))
    else:
        columns = ("subject", "predicate", "object")
        triples, cut = triples_within(found, limits)
        rows, total = triples[:MOST_ROWS], len(triples)
        picture = draw(Triples(triples[:MOST_ROWS]))
    cells: list[list[list[str] | None]] = []
    size = 0
    for row in rows:
        shown = [_cell(term) for term in row]
        size += sum(len(cell[1]) for cell in shown if cell)
        if size > limits.answer_bytes:
            cut = Cut(len(cells), "bytes")
            break
        cells.append(shown)
    document = {"columns": columns, "rows": cells, "total": total, "boolean": boolean, "cut": cut is not None}
    document |= picture._asdict()
    return json.dumps(document, ensure_ascii=False).encode(), cut


def _cell(term: Node | None) -> list[str] | None:
    """Return a term as [kind, text, language or datatype]."""
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return ["iri", term.value, ""]
    if isinstance(term, Literal):
        return ["text", term.value, term.language or ""]
    return ["other", f"_:{term.value}" if isinstance(term, BlankNode) else str(term), ""]

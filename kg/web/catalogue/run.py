"""Running a query of the catalogue inside a worker process, and what a page or a program gets of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.errors import NotFoundError, QueryError
from kg.figure import NoChart, chart_fragment, chart_of_answer
from kg.figure.lines import last_part
from kg.graph import KnowledgeGraph
from kg.results import Answer, Node, Table
from kg.search import KINDS
from kg.vocab import ID_BASE, compact
from kg.web.catalogue.links import page_of
from kg.web.sparql.limits import Limits, size_in_words
from kg.web.sparql.processes.answer import MOST_ROWS, Reply
from kg.web.sparql.processes.job import Job

__all__ = ["Run"]

_DRAWN = ("network", "chart")

Pair = tuple[Node | None, Node | None]


@dataclass(frozen=True, slots=True)
class Run(Job):
    """A query of the catalogue with its values, the form wanted for each kind of answer, and how far somebody is.

    ``forms`` is as in `Ask`; "rows" is what a page needs, as JSON. ``seen`` None tells everything. A reply of the kind
    "wrong" has a sentence for each parameter with a wrong value, as JSON.
    """

    query: str
    values: Mapping[str, str]
    forms: Mapping[str, str | None]
    seen: tuple[str, ...] | None
    lang: str

    def run(self, graph: KnowledgeGraph, limits: Limits) -> Reply:
        """Run it."""
        try:
            catalogue = graph.queries()
            asked = graph if self.seen is None else graph.at_texts(self.seen)
            wrong = asked.wrong_values(self.query, **self.values)
            if wrong:
                types = {parameter.name: parameter.type for parameter in catalogue[self.query].parameters}
                status = 404 if all(types[name] in KINDS for name in wrong) else 400
                return Reply(status, json.dumps(wrong, ensure_ascii=False).encode(), "wrong")
            return self._reply(asked, asked.run(self.query, lang=self.lang, **self.values), limits)
        except NotFoundError as error:
            return Reply(404, str(error).encode())
        except QueryError as error:
            return Reply(400, str(error).encode())

    def _reply(self, asked: KnowledgeGraph, found: Answer, limits: Limits) -> Reply:
        kind = "graph" if not isinstance(found, Table) else "table" if found.boolean is None else "boolean"
        form = self.forms.get(kind)
        if form is None:
            return Reply(406, b"", kind)
        body = self._rows(asked, found) if form == "rows" else found.serialize(form)
        if len(body) > limits.answer_bytes:
            text = f"the answer has {len(body):,} bytes; at most {size_in_words(limits.answer_bytes)} are sent"
            return Reply(400, text.encode(), kind)
        return Reply(200, body, kind, form)

    def _rows(self, asked: KnowledgeGraph, found: Answer) -> bytes:
        """Return the answer as a page shows it: rows of cells with labels and links, the picture, the SPARQL text."""
        link = page_of(asked, self.seen, self.lang)
        columns, rows = _table(found)
        document: dict[str, Any] = {
            "columns": columns,
            "rows": [[_cell(term, label, link) for term, label in row] for row in rows[:MOST_ROWS]],
            "total": len(rows),
            "boolean": found.boolean if isinstance(found, Table) else None,
            "sparql": asked.sparql_of(self.query, lang=self.lang, **self.values),
            **self._picture(asked, found, link),
        }
        return json.dumps(document, ensure_ascii=False).encode()

    def _picture(self, asked: KnowledgeGraph, found: Answer, link: Callable[[str], str | None]) -> dict[str, object]:
        query = asked.queries()[self.query]
        if query.view not in _DRAWN or not len(found):
            return {"chart": None, "no_chart": None}
        chart = chart_of_answer(found, ontology=asked.ontology, title=query.summary, link=link)
        if isinstance(chart, NoChart):
            return {"chart": None, "no_chart": dict(chart.reason)}
        return {"chart": chart_fragment(chart, lang=self.lang), "no_chart": None}


def _table(found: Answer) -> tuple[list[str], list[list[Pair]]]:
    """Return the columns and, for each row, the term of each column with its label."""
    if not isinstance(found, Table):
        triples: list[list[Pair]] = [
            [(getattr(triple, part), None) for part in ("subject", "predicate", "object")] for triple in found
        ]
        return ["subject", "predicate", "object"], triples
    places = {name: place for place, name in enumerate(found.columns)}
    columns = [name for name in found.columns if not (name.endswith("_label") and name[:-6] in places)]
    pairs = [(places[name], places.get(f"{name}_label")) for name in columns]
    return columns, [[(row[one], None if label is None else row[label]) for one, label in pairs] for row in found.terms]


def _cell(term: Node | None, label: Node | None, link: Callable[[str], str | None]) -> dict[str, str | None]:
    """Return a cell as words, their language, and the address that they lead to."""
    if isinstance(term, NamedNode):
        named = label if isinstance(label, Literal) else None
        return {
            "text": named.value
            if named
            else last_part(term.value)
            if term.value.startswith(ID_BASE)
            else compact(term.value),
            "lang": named.language if named else None,
            "href": link(term.value),
            "iri": term.value,
        }
    text = term.value if isinstance(term, Literal) else "" if term is None else str(term)
    if isinstance(term, BlankNode):
        text = f"_:{term.value}"
    return {"text": text, "lang": term.language if isinstance(term, Literal) else None, "href": None, "iri": None}

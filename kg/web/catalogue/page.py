"""The pages of the catalogue: all questions, and one with its form, its answer and the ways to get it elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from kg.catalog import CatalogQuery, Parameter, grouped
from kg.errors import NotFoundError
from kg.graph import KnowledgeGraph
from kg.search import KINDS, SeenNames, Suggestion
from kg.web.catalogue.asked import LONGEST, Asked
from kg.web.catalogue.links import curl_line, editor_link, python_lines, shell_line, viewpoint_fields
from kg.web.catalogue.timeline import moments
from kg.web.problem import ProblemError
from kg.web.sparql.processes.answer import MOST_ROWS, Reply
from kg.web.templating import Reader, page

__all__ = ["list_page", "query_page", "steps_of"]

_TABLE = ("csv", "json", "tsv", "xml")
_DOWNLOADS = {"table": _TABLE, "boolean": ("json", "xml"), "graph": ("ttl", "nt", "jsonld", "rdf")}
_MOST_CHOICES = 300  # that are offered without a script


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: its parameter, what stands in it, what is wrong with that, and what may be meant."""

    parameter: Parameter
    help: str
    value: str
    wrong: str | None = None
    near: list[tuple[str, str]] = field(default_factory=list)
    options: tuple[str, ...] = ()

    @property
    def completes(self) -> bool:
        """Whether names can be offered for it."""
        return self.parameter.type in KINDS


def list_page(queries: Mapping[str, CatalogQuery], reader: Reader) -> str:
    """Render all questions, in groups by what they are about."""
    return page("queries.html", reader, groups=grouped(queries.values()), total=len(queries))


def query_page(
    graph: KnowledgeGraph,
    reader: Reader,
    asked: Asked,
    base: str,
    choices: Sequence[str],
    reply: Reply | None = None,
    problem: ProblemError | None = None,
) -> str:
    """Render a question with its form and its answer, or with what is wrong; ``base`` is the address of this site.

    ``choices`` are the viewpoints that are offered (`steps_of`).
    """
    wrong: Mapping[str, str] = json.loads(reply.body) if reply is not None and reply.kind == "wrong" else {}
    answer: dict[str, Any] | None = json.loads(reply.body) if reply is not None and not wrong else None
    seen, here = asked.seen, f"/queries/{asked.query.id}"
    given = [*asked.values.items(), *viewpoint_fields(seen)]
    steps = [text for text in seen or () if not text.startswith("*=")]
    address = urlencode([*given, ("lang", reader.lang)])
    return page(
        "query.html",
        reader,
        query=asked.query,
        fields=_fields(graph, asked, wrong, reader),
        longest=LONGEST,
        wrong=wrong,
        answer=answer,
        kind=reply.kind if reply is not None else "",
        problem=problem,
        most_rows=MOST_ROWS,
        moments=moments(answer, reader) if answer and asked.query.view == "timeline" else [],
        steps=";".join(steps),
        choices=choices,
        everything=seen is None or "*=end" in seen,
        tell_all=f"{here}?{urlencode([*asked.values.items(), ('at', '*=end'), *_lang(reader)])}",
        downloads=[(form, f"{here}.{form}?{address}") for form in _DOWNLOADS[reply.kind]] if answer and reply else [],
        editor=editor_link(answer["sparql"], seen, reader.lang) if answer else None,
        lines=[
            ("shell", shell_line(asked.query.id, asked.values, seen, reader.lang)),
            ("python", python_lines(asked.query.id, asked.values, seen, reader.lang)),
            ("curl", curl_line(f"{base}{here}.{_DOWNLOADS[reply.kind][0]}?{address}")),
        ]
        if answer and reply
        else [],
    )


def _lang(reader: Reader) -> list[tuple[str, str]]:
    return [("lang", reader.lang)] if reader.explicit else []


def _fields(graph: KnowledgeGraph, asked: Asked, wrong: Mapping[str, str], reader: Reader) -> list[Field]:
    return [
        _field(graph, asked, parameter, wrong.get(parameter.name), reader)
        for parameter in asked.query.parameters
        if parameter.name != "lang"
    ]


def _field(graph: KnowledgeGraph, asked: Asked, parameter: Parameter, wrong: str | None, reader: Reader) -> Field:
    value = asked.values.get(parameter.name, parameter.default)
    offers: Sequence[Suggestion] = ()
    near: list[tuple[str, str]] = []
    if parameter.type in KINDS:
        names = _names(graph, asked)
        offers = names.complete(parameter.type, "", lang=reader.lang, most=_MOST_CHOICES + 1)
        if wrong is not None:
            found = names.near(parameter.type, value, lang=reader.lang)
            near = [_near(asked, parameter.name, one, reader) for one in found]
    helped = parameter.help_ko if reader.lang == "ko" else parameter.help
    return Field(
        parameter,
        helped,
        value,
        _sentence(parameter, value, reader) if wrong else None,
        near,
        tuple(one.value for one in offers) if len(offers) <= _MOST_CHOICES else (),
    )


def _names(graph: KnowledgeGraph, asked: Asked) -> SeenNames:
    """Return the names that may be offered; where nobody knows how far somebody is, those of the premise."""
    try:
        return graph.names(asked.seen)
    except NotFoundError:
        return graph.names([])


def _sentence(parameter: Parameter, value: str, reader: Reader) -> str:
    return reader.words("wrong_name" if parameter.type in KINDS else "wrong_number", value=value[:60])


def _near(asked: Asked, name: str, one: Suggestion, reader: Reader) -> tuple[str, str]:
    """Return the address of the same question with another value, and words for it."""
    given = [*{**asked.values, name: one.value}.items(), *viewpoint_fields(asked.seen), *_lang(reader)]
    words = f"{one.label} ({one.detail})" if one.detail else one.label
    return f"/queries/{asked.query.id}?{urlencode(given)}", words


def steps_of(graph: KnowledgeGraph) -> list[str]:
    """Return viewpoints to choose from; beats by number alone, since their names tell something."""
    rows = [row for row in graph.dramas() if row["beats"] > 1]
    return sorted(f"{row['slug']}={beat}" for row in rows for beat in (*range(2, row["beats"]), "end"))

"""`/sparql` for a browser: a query, its answer as a table, and downloads. It works without scripts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import urlencode

from kg.graph import KnowledgeGraph
from kg.sparqltext import with_prefixes
from kg.vocab import PREFIXES, compact
from kg.web.assets import has_editor
from kg.web.linked import Far, far_seen, place_of
from kg.web.problem import ProblemError
from kg.web.sparql.limits import Limits, size_in_words
from kg.web.sparql.pages.examples import EXAMPLES, Examples
from kg.web.sparql.processes.answer import MOST_ROWS, Reply
from kg.web.sparql.processes.cutting import LIMITS_PATH
from kg.web.sparql.protocol import Asked
from kg.web.templating import Reader, outside_link, page

__all__ = ["SparqlPage"]

_START = with_prefixes("SELECT * WHERE {\n  ?drama a dkg:Drama ; skos:prefLabel ?title .\n} LIMIT 100", PREFIXES)
_TABLE_DOWNLOADS = ("csv", "tsv", "json", "xml")
_GRAPH_DOWNLOADS = ("ttl", "nt", "rdfxml", "jsonld", "trig", "nq")
_MOST_CHOICES = 300  # that are offered to whoever types how far they are
_LONGEST_LINK = 8000  # characters; a longer query has no download links


class SparqlPage:
    """The page over one graph."""

    def __init__(self, graph: KnowledgeGraph, limits: Limits) -> None:
        self._limits = {
            "seconds": f"{limits.query_seconds:g}", "request": size_in_words(limits.request_bytes),
            "size": size_in_words(limits.answer_bytes), "rows": f"{limits.answer_rows:,}", "example": "format=csv",
        }  # fmt: skip
        rows = list(graph.dramas())
        self._graph = graph
        # Beats by number alone: their names tell something.
        steps = [f"{row['slug']}={beat}" for row in rows if row["beats"] > 1 for beat in range(2, row["beats"])]
        ends = [f"{row['slug']}=end" for row in rows if row["beats"] > 1]
        self._examples = Examples(graph)
        self._choices = [*sorted([*steps, *ends]), "*=end"][:_MOST_CHOICES]

    def render(
        self,
        reader: Reader,
        what: Asked,
        reply: Reply | None = None,
        problem: ProblemError | None = None,
    ) -> str:
        """Render the page with a query, and its answer or what was wrong with it."""
        viewpoint = _viewpoint(what.seen)
        query = what.query or EXAMPLES["example_cast"]
        answer = json.loads(reply.body) if reply is not None else None
        if answer is not None:
            far = far_seen(self._graph, what.seen)
            answer["rows"] = [[_shown(cell, reader, far) for cell in row] for row in answer["rows"]]
        return page(
            "sparql.html",
            reader,
            query=query,
            # A message about a line means the line of what was sent.
            filled=(query if problem else with_prefixes(query, PREFIXES)).strip(),
            examples=[(name, reader.link("/sparql", query=text, **viewpoint)) for name, text in EXAMPLES.items()],
            catalogue=[
                (name, [(words, reader.link("/sparql", query=text, **viewpoint)) for words, text in queries])
                for name, queries in self._examples.of(reader.lang)
            ],
            start=_START,
            has_editor=has_editor(),
            limited=what.seen is not None,
            at=viewpoint.get("at", ""),
            choices=self._choices,
            prefixes=", ".join(f"{prefix}:" for prefix in PREFIXES),
            limits=self._limits,
            limits_path=reader.link(LIMITS_PATH),
            graphs=what.graphs or (),
            named=what.named or (),
            answer=answer,
            most_rows=MOST_ROWS,
            problem=problem,
            views=_views(what, reader),
            drawn=what.picture is not None,
            downloads=_downloads(what, reply),
        )


def _shown(cell: list[str] | None, reader: Reader, far: Far) -> dict[str, str | None]:
    """Return a cell as words, with the address that it leads to and its language."""
    if cell is None:
        return {"text": "", "href": None, "lang": None}
    kind, value, lang = cell
    if kind != "iri":
        return {"text": value, "href": None, "lang": lang if lang in ("en", "ko") else None}
    place = place_of(value, far)
    href = outside_link(value) if place is None else reader.link(place.path, place.anchor, at=place.at)
    return {"text": compact(value), "href": href, "lang": None}


def _viewpoint(seen: Sequence[str] | None) -> dict[str, str]:
    """Return the fields of an address that say how far somebody is."""
    if seen is None:
        return {}
    return {"at": ";".join(seen)} if seen else {"spoiler-free": "1"}


def _views(what: Asked, reader: Reader) -> list[tuple[str, str]]:
    """Return the addresses of an answer as a table and as a picture; none of a query that is too long for one."""
    fields = {"query": what.query or "", **_viewpoint(what.seen)}
    links = [
        ("view_table", reader.link("/sparql", **fields)),
        ("view_picture", reader.link("/sparql", **fields, view="picture")),
    ]
    return [] if what.graphs or what.named or len(links[1][1]) > _LONGEST_LINK else links


def _downloads(what: Asked, reply: Reply | None) -> list[tuple[str, str]]:
    if reply is None:
        return []
    formats = {"table": _TABLE_DOWNLOADS, "boolean": ("json", "xml"), "graph": _GRAPH_DOWNLOADS}[reply.kind]
    given = [("query", what.query or ""), *(("default-graph-uri", graph) for graph in what.graphs or ())]
    given += [("named-graph-uri", graph) for graph in what.named or ()]
    given += _viewpoint(what.seen).items()
    links = [(name, "/sparql?" + urlencode([*given, ("format", name)])) for name in formats]
    return links if len(links[0][1]) <= _LONGEST_LINK else []

"""The page for SPARQL of a static site: the graph is asked in the browser, as far as the reader chooses to load it."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from kg.figure.safe import script_json
from kg.graph import KnowledgeGraph
from kg.listing import titles_of
from kg.vocab import PREFIXES
from kg.web.assets import editor_tags, export_tags, has_editor, own_address
from kg.web.export.graphs import PREMISE, step_file
from kg.web.export.scope import Scope
from kg.web.sparql.pages.examples import EXAMPLES
from kg.web.templating import Reader, page

__all__ = ["sparql_page"]

_WORDS = ("answer", "cut", "file", "loaded", "loading", "no", "no_worker", "none_found", "rows", "running", "slow",
          "took", "wrong", "yes")  # fmt: skip


def sparql_page(reader: Reader, graph: KnowledgeGraph, scope: Scope) -> str:
    """Render the page; its data names every file that it may load."""
    dramas = _dramas(graph, scope)
    files: dict[str, Any] = {
        "premise_href": PREMISE.text,
        "engine_href": own_address("oxigraph.js"),
        "wasm_href": own_address("oxigraph.wasm"),
        "worker_href": own_address("sparql-worker.js"),
        "dramas": {
            one["slug"]: [{"href": step_file(one["slug"], step).text} for step in range(2, one["last"] + 1)]
            for one in dramas
        },
        "prefixes": PREFIXES,
        "words": {name: _raw(reader, f"static_sparql_{name}") for name in _WORDS},
    }
    return page(
        "export/sparql.html",
        reader,
        files=files,
        files_json=Markup(script_json(files)),  # noqa: S704 - escaped for a script
        dramas=dramas,
        start=EXAMPLES["example_cast"],
        examples=[(name, reader.link("/sparql", query=text)) for name, text in EXAMPLES.items()],
        has_editor=has_editor(),
        has_engine=own_address("oxigraph.wasm") is not None,
        export_tags=Markup(export_tags("sparql")),  # noqa: S704 - our own elements
        editor_tags=Markup(editor_tags()),  # noqa: S704 - our own elements
    )


def _raw(reader: Reader, key: str) -> str:
    """Return words whose places the script fills in."""
    return reader.words(key, n="{n}", seconds="{seconds}", shown="{shown}")


def _dramas(graph: KnowledgeGraph, scope: Scope) -> list[dict[str, Any]]:
    """Return the dramas that have steps and pages: slug, titles and the last step."""
    rows = {row["slug"]: row for row in graph.dramas() if row["beats"] > 1 and scope.has(row["slug"])}
    return [{"slug": slug, "titles": titles_of(row), "last": row["beats"]} for slug, row in sorted(rows.items())]

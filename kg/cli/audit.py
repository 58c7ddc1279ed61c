"""Verbs that prove: audit spoilers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import data_options, note, open_graph, plural, store_option
from kg.cli.output import format_option, write_answer

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.audit import Checked, Shown
    from kg.graph import KnowledgeGraph
    from kg.ontology import Ontology
    from kg.results import Table
    from kg.store import EmbeddedStore

__all__ = ["audit", "shown_of"]

_MOST_NAMED = 50  # findings
_COLUMNS = ("drama", "beat", "of", "told", "inferred", "taken_back", "later_graphs", "worlds", "observed", "findings")


@click.group(epilog="Example:  kg audit spoilers")
def audit() -> None:
    """Prove what the graph promises."""


@audit.command(
    epilog="""\b
Examples:
  kg audit spoilers
  kg audit spoilers soundtrack-1 --pages --format json"""
)
@click.argument("dramas", nargs=-1, metavar="[DRAMA]...")
@click.option("--pages", is_flag=True, help="Compare charts and pages too, which takes longer.")
@format_option
@store_option()
@data_options
def spoilers(dramas: tuple[str, ...], pages: bool, fmt: str | None, data: Path | None, builds: Path | None) -> None:
    """Prove that nothing told later can be seen, at every beat of every drama.

    What may be seen is worked out again from the statements themselves and closed: a view must hold that, and no more.
    Then everything that is told later is dropped, replaced and joined by lies, and what is seen must stay the same,
    byte for byte. Ends with 1 when anything leaks, is missing or is lost.
    """
    from kg.audit import Told, checks_ahead
    from kg.audit import audit as run_audit

    graph = open_graph(data, builds)
    wanted = {graph.find("drama", name).value.rsplit("/", 1)[-1] for name in dramas}
    ahead = checks_ahead(Told(graph.store.told()))
    checks = [check for check in ahead if not wanted or check.drama.split()[0] in wanted]
    done: list[str] = []

    def progress(name: str) -> None:
        done.append(name)
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[K{len(done)} of {len(checks)}: {name}", err=True, nl=False)

    report = run_audit(
        graph.store, graph.ontology, checks=checks, shown=shown_of(graph.ontology) if pages else None, progress=progress
    )
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
    write_answer(_table(report.checked), fmt)
    for one in report.checked:
        for statement, rule in one.taken_back:
            note(f"{one.drama} at {one.beat}: {rule} takes back {statement}")
    for finding in report.findings[:_MOST_NAMED]:
        note(str(finding))
    if report.findings:
        note(plural(len(report.findings), "finding"))
        sys.exit(1)
    note(f"nothing leaks, nothing is missing: {plural(len(checks), 'view')}")


@audit.command(
    epilog="""\b
Examples:
  kg audit pages
  kg audit pages soundtrack-1 --at 2
  kg audit pages --most 1 --format csv"""
)
@click.argument("dramas", nargs=-1, metavar="[DRAMA]...")
@click.option("--at", "beats", type=click.IntRange(1), multiple=True, help="At this beat alone; may be repeated.")
@click.option("--most", type=click.IntRange(1), help="Read so many addresses of each kind at a beat, not all.")
@format_option
@store_option()
@data_options
def pages(
    dramas: tuple[str, ...],
    beats: tuple[int, ...],
    most: int | None,
    fmt: str | None,
    data: Path | None,
    builds: Path | None,
) -> None:
    """Prove that no page, document, search or export holds what is told later, at every beat of every drama.

    Every page is read that a reader can come to, by links, by searching and by guessing the names and addresses of what
    is hidden. None may hold a phrase that is told later; and each must be the same, byte for byte, where no drama is
    told further. Ends with 1 when anything leaks.
    """
    from kg.web.audit import audit_pages

    graph = open_graph(data, builds)
    wanted = {graph.find("drama", name).value.rsplit("/", 1)[-1] for name in dramas}

    def progress(name: str) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[K{name}", err=True, nl=False)

    visited = list(audit_pages(graph, dramas=wanted or None, beats=beats or None, most=most, progress=progress))
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
    rows = [(one.drama, str(one.beat), one.phrases, one.pages, len(one.findings)) for one in visited]
    write_answer(_table_of(("drama", "beat", "phrases", "pages", "findings"), rows), fmt)
    findings = [finding for one in visited for finding in one.findings]
    for finding in findings[:_MOST_NAMED]:
        note(str(finding))
    if findings:
        note(plural(len(findings), "finding"))
        sys.exit(1)
    note(f"nothing leaks: {plural(sum(one.pages for one in visited), 'page')}")


def _table(checked: tuple[Checked, ...]) -> Table:
    rows = [
        (one.drama, one.beat, one.last, one.told, one.inferred, len(one.taken_back), one.later, one.worlds,
         one.observed, len(one.findings))
        for one in checked
    ]  # fmt: skip
    return _table_of(_COLUMNS, rows)


def _table_of(columns: Sequence[str], rows: Iterable[tuple[str | int, ...]]) -> Table:
    """Return rows as the verbs write them; a number is one."""
    from pyoxigraph import Literal

    from kg.results import Table

    integer = Literal(1).datatype.value
    bindings = [
        {
            name: {"type": "literal", "value": str(value)} | ({"datatype": integer} if isinstance(value, int) else {})
            for name, value in zip(columns, row, strict=True)
        }
        for row in rows
    ]
    return Table(json.dumps({"head": {"vars": list(columns)}, "results": {"bindings": bindings}}).encode())


def shown_of(ontology: Ontology) -> Shown:
    """Return what renders all that a reader can see of a drama at a beat: chart, figure, data, pages, things."""
    from dataclasses import asdict

    from kg.graph import KnowledgeGraph
    from kg.web.dramas.drama_json import as_json
    from kg.web.dramas.pages import Pages
    from kg.web.linked import every_form

    def shown(store: EmbeddedStore, drama: str, position: int) -> Mapping[str, bytes]:
        graph = KnowledgeGraph(store, ontology)
        told, pages = graph.drama(drama, position), Pages(graph)
        found = {
            "the chart": _json(asdict(told.chart())),
            "the figure": told.figure().to_html().encode(),
            "the data": _json(as_json(told)),
        }
        for lang in ("en", "ko"):
            found[f"the page ({lang})"] = bytes(pages.drama(_request(told.slug, position, lang)).body)
            found[f"the list of dramas ({lang})"] = bytes(pages.start(_request("", position, lang)).body)
        things = _things_of(graph, drama, position)
        return {**found, **every_form(graph, things, f"{told.slug}={position}")}

    return shown


def _things_of(graph: KnowledgeGraph, drama: str, position: int) -> list[str]:
    """Return everything of ours that a drama speaks of by a beat, and something that nobody ever tells."""
    from pyoxigraph import NamedNode

    from kg.linked import BASE, drama_slug_of
    from kg.vocab import ID_BASE

    quads = graph.drama(drama, position).view.seen.quads
    terms = {term for quad in quads for term in (quad.subject, quad.object, quad.graph_name)}
    named = {term.value for term in terms if isinstance(term, NamedNode) and term.value.startswith(BASE)}
    # What graphs of people hold is told at no beat, and may grow.
    shown = (iri for iri in named if iri.startswith(ID_BASE) or drama_slug_of(iri))
    return [*sorted(shown), f"{ID_BASE}drama/nothing-of-the-kind"]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=0, default=str).encode()


def _request(slug: str, position: int, lang: str) -> Request:
    from starlette.requests import Request

    scope = {
        "type": "http", "method": "GET", "path": f"/drama/{slug}" if slug else "/", "path_params": {"slug": slug},
        "headers": [], "query_string": f"at={position}&lang={lang}".encode(),
    }  # fmt: skip
    return Request(scope)

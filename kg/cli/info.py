"""The verb that says what the graph holds, what is thin in it, and what in a drama rests on what: info."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import data_options, note, plural, store_option, store_url
from kg.cli.coverage import show_all, show_one
from kg.cli.far import at_option, seen_in_drama
from kg.cli.output import write_answer

if TYPE_CHECKING:
    from kg.build import Build, Summary
    from kg.drama import Drama
    from kg.graph import KnowledgeGraph

__all__ = ["FORMATS", "info", "summary_text"]

FORMATS = ("table", "csv", "tsv", "json")


def summary_text(summary: Summary) -> str:
    """Return what a build holds, in words."""
    s = summary
    thin = f" and {plural(s.thin_dramas, 'drama')} known from filmographies" if s.thin_dramas else ""
    left = (f"  {plural(s.left_out, 'loaded drama')} left out: curated files tell them",) if s.left_out else ()
    return "\n".join(
        (
            f"  {plural(s.dramas, 'drama')}{thin}",
            f"  {plural(s.characters, 'character')}, {plural(s.people, 'person', 'people')}, "
            f"{plural(s.relationships, 'relationship')}, {plural(s.events, 'event')}",
            f"  {plural(s.sources, 'source')} in {plural(s.graphs, 'graph')}: "
            f"{plural(s.asserted, 'statement')} told, {s.inferred:,} inferred",
            *left,
        )
    )


@click.command(
    epilog="""\b
Examples:
  kg info
  kg info --format csv > coverage.csv
  kg info soundtrack-1 --at 3"""
)
@click.argument("drama", required=False)
@at_option("[DRAMA=]BEAT")
@click.option("--lang", type=click.Choice(("en", "ko")), default="en", show_default=True, help="Language of the data.")
@click.option(
    "-f", "--format", "fmt", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print it."
)
@store_option()
@data_options
def info(drama: str | None, at: tuple[str, ...], lang: str, fmt: str, data: Path | None, builds: Path | None) -> None:
    """Say what the graph holds, what is thin in it, and whether it is up to date.

    Of a DRAMA it shows every number, and what rests on what: sources, what one source alone tells, disagreements, what
    is uncertain or open, people whose identity rests on a name. Numbers are of all that is told; words only as far as
    --at says.
    """
    from kg.graph import KnowledgeGraph

    if at and drama is None:
        raise click.UsageError("--at needs a DRAMA: numbers are always of all that is told")
    url, found = store_url(), None
    if url:
        graph = KnowledgeGraph.of_url(url)
    else:
        found = _build_in_use(builds)
        graph = KnowledgeGraph.of_build(found)
    if drama is not None:
        _one(graph, graph.drama_seen(drama, seen=seen_in_drama(graph, drama, at)), lang, fmt)
    elif fmt != "table":
        write_answer(graph.coverage(), fmt)
    else:
        if graph.summary is not None:
            click.echo(f"built {graph.summary.built}: {found.path if found else url}")
            click.echo(summary_text(graph.summary))
        show_all(graph.coverage().to_dicts(), lang)
    if found is not None:
        _warn_if_old(found, data)


def _build_in_use(builds: Path | None) -> Build:
    from kg.build import current_build
    from kg.errors import BuildError
    from kg.paths import build_dir

    folder = builds or build_dir()
    found = current_build(folder)
    if found is None:
        raise BuildError(f"there is no build in {folder}; run: kg build")
    return found


def _warn_if_old(found: Build, data: Path | None) -> None:
    from kg.build import is_current
    from kg.paths import data_dir, ontology_dir

    if not is_current(found, data or data_dir(), ontology_dir()):
        note("the data or the ontology has changed since; run: kg build")


def _one(graph: KnowledgeGraph, drama: Drama, lang: str, fmt: str) -> None:
    table = graph.coverage(drama.iri)
    row = table.to_dicts()[0]
    if fmt == "json":
        told = {"position": drama.position, "last": drama.last}
        click.echo(json.dumps({**row, "told": told, **asdict(drama.coverage)}, ensure_ascii=False, indent=1))
    elif fmt != "table":
        write_answer(table, fmt)
    else:
        show_one(row, drama, lang)

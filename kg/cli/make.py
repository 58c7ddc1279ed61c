"""Verbs that make and check the graph: build, validate, info."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import data_options, note, plural, progress

if TYPE_CHECKING:
    from kg.build import Summary

__all__ = ["build", "info", "validate"]


def _tell(summary: Summary) -> str:
    """Return what a build holds, in words."""
    s = summary
    thin = f" and {plural(s.thin_dramas, 'drama')} known from filmographies" if s.thin_dramas else ""
    return "\n".join(
        (
            f"  {plural(s.dramas, 'drama')}{thin}",
            f"  {plural(s.characters, 'character')}, {plural(s.people, 'person', 'people')}, "
            f"{plural(s.relationships, 'relationship')}, {plural(s.events, 'event')}",
            f"  {plural(s.sources, 'source')} in {plural(s.graphs, 'graph')}: "
            f"{plural(s.asserted, 'statement')} told, {s.inferred:,} inferred",
        )
    )


@click.command(epilog="Example:  kg build --data data")
@click.option("--full", is_flag=True, help="Read every file again, those that have not changed too.")
@data_options
def build(data: Path | None, builds: Path | None, full: bool) -> None:
    """Build the graph from the curated files.

    Every problem of every file is shown in one run, as file:line, and then nothing is built: the graph that was there
    stays in use. Where only a few dramas have changed since, only these are read again; the graph is the same.
    """
    from kg.build import build as build_graph
    from kg.paths import build_dir, data_dir, ontology_dir

    with progress() as begin:
        found = build_graph(data or data_dir(), builds or build_dir(), ontology_dir(), begin, full=full, tell=note)
    click.echo(f"built in {found.summary.seconds:.1f} s: {found.path}")
    click.echo(_tell(found.summary))


@click.command(epilog="Example:  kg validate --data data")
@data_options
def validate(data: Path | None, builds: Path | None) -> None:
    """Check the curated files without building.

    Reads every file, checks what it refers to, the SHACL shapes and that nothing contradicts itself.
    """
    from kg.build import check_data
    from kg.ontology import load_ontology
    from kg.paths import data_dir, ontology_dir
    from kg.reason import close

    del builds
    ontology = load_ontology(ontology_dir())
    with progress() as begin:
        collection, quads = check_data(data or data_dir(), ontology, begin)
        begin("reasoning")
        close(quads, ontology)
    click.echo(f"no problems in {plural(len(collection.dramas), 'drama')}")


@click.command(epilog="Example:  kg info")
@data_options
def info(data: Path | None, builds: Path | None) -> None:
    """Say what the graph holds, and whether it is up to date."""
    from kg.build import current_build, is_current
    from kg.errors import BuildError
    from kg.paths import build_dir, data_dir, ontology_dir

    folder = builds or build_dir()
    found = current_build(folder)
    if found is None:
        raise BuildError(f"there is no build in {folder}; run: kg build")
    click.echo(f"built {found.summary.built}: {found.path}")
    click.echo(_tell(found.summary))
    if not is_current(found, data or data_dir(), ontology_dir()):
        note("the data or the ontology has changed since; run: kg build")

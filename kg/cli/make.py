"""Verbs that make and check the graph: build, validate."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.common import data_options, note, plural, progress
from kg.cli.info import summary_text

__all__ = ["build", "validate"]


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
    click.echo(summary_text(found.summary))


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

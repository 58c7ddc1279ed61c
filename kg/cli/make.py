"""Verbs that make and check the graph: build, validate."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.common import counted, data_options, note, plural, printable, store_option, store_url
from kg.cli.info import summary_text

__all__ = ["build", "validate"]


@click.command(
    epilog="""\b
Examples:
  kg build --data data
  kg build --store http://127.0.0.1:7878/query"""
)
@click.option("--full", is_flag=True, help="Read every file again, those that have not changed too.")
@store_option("Then put the graph on the SPARQL server whose address for queries this is.")
@data_options
def build(data: Path | None, builds: Path | None, full: bool) -> None:
    """Build the graph from the curated files.

    Every problem of every file is shown in one run, as file:line, and then nothing is built: the graph that was there
    stays in use. Where only a few dramas have changed since, only these are read again; the graph is the same.

    With --store the graph is put on a server too, in place of the one there, which stays in use until the new one is
    there as a whole. Cut off, it goes on from where it stopped. Who may write is in KG_STORE_USER and
    KG_STORE_PASSWORD, or KG_STORE_TOKEN.
    """
    from kg.build import build as build_graph
    from kg.build.watched import watched
    from kg.paths import build_dir, data_dir, ontology_dir

    with watched() as begin:
        found = build_graph(data or data_dir(), builds or build_dir(), ontology_dir(), begin, full=full, tell=note)
    click.echo(f"built in {found.summary.seconds:.1f} s: {found.path}")
    click.echo(summary_text(found.summary))
    if url := store_url():
        from kg.build.publish import publish_build

        with counted("sending") as so_far:
            fresh = publish_build(found, url, so_far)
        click.echo(f"{'now' if fresh else 'it was already'} at {printable(url)}")


@click.command(epilog="Example:  kg validate --data data")
@data_options
def validate(data: Path | None, builds: Path | None) -> None:
    """Check the curated files without building.

    Reads every file, checks what it refers to, the SHACL shapes and that nothing contradicts itself.
    """
    from kg.build import check_data
    from kg.build.watched import watched
    from kg.ontology import load_ontology
    from kg.paths import data_dir, ontology_dir
    from kg.reason import close

    del builds
    ontology = load_ontology(ontology_dir())
    with watched() as begin:
        collection, quads = check_data(data or data_dir(), ontology, begin)
        begin("reasoning")
        close(quads, ontology)
    click.echo(f"no problems in {plural(len(collection.dramas), 'drama')}")

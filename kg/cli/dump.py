"""The verb that writes the whole graph as files: dump."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import data_options, note, open_graph, store_option
from kg.cli.far import view_options

if TYPE_CHECKING:
    from kg.dataset import Dump
    from kg.graph import KnowledgeGraph

__all__ = ["dump"]

_PARTS = ("told", "inferred", "all")
_FORMATS = ("nq", "trig", "jsonld", "ttl")


@click.command(
    epilog="""\b
Examples:
  kg dump dumps
  kg dump dumps --part told --format nq --format ttl
  kg dump dumps --spoiler-free"""
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--part", "parts", type=click.Choice(_PARTS), multiple=True,
              help="What is told, what is inferred, or both together.  [default: each]")  # fmt: skip
@click.option("-f", "--format", "formats", type=click.Choice(_FORMATS), multiple=True,
              help="Turtle (ttl) has no named graphs: each triple is in it once.  [default: each]")  # fmt: skip
@view_options
@store_option()
@data_options
def dump(
    folder: Path,
    parts: tuple[str, ...],
    formats: tuple[str, ...],
    data: Path | None,
    builds: Path | None,
    seen: tuple[str, ...] | None,
) -> None:
    """Write the whole graph into a folder as gzipped N-Quads, TriG, JSON-LD and Turtle, with checksums.

    The same graph gives the same bytes. Everything is told unless --at or --spoiler-free says how far.
    """
    graph = open_graph(data, builds, seen)
    with _progress(graph) as grow:
        files = graph.dump(folder, parts or _PARTS, formats or _FORMATS, grow)
    for file in files:
        click.echo(f"{file.sha256}  {folder / file.dump.name}")
    note(f"checksums are in {folder / 'SHA256SUMS'}")


@contextmanager
def _progress(graph: KnowledgeGraph) -> Iterator[Callable[[Dump, int], None]]:
    """Show how each file grows, on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _dump, _statements: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<26}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        statistics = graph.statistics()
        tasks: dict[Dump, TaskID] = {}

        def grow(dump: Dump, statements: int) -> None:
            if dump not in tasks:
                tasks[dump] = bar.add_task(dump.name, total=statistics.statements(dump.part, once=not dump.graphs))
            bar.update(tasks[dump], completed=statements)

        yield grow

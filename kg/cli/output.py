"""Answers on standard output: tables for people, formats for programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from kg.cli.common import printable

if TYPE_CHECKING:
    from kg.results import Answer, Table

__all__ = ["FORMATS", "format_option", "print_table", "write_answer"]

FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld")
_GRAPH_FORMATS = ("ttl", "nt", "jsonld")

format_option = click.option(
    "-f",
    "--format",
    "fmt",
    type=click.Choice(FORMATS),
    help="Default: table, or ttl for CONSTRUCT and DESCRIBE.",
)


def write_answer(answer: Answer, fmt: str | None) -> None:
    """Write an answer to standard output.

    Raises `click.UsageError` for a format that the kind of answer cannot have.
    """
    from kg.results import Triples

    if isinstance(answer, Triples):
        _write_bytes(_serialize(answer, fmt or "ttl", _GRAPH_FORMATS, "a CONSTRUCT or DESCRIBE query"))
    elif fmt in (None, "table"):
        _write_table(answer)
    else:
        _write_bytes(_serialize(answer, fmt, ("csv", "tsv", "json", "xml"), "a SELECT or ASK query"))


def _serialize(answer: Answer, fmt: str, allowed: tuple[str, ...], what: str) -> bytes:
    if fmt not in allowed:
        raise click.UsageError(f"{what} is answered as {', '.join(allowed)}; '{fmt}' is not possible")
    try:
        return answer.serialize(fmt)
    except ValueError as error:
        raise click.UsageError(f"a yes or no cannot be written as {fmt}; use json or xml") from error


def _write_bytes(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data if data.endswith(b"\n") else data + b"\n")


def _write_table(answer: Table) -> None:
    if answer.boolean is not None:
        click.echo("yes" if answer.boolean else "no")
        return
    print_table(*answer.for_people())
    rows = len(answer)
    if sys.stdout.isatty() or rows == 0:
        click.echo(f"{rows:,} row{'' if rows == 1 else 's'}", err=True)


def print_table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Print a table for people on standard output. In a pipe nothing is cut or wrapped: a program may read it."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 10_000, highlight=False)
    table = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    console.print(table)

"""The verb that finds things by name: search."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import data_options, note, open_graph, plural, store_option
from kg.cli.far import at_option, seen_of
from kg.cli.output import print_table

if TYPE_CHECKING:
    from kg.search import Hit

__all__ = ["search"]

_FORMATS = ("table", "json", "csv", "tsv")
_KINDS = ("drama", "character", "person", "theme")
_NEAR = 6  # offers where nothing is found
_COLUMNS = ("kind", "name", "detail", "matched", "how", "lead", "path")


@click.command(
    epilog="""\b
Examples:
  kg search "park hyung"
  kg search ㅂㅎㅅ --lang ko
  kg search Jennifer --at soundtrack-1=4 --kind character --format json"""
)
@click.argument("text")
@click.option("--kind", type=click.Choice(_KINDS), help="Find only these.")
@at_option()
@click.option("--lang", type=click.Choice(("en", "ko")), default="en", show_default=True, help="Language of names.")
@click.option("--most", type=click.IntRange(1, 1000), default=20, show_default=True, help="So many at most.")
@click.option("-f", "--format", "fmt", type=click.Choice(_FORMATS), help="Default: table on a terminal, tsv elsewhere.")
@store_option()
@data_options
def search(
    text: str,
    kind: str | None,
    at: tuple[str, ...],
    lang: str,
    most: int,
    fmt: str | None,
    data: Path | None,
    builds: Path | None,
) -> None:
    """Find dramas, characters, people and themes by a name in any spelling, or the beginning of one.

    English, hangul, first consonants (ㅂㅎㅅ), any romanisation, typing errors. A name that is told later than --at
    says is not found.
    """
    find = partial(open_graph(data, builds).search, kind=kind, seen=seen_of(at), lang=lang)
    hits = find(text, most=most)
    fmt = fmt or ("table" if sys.stdout.isatty() else "tsv")
    if fmt == "json":
        click.echo(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=1))
    elif fmt == "table" and hits:
        print_table(_COLUMNS, (_row(hit, lang) for hit in hits))
    elif fmt != "table":
        _write_rows((_row(hit, lang) for hit in hits), "\t" if fmt == "tsv" else ",")
    for line in () if hits else _offers(find, text, lang):
        note(line)
    note(plural(len(hits), "hit") + ("" if at else "; only the premise of each drama is told: say more with --at"))


def _offers(find: Callable[..., Iterable[Hit]], text: str, lang: str) -> Iterator[str]:
    """Yield a line for each thing that may be meant, as far as --at says."""
    from kg.search import near_hits

    for hit in near_hits(partial(find, most=_NEAR), text, _NEAR):
        told = "; ".join(part for part in (f"{hit.kind} {hit.path}", hit.detail[lang]) if part)
        yield f"did you mean '{hit.label[lang]}' ({told})?"


def _row(hit: Hit, lang: str) -> list[str]:
    lead = "lead" if hit.lead else ""
    return [hit.kind, hit.label[lang], hit.detail[lang], hit.matched, hit.how, lead, hit.path]


def _write_rows(rows: Iterable[list[str]], delimiter: str) -> None:
    from kg.load.tables.rejects import harmless

    writer = csv.writer(sys.stdout, delimiter=delimiter, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([*map(harmless, row)] for row in rows)

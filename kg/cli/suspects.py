"""The verb that shows whom somebody should look at: suspects."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import data_options, note, open_graph, plural, printable, store_option
from kg.cli.output import print_table

if TYPE_CHECKING:
    from kg.suspects import Suspect

__all__ = ["suspects"]

_FORMATS = ("text", "table", "csv", "json")


@click.command(
    epilog="""\b
Examples:
  kg suspects
  kg suspects kim-hee-won
  kg suspects --all --format csv > suspects.csv"""
)
@click.argument("person", required=False)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Also pairs whom only a likeness of spellings ties, and whom one catalogue keeps apart.",
)
@click.option(
    "-f", "--format", "fmt", type=click.Choice(_FORMATS), default="text", show_default=True, help="How to print it."
)
@store_option()
@data_options
def suspects(person: str | None, everything: bool, fmt: str, data: Path | None, builds: Path | None) -> None:
    """Show people who may be one person under two names or in two catalogues, with what speaks for and against it.

    Nothing is ever merged on a name: a person decides, and writes so into data/identity.yaml. Each suspect comes with
    the lines to paste there. PERSON, a name or a slug, shows those of one person.
    """
    from kg.suspects import find_suspects

    graph = open_graph(data, builds)
    slug = graph.find("person", person).value.rpartition("/")[2] if person else None
    found = find_suspects(graph.store, person=slug, everything=everything)
    _WRITERS[fmt](found)
    note(plural(len(found), "suspect"))


def _write_text(found: list[Suspect]) -> None:
    from kg.suspects.report import as_text

    for number, suspect in enumerate(found):
        text = ("\n" if number else "") + as_text(suspect)
        click.echo("\n".join(map(printable, text.split("\n"))))


def _write_table(found: list[Suspect]) -> None:
    from kg.suspects.report import COLUMNS, as_row

    shown = COLUMNS[: COLUMNS.index("undecided")]
    print_table(shown, (as_row(suspect)[: len(shown)] for suspect in found))


def _write_csv(found: list[Suspect]) -> None:
    from kg.load.tables.rejects import harmless
    from kg.suspects.report import COLUMNS, as_row

    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(COLUMNS)
    for suspect in found:
        *cells, decision = as_row(suspect)
        rows.writerow([*map(harmless, cells), decision])


def _write_json(found: list[Suspect]) -> None:
    from kg.suspects.report import as_value

    click.echo(json.dumps([as_value(suspect) for suspect in found], ensure_ascii=False, indent=1))


_WRITERS = {"text": _write_text, "table": _write_table, "csv": _write_csv, "json": _write_json}

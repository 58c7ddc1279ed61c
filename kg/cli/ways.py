"""Verbs that lead from one thing to others: path, similar."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.common import data_options, open_graph, printable, store_option
from kg.cli.far import at_option, seen_in_drama, seen_of
from kg.cli.output import write_answer

if TYPE_CHECKING:
    from kg.analysis import Likeness
    from kg.analysis import Path as Chain
    from kg.drama import Drama
    from kg.results import Table

__all__ = ["DIGITS", "in_format_option", "lang_option", "path", "similar", "write_json", "write_rows"]

DIGITS = 3
"""How many digits after the point people are shown."""

in_format_option = click.option(
    "-f", "--format", "fmt", type=click.Choice(("table", "json", "csv", "tsv")), default="table", show_default=True,
    help="Words for people, or rows for programs.",
)  # fmt: skip
lang_option = click.option("--lang", type=click.Choice(("en", "ko")), default="en", show_default=True)


def write_json(value: Any) -> None:
    """Write JSON values to standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def write_rows(told: Drama, rows: Table, lang: str, fmt: str) -> None:
    """Write rows about a drama with the names of its things: in JSON as plain values, for people with few digits."""
    table = told.labelled(rows.rounded(DIGITS) if fmt == "table" else rows, lang)
    if fmt == "json":
        write_json(table.to_dicts())
    else:
        write_answer(table, fmt)


@click.command(
    epilog="""\b
Examples:
  kg path "Park Hyung-sik" "Noh Sang-hyun"
  kg path 박형식 노상현 --through all --lang ko
  kg path park-hyung-sik noh-sang-hyun --at "*=end" --format json"""
)
@click.argument("one")
@click.argument("other")
@click.option("--through", type=click.Choice(("cast", "all")), default="cast", show_default=True,
              help="Who acts together, or whoever acts in, directs or writes the same drama.")  # fmt: skip
@click.option("--most", type=click.IntRange(1, 50), default=5, show_default=True, help="How many chains to show.")
@lang_option
@at_option()
@in_format_option
@store_option()
@data_options
def path(
    one: str, other: str, through: str, most: int, lang: str, fmt: str, data: Path | None, builds: Path | None,
    at: tuple[str, ...],
) -> None:  # fmt: skip
    """Say how two people are connected: by chains of people who share a drama, the shortest first.

    ONE and OTHER are names in any of their spellings, slugs or IRIs. Only the premise of each drama is told, unless
    --at says more: somebody who comes as a surprise is not there before.
    """
    from kg.analysis import paths_table

    found = open_graph(data, builds).path(one, other, seen=seen_of(at), through=through, most=most)
    if fmt == "json":
        write_json(found.to_dict())
    elif fmt != "table":
        write_answer(paths_table(found, lang), fmt)
    else:
        first, *steps = found.best.words(lang)
        click.echo("\n".join(map(printable, (first, *(f"  {number}. {step}" for number, step in enumerate(steps, 1))))))
        if found.alternatives:
            click.echo("\n다른 길" if lang == "ko" else "\nother ways")
        for chain in found.alternatives:
            click.echo(printable(f"  {_line(chain, lang)}"))


def _line(chain: Chain, lang: str) -> str:
    """Return a chain in a line: people, and the dramas between them."""
    from kg.analysis import drama_words

    ways = (f"– {drama_words(step.drama, lang)} – {step.other.name(lang)}" for step in chain.steps)
    return " ".join((chain.people[0].name(lang), *ways))


@click.command(
    epilog="""\b
Examples:
  kg similar soundtrack-1
  kg similar "사운드트랙 #2" --lang ko --most 3
  kg similar soundtrack-1 --at end --format csv"""
)
@click.argument("drama")
@click.option("--most", type=click.IntRange(1, 50), default=6, show_default=True, help="How many dramas to show.")
@lang_option
@at_option("[DRAMA=]BEAT")
@in_format_option
@store_option()
@data_options
def similar(
    drama: str, most: int, lang: str, fmt: str, data: Path | None, builds: Path | None, at: tuple[str, ...]
) -> None:
    """Say which dramas are most like one, and why: people, themes, how relationships change, the making.

    No reason rests on what is told later than --at says, of DRAMA or of the others; by default that is the premise.
    """
    from kg.analysis import likeness_table

    graph = open_graph(data, builds)
    found = graph.similar(drama, seen=seen_in_drama(graph, drama, at), most=most)
    if fmt == "json":
        write_json([one.to_dict() for one in found])
    elif fmt != "table":
        write_answer(likeness_table(found, lang), fmt)
    else:
        click.echo("\n".join(line for one in found for line in likeness_lines(one, lang)))


def likeness_lines(one: Likeness, lang: str) -> list[str]:
    """Return a drama and the reasons why it is like another, a line each, as a terminal may have them."""
    from kg.analysis import drama_words

    title = f"{drama_words(one.drama, lang)}  [{one.score:.1f}]"
    return [printable(line) for line in (title, *(f"  {reason.words[lang]}" for reason in one.reasons))]

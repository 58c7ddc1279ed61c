"""The verb `kg load wikidata`: dramas from Wikidata's query service."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import note, plural

if TYPE_CHECKING:
    from kg.load.wikidata import Report

__all__ = ["wikidata_command"]


@click.command("wikidata", epilog="Example:  kg load wikidata --country Q884 --since 2020 --contact me@example.org")
@click.option("--drama", "dramas", multiple=True, metavar="Q…", help="The item of a drama; may be given many times.")
@click.option("--country", metavar="Q…", help="Every series of a country: Q884 is South Korea.")
@click.option(
    "--since", type=click.IntRange(1900, 2100), metavar="YEAR", help="Of a country: first aired in this year or later."
)
@click.option(
    "--endpoint",
    metavar="URL",
    envvar="KG_WIKIDATA",
    help="SPARQL endpoint with Wikidata's data.  [env: KG_WIKIDATA; default: https://query.wikidata.org/sparql]",
)
@click.option(
    "--contact",
    metavar="ADDRESS",
    envvar="KG_CONTACT",
    help="Your e-mail address or page, which Wikidata asks every client to give.  [env: KG_CONTACT]",
)
@click.option("--as", "name", default="wikidata", show_default=True, metavar="NAME", help="What the load is called.")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="KG_DATA",
    help="Folder of curated files; the load goes beside them.  [env: KG_DATA; default: shipped data]",
)
def wikidata_command(
    dramas: tuple[str, ...],
    country: str | None,
    since: int | None,
    endpoint: str | None,
    contact: str | None,
    name: str,
    data: Path | None,
) -> None:
    """Load dramas from Wikidata: titles, makers, cast, characters, and how characters are related.

    Asks the query service politely, one question at a time, and waits when it is told to. What it was told is kept
    until the load is done: when a load dies, run it again. Wikidata's data is free to use (CC0).
    """
    if bool(dramas) == (country is not None):
        raise click.UsageError("name dramas with --drama Q…, or a country with --country Q…: one of the two")
    if since is not None and country is None:
        raise click.UsageError("--since goes with --country")
    from kg.load.wikidata import DEFAULT_ENDPOINT, Endpoint, Selection, load_wikidata
    from kg.paths import data_dir

    selection = Selection(dramas, country, since)
    if contact is None and endpoint is None:
        note("Wikidata asks its clients for a contact: give yours with --contact, or set KG_CONTACT")
    with _progress() as (step, tell):
        asked = Endpoint(endpoint or DEFAULT_ENDPOINT, contact=contact, tell=tell)
        report = load_wikidata(selection, data or data_dir(), name, asked, step=step)
    click.echo(_told(report))


def _told(report: Report) -> str:
    """Return what a load took in, in words."""
    lines = [
        f"loaded {plural(report.dramas, 'drama')}: {report.path}",
        f"  {plural(report.people, 'person', 'people')}, {plural(report.characters, 'character')}, "
        f"{plural(report.relationships, 'relationship')}",
        f"  {plural(report.statements, 'statement')} from {plural(report.requests, 'request')}"
        + (f" and {plural(report.reused, 'kept answer')}" if report.reused else ""),
    ]
    if report.left_out:
        lines.append("left out or changed:")
        lines.extend(f"  {count:,} {what}" for what, count in sorted(report.left_out.items()))
    return "\n".join(lines)


@contextmanager
def _progress() -> Iterator[tuple[Callable[[int, int], None], Callable[[str], None]]]:
    """Show how many dramas are done: a bar on a terminal, nothing elsewhere; waits are told in both."""
    if not sys.stderr.isatty():
        yield (lambda _done, _total: None), note
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from kg.cli.common import printable

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("dramas", total=None)

        def step(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield step, lambda sentence: bar.console.print(escape(printable(sentence)))

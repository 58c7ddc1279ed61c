"""The verb that hands data to other tools, kg export, and the whole site to a file host, kg export site."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import quote

import click

from kg.cli.common import data_options, note, open_graph, store_option
from kg.cli.export_site import site_command
from kg.cli.far import view_options
from kg.cli.groups import VerbWithWords

__all__ = ["export"]

_WHATS = ("relations", "network", "characters")
_FORMATS = ("csv", "csvw", "gexf", "graphml")
_TABLES = "tables"


@click.group(
    cls=VerbWithWords,
    by_itself=_TABLES,
    usages=("[OPTIONS] [DRAMA]...", "site FOLDER [OPTIONS]"),
    heading="Options of a table or network",
    bare=True,
    epilog="""\b
Examples:
  kg export soundtrack-1 --at soundtrack-1=2
  kg export soundtrack-1 soundtrack-2 --what network --format gexf > network.gexf
  kg export --what characters --out characters.csv
  kg export site public""",
)
def export() -> None:
    """Write relations, networks or characters of dramas as CSV, GEXF or GraphML; of all dramas where none is named.

    A drama of which only a cast is known has to be named. The tables are laid out as DraCor's. Everything is told
    unless --at or --spoiler-free says how far.

    kg export site writes all pages as files that need no server.
    """


@click.command(_TABLES, hidden=True)
@click.argument("dramas", nargs=-1, metavar="[DRAMA]...")
@click.option("--what", type=click.Choice(_WHATS), default="relations", show_default=True,
              help="Relations, who appears with whom, or characters.")  # fmt: skip
@click.option("-f", "--format", "fmt", type=click.Choice(_FORMATS),
              help="Default: what --out ends with, or csv. csvw describes the CSV.")  # fmt: skip
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path),
              help="Write a file, and beside a CSV its description.  [default: standard output]")  # fmt: skip
@click.option("--lang", type=click.Choice(("en", "ko")), default="en", show_default=True, help="Language of labels.")
@view_options
@store_option()
@data_options
def _tables(
    dramas: tuple[str, ...],
    what: str,
    fmt: str | None,
    out: Path | None,
    lang: str,
    data: Path | None,
    builds: Path | None,
    seen: tuple[str, ...] | None,
) -> None:
    """Write relations, networks or characters of dramas."""
    from kg.files import write_whole

    graph = open_graph(data, builds, seen)
    if fmt is None:
        ending = out.suffix[1:].lower() if out is not None else ""
        fmt = ending if ending in _FORMATS else "csv"
    url = quote(out.name) if out is not None else None
    text = graph.export(what, fmt, dramas or None, lang=lang)
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        return
    written = {out: text}
    if fmt == "csv":
        written[out.with_name(f"{out.name}-metadata.json")] = graph.export(what, "csvw", dramas or None, url=url)
    for path, content in written.items():
        try:
            write_whole(path, content)
        except OSError as error:
            raise click.ClickException(f"cannot write {path}: {error.strerror or error}") from error
        note(f"wrote {path}")


export.add_command(_tables)
export.add_command(site_command)

"""kg export site: all pages as files."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import urlsplit

import click

from kg.cli.common import counted, data_options, note, open_graph, plural, store_option

__all__ = ["site_command"]

_MOST_TOLD = 10  # pages that are problems


def _base(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Return an address on the web without a slash at its end."""
    if value is None:
        return None
    found = urlsplit(value)
    if found.scheme not in ("http", "https") or not found.netloc or found.query or found.fragment:
        raise click.BadParameter("give the address at which the site will stand, such as https://example.org/dramas")
    return value.rstrip("/")


@click.command(
    "site",
    epilog="""\b
Examples:
  kg export site public
  kg export site public --lang en --no-dumps
  kg export site public --base https://example.org/dramas""",
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--drama", "dramas", multiple=True, metavar="DRAMA",
              help="A drama that has pages; may be given again.  [default: all]")  # fmt: skip
@click.option("--lang", "languages", type=click.Choice(("en", "ko")), multiple=True,
              help="A language of the pages; may be given again.  [default: both]")  # fmt: skip
@click.option("--dumps/--no-dumps", default=True, show_default=True, help="Whether the whole graph goes with it.")
@click.option("--base", metavar="URL", callback=_base, help="Where the site will stand, for search engines.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes that make pages.  [default: one for each core]")
@store_option()
@data_options
def site_command(
    folder: Path,
    dramas: tuple[str, ...],
    languages: tuple[str, ...],
    dumps: bool,
    base: str | None,
    jobs: int | None,
    data: Path | None,
    builds: Path | None,
) -> None:
    """Write all pages as files that need no server: each drama at each of its steps, with search and SPARQL.

    The folder can be put on any file host, at any address (docs/static-site.md). It has to be new, empty, or that of an
    earlier run, whose place it takes once it is whole.
    """
    from kg.web.export import Options, export_site

    graph = open_graph(data, builds)
    options = Options(dumps=dumps, base=base)
    if dramas:
        options.dramas = [graph.drama(name).slug for name in dramas]
    if languages:
        options.languages = languages
    if jobs:
        options.jobs = jobs
    with counted("pages") as tell:
        report = export_site(graph, folder, options, tell)
    note(
        f"wrote {plural(report.pages, 'page')} in {plural(report.files, 'file')}, {report.bytes / 1e6:,.0f} MB, "
        f"in {report.seconds:.0f} s: {folder}"
    )
    if report.problems:
        told = "".join(f"\n  {status} {address}" for address, status in report.problems[:_MOST_TOLD])
        note(f"{plural(len(report.problems), 'page')} that others lead to say that something is wrong:{told}")
        sys.exit(1)

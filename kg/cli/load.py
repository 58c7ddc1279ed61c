"""The verb that takes data in: kg load FILE, kg load wikidata, kg load tei."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import note, plural
from kg.cli.groups import VerbWithWords
from kg.cli.load_tei import tei_command
from kg.cli.load_wikidata import wikidata_command

if TYPE_CHECKING:
    from kg.load.tables import Profile, Reject, Report

__all__ = ["load"]

_TABLE = "table"


@click.group(
    cls=VerbWithWords,
    by_itself=_TABLE,
    usages=("FILE --profile NAME [OPTIONS]", "wikidata|tei [OPTIONS]"),
    heading="Options of a table",
    epilog="""\b
Examples:
  kg load my-cast.csv --profile plain
  kg load cast.csv --profile mdl-cast --only country="South Korea" --as korean-cast
  kg load --list
  kg load --remove korean-cast""",
)
def load() -> None:
    """Take dramas, people and credits in from a table, from Wikidata or from plays in TEI.

    A load is a file beside the curated ones, data/loaded/NAME.nq, which the next "kg build" takes in. Loading the same
    file again gives the same load. Rows that cannot be taken are told with their line and written to
    data/loaded/NAME.rejects.csv. docs/loading.md shows how to write a profile for a table of one's own.
    """


@click.command(_TABLE, hidden=True)
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, readable=False, path_type=Path))
@click.option("--profile", metavar="NAME", help="What the columns mean: a shipped profile, or the path of one's own.")
@click.option("--as", "name", metavar="NAME", help="What to call the load.  [default: after the file]")
@click.option(
    "--only",
    "conditions",
    multiple=True,
    metavar="COLUMN=WORD",
    help="Take only rows with this word in this column; may be given again.",
)
@click.option("--strict", is_flag=True, help="Stop at the first row that cannot be taken; the load before stays.")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="KG_DATA",
    help="Folder of curated files; the load goes beside them.  [env: KG_DATA; default: shipped data]",
)
@click.option("--list", "listing", is_flag=True, help="List the shipped profiles.")
@click.option("--remove", metavar="NAME", help="Take a load out again.")
def _table(
    file: Path | None,
    profile: str | None,
    name: str | None,
    conditions: tuple[str, ...],
    strict: bool,
    data: Path | None,
    listing: bool,
    remove: str | None,
) -> None:
    """Load a table: CSV, TSV or JSON Lines."""
    from kg.paths import data_dir

    folder = data or data_dir()
    if listing or remove is not None:
        if file is not None or (listing and remove is not None):
            raise click.UsageError("--list and --remove stand alone")
        _list() if listing else _remove(str(remove), folder)
        return
    if file is None:
        raise click.UsageError("name a table to load: kg load my-cast.csv --profile plain")
    if profile is None:
        raise click.UsageError(f"say what the columns mean: --profile NAME{_suggestion(file)}")
    from kg.load.tables import find_profile

    chosen = find_profile(profile).with_conditions(_conditions(conditions))
    _take(file, chosen, folder, name or _name_of(file), strict=strict)


def _take(file: Path, profile: Profile, folder: Path, name: str, *, strict: bool) -> None:
    from kg.load.loaded import new_load
    from kg.load.tables import Rejects, load_table, stop
    from kg.paths import loads_dir

    path = loads_dir(folder) / f"{name}.nq"
    with _progress(file) as advance, new_load(folder, name) as load_, Rejects(path.with_suffix(".rejects.csv")) as bad:

        def header(columns: Sequence[str]) -> None:
            bad.header = columns

        def reject(one: Reject) -> None:
            bad.add(one)

        report = load_table(
            file, profile, load_, name=name, rejected=stop if strict else reject, header=header, advance=advance
        )
    click.echo(_told(file, profile, path, report))
    if report.rejected:
        note(f"{plural(report.rejected, 'row')} could not be taken, each with its line and reason: {bad.path}")


def _told(file: Path, profile: Profile, path: Path, report: Report) -> str:
    """Return what a load took in, in words."""
    taken = (
        f"{plural(report.credits, 'credit')}, {plural(report.dramas, 'drama')}, "
        f"{plural(report.people, 'person', 'people')}, {plural(report.characters, 'character')}"
    )
    odd = (
        (report.repeated, "row said nothing new", "rows said nothing new"),
        (report.left_out, "row left out by the conditions", "rows left out by the conditions"),
        (report.rejected, "row rejected", "rows rejected"),
        (report.themes_dropped, "word named no theme", "words named no theme"),
    )
    beside = [plural(count, one, many) for count, one, many in odd if count]
    return "\n".join(
        (
            f"loaded {file.name} as {profile.name} in {report.seconds:.1f} s: {path}",
            f"  {plural(report.rows, 'row')}: {taken}",
            *([f"  {', '.join(beside)}"] if beside else []),
            "the next kg build takes it in, and so does any verb that opens the graph",
        )
    )


def _name_of(file: Path) -> str:
    """Return a load's name from that of its file.

    >>> _name_of(Path("My Cast (2025).csv"))
    'my-cast-2025'
    """
    return re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or "table"


def _conditions(words: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        column, equals, value = word.partition("=")
        if not equals or not column.strip() or not value.strip():
            raise click.UsageError(f"'{word}' is no condition: write COLUMN=WORD, such as country=\"South Korea\"")
        found.setdefault(column.strip(), []).append(value.strip())
    return found


def _suggestion(file: Path) -> str:
    """Return the shipped profiles whose columns a table has, as an offer."""
    from kg.load.tables import fitting_profiles

    names = fitting_profiles(file)
    return f"; its columns fit {' and '.join(names)}" if names else " (kg load --list shows those that are shipped)"


def _list() -> None:
    from kg.load.tables import shipped_profiles

    profiles = shipped_profiles()
    width = max(map(len, profiles), default=0)
    for name, profile in profiles.items():
        click.echo(f"{name:<{width}}  {profile.about.en}")


def _remove(name: str, folder: Path) -> None:
    from kg.errors import LoadError, did_you_mean
    from kg.load.loaded import loaded_files

    known = {path.stem: path for path in loaded_files(folder)}
    if name not in known:
        hint = did_you_mean(name, list(known)) or ("there is none" if not known else f"there are {len(known)}")
        raise LoadError(f"no load is called '{name[:60]}' in {folder / 'loaded'}; {hint}")
    known[name].unlink()
    known[name].with_suffix(".rejects.csv").unlink(missing_ok=True)
    click.echo(f"removed {known[name]}; the next kg build leaves it out")


@contextmanager
def _progress(file: Path) -> Iterator[Callable[[int], None]]:
    """Show how much of a file is read: a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _bytes: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from kg.cli.common import printable

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(escape(printable(file.name)), total=file.stat().st_size)
        yield lambda count: bar.update(task, advance=count)


load.add_command(_table)
load.add_command(wikidata_command)
load.add_command(tei_command)

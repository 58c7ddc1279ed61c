"""What several verbs share: where the data is, opening the graph, and progress on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.plaintext import printable

if TYPE_CHECKING:
    from kg.build import Build
    from kg.graph import KnowledgeGraph

__all__ = ["counted", "data_options", "note", "open_graph", "plural", "printable", "store_option", "store_url"]

Command = TypeVar("Command", bound=Callable[..., Any])


def data_options(command: Command) -> Command:
    """Add ``--data`` and ``--builds`` to a verb."""
    folder = click.Path(file_okay=False, path_type=Path)
    command = click.option(
        "--builds",
        type=folder,
        envvar="KG_BUILD",
        help="Where builds go.  [env: KG_BUILD; default: .kg or the cache]",
    )(command)
    return click.option(
        "--data",
        type=folder,
        envvar="KG_DATA",
        help="Folder of curated files.  [env: KG_DATA; default: shipped data]",
    )(command)


def store_option(
    help: str = "Ask the SPARQL server at this address, which kg build --store has filled.",
) -> Callable[[Command], Command]:
    """Return what adds ``--store`` to a verb; `open_graph` and `store_url` know what was given."""

    def keep(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
        context.meta["kg.store"] = value

    return click.option(
        "--store", metavar="URL", envvar="KG_STORE", expose_value=False, callback=keep, help=f"{help}  [env: KG_STORE]"
    )


def store_url() -> str | None:
    """Return the address of the store that the verb at work was given, if any."""
    context = click.get_current_context(silent=True)
    found = context.meta.get("kg.store") if context else None
    return str(found) if found else None


def note(text: str) -> None:
    """Tell a person something on standard error, where it is in nobody's way and obeyed by no terminal."""
    click.echo("\n".join(map(printable, text.split("\n"))), err=True)


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun.

    >>> plural(1, "drama"), plural(2, "drama"), plural(2, "person", "people")
    ('1 drama', '2 dramas', '2 people')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


@contextmanager
def counted(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show how much of something is done: a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _now, _all: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TimeRemainingColumn

    columns = (SpinnerColumn(), f"{what:<18}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda now, all_of_them: bar.update(task, completed=now, total=all_of_them)


def open_graph(data: Path | None, builds: Path | None, seen: Sequence[str] | None = None) -> KnowledgeGraph:
    """Open the graph, building it first where that is needed, and say so.

    Where the verb was given a store, that is opened instead.

    ``seen`` says how far somebody is in some dramas (`kg.views.parse_viewpoint`); None shows everything. When the data
    has problems and there is an older build, the problems are shown and the older build is used.
    """
    from kg.graph import KnowledgeGraph

    url = store_url()
    graph = KnowledgeGraph.of_url(url) if url else KnowledgeGraph.of_build(_usable_build(data, builds))
    return graph if seen is None else graph.at_texts(seen)


def _usable_build(data: Path | None, builds: Path | None) -> Build:
    from kg.build import current_build
    from kg.build.watched import watched
    from kg.errors import DataError, InconsistencyError
    from kg.graph import ensure_build
    from kg.paths import build_dir

    old = current_build(builds or build_dir())
    with watched() as begin:
        try:
            found, made_now = ensure_build(data, builds, begin)
        except (DataError, InconsistencyError) as error:
            if old is None:
                raise
            note(f"{error}\nthe data has problems: using the build of {old.summary.built} instead")
            return old
    if made_now:
        why = "there was no build" if old is None else "the data had changed"
        note(f"built the graph first, since {why} ({found.summary.seconds:.1f} s)")
    return found

"""What the report of `kg info` looks like in a terminal and in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from kg.cli.common import note, plural, printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from kg.drama import Drama
    from kg.report import Coverage, Disagreement, Side

__all__ = ["show_all", "show_one"]

_CELLS = 5  # of a bar
# Of the table of all dramas: heading -> the column, and the one of which it is a part.
_COLUMNS: Mapping[str, tuple[str, str | None]] = {
    "chars": ("characters", None),
    "한글": ("characters_ko", "characters_named"),
    "actor": ("characters_cast", "characters"),
    "tied": ("characters_tied", "characters"),
    "rel.": ("relationships", None),
    "pairs": ("pairs", None),
    "events": ("events", None),
    "steps": ("beats", None),
    "groups": ("groups", None),
    "themes": ("themes", None),
    "sources": ("sources", None),
    "differ": ("disagreements", None),
}
_WIDE = 140  # columns of a terminal
_NOT_IF_NARROW = ("pairs", "steps", "groups", "themes")
_LEGEND = (
    "한글, actor, tied: the share of characters with a Korean name, with a known actor, with a relationship; "
    "rel.: relationships; differ: disagreements between sources"
)


def _console() -> Console:
    from rich.console import Console

    # In a pipe nothing is cut or wrapped.
    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else 10_000, highlight=False)


def show_all(rows: Sequence[Mapping[str, Any]], lang: str) -> None:
    """Show the dramas that are told in full, a line each, and how many are not."""
    full = [row for row in rows if row["coverage"] == "full"]
    thin = [row for row in rows if row["coverage"] != "full"]
    if full:
        _show_table(full, lang)
    if thin:
        credits, sources = (sum(row[name] for row in thin) for name in ("people", "sources"))
        click.echo(
            f"{plural(len(thin), 'drama')} known only from a line of a filmography or a catalogue: "
            f"{plural(credits, 'credit')}, {plural(sum(row['characters'] for row in thin), 'character')}, "
            f"{sources / len(thin):.1f} sources each; every drama: --format csv"
        )


def _show_table(rows: Iterable[Mapping[str, Any]], lang: str) -> None:
    """Show a line of numbers for each drama: with what is thin below its title in a terminal, else in a column."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    console, tty = _console(), sys.stdout.isatty()
    columns = {head: of for head, of in _COLUMNS.items() if console.width >= _WIDE or head not in _NOT_IF_NARROW}
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    shown.add_column("drama", overflow="fold", min_width=16)
    for heading in columns:
        shown.add_column(heading, no_wrap=True, justify="right")
    if not tty:
        shown.add_column("thin")
    for row in rows:
        cells = (_bar(row[part], row[whole]) if whole else Text(f"{row[part]:,}") for part, whole in columns.values())
        title, lacks = Text(_title(row, lang), style="bold" if tty else ""), Text(row["thin"])
        if tty and row["thin"]:
            title.append("".join(f"\n{lack}" for lack in row["thin"].split("; ")), style="not bold dim")
        shown.add_row(title, *cells, *(() if tty else (lacks,)))
    console.print(shown)
    click.echo(_LEGEND)


def _title(row: Mapping[str, Any], lang: str) -> str:
    names = (row["title_ko"], row["title"]) if lang == "ko" else (row["title"], row["title_ko"])
    return printable(next(filter(None, names), row["slug"]))


def _bar(part: int, whole: int) -> Text:
    """Return a share as a small bar; it is empty for nothing and full for everything, and for neither else.

    >>> _bar(7, 8).plain, _bar(0, 8).plain, _bar(8, 8).plain, _bar(0, 0).plain
    ('████░', '░░░░░', '█████', '–')
    """
    from rich.text import Text

    if not whole:
        return Text("–", style="dim")
    full = min(max(round(_CELLS * part / whole), 1 if part else 0), _CELLS if part >= whole else _CELLS - 1)
    style = "green" if full == _CELLS else "yellow" if 2 * part >= whole else "red"
    return Text("█" * full + "░" * (_CELLS - full), style=style)


def show_one(row: Mapping[str, Any], drama: Drama, lang: str) -> None:
    """Show the report of one drama, section by section; sections without anything in them are left out."""
    click.echo(_title(row, lang))
    _show_numbers(row)
    _section("thin", row["thin"].split("; ") if row["thin"] else ())
    if drama.position < drama.last:
        note(
            f"words are told to step {drama.position} of {drama.last}, numbers are of all; "
            f"further: --at {drama.position + 1} … --at end"
        )
    found = drama.coverage
    _show_sources(found, row["sources"], lang)
    _section(
        f"sources disagree{_so_far(len(found.disagreements), row['disagreements'])}",
        (_disagreement(one, lang) for one in found.disagreements),
    )
    _section(
        f"possible, inferred or doubted{_so_far(len(found.uncertain), row['uncertain'])}",
        (f"{_in(claim.words, lang)} ({printable(str(claim.certainty))})" for claim in found.uncertain),
    )
    open_now = [printable(text) for text in found.left_open.get(lang) or found.left_open.get("en", ())]
    _section(f"stays open{_so_far(len(open_now), row['open'])}", open_now)
    _section(
        f"known by name alone{_so_far(len(found.by_name), row['people_by_name'])}",
        (
            _in(one.names, lang) + "".join(f" (perhaps {printable(known)})" for known in one.possible)
            for one in found.by_name
        ),
    )
    for share in found.sources:
        _section(f"only {_in(share.title, lang)} tells", (_in(claim.words, lang) for claim in share.alone))


def _show_numbers(row: Mapping[str, Any]) -> None:
    from rich.table import Table
    from rich.text import Text

    from kg.report import MEASURES, UNWANTED, WHOLES

    shown = Table.grid(padding=(0, 2, 0, 0))
    shown.add_column(no_wrap=True)
    shown.add_column(justify="right", no_wrap=True)
    shown.add_column(no_wrap=True)
    for name, (words, _) in MEASURES.items():
        whole = WHOLES.get(name)
        if whole is None:
            shown.add_row(f"  {words}", f"{row[name]:,}", "")
        elif row[whole]:
            bar = Text("") if name in UNWANTED else _bar(row[name], row[whole])
            shown.add_row(f"    {words}", f"{row[name]:,} of {row[whole]:,}", bar)
    _console().print(shown)


def _show_sources(found: Coverage, of: int, lang: str) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    click.echo(f"\nsources{_so_far(len(found.sources), of)}")
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    shown.add_column("source", overflow="fold")
    for heading in ("kind", "statements", "told by it alone"):
        shown.add_column(heading, justify="left" if heading == "kind" else "right")
    for share in found.sources:
        title = Text(_in(share.title, lang))
        shown.add_row(title, Text(printable(share.kind)), f"{share.statements:,}", f"{len(share.alone):,}")
    _console().print(shown)


def _section(heading: str, lines: Iterable[str]) -> None:
    shown = [f"  {line}" for line in lines]
    if shown:
        click.echo("\n".join((f"\n{heading}", *shown)))


def _disagreement(one: Disagreement, lang: str) -> str:
    """Say both sides, each with who tells it."""
    about = f"{_in(one.about, lang)}: " if one.about else ""
    return about + "\n    ≠ ".join(_side(side, lang) for side in one.sides)


def _side(side: Side, lang: str) -> str:
    note_of_it = f", {_in(side.note, lang)}" if side.note else ""
    return f"{_in(side.words, lang)}{note_of_it} [{', '.join(_in(title, lang) for title in side.sources)}]"


def _so_far(told: int, of: int) -> str:
    return f" (told so far: {told:,} of {of:,})" if told < of else f" ({told:,})"


def _in(texts: Mapping[str, str], lang: str) -> str:
    """Return a text in a language, or in one that there is, as a terminal may have it."""
    return printable(texts.get(lang) or texts.get("en") or next(iter(texts.values()), ""))

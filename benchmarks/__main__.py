"""``make bench``: load, closure, queries, networks and their measures, beside what one would use instead.

    make bench                                          # 10 and 100 thousand triples
    make bench ARGS="--size 1M --size 5M --part closure"
    make bench ARGS="--size 10k --engine duckdb --repeats 5"

Machines differ and are noisy: only ratios of measurements made in one run mean something.
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from benchmarks.engines import ASKERS, LOADERS, MEASURERS, REASONERS
from benchmarks.goals import goals
from benchmarks.machine import describe, versions
from benchmarks.measuring import PARTS, Settings, measure_all
from benchmarks.records import Record, Records
from benchmarks.tables import all_tables
from kg.paths import build_dir

__all__ = ["main"]

_NAMES = sorted({engine.name for engine in (*REASONERS, *LOADERS, *ASKERS, *MEASURERS)})


def _statements(text: str) -> int:
    """Read a number of statements as people write it.

    >>> _statements("10k"), _statements("5M"), _statements("2000")
    (10000, 5000000, 2000)
    """
    factor = {"k": 1_000, "m": 1_000_000}.get(text[-1:].lower(), 1)
    try:
        return int(text[:-1] if factor > 1 else text) * factor
    except ValueError:
        raise click.BadParameter(f"'{text}' is no number of statements: 10k, 1M, 2000") from None


@click.command(help="Measure load, closure, queries, networks and their measures, against what one would use instead.")
@click.option("--size", "sizes", multiple=True, default=("10k", "100k"), show_default=True, help="Statements: 10k, 1M.")
@click.option("--repeats", default=3, show_default=True, help="How often to measure each thing.")
@click.option("--limit", default=300.0, show_default=True, help="Seconds after which a measurement is ended.")
@click.option(
    "--part", "parts", multiple=True, type=click.Choice(PARTS), help="What to measure; everything if not given."
)
@click.option(
    "--engine", "engines", multiple=True, type=click.Choice(_NAMES), help="Engines beside ours; all if not given."
)
@click.option("--clique", "members", default=160, show_default=True, help="Members of the clique.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for what is found.  [.kg/bench]")
def main(
    sizes: tuple[str, ...],
    repeats: int,
    limit: float,
    parts: tuple[str, ...],
    engines: tuple[str, ...],
    members: int,
    out: Path | None,
) -> None:
    """Measure, print a report, and write it as Markdown and JSON."""
    folder = out or build_dir() / "bench"
    settings = Settings(
        folder, tuple(map(_statements, sizes)), repeats, limit, parts or PARTS, engines, members
    )  # fmt: skip
    machine = describe()
    records = Records()
    folder.mkdir(parents=True, exist_ok=True)
    for record in measure_all(settings, records):
        _progress(record)
        # After each, so that a run that is ended early leaves what it found.
        _write(folder, records, machine)
    click.echo(f"\n{_report(records, machine)}\nwritten to {folder / 'report.md'} and report.json")


def _write(folder: Path, records: Records, machine: dict[str, str]) -> None:
    (folder / "report.md").write_text(_report(records, machine), encoding="utf-8")
    found = {"machine": machine, "versions": versions(), "records": [record.to_json() for record in records]}
    (folder / "report.json").write_text(json.dumps(found, indent=1), encoding="utf-8")


def _progress(record: Record) -> None:
    """Say what was measured, while the rest is."""
    numbers = {k: v for k, v in record.values.items() if isinstance(v, int | float)}
    shown = ", ".join(
        f"{name} {value:,.3g}" if isinstance(value, float) else f"{name} {value:,}" for name, value in numbers.items()
    )
    click.echo(f"{record.part:<10} {record.size:>9,} {record.engine:<16} {record.trouble or shown}", err=True)


def _report(records: Records, machine: dict[str, str]) -> str:
    """Return everything as Markdown."""
    about = [
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory']}, {machine['system']}, "
        f"load {machine['load']} at the start.",
        f"Python {machine['python']}, {', '.join(f'{name} {number}' for name, number in versions().items())}.",
        "Median (smallest-largest) where a thing was measured more than once; each measurement in its own process.",
    ]
    tables = [*all_tables(records), goals(records)]
    return "\n".join(["# Benchmarks", "", *about, "", *(table.markdown() for table in tables if table.rows)])


if __name__ == "__main__":
    main()

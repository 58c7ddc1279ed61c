"""``python -m benchmarks.paging``: what the pages cost in a real Chromium, from a real server."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import click
from playwright.sync_api import Browser

from benchmarks.chromium import chromium
from benchmarks.machine import describe
from benchmarks.paging import shifts, smooth, waits, wire
from benchmarks.paging.crowd import SLUG, crowd_graph
from benchmarks.paging.found import Found
from benchmarks.paging.plain import besides_library, write_plain
from benchmarks.paging.report import report
from benchmarks.served import served
from kg.paths import build_dir

__all__ = ["PARTS", "main"]

PARTS = ("bytes", "shift", "frames", "waits")


@click.command(help="Open pages in Chromium: weigh them, see whether they jump, drag their charts, and wait for them.")
@click.option("--part", "parts", multiple=True, type=click.Choice(PARTS), help="What to measure; all if not given.")
@click.option("--repeats", default=5, show_default=True, type=click.IntRange(1, 100), help="Of each wait.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for what is found.  [.kg/bench]")
def main(parts: tuple[str, ...], repeats: int, out: Path | None) -> None:
    """Measure, print a report, and write it as Markdown and JSON."""
    folder = out or build_dir() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    plain = (folder / "plain.html").resolve()
    graph = crowd_graph()
    write_plain(graph, SLUG, plain)
    logs = folder / "server.log", folder / "crowd.log"
    with served(logs[0]) as ours, served(logs[1], "benchmarks.paging.crowd") as crowded, chromium() as browser:
        machine = {**describe(), "Chromium": browser.version, "pyvis": version("pyvis")}
        measures: dict[str, Callable[[Browser], list[Found]]] = {
            "bytes": lambda browser: [
                *wire.measured(browser, ours),
                *wire.of_page(browser, crowded, f"/drama/{SLUG}", "drama of 60", besides_library(graph, SLUG)),
            ],
            "shift": lambda browser: shifts.measured(browser, ours),
            "frames": lambda browser: smooth.measured(browser, crowded, plain),
            "waits": lambda browser: waits.measured(browser, ours, crowded, plain, repeats),
        }
        found = [one for part in parts or PARTS for one in _told(part, measures[part](browser))]
    text = report(found, machine)
    (folder / "pages.md").write_text(text + "\n", encoding="utf-8")
    records = {"machine": machine, "measured": [asdict(one) for one in found]}
    (folder / "pages.json").write_text(json.dumps(records, indent=1), encoding="utf-8")
    click.echo(text)


def _told(part: str, found: list[Found]) -> list[Found]:
    click.echo(f"{part}: {len(found)} numbers", err=True)
    return found


if __name__ == "__main__":
    main()

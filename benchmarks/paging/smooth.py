"""Frames a second while a chart of sixty characters is dragged and its slider moved, beside a plain pyvis page's."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.paging.crowd import CHARACTERS, SLUG
from benchmarks.paging.found import Found
from benchmarks.paging.frames import Moved, drag, move_slider, watch
from benchmarks.paging.plain import STILL
from benchmarks.paging.windows import DESK, window
from benchmarks.tour import CHART_DRAWN
from benchmarks.waiting import until

__all__ = ["measured"]

_FRAMES = 60.0  # a second
_A_FRAME = 1000 / _FRAMES
_STEPS = 5


def measured(browser: Browser, server: str, plain: Path) -> list[Found]:
    """Drag the chart of the drama of `crowd` and move its slider; ``plain`` is the pyvis page of the same."""
    other = _dragged_plain(browser, plain)
    with window(browser, DESK) as (page, line):
        page.goto(f"{server}/drama/{SLUG}?at=1")
        until(page, CHART_DRAWN)
        watch(page, "dramaChart.network")
        slid = move_slider(page, line, _STEPS)
        assert page.evaluate("dramaChart.nodes.length") == CHARACTERS
        dragged = drag(page, line, ".dc-canvas")
    return [*_rows("chart dragged", dragged, other), *_rows("slider moved", slid)]


def _dragged_plain(browser: Browser, plain: Path) -> Moved:
    with window(browser, DESK) as (page, line):
        page.route("http*://**", lambda route: route.abort())
        page.goto(plain.as_uri(), wait_until="commit")
        until(page, STILL, seconds=120)
        watch(page, "network")
        return drag(page, line, "#mynetwork")


def _rows(what: str, moved: Moved, other: Moved | None = None) -> list[Found]:
    """Put what was noted into words; a frame is due every 16.7 ms, and its drawing must leave time for the rest."""

    def row(number: str, value: float, instead: float | None, goal: float | None, least: bool = False) -> Found:
        return Found("frames", f"{CHARACTERS} characters, {what}", DESK.name, number, value, goal, least, instead)

    def part(which: str, percent: int) -> tuple[float, float | None]:
        values = Moved.percentile(getattr(moved, which), percent)
        return values, Moved.percentile(getattr(other, which), percent) if other else None

    share = len(moved.drawn) / len(moved.between)
    rows = [
        row("frames a second", moved.per_second, other.per_second if other else None, 0.98 * _FRAMES, least=True),
        row("drawings in a frame", share, len(other.drawn) / len(other.between) if other else None, None),
    ]
    for which, words, goals in (
        ("between", "ms between frames", {50: 1.1 * _A_FRAME, 99: 2 * _A_FRAME}),
        ("drawn", "ms of a drawing", {50: _A_FRAME / 2, 99: _A_FRAME}),
    ):
        for percent, goal in goals.items():
            value, instead = part(which, percent)
            rows.append(row(f"{words}, p{percent}", value, instead, goal))
    rows.append(row("ms that the main thread works in a frame", *map(_work, (moved, other)), _A_FRAME))
    return rows


def _work(moved: Moved | None) -> float | None:
    return moved and moved.worked / len(moved.between)

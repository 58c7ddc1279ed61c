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
    with window(browser, DESK) as (page, _):
        page.goto(f"{server}/drama/{SLUG}?at=1")
        until(page, CHART_DRAWN)
        watch(page, "dramaChart.network")
        slid = move_slider(page, _STEPS)
        assert page.evaluate("dramaChart.nodes.length") == CHARACTERS
        dragged = drag(page, ".dc-canvas")
    return [*_rows("chart dragged", dragged, other), *_rows("slider moved", slid)]


def _dragged_plain(browser: Browser, plain: Path) -> Moved:
    with window(browser, DESK) as (page, _):
        page.route("http*://**", lambda route: route.abort())
        page.goto(plain.as_uri(), wait_until="commit")
        until(page, STILL, seconds=120)
        watch(page, "network")
        return drag(page, "#mynetwork")


def _rows(what: str, moved: Moved, other: Moved | None = None) -> list[Found]:
    """Put what was noted into words; a frame is due every 16.7 ms, and its drawing must leave time for the rest."""

    def row(number: str, value: float, instead: float | None, goal: float | None, least: bool = False) -> Found:
        return Found("frames", f"{CHARACTERS} characters, {what}", DESK.name, number, value, goal, least, instead)

    def part(which: str, percent: int) -> tuple[float, float | None]:
        values = Moved.percentile(getattr(moved, which), percent)
        return values, Moved.percentile(getattr(other, which), percent) if other else None

    rows = [row("frames a second", moved.per_second, other.per_second if other else None, 0.98 * _FRAMES, least=True)]
    for which, words in (("between", "ms between frames"), ("drawn", "ms of drawing in a frame")):
        for percent in (50, 99):
            value, instead = part(which, percent)
            goal = {"between": 1.1 * _A_FRAME, "drawn": _A_FRAME / 2}[which] if percent == 50 else None
            goal = 2 * _A_FRAME if (which, percent) == ("between", 99) else goal
            goal = _A_FRAME if (which, percent) == ("drawn", 99) else goal
            rows.append(row(f"{words}, p{percent}", value, instead, goal))
    return rows

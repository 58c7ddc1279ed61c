"""How smoothly a chart moves: the time between frames, and what of it is spent in drawing.

The time between two frames is what Chromium takes for everything: scripts, our drawing, and putting the canvas on the
screen, here by the processor alone. The drawing is the call in which vis-network and our own code draw a frame.
"""

from __future__ import annotations

import json
import math
import time
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

from playwright.sync_api import Page

__all__ = ["Moved", "drag", "move_slider", "watch"]

_WATCH = """
(network) => {
  window.moved = { frames: [], drawn: [] };
  const renderer = network.renderer, draw = renderer._redraw;
  renderer._redraw = function (...given) {
    const start = performance.now();
    const found = draw.apply(this, given);
    window.moved.drawn.push(performance.now() - start);
    return found;
  };
  const tick = (now) => { window.moved.frames.push(now); requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}
"""
_CLEAR = "window.moved.frames.length = window.moved.drawn.length = 0"
_SECONDS = 4.0
_RADIUS = 150


@dataclass(frozen=True, slots=True)
class Moved:
    """Milliseconds between frames and of each drawing, in the order in which they came."""

    between: list[float]
    drawn: list[float]

    @property
    def per_second(self) -> float:
        """Frames a second."""
        return 1000 * len(self.between) / sum(self.between)

    @staticmethod
    def percentile(values: list[float], percent: int) -> float:
        """Return what so many percent of some values are not above."""
        return quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else math.nan


def watch(page: Page, network: str) -> None:
    """Begin to note the frames of a page, and the drawings of the network that an expression names."""
    page.evaluate(f"({_WATCH})({network})")


def drag(page: Page, canvas: str, seconds: float = _SECONDS) -> Moved:
    """Drag what a canvas shows in circles, with the mouse, for some seconds."""
    page.locator(canvas).scroll_into_view_if_needed()
    box = page.locator(canvas).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"], 600) / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(_CLEAR)
    began = time.monotonic()
    while (spent := time.monotonic() - began) < seconds:
        turn = 2 * math.pi * spent / 2
        page.mouse.move(x + _RADIUS * math.sin(turn), y + _RADIUS * (1 - math.cos(turn)) / 2)
    moved = _noted(page)
    page.mouse.up()
    return moved


def move_slider(page: Page, steps: int) -> Moved:
    """Drag the thumb of a drama's slider from the first step to the last, one by one, and wait for each to be shown."""
    page.locator("#step-range").scroll_into_view_if_needed()
    page.evaluate(_CLEAR)
    for step in range(2, steps + 1):
        box = page.locator("#step-range").bounding_box()
        assert box is not None
        middle = box["y"] + box["height"] / 2
        thumb = 22  # about as wide as it is: its middle never reaches the ends of the slider
        before, after = (
            box["x"] + thumb / 2 + (box["width"] - thumb) * (place - 1) / (steps - 1) for place in (step - 1, step)
        )
        page.mouse.move(before, middle)
        page.mouse.down()
        page.mouse.move(after, middle, steps=8)
        page.mouse.up()
        page.locator(f'#steps[data-at="{step}"]').wait_for()
        page.wait_for_timeout(700)  # longer than everything glides
    return _noted(page)


def _noted(page: Page) -> Moved:
    noted: dict[str, list[float]] = json.loads(page.evaluate("JSON.stringify(window.moved)"))
    frames = noted["frames"]
    return Moved([later - earlier for earlier, later in pairwise(frames)], noted["drawn"])

"""How smoothly a chart moves: the time between frames, and what of it is spent in drawing.

The time between two frames is what Chromium takes for everything: scripts, our drawing, and putting the canvas on the
screen, here by the processor alone. The drawing is the call in which vis-network and our own code draw a frame.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

from playwright.sync_api import CDPSession, Page

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
_MOVE = """
([selector, x, y, seconds]) => new Promise((done) => {
  const canvas = document.querySelector(`${selector} canvas`), began = performance.now();
  const move = (now) => {
    const turn = (now - began) / 320;
    canvas.dispatchEvent(new PointerEvent("pointermove", {
      pointerId: 1, pointerType: "mouse", isPrimary: true, buttons: 1, button: -1, bubbles: true,
      clientX: x + 150 * Math.sin(turn), clientY: y + 75 * (1 - Math.cos(turn)),
    }));
    if (now - began < 1000 * seconds) requestAnimationFrame(move);
    else done();
  };
  requestAnimationFrame(move);
})
"""


@dataclass(frozen=True, slots=True)
class Moved:
    """Milliseconds between frames and of each drawing, in the order in which they came.

    ``worked`` is the time of a processor that the page's main thread took in all: it does not grow, as the others do,
    where other programs have the processor.
    """

    between: list[float]
    drawn: list[float]
    worked: float

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


def drag(page: Page, line: CDPSession, canvas: str, seconds: float = _SECONDS) -> Moved:
    """Drag what a canvas shows round and round for some seconds.

    A mouse is pressed and let go; its moves are made in the page, one before each frame, so that this program's own
    pace does not matter.
    """
    page.locator(canvas).scroll_into_view_if_needed()
    box = page.locator(canvas).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"], 600) / 2
    page.mouse.move(x, y)
    page.mouse.down()
    before = _begin(page, line)
    page.evaluate(f"({_MOVE})", [canvas, x, y, seconds])
    moved = _noted(page, line, before)
    page.mouse.up()
    return moved


def move_slider(page: Page, line: CDPSession, steps: int) -> Moved:
    """Drag the thumb of a drama's slider from the first step to the last, one by one, and wait for each to be shown."""
    page.locator("#step-range").scroll_into_view_if_needed()
    before = _begin(page, line)
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
    return _noted(page, line, before)


def _begin(page: Page, line: CDPSession) -> float:
    """Forget what was noted, and return how long the page's main thread has worked so far."""
    line.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.evaluate(_CLEAR)
    return _worked(line)


def _worked(line: CDPSession) -> float:
    metrics = {one["name"]: one["value"] for one in line.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"]) * 1000


def _noted(page: Page, line: CDPSession, before: float) -> Moved:
    worked = _worked(line) - before
    noted: dict[str, list[float]] = json.loads(page.evaluate("JSON.stringify(window.moved)"))
    frames = noted["frames"]
    return Moved([later - earlier for earlier, later in pairwise(frames)], noted["drawn"], worked)

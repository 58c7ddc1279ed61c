"""How long one waits: from opening a page to its chart, and from a press on the next step to the page that shows it."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

from benchmarks.paging.crowd import CHARACTERS, SLUG
from benchmarks.paging.found import Found
from benchmarks.paging.plain import STILL
from benchmarks.paging.windows import SIZES, Size, window
from benchmarks.waiting import until

__all__ = ["OPENING", "STEP", "measured"]

OPENING = 1000.0  # ms to the chart: what does not break a train of thought
STEP = 200.0  # ms to the next step: a press that takes longer is felt to be slow

_NOTE_WHEN = """
(() => {
  const look = () => requestAnimationFrame(() => {
    if (%s) requestAnimationFrame(() => (window.drawnAfter = performance.now()));
    else look();
  });
  look();
})();
"""
_DRAWN = _NOTE_WHEN % "window.dramaChart?.view?.spots"
_STILL = _NOTE_WHEN % STILL
_NOTE_STEP = """
() => {
  window.stepTook = null;
  let start = 0;
  document.addEventListener("click", (event) => (start = event.timeStamp), { capture: true, once: true });
  const steps = document.getElementById("steps");
  new MutationObserver((_, observer) => {
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => (window.stepTook = performance.now() - start)));
  }).observe(steps, { attributeFilter: ["data-at"] });
}
"""


def measured(browser: Browser, ours: str, crowded: str, plain: Path, repeats: int) -> list[Found]:
    """Open and step through a drama of the data and that of `crowd`, so many times, each in a fresh window."""
    found = []
    for size in SIZES:
        for name, address in (
            ("Soundtrack #1", f"{ours}/drama/soundtrack-1?at=1"),
            (f"{CHARACTERS} characters", f"{crowded}/drama/{SLUG}?at=1"),
        ):
            instead = None
            if CHARACTERS in map(int, filter(str.isdigit, name.split())):
                instead = median(_opened(browser, plain.as_uri(), size, _STILL) for _ in range(min(repeats, 3)))
            opened = [_opened(browser, address, size, _DRAWN) for _ in range(repeats)]
            stepped = [took for _ in range(repeats) for took in _stepped(browser, address, size)]
            found += _rows(name, size, "from opening to the chart", opened, OPENING, instead)
            found += _rows(name, size, "from a press to the next step", stepped, STEP)
    return found


def _rows(
    name: str, size: Size, words: str, took: list[float], goal: float, instead: float | None = None
) -> list[Found]:
    return [
        Found("waits", name, size.name, f"ms {words}, median", median(took), goal, other=instead),
        Found("waits", name, size.name, f"ms {words}, longest of {len(took)}", max(took)),
    ]


def _opened(browser: Browser, address: str, size: Size, script: str) -> float:
    with window(browser, size, script=script) as (page, _):
        if address.startswith("file:"):
            page.route("http*://**", lambda route: route.abort())
        page.goto(address, wait_until="commit")
        until(page, "window.drawnAfter", seconds=120)
        return float(page.evaluate("window.drawnAfter"))


def _stepped(browser: Browser, address: str, size: Size) -> list[float]:
    """Press "next" until the end; return how long each took."""
    took = []
    with window(browser, size, script=_DRAWN) as (page, _):
        page.goto(address)
        until(page, "window.drawnAfter")
        while page.locator("#step-on a[rel=next]").count():
            took.append(_step(page))
    return took


def _step(page: Page) -> float:
    page.evaluate(_NOTE_STEP)
    page.locator("#step-on a[rel=next]").click()
    until(page, "window.stepTook !== null")
    page.wait_for_timeout(700)  # longer than everything glides
    return float(page.evaluate("window.stepTook"))

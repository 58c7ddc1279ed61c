"""How much a page jumps by itself while it loads: the sum of its layout shifts, until after its chart is drawn."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Browser

from benchmarks.paging.found import Found
from benchmarks.paging.windows import SIZES, Size, slow, window
from benchmarks.tour import CHART_DRAWN, FIRST_VIEWS
from benchmarks.waiting import until

__all__ = ["GOAL", "measured"]

GOAL = 0.001
_REMEMBERED = "drama, step 3 remembered"
_WATCH = """
window.shifted = [];
const nameOf = (node) => {
  if (!node) return "?";
  const [first] = node.classList ?? [];
  return node.id ? `#${node.id}` : node.nodeName.toLowerCase() + (first ? `.${first}` : "");
};
new PerformanceObserver((list) => {
  for (const { hadRecentInput, value, sources } of list.getEntries())
    if (!hadRecentInput) window.shifted.push({ value, what: sources.map(({ node }) => nameOf(node)) });
}).observe({ type: "layout-shift", buffered: true });
"""
_REMEMBER = 'try { localStorage.setItem("drama-kg.at", JSON.stringify({ "soundtrack-1": 3 })); } catch {}'


def measured(browser: Browser, server: str) -> list[Found]:
    """Load each page of `FIRST_VIEWS`, in both sizes, from near and over a poor network."""
    found = []
    for size in SIZES:
        for poor in (False, True):
            for name, path in {**FIRST_VIEWS, _REMEMBERED: FIRST_VIEWS["drama"]}.items():
                found.append(_of_page(browser, f"{server}{path}", name, size, poor))
    return found


def _of_page(browser: Browser, address: str, name: str, size: Size, poor: bool) -> Found:
    script = _WATCH + (_REMEMBER if name == _REMEMBERED else "")
    with window(browser, size, script=script) as (page, line):
        if poor:
            slow(line)
        page.goto(address, wait_until="networkidle")
        if page.locator(".drama-chart").count():
            until(page, CHART_DRAWN)
        page.wait_for_timeout(800)
        shifted: list[dict[str, Any]] = json.loads(page.evaluate("JSON.stringify(window.shifted)"))
    because = "; ".join(f"{one['value']:.4f} {', '.join(one['what'])}" for one in shifted)
    how = f"{size.name}, {'poor network' if poor else 'loopback'}"
    return Found("shift", name, how, "layout shift", sum(one["value"] for one in shifted), GOAL, because=because)

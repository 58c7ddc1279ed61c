"""What the tests of the chart share: how a chart is shown and a character is clicked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from kg.figure import Chart, chart_fragment

__all__ = ["Show", "click_node", "data_of", "panel", "point_of", "press"]

Show = Callable[..., Page]


def point_of(page: Page, one: str) -> tuple[float, float]:
    """Where a character stands on the screen."""
    x, y = page.evaluate(
        "one => { const b = document.querySelector('.dc-canvas').getBoundingClientRect();"
        "const p = dramaChart.network.canvasToDOM(dramaChart.network.getPosition(one));"
        "return [b.x + p.x, b.y + p.y]; }",
        one,
    )
    return x, y


def click_node(page: Page, one: str) -> None:
    """Click a character in the chart."""
    page.mouse.click(*point_of(page, one))


def press(page: Page, tool: str) -> None:
    """Press a tool of the chart; on a phone most of them stand behind the button "More tools"."""
    more = page.locator(".dc-more")
    if more.is_visible() and not page.locator(tool).is_visible():
        more.click()
    page.locator(tool).click()


def panel(page: Page) -> str:
    """What the panel says."""
    return page.locator(".dc-panel").inner_text()


def data_of(chart: Chart) -> Any:
    """The data that a page of a chart holds."""
    found = re.search(r'class="dc-data">(.*?)</script>', chart_fragment(chart), re.DOTALL)
    assert found
    return json.loads(found[1])

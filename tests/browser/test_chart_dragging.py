"""A chart that is dragged looks as it did, elsewhere, and is not drawn anew for each frame."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.charts import Show
from tests.chart_samples import large_chart
from tests.live import until

pytestmark = pytest.mark.browser

RIGHT, DOWN = 60, 40
NOTE = """([x, y]) => {
  const picture = () => document.querySelector(".dc-canvas canvas").getContext("2d").getImageData(x, y, 700, 300).data;
  window.noted = picture();
  window.lines = 0;
  const { renderer } = dramaChart.network, draw = renderer._drawEdges;
  renderer._drawEdges = function (ctx) { window.lines += 1; draw.call(this, ctx); };
}"""
DIFFERENT = """([x, y]) => {
  const canvas = document.querySelector(".dc-canvas canvas");
  const now = canvas.getContext("2d").getImageData(x, y, 700, 300).data;
  return now.reduce((sum, value, at) => sum + (Math.abs(value - window.noted[at]) > 8), 0) / now.length;
}"""


def begin(page: Page) -> None:
    """Note a part of the chart, and drag it."""
    box = page.locator(".dc-canvas").bounding_box()
    assert box is not None
    x, y = box["x"] + 20, box["y"] + 20
    page.mouse.move(x, y)
    page.wait_for_timeout(200)  # what lies under it may be drawn differently
    page.evaluate(NOTE, [300, 150])
    page.mouse.down()
    page.mouse.move(x + RIGHT, y + DOWN, steps=12)
    page.wait_for_timeout(100)


@pytest.mark.parametrize("zoomed", [False, True])
def test_what_is_dragged_looks_the_same_elsewhere(show: Show, zoomed: bool) -> None:
    page = show(large_chart())
    if zoomed:
        page.evaluate("dramaChart.view.zoom(2)")
    begin(page)
    assert page.evaluate("dramaChart.view.still !== null")
    assert page.evaluate("window.lines") == 1  # for the picture, and for no frame
    assert page.evaluate(DIFFERENT, [300 + RIGHT, 150 + DOWN]) < 0.001
    assert page.evaluate(DIFFERENT, [300, 150]) > 0.02
    page.mouse.up()
    until(page, "window.lines > 1")
    assert page.evaluate("dramaChart.view.still === null")
    assert page.evaluate(DIFFERENT, [300 + RIGHT, 150 + DOWN]) < 0.001


def test_what_changes_meanwhile_is_drawn(show: Show) -> None:
    page = show(large_chart())
    begin(page)
    page.evaluate("dramaChart.restore({ focus: [...dramaChart.view.nodes.keys()][0] })")
    assert page.evaluate("dramaChart.view.still === null")
    until(page, "window.lines > 1")
    page.mouse.up()
    assert page.evaluate("dramaChart.network.renderer.options.hideEdgesOnDrag") is False

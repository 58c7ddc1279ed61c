"""A notebook's page, as nbconvert writes it, in a browser that has no network."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kg.build import Build
from tests.browser.conftest import LOCAL
from tests.live import until
from tests.notebooks import executed, saved

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_draw_without_a_network(scheme: str, chromium: Browser, shipped: Build, tmp_path: Path) -> None:
    path = saved(executed("your-own-data", shipped), tmp_path)
    context = chromium.new_context(offline=True, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []
    # The page of nbconvert itself asks for RequireJS and MathJax; what stands in its cells asks for nothing.
    page.on(
        "request",
        lambda one: (
            None
            if one.url.startswith(LOCAL) or (one.frame == page.main_frame and "//cdnjs.cloudflare.com/" in one.url)
            else asked.append(one.url)
        ),
    )
    page.goto(path.as_uri(), wait_until="domcontentloaded")
    frames = page.frames[1:]
    assert len(frames) == 2
    drawn = []
    for frame in frames:
        frame.frame_element().scroll_into_view_if_needed()
        until(frame, "window.dramaChart && dramaChart.view.spots")
        drawn.append(frame.evaluate("dramaChart.network.body.nodeIndices.length"))
        colours = frame.evaluate("""() => { const canvas = document.querySelector('canvas');
            const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            return new Set(new Uint32Array(data.buffer)).size; }""")
        assert colours > 20
    assert drawn == [3, 4]  # the stowaway comes later
    assert asked == []
    context.close()

"""One headless Chromium for the browser tests, and a page whose errors and foreign requests fail the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="pip install playwright")
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.chromium import BROWSER, FLAGS
from kg.figure import Chart, chart_page
from tests.browser.charts import Show
from tests.browser.pictures import show_pictures
from tests.live import until

LOCAL = (
    "file:",
    "data:",
    "blob:",
    "about:",
    "http://127.0.0.1:",
    "http://localhost:",
    "ws://127.0.0.1",
    "ws://localhost",
)


def pytest_sessionfinish() -> None:
    """Put the pictures into a page; the last worker to finish sees them all."""
    show_pictures()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    if BROWSER is None:
        pytest.skip("no browser: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page; a console error, an exception or a request to another host fails the test."""
    context = chromium.new_context(viewport={"width": 1400, "height": 840}, reduced_motion="reduce")
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: None if request.url.startswith(LOCAL) else wrong.append(request.url))
    yield page
    context.close()
    assert wrong == []


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A page of a phone, which is touched."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def show(page: Page, tmp_path: Path) -> Show:
    """Open a chart from the disk, as somebody would who was sent the file."""

    def opened(chart: Chart, lang: str = "en", size: tuple[int, int] = (1400, 840)) -> Page:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        path = tmp_path / "chart.html"
        path.write_text(chart_page(chart, lang=lang), encoding="utf-8")
        page.goto(path.as_uri())
        until(page, "window.dramaChart && dramaChart.view.spots")
        return page

    return opened

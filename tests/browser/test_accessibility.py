"""Nothing keeps people out of a page: axe-core finds no violation, and a page can be read without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from kg.graph import KnowledgeGraph
from tests.browser.axe import violations
from tests.browser.pictures import take_picture
from tests.live import serving
from tests.pages import KINDS

pytestmark = pytest.mark.browser

SIZES = {"desktop": (1280, 800), "phone": (390, 844)}


@pytest.fixture(scope="module")
def address(graph: KnowledgeGraph) -> Iterator[str]:
    with serving(graph) as address:
        yield address


@pytest.fixture(scope="module", params=SIZES)
def opened(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    size = request.param
    width, height = SIZES[size]
    # The policy of the pages lets no script in that is not theirs; axe comes in beside it.
    context = chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce", bypass_csp=True,
        has_touch=size == "phone", is_mobile=size == "phone",
    )  # fmt: skip
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_violation(opened: Page, address: str, kind: str, request: pytest.FixtureRequest) -> None:
    size = request.node.callspec.params["opened"]
    opened.goto(address + KINDS[kind])
    take_picture(opened, f"{kind}.{size}.light")
    assert violations(opened) == []
    opened.emulate_media(color_scheme="dark")
    assert violations(opened) == []
    take_picture(opened, f"{kind}.{size}.dark")
    opened.emulate_media(color_scheme="light")
    assert opened.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "too wide"


def test_every_kind_of_page_can_be_read_without_scripts(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    for kind, path in KINDS.items():
        page.goto(address + path)
        assert page.locator("main h1:visible").count() == 1, kind
        assert len(page.locator("main").inner_text()) > 60, kind
        if kind.startswith("drama at"):
            assert page.locator("main table:visible").count(), kind
    page.goto(f"{address}/drama/soundtrack-1?at=3")
    rows = page.locator("#relationships tbody tr")
    assert rows.count() > 10
    assert rows.first.is_visible()
    page.locator('main a[href*="/drama/soundtrack-1?at=4"]:visible').first.click()
    assert page.url.startswith(f"{address}/drama/soundtrack-1?at=4")
    context.close()

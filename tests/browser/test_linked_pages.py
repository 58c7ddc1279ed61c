"""Pages of things and of the ontology in a real browser: on a phone, in the dark, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.graph import KnowledgeGraph
from tests.browser.test_pages import CONTRAST, PHONE, SIDEWAYS
from tests.live import serving, until

pytestmark = pytest.mark.browser

PATHS = [
    "/id/drama/soundtrack-1?at=end",
    "/id/drama/soundtrack-1/character/eunsoo?at=3",
    "/id/person/park-hyung-sik",
    "/id/theme/romance?at=end",
    "/graph/soundtrack-1/hallyu-soundtrack-1/1",
    "/graph/ontology",
    "/view/soundtrack-1=2;soundtrack-2=end",
    "/ontology",
    "/shapes",
]


@pytest.fixture(scope="module")
def address(graph: KnowledgeGraph) -> Iterator[str]:
    """A real server."""
    with serving(graph) as found:
        yield found


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_no_sideways_scroll_on_a_phone(page: Page, address: str, path: str, lang: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={lang}")
    assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(chromium: Browser, address: str, scheme: str) -> None:
    context = chromium.new_context(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    for path in PATHS:
        page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang=en")
        assert page.evaluate(CONTRAST) == [], path
    context.close()


def test_from_a_thing_to_a_step_further_and_to_why(page: Page, address: str) -> None:
    page.goto(f"{address}/id/drama/soundtrack-1/character/eunsoo?lang=en")
    expect(page.locator(".linked-said")).not_to_contain_text("Kang Woo Il")
    page.locator(".linked-steps").get_by_role("link", name="Step 3").click()
    expect(page.locator(".linked-said")).to_contain_text("Kang Woo Il")
    page.locator(".linked-said li", has_text="Kang Woo Il").get_by_role("link", name="Why?").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Why")
    assert "at=3" in page.url


def test_a_type_leads_to_its_place_in_the_ontology(page: Page, address: str) -> None:
    page.goto(f"{address}/id/drama/soundtrack-1/relationship/wooil-mentors-eunsoo?at=2&lang=en")
    page.locator(".linked-types a").first.click()
    until(page, "location.hash === '#Mentoring'")
    expect(page.locator("#Mentoring .term-picture")).to_be_in_viewport()
    visible = "all => all.filter(one => getComputedStyle(one).display !== 'none').length"
    assert page.locator("#Mentoring .drawn").evaluate_all(visible) == 2  # the picture's and the sample's, in one scheme

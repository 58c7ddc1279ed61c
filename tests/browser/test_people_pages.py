"""Pages of people in a real browser: the question that a fan has, by touch, by keys, without scripts, in the dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.graph import KnowledgeGraph
from tests.browser.test_pages import CONTRAST, PHONE, SIDEWAYS
from tests.live import serving, until

pytestmark = pytest.mark.browser

CHAIN = "/path?from=park-hyung-sik&to=noh-sang-hyun&through=all"
PATHS = [
    "/person/park-hoon?at=end",
    "/person/kim-hee-won",
    "/character/soundtrack-1/seonwoo?at=end",
    "/path",
    CHAIN,
    "/path?from=han-so-hee&to=Jeon+Hye+Jin",
]
SMALL_TARGETS = """() => [...document.querySelectorAll("main :is(button, .button, input[type=text], .steps a)")]
  .filter((one) => one.offsetParent && !one.closest(".drama-chart"))
  .filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML)"""


@pytest.fixture(scope="module")
def address(graph: KnowledgeGraph) -> Iterator[str]:
    """A real server."""
    with serving(graph) as found:
        yield found


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_pages_fit_a_phone_and_a_finger(page: Page, address: str, lang: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for path in PATHS:
        page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={lang}", wait_until="domcontentloaded")
        assert page.evaluate(SIDEWAYS) <= 0, path
        assert page.evaluate(SMALL_TARGETS) == [], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(chromium: Browser, address: str, scheme: str) -> None:
    context = chromium.new_context(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    for path in PATHS:
        page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang=en")
        if "/person/park" in path:
            until(page, "window.dramaChart && dramaChart.view.spots")
        assert page.evaluate(CONTRAST.replace("body *", "main *")) == [], path
    context.close()


def test_how_two_are_connected_by_touch(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale="en")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/person/park-hyung-sik?lang=en")
    page.locator("#connect-to").tap()
    page.keyboard.type("노상")
    page.get_by_role("option", name="Noh Sang Hyun").tap()
    page.get_by_role("button", name="Show the way").tap()
    expect(page.get_by_role("alert")).to_contain_text("no chain of dramas leads from Park Hyung Sik to Noh Sang Hyun")
    page.get_by_role("link", name="Try with directors and writers").tap()
    chain = page.locator(".chain").first
    expect(chain.locator(".chain-person")).to_have_text(["HPark Hyung Sik", "HKim Hee Won", "SNoh Sang Hyun"])
    tops = chain.locator("li").evaluate_all("all => all.map((one) => one.getBoundingClientRect().top)")
    assert tops == sorted(tops)
    assert len(set(tops)) == 5, "on a phone the chain runs down"
    page.get_by_role("button", name="Swap").tap()
    expect(page.locator(".chain-person").first).to_contain_text("Noh Sang Hyun")
    expect(page.locator("#path-from")).to_have_value("Noh Sang Hyun")
    page.locator(".chain-drama a", has_text="Han Seon Woo").first.tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Han Seon Woo")
    context.close()


def test_the_form_by_keys(page: Page, address: str) -> None:
    page.goto(f"{address}/path?lang=en")
    page.locator("#path-from").focus()
    page.keyboard.type("한소")
    expect(page.get_by_role("option", name="Han So Hee")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#path-from")).to_have_value("Han So Hee")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("park hoon")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Han So Hee")
    expect(page.locator(".chain-drama")).to_have_count(1)
    boxes = page.locator(".chain > li").evaluate_all("all => all.map((one) => one.getBoundingClientRect().left)")
    assert boxes == sorted(boxes)


def test_a_companion_of_the_picture_leads_to_their_page(page: Page, address: str) -> None:
    page.goto(f"{address}/person/park-hoon?lang=en")
    until(page, "window.dramaChart && dramaChart.view.spots")
    assert page.evaluate("dramaChart.edges.length") == page.evaluate("dramaChart.nodes.length") - 1 > 3
    page.locator(".costars .who").first.click()
    page.wait_for_url("**/person/**")
    page.get_by_role("link", name="Soundtrack #1").first.click()
    assert "/drama/soundtrack-1" in page.url


def test_a_step_of_a_character_goes_on(page: Page, address: str) -> None:
    page.goto(f"{address}/character/soundtrack-1/eunsoo?lang=en")
    before = page.locator(".stage").count()
    page.locator(".steps a").nth(2).click()
    assert "at=3" in page.url
    assert page.locator(".stage").count() > before
    page.locator(".stage .why-own").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Why")


def test_pages_of_people_work_without_scripts(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="en")
    page = context.new_page()
    page.goto(f"{address}/person/han-so-hee?lang=en")
    page.locator("#connect-to").fill("Park Hoon")
    page.get_by_role("button", name="Show the way").click()
    expect(page.locator(".chain-person")).to_have_count(2)
    page.get_by_role("button", name="Swap").click()
    expect(page.locator(".chain-person").first).to_contain_text("Park Hoon")
    context.close()

"""The catalogue in a real browser: from the list to an answer, names completed by keyboard, the picture, a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.graph import KnowledgeGraph
from tests.browser.test_pages import CONTRAST, PHONE, SIDEWAYS
from tests.live import serving, until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(graph: KnowledgeGraph) -> Iterator[str]:
    """A real server, whose queries run in real worker processes."""
    with serving(graph) as found:
        yield found


def test_from_the_list_to_an_answer_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/?lang=en")
    page.get_by_role("link", name="Questions", exact=True).click()
    page.get_by_role("link", name="Who plays someone's mentor?").click()
    field = page.get_by_role("combobox", name="Whose mentor")
    expect(field).to_have_value("soundtrack-1/eunsoo")
    field.fill("")
    field.press_sequentially("lee eun", delay=20)
    expect(page.get_by_role("option", name="Lee Eun Soo")).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.wait_for_load_state("networkidle")  # a later answer makes the list anew
    field.press("ArrowDown")
    chosen = page.locator('[role=option][aria-selected="true"]')
    expect(chosen).to_contain_text("Lee Eun Soo")
    expect(chosen).to_contain_text("Soundtrack #1")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    field.press("Enter")
    expect(field).to_have_value("Lee Eun Soo")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.press("Enter")
    expect(page.get_by_text("Nothing fits, as far as this page may tell.")).to_be_visible()
    page.get_by_role("link", name="Tell everything (spoilers)").click()
    expect(page.get_by_role("cell", name="Kim Joo Hun")).to_be_visible()
    assert "character=Lee+Eun+Soo" in page.url
    page.get_by_role("link", name="Kang Woo Il").click()
    assert "/character/soundtrack-1/wooil" in page.url


def test_names_in_hangul_by_pointer_and_escape(page: Page, address: str) -> None:
    page.goto(f"{address}/queries/ties-between?lang=ko")
    field = page.locator("main").get_by_role("combobox").first
    field.fill("")
    field.press_sequentially("이은")
    option = page.get_by_role("option", name="이은수")
    expect(option).to_be_visible()
    field.press("Escape")
    expect(option).to_be_hidden()
    field.press("ArrowDown")
    option.click()
    expect(field).to_have_value("이은수")
    expect(field).to_be_focused()


def test_completion_hides_what_the_form_hides(page: Page, address: str) -> None:
    page.goto(f"{address}/queries/ties-between?lang=en")
    field = page.locator("main").get_by_role("combobox").first

    def offered() -> int:
        field.fill("")
        with page.expect_response("**/queries/complete*"):
            field.press_sequentially("seon woo")
        page.wait_for_timeout(100)
        return page.get_by_role("option").count()

    premise = offered()
    page.get_by_label("Tell everything").check()
    assert offered() > premise


def test_the_picture_has_who_and_whom(page: Page, address: str) -> None:
    page.goto(f"{address}/queries/ties-between?at=*%3Dend&lang=en")
    until(page, "window.dramaChart && dramaChart.view.spots")
    assert page.evaluate("dramaChart.nodes.map((node) => node.name.en).sort()") == ["Kang Woo Il", "Lee Eun Soo"]
    assert page.evaluate("dramaChart.edges.length") == page.locator(".answer tbody tr").count() == 5
    page.locator("[data-view=list]").click()
    page.locator('.dc-list [data-node$="/wooil"]').first.click()
    page.locator(".dc-panel a", has_text="Open page").click()
    assert page.url.endswith("/character/soundtrack-1/wooil?at=end&lang=en")


def test_a_line_is_copied(chromium: Browser, address: str) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/queries/cast?lang=en")
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "kg run cast --spoiler-free"
    context.close()


def test_everything_works_without_scripts(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/queries/cast?lang=en")
    page.get_by_label("Drama drama").fill("사운드트랙 #2")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("cell", name="Noh Sang Hyun")).to_be_visible()
    page.get_by_label("Tell everything").check()
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_text("Told here: everything")).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    "path", ["/queries", "/queries/ties-between?at=*%3Dend", "/queries/cast?drama=soundtrak", "/api"]
)
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_no_sideways_scroll_on_a_phone(chromium: Browser, address: str, path: str, lang: str) -> None:
    context = chromium.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={lang}")
    page.wait_for_timeout(300)
    assert page.evaluate(SIDEWAYS) <= 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/queries", "/queries/cast?drama=soundtrak", "/queries/jealousies?at=*%3Dend", "/api"]
)
def test_words_can_be_read_against_their_ground(chromium: Browser, address: str, scheme: str, path: str) -> None:
    context = chromium.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}{path}")
    weak = page.evaluate(CONTRAST)
    context.close()
    assert weak == []

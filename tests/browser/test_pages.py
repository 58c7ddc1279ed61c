"""The pages in a real browser: from the start page to a drama, a step further, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.graph import KnowledgeGraph
from tests.live import serving, until

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TREE = "() => dramaChart.nodes.length"


@pytest.fixture(scope="module")
def address(graph: KnowledgeGraph) -> Iterator[str]:
    """A real server."""
    with serving(graph) as found:
        yield found


def test_from_the_start_to_the_next_step(page: Page, address: str) -> None:
    page.goto(f"{address}/?lang=en")
    page.get_by_role("link", name="Soundtrack #1", exact=False).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Soundtrack #1")
    until(page, "!!window.dramaChart")
    before = page.evaluate(TREE)
    assert before == page.locator("#cast tbody tr").count()
    expect(page.locator(".steps [aria-current=step]")).to_contain_text("The premise")
    page.get_by_role("link", name="I have watched further").click()
    until(page, "!!window.dramaChart")
    expect(page.locator(".steps [aria-current=step]")).to_contain_text("2")
    assert "at=2" in page.url
    assert "lang=en" in page.url
    assert page.evaluate(TREE) > before


def test_language_switch_keeps_the_step(page: Page, address: str) -> None:
    page.goto(f"{address}/drama/soundtrack-2?at=3&lang=en")
    page.get_by_role("link", name="한국어").click()
    assert "at=3" in page.url
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    expect(page.get_by_role("heading", level=1)).to_contain_text("사운드트랙 #2")


def test_a_character_of_the_chart_leads_to_the_cast(page: Page, address: str) -> None:
    page.goto(f"{address}/drama/soundtrack-1?lang=en")
    until(page, "!!window.dramaChart")
    page.locator("[data-view=list]").click()
    page.locator('.dc-list [data-node$="/eunsoo"]').first.click()
    page.locator(".dc-panel a", has_text="Open page").click()
    assert page.url.endswith("#character-eunsoo")
    expect(page.locator("#character-eunsoo")).to_be_in_viewport()


def test_a_query_by_hand(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql?lang=en")
    page.get_by_role("textbox", name="Query").focus()  # the editor's, or the plain one where there is no editor
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT ?title { ?d a dkg:Drama ; skos:prefLabel ?title FILTER(LANG(?title) = 'en') }")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("cell", name="Soundtrack #2", exact=True)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.wide')).overflowX") == "auto"


@pytest.mark.parametrize("path", ["/", "/drama/soundtrack-1?at=end", "/drama/soundtrack-2", "/drama/mother", "/sparql"])
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_no_sideways_scroll_on_a_phone(page: Page, address: str, path: str, lang: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={lang}")
    page.wait_for_timeout(300)
    assert page.evaluate(SIDEWAYS) <= 0


def test_wide_answers_scroll_in_their_own_box(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{address}/sparql?query=SELECT%20*%20%7B%20%3Fa%20%3Fb%20%3Fc%20%7D%20LIMIT%2020&lang=en")
    assert page.locator(".answer tbody tr").count() == 20
    assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_tapping_a_person_on_a_phone_shows_them_on_the_screen(page: Page, address: str, lang: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{address}/drama/soundtrack-1?at=end&lang={lang}")
    until(page, "window.dramaChart && dramaChart.view.spots")
    one = page.evaluate("[...dramaChart.view.nodes.keys()].find((id) => id.endsWith('/eunsoo'))")
    spot = page.evaluate(
        "one => { const y = dramaChart.network.canvasToDOM(dramaChart.network.getPosition(one)).y;"
        "window.scrollTo(0, document.querySelector('.dc-canvas').getBoundingClientRect().top + scrollY + y - 600);"
        "const b = document.querySelector('.dc-canvas').getBoundingClientRect();"
        "const p = dramaChart.network.canvasToDOM(dramaChart.network.getPosition(one));"
        "return [b.x + p.x, b.y + p.y]; }",
        one,
    )
    page.mouse.click(*spot)
    panel = page.locator(".dc-panel")
    expect(panel).to_contain_text("Lee Eun Soo" if lang == "en" else "이은수")
    expect(panel).to_be_in_viewport(ratio=0.99)
    box = panel.bounding_box()
    assert box is not None
    assert box["height"] <= PHONE["height"] / 2 + 1
    assert page.evaluate(SIDEWAYS) <= 0
    panel.locator(".dc-close").click()
    expect(panel).to_be_hidden()


def test_a_disagreement_leads_to_the_other_source(page: Page, address: str) -> None:
    page.goto(f"{address}/drama/soundtrack-1?at=end&lang=en")
    page.locator("#relationship-donghyeon-manages-seonwoo .otherwise a").click()
    assert page.url.endswith("#relationship-donghyeon-partner-of-seonwoo")
    expect(page.locator("#relationship-donghyeon-partner-of-seonwoo")).to_be_in_viewport()


def test_pages_work_without_scripts(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/drama/soundtrack-1?lang=en")
    page.get_by_role("link", name="I have watched further").click()
    expect(page.locator("#relationships tbody tr").first).to_be_visible()
    expect(page.locator(".dc-no-script")).to_be_visible()
    expect(page.locator(".dc-list li").first).to_be_visible()
    expect(page.locator(".dc-tools")).to_be_hidden()
    expect(page.locator(".dc-stage")).to_be_hidden()
    page.goto(f"{address}/sparql?lang=en")
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".answer tbody tr").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_against_their_ground(chromium: Browser, address: str, scheme: str) -> None:
    context = chromium.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/drama/soundtrack-1?at=3&lang=en")
    weak = page.evaluate(CONTRAST)
    context.close()
    assert weak == []


# Our texts whose contrast with their ground is below 4.5 (3 for large ones); what has no colour is seen through.
CONTRAST = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = rgba(getComputedStyle(at).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255];
  };
  const weak = new Set();
  for (const element of document.querySelectorAll("body *:not(.drama-chart *):not(.skip)")) {
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    const style = getComputedStyle(element), size = parseFloat(style.fontSize);
    const [a, b] = [light(rgba(style.color)), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = size >= 24 || (size >= 18.6 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) weak.add(`${element.className || element.tagName} ${ratio.toFixed(2)}`);
  }
  return [...weak];
}"""

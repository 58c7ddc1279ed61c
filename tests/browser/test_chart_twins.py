"""The chart for the keyboard, for the finger, and as a list and as tables with the same content."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from kg.figure import chart_page
from kg.graph import KnowledgeGraph
from tests.browser.charts import Show, point_of
from tests.chart_samples import large_chart, small_chart
from tests.live import until

pytestmark = pytest.mark.browser


def test_list_works_with_the_keyboard_alone(show: Show) -> None:
    page = show(large_chart())
    page.locator("[data-view=list]").focus()
    page.keyboard.press("Enter")
    page.locator(".dc-list [data-node]").first.focus()
    page.keyboard.press("Enter")
    assert "Seo Do-yun" in page.locator(".dc-panel").inner_text()
    assert page.evaluate("document.activeElement.className") == "dc-close"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.view") == "chart"


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_list_without_scripts_says_what_the_script_writes(
    show: Show, graph: KnowledgeGraph, chromium: Browser, lang: str
) -> None:
    drama = graph.drama("soundtrack-1", at="end")
    chart = drama.figure().chart
    page = show(chart, "en")
    page.locator(f"[data-set-lang={lang}]").click()
    page.locator("[data-view=list]").click()
    written = page.locator(".dc-list").inner_text().split()
    context = chromium.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.set_content(chart_page(chart, lang=lang))
    assert plain.locator(".dc-list").inner_text().split() == written
    context.close()
    page.locator("[data-view=table]").click()
    table = page.locator(".dc-list").inner_text()
    for edge in chart.edges:
        for source in edge.sources:
            assert source.words[lang] in table
    rows = (
        page.locator(".dc-table").nth(1).locator("tbody tr").count()
        + page.locator(".dc-table").nth(2).locator("tbody tr").count()
    )
    assert rows == len(chart.edges)
    assert page.locator(".dc-stage").is_hidden()


def test_the_chart_by_keyboard_alone(show: Show) -> None:
    page = show(small_chart())
    page.locator("[data-set-lang=en]").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "dc-canvas"
    live = page.locator(".dc-live")
    page.keyboard.press("ArrowRight")
    assert live.inner_text().startswith("Ko Dong-man, Former taekwondo fighter")
    page.keyboard.press("ArrowRight")
    assert live.inner_text().startswith("Choi Ae-ra")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert "Ko Dong-man" in page.locator(".dc-panel-name").inner_text()
    assert live.inner_text() == "Ko Dong-man: 5 relationships"
    page.keyboard.press("Escape")
    assert page.locator(".dc-panel").is_hidden()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.className") == "dc-query"
    page.keyboard.type("/coach")
    assert page.locator(".dc-query").input_value() == "/coach"
    page.locator(".dc-canvas").focus()
    seen = set()
    for _ in range(8):
        page.keyboard.press("PageDown")
        seen.add(page.evaluate("dramaChart.view.cursor"))
    assert seen == set(page.evaluate("dramaChart.nodes.getIds()"))


def test_a_tap_chooses_and_the_page_scrolls_past(chromium: Browser, tmp_path: object) -> None:
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_content(chart_page(large_chart()))
    until(page, "window.dramaChart && dramaChart.view.spots")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.dc-canvas canvas')).touchAction") == "pan-y pinch-zoom"
    )
    page.evaluate("window.scrollTo(0, 0)")
    first = page.evaluate("[...dramaChart.view.nodes.values()].sort((a, b) => a.spot[1] - b.spot[1])[0].id")
    page.touchscreen.tap(*point_of(page, first))
    until(page, "dramaChart.view.chosenNode !== null")
    assert page.evaluate("dramaChart.state().focus") == first
    tools = page.locator(".dc-tools").bounding_box()
    assert tools
    assert tools["height"] < 60  # one row
    more = page.get_by_role("button", name="More tools")
    more.tap()
    expect(more).to_have_attribute("aria-expanded", "true")
    for part in page.locator(".dc-tools button:visible, .dc-action:visible").all():
        box = part.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 43.9, part.inner_text()
    page.keyboard.press("Escape")
    expect(page.locator("[data-do=save]")).to_be_hidden()
    expect(more).to_be_focused()
    assert page.evaluate("dramaChart.state().focus") == first  # Escape closed the tools alone
    context.close()

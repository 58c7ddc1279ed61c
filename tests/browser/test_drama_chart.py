"""The chart on the page of a drama in a real browser: where it stands, what it covers, and what a finger reaches."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.graph import KnowledgeGraph
from tests.live import serving, until

pytestmark = pytest.mark.browser

DRAMA = "/drama/soundtrack-1"


@pytest.fixture(scope="module")
def address(graph: KnowledgeGraph) -> Iterator[str]:
    """A real server."""
    with serving(graph) as found:
        yield found


def _box(page: Page, part: str) -> dict[str, float]:
    box = page.locator(part).first.bounding_box()
    assert box is not None, part
    return dict(box)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_chart_is_well_on_the_first_screen(page: Page, phone: Page, address: str, lang: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    for shown, least in ((page, 450), (phone, 240)):
        shown.goto(f"{address}{DRAMA}?at=3&lang={lang}")
        until(shown, "!!window.dramaChart")
        bar = _box(shown, ".step-bar")["y"] if shown is phone else 900
        assert bar - _box(shown, ".dc-stage")["y"] > least
        assert _box(shown, "#contents")["height"] < 50  # one line
        assert _box(shown, "#news")["height"] < 50
        assert _box(shown, ".dc-tools")["height"] < 50
        assert shown.locator(".dc-news-counts").is_hidden()  # the page alone counts what is new
        assert shown.locator(".drama-chart [data-do=theme]").is_hidden()  # and has the one button for the colours


def test_the_panel_of_the_chart_covers_no_other_part_of_the_page(page: Page, phone: Page, address: str) -> None:
    for shown in (page, phone):
        shown.goto(f"{address}{DRAMA}?at=3&lang=en")
        until(shown, "!!window.dramaChart")
        shown.evaluate("dramaChart.restore({focus: 'eunsoo'})")
        panel = shown.locator(".dc-panel")
        for part in (".dc-stage", "#cast", "#sources", "h1"):
            shown.locator(part).first.scroll_into_view_if_needed()
            shown.locator("#step-range").click(trial=True)
            stage, box = _box(shown, ".dc-stage"), panel.bounding_box()
            assert box is not None
            assert box["y"] >= stage["y"]
            assert box["y"] + box["height"] <= stage["y"] + stage["height"] + 1
    phone.locator(".dc-stage").scroll_into_view_if_needed()
    name = phone.locator(".dc-panel .dc-name").last
    name.scroll_into_view_if_needed()
    name.tap()
    until(phone, "dramaChart.state().focus !== 'eunsoo'")
    below = _box(phone, ".dc-panel")["y"] + 44
    assert below < _box(phone, ".step-bar")["y"]


def test_who_is_found_in_an_enlarged_chart_is_shown_on_a_phone(phone: Page, address: str) -> None:
    phone.goto(f"{address}{DRAMA}?at=end&lang=en")
    until(phone, "!!window.dramaChart")
    more = phone.get_by_role("button", name="More tools")
    more.tap()
    for _ in range(3):
        phone.locator("[data-do=zoom-in]").tap()
    more.tap()
    phone.locator(".dc-query").fill("kang woo")
    phone.keyboard.press("Enter")
    until(phone, "dramaChart.state().focus === 'wooil'")
    low = phone.evaluate(
        "() => { const t = dramaChart.view.texts.get(dramaChart.view.chosenNode);"
        "return dramaChart.network.canvasToDOM({ x: 0, y: t.y + t.h }).y"
        " + document.querySelector('.dc-canvas').getBoundingClientRect().top; }"
    )
    assert 60 < low < _box(phone, ".dc-panel")["y"]


def test_controls_are_large_enough_for_a_finger(phone: Page, address: str) -> None:
    phone.goto(f"{address}{DRAMA}?at=3&lang=en")
    until(phone, "!!window.dramaChart")
    phone.evaluate("dramaChart.restore({focus: 'eunsoo'})")
    small = phone.evaluate(
        "() => [...document.querySelectorAll('main :is(summary, button, .who, .reasons p > a, .chips a, .dc-why)')]"
        ".filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.9)"
        ".map(one => one.outerHTML.slice(0, 120))"
    )
    assert small == []


def test_the_answer_to_share_moves_nothing(chromium: Browser, address: str) -> None:
    for size in ({"width": 1280, "height": 900}, {"width": 390, "height": 844}):
        context = chromium.new_context(viewport=size)  # type: ignore[arg-type]
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        page = context.new_page()
        page.goto(f"{address}{DRAMA}?at=2&lang=en")
        parts = ("#share", "#print", "h1", "#steps", "#contents")
        before = [_box(page, part) for part in parts]
        page.locator("#share").click()
        expect(page.locator("#share-said")).not_to_be_empty()
        assert [_box(page, part) for part in parts] == before
        context.close()


def test_the_page_in_the_other_language_shows_the_same_of_the_chart(page: Page, address: str) -> None:
    page.goto(f"{address}{DRAMA}?at=2&lang=en#view=" + quote('{"focus":"eunsoo"}'))
    until(page, "window.dramaChart && dramaChart.state().focus === 'eunsoo'")
    page.get_by_role("link", name="한국어").click()
    until(page, "document.documentElement.lang === 'ko' && window.dramaChart?.state().focus === 'eunsoo'")

"""The page of a drama in a real browser: the slider over its steps, what is remembered, what is shared and printed."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from kg.graph import KnowledgeGraph
from tests.live import serving, until

pytestmark = pytest.mark.browser

DRAMA = "/drama/soundtrack-1"
REMEMBERED = "() => JSON.parse(localStorage.getItem('drama-kg.at'))"
SHOWN = "document.querySelector('#steps').dataset.at"


@pytest.fixture(scope="module")
def address(graph: KnowledgeGraph) -> Iterator[str]:
    """A real server."""
    with serving(graph) as found:
        yield found


def _asked(page: Page) -> list[str]:
    """The pages of dramas that are asked for from now on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url) if f"{DRAMA}?" in request.url else None)
    return found


def _shows(page: Page, at: int) -> None:
    until(page, f"{SHOWN} === '{at}'")
    expect(page.locator("#step-links [aria-current=step]")).to_have_attribute("data-at", str(at))
    expect(page.locator("#step-range")).to_have_value(str(at))


def test_the_slider_by_keyboard_shows_the_very_page_of_the_step(page: Page, address: str) -> None:
    page.goto(f"{address}{DRAMA}?lang=en")
    until(page, "!!window.dramaChart")
    asked = _asked(page)
    slider = page.get_by_role("slider", name="How far have you watched?")
    slider.focus()
    expect(slider).to_have_attribute("aria-valuetext", "Step 1 of 7: The premise")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    _shows(page, 3)
    assert asked == [f"{address}{DRAMA}?at=3&lang=en"]  # nothing of another step
    assert page.url == asked[0]
    expect(slider).to_be_focused()
    expect(slider).to_have_attribute("aria-valuetext", "Step 3 of 7: Two under one roof")
    expect(page).to_have_title("Soundtrack #1 · Step 3 · Drama KG")
    expect(page.locator("#step-said")).to_contain_text("Step 3 of 7: Two under one roof. New at this step: 1 character")
    assert page.evaluate("dramaChart.nodes.length") == page.locator("#cast tbody tr").count()
    parts = (
        "main => [...main.children].map(part => part.id === 'steps' || part.id === 'chart' ? part.id : part.outerHTML)"
    )
    swapped = page.locator("main").evaluate(parts)
    stepper = page.locator("#step-links").inner_html()
    page.reload()
    assert page.locator("main").evaluate(parts) == swapped
    assert page.locator("#step-links").inner_html() == stepper
    assert page.get_by_role("link", name="한국어").get_attribute("href") == f"{DRAMA}?at=3&lang=ko"


def test_the_slider_by_mouse_asks_for_no_step_on_its_way(page: Page, address: str) -> None:
    page.goto(f"{address}{DRAMA}?at=7&lang=en")
    asked = _asked(page)
    box = page.locator("#step-range").bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] - 14, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, middle, steps=4)
    expect(page.locator("#step-now")).to_contain_text("Step 4 of 7")
    page.mouse.move(box["x"] + 14, middle, steps=4)
    expect(page.locator("#step-now")).to_contain_text("The premise")
    assert asked == []
    page.mouse.up()
    _shows(page, 1)
    assert asked == [f"{address}{DRAMA}?at=1&lang=en"]
    page.mouse.click(box["x"] + box["width"] / 2, middle)
    _shows(page, 4)
    page.locator('#step-links [data-at="2"]').click()
    _shows(page, 2)
    page.get_by_role("link", name="I have watched further").click()
    _shows(page, 3)
    page.get_by_role("link", name="I have watched all of it").click()
    _shows(page, 7)


def test_the_slider_by_touch_on_a_phone(phone: Page, address: str) -> None:
    phone.goto(f"{address}{DRAMA}?lang=en")
    slider = phone.locator("#step-range")
    expect(slider).to_be_in_viewport(ratio=1)
    phone.locator("#relationships").scroll_into_view_if_needed()
    expect(slider).to_be_in_viewport(ratio=1)
    box = slider.bounding_box()
    assert box is not None
    phone.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    _shows(phone, 4)
    forward = phone.locator("#step-on [rel=next]")
    size = forward.bounding_box()
    assert size is not None
    assert min(size["width"], size["height"]) >= 44
    forward.tap()
    _shows(phone, 5)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_back_and_forth_by_the_browser(page: Page, address: str) -> None:
    page.goto(f"{address}{DRAMA}?at=1&lang=en")
    for at in (2, 3):
        page.locator(f'#step-links [data-at="{at}"]').click()
        _shows(page, at)
    page.locator("#contents a[href='#events']").click()
    page.go_back()
    _shows(page, 3)
    page.go_back()
    _shows(page, 2)
    assert page.evaluate(REMEMBERED) == {"soundtrack-1": 2}
    page.go_forward()
    _shows(page, 3)


def test_a_step_is_remembered_and_a_shared_link_shows_what_was_shared(page: Page, address: str) -> None:
    page.goto(f"{address}{DRAMA}?at=5&lang=en")
    assert page.evaluate(REMEMBERED) is None  # whoever opens a link has not said how far they are
    page.locator('#step-links [data-at="3"]').click()
    _shows(page, 3)
    assert page.evaluate(REMEMBERED) == {"soundtrack-1": 3}
    page.goto(f"{address}{DRAMA}?lang=en")
    _shows(page, 3)
    assert "at=3" in page.url
    page.goto(f"{address}{DRAMA}?at=5&lang=en")
    page.wait_for_timeout(400)
    assert page.evaluate(SHOWN) == "5"
    page.goto(f"{address}/themes?lang=en")
    page.goto(f"{address}/theme/friendship?lang=en")
    page.locator("main a[href*='/drama/soundtrack-1']").first.click()
    _shows(page, 3)
    page.get_by_role("link", name="Forget what I have watched").click()
    _shows(page, 1)
    assert page.evaluate(REMEMBERED) is None
    page.goto(f"{address}{DRAMA}?lang=en")
    page.wait_for_timeout(400)
    assert page.evaluate(SHOWN) == "1"
    assert page.context.cookies() == []


def test_nobody_loses_their_place(page: Page, address: str) -> None:
    page.goto(f"{address}{DRAMA}?at=2&lang=en")
    row = page.locator("#relationship-best-friends")
    row.locator("details").evaluate("one => one.open = true")
    row.evaluate("one => window.scrollTo({top: one.getBoundingClientRect().top + scrollY - 330, behavior: 'instant'})")
    before = row.bounding_box()
    page.locator("#step-on [rel=next]").focus()
    page.keyboard.press("Enter")
    _shows(page, 3)
    after = row.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 2
    assert row.locator("details").evaluate("one => one.open")
    expect(page.get_by_role("link", name="I have watched further")).to_be_focused()


def test_a_step_that_cannot_be_fetched_leaves_the_old_one(chromium: Browser, address: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}{DRAMA}?at=2&lang=en")
    page.route("**/drama/soundtrack-1?at=3*", lambda route: route.abort())
    page.route("**/drama/soundtrack-1?at=4*", lambda route: route.fulfill(status=503, body="busy"))
    for at in (3, 4):
        page.locator(f'#step-links [data-at="{at}"]').click()
        expect(page.get_by_role("alert")).to_contain_text("You still see step 2.")
        _shows(page, 2)
        expect(page.get_by_role("alert").get_by_role("link")).to_have_attribute(
            "href", f"{address}{DRAMA}?at={at}&lang=en"
        )
    page.locator('#step-links [data-at="5"]').click()
    _shows(page, 5)
    expect(page.get_by_role("alert")).to_be_hidden()
    context.close()


def test_of_two_choices_the_later_one_holds(chromium: Browser, address: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}{DRAMA}?at=1&lang=en")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/drama/soundtrack-1?at=2*", hold)
    page.locator('#step-links [data-at="2"]').click()
    page.locator('#step-links [data-at="3"]').click()
    _shows(page, 3)
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    _shows(page, 3)
    assert len(held) == 1
    context.close()


def _copied(context: BrowserContext, address: str) -> Page:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    return context.new_page()


def test_share_copies_the_address_of_the_step(chromium: Browser, address: str) -> None:
    context = chromium.new_context()
    page = _copied(context, address)
    page.goto(f"{address}{DRAMA}?at=2&lang=en")
    page.get_by_role("link", name="I have watched further").click()
    _shows(page, 3)
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.locator("#share-said")).to_have_text("The address of this step is copied.")
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"{address}{DRAMA}?at=3&lang=en")
    context.close()


def test_without_scripts_the_steps_are_links(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{DRAMA}?at=2&lang=en")
    for hidden in ("#step-range", "#share", "#print", "[data-forget]"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator("#step-links")).to_contain_text("A lyric that falls flat")
    page.get_by_role("link", name="I have watched all of it").click()
    assert page.url.endswith("at=7&lang=en")
    expect(page.locator("#differ")).to_contain_text("We keep what each source says")
    context.close()


def test_on_paper_the_tables_stand_and_the_tools_do_not(page: Page, address: str) -> None:
    page.goto(f"{address}{DRAMA}?at=3&lang=en")
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (".top nav", "#share", ".step-range", "#contents"):
        expect(page.locator(gone).first).to_be_hidden()
    for stays in ("h1", "#step-now", "#cast table", "#relationships table", "#sources"):
        expect(page.locator(stays).first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('#cast tbody th')).color") == "rgb(0, 0, 0)"


def test_what_the_chart_shows_is_part_of_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}{DRAMA}?at=2&lang=en")
    until(page, "!!window.dramaChart")
    friends = page.locator('.dc-legend [data-kind="Friendship"]')
    friends.click()
    until(page, "location.hash.startsWith('#view=')")
    page.reload()
    until(page, "!!window.dramaChart")
    expect(friends).to_have_attribute("aria-pressed", "false")
    page.locator("#step-on [rel=next]").click()
    _shows(page, 3)
    assert "at=3" in page.url
    assert "#view=" in page.url
    expect(friends).to_have_attribute("aria-pressed", "false")
    friends.click()
    until(page, "!location.hash")
    page.goto("about:blank")
    page.goto(f"{address}{DRAMA}?at=2&lang=en#view=" + quote('{"focus":"eunsoo"}'))
    until(page, "window.dramaChart && dramaChart.state().focus === 'eunsoo'")
    page.goto("about:blank")
    page.goto(f"{address}{DRAMA}?at=2&lang=en#view=%7Bnonsense")
    until(page, "!!window.dramaChart")
    assert page.evaluate("dramaChart.state().focus") is None


def test_light_or_dark_is_chosen_once_for_every_page_and_the_chart(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{address}{DRAMA}?lang=en")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Colours: as your device has them").click()
    assert page.evaluate(paper) == light
    page.get_by_role("button", name="Colours: light").click()
    expect(page.get_by_role("button", name="Colours: dark")).to_be_visible()
    dark = page.evaluate(paper)
    assert dark != light
    until(page, "document.querySelector('.drama-chart').classList.contains('dc-night')")
    page.goto(f"{address}/themes?lang=en")
    assert page.evaluate(paper) == dark
    page.get_by_role("button", name="Colours: dark").click()
    assert page.evaluate(paper) == light
    assert page.evaluate("localStorage.getItem('drama-kg.theme')") is None


def test_the_start_page_has_first_what_its_reader_watches(page: Page, address: str) -> None:
    page.goto(f"{address}/?lang=en")
    expect(page.locator("#yours")).to_be_hidden()
    page.evaluate("localStorage.setItem('drama-kg.at', JSON.stringify({'soundtrack-2': 2, 'no-such': 4, 'x': 'y'}))")
    page.reload()
    card = page.locator("#yours .card")
    expect(card).to_have_count(1)
    expect(card).to_contain_text("step 2 of")
    expect(page.locator("#all .card")).to_have_count(1)
    card.get_by_role("link").click()
    _shows(page, 2)
    page.goto(f"{address}/?lang=en")
    page.get_by_role("button", name="Forget what I have watched").click()
    expect(page.locator("#all .card")).to_have_count(2)
    assert page.evaluate(REMEMBERED) is None


def test_a_title_is_found_in_the_list_of_all(page: Page, address: str) -> None:
    page.goto(f"{address}/dramas?lang=en")
    everything = page.locator("#list li").count()
    page.get_by_label("Find a title in this list").fill("soundtrack#")
    expect(page.locator("#found")).to_have_text("2 dramas")
    expect(page.locator("#list li:visible")).to_have_count(2)
    page.get_by_label("Find a title in this list").fill("")
    expect(page.locator("#list li:visible")).to_have_count(everything)

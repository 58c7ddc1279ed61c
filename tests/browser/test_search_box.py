"""The search box in a real browser: by keyboard, mouse and touch, in two languages, and as hangul is typed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from kg.graph import KnowledgeGraph
from tests.browser.test_pages import CONTRAST, PHONE, SIDEWAYS
from tests.live import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(graph: KnowledgeGraph) -> Iterator[str]:
    """A real server."""
    with serving(graph) as found:
        yield found


def remember(page: Page, address: str, **positions: object) -> None:
    """Have the browser remember how far somebody is, as the pages of dramas do."""
    page.goto(f"{address}/themes")
    kept = {slug.replace("_", "-"): at for slug, at in positions.items()}
    page.evaluate("kept => localStorage.setItem('drama-kg.at', kept)", json.dumps(kept))


def held_answers(page: Page, addresses: str) -> list[Route]:
    """Hold back the answers to some addresses; return those that are held."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(addresses, hold)
    return held


def test_by_keyboard_from_a_slash_to_a_drama(page: Page, address: str) -> None:
    page.goto(f"{address}/queries?lang=en")
    field = page.get_by_role("combobox", name="Search dramas, people")
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    field.press_sequentially("soundtrak 1", delay=15)  # a typing error
    options = page.get_by_role("listbox", name="Search results").get_by_role("option")
    expect(options.last).to_contain_text("All results for “soundtrak 1”")
    expect(options.first).to_contain_text("Soundtrack #1")
    expect(page.get_by_role("group", name="Dramas")).to_contain_text("사운드트랙#1")
    expect(page.get_by_role("status")).to_contain_text("result")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("End")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("Home")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/drama/soundtrack-1?lang=en")


def test_who_goes_on_before_the_answer_comes_keeps_their_place(page: Page, address: str) -> None:
    held = held_answers(page, "**/search.json?q=soundtrack&*")
    page.goto(f"{address}/themes?lang=en")
    field = page.get_by_role("combobox", name="Search dramas, people")
    field.press_sequentially("soundtra")
    option = page.get_by_role("option", name="Soundtrack #2").first
    expect(option).to_be_visible()
    with page.expect_request("**/search.json?q=soundtrack&*"):
        field.press_sequentially("ck")
    for _ in range(page.get_by_role("option").count()):
        if option.get_attribute("aria-selected") == "true":
            break
        field.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    held[0].continue_()
    expect(page.get_by_role("option").last).to_contain_text("All results for “soundtrack”")
    expect(option).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    field.press("Enter")
    page.wait_for_url("**/drama/soundtrack-2?lang=en")


def test_escape_closes_and_enter_leads_to_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/?lang=en")
    field = page.get_by_role("combobox", name="Search dramas, people")
    field.press_sequentially("park hyung")
    found = page.get_by_role("listbox", name="Search results")
    expect(found).to_contain_text("Park Hyung Sik")
    expect(found.locator("mark").first).to_have_text("Park Hyung")
    field.press("Escape")
    expect(found).to_be_hidden()
    expect(field).to_have_value("park hyung")
    field.press("ArrowDown")
    expect(found).to_be_visible()
    field.press("Escape")
    field.press("Enter")
    page.wait_for_url("**/search?q=park+hyung&lang=en")
    expect(page.get_by_role("heading", name="People")).to_be_visible()
    expect(page.locator(".hits .hit").first).to_contain_text("Park Hyung Sik")
    expect(page.get_by_role("combobox", name="Search dramas, people")).to_have_value("park hyung")
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")  # for a text that the page came with
    expect(page.get_by_role("option").first).to_contain_text("Park Hyung Sik")


def test_by_mouse_and_only_the_last_text_counts(page: Page, address: str) -> None:
    held = held_answers(page, "**/search.json?q=so&*")
    page.goto(f"{address}/themes?lang=en")
    field = page.get_by_role("combobox", name="Search dramas, people")
    with page.expect_request("**/search.json?q=so&*"):
        field.press_sequentially("so")
    field.press_sequentially("undtrack #2")
    option = page.get_by_role("option", name="Soundtrack #2").first
    expect(option).to_be_visible()
    assert len(held) == 1  # it was given up before its answer
    option.hover()
    option.click()
    page.wait_for_url("**/drama/soundtrack-2*")
    page.go_back()
    field.fill("eun")
    expect(page.get_by_role("option").first).to_be_visible()
    page.locator("footer").click()
    expect(page.get_by_role("listbox")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_by_touch_on_a_phone_in_korean(chromium: Browser, address: str, scheme: str) -> None:
    context = chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/themes?lang=ko")
    field = page.get_by_role("combobox", name="드라마, 사람")
    box = field.bounding_box()
    assert box
    assert box["height"] >= 44
    assert box["width"] > 240
    field.tap()
    expect(field).to_be_focused()
    field.press_sequentially("ㅂㅎㅅ")
    option = page.get_by_role("option", name="박형식").first
    expect(option).to_be_visible()
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(CONTRAST) == []
    for one in page.get_by_role("option").all():
        place = one.bounding_box()
        assert place
        assert place["height"] >= 44
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= PHONE["width"]
    field.fill("사운드트랙")
    page.locator(".hit-name", has_text="사운드트랙#1").first.tap()
    page.wait_for_url("**/drama/soundtrack-1?lang=ko")
    page.goto(f"{address}/search?lang=ko&q=ㅂㅎㅅ")
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(CONTRAST) == []
    context.close()


def test_hangul_as_it_is_composed(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "search.json" in request.url else None)
    page.clock.install()
    page.goto(f"{address}/?lang=ko")
    field = page.get_by_role("combobox", name="드라마, 사람")
    field.focus()
    keyboard = page.context.new_cdp_session(page)
    page.clock.pause_at(dt.datetime.now() + dt.timedelta(seconds=1))  # however slowly this machine types
    for text in ("ㅂ", "바", "박"):
        keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": 1, "selectionEnd": 1})
    page.clock.resume()
    expect(page.get_by_role("option", name="박형식").first).to_be_visible()
    before = len(asked)
    assert before == 1  # typed quickly, it is one text
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    keyboard.send("Input.insertText", {"text": "박"})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    page.wait_for_timeout(400)
    expect(field).to_have_value("박")
    assert len(asked) == before  # the syllable is finished, and the text is the same
    assert "/search?" not in page.url
    field.press("Enter")
    page.wait_for_url("**/search?q=%EB%B0%95*")


def test_only_as_far_as_the_reader_has_watched(page: Page, address: str) -> None:
    field = page.get_by_role("combobox", name="Search dramas, people")
    remember(page, address, soundtrack_1=1, **{"a-drama-that-is-gone": 3})
    page.goto(f"{address}/?lang=en")
    field.press_sequentially("Jennifer")
    expect(page.get_by_role("status")).not_to_be_empty()
    expect(page.get_by_text("Lee Eun Soo", exact=True)).to_have_count(
        page.locator(".faces").get_by_text("Lee Eun Soo").count()
    )
    remember(page, address, soundtrack_1=7, **{"a-drama-that-is-gone": 3})
    page.goto(f"{address}/?lang=en")
    field.press_sequentially("Jennifer")
    option = page.get_by_role("option", name="Lee Eun Soo")
    expect(option).to_contain_text("Jennifer")
    assert (option.get_attribute("href") or "").startswith("/character/soundtrack-1/eunsoo?at=7")
    field.press("Enter")
    page.wait_for_url("**/search?*")
    assert "soundtrack-1%3D7" in page.url
    expect(page.locator(".hits .hit").first).to_contain_text("Lee Eun Soo")
    field.press_sequentially("x")
    field.press("Backspace")
    expect(page.get_by_role("option", name="Lee Eun Soo")).to_be_visible()


def test_an_address_without_a_step_goes_as_far_as_is_remembered(page: Page, address: str) -> None:
    page.goto(f"{address}/search?q=Jennifer&lang=en")
    expect(page.get_by_text("Only what is known before the first episode")).to_be_visible()
    remember(page, address, soundtrack_1=4, **{"a-drama-that-is-gone": 3})
    page.goto(f"{address}/search?q=Jennifer&lang=en")
    expect(page.locator(".hits .hit").first).to_contain_text("Lee Eun Soo")
    expect(page.get_by_role("status").first).to_contain_text("a-drama-that-is-gone")
    page.go_back()
    expect(page).to_have_url(f"{address}/themes")


def test_without_javascript(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/themes?lang=en")
    page.get_by_role("searchbox", name="Search dramas, people").fill("한소희")
    page.get_by_role("button", name="Search").click()
    hit = page.locator(".hits .hit").first
    expect(hit).to_contain_text("Han So Hee")
    assert hit.get_attribute("href") == "/person/han-so-hee?lang=en"
    context.close()


def test_without_a_server_the_browser_searches_by_itself(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))

    def as_static(route: Route) -> None:
        answer = route.fetch()
        html = answer.text().replace("<html ", f'<html data-static data-root="{address}/" ', 1)
        route.fulfill(response=answer, body=html)

    page.route("**/search?**", as_static)
    remember(page, address, soundtrack_1=4)
    page.goto(f"{address}/search?lang=en&other=1")
    field = page.get_by_role("combobox", name="Search dramas, people")
    field.press_sequentially("Jennifer")
    option = page.get_by_role("option", name="Lee Eun Soo")
    expect(option).to_contain_text("also known as Jennifer")
    assert option.get_attribute("href") == f"{address}/en/character/soundtrack-1/eunsoo/at=4/index.html"
    field.fill("ㅂㅎㅅ")
    expect(page.get_by_role("option", name="Park Hyung Sik")).to_be_visible()
    field.press("Enter")
    page.wait_for_url("**/search?q=*")
    expect(page.get_by_role("heading", name="People")).to_be_visible()
    expect(page.locator("#found .hit").first).to_contain_text("박형식")
    assert [path for path in asked if path.startswith("/search.json")] == []
    assert {"/search/names.js", "/search/soundtrack-1/4.js"} <= set(asked)

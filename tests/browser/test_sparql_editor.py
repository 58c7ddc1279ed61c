"""The query page with its editor, in a real browser: completion, tabs, pictures, and no request beyond loopback."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.graph import KnowledgeGraph
from kg.web.assets import has_editor
from tests.live import serving, until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not has_editor(), reason="no editor was fetched: python hatch_build.py"),
]

PHONE = {"width": 390, "height": 844}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TIES = (
    "SELECT ?who ?whom ?tie { ?who ?tie ?whom . ?who a dkg:Character . ?whom a dkg:Character ."
    " ?tie rdfs:subPropertyOf dkg:tiedTo }"
)
EDITOR = ".tabPanel.active .CodeMirror"


@pytest.fixture(scope="module")
def address(graph: KnowledgeGraph) -> Iterator[str]:
    with serving(graph) as found:
        yield found


def write(page: Page, text: str) -> None:
    """Replace the query, as somebody at a keyboard does."""
    page.locator(EDITOR).click()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def text_of(page: Page) -> str:
    expect(page.locator(EDITOR)).to_be_visible()
    return str(page.evaluate(f"document.querySelector('{EDITOR}').CodeMirror.getValue()"))


def open_query(page: Page, address: str, query: str, **fields: str) -> None:
    page.goto(f"{address}/sparql?{urlencode({'query': query, 'lang': 'en', **fields})}")
    expect(page.locator(EDITOR)).to_be_visible()


def test_the_editor_asks_and_the_address_is_the_query(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql?lang=en")
    expect(page.locator("form.ask textarea")).to_be_hidden()
    assert "PREFIX dkg: <https://w3id.org/drama-kg/ontology#>" in text_of(page)
    write(page, "SELECT ?title { ?d a dkg:Drama ; skos:prefLabel ?title FILTER(LANG(?title) = 'en') }")
    assert text_of(page).count("PREFIX") == 2  # put in as they were used
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("cell", name="Soundtrack #2", exact=True)).to_be_visible()
    assert parse_qs(urlsplit(page.url).query)["query"][0] == text_of(page)
    shared = page.url
    page.evaluate("localStorage.clear()")
    page.goto(shared)
    expect(page.get_by_role("cell", name="Soundtrack #2", exact=True)).to_be_visible()
    assert "skos:prefLabel ?title" in text_of(page)


@pytest.mark.parametrize(
    ("lang", "typed", "wanted", "label"),
    [
        ("en", "SELECT * { ?a dkg:mentorO", "dkg:mentorOf", "mentor of"),
        ("en", "SELECT * { ?a dkg:친구", "dkg:friend", "friend"),
        ("ko", "SELECT * { ?a a dkg:BestF", "dkg:BestFriendship", "절친"),
        ("ko", "SELECT * { ?a skos:pref", "skos:prefLabel", ""),
    ],
)
def test_it_completes_from_our_ontology(
    page: Page, address: str, lang: str, typed: str, wanted: str, label: str
) -> None:
    page.goto(f"{address}/sparql?lang={lang}")
    write(page, typed)
    hint = page.locator(".CodeMirror-hint", has=page.get_by_text(wanted, exact=True)).first
    expect(hint).to_be_visible()
    expect(hint).to_contain_text(label)
    hint.click()
    assert text_of(page).endswith(f" {wanted}")


def test_the_query_of_a_link_wins_over_what_was_kept(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql?lang=en")
    write(page, "ASK { ?kept a dkg:Drama }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answer-place")).to_contain_text("Yes")
    open_query(page, address, "ASK { ?linked a dkg:Person }")
    assert "?linked" in text_of(page)
    expect(page.locator("#answer-place")).to_contain_text("Yes")
    tabs = page.locator(".tabsList [role=tab]")
    expect(tabs).to_have_count(2)
    tabs.first.click()
    assert "?kept" in text_of(page)
    expect(page.locator("#answer-place")).to_be_empty()
    tabs.nth(1).click()
    expect(page.locator("#answer-place")).to_contain_text("Yes")
    open_query(page, address, "ASK { ?linked a dkg:Person }")
    expect(page.locator(".tabsList [role=tab]")).to_have_count(2)  # it has its tab already


def test_the_page_outlives_its_last_tab_and_keeps_its_language(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql?lang=ko&query=ASK%20%7B%20%3Fx%20a%20dkg:Drama%20%7D")
    assert "?x a dkg:Drama" in text_of(page)
    page.locator(".closeTab").click()
    expect(page.locator(".tabsList [role=tab]")).to_have_count(1)
    expect(page.locator("#answer-place")).to_be_empty()
    assert "skos:prefLabel ?title" in text_of(page)
    assert page.url.endswith("/sparql?lang=ko")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="실행").click()
    expect(page.locator(".answer tbody tr").first).to_be_visible()


def test_back_leads_to_the_query_before(page: Page, address: str) -> None:
    open_query(page, address, "ASK { ?first a dkg:Drama }")
    write(page, "ASK { ?second a dkg:Nothing }")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".verdict-mark")).to_have_text("No")
    page.evaluate("window.stays = true; location.hash = 'content'")
    page.wait_for_timeout(200)
    assert page.evaluate("window.stays") is True
    page.go_back()
    page.go_back()
    expect(page.locator(".verdict-mark")).to_have_text("Yes")
    assert "?first" in text_of(page)


def test_how_far_somebody_is_goes_with_the_query(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql?lang=en")
    write(page, "ASK { ?a dkg:loverOf ?b . ?a skos:prefLabel 'Lee Eun Soo'@en }")
    page.get_by_label("Tell only as far as").fill("soundtrack-1=2")
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".verdict-mark")).to_have_text("No")
    expect(page.locator(".far-shown")).to_contain_text("soundtrack-1=2")
    assert parse_qs(urlsplit(page.url).query)["at"] == ["soundtrack-1=2"]
    page.get_by_label("Tell only as far as").fill("")
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".verdict-mark")).to_have_text("Yes")
    page.get_by_label("Tell only as far as").fill("soundtrack-1=end")
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".verdict-mark")).to_have_text("Yes")


def test_an_answer_is_a_picture_where_its_columns_allow_it(page: Page, address: str) -> None:
    open_query(page, address, TIES, at="soundtrack-1=2")
    page.get_by_role("link", name="Picture").click()
    until(page, "window.dramaChart && dramaChart.nodes.length > 3")
    expect(page.locator(".dc-list")).to_contain_text("Lee Eun Soo")
    assert "view=picture" in page.url
    expect(page.locator(".answer tbody tr").first).to_be_visible()
    page.get_by_role("link", name="Table").click()
    expect(page.locator(".drama-chart")).to_have_count(0)
    open_query(page, address, "CONSTRUCT { ?a dkg:mentorOf ?b } { ?a dkg:mentorOf ?b }", view="picture")
    until(page, "window.dramaChart && dramaChart.nodes.length >= 2")
    open_query(page, address, "SELECT ?n { ?d dkg:year ?n }")
    expect(page.locator(".answer")).to_be_visible()
    expect(page.get_by_role("link", name="Picture")).to_have_count(0)


def test_the_catalogue_is_at_hand(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql?lang=ko&at=soundtrack-1%3D2")
    page.locator(".examples summary").click()
    questions = page.locator(".examples .questions li")
    assert questions.count() > 20
    page.locator(".examples-search").fill("멘토를 연기한")
    expect(page.locator(".examples .questions li:visible")).to_have_count(1)
    page.locator(".examples .questions li:visible a").click()
    expect(page.locator(".answer tbody tr")).to_have_count(1)
    assert "<https://w3id.org/drama-kg/id/drama/soundtrack-1/character/eunsoo>" in text_of(page)
    assert parse_qs(urlsplit(page.url).query)["at"] == ["soundtrack-1=2"]


def test_a_table_of_a_drama_opens_its_query(page: Page, address: str) -> None:
    page.goto(f"{address}/drama/soundtrack-1?at=2&lang=en")
    rows = page.locator("#cast tbody tr").count()
    page.locator("#cast .sparql-links a", has_text="characters").click()
    expect(page.locator(".answer tbody tr").first).to_be_visible()
    assert "dkg:characterIn <https://w3id.org/drama-kg/id/drama/soundtrack-1>" in text_of(page)
    found = page.locator(".answer tbody tr td:first-child").all_inner_texts()
    assert len(set(found)) == rows
    expect(page.get_by_label("Tell only as far as")).to_have_value("soundtrack-1=2")


def test_the_editor_lets_the_keyboard_go(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql?lang=en")
    page.locator(EDITOR).click()
    page.keyboard.press("Tab")
    assert not page.evaluate(f"document.querySelector('{EDITOR}').contains(document.activeElement)")


def test_a_wrong_query_says_where(chromium: Browser, address: str) -> None:
    context = chromium.new_context()  # without the check for errors: the browser logs the answer's status 400
    page = context.new_page()
    page.goto(f"{address}/sparql?lang=en")
    write(page, "SELECT ?x WHERE ?x ?y ?z }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answer-place [role=alert]")).to_contain_text("line 1")
    context.close()


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone_and_its_words_can_be_read(chromium: Browser, address: str, lang: str, scheme: str) -> None:
    context = chromium.new_context(viewport=PHONE, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    open_query(page, address, TIES, lang=lang, view="picture")
    until(page, "window.dramaChart")
    assert page.evaluate(SIDEWAYS) <= 0
    ground = page.evaluate(f"getComputedStyle(document.querySelector('{EDITOR}')).backgroundColor")
    for part in ("keyword", "atom", "string-2", "variable-3"):
        ink = page.evaluate(f"getComputedStyle(document.querySelector('{EDITOR} .cm-{part}')).color")
        assert contrast(ink, ground) >= 4.5, part
    context.close()


def contrast(one: str, other: str) -> float:
    def light(color: str) -> float:
        parts = [int(part) / 255 for part in color[color.index("(") + 1 : -1].split(",")[:3]]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_the_page_works_without_scripts(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/sparql?lang=en")
    expect(page.locator("#editor")).to_be_hidden()
    page.get_by_label("Query").fill(TIES)
    page.get_by_role("button", name="Run").click()
    page.get_by_role("link", name="Picture").click()
    expect(page.locator(".dc-list li").first).to_be_visible()
    context.close()

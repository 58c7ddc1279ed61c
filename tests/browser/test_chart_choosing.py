"""Choosing in the chart: characters, lines, kinds, paths, neighbours, what is searched and what is new."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.figure import Chart, ChartEdge, ChartKind, ChartNode, ChartSource, ChartWords
from tests.browser.charts import Show, click_node, panel
from tests.chart_samples import HOSTILE, hostile_chart, large_chart, small_chart, tangled_chart

pytestmark = pytest.mark.browser


def told_chart() -> Chart:
    """Two friends who part and become a couple, with all that a chart of a drama has; the last step is the third."""
    kinds = (
        ChartKind("friend", {"en": "friends", "ko": "친구"}, "#1f66d6", "#7fb2ff"),
        ChartKind("couple", {"en": "couple", "ko": "연인"}, "#d81b60", "#ff7eb0", heart=True),
        ChartKind("follows", {"en": "also follows", "ko": "추론된 관계"}, "#777777", "#aaaaaa", (1, 5)),
    )
    source = ChartSource({"en": "A review (Synopsis 2)", "ko": "리뷰 (줄거리 2)"}, "https://example.org/review")
    edges = (
        ChartEdge("couple", "sun", "eun", "couple", {"en": "couple", "ko": "연인"}, new=True, told=3, sources=(source,),
                  why="/drama/x/why?s=sun&p=loverOf&o=eun"),
        ChartEdge("friends", "sun", "eun", "friend", {"en": "friends", "ko": "친구"}, ended=True, ends_now=True, told=1,
                  note={"en": "since school", "ko": "학교 때부터"}, sources=(replace(source, href="ftp://x.example/"),)),
        ChartEdge("mari", "eun", "mari", "friend", {"en": "friends", "ko": "친구"}, told=2),
        ChartEdge("follows", "sun", "eun", "follows", {"en": "is drawn to", "ko": "마음이 가는 상대"}, directed=True,
                  follows=True, proof=((0, {"en": "Sun – is drawn to → Eun"}), (1, {"en": "they are a couple"}))),
    )  # fmt: skip
    nodes = (
        ChartNode("sun", {"en": "Han Sun-woo", "ko": "한선우"}, {"en": "cook", "ko": "요리사"},
                  {"en": "Park Hyung Sik", "ko": "박형식"}, lead=True,
                  aliases=(ChartWords("Jennifer"), ChartWords("제니퍼", "ko")),
                  occupations=(ChartWords("cook"), ChartWords("heir", new=True), ChartWords("요리사", "ko")),
                  notes=tuple(ChartWords(f"note {n}") for n in range(6))),
        ChartNode("eun", {"en": "Lee Eun-soo", "ko": "이은수"}, lead=True),
        ChartNode("mari", {"en": "Mari", "ko": "마리"}),
        ChartNode("alone", {"en": "Somebody", "ko": "누군가"}, new=True),
    )  # fmt: skip
    beats = {
        1: {"en": "The premise", "ko": "첫 회 이전"},
        2: {"en": "Later"},
        3: {"en": "End", "ko": "끝"},
    }
    return Chart({"en": "Told"}, {"en": "Step 3"}, nodes, edges, (), kinds, beats=beats)


def test_click_focuses_and_escape_returns(show: Show) -> None:
    page = show(small_chart())
    click_node(page, "dong")
    panel = page.locator(".dc-panel")
    assert "Ko Dong-man" in panel.inner_text()
    assert "Park Seo-jun" in panel.inner_text()
    assert "one-sided love" in panel.inner_text()
    assert "←" in panel.inner_text()
    assert "Makers' page, paragraph 2" in panel.inner_text()
    assert page.evaluate("dramaChart.nodes.get('boss').opacity") < 0.3
    assert page.evaluate("dramaChart.nodes.get('aera').opacity") == 1
    page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert page.evaluate("dramaChart.nodes.get('boss').opacity") == 1


def test_click_on_a_word_tells_about_the_line(show: Show) -> None:
    page = show(small_chart())
    spot = page.evaluate(
        "() => { const b = document.querySelector('.dc-canvas').getBoundingClientRect();"
        "const s = dramaChart.view.spots.get('r3');"
        "const p = dramaChart.network.canvasToDOM({x: s.x + s.w / 2, y: s.y + s.h / 2});"
        "return [b.x + p.x, b.y + p.y]; }"
    )
    page.mouse.click(*spot)
    text = page.locator(".dc-panel").inner_text()
    assert "living together" in text
    assert "A note on this tie." in text
    assert page.evaluate("dramaChart.edges.get('r3').color.opacity") > 0.9
    assert page.evaluate("dramaChart.edges.get('r1').color.opacity") < 0.2
    page.mouse.click(8, spot[1])
    page.locator("[data-do=reset]").click()
    assert page.locator(".dc-panel").is_hidden()


def test_legend_hides_a_kind(show: Show) -> None:
    page = show(small_chart())
    button = page.locator("[data-kind=friend]")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert page.evaluate("dramaChart.edges.get('r1').hidden") is True
    assert page.evaluate("dramaChart.view.spots.has('r1')") is False
    page.locator("[data-do=reset]").click()
    assert button.get_attribute("aria-pressed") == "true"
    assert page.evaluate("dramaChart.edges.get('r1').hidden") is False


def test_the_panel_of_a_phone_is_a_sheet_on_the_screen(show: Show) -> None:
    page = show(tangled_chart(), size=(390, 844))
    page.evaluate("window.scrollTo(0, 200)")
    page.evaluate(
        "window.scrollBy(0, dramaChart.network.canvasToDOM(dramaChart.network.getPosition('eun')).y"
        " + document.querySelector('.dc-canvas').getBoundingClientRect().top - 300)"
    )
    click_node(page, "eun")
    panel = page.locator(".dc-panel").bounding_box()
    assert panel is not None
    assert panel["y"] + panel["height"] == pytest.approx(844, abs=1)
    assert panel["height"] <= 844 / 2 + 1
    assert (panel["x"], panel["width"]) == (0, 390)
    # It scrolls by itself, and its button stays at hand.
    page.locator(".dc-panel").evaluate("one => one.scrollTo(0, 99999)")
    assert page.locator(".dc-panel").evaluate("one => one.scrollTop") > 100
    close = page.locator(".dc-close").bounding_box()
    assert close is not None
    assert close["y"] >= panel["y"]
    page.locator(".dc-close").click()
    assert page.locator(".dc-panel").is_hidden()


def test_who_is_chosen_is_not_under_the_sheet(show: Show) -> None:
    page = show(tangled_chart(), size=(390, 844))
    one = page.evaluate("[...dramaChart.view.nodes.values()].sort((a, b) => b.at.tall[1] - a.at.tall[1])[0].id")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.evaluate(
        "one => window.scrollBy(0, dramaChart.network.canvasToDOM(dramaChart.network.getPosition(one)).y"
        " + document.querySelector('.dc-canvas').getBoundingClientRect().top - 700)",
        one,
    )
    click_node(page, one)
    low = page.evaluate(
        "one => { const t = dramaChart.view.texts.get(one);"
        "return dramaChart.network.canvasToDOM({ x: 0, y: t.y + t.h }).y"
        " + document.querySelector('.dc-canvas').getBoundingClientRect().top; }",
        one,
    )
    panel = page.locator(".dc-panel").bounding_box()
    assert panel is not None
    assert low < panel["y"]


def test_a_character_has_all_that_is_known_and_the_phases_in_order(show: Show) -> None:
    page = show(told_chart())
    click_node(page, "sun")
    text = panel(page)
    for words in ("Park Hyung Sik", "cook; heir NEW", "Jennifer", "Known (6)", "since school", "A review (Synopsis 2)"):
        assert words in text
    steps = page.locator(".dc-arc").first.locator(".dc-phase")
    assert [step.locator(".dc-tie-word").inner_text() for step in steps.all()] == ["friends", "couple"]
    assert steps.locator(".dc-step").all_inner_texts() == ["step 1: The premise", "step 3: End"]
    assert "ends at this point" in steps.first.inner_text()
    assert page.locator(".dc-arc a[href='https://example.org/review']").count() == 1
    assert page.locator("a[href^='ftp']").count() == 0  # no address of the web
    assert page.locator(".dc-panel .dc-why").get_attribute("href") == "/drama/x/why?s=sun&p=loverOf&o=eun"
    page.locator("[data-set-lang=ko]").click()
    assert "1단계: 첫 회 이전" in panel(page)
    assert "제니퍼" in panel(page)


def test_what_follows_is_drawn_on_demand_and_says_why(show: Show) -> None:
    page = show(told_chart())
    button = page.locator("[data-kind=follows]")
    assert button.get_attribute("aria-pressed") == "false"
    assert page.evaluate("dramaChart.edges.get('follows').hidden") is True
    places = page.evaluate("dramaChart.network.getPositions()")
    button.click()
    assert page.evaluate("dramaChart.edges.get('follows').hidden") is False
    assert page.evaluate("dramaChart.network.getPositions()") == places
    page.evaluate("dramaChart.restore({ edge: 'follows', follows: true })")
    assert "No source tells this" in panel(page)
    assert page.locator(".dc-proof li").all_inner_texts() == ["Sun – is drawn to → Eun", "they are a couple"]


def test_back_goes_one_choice_back(show: Show) -> None:
    page = show(small_chart())
    back = page.locator("[data-do=back]")
    assert back.is_disabled()
    click_node(page, "dong")
    page.locator(".dc-panel .dc-name", has_text="Choi Ae-ra").first.click()
    page.locator(".dc-panel .dc-tie-word", has_text="best friends").first.click()
    for heading in ("Choi Ae-ra", "Ko Dong-man"):
        back.click()
        assert heading in page.locator(".dc-panel-name").inner_text()
    assert back.is_disabled()
    # Blank paper, far from everybody.
    paper = page.locator(".dc-canvas").bounding_box()
    assert paper
    page.mouse.click(paper["x"] + 3, paper["y"] + paper["height"] - 3)
    assert page.locator(".dc-panel").is_hidden()


def test_only_this_kind_by_a_double_press_or_the_small_button(show: Show) -> None:
    page = show(small_chart())
    shown = "[...dramaChart.view.shownEdges].map(edge => edge.kind).filter((kind, at, all) => all.indexOf(kind) === at)"
    page.locator("[data-kind=friend]").dblclick()
    assert page.evaluate(shown) == ["friend"]
    page.locator("[data-do=reset]").click()
    assert page.evaluate("dramaChart.view.shownEdges.length") == 13
    page.get_by_label("Only: rivals").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(shown) == ["rival"]


def test_searching_finds_by_name_actor_and_occupation_in_both_languages(show: Show) -> None:
    page = show(large_chart())
    field = page.locator(".dc-query")
    for typed, found in (
        ("seodoyun", "Seo Do-yun"),
        ("서도윤", "Seo Do-yun"),
        ("한 결", "Seo Do-yun"),
        ("Han Gyeol", "Seo Do-yun"),
        ("fishing boat", "Park Man-su"),
        ("선장", "Park Man-su"),
    ):
        field.fill(typed)
        assert found in page.locator(".dc-found li").first.inner_text(), typed
    assert page.evaluate("dramaChart.nodes.get('tae').opacity") < 0.3  # who is not found fades
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == page.locator("[aria-selected=true]").get_attribute("id")
    field.press("Enter")
    assert "Park Man-su" in panel(page)
    assert page.locator(".dc-found").is_hidden()
    field.fill("nobody at all")
    assert "Nobody here is called so." in page.locator(".dc-found").inner_text()
    field.press("Escape")
    assert field.input_value() == ""
    for typed in HOSTILE:
        field.fill(typed.replace("\ud800", ""))


def test_path_between_two_is_drawn_and_told(show: Show) -> None:
    page = show(large_chart())
    click_node(page, "noh")
    page.get_by_role("button", name="Path to…").click()
    assert "Choose two characters" in panel(page)
    click_node(page, "mija")
    assert page.evaluate("dramaChart.state().path") == ["noh", "mija"]
    said = page.locator(".dc-live").inner_text()
    assert said == "Professor Noh – mentor → Seo Do-yun – family – Grandmother Seo – friends – Mi-ja"
    assert "3 steps" in panel(page)
    strong = "id => dramaChart.nodes.get(id).opacity > 0.9"
    assert [page.evaluate(strong, one) for one in ("noh", "yoon", "grand", "mija", "seul")] == [True] * 4 + [False]
    # Without the lines of families nothing connects the two, and the message says that it is about the lines shown.
    page.locator("[data-kind=family]").click()
    assert "The lines that are shown do not connect Professor Noh and Mi-ja." in panel(page)
    page.locator("[data-do=reset]").click()
    # Of two that are chosen from the lists, and of one with itself.
    page.locator("[data-do=path]").click()
    page.locator(".dc-pick").nth(0).select_option(label="Jeong Ha-neul")
    page.locator(".dc-pick").nth(1).select_option(label="Jeong Ha-neul")
    assert "Choose two different characters." in panel(page)


def test_path_that_there_is_not(show: Show) -> None:
    page = show(told_chart(), "ko")
    page.evaluate("dramaChart.restore({ path: ['sun', 'alone'] })")
    assert "지금까지 공개된 내용으로는 한선우와(과) 누군가이(가) 이어지지 않습니다." in panel(page)
    page.evaluate("dramaChart.restore({ path: ['mari', 'sun'] })")
    assert page.locator(".dc-live").inner_text() == "마리 – 친구 – 이은수 – 연인 – 한선우"


def test_only_the_neighbours_then_outward(show: Show) -> None:
    page = show(large_chart())
    click_node(page, "dal")
    page.get_by_role("button", name="Only the neighbours").click()
    shown = "dramaChart.view.shownNodes.map(node => node.id).sort()"
    assert page.evaluate(shown) == ["dal", "kyung"]
    assert page.evaluate("[...dramaChart.view.more].sort()") == [["dal", 0], ["kyung", 2]]
    click_node(page, "kyung")
    assert page.evaluate(shown) == ["dal", "dong", "kyung", "yoon"]
    page.get_by_role("button", name="One step further").click()
    assert len(page.evaluate(shown)) == 11
    assert "11 of 27 characters" in page.locator(".dc-reach").inner_text()
    page.get_by_role("button", name="Show everyone").click()
    assert len(page.evaluate(shown)) == 27
    assert page.locator(".dc-reach").is_hidden()


def test_what_is_new_is_counted_and_visited(show: Show) -> None:
    page = show(told_chart())
    news = page.locator(".dc-news")
    assert news.inner_text() == "Show what is new: 1 relationship, 1 character, 1 ended, 1 with news"
    visited = []
    for _ in range(5):
        news.click()
        visited.append(page.evaluate("dramaChart.state().edge || dramaChart.state().focus"))
    assert visited == ["couple", "alone", "friends", "sun", "couple"]


def test_hostile_words_in_the_panel_the_paths_and_the_field(show: Show) -> None:
    page = show(hostile_chart())
    ids = page.evaluate("dramaChart.nodes.getIds()")
    for state in ({"focus": ids[0]}, {"edge": "e1"}, {"path": [ids[1], ids[2]]}, {"only": ids[:3], "view": "table"}):
        page.evaluate("state => dramaChart.restore(state)", state)
        assert page.evaluate("dramaChart.state()")
    assert page.locator("img, b, iframe").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0

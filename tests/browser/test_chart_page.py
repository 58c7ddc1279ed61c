"""The chart in a real browser: what is drawn, chosen, hidden and said."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from kg.figure import Chart, ChartNode, chart_fragment, static_files, static_tags
from kg.figure.wording import WORDS
from tests.browser.charts import Show, click_node, press
from tests.chart_samples import empty_chart, hostile_chart, large_chart, small_chart, tangled_chart
from tests.live import until

pytestmark = pytest.mark.browser

# Pairs of things that overlap by more than three pixels both ways: words, names, titles and portraits.
OVERLAPS = """() => {
  const view = dramaChart.view, rects = [];
  for (const [id, r] of view.tabs) rects.push(["title " + id, r]);
  for (const [id, r] of view.spots) rects.push(["word " + id, r]);
  for (const [id, r] of view.texts) rects.push(["name " + id, r]);
  for (const node of view.nodes.values()) {
    const [x, y, r] = node.spot;
    rects.push(["portrait " + node.id, {x: x - r, y: y - r, w: 2 * r, h: 2 * r}]);
  }
  const found = [];
  rects.forEach(([a, p], at) => rects.slice(at + 1).forEach(([b, q]) => {
    const w = Math.min(p.x + p.w, q.x + q.w) - Math.max(p.x, q.x);
    const h = Math.min(p.y + p.h, q.y + q.h) - Math.max(p.y, q.y);
    if (w > 3 && h > 3) found.push(a + " / " + b);
  }));
  return found;
}"""

# Points of lines, as vis draws them, and corners of words that are not on the canvas.
OUTSIDE = """() => {
  const { view, network } = dramaChart, canvas = view.canvasBox, found = [];
  const check = (what, point) => {
    const p = network.canvasToDOM(point);
    if (p.x < 0 || p.y < 0 || p.x > canvas.clientWidth || p.y > canvas.clientHeight) found.push(what);
  };
  for (const id of dramaChart.edges.getIds())
    for (let t = 0; t <= 1; t += 0.02) check("line " + id, network.body.edges[id].edgeType.getPoint(t));
  for (const [id, r] of [...view.spots, ...view.tabs, ...view.texts]) {
    check("text " + id, { x: r.x, y: r.y });
    check("text " + id, { x: r.x + r.w, y: r.y + r.h });
  }
  return [...new Set(found)];
}"""


def test_network_has_everything(show: Show) -> None:
    page = show(large_chart())
    assert page.evaluate("[dramaChart.nodes.length, dramaChart.edges.length]") == [27, 38]
    assert page.evaluate("dramaChart.network.body.edges.r1.options.smooth.enabled") is True
    assert page.evaluate("dramaChart.nodes.get('yoon').size > dramaChart.nodes.get('jung').size") is True


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("size", [(1400, 840), (390, 844)])
@pytest.mark.parametrize("chart", [tangled_chart(), large_chart(), small_chart()], ids=["tangled", "large", "small"])
def test_words_and_names_do_not_cover_each_other(show: Show, chart: Chart, size: tuple[int, int], lang: str) -> None:
    page = show(chart, lang, size)
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") is True


@pytest.mark.parametrize("size", [(1400, 840), (390, 844)])
def test_lines_that_arch_over_the_top_are_in_view(show: Show, size: tuple[int, int]) -> None:
    page = show(small_chart(), size=size)
    page.evaluate(
        "for (const edge of dramaChart.view.edges.values()) edge.bend = { wide: 0.8, tall: 0.8 };"
        "dramaChart.view.refresh(); dramaChart.view.resize();"
    )
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("size", [(1400, 840), (390, 844)])
def test_titles_of_groups_are_whole_and_on_their_boxes(show: Show, size: tuple[int, int]) -> None:
    page = show(tangled_chart(), size=size)
    for lang in ("en", "ko"):
        press(page, f"[data-set-lang={lang}]")
        tabs = page.evaluate("[...dramaChart.view.tabs].map(([id, tab]) => [id, tab.text, tab.x + tab.w])")
        ends = page.evaluate("Object.fromEntries(dramaChart.view.layout.boxes.map(b => [b.group, b.x + b.width]))")
        labels = {group.id: group.label[lang] for group in tangled_chart().groups}
        assert {one: text for one, text, _ in tabs} == labels
        assert all(end < ends[one] for one, _, end in tabs)


def test_what_has_ended_has_smaller_words_and_thinner_lines(show: Show) -> None:
    page = show(tangled_chart())
    assert page.evaluate("['r2', 'r3'].map(id => dramaChart.view.spots.get(id).line)") == [15, 18]
    assert page.evaluate("dramaChart.edges.get('r2').width < dramaChart.edges.get('r3').width") is True


def test_phone_has_its_own_layout_and_legible_words(show: Show) -> None:
    page = show(large_chart(), "ko", (390, 844))
    assert page.evaluate("dramaChart.view.form") == "tall"
    assert page.evaluate("dramaChart.network.getScale()") > 0.85
    page.set_viewport_size({"width": 1400, "height": 840})
    until(page, "dramaChart.view.form === 'wide'")


def test_language_switch(show: Show) -> None:
    page = show(small_chart())
    page.locator("[data-set-lang=ko]").click()
    assert page.locator("h1").inner_text() == "쌈의 길"
    assert page.evaluate("document.documentElement.lang") == "ko"
    assert page.evaluate("dramaChart.view.spots.get('r1').lines") == ["절친"]
    assert "고동만" in page.evaluate("dramaChart.nodes.get('dong').title")
    for part, label in {
        ".dc-tools": "관계도 도구",
        ".dc-languages": "언어",
        ".dc-legend": "관계선",
        ".dc-canvas": WORDS["ko"]["canvas"],
    }.items():
        assert page.locator(part).get_attribute("aria-label") == label


def test_plain_wheel_says_how_to_zoom(show: Show) -> None:
    page = show(small_chart())
    hint = page.locator(".dc-hint")
    assert hint.is_hidden()
    page.mouse.move(700, 400)
    page.mouse.wheel(0, 40)
    hint.wait_for(state="visible")
    assert "Ctrl + wheel" in hint.inner_text()
    hint.wait_for(state="hidden")


def test_dark_follows_system_and_data_theme(show: Show, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    show(small_chart())
    assert page.evaluate("[dramaChart.view.dark, dramaChart.edges.get('r1').color.color]") == [
        True,
        "#7fb2ff",
    ]
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    until(page, "dramaChart.edges.get('r1').color.color === '#1f66d6'")


@pytest.mark.parametrize(
    "nodes", [(), (ChartNode("a", {"en": "Alone", "ko": "혼자"}, lead=True),)], ids=["none", "one"]
)
def test_hardly_anything_to_show(show: Show, nodes: tuple[ChartNode, ...]) -> None:
    page = show(empty_chart(*nodes))
    assert page.evaluate("dramaChart.nodes.length") == len(nodes)
    assert page.locator(".dc-empty").is_visible() is not bool(nodes)
    press(page, "[data-do=fit]")


@pytest.mark.parametrize("size", [(1400, 840), (390, 844)])
def test_hostile_texts_do_nothing(show: Show, size: tuple[int, int]) -> None:
    page = show(hostile_chart(), size=size)
    for one in page.evaluate("dramaChart.nodes.getIds()"):
        click_node(page, one)
        page.keyboard.press("Escape")
    press(page, "[data-set-lang=ko]")
    assert page.locator("img, b, iframe").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") is True


@pytest.fixture
def server() -> Iterator[str]:
    """A page with a fragment under the strict policy of the web pages."""
    body = chart_fragment(small_chart())
    html = f"<!doctype html><html lang=en><meta charset=utf-8>{static_tags()}<body>{body}</body></html>"
    files = {f"/static/{name}": file for name, file in static_files().items()}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            file = files.get(self.path)
            self.send_response(200 if file or self.path == "/" else 204)
            self.send_header("Content-Type", file.media_type if file else "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'")
            self.end_headers()
            if file or self.path == "/":
                self.wfile.write(file.content if file else html.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}/"
        httpd.shutdown()


def test_fragment_under_a_strict_policy(page: Page, server: str) -> None:
    page.goto(server)
    until(page, "window.dramaChart && dramaChart.view.spots")
    assert page.evaluate("dramaChart.edges.length") == 13
    click_node(page, "aera")
    assert "Choi Ae-ra" in page.locator(".dc-panel").inner_text()

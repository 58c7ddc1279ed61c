"""The chart as a PNG and an SVG picture, and on paper."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.browser.charts import Show, press
from tests.chart_samples import HOSTILE, hostile_chart, large_chart, small_chart, tangled_chart

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"


def test_picture_is_saved(show: Show) -> None:
    page = show(small_chart())
    with page.expect_download() as saved:
        page.locator("[data-do=save]").click()
    assert saved.value.suggested_filename == "Third-rate-roads.png"
    whole = saved.value.path().read_bytes()
    assert whole.startswith(b"\x89PNG")
    # Zoomed in, the picture is the same, and the view stays zoomed in.
    for _ in range(3):
        page.locator("[data-do=zoom-in]").click()
    page.mouse.move(700, 400)
    scale = page.evaluate("dramaChart.network.getScale()")
    with page.expect_download() as saved:
        page.locator("[data-do=save]").click()
    assert saved.value.path().read_bytes() == whole
    assert page.evaluate("dramaChart.network.getScale()") == scale


def test_picture_says_what_it_is(show: Show) -> None:
    for size in ((1400, 840), (390, 844)):
        page = show(tangled_chart(), size=size)
        page.evaluate(
            "() => { window.drawn = []; const own = CanvasRenderingContext2D.prototype.fillText;"
            "CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {"
            "if (!this.canvas.isConnected) drawn.push(text); return own.call(this, text, ...rest); }; }"
        )
        with page.expect_download():
            press(page, "[data-do=save]")
        drawn = page.evaluate("drawn")
        for text in ("Eleven phases", "Invented for a test.", "rivals", "one-sided", "→", "ended", "uncertain", "?",
                     "first told at this point", "NEW", "Drama KG"):  # fmt: skip
            assert text in drawn


def test_svg_has_everything_as_text_and_shapes(show: Show, tmp_path: Path) -> None:
    chart = large_chart()
    page = show(chart, "ko")
    with page.expect_download() as saved:
        page.locator("[data-do=save-svg]").click()
    assert saved.value.suggested_filename == "새벽의-등대-인물관계도.svg"
    root = ElementTree.fromstring(saved.value.path().read_bytes())
    texts = " ".join("".join(part.itertext()) for part in root.iter(f"{SVG}text"))
    for node in chart.nodes:
        assert node.label["ko"] in texts
    used = {edge.kind for edge in chart.edges}
    labels = [part.label for part in (*chart.groups, *(kind for kind in chart.kinds if kind.id in used))]
    for words in (chart.title, chart.caption, *labels):
        assert words["ko"].split()[0] in texts
    assert len(list(root.iter(f"{SVG}path"))) == len(chart.edges)
    assert len(list(root.iter(f"{SVG}polygon"))) == sum(edge.directed for edge in chart.edges)
    # It is the picture of the canvas: a browser draws it, with nothing outside its frame.
    picture = tmp_path / "chart.svg"
    saved.value.save_as(picture)
    page.goto(picture.as_uri())
    outside = page.evaluate(
        "() => { const svg = document.querySelector('svg'), all = svg.getBoundingClientRect();"
        "return [...svg.querySelectorAll('text')].filter((text) => { const r = text.getBoundingClientRect();"
        "return r.left < all.left || r.right > all.right || r.top < all.top || r.bottom > all.bottom; }).length; }"
    )
    assert outside == 0


def test_svg_of_hostile_words_is_a_picture_without_scripts(show: Show) -> None:
    page = show(hostile_chart())
    with page.expect_download() as saved:
        page.locator("[data-do=save-svg]").click()
    assert saved.value.suggested_filename == "script-script-alert-2-script.svg"
    root = ElementTree.fromstring(saved.value.path().read_bytes())
    tags = {part.tag.removeprefix(SVG) for part in root.iter()}
    assert tags == {"svg", "title", "rect", "text", "g", "path", "circle", "line"}
    assert HOSTILE[1] in "".join(root.itertext())
    assert not [name for part in root.iter() for name in part.attrib if name.startswith("on") or "href" in name]


def test_paper_has_the_whole_chart_on_white_and_no_tools(show: Show) -> None:
    page = show(small_chart())
    page.evaluate("dramaChart.restore({ focus: 'dong' })")
    page.emulate_media(color_scheme="dark", media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for part in (".dc-tools", ".dc-panel", ".dc-stage", ".dc-legend"):
        assert page.locator(part).is_hidden()
    assert page.locator(".dc-print svg").is_visible()
    assert page.locator(".dc-print svg > rect").first.get_attribute("fill") == "#ffffff"
    assert "Ko Dong-man" in page.locator(".dc-print svg").text_content()  # type: ignore[operator]
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".dc-print").count() == 0

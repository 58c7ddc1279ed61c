"""The chart as HTML: complete, escaped, in both languages, and on its own."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from kg.figure import (
    Chart,
    ChartEdge,
    ChartNode,
    ChartWords,
    chart_fragment,
    chart_page,
    glyph,
    static_files,
    static_tags,
)
from kg.figure.assets import chart_script, csp_hash, vis_script
from kg.figure.curves import bends, curve_point
from kg.figure.placing import chart_bends, chart_layouts
from kg.graph import KnowledgeGraph
from kg.layout import ChartLayout, LayoutGroup, LayoutNode, Place, chart_layout
from tests.chart_samples import HOSTILE, empty_chart, hostile_chart, large_chart, small_chart, tangled_chart

CHARTS = {"large": large_chart(), "small": small_chart(), "hostile": hostile_chart(), "empty": empty_chart()}


class Page(HTMLParser):
    """The elements and the JSON of a page, as a browser would read them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.data: dict[str, Any] = {}
        self.text = ""
        self._in = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._in = "json" if tag == "script" and dict(attrs).get("type") == "application/json" else tag

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in == "json":
            self.data = json.loads(data)
        elif self._in not in ("script", "style"):
            self.text += data


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("render", [chart_page, chart_fragment])
def test_every_text_is_escaped(name: str, render: Any) -> None:
    page = Page(render(CHARTS[name]))
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"img", "b", "iframe", "object", "base"}
    for tag, attrs in page.elements:
        assert not [key for key in attrs if key.startswith("on") or key == "style"], (tag, attrs)
        assert (attrs.get("href") or "/").startswith(("/", "https://")), attrs
    scripts = [attrs for tag, attrs in page.elements if tag == "script"]
    assert len(scripts) == (3 if render is chart_page else 1)


def test_hostile_texts_are_shown_as_text_and_cut() -> None:
    page = Page(chart_page(hostile_chart()))
    assert HOSTILE[0] in page.text
    names = [node["name"]["en"] for node in page.data["nodes"]]
    assert names[0] == HOSTILE[0]
    assert names[5].endswith("…")
    assert max(map(len, names)) <= 60
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\ud800-\udfff]", "".join(names) + page.text)
    assert not any("href" in node or "actorHref" in node for node in page.data["nodes"])
    assert not any("why" in edge for edge in page.data["edges"])
    assert [source.get("href") for source in page.data["sources"][:2]] == [None, 'https://a.example/"><b>']
    assert page.data["kinds"][0]["light"] == "#6b7280"
    chart_page(hostile_chart()).encode()


def test_page_loads_nothing_from_elsewhere() -> None:
    html = chart_page(large_chart())
    page = Page(html)
    assert not [attrs for tag, attrs in page.elements if "src" in attrs or tag == "link"]
    policy = next(a["content"] for t, a in page.elements if t == "meta" and a.get("http-equiv")) or ""
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy
    for script in (vis_script(), chart_script()):
        assert csp_hash(script) in policy
        assert f"<script>{script}</script>" in html


def test_nothing_is_lost_on_the_way_to_vis() -> None:
    chart = large_chart()
    data = Page(chart_page(chart)).data
    assert [node["id"] for node in data["nodes"]] == [node.id for node in chart.nodes]
    assert [(e["id"], e["from"], e["to"]) for e in data["edges"]] == [(e.id, e.source, e.target) for e in chart.edges]
    by_id = {edge["id"]: edge for edge in data["edges"]}
    assert by_id["r3"]["directed"] is True
    assert "directed" not in by_id["r1"]  # what says nothing is left out
    assert by_id["r1"]["isNew"] is True
    assert by_id["r2"]["ended"] is True
    uncertain = next(edge for edge in data["edges"] if edge.get("uncertain"))
    assert uncertain["word"] == {"en": "rivals?", "ko": "라이벌?"}


def test_parallel_lines_are_kept_and_bend_apart() -> None:
    chart = small_chart()
    edges = [edge for edge in Page(chart_page(chart)).data["edges"] if {edge["from"], edge["to"]} == {"dong", "aera"}]
    assert [edge["word"]["en"] for edge in edges] == ["best friends", "one-sided love", "living together"]
    for form in ("wide", "tall"):
        signed = [edge["bend"][form] * (1 if edge["from"] == "dong" else -1) for edge in edges]
        assert len(set(signed)) == 3


def test_many_lines_spread_evenly_and_what_has_ended_runs_outside() -> None:
    data = Page(chart_page(tangled_chart())).data
    between = [edge for edge in data["edges"] if {edge["from"], edge["to"]} == {"eun", "seon"}]
    for form in ("wide", "tall"):
        signed = [edge["bend"][form] * (1 if edge["from"] == "eun" else -1) for edge in between]
        assert len(set(signed)) == 11
        assert sum(bend > 0 for bend in signed) == sum(bend < 0 for bend in signed) == 5
        lasting = [abs(edge["bend"][form]) for edge in between if not edge.get("ended")]
        ended = [abs(edge["bend"][form]) for edge in between if edge.get("ended")]
        assert max(lasting) <= min(ended)


def test_lines_bend_round_a_portrait_in_between() -> None:
    row = chart_layout([LayoutNode(one, group="g") for one in "abc"], [], [LayoutGroup("g")], portrait=True)
    bend = bends(row, [("e", "a", "c")], {})["e"]
    middle = curve_point(row.places["a"][:2], row.places["c"][:2], bend, 0.5)
    assert abs(middle[1] - row.places["b"].y) > row.places["b"].radius


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("distance", [110, 152, 400])
def test_lines_of_a_close_pair_stay_apart_beside_names(count: int, distance: int) -> None:
    places = {"a": Place(0, 0, 28), "b": Place(0, distance, 28)}
    drawn = ChartLayout(places, (), 400, 400, 126, 180)
    found = bends(drawn, [(str(at), "a", "b") for at in range(count)], {"a": (90, 60), "b": (90, 60)})
    middles = sorted(curve_point((0, 0), (0, distance), bend, 0.5)[0] for bend in found.values())
    assert all(right - left > 18 for left, right in pairwise(middles))


@pytest.mark.parametrize(
    ("lang", "title", "word"),
    [
        ("en", "Third-rate roads", "best friends"),
        ("ko", "쌈의 길", "절친"),
        ("xx", "Third-rate roads", "best friends"),
    ],
)
def test_both_languages_are_in_the_page(lang: str, title: str, word: str) -> None:
    page = Page(chart_page(small_chart(), lang=lang))
    assert title in page.text
    assert word in page.text
    names = {node["id"]: node["name"] for node in page.data["nodes"]}
    assert names["dong"] == {"en": "Ko Dong-man", "ko": "고동만"}


def test_list_twin_has_every_relationship_with_its_sources() -> None:
    chart = large_chart()
    page = Page(chart_fragment(chart))
    rows = [attrs["data-edge"] for tag, attrs in page.elements if tag == "li" and "data-edge" in attrs]
    assert rows == [edge.id for edge in chart.edges]
    assert page.text.count("Makers' page, paragraph 2") == len(chart.edges)


def test_list_reads_right_in_both_languages() -> None:
    for lang, directed, mutual in (
        ("en", "Choi Ae-ra → Ko Dong-man: one-sided love", "Kim Joo-man ↔ Baek Seol-hee: couple"),
        ("ko", "최애라 → 고동만: 짝사랑", "김주만 ↔ 백설희: 연인"),
    ):
        page = Page(chart_page(small_chart(), lang=lang))
        text = " ".join(page.text.split())
        assert directed in text
        assert mutual in text
    assert "제작진 페이지 2문단" in text
    assert "Makers" not in text


def test_list_is_open_for_whoever_runs_no_scripts() -> None:
    html = chart_fragment(small_chart())
    assert "<noscript><p" in html
    assert "hidden" not in html[html.index('<div class="dc-list">') : html.index("<li")]


def test_details_and_disagreements_are_said() -> None:
    chart = small_chart()
    first, second, *rest = chart.edges
    told = {"en": "Since: the war", "ko": "시작: 전쟁"}
    edges = (replace(first, details=(told,), disagrees=("r2",)), replace(second, disagrees=("r2",)), *rest)
    page = Page(chart_page(replace(chart, edges=edges)))
    assert "Since: the war" in page.text
    assert page.text.count("another source says otherwise") == 1
    assert page.text.count("sources differ") == 1
    said = [(edge.get("otherwise"), edge.get("disputed")) for edge in page.data["edges"][:2]]
    assert said == [(["r2"], None), (None, True)]
    with pytest.raises(ValueError, match="edge r1: no edge nowhere"):
        replace(chart, edges=(replace(first, disagrees=("nowhere",)), second, *rest))


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Do Hyeon Seo", "H"), ("Ji Su Ho", "S"), ("Lee Eun Soo", "E"), ("Keum Jan-di", "J"), ("Geum Jan Di", "J"),
        ("Noh Ji Wook", "J"), ("Sohn Ye Jin", "Y"), ("Jeon Hye Jin", "H"), ("Kwon Bora", "B"), ("Da Young", "D"),
        ("Jay Jun", "J"), ("Gyeol Han", "G"), ("K", "K"), ("도현서", "현"), ("금잔디", "잔"), ("노지욱", "지"),
        ("손예진", "예"), ("전혜진", "혜"), ("권보라", "보"), ("창식", "창"), ("케이", "케"), ("제이준", "제"),
        ("🌙 이은수", "은"), ("이은수🌙", "은"), ("👩‍👩‍👧‍👦", "👩"), ("ß", "S"), ("", "·"), ("--", "·"),
        ("\u1112\u1161\u11ab\u1109\u1165\u11ab\u110b\u116e", "선"),
    ],
)  # fmt: skip
def test_initials(name: str, letter: str) -> None:
    assert glyph(name) == letter


def test_only_the_unnamed_have_a_question_mark(graph: KnowledgeGraph) -> None:
    chart = graph.drama("soundtrack-2", at="end").chart()
    data = Page(chart_page(chart)).data
    letters = {node["id"].rsplit("/", 1)[1]: node["glyph"] for node in data["nodes"]}
    assert {(n["glyph"]["en"] == "?") == n.get("unnamed", False) for n in data["nodes"]} == {True}
    assert {text["en"]: one for text, one in ((n["name"], n["glyph"]["en"]) for n in data["nodes"])}["Ji Su Ho"] == "S"
    assert letters


def test_a_line_tells_what_else_is_known(graph: KnowledgeGraph) -> None:
    edges = {edge.id.rsplit("/", 1)[1]: edge for edge in graph.drama("soundtrack-1", at="end").chart().edges}
    loves = edges["seonwoo-loves-eunsoo"]
    heads = [detail["ko"].partition(":")[0] for detail in loves.details]
    assert heads == ["이유", "시작", "끝", "모르는 사람", "알려지는 계기"]
    assert loves.details[3] == {"en": "Hidden from: Lee Eun Soo", "ko": "모르는 사람: 이은수"}
    assert all("article" not in source.words["ko"] for edge in edges.values() for source in edge.sources)
    # Two sources draw one line differently; two others draw what would be the same line.
    assert edges["donghyeon-manages-seonwoo"].disagrees == (edges["donghyeon-partner-of-seonwoo"].id,)
    assert edges["housemates"].disagrees == (edges["housemates"].id,)


def test_what_is_new_is_what_the_step_before_does_not_tell(graph: KnowledgeGraph) -> None:
    for slug in ("soundtrack-1", "soundtrack-2"):
        last = graph.drama(slug, at="end").last
        charts = {at: graph.drama(slug, at=at).chart() for at in range(1, last + 1)}
        assert not [part for part in (*charts[1].nodes, *charts[1].edges) if part.new]
        for at in range(2, last + 1):
            before, now = charts[at - 1], charts[at]
            known = {node.id: node for node in before.nodes}
            assert {node.id for node in now.nodes if node.new} == {node.id for node in now.nodes} - set(known)
            running = {edge.id for edge in before.edges if not edge.ended}
            told = {edge.id for edge in before.edges}
            ends_now = {edge.id for edge in now.edges if edge.ended and (edge.id in running or edge.id not in told)}
            assert {edge.id for edge in now.edges if edge.ends_now} <= ends_now
            assert {edge.id for edge in now.edges if edge.ends_now} >= ends_now & running
            for node in now.nodes:
                for words in (node.aliases, node.occupations, node.notes):
                    assert all(one.language in ("en", "ko") for one in words)
                    if node.id in known:
                        old = {(w.words, w.language) for w in _known(known[node.id])}
                        assert not old & {(w.words, w.language) for w in words if w.new}
            assert max(now.beats) == at


def _known(node: ChartNode) -> tuple[ChartWords, ...]:
    return (*node.aliases, *node.occupations, *node.notes)


def test_a_secret_name_is_known_when_it_is_told(graph: KnowledgeGraph) -> None:
    def names(at: int | str) -> list[str]:
        nodes = {node.id.rsplit("/", 1)[1]: node for node in graph.drama("soundtrack-1", at=at).chart().nodes}
        return [words.words for words in nodes["eunsoo"].aliases]

    assert "Jennifer" not in names(1)
    assert "Jennifer" in names("end")
    assert not {"Lee Eun-soo", "Lee Eun Soo"} & set(names("end"))  # the name itself, spelt in another way


def test_what_follows_is_drawn_once_and_says_why(graph: KnowledgeGraph) -> None:
    drama = graph.drama("soundtrack-1", at=1)
    why: list[tuple[str, ...]] = []
    asked = drama.chart(why=lambda *edge: why.append(edge) or "/why")  # type: ignore[func-returns-value]
    follows = [edge for edge in asked.edges if edge.follows]
    said = [(edge.source.rsplit("/", 1)[1], edge.label["en"], edge.target.rsplit("/", 1)[1]) for edge in follows]
    assert said == [("gyeolhan", "is drawn to", "mari"), ("seonwoo", "longs for", "eunsoo")]
    assert [edge.directed for edge in follows] == [False, True]
    # The reasons are those that the page gives, and in a saved chart they stand in it.
    for edge in why:
        assert drama.explain(*edge).proofs
    saved = [edge for edge in drama.figure().chart.edges if edge.follows]
    assert saved[1].proof[0] == (0, {"en": "Han Seon Woo – longs for → Lee Eun Soo", "ko": saved[1].proof[0][1]["ko"]})
    assert all(edge.proof and edge.why is None for edge in saved)
    # They have no say in where anything stands.
    told = replace(asked, edges=tuple(edge for edge in asked.edges if not edge.follows))
    assert chart_layouts(told) == chart_layouts(asked)
    bends = chart_bends(asked, chart_layouts(asked))
    assert chart_bends(told, chart_layouts(told)).items() <= bends.items()


def test_a_page_of_a_chart_is_small(graph: KnowledgeGraph) -> None:
    page = chart_fragment(graph.drama("soundtrack-1", at="end").chart())
    assert len(gzip.compress(page.encode())) < 16_000  # 11 characters, 36 lines, 70 notes, in two languages


def test_empty_chart_says_so() -> None:
    page = Page(chart_page(empty_chart(), lang="ko"))
    assert "아직 보여 줄 인물이 없습니다" in page.text
    assert "등장인물" not in page.text


def test_parts_that_do_not_fit_are_named_together() -> None:
    edges = (ChartEdge("e", "a", "a", "love", {"en": "x"}), ChartEdge("e", "a", "a", "love", {"en": "x"}))
    with pytest.raises(ValueError, match=r"edge e: 2 times; edge e: no node a.*ties a to itself.*no kind love"):
        Chart({"en": ""}, {"en": ""}, (), edges, (), ())


def test_static_files_are_what_the_tags_ask_for() -> None:
    asked = re.findall(r'/static/([^"]+)"', static_tags())
    assert sorted(asked) == sorted(static_files())
    types = {name.rsplit(".", 1)[1]: file.media_type for name, file in static_files().items()}
    assert types == {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
    assert "innerHTML" not in chart_script()

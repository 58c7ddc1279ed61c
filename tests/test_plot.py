"""Pictures for papers: what stands in them, that nothing of a later beat does, and that they are the same each time."""

from __future__ import annotations

import io
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from kg.between import ThemePairs
from kg.build import Build
from kg.cli import main
from kg.cli.plot import plot as plot_command
from kg.drama import Drama
from kg.errors import QueryError
from kg.figure.safe import clip
from kg.graph import KnowledgeGraph
from kg.paths import extra_command
from kg.plot import (
    DRAMA_PLOTS,
    GRAPH_PLOTS,
    MOST,
    Plot,
    fonts,
    options_of,
    plot_network,
    plot_pairs,
    plot_themes,
)  # fmt: skip
from kg.plot.captions import captions, far_told, small_print
from kg.plot.chart import draw_chart
from kg.plot.drawing import drawing
from kg.plot.network import Drawn, _apart, draw_network, places_of
from kg.plot.sheet import Sheet, broken, fitted, look_of, text_width, wrapped
from kg.plot.timeline import bars_of, draw_timeline, rows_of
from kg.results import Table
from tests.chart_samples import HOSTILE, empty_chart, hostile_chart, large_chart
from tests.presence import assert_query_has_the_network

matplotlib = pytest.importorskip("matplotlib")
PICTURES: list[tuple[str, dict[str, str]]] = [
    *((what, {}) for what in DRAMA_PLOTS),
    *((what, {"of": "presence"}) for what in ("network", "centrality")),
]
SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: bytes) -> list[str]:
    """What a reader sees written in a picture."""
    return ["".join(element.itertext()) for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def words(plot: Plot) -> str:
    return " ".join(texts(plot.to_bytes("svg")))


def pixels(png: bytes):  # type: ignore[no-untyped-def]
    from matplotlib import image

    return image.imread(io.BytesIO(png))[..., :3]


def svg_of(figure: object, lang: str = "en") -> bytes:
    return Plot(figure, Table.of_rows(("a",), []), "", {"en": "?", "ko": "?"}, lang).to_bytes("svg")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def end(graph: KnowledgeGraph) -> Drama:
    return graph.drama("soundtrack-1", at="end")


@pytest.mark.parametrize(("what", "of"), PICTURES)
@pytest.mark.parametrize(("lang", "dark"), [("en", False), ("ko", True)])
def test_a_picture_of_a_drama(what: str, of: dict[str, str], lang: str, dark: bool, end: Drama) -> None:
    plot = end.plot(what, lang, dark=dark, width="single", **of)
    said = words(plot).replace("\n", " ")
    for name in {"en": ("Soundtrack #1", "Eun", "Seon"), "ko": ("사운드트랙", "은수", "선우")}[lang]:
        assert name in said
    cited = f"{ {'en': 'Drama KG', 'ko': '드라마 KG'}[lang] } {end.version}"
    assert cited in said
    assert plot.caption.endswith(f"{cited}.")
    assert plot.caption != plot.captions["en" if lang == "ko" else "ko"]
    assert len(plot.data) > 5
    seen = pixels(plot._repr_png_())
    assert abs(seen.shape[1] - 2 * 85 / 25.4 * 96) < 2
    assert seen.std() > 0.03
    assert bool(seen.mean() < 0.4) is dark


@pytest.mark.parametrize(("what", "of"), PICTURES)
def test_a_picture_tells_nothing_that_comes_later(
    what: str, of: dict[str, str], graph: KnowledgeGraph, end: Drama
) -> None:
    now = graph.drama("soundtrack-1", at=2)
    told = {row.iri for row in now.characters}
    later = {name for row in end.characters if row.iri not in told for name in row.names.values()}
    groups = {name for row in now.groups for name in row.names.values()}  # one is called as a beat is
    beats = {label for beat in end.beats[2:] for label in beat.label.values()} - groups
    assert "Eun Soo's mother" in later
    assert "Photographs" in beats
    phases = {phase.iri for phase in end.phases} - {phase.iri for phase in now.phases}
    for lang in ("en", "ko"):
        plot = now.plot(what, lang, **of)
        svg = plot.to_bytes("svg")
        assert not beats & set(texts(svg))
        found = " ".join([svg.decode(), plot.data.to_csv(), *plot.captions.values()])
        assert not {one for one in later if one in found}
        assert not {one for one in phases if one in found}
    rows = graph.query(plot.query)
    assert isinstance(rows, Table)
    assert max(rows.column("told")) <= 2
    assert not later & set(rows.column("character"))
    if not of:
        assert not phases & set(rows.column("phase"))
        assert all(ended is None or ended <= 2 for ended in rows.column("ended"))


def test_the_query_of_who_appears_together_has_the_network(graph: KnowledgeGraph) -> None:
    assert_query_has_the_network(graph, graph.drama("soundtrack-1", at=4))


def test_the_query_of_a_timeline_has_its_phases(graph: KnowledgeGraph, end: Drama) -> None:
    plot = end.plot("timeline", most=500)
    rows = graph.query(plot.query)
    assert isinstance(rows, Table)
    asked = {(row["phase"], row["told"], row["ended"]) for row in rows}
    drawn = {(row["phase"], row["told"], row["ended"]) for row in plot.data}
    assert drawn <= asked
    # One line stands for what two sources tell differently.
    assert [phase.rsplit("/", 1)[-1] for phase, *_ in asked - drawn] == ["housemates-for-a-week"]
    assert {phase.iri for phase in end.phases} == set(rows.column("phase"))
    assert [row["ended"] for row in plot.data if row["relationship"] == "live together"] == [5]


def test_a_timeline_says_what_began_before_the_story_and_what_ends(end: Drama) -> None:
    said = texts(end.plot("timeline").to_bytes("svg"))
    assert "best friends ◂ 19–20 y. before" in said
    assert {"← one-sided love ◂ 8 y. before", "→ one-sided love ◂ 8 y. before"} <= set(said)


def test_the_same_plot_is_the_same_file(end: Drama, tmp_path: Path) -> None:
    plots = [end.plot("timeline", "ko") for _ in "ab"]
    for ending in ("svg", "png", "pdf"):
        one, other = (plot.save(tmp_path / f"{n}.{ending}").read_bytes() for n, plot in zip("ab", plots, strict=True))
        assert one == other
        assert one.startswith({"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}[ending])
        assert not re.search(rb"20\d\d-\d\d-\d\dT|CreationDate", one)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "a.png", "a.svg", "b.pdf", "b.png", "b.svg"]


def test_files_go_whole_or_not_at_all(end: Drama, tmp_path: Path) -> None:
    plot = end.plot("timeline")
    path = tmp_path / "a.png"
    path.write_bytes(b"old")
    with pytest.raises(ValueError, match=r"saved as \.png, \.svg or \.pdf, not as a\.gif"):
        plot.save(tmp_path / "a.gif")
    with pytest.raises(FileNotFoundError, match="no such folder"):
        plot.save(tmp_path / "nowhere" / "a.png")
    plot.figure.set_size_inches(1e6, 1e6)
    with pytest.raises(ValueError, match="too large"):
        plot.save(path)
    assert path.read_bytes() == b"old"


def test_a_file_says_what_it_shows(end: Drama) -> None:
    plot = end.plot("timeline")
    root = ElementTree.fromstring(plot.to_bytes("svg"))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == plot.caption
    assert b"Description" in plot.to_bytes("png", dpi=30)
    shown, sizes = plot._repr_mimebundle_()
    assert sizes["image/png"]["alt"] == plot.caption
    assert abs(sizes["image/png"]["width"] * 2 - pixels(shown["image/png"]).shape[1]) <= 1


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ({"what": "arcs"}, "there is no plot 'arcs' of a drama: say chart, network, timeline, centrality"),
        ({"lang": "fr"}, "'lang' is en or ko, not 'fr'"),
        ({"width": 4}, "a plot is from 50 to 1000 mm wide, not 4"),
        ({"width": "triple"}, "'width' is in mm, or 'single' or 'double', not 'triple'"),
        ({"width": None}, "'width' is in mm, or 'single' or 'double', not None"),
        ({"what": "network", "of": "x"}, "there is no network of 'x': say 'relationships' or 'presence'"),
        ({"what": "network", "measure": "x"}, "there is no measure 'x': say degree"),
        ({"what": "timeline", "measure": "x"},
         "the plot 'timeline' has no option 'measure': it has most, lang, dark, width, title"),
        ({"version": "1"}, "the plot 'chart' has no option 'version': it has lang, dark, width, title"),
        *(({"what": "network", "most": most}, f"'most' is a number from 1 to 500, not {most!r}")
          for most in (0, -3, "x", 2.0, True, None, 501)),
    ],
)  # fmt: skip
def test_wrong_wishes(wish: dict[str, object], told: str, end: Drama) -> None:
    with pytest.raises(QueryError, match=re.escape(told)):
        end.plot(**wish)  # type: ignore[arg-type]


def test_wrong_wishes_of_the_graph(graph: KnowledgeGraph, end: Drama) -> None:
    for given, told in (
        ({"what": "actors", "ties": 0}, "'ties' is a number from 1 to 500, not 0"),
        ({"what": "dramas", "most": 1000}, "'most' is a number from 1 to 500, not 1000"),
        ({"what": "themes", "ties": 3}, "the plot 'themes' has no option 'ties': it has most, lang, dark"),
        ({"what": "chart"}, "no plot 'chart' of the graph"),
    ):
        with pytest.raises(QueryError, match=re.escape(told)):
            graph.plot(**given)  # type: ignore[arg-type]
    with pytest.raises(QueryError, match="'most' is a number from 1, not 'x'"):
        graph.arcs(most="x")  # type: ignore[arg-type]
    for figure in (end.figure, partial(graph.figure, graph.to_networkx(seen=["*=end"]))):
        with pytest.raises(QueryError, match="'lang' is en or ko, not 'fr'"):
            figure(lang="fr")
    with pytest.raises(QueryError, match="a picture is of an answer or of a NetworkX graph, not of 3"):
        graph.figure(3)  # type: ignore[arg-type]


def test_without_matplotlib_it_says_what_to_install(end: Drama, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ImportError, match=re.escape(extra_command("figures"))):
        end.plot("chart")


def test_hostile_texts_are_texts() -> None:
    with drawing():
        svg = svg_of(draw_chart(hostile_chart(), look_of()))
    assert not re.search(rb"<script|<image|<b>|<a |href=.javascript", svg)
    root = ElementTree.fromstring(svg)  # no control character, and whole
    said = " ".join("".join(element.itertext()) for element in root.iter(f"{SVG}text"))
    assert not re.search("[\\x00-\\x08\\u202a-\\u202e\\u2066-\\u2069]", said)
    assert "<" in said or "&" in said


def test_nothing_is_taken_for_a_formula() -> None:
    from dataclasses import replace

    chart = large_chart()
    named = replace(chart, nodes=(replace(chart.nodes[0], label={"en": "$x_1^2$ & {a}"}), *chart.nodes[1:]))
    with drawing():
        assert "$x_1^2$ & {a}" in texts(svg_of(draw_chart(named, look_of(width=400))))


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_cut_to_their_room(text: str) -> None:
    with drawing():
        cut = fitted(clip(text, 90), 8, 60)
        assert text_width(cut, 8) <= 60
        lines = broken(clip(text, 90), 8, 60)
        assert len(lines) <= 2
        assert all(text_width(line, 8) <= 60 for line in lines)
        whole = wrapped(clip(text, 90), 8, 60)
        assert all(text_width(line, 8) <= 60 for line in whole)
        assert "".join(whole).replace(" ", "") == clip(text, 90).replace(" ", "")


@pytest.mark.parametrize("width", ["single", "double"])
def test_no_word_of_a_large_chart_covers_another(width: str) -> None:
    from kg.plot.chart_page import ChartPage
    from kg.plot.chart_words import placed_words

    chart = large_chart()
    with drawing():
        page = ChartPage(chart, look_of(width=width))
        placed = placed_words(page, {kind.id: kind for kind in chart.kinds})
    rects = [label.plate for _, labels in placed for label in labels]
    assert len(placed) > (0.75 if width == "single" else 0.99) * len(chart.edges)
    covered = 0.0
    for at, one in enumerate(rects):
        for other in rects[at + 1 :]:
            wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
            high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
            covered += max(wide, 0) * max(high, 0)
    assert covered < 0.02 * sum(rect.width * rect.height for rect in rects) * (2 if width == "single" else 1)
    assert all(rect.x >= 0 and rect.x + rect.width <= page.look.width for rect in rects)


def test_nothing_to_draw() -> None:
    with drawing():
        assert texts(svg_of(draw_chart(empty_chart(), look_of())))
        rows, total = rows_of(empty_chart(), bars_of(empty_chart(), (), {}, ()), (), 5)
        assert (rows, total) == ([], 0)
        draw_timeline(empty_chart(), rows, 1, look_of())


@pytest.mark.parametrize("what", DRAMA_PLOTS)
def test_of_a_drama_with_a_line_alone_it_is_said_that_nothing_is_known(what: str, graph: KnowledgeGraph) -> None:
    drama = graph.drama("agency")
    of = {"en": "characters", "ko": "인물이"} if what == "chart" else {"en": "relationships", "ko": "관계가"}
    plot = drama.plot(what, width="single")
    assert f"No {of['en']} are known so far." in texts(plot.to_bytes("svg"))
    assert f"No {of['en']} are known so far. As told by step 1" in plot.caption
    assert f"아직 알려진 {of['ko']} 없습니다." in texts(drama.plot(what, "ko").to_bytes("svg"))


def test_of_no_drama_it_is_said_that_nothing_is_known() -> None:
    import networkx as nx

    given = ({}, None, "0.1.0", look_of(width="single"))
    for plot, of in (
        (plot_themes({}, {}, *given), "themes"), (plot_network(nx.Graph(), "actors", *given), "actors"),
        (plot_network(nx.Graph(), "dramas", *given), "dramas"), (plot_pairs(ThemePairs(0, 2, 0, ()), *given), "themes"),
    ):  # fmt: skip
        assert f"No {of} are known so far" in words(plot)
        assert f"No {of} are known so far" in plot.caption
        assert len(plot.data) == 0


def test_nothing_that_is_to_be_cited_is_cut_off() -> None:
    """In the narrowest picture, too, the note and the version are there whole, and all is on the page."""
    version, far = "0.1.0+" + "815fa92f37ae" * 4, {"en": "told " * 200, "ko": "알려진 " * 200}
    assert captions({"en": "A"}, {"en": "B"}, far, version)["ko"].endswith(f"… 드라마 KG {version}.")
    note = {"en": "a note that is longer than the page is wide, and goes on", "ko": "?"}
    with drawing():
        sheet = Sheet(look_of(width=50), 10, {"en": "A title that needs two lines of it"}, small_print(far, version),
                      note=note)  # fmt: skip
        said = " ".join(texts(svg_of(sheet.figure)))
        lines = [(one.get_text(), one.get_position()[1]) for one in sheet.page.texts]
    assert note["en"] in said
    assert version in said.replace(" ", "")
    assert "that needs two lines" in said
    places = [at for _, at in lines]
    assert places == sorted(places)
    assert min(b - a for a, b in pairwise(places)) > 6
    assert 72 * sheet.figure.get_size_inches()[1] - places[-1] > 6


def test_phases_that_begin_together_are_in_the_order_of_the_story(end: Drama) -> None:
    arcs = {frozenset((arc.one, arc.other)): [step.phase for step in arc.steps] for arc in end.story.arcs}
    drawn: dict[frozenset[object], list[tuple[int, str]]] = {}
    for row in end.plot("timeline", most=500).data:
        drawn.setdefault(frozenset((row["one"], row["other"])), []).append((row["told"], row["phase"]))
    for pair, rows in drawn.items():
        order = arcs[pair]  # type: ignore[index]
        assert rows == sorted(rows, key=lambda row: (row[0], order.index(row[1])))


def test_korean_needs_a_font(monkeypatch: pytest.MonkeyPatch, end: Drama) -> None:
    """Where none has hangul, it is said once what to do, and an SVG is right wherever there is one."""
    from matplotlib import font_manager

    ours = [one for one in font_manager.fontManager.ttflist if one.name.startswith("DejaVu")]
    caches = (fonts.hangul_font, fonts.tell_of_missing_hangul, text_width)
    monkeypatch.setattr(font_manager.fontManager, "ttflist", ours)
    for cache in caches:
        cache.cache_clear()
    try:
        with pytest.warns(UserWarning, match="no installed font has hangul") as told:
            svg = end.plot("timeline", "ko").to_bytes("svg")
        assert len(told) == 1
        assert "첫사랑" in "".join(texts(svg)) or "짝사랑" in "".join(texts(svg))
        assert b"Noto Sans KR" in svg
    finally:
        monkeypatch.undo()
        for cache in caches:
            cache.cache_clear()
    assert fonts.hangul_font(), "install a font with hangul to test with: apt-get install fonts-noto-cjk"


def test_threads_and_settings_of_others(end: Drama) -> None:
    """However many draw at once, the pictures are the same, and nobody's settings are touched."""
    with matplotlib.rc_context({"font.size": 31.0, "text.usetex": True, "svg.fonttype": "path"}):
        before = dict(matplotlib.rcParams)
        with ThreadPoolExecutor(4) as pool:
            many = list(pool.map(lambda _: end.plot("timeline").to_bytes("svg"), range(4)))
        assert dict(matplotlib.rcParams) == before
    assert set(many) == {end.plot("timeline").to_bytes("svg")}


def test_themes_and_networks_of_the_graph(graph: KnowledgeGraph) -> None:
    first, last = (graph.plot("themes", seen=seen) for seen in (None, ["*=end"]))
    assert "cohabitation" in words(last)
    assert len(first.data) < len(last.data)
    assert "premise" in first.caption
    for seen in ("soundtrack-1=2; *=end", {"soundtrack-1": 2, "*": "end"}):
        assert "Soundtrack #1 to step 2; all others to its end" in graph.plot("themes", seen=seen).caption
    seen = graph.at_texts(["*=end"]).query(last.query)
    assert isinstance(seen, Table)
    assert {(row["theme"], row["drama"]) for row in last.data} <= {(row["theme"], row["drama"]) for row in seen}
    assert "박형식" in words(graph.plot("actors", "ko"))
    assert len(graph.plot("dramas", seen=["*=end"]).data) > 0
    pairs = graph.plot("theme_pairs", seen=["*=end"])
    asked = graph.at_texts(["*=end"]).query(pairs.query)
    assert isinstance(asked, Table)
    together = {frozenset((row["one"], row["other"])): row["strength"] for row in asked}
    assert all(together[frozenset((row["one"], row["other"]))] == row["observed"] for row in pairs.data)


def test_far_told() -> None:
    titles = {"soundtrack-1": {"en": "Soundtrack #1", "ko": "사운드트랙#1"}}
    assert far_told(["soundtrack-1=2", "*=end"], titles) == {
        "en": "Told so far: Soundtrack #1 to step 2; all others to its end",
        "ko": "공개 범위: 사운드트랙#1 2단계까지; 나머지 끝까지",
    }


@pytest.mark.parametrize(("nodes", "width", "crowded"), [(12, "double", False), (60, "single", True)])
def test_no_name_of_a_network_lies_on_another(nodes: int, width: str, crowded: bool) -> None:
    import networkx as nx
    from matplotlib.transforms import Bbox

    ring = nx.relabel_nodes(nx.circular_ladder_graph(nodes // 2), {at: f"{at:02}" for at in range(nodes)})
    drawn = Drawn(ring, dict.fromkeys(ring, 1.0), {one: {"en": f"Somebody named {one}"} for one in ring}, frozenset())
    figure = draw_network(drawn, look_of(width=width), {"en": "T"}, {"en": "C"}, {"en": "degree"})
    figure.canvas.draw()
    names = [text for text in figure.axes[0].texts if text.get_text().startswith("Somebody")]
    boxes = [text.get_window_extent() for text in names]
    shared = [Bbox.intersection(one, other) for one, other in combinations(boxes, 2)]
    smallest = min(box.width * box.height for box in boxes)
    assert all(box is None or box.width * box.height < 0.2 * smallest for box in shared)
    assert (len(names) < nodes) is crowded
    said = " ".join(text.get_text() for text in figure.axes[0].texts)
    assert (f"Circles without a name: {nodes - len(names)};" in said) is crowded


def test_places_are_the_same_each_time_and_apart() -> None:
    import networkx as nx
    import numpy as np

    graph = nx.relabel_nodes(nx.disjoint_union(nx.karate_club_graph(), nx.path_graph(3)), str)
    turned = nx.Graph()
    turned.add_nodes_from(reversed(list(graph)))
    turned.add_edges_from((other, one) for one, other in reversed(list(graph.edges())))
    assert places_of(graph) == places_of(turned)
    path = nx.relabel_nodes(nx.path_graph(MOST), str)
    found = np.array(list(places_of(path).values()))
    assert np.isfinite(found).all()
    assert (np.ptp(found, axis=0) > 10).all()
    at = _apart(np.zeros((5, 2)), np.full(5, 4.0))
    gaps = np.sqrt(((at[:, None] - at[None]) ** 2).sum(axis=2))[np.triu_indices(5, 1)]
    assert gaps.min() > 7


def test_the_command(built: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(main, ["plot", *arguments], catch_exceptions=False)
        assert done.exit_code == 0, done.stderr
        return done.stdout

    assert run("Soundtrack #1", "timeline", "--at", "2", "--lang", "ko") == "soundtrack-1-2-timeline.png\n"
    assert pixels((tmp_path / "soundtrack-1-2-timeline.png").read_bytes()).std() > 0.03
    assert run("themes", "--at", "end", "--save", "t.svg") == "t.svg\n"
    assert run("soundtrack-1", "chart", "--print", "query").startswith("PREFIX dkg:")
    assert run("soundtrack-1", "network", "--measure", "degree", "--print", "data").startswith("node,degree")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["soundtrack-1-2-timeline.png", "t.svg"]
    for wrong, code, told in (
        (["chart"], 2, "chart is a picture of one drama: say which"),
        (["themes", "timeline"], 2, "themes is a picture of all dramas and takes no drama"),
        (["soundtrack-1", "themes"], 2, "themes is a picture of all dramas and takes no drama"),
        (["a", "b", "chart"], 2, "say DRAMA and one of"),
        (["themes", "-o", "t.gif"], 2, "a plot is saved as"),
        (["soundtrack-1", "timeline", "--measure", "foo"], 1, "'timeline' has no option 'measure': it has most, lang"),
    ):
        done = CliRunner().invoke(main, ["plot", *wrong])
        assert done.exit_code == code, done.stderr
        assert told in done.stderr


def test_the_help_says_which_option_is_of_which_picture() -> None:
    helped = {one.name: str(getattr(one, "help", "")) for one in plot_command.params}
    for option in ("measure", "most", "ties"):
        named = set(re.findall(r"[a-z_]+", helped[option].partition(":")[0]))
        every = {**DRAMA_PLOTS, **GRAPH_PLOTS}
        having = {what for what, draw in every.items() if option in options_of(draw)}
        assert having == (set(every) - named if "all" in named else named & set(every)), option

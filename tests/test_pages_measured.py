"""What measures the pages and takes pictures of them can be loaded, and the pages that it goes to are there."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import httpx2
import pytest

pytest.importorskip("playwright.sync_api", reason="pip install playwright")
from benchmarks.album import write_album
from benchmarks.paging.crowd import CHARACTERS, RELATIONSHIPS, SLUG, crowd_graph
from benchmarks.paging.found import Found
from benchmarks.paging.plain import besides_library, write_plain
from benchmarks.paging.report import report
from benchmarks.tour import FIRST_VIEWS, TOUR


@pytest.mark.parametrize("module", ["benchmarks.paging.__main__", "benchmarks.screenshots", "benchmarks.searching"])
def test_what_make_runs_can_be_loaded(module: str) -> None:
    assert import_module(module).main.params


def test_every_page_of_the_tour_is_there(server: str) -> None:
    wanted = {**dict.fromkeys(FIRST_VIEWS.values(), 200), **{stop.path: stop.status for stop in TOUR if not stop.whole}}
    with httpx2.Client(base_url=server, timeout=60, follow_redirects=True) as client:
        assert {path: client.get(path).status_code for path in wanted} == wanted
    assert len({stop.name for stop in TOUR}) == len(TOUR)


def test_the_crowd_is_one_chart_and_one_plain_page(tmp_path: Path) -> None:
    graph = crowd_graph()
    chart = graph.drama(SLUG, "end").chart()
    assert len(chart.nodes) == CHARACTERS
    assert len(chart.groups) == 6
    assert sum(not edge.follows for edge in chart.edges) == RELATIONSHIPS
    write_plain(graph, SLUG, tmp_path / "plain.html")
    html = (tmp_path / "plain.html").read_text(encoding="utf-8")
    assert all(node.label["en"] in html for node in chart.nodes)
    assert besides_library(graph, SLUG) < len(html) / 1000


def test_the_report_says_what_is_missed() -> None:
    text = report(
        [Found("bytes", "start", "desk", "KB", 240, 200), Found("frames", "crowd", "desk", "fps", 60, 58.8, True, 30)],
        {},
    )
    assert "1 goals kept, 1 missed" in text
    assert "| start | desk | KB | 240 | < 200 | **no** |" in text
    assert "| crowd | desk | fps | 60 | ≥ 58.8 | yes | 30 | 0.5 |" in text


def test_an_album_shows_every_picture(tmp_path: Path) -> None:
    for name in ("start.en.390x844.dark.jpg", "start.ko.1280x900.light.jpg", "path & search.en.390x844.light.jpg"):
        (tmp_path / name).touch()
    html = write_album(tmp_path).read_text(encoding="utf-8")
    assert html.count("<img") == 3
    assert html.count("<section>") == 2
    assert "path%20%26%20search.en.390x844.light.jpg" in html
    assert 'alt="start, en, 390x844, dark"' in html

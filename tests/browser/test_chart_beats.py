"""The chart of another beat in the same widget, and what somebody looks at as a value."""

from __future__ import annotations

import json

import pytest

from kg.graph import KnowledgeGraph
from tests.browser.charts import Show, data_of
from tests.chart_samples import large_chart
from tests.live import until

pytestmark = pytest.mark.browser
PLACES = "Object.values(dramaChart.network.getPositions()).map(p => [p.x, p.y])"


def test_update_shows_what_a_fresh_page_would_show(show: Show, graph: KnowledgeGraph) -> None:
    charts = {at: graph.drama("soundtrack-1", at=at).chart() for at in (1, 3, "end")}
    page = show(charts[1])
    page.evaluate("window.before = dramaChart.network; dramaChart.restore({ focus: 'eunsoo' })")
    fit = "(() => { dramaChart.view.fit(); return [dramaChart.network.getScale(), dramaChart.view.bounds]; })()"
    for at in ("end", 3, 1):
        page.evaluate("data => dramaChart.update(data)", data_of(charts[at]))
        assert page.evaluate("dramaChart.network === before") is True
        assert page.evaluate("dramaChart.state().focus") == "eunsoo"
        assert sorted(page.evaluate("dramaChart.nodes.getIds()")) == sorted(node.id for node in charts[at].nodes)
        assert sorted(page.evaluate("dramaChart.edges.getIds()")) == sorted(edge.id for edge in charts[at].edges)
        assert page.locator(".dc-caption").inner_text() == charts[at].caption["en"]
    page.keyboard.press("Escape")
    said = "(() => { document.querySelector('.dc-live').textContent = ''; return document.body.innerText; })()"
    seen = [page.evaluate(each) for each in (PLACES, fit, said)]
    # What was told later is nowhere any more, not even in what is not shown.
    kept = page.evaluate("JSON.stringify(dramaChart.view.data)") + page.content().split('class="dc-data">')[0]
    for gone in ("Jennifer", "a woman who", "ex-boyfriend"):
        assert gone not in kept
    page = show(charts[1])
    assert [page.evaluate(each) for each in (PLACES, fit, said)] == seen


def test_who_is_no_longer_there_is_no_longer_chosen(show: Show, graph: KnowledgeGraph) -> None:
    page = show(graph.drama("soundtrack-1", at="end").chart())
    page.evaluate("dramaChart.restore({ focus: 'ex' })")
    assert page.locator(".dc-panel").is_visible()
    page.evaluate("data => dramaChart.update(data)", data_of(graph.drama("soundtrack-1", at=1).chart()))
    assert page.locator(".dc-panel").is_hidden()
    assert page.evaluate("dramaChart.state().focus") is None


def test_who_stays_moves_to_the_new_place(show: Show, graph: KnowledgeGraph) -> None:
    chart = graph.drama("soundtrack-1", at=1).chart()
    page = show(chart)
    page.emulate_media(reduced_motion="no-preference")
    later = data_of(graph.drama("soundtrack-1", at="end").chart())
    mari = next(node.id for node in chart.nodes if node.id.endswith("/mari"))
    was = page.evaluate("id => dramaChart.network.getPosition(id).x", mari)
    moving = "([id, data]) => { dramaChart.update(data); return dramaChart.network.body.nodes[id].x; }"
    assert page.evaluate(moving, [mari, later]) == pytest.approx(was, abs=1)
    until(page, "dramaChart.view.glide === null")
    there = page.evaluate(
        "[...dramaChart.view.nodes.values()].map(node => [dramaChart.network.body.nodes[node.id].x, node.at.wide[0]])"
    )
    assert all(at == pytest.approx(goal, abs=1) for at, goal in there)


def test_state_comes_back_and_is_told(show: Show) -> None:
    page = show(large_chart())
    page.evaluate("document.addEventListener('dc-change', event => (window.told = event.detail))")
    page.locator("[data-kind=work]").click()
    page.evaluate("dramaChart.restore({ ...told, focus: 'tae' })")
    page.locator("[data-view=table]").click()
    state = page.evaluate("window.told")
    assert state == {
        "focus": "tae",
        "edge": None,
        "path": None,
        "kinds": ["work"],
        "follows": False,
        "only": None,
        "view": "table",
    }
    assert page.evaluate("dramaChart.state()") == state
    page.locator("[data-view=chart]").click()
    page.locator("[data-do=reset]").click()
    page.evaluate("state => dramaChart.restore(state)", json.loads(json.dumps(state)))
    assert page.evaluate("dramaChart.state()") == state
    # What is not there, or is no state at all, is passed over.
    for wrong in ({"focus": "nobody", "path": ["tae"], "kinds": "work", "view": "<b>", "only": [1, None]}, {}, None):
        page.evaluate("state => dramaChart.restore(state || undefined)", wrong)
        assert page.evaluate("dramaChart.state().focus") is None

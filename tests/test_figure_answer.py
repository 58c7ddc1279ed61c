"""The answer to a query as a picture: what is who, whom and the word, and why there may be none."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import QueryError
from kg.figure import Chart, NoChart, chart_fragment, chart_of_answer, figure_of
from kg.figure.answer import MOST_LINES, MOST_THINGS
from kg.graph import KnowledgeGraph
from kg.store import EmbeddedStore
from tests.chart_samples import HOSTILE

THING = "https://w3id.org/drama-kg/id/drama/d/character/"
GRAPH = NamedNode("https://example.org/g")
PEOPLE = {THING + "a": {"en": "Ann", "ko": "앤"}, THING + "b": {"ko": "보라"}}


def answered(select: str, rows: str) -> Chart | NoChart:
    """The picture of an answer whose rows a test writes down."""
    query = f"PREFIX : <{THING}> SELECT {select} {{ VALUES ({select}) {{ {rows} }} }}"
    return chart_of_answer(EmbeddedStore.of([]).query(query), PEOPLE)


def drawn(chart: Chart | NoChart) -> list[tuple[str, str, str]]:
    """Who, word, whom of each line."""
    assert isinstance(chart, Chart), chart
    return [(edge.source[-1], edge.label["en"], edge.target[-1]) for edge in chart.edges]


def run(graph: KnowledgeGraph, name: str, **values: str) -> Chart:
    found = graph.figure(graph.run(name, **values)).chart
    assert len(found.nodes) > 1
    return found


def test_two_columns_are_who_and_whom_and_a_text_is_the_word() -> None:
    chart = answered("?a ?b ?how", "(:a :b 'trusts') (:b :a 'owes')")
    assert drawn(chart) == [("a", "trusts", "b"), ("b", "owes", "a")]
    assert isinstance(chart, Chart)
    assert [node.label for node in chart.nodes] == [PEOPLE[THING + "a"], {"ko": "보라", "en": "보라"}]
    assert [kind.label["en"] for kind in chart.kinds] == ["trusts", "owes"]
    assert all(edge.directed for edge in chart.edges)


def test_parallel_lines_are_kept_and_the_same_row_is_one() -> None:
    chart = answered("?a ?b ?how ?since", "(:a :b 'met' 1) (:a :b 'met' 2) (:a :b 'left' 2) (:a :b 'met' 1)")
    assert drawn(chart) == [("a", "met", "b"), ("a", "met", "b"), ("a", "left", "b")]
    assert isinstance(chart, Chart)
    assert [[detail["en"] for detail in edge.details] for edge in chart.edges] == [
        ["since: 1"],
        ["since: 2"],
        ["since: 2"],
    ]


def test_without_a_word_every_further_person_is_a_whom() -> None:
    chart = answered("?a ?rival ?over_whom", "(:a :b :c) (:b UNDEF :c) (:c :c UNDEF)")
    assert drawn(chart) == [("a", "rival", "b"), ("a", "over whom", "c"), ("b", "over whom", "c")]
    assert isinstance(chart, Chart)
    assert chart.caption["en"] == "3 things, 3 lines; 1 row has no line"


def test_people_before_other_things_and_the_labels_beside_them() -> None:
    chart = answered(
        "?d ?a ?a_label ?b ?how", "(id:drama\\/d :c 'Cho'@en :e dkg:mentorOf) (id:drama\\/d :e UNDEF :c dkg:friendOf)"
    )
    assert drawn(chart) == [("c", "mentorOf", "e"), ("e", "friendOf", "c")]
    assert isinstance(chart, Chart)
    assert [node.label["en"] for node in chart.nodes] == ["Cho", "e"]


def test_the_ontology_gives_words_lines_and_directions(graph: KnowledgeGraph) -> None:
    chart = run(graph, "ties-between")
    lines = {edge.label["en"]: (edge.directed, edge.kind) for edge in chart.edges}
    assert lines["mentor"] == (True, "Guidance") or lines["mentoring"][0] is True
    assert any(not directed for directed, _ in lines.values())
    mentors = graph.query("SELECT ?a ?how ?b { VALUES ?how { dkg:friendOf } ?a ?how ?b }")
    both_ways = len(mentors)
    assert both_ways == 2 * len(graph.figure(mentors).chart.edges)


def test_what_several_dramas_say_stands_in_their_boxes(graph: KnowledgeGraph) -> None:
    chart = run(graph, "mentors-and-teachers")
    assert {group.label["en"] for group in chart.groups} == {"Soundtrack #1", "Soundtrack #2"}
    assert {node.group for node in chart.nodes} == {group.id for group in chart.groups}


@pytest.mark.parametrize(
    "name", ["ties-between", "ties-at-the-end", "ties-at-the-start", "jealousies", "mentors-and-teachers"]
)
def test_every_query_that_promises_a_network_has_one(graph: KnowledgeGraph, name: str) -> None:
    assert graph.queries()[name].view == "network"
    assert run(graph, name).edges


def test_no_query_that_promises_a_network_is_left_out(graph: KnowledgeGraph) -> None:
    for name in (query.id for query in graph.queries().values() if query.view == "network"):
        assert run(graph, name).edges, name


def test_triples_are_drawn_with_their_literals_beside(graph: KnowledgeGraph) -> None:
    found = graph.query("DESCRIBE <https://w3id.org/drama-kg/id/drama/soundtrack-1/character/wooil>")
    chart = found.figure("ko").chart
    wooil = next(node for node in chart.nodes if node.id.endswith("/character/wooil"))
    assert wooil.label["ko"] == "강우일"
    assert wooil.detail is not None
    assert "Character" in wooil.detail["en"]
    words = {edge.label.get("ko") for edge in chart.edges if edge.source == wooil.id}
    assert len(words) > 1
    assert all(not edge.target.startswith('"') for edge in chart.edges)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("ASK {}", "yes or no"),
        ("SELECT ?x { VALUES ?x { } }", "empty answer"),
        ("SELECT ?x ?n { VALUES (?x ?n) { (dkg:a 1) } }", "two columns of IRIs"),
        ("SELECT ?x ?y { VALUES (?x ?y) { (dkg:a dkg:a) } }", "two columns of IRIs"),
        ("CONSTRUCT { dkg:a dkg:note 'x' } WHERE {}", "two columns of IRIs"),
    ],
)
def test_why_there_is_no_picture(query: str, reason: str) -> None:
    found = EmbeddedStore.of([]).query(query)
    why = chart_of_answer(found)
    assert isinstance(why, NoChart)
    assert reason in why.reason["en"]
    assert why.reason["ko"]
    with pytest.raises(QueryError, match=reason):
        figure_of(found)


def test_too_much_is_refused_with_the_numbers() -> None:
    def star(points: int) -> Chart | NoChart:
        rows = " ".join(f"(<x:0> <x:{n}>)" for n in range(1, points + 1))
        return chart_of_answer(EmbeddedStore.of([]).query(f"SELECT * {{ VALUES (?a ?b) {{ {rows} }} }}"))

    assert isinstance(star(MOST_THINGS - 1), Chart)
    many = star(MOST_THINGS)
    assert isinstance(many, NoChart)
    assert f"{MOST_THINGS + 1} things and {MOST_THINGS} lines are too many" in many.reason["en"]
    rows = " ".join(f"(<x:a> <x:b> 'w{n}')" for n in range(MOST_LINES + 1))
    lines = chart_of_answer(EmbeddedStore.of([]).query(f"SELECT * {{ VALUES (?a ?b ?w) {{ {rows} }} }}"))
    assert isinstance(lines, NoChart)


def test_hostile_labels_are_text() -> None:
    quads = [
        Quad(NamedNode(f"https://e.org/{n}"), NamedNode("https://e.org/p"), Literal(text.replace("\ud800", "")), GRAPH)
        for n, text in enumerate(HOSTILE)
    ]
    found = EmbeddedStore.of(quads).query(
        "SELECT ?a ?a_label ?b ?b_label { ?a <https://e.org/p> ?a_label . ?b <https://e.org/p> ?b_label }"
    )
    chart = chart_of_answer(found)
    assert isinstance(chart, Chart)
    html = chart_fragment(chart)
    assert "<img" not in html
    assert "<script>" not in html
    assert "&lt;img src=x" in html


def test_an_answer_draws_itself_in_a_notebook(graph: KnowledgeGraph) -> None:
    assert graph.run("ties-at-the-end").figure()._repr_html_().startswith("<iframe sandbox")
    with pytest.raises(QueryError, match="예/아니요"):
        graph.query("ASK {}").figure("ko")
    with pytest.raises(QueryError, match="no graph that could draw it"):
        EmbeddedStore.of([]).query("SELECT * { VALUES (?a ?b) { (dkg:a dkg:b) } }").figure()

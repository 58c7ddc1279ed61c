"""The actors' world and the themes that come together: against hand-worked values, and as far as told."""

from __future__ import annotations

from itertools import product

import networkx as nx
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis import Credits, DramaRef, Told
from kg.between import benjamini_hochberg, collaboration_of, find_theme_pairs, fisher_exact
from kg.cli import main
from kg.errors import QueryError
from kg.graph import KnowledgeGraph
from kg.metrics import steps_apart
from kg.ontology import Ontology
from kg.themes import theme_tree
from kg.views import Viewpoint
from kg.vocab import ID_BASE

THEME = ID_BASE + "theme/"


def test_fisher_by_hand() -> None:
    """R. A. Fisher's lady tasting tea: 3 of 4 cups right has (16 + 1) / 70, all 4 have 1 / 70."""
    assert fisher_exact(4, 4, 4, 8) == pytest.approx(1 / 70)
    assert fisher_exact(3, 4, 4, 8) == pytest.approx(17 / 70)
    # 2 and 3 of 5 dramas, both in 2: C(3,2) / C(5,2).
    assert fisher_exact(2, 2, 3, 5) == pytest.approx(3 / 10)
    for impossible in ((3, 2, 3, 5), (0, 4, 4, 5), (1, 6, 2, 5), (-1, 2, 2, 5)):
        with pytest.raises(ValueError, match="impossible"):
            fisher_exact(*impossible)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 7), st.data())
def test_fisher_is_the_share_of_all_ways(size: int, data: st.DataObject) -> None:
    """Of all ways to lay one theme over the dramas, those that meet the other at least so often."""
    one, other = (data.draw(st.integers(0, size)) for _ in "ab")
    observed = data.draw(st.integers(max(0, one + other - size), min(one, other)))
    ways = [way for way in product((0, 1), repeat=size) if sum(way) == other]
    as_many = sum(sum(way[:one]) >= observed for way in ways)
    assert fisher_exact(observed, one, other, size) == pytest.approx(as_many / len(ways))


def test_benjamini_and_hochberg_by_hand() -> None:
    """The p of 15 tests that the two give in 1995: with a rate of 0.05 the first four are findings."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
         0.7590, 1.0]  # fmt: skip
    q = benjamini_hochberg(p)
    assert [value <= 0.05 for value in q] == [True] * 4 + [False] * 11
    assert q[3] == pytest.approx(0.0095 * 15 / 4)
    assert q[5] == q[6] == pytest.approx(0.0298 * 15 / 7)  # no later test has a smaller q
    assert benjamini_hochberg(p[::-1]) == q[::-1]
    assert benjamini_hochberg([]) == []


def test_theme_pairs_by_hand(ontology: Ontology) -> None:
    """Five dramas: music in a, b, c and cohabitation in a, b; a love square is a love triangle, which is no finding."""
    graph = nx.Graph()
    having = {"music": "abc", "cohabitation": "ab", "love-square": "de", "love-triangle": "de"}
    for slug, dramas in having.items():
        graph.add_node(THEME + slug, dramas=list(dramas))
    tree = theme_tree(ontology)
    found = find_theme_pairs(graph, tree, lambda iri: DramaRef(iri, {}, None, True), least=1)
    assert (found.dramas, found.tested) == (5, 5)  # of six pairs, one is broader and narrower
    (pair,) = found.pairs
    assert (pair.one.slug, pair.other.slug, pair.observed) == ("cohabitation", "music", 2)
    assert pair.expected == pytest.approx(2 * 3 / 5)
    assert pair.p == pytest.approx(3 / 10)
    assert pair.q == pytest.approx(1.0)  # 0.3 · 5 / 1, and no more than 1
    assert [drama.slug for drama in pair.dramas] == ["a", "b"]
    assert find_theme_pairs(graph, tree, lambda iri: DramaRef(iri, {}, None, True), least=3).tested == 0


@settings(max_examples=40, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=14))
def test_steps_apart_are_those_of_networkx(pairs: set[tuple[int, int]]) -> None:
    graph = nx.Graph([(str(one), str(other)) for one, other in pairs if one != other])
    ways = [length for one, found in nx.all_pairs_shortest_path_length(graph)
            for other, length in found.items() if one < other]  # fmt: skip
    counted = tuple(ways.count(length) for length in range(1, max(ways, default=0) + 1))
    for engine in ("networkx", "igraph"):
        assert steps_apart(graph, engine) == counted  # type: ignore[arg-type]


def test_who_acts_together_again(graph: KnowledgeGraph) -> None:
    for seen in ([], ["*=end"]):
        found = graph.collaboration(seen=seen)
        assert {who.iri for who in found.people} == set(graph.to_networkx("actors", seen=seen))
        assert sum(found.steps) == sum(part.nodes * (part.nodes - 1) // 2 for part in found.metrics.network.components)
        assert found.people_table("ko").column("node_label")[0] == found.central()[0][0].name("ko")


def test_recurring_pairs_by_hand(graph: KnowledgeGraph) -> None:
    """Those with most dramas first; whoever shares one drama is no recurring pair."""
    credits = Credits(Told(graph.store)).at(Viewpoint())
    hyungsik, sohee, joohun = (f"{ID_BASE}person/{slug}" for slug in ("park-hyung-sik", "han-so-hee", "kim-joo-hun"))
    actors = nx.Graph()
    actors.add_edge(hyungsik, joohun, strength=2, dramas=["soundtrack-1", "soundtrack-2"])
    actors.add_edge(hyungsik, sohee, strength=3, dramas=["soundtrack-1", "soundtrack-2", "hwarang"])
    actors.add_edge(sohee, joohun, strength=1, dramas=["soundtrack-1"])
    found = collaboration_of(actors, credits)
    assert found.steps == (3,)
    assert [(pair.one.name("ko"), pair.other.slug, len(pair.dramas)) for pair in found.recurring] == [
        ("박형식", "han-so-hee", 3), ("박형식", "kim-joo-hun", 2),
    ]  # fmt: skip
    assert found.pairs_table("en").to_dicts()[1]["dramas"] == "Soundtrack #1, Soundtrack #2"


def test_nobody_is_counted_who_is_yet_to_come(graph: KnowledgeGraph) -> None:
    """As from the graph that has nothing more."""
    for seen in ([], ["soundtrack-1=3"]):
        view = graph.at_texts(seen)
        assert graph.collaboration(seen=seen).to_dict() == view.collaboration().to_dict()
        assert graph.theme_pairs(seen=seen, told=None).to_dict() == view.theme_pairs(told=None).to_dict()


@pytest.mark.parametrize("verb", ["collaboration", "theme-pairs"])
def test_verbs(verb: str, graph: KnowledgeGraph) -> None:
    del graph  # the build that the verb reads
    for lang, word in (("en", "1: " if verb == "collaboration" else "pairs tested"),
                       ("ko", "평균 거리" if verb == "collaboration" else "검정한 쌍")):  # fmt: skip
        done = CliRunner().invoke(main, [verb, "--at", "*=end", "--lang", lang], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        assert word in done.stdout
    done = CliRunner().invoke(main, [verb, "--format", "csv", "--most", "2"], catch_exceptions=False)
    assert len(done.stdout.splitlines()) <= 3
    assert "_label" in done.stdout.splitlines()[0]


def test_how_many_dramas_a_theme_needs_is_a_number_from_one(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="'least' is a number from 1, not 0"):
        graph.theme_pairs(least=0)

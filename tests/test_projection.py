"""Networks hold what sources tell, as far as told, and nothing else."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from kg.errors import NotFoundError
from kg.graph import KnowledgeGraph
from kg.metrics import measure
from kg.networks import endpoints, read_characters, read_phases
from kg.projection import NETWORKS, with_distances
from kg.vocab import DKG, ID_BASE

DRAMA = f"{ID_BASE}drama/soundtrack-1"
EUNSOO, WOOIL = (f"{DRAMA}/character/{name}" for name in ("eunsoo", "wooil"))
MENTOR_OF = DKG.base + "mentorOf"
VIEWPOINTS = ((), ("soundtrack-1=2",), ("soundtrack-1=4", "soundtrack-2=end"), ("*=end",))


def content(graph: nx.Graph[str]) -> tuple[Any, ...]:
    """What a network holds, in an order of its own."""
    edges = graph.edges(keys=True, data=True) if isinstance(graph, nx.MultiDiGraph) else graph.edges(data=True)
    return sorted(graph.nodes(data=True)), sorted(edges, key=repr)


@pytest.mark.parametrize("slug", ["soundtrack-1", "soundtrack-2"])
def test_phases_are_those_that_the_chart_draws(graph: KnowledgeGraph, slug: str) -> None:
    for beat in range(1, graph.drama(slug).last + 1):
        drama = graph.drama(slug, at=beat)
        found = graph.to_networkx(dramas=slug, seen=[f"{slug}={beat}"], told="asserted")
        assert content(found) == content(drama.to_networkx())
        people = {row.iri: row for row in read_characters(drama.view)}
        assert set(found) == set(people)
        for iri, data in found.nodes(data=True):
            row, label = people[iri], people[iri].names["en"]
            assert (data["label"], data["label_ko"]) == (label, row.names.get("ko", label))
            assert (data["billing"], data["unnamed"]) == (row.billing, row.unnamed)
        drawn = {}
        for phase in read_phases(drama.view):
            for one, other, directed in endpoints(phase, graph.ontology):
                slugs = sorted({telling.source.rsplit("/", 1)[-1] for telling in phase.tellings})
                drawn[one, other, phase.iri] = (
                    phase.type, not directed, phase.end is not None, phase.certainty, phase.told, slugs, slug,
                )  # fmt: skip
        fields = ("type", "symmetric", "ended", "certainty", "told", "sources", "drama")
        assert drawn == {
            edge[:3]: tuple(edge[3][name] for name in fields) for edge in found.edges(keys=True, data=True)
        }


@pytest.mark.parametrize("of", NETWORKS)
@pytest.mark.parametrize("seen", VIEWPOINTS)
def test_a_network_is_that_of_the_graph_which_has_nothing_more(graph: KnowledgeGraph, of: Any, seen: Any) -> None:
    """The one selects in columns; the other closes what may be seen and holds nothing else."""
    assert content(graph.to_networkx(of, seen=seen)) == content(graph.at_texts(seen).to_networkx(of))
    if not seen:
        assert content(graph.to_networkx(of)) == content(graph.to_networkx(of, seen=[]))


def test_what_follows(graph: KnowledgeGraph) -> None:
    found = graph.to_networkx(seen=["*=end"], told="inferred", dramas="soundtrack-1")
    edges = {kind.edge for kind in graph.ontology.relationship_types.values()}
    closed = graph.query("SELECT ?a ?p ?b { GRAPH graph:inferred { ?a ?p ?b } ?a dkg:characterIn ?d }", {"d": _iri()})
    stated = {(row["a"], row["p"], row["b"]) for row in closed.to_dicts() if row["p"].removeprefix(DKG.base) in edges}
    assert len(stated) > 20
    both = {(b, p, a) for a, b, p, data in found.edges(keys=True, data=True) if data["symmetric"]}
    assert {(a, p, b) for a, b, p in found.edges(keys=True)} | both == stated
    assert found.edges[WOOIL, EUNSOO, MENTOR_OF]["type"] == "Mentoring"
    assert not graph.to_networkx(told="inferred").has_edge(WOOIL, EUNSOO, MENTOR_OF)  # the premise tells no mentor
    everything = graph.to_networkx(seen=["*=end"], dramas="soundtrack-1")
    assert {data["inferred"] for *_, data in everything.edges(data=True)} == {True, False}


def _iri() -> Any:
    from pyoxigraph import NamedNode

    return NamedNode(DRAMA)


def test_a_type_stands_for_those_below_it(graph: KnowledgeGraph) -> None:
    below = {"Friendship", "BestFriendship", "ChildhoodFriendship", "FamilyLikeBond"}
    found = graph.to_networkx(kinds=["friendship"], seen=["*=end"])
    types = {data["type"] for *_, data in found.edges(data=True)}
    assert "BestFriendship" in types
    assert types <= below
    assert len(found) == len(graph.to_networkx(seen=["*=end"]))  # who has no friend is there alone


def test_by_source(graph: KnowledgeGraph) -> None:
    """A source gives what it tells and what follows from that; all together give everything."""
    whole = graph.to_networkx(seen=["*=end"], told="asserted")
    between = whole.get_edge_data(WOOIL, EUNSOO).values()
    mentoring = next(data for data in between if data["type"] == "Mentoring")
    told: set[str] = set()
    follows = []
    for slug in {slug for *_, data in whole.edges(data=True) for slug in data["sources"]}:
        one = graph.to_networkx(sources=slug, seen=["*=end"])
        stated = [(key, data) for *_, key, data in one.edges(keys=True, data=True) if not data["inferred"]]
        assert all(data["sources"] == [slug] for _, data in stated)
        told |= {key for key, _ in stated}
        follows += [slug] if one.has_edge(WOOIL, EUNSOO, MENTOR_OF) else []
    assert told == {key for *_, key in whole.edges(keys=True)}
    assert sorted(follows) == mentoring["sources"] != []


def test_wrong_choices_say_what_would_be_right(graph: KnowledgeGraph) -> None:
    for choice, words in (
        ({"dramas": "Soundtrack #3"}, "no drama is called 'Soundtrack #3'; did you mean"),
        ({"kinds": "Freindship"}, "did you mean 'Friendship'"),
        ({"sources": "hallyu-soundtrack"}, "no source is called 'hallyu-soundtrack'; did you mean 'hallyu-soundtrack-"),
        ({"of": "dramas", "kinds": "theme"}, "did you mean 'themes'"),
    ):
        with pytest.raises(NotFoundError, match=words):
            graph.to_networkx(**choice)
    for choice in ({"of": "people"}, {"told": "guessed"}, {"of": "actors", "kinds": "Romance"},
                   {"of": "presence", "told": "asserted"}):  # fmt: skip
        with pytest.raises(ValueError, match=r"'relationships'|'asserted'"):
            graph.to_networkx(**choice)
    with pytest.raises(TypeError):
        graph.to_networkx(kinds=[4])  # type: ignore[list-item]


def test_strengths(graph: KnowledgeGraph) -> None:
    end = ["*=end"]
    actors = graph.to_networkx("actors", seen=end)
    dramas = graph.to_networkx("dramas", seen=end)
    themes = graph.to_networkx("themes", seen=end)
    assert all(data["strength"] == len(data["dramas"]) for net in (actors, themes) for *_, data in net.edges(data=True))
    cast: dict[str, set[str]] = {}
    for row in graph.query("SELECT ?p ?d { ?x dkg:performer ?p ; dkg:inDrama ?d }").to_dicts():
        cast.setdefault(row["d"], set()).add(row["p"])
    for one in dramas:
        for other in set(dramas) - {one}:
            shared = cast.get(one, set()) & cast.get(other, set())
            data = dramas.get_edge_data(one, other, {})
            assert data.get("cast", []) == sorted(shared)
            if data:
                assert data["strength"] == data["cast_strength"] + data["theme_strength"] > 0
                assert (data["cast_strength"], data["theme_strength"]) == (len(data["cast"]), len(data["themes"]))
    only = graph.to_networkx("dramas", kinds="cast", seen=end)
    assert {frozenset(edge) for edge in only.edges} == {
        frozenset(edge[:2]) for edge in dramas.edges(data=True) if edge[2]["cast"]
    }
    found = measure(actors)
    assert found.of(f"{ID_BASE}person/park-hyung-sik").strength == sum(
        data["strength"] for *_, data in actors.edges(f"{ID_BASE}person/park-hyung-sik", data=True)
    )
    assert all(data["distance"] == 1 / data["strength"] for *_, data in with_distances(themes).edges(data=True))
    assert not any("distance" in data for *_, data in themes.edges(data=True))
    with pytest.raises(ValueError, match="has no strength"):
        with_distances(graph.to_networkx(seen=end))


def test_how_far_and_which_drama_are_said_in_any_of_the_usual_ways(graph: KnowledgeGraph) -> None:
    drama = graph.drama("Soundtrack #1", at=2)
    wanted = dict(graph.to_networkx(dramas="Soundtrack #1", seen=["soundtrack-1=3"]).nodes(data=True))
    beats = {"Soundtrack #1": 3}, {"soundtrack-1": 3, "*": "premise"}
    for seen in ("soundtrack-1=3", "soundtrack-1=3;*=1", *beats):
        assert dict(graph.to_networkx(dramas=drama, seen=seen).nodes(data=True)) == wanted
    assert graph.metrics(drama, seen="*=end") == graph.metrics("soundtrack-1", seen=["*=end"])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"how far is said in texts, such as \['soundtrack-1=2'"):
        graph.to_networkx(seen=[3])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="expected a text or several, not 3"):
        graph.to_networkx(dramas=3)  # type: ignore[arg-type]
    assert graph.to_networkx(kinds="dkg:Romance").edges == graph.to_networkx(kinds="Romance").edges


def test_a_drama_has_every_network(graph: KnowledgeGraph) -> None:
    drama = graph.drama("soundtrack-1", at="end")
    appearing = drama.to_networkx("presence")
    assert {kind for *_, kind in appearing.edges(data="counted")} == {"events"}
    assert measure(appearing) == drama.metrics("presence")
    assert set(drama.to_networkx("actors")) == {iri for row in drama.characters for iri, _ in row.actors}
    with pytest.raises(ValueError, match="there is no network of 'friends'"):
        drama.to_networkx("friends")  # type: ignore[arg-type]

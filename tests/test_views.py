"""What may be seen at a beat: nothing that is told later can be reached, whatever is asked.

A view also holds the provenance graph. It shows, by design, that beats exist (their number, never their name), that
sources exist (title, publisher, address, verdict, grade), what reviews *judge* (aspect, stance, opinion and where that
stands in the review; none of it tells the story), and which graph comes from which source and beat. Names of graphs
hold the slug of a drama and of a source and a number, and no label of anything in the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.build import check_data
from kg.errors import NotFoundError
from kg.graph import KnowledgeGraph
from kg.ontology import Ontology
from kg.paths import data_dir
from kg.results import Table
from kg.views import Views, parse_beat
from kg.vocab import (
    DKG,
    GRAPH_ONTOLOGY,
    GRAPH_PROVENANCE,
    GRAPH_THEMES,
    ID_BASE,
    RDF,
    SKOS,
    thing,
)  # fmt: skip

BEATS = [("soundtrack-1", beat) for beat in range(1, 8)] + [("soundtrack-2", beat) for beat in range(1, 7)]


@pytest.fixture(scope="module")
def asserted(ontology: Ontology) -> list[Quad]:
    return check_data(data_dir(), ontology)[1]


@pytest.fixture(scope="module")
def told_at(asserted: list[Quad]) -> dict[str, tuple[str, int]]:
    """By graph: the drama and the beat at which it is told."""
    found = {}
    for quad in asserted:
        if quad.graph_name == GRAPH_PROVENANCE and quad.predicate == DKG.revealedAt:
            match = re.fullmatch(rf"{ID_BASE}drama/([^/]+)/beat/(\d+)", quad.object.value)
            assert match
            found[quad.subject.value] = (match[1], int(match[2]))
    return found


def everything(graph: KnowledgeGraph, drama: str, beat: int) -> Iterator[tuple[str, ...]]:
    view = Views(graph.store, graph.ontology).drama(thing("drama", drama), beat)
    table = view.query("SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }")
    assert isinstance(table, Table)
    for row in table.terms:
        yield tuple(getattr(term, "value", "") for term in row)


@pytest.mark.parametrize(("drama", "beat"), BEATS)
def test_nothing_told_later_can_be_reached(
    graph: KnowledgeGraph, asserted: list[Quad], told_at: dict[str, tuple[str, int]], drama: str, beat: int
) -> None:
    """Secrets are the names, texts and IRIs that stand in what is told later alone; none may be seen, wherever."""
    early, late = set(), set()
    for quad in asserted:
        if quad.graph_name.value in told_at:
            of, at = told_at[quad.graph_name.value]
            side = early if of == drama and at <= beat else late if of == drama else set()
            side.update(term.value for term in (quad.subject, quad.object) if isinstance(term, NamedNode | Literal))
        elif quad.graph_name != GRAPH_PROVENANCE:
            early.update(term.value for term in (quad.subject, quad.object))
    people = {quad.object.value for quad in asserted if "/graph/people/" in quad.graph_name.value}
    themes = {value for value in late if value.startswith(f"{ID_BASE}theme/")}  # the vocabulary of themes is no secret
    sources = {value for value in late if value.startswith(f"{ID_BASE}source/")}  # nor which sources there are
    words = {value for value in late if value.startswith(DKG.base)}  # what follows has more classes, which are words
    secrets = {value for value in late - early - people - themes - sources - words if len(value) > 3}
    last = max(position for of, position in told_at.values() if of == drama)
    assert bool(secrets) is (beat < last)
    seen = list(everything(graph, drama, beat))
    assert len(seen) > 1000
    others = {graph.value for graph in (GRAPH_ONTOLOGY, GRAPH_THEMES, GRAPH_PROVENANCE)}
    reached = {value for g, *statement in seen if g not in others for value in statement}
    assert not reached & secrets, sorted(reached & secrets)[:5]
    # In the provenance graph there is none either, apart from the addresses of beats.
    provenance = {value for g, s, _, o in seen if g == GRAPH_PROVENANCE.value for value in (s, o)}
    places = {o for _, _, p, o in seen if p == DKG.locator.value}  # headings of a source: where, not what
    leaked = {value for value in provenance & secrets if "/beat/" not in value and value not in places}
    assert not leaked


@pytest.mark.parametrize(("drama", "beat"), BEATS)
def test_provenance_shows_what_this_page_says_and_no_more(graph: KnowledgeGraph, drama: str, beat: int) -> None:
    allowed = {
        DKG.position, DKG.episode, DKG.inDrama, DKG.revealedAt, DKG.sourceKind, DKG.publisher, DKG.author, DKG.language,
        DKG.verdict, DKG.grade, DKG.address, DKG.reviews, DKG.madeIn, DKG.judges, DKG.aspect, DKG.stance, DKG.locator,
        SKOS.prefLabel, RDF.type,
    }  # fmt: skip
    rows = [(s, p, o) for g, s, p, o in everything(graph, drama, beat) if g == GRAPH_PROVENANCE.value]
    predicates = {p for _, p, _ in rows}
    assert predicates <= {node.value for node in allowed} | {"http://www.w3.org/ns/prov#wasDerivedFrom"}
    labelled = {s for s, p, _ in rows if p == SKOS.prefLabel.value}
    assert labelled
    assert all(s.startswith(f"{ID_BASE}source/") for s in labelled)  # beats have no name here
    things = {value for s, _, o in rows for value in (s, o) if value.startswith(f"{ID_BASE}drama/")}
    assert all(re.fullmatch(rf"{ID_BASE}drama/[^/]+(/beat/\d+)?", value) for value in things)


@pytest.mark.parametrize(("drama", "beat"), BEATS)
def test_beats_beyond_the_view_have_no_name(graph: KnowledgeGraph, drama: str, beat: int) -> None:
    rows = graph.drama(drama, beat).beats
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    assert [bool(row.label) for row in rows] == [row.position <= beat for row in rows]


def test_who_jennifer_is_stays_a_secret_until_it_is_told(graph: KnowledgeGraph) -> None:
    question = "SELECT ?who { ?alias a dkg:Alias ; dkg:denotes ?who }"
    owners = [len(graph.drama("soundtrack-1", beat).query(question)) for beat in range(1, 8)]  # type: ignore[arg-type]
    assert owners == [0, 0, 0, 1, 1, 1, 1]
    names = [[row.names["en"] for row in graph.drama("soundtrack-1", beat).aliases] for beat in (1, 2)]
    assert names == [[], ["Jennifer"]]
    assert graph.drama("soundtrack-1", 2).aliases[0].denotes is None
    denoted = graph.drama("soundtrack-1", 4).aliases[0].denotes
    assert denoted == thing("drama", "soundtrack-1", "character", "eunsoo").value


def test_love_that_nobody_knows_of_is_not_at_the_premise(graph: KnowledgeGraph) -> None:
    for beat, known in ((5, False), (6, True)):
        love = graph.drama("soundtrack-1", beat).query(
            f"ASK {{ ?phase dkg:lover <{ID_BASE}drama/soundtrack-1/character/eunsoo> }}"
        )
        assert bool(love) is known


def test_an_end_is_told_with_its_event_and_not_with_the_love(graph: KnowledgeGraph) -> None:
    question = f"ASK {{ <{ID_BASE}drama/soundtrack-1/relationship/seonwoo-loves-eunsoo> dkg:endsAt ?end }}"
    assert [bool(graph.drama("soundtrack-1", beat).query(question)) for beat in range(1, 8)] == [False] * 6 + [True]
    question = question.replace("endsAt", "startsAt")  # eight years ago: told when he speaks of it
    assert [bool(graph.drama("soundtrack-1", beat).query(question)) for beat in range(1, 8)] == [False] * 4 + [True] * 3


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s { GRAPH graph:inferred { ?s ?p ?o } }",
        "SELECT ?s FROM graph:inferred { ?s ?p ?o }",
        "SELECT ?s FROM NAMED graph:inferred { GRAPH ?g { ?s ?p ?o } }",
        "SELECT ?s FROM <https://w3id.org/drama-kg/graph/soundtrack-1/hallyu-soundtrack-1/7> { ?s ?p ?o }",
    ],
)  # fmt: skip
def test_the_inferences_of_everything_are_out_of_reach(graph: KnowledgeGraph, query: str) -> None:
    found = graph.drama("soundtrack-1", 1).query(query)
    assert isinstance(found, Table)
    follows = graph.drama("soundtrack-1", 1).query("SELECT ?s { GRAPH graph:inferred { ?s ?p ?o } }")
    assert isinstance(follows, Table)
    # What follows from what is seen is there, and that alone; a graph that is told later is not.
    assert sorted(found.column("s")) == (sorted(follows.column("s")) if "inferred" in query else [])
    assert 0 < len(follows) < len(graph.query("SELECT ?s { GRAPH graph:inferred { ?s ?p ?o } }"))


def test_another_drama_is_no_part_of_a_view(graph: KnowledgeGraph) -> None:
    seen = {s for g, s, _, _ in everything(graph, "soundtrack-1", 7) if "/graph/soundtrack-2/" in g}
    assert seen == set()


@pytest.mark.parametrize("drama", ["soundtrack-1", "soundtrack-2"])
def test_each_beat_tells_more(graph: KnowledgeGraph, drama: str) -> None:
    last = graph.drama(drama, "end").last
    sizes = [len(set(everything(graph, drama, beat))) for beat in range(1, last + 1)]
    assert sizes == sorted(set(sizes))


def test_a_view_closes_only_what_it_sees(graph: KnowledgeGraph) -> None:
    assert graph.drama("soundtrack-1").position == 1
    assert graph.drama("soundtrack-1", "end").position == 7


@pytest.mark.parametrize(
    ("text", "beat"), [("premise", 1), ("end", None), ("1", 1), ("7", 7), ("0003", 3), ("9999", 9999), ("0", 0)]
)
def test_beats_as_people_give_them(text: str, beat: int | None) -> None:
    assert parse_beat(text) == beat


@pytest.mark.parametrize(
    "text", ["", " ", "-1", "1.0", "1e3", "Premise", "END", "٣", "²", "1 ", "10000", "x" * 10_000, "1\n"]
)
def test_what_is_no_beat(text: str) -> None:
    with pytest.raises(NotFoundError, match="is no beat: give a number from 1, 'premise' or 'end'") as caught:
        parse_beat(text)
    assert len(str(caught.value)) < 150


@pytest.mark.parametrize("beat", [0, -1, 8, 10**9])
def test_a_beat_that_the_drama_does_not_have(graph: KnowledgeGraph, beat: int) -> None:
    with pytest.raises(NotFoundError, match=f"there is no beat {beat}: this drama has beats 1 to 7"):
        graph.drama("soundtrack-1", beat)


def test_a_drama_that_is_not_there(graph: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="no drama is called 'Soundtrack #3'; did you mean 'Soundtrack #"):
        graph.drama("Soundtrack #3")
    with pytest.raises(NotFoundError, match="is no drama of this graph"):
        Views(graph.store, graph.ontology).drama(NamedNode("http://example.org/none"))


@pytest.mark.parametrize(
    "name", ["Soundtrack #1", "soundtrack-1", "사운드트랙#1", "SOUNDTRACK 1", f"{ID_BASE}drama/soundtrack-1"]
)
def test_a_drama_by_any_name(graph: KnowledgeGraph, name: str) -> None:
    assert graph.drama(name).slug == "soundtrack-1"


@pytest.mark.parametrize("name", ["", " ", "#", "\x00", "<x>", "../../etc", '" } DROP ALL #', "𐍈", "가" * 5000])
def test_a_name_that_nothing_has(graph: KnowledgeGraph, name: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        graph.find("character", name)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    "given", ["soundtrack-1=2", ["soundtrack-1=2"], {"soundtrack-1": None}, {"soundtrack-1": True}]
)
def test_what_is_no_viewpoint_never_means_everything(graph: KnowledgeGraph, given: object) -> None:
    with pytest.raises(TypeError, match="beat"):
        graph.at(given)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a beat is a number, 'premise' or 'end'"):
        graph.at(others=None)  # type: ignore[arg-type]


def test_views_of_everything_do_not_pile_up(
    graph: KnowledgeGraph, ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    views = Views(graph.store, ontology)
    drama = thing("drama", "soundtrack-1")
    size = len(views.drama(drama, 1).seen.quads)
    monkeypatch.setattr("kg.views._MOST_KEPT", 3 * size)
    kept = [views.drama(drama, beat).seen for beat in range(1, 8)]
    assert views.drama(drama, 7).seen is kept[-1]
    assert views.drama(drama, 1).seen is not kept[0]

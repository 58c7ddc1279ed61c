"""How people are connected, who somebody is, and which dramas are alike: against brute force, and without spoilers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import combinations

import networkx as nx
import pytest
from click.testing import CliRunner, Result

from kg.analysis import ActorProfile, DramaRef, Named, Paths
from kg.analysis.path_words import step_words
from kg.analysis.values import Credit
from kg.cli import main
from kg.errors import NoPathError, NotFoundError, QueryError
from kg.graph import KnowledgeGraph
from kg.graph.given import viewpoint_of_texts
from kg.load.quads import to_statements
from kg.model import (
    Beat,
    Casting,
    Character,
    Citation,
    Collection,
    Drama,
    Name,
    Person,
    ProductionFact,
    Relationship,
    Source,
    Text,
)  # fmt: skip
from kg.ontology import Ontology
from kg.store import EmbeddedStore
from kg.views import Views
from kg.vocab import ID_BASE

PERSON = ID_BASE + "person/"
CITED = (Citation("test", "row"),)
# Each actor of each drama, told at its premise or later, asked in plain SPARQL.
ACTS = """SELECT DISTINCT ?person ?drama WHERE {
  GRAPH ?g { ?performance dkg:performer ?person ; dkg:inDrama ?drama } ?g dkg:revealedAt/dkg:position ?position %s }"""
SEEN = [[], ["soundtrack-1=3"], ["soundtrack-1=2", "soundtrack-2=4"], ["*=end"]]


def plain(graph: KnowledgeGraph, condition: str = "") -> nx.Graph[str]:
    """Who acts in what, by one query."""
    return nx.Graph((row["person"], row["drama"]) for row in graph.query(ACTS % condition))  # type: ignore[union-attr]


def named(slug: str, *extra: Name) -> tuple[Name, ...]:
    return (Name(slug.title(), "en", CITED), *extra)


def part(slug: str, actor: str, billing: str | None = "main", told: str | None = None) -> Character:
    return Character(slug, named(slug), told=told, played_by=(Casting(actor, CITED, billing, told),))


def drama(slug: str, *characters: Character, year: int = 2020, phases: tuple[Relationship, ...] = ()) -> Drama:
    return Drama(
        slug, named(slug), beats=tuple(Beat(f"b{n}", Text(f"Beat {n}", f"{n}")) for n in (1, 2, 3)),
        production=(ProductionFact("year", year, CITED),), characters=characters, relationships=phases,
    )  # fmt: skip


def friends_in_love(told: str) -> tuple[Relationship, ...]:
    """A friendship that the premise tells, and a couple that a beat does."""
    return (
        Relationship("friends", "BestFriendship", (("friend", ("one", "other")),), CITED, told="b1"),
        Relationship("couple", "Couple", (("partner", ("one", "other")),), CITED, told=told),
    )


@pytest.fixture(scope="module")
def small(ontology: Ontology) -> KnowledgeGraph:
    """Three dramas in a chain; the link between the first two is a cameo of the third beat, the others are open."""
    people = tuple(Person(slug, named(slug)) for slug in ("ann", "bob", "cat", "dan", "eve", "fay"))
    dramas = (
        drama("first", part("one", "ann", "lead"), part("other", "bob"), part("cameo", "cat", "guest", "b3"),
              year=2022, phases=friends_in_love("b2")),
        drama("second", part("one", "cat"), part("other", "dan"), year=2010, phases=friends_in_love("b3")),
        drama("third", part("one", "cat"), part("other", "dan", "lead"), year=2021),
        drama("alone", part("one", "eve"), part("other", "fay"), year=2010),
    )  # fmt: skip
    made = Collection(dramas=dramas, people=people, sources=(Source("test", "catalogue", Text("Test", "시험")),))
    quads = [*to_statements(made, ontology).quads, *ontology.quads()]
    return KnowledgeGraph(EmbeddedStore.of(quads), ontology)


def test_chains_are_the_shortest_of_a_search_by_brute_force(graph: KnowledgeGraph) -> None:
    for seen, condition in ((None, "FILTER(?position = 1)"), (["*=end"], "")):
        acts = plain(graph, condition)
        people = sorted(node for node in acts if node.startswith(PERSON))
        checked = 0
        for one, other in combinations(people, 2):
            if nx.has_path(acts, one, other):
                found = graph.path(one, other, seen=seen)
                assert found.distance == nx.shortest_path_length(acts, one, other) // 2
                for chain in found:
                    assert [chain.people[0].iri, chain.people[-1].iri] == [one, other]
                    for step in chain.steps:
                        both = set(acts[step.one.iri]) & set(acts[step.other.iri])
                        assert {shared.iri for shared in step.dramas} == both
                checked += 1
            else:
                with pytest.raises(NoPathError):
                    graph.path(one, other, seen=seen)
        assert checked > 20


def test_a_surprise_cameo_connects_nobody_before_it_is_told(small: KnowledgeGraph) -> None:
    for seen in (None, ["first=2"], ["second=end", "third=end"]):
        with pytest.raises(NoPathError, match="Ann reaches 1 person; Dan reaches 1 person"):
            small.path("Ann", "Dan", seen=seen)
        assert [star.person.slug for star in small.actor("cat", seen=seen).co_stars] == ["dan"]
    found = small.path("Ann", "Dan", seen=["first=3"])
    assert found.best.words()[1] == "Ann (as One, lead) acts with Cat (as Cameo, guest) in First (2022)."
    # The drama with the higher billing and the later year leads, the other one is told beside it.
    assert [shared.slug for shared in found.best.steps[1].dramas] == ["third", "second"]
    assert found.best.words()[2].endswith("in Third (2021); they share 1 more drama.")
    assert small.path("Ann", "Dan", seen=["*=end"]) == small.path("Ann", "Dan", seen=["*=end"])


def test_what_is_told_later_changes_no_answer(graph: KnowledgeGraph, small: KnowledgeGraph) -> None:
    """A graph that holds no later statement answers the same, of everything."""
    for whole in (graph, small):
        for texts in [[], ["*=end"], *([["first=2"]] if whole is small else SEEN[1:3])]:
            seen = Views(whole.store, whole.ontology).seen(viewpoint_of_texts(whole.store, texts))
            cut = KnowledgeGraph(seen.asserted, whole.ontology)
            for slug in (row["slug"] for row in whole.dramas()):
                alike = [one.similar(slug, seen=texts) for one in (whole, cut)]
                assert [one.to_dict() for one in alike[0]] == [one.to_dict() for one in alike[1]]
            people = [row["p"] for row in whole.query("SELECT DISTINCT ?p { ?p a dkg:Actor } ORDER BY ?p")]  # type: ignore[union-attr]
            for person in people:
                ours, theirs = (answer(partial(one.actor, person, seen=texts)) for one in (whole, cut))
                assert ours == theirs
            for one, other in list(combinations(people, 2))[::7]:
                ours, theirs = (answer(partial(who.path, one, other, seen=texts)) for who in (whole, cut))
                assert ours == theirs


def answer(ask: Callable[[], ActorProfile | Paths]) -> object:
    try:
        return ask().to_dict()
    except (NoPathError, NotFoundError) as error:
        return str(error)


def test_two_dramas_are_alike_by_how_relationships_change_once_both_are_told(small: KnowledgeGraph) -> None:
    def reasons(seen: list[str]) -> dict[str, tuple[str, tuple[str, ...]]]:
        found = {one.drama.slug: one for one in small.similar("first", seen=seen)}
        second = found["second"].reasons if "second" in found else ()
        return {reason.kind: (reason.words["en"], reason.rests) for reason in second}

    assert "arc" not in reasons([]) | reasons(["first=end"]) | reasons(["second=end"])
    words, rests = reasons(["first=2", "second=3"])["arc"]
    assert words == "in both, two people go from “best friends” to “couple”"
    assert [iri.removeprefix(ID_BASE + "drama/") for iri in rests] == [
        f"{one}/relationship/{phase}" for one in ("first", "second") for phase in ("friends", "couple")
    ]
    assert "cast" not in reasons(["first=2", "second=3"])
    assert reasons(["*=end"])["cast"][0] == "share Cat in the cast"
    scores = small.similar("first", seen=["*=end"])
    for one in scores:
        assert one.score == pytest.approx(sum(reason.weight for reason in one.reasons))
    assert small.similar("alone", seen=["*=end"])[0].reasons[0].kind == "year"


def test_a_character_is_told_as_far_as_the_reader_is(graph: KnowledgeGraph) -> None:
    early, late = graph.character("soundtrack-1/eunsoo"), graph.character("Lee Eunsu", at="end")
    assert early.aliases == ()
    assert [dict(one.names) for one in late.aliases] == [{"en": "Jennifer", "ko": "제니퍼"}]
    pair = next(tie for tie in late.ties if tie.other.slug == "seonwoo")
    assert pair.phases[0].type == "BestFriendship"
    assert pair.phases[-1].type == "Couple"
    assert {one.iri for one in early.events} < {one.iri for one in late.events}
    assert late.places[ID_BASE + "source/hallyu-soundtrack-1"]
    for at in range(1, 8):
        told = [row["told"] for row in graph.relationships("soundtrack-1/eunsoo", at=at)]
        assert told
        assert max(told) <= at
        assert all(one.told <= at for one in graph.character("soundtrack-1/eunsoo", at=at).events)
    # Who comes later is as unknown as nobody, by name and by address.
    for name in ("soundtrack-1/ex", "soundtrack-1/nobody", "Jennifer"):
        with pytest.raises(NotFoundError, match=r"^no character is called"):
            graph.character(name)
    assert graph.character("soundtrack-1/ex", at="end").character.name("ko") == "은수의 전 남자친구"


def test_what_cannot_be_asked_says_why(graph: KnowledgeGraph, small: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="Park Hyung Sik is given twice"):
        graph.path("Park Hyung-sik", "박형식")
    with pytest.raises(NotFoundError, match=r"no person is called 'Prak Hyungsik'; did you mean 'Park Hyung Sik'"):
        graph.path("Prak Hyungsik", "Noh Sang Hyun")
    with pytest.raises(NoPathError, match="directors and writers connect them: ask for through=all"):
        graph.path("Park Hyung Sik", "Noh Sang Hyun")
    with pytest.raises(NotFoundError, match="say which: jeon-hye-jin"):
        graph.path("Jeon Hye Jin", "Noh Sang Hyun")
    for wrong in ({"through": "crew"}, {"most": 0}, {"most": 51}):
        with pytest.raises(QueryError):
            small.path("Ann", "Bob", **wrong)  # type: ignore[arg-type]
    with pytest.raises(QueryError):
        small.similar("first", most=0)
    for name in ("", " ", "\x00", "<script>alert(1)</script>", "x" * 10_000, "../../etc", 'a" ; DROP'):
        with pytest.raises(NotFoundError) as caught:
            graph.meaning(name)
        assert len(str(caught.value)) < 400


def credits(one: Named, job: str, character: str | None, billing: str | None) -> tuple[Credit, ...]:
    played = (Named("c", {"en": character, "ko": character}),) if character else ()
    return (Credit(one, DramaRef("d", {"en": "Mother", "ko": "마더"}, 2018, full=True), job, played, billing),)


@pytest.mark.parametrize(
    ("names", "jobs", "words"),
    [
        (("박훈", "한소희"), ("performer", "performer"),
         "박훈(선우 역, 주연)과 한소희(선우 역, 주연)는 〈마더〉(2018)에 함께 나온다."),
        (("한소희", "박훈"), ("director", "performer"),
         "〈마더〉(2018)에서 한소희는 연출을, 박훈(선우 역, 주연)은 연기를 맡았다."),
        (("Kim", "은/는 과/와 (#2)"), ("writer", "director"),
         "〈마더〉(2018)에서 Kim은 극본을, 은/는 과/와 (#2)는 연출을 맡았다."),
    ],
)  # fmt: skip
def test_korean_particles_go_by_the_name(names: tuple[str, str], jobs: tuple[str, str], words: str) -> None:
    people = [Named(name, {"ko": name}) for name in names]
    did = [
        credits(person, job, "선우" if job == "performer" else None, "lead" if job == "performer" else None)
        for person, job in zip(people, jobs, strict=True)
    ]
    assert step_words(*people, did[0][0].drama, *did, 0, "ko") == words


def rows(text: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(text))


def kg(*words: str) -> Result:
    return CliRunner().invoke(main, words, catch_exceptions=False)


def test_the_verbs_answer_people_and_programs(built: object) -> None:
    done = kg("path", "박형식", "Noh Sang-hyun", "--through", "all", "--lang", "ko")
    assert done.stdout.splitlines()[0] == "박형식과 노상현은 김희원을 거쳐 2단계 만에 이어진다."
    table = list(rows(kg("path", "박형식", "noh-sang-hyun", "--through", "all", "--format", "csv").stdout))
    assert [row["drama_label"] for row in table] == ["Soundtrack #1", "Soundtrack #2"]
    found = json.loads(kg("similar", "soundtrack-1", "--format", "json", "--most", "1").stdout)
    assert [one["drama"]["names"]["en"] for one in found] == ["Soundtrack #2"]
    early = kg("show", "Lee Eun Soo")
    assert "Jennifer" not in early.stdout
    assert "told to step 1 of 7" in early.stderr
    assert "also known as: Jennifer" in kg("show", "Lee Eun Soo", "--at", "*=end").stdout
    assert "cohabitation" in kg("show", "Soundtrack #1").stdout
    assert kg("path", "박형식", "박형식").exit_code == 1
    assert kg("path", "박형식").exit_code == 2
    wrong = kg("show", "\x1b[31mnobody")
    assert wrong.exit_code == 1
    assert wrong.stdout == ""
    assert "\x1b" not in wrong.stderr


def test_of_a_person_only_the_parts_wait_to_be_told(small: KnowledgeGraph) -> None:
    early, late = small.actor("cat"), small.actor("cat", seen=["*=end"])
    assert replace(early, credits=(), co_stars=()) == replace(late, credits=(), co_stars=())
    assert [one.drama.slug for one in late.roles] == ["first", "third", "second"]
    assert [one.drama.slug for one in early.roles] == ["third", "second"]

"""What a network says of a story: never more than is told, and the same as a view of each beat would say."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import fields
from itertools import combinations, permutations, product
from pathlib import Path
from random import Random
from typing import Any, get_args

import networkx as nx
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.audit.told import Told
from kg.audit.worlds import told_until
from kg.build import Build, check_data
from kg.cli import main
from kg.drama import Drama
from kg.errors import NotFoundError, QueryError
from kg.graph import KnowledgeGraph
from kg.metrics import NetworkMetrics
from kg.networks import Party, PhaseRow
from kg.ontology import Ontology, load_ontology
from kg.projection import CharacterNetwork
from kg.store import EmbeddedStore
from kg.story import NODE_MEASURES, TABLES, Story
from kg.story.agreement import adjusted_rand, mutual_information
from kg.story.balance import balance_of
from kg.story.communities import communities_of
from kg.story.cuts import bridges_of, cut_characters_of
from kg.story.mentors import mentors_who_love
from kg.story.triangles import love_triangles
from kg.views import as_table
from tests.support import ROOT

KINDS = (
    "BestFriendship", "Friendship", "Couple", "Marriage", "FormerCouple", "OneSidedLove", "Attraction", "FirstLove",
    "Mentoring", "Teaching", "Care", "MedicalCare", "Enmity", "Wariness", "Siblinghood", "Employment", "LivingTogether",
)  # fmt: skip
SOUNDTRACKS = ("soundtrack-1", "soundtrack-2")
NETWORKS: tuple[CharacterNetwork, ...] = get_args(CharacterNetwork)


def everything(story: Story) -> dict[str, Any]:
    """All that a story says, to be compared with that of another."""
    return {
        **{what: story.table(what).to_dicts() for what in TABLES},
        **{(of, measure): story.over_beats(measure, of).to_dicts() for of in NETWORKS for measure in NODE_MEASURES},
        **{of: story.network_over_beats(of).to_dicts() for of in NETWORKS},
        "cuts": story.cut_characters,
        "bridges": story.bridges,
        "balance": story.balance,
        "triangles": story.triangles,
        "communities": story.communities(),
        "by source": story.by_source(),
    }


def as_at_each_beat(drama: Drama, at: Callable[[int], Drama]) -> None:
    """Hold that what a story says of each beat is what a view of that beat alone says."""
    for of in NETWORKS:
        _as_at_each_beat_of(drama, at, of)


def _as_at_each_beat_of(drama: Drama, at: Callable[[int], Drama], of: CharacterNetwork) -> None:
    story = drama.story
    networks = story.network_over_beats(of).to_dicts()
    assert [row["beat"] for row in networks] == list(range(1, drama.position + 1))
    rows = {measure: story.over_beats(measure, of).to_dicts() for measure in NODE_MEASURES}
    for beat in range(1, drama.position + 1):
        found = at(beat).metrics(of)
        for measure, told in rows.items():
            of_beat = [(row["node"], row["value"]) for row in told if row["beat"] == beat]
            assert of_beat == [(one.node, getattr(one, measure)) for one in found.nodes], (measure, beat)
        for field in fields(NetworkMetrics):
            expected = getattr(found.network, field.name)
            assert networks[beat - 1][field.name] == (len(expected) if field.name == "components" else expected)


@pytest.mark.parametrize("slug", SOUNDTRACKS)
def test_every_beat_is_measured_as_by_a_view_of_it(graph: KnowledgeGraph, slug: str) -> None:
    as_at_each_beat(graph.drama(slug, at="end"), lambda beat: graph.drama(slug, at=beat))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> KnowledgeGraph:
    """A drama of eight beats whose characters and phases come at any time: drawn, and the same each time."""
    chance = Random(1)
    folder = Path(shutil.copytree(ROOT / "tests" / "tiny", tmp_path_factory.mktemp("drawn") / "tiny"))
    beats = [f"b{number}" for number in range(8)]
    told = {f"c{number}": chance.randrange(8) for number in range(9)}
    phases = {}
    for number in range(60):
        kind, parties = ontology.relationship_types[chance.choice(KINDS)], chance.sample(sorted(told), 2)
        roles = (
            {kind.subject_role: parties} if kind.symmetric else dict(zip(kind.roles[:2], parties, strict=True))
        )  # fmt: skip
        beat = max(chance.randrange(8), *(told[who] for who in parties))
        sources = chance.choice((["gazette @ A 1"], ["herald @ article"], ["gazette @ A 1", "herald @ article"]))
        phases[f"p{number}"] = {"type": kind.name, **roles, "told": beats[beat], "from": sources}
        if chance.random() < 0.2:
            phases[f"p{number}"]["certainty"] = "possible"
    drama = {
        "drama": "tiny",
        "coverage": "full",
        "names": [{"en": "Tiny", "from": "gazette @ Title"}],
        "beats": {beat: {"en": beat, "ko": beat} for beat in beats},
        "characters": {
            who: {"names": [{"en": who, "from": "gazette @ Story 1"}], "told": beats[beat]}
            for who, beat in told.items()
        },
        "relationships": phases,
    }
    (folder / "dramas" / "tiny.yaml").write_text(yaml.safe_dump(drama), encoding="utf-8")
    quads = check_data(folder, ontology)[1]
    return KnowledgeGraph(EmbeddedStore.of(quads, ontology.quads()), ontology)


def test_every_beat_of_a_drawn_drama_too(drawn: KnowledgeGraph) -> None:
    as_at_each_beat(drawn.drama("tiny", at="end"), lambda beat: drawn.drama("tiny", at=beat))


def test_what_is_told_later_has_no_part_in_anything(graph: KnowledgeGraph, drawn: KnowledgeGraph) -> None:
    """In a world in which nothing more was ever told, a story is the same."""
    for whole, slugs in ((graph, SOUNDTRACKS), (drawn, ("tiny",))):
        told = Told(whole.store.told())
        for beat in (2, 4):
            world = KnowledgeGraph(EmbeddedStore.of(told_until(told, beat)), whole.ontology)
            assert whole.arcs(seen=[f"*={beat}"], most=99) == world.arcs(seen=["*=end"], most=99)
            for slug in slugs:
                here, there = (one.drama(slug, at=beat).story for one in (whole, world))
                assert everything(here) == everything(there), (slug, beat)


def test_the_drawn_drama_has_something_of_everything(drawn: KnowledgeGraph) -> None:
    """Else the tests above would compare nothing with nothing."""
    story = drawn.drama("tiny", at="end").story
    assert min(len(story.table(what)) for what in TABLES if what not in ("bridges", "go-betweens", "cuts")) > 0
    assert {found.apex is None for found in story.triangles} == {True, False}
    assert story.balance.frustrated
    assert {step.doubted for arc in story.arcs for step in arc.steps} == {True, False}


def test_a_story_of_which_nothing_is_told_has_answers(graph: KnowledgeGraph) -> None:
    drama = graph.drama("my-liberation-notes")
    story = drama.story
    assert story.communities().members == tuple((row.iri,) for row in drama.characters)
    assert (story.communities().modularity, story.communities().rand, story.communities().information) == (None,) * 3
    assert (story.arcs, story.triangles, story.bridges, story.go_betweens, story.mentors_who_love) == ((),) * 5
    assert (story.balance.share, story.balance.whole, story.balance.triangles) == (None, None, ())
    assert story.network_over_beats().column("positive") == [None]


def test_what_cannot_be_asked_is_said(graph: KnowledgeGraph) -> None:
    story = graph.drama("soundtrack-1").story
    with pytest.raises(ValueError, match="no measure 'fame': say one of degree, strength"):
        story.over_beats("fame")
    with pytest.raises(ValueError, match="no table 'gossip'"):
        story.table("gossip")
    with pytest.raises(QueryError, match="from 1, not 0"):
        graph.arcs(most=0)
    with pytest.raises(NotFoundError):
        graph.communities("no such drama")


def kg(*words: str) -> list[str]:
    """What the command says, in lines."""
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()


def test_the_command_tells_a_story_in_two_languages(built: Build) -> None:
    told = kg("story", "soundtrack-1", "--at", "end")
    assert {
        "love triangles",
        "  Han Seon Woo ← Lee Eun Soo, a woman who likes Seon Woo",
        "  Kang Woo Il → Lee Eun Soo: the one who guides loves",
        "  Lee Eun Soo – Eun Soo's ex-boyfriend: couple; betrayal ←; former couple",
        "  balanced: 4 of 5 triangles",
        "  not balanced: Lee Eun Soo + Han Seon Woo, Lee Eun Soo + Kang Woo Il, Han Seon Woo − Kang Woo Il",
        "  Han Seon Woo: 7, 1, 1, 1",
        "  Lee Eun Soo: Eun Soo's family – Music",
        "  2. Gyeol Han, Mari",
    } <= set(told)
    korean = kg("story", "사운드트랙 #2", "--at", "end", "--lang", "ko")
    assert {
        "  도현서 ← 케이, 지수호 (한쪽은 끝난 사이다)", "  도현서 → 지수호: 서로 사랑한다", "  애증: 도현서 – 지수호",
        "  창식 – 진경: 호감 ← (확실하지 않음); 호감 → (확실하지 않음)", "  홀로: Da Young",
    } <= set(korean)  # fmt: skip
    premise = kg("story", "soundtrack-1")
    assert "love triangles" not in premise
    assert not any("Betray" in line or "ex-boyfriend" in line for line in premise)
    assert any(line.startswith("  best friendship → one-sided love: ") for line in kg("story", "--at", "*=end"))


def test_the_command_gives_rows_to_programs(built: Build) -> None:
    rows = list(csv.DictReader(kg("story", "soundtrack-1", "--at", "end", "--what", "arcs", "--format", "csv")))
    assert (len(rows), rows[0]["relationship_label"]) == (32, "best friendship")
    every = json.loads("\n".join(kg("story", "soundtrack-1", "--format", "json")))
    assert set(every) == set(TABLES)
    common = list(csv.DictReader(kg("story", "--at", "*=end", "--most", "1", "--format", "csv")))
    assert {row["place"] for row in common} == {"1"}
    for words in (["--what", "arcs"], ["soundtrack-1", "--format", "csv"]):
        assert CliRunner().invoke(main, ["story", *words]).exit_code == 2


def test_the_command_follows_a_measure_over_the_beats_and_by_source(built: Build) -> None:
    at_end = ("metrics", "soundtrack-1", "--at", "end")
    table = kg(*at_end, "--over-beats")
    assert table[:2] == ["1  The premise", "2  A lyric that falls flat"]
    (lead,) = [line.split()[-7:] for line in table if "Lee Eun Soo" in line]
    assert lead == ["0.0", "0.533", "0.476", "0.607", "0.542", "0.542", "0.489"]
    assert not any("photo" in line.lower() for line in kg("metrics", "soundtrack-1", "--at", "2", "--over-beats"))
    rows = list(csv.DictReader(kg(*at_end, "--over-beats", "degree", "--format", "csv")))
    assert {row["value"] for row in rows if row["node_label"] == "Kang Woo Il"} == {"0", "2", "3"}
    assert kg(*at_end, "--over-beats", "--of", "presence") != table
    (ties,) = [line.split() for line in kg(*at_end, "--over-beats", "network", "--lang", "ko") if "관계  " in line]
    assert ties == ["관계", "11", "15", "17", "21", "28", "29", "32"]
    sources = json.loads("\n".join(kg(*at_end, "--by-source", "--format", "json")))
    assert (sources[0]["phases"], sources[0]["only_here"], len(sources)) == (23, 10, 18)
    for words in (["--over-beats", "fame"], ["--by-source", "--of", "presence"], ["--by-source", "--over-beats"]):
        assert CliRunner().invoke(main, [*at_end, *words]).exit_code == 2, words


def phase(kind: str, one: str, other: str, *, ends: str | None = None, certainty: str | None = None) -> PhaseRow:
    """A phase of a type between two characters, the first of whom acts or feels."""
    found = load_ontology().relationship_types[kind]
    parties = (Party(str(found.subject_role), one), Party(str(found.object_role), other))
    return PhaseRow(
        f"{kind}-{one}-{other}", kind, parties, None, ends, None, (), (), certainty, {}, {}, ()
    )  # fmt: skip


def test_what_is_a_love_triangle_and_what_is_not(ontology: Ontology) -> None:
    def found(*phases: PhaseRow) -> list[tuple[str | None, str, bool]]:
        return [(one.apex, "".join(one.rivals), one.closed) for one in love_triangles(phases, ontology)]

    a_and_b = phase("Marriage", "a", "b")
    assert found(a_and_b, phase("Attraction", "c", "b")) == [("b", "ac", False)]
    assert found(a_and_b, phase("Attraction", "c", "b", certainty="possible")) == []
    assert found(a_and_b, phase("Couple", "b", "c")) == []  # one after the other
    assert found(a_and_b, phase("Attraction", "b", "c")) == []  # nobody is sought by two
    assert found(a_and_b, phase("FormerCouple", "b", "c"), phase("FirstLove", "c", "b")) == []
    assert found(a_and_b, phase("OneSidedLove", "c", "a"), phase("OneSidedLove", "c", "b")) == [
        ("a", "bc", True), ("b", "ac", True),
    ]  # fmt: skip
    around = [phase("OneSidedLove", *pair) for pair in ("ab", "bc", "ca")]
    assert found(*around) == [(None, "abc", True)]
    assert found(a_and_b, phase("Couple", "b", "c"), phase("Affair", "a", "c")) == [(None, "abc", True)]


def test_triangles_are_those_by_which_a_drama_shows_the_theme(graph: KnowledgeGraph, drawn: KnowledgeGraph) -> None:
    """The rules of the ontology say in another way who longs for whom."""
    question = "SELECT DISTINCT ?a ?b ?c { ?b dkg:longsFor ?a . ?c dkg:drawnTo ?a FILTER(?b != ?c) }"
    for drama in (*(graph.drama(slug, at="end") for slug in SOUNDTRACKS), drawn.drama("tiny", at="end")):
        rules = {(row["a"], frozenset((row["b"], row["c"]))) for row in as_table(drama.query(question))}
        assert {(one.apex, frozenset(one.rivals)) for one in drama.story.triangles if one.apex} == rules != set()


def test_who_of_two_loves_where_one_guides(ontology: Ontology) -> None:
    lessons = phase("Coaching", "a", "b")

    def found(*phases: PhaseRow) -> list[tuple[str, str, bool]]:
        return [(one.guide, one.loves, one.doubted) for one in mentors_who_love([lessons, *phases], ontology)]

    assert found() == found(phase("ContractRelationship", "a", "b")) == found(phase("Couple", "a", "c")) == []
    assert found(phase("OneSidedLove", "b", "a")) == [("a", "guided", False)]
    assert found(phase("OneSidedLove", "a", "b", certainty="possible")) == [("a", "guide", True)]
    assert found(phase("OneSidedLove", "a", "b"), phase("FirstLove", "b", "a")) == [("a", "both", False)]
    assert found(phase("FormerCouple", "b", "a"), phase("Teaching", "b", "a")) == [
        ("a", "both", False), ("b", "both", False),
    ]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(signs=st.dictionaries(st.sampled_from([a + b for a, b in combinations("abcdef", 2)]), st.booleans()))
def test_balance_is_what_cartwright_and_harary_say(signs: dict[str, bool]) -> None:
    """A network is balanced if and only if there are two camps: all of them are tried."""
    found = balance_of(
        [phase("Friendship" if fond else "Enmity", *pair) for pair, fond in signs.items()], load_ontology()
    )
    camps = (dict(zip("abcdef", sides, strict=True)) for sides in product((0, 1), repeat=6))
    two_camps = any(all((camp[a] == camp[b]) == fond for (a, b), fond in signs.items()) for camp in camps)
    assert found.whole == (two_camps if signs else None)
    every = [three for three in combinations("abcdef", 3) if all(a + b in signs for a, b in combinations(three, 2))]
    balanced = [three for three in every if sum(not signs[a + b] for a, b in combinations(three, 2)) % 2 == 0]
    assert sorted(one.characters for one in found.triangles) == every
    assert sorted(one.characters for one in found.triangles if one.balanced) == balanced
    assert found.share == (len(balanced) / len(every) if every else None)


def test_a_tie_counts_in_balance_while_it_holds_and_nobody_doubts_it(ontology: Ontology) -> None:
    over, doubted = phase("Friendship", "a", "b", ends="x"), phase("Friendship", "a", "b", certainty="doubted")
    assert balance_of([over, doubted, phase("OneSidedLove", "a", "b")], ontology).whole is None
    both = balance_of([phase("Friendship", "a", "b"), phase("Jealousy", "b", "a")], ontology)
    assert (both.ambivalent, both.whole) == ((("a", "b"),), None)


@settings(max_examples=60, deadline=None)
@given(pairs=st.lists(st.sampled_from([(a, b) for a, b in combinations("abcdefg", 2)]), max_size=12))
def test_cuts_and_bridges_leave_what_they_say(pairs: list[tuple[str, str]]) -> None:
    network: nx.Graph[str] = nx.Graph(pairs)
    network.add_nodes_from("abcdefg")
    cuts = cut_characters_of(network)
    assert {one.character for one in cuts if one.splits} == set(nx.articulation_points(network))
    for one in cuts:
        with_them = nx.node_connected_component(network, one.character) - {one.character}
        assert sorted(who for part in one.parts for who in part) == sorted(with_them)
    bridges = bridges_of(network)
    assert {(one.one, one.other) for one in bridges} == {tuple(sorted(pair)) for pair in nx.bridges(network)}
    assert all(one.one in one.near and one.other in one.far for one in bridges)


@settings(max_examples=40, deadline=None)
@given(
    one=st.lists(st.sampled_from("xyz"), min_size=5, max_size=5),
    other=st.lists(st.sampled_from("xyz"), min_size=5, max_size=5),
)
def test_agreement_is_none_by_chance_and_full_with_itself(one: list[str], other: list[str]) -> None:
    """Over all orders of the one, the adjusted Rand index is 0 on average: that is what it is adjusted for."""
    by_chance = [adjusted_rand(order, other) for order in permutations(one)]
    assert by_chance == [None] * 120 or sum(filter(None, by_chance)) == pytest.approx(0, abs=1e-9)
    assert adjusted_rand(one, other) == adjusted_rand(other, one)
    shared = mutual_information(one, other)
    assert shared is None or 0 <= shared <= 1 + 1e-9
    if len(set(one)) > 1:
        assert mutual_information(one, one) == pytest.approx(1)
        assert adjusted_rand(one, one) == 1


def test_communities_do_not_depend_on_the_order_of_the_data(graph: KnowledgeGraph) -> None:
    drama = graph.drama("soundtrack-2", at="end")
    ties = list(drama.to_networkx().edges(keys=True))
    for seed in range(3):
        Random(seed).shuffle(ties)
        shuffled: nx.MultiDiGraph[str] = nx.MultiDiGraph(ties)
        assert communities_of(shuffled, {}, 3).members == communities_of(nx.MultiDiGraph(sorted(ties)), {}, 3).members

"""What a network says of a story: never more than is told, and the same as a view of each beat would say."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from kg.audit.told import Told
from kg.audit.worlds import told_until
from kg.build import check_data
from kg.drama import Drama
from kg.errors import NotFoundError, QueryError
from kg.graph import KnowledgeGraph
from kg.metrics import NetworkMetrics
from kg.ontology import Ontology
from kg.store import EmbeddedStore
from kg.story import NODE_MEASURES, TABLES, Story
from tests.support import ROOT

KINDS = (
    "BestFriendship", "Friendship", "Couple", "Marriage", "FormerCouple", "OneSidedLove", "Attraction", "FirstLove",
    "Mentoring", "Teaching", "Care", "MedicalCare", "Enmity", "Wariness", "Siblinghood", "Employment", "LivingTogether",
)  # fmt: skip
SOUNDTRACKS = ("soundtrack-1", "soundtrack-2")


def everything(story: Story) -> dict[str, Any]:
    """All that a story says, to be compared with that of another."""
    return {
        **{what: story.table(what).to_dicts() for what in TABLES},
        **{measure: story.over_beats(measure).to_dicts() for measure in NODE_MEASURES},
        "network": story.network_over_beats().to_dicts(),
        "cuts": story.cut_characters,
        "bridges": story.bridges,
        "balance": story.balance,
        "triangles": story.triangles,
        "communities": story.communities(),
        "by source": story.by_source(),
    }


def as_at_each_beat(drama: Drama, at: Callable[[int], Drama]) -> None:
    """Hold that what a story says of each beat is what a view of that beat alone says."""
    story = drama.story
    networks = story.network_over_beats().to_dicts()
    assert [row["beat"] for row in networks] == list(range(1, drama.position + 1))
    rows = {measure: story.over_beats(measure).to_dicts() for measure in NODE_MEASURES}
    for beat in range(1, drama.position + 1):
        found = at(beat).metrics()
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

"""Completion: names that go on from what is typed, never one that has not been told."""

from __future__ import annotations

import pytest

from kg.errors import NotFoundError
from kg.graph import KnowledgeGraph
from kg.search import KINDS
from kg.views import as_table
from kg.vocab import ID_BASE

ALL = 10_000


def found(graph: KnowledgeGraph, kind: str, text: str, seen: list[str] | None = None, lang: str = "en") -> list[str]:
    return [one.iri.removeprefix(ID_BASE) for one in graph.names(seen).complete(kind, text, lang=lang)]


EUNSOO = "drama/soundtrack-1/character/eunsoo"


@pytest.mark.parametrize(
    "text", ["Lee", "lee eun", "LEE EUN-SOO", "eun", "이은", "은수", "leeeun", EUNSOO, ID_BASE + EUNSOO]
)
def test_any_part_of_a_name_in_any_spelling(graph: KnowledgeGraph, text: str) -> None:
    assert EUNSOO in found(graph, "character", text, [])


def test_the_nearest_come_first(graph: KnowledgeGraph) -> None:
    assert found(graph, "drama", "Soundtrack #2")[0] == "drama/soundtrack-2"
    assert found(graph, "drama", "soundtrack")[:2] == ["drama/soundtrack-1", "drama/soundtrack-2"]
    assert found(graph, "theme", "friends")[0].startswith("theme/friend")
    assert found(graph, "person", "zzzz") == []
    assert len(graph.names().complete("person", "", most=3)) == 3


def test_a_suggestion_says_what_to_type_and_which_drama(graph: KnowledgeGraph) -> None:
    (one,) = graph.names().complete("character", "이은수", lang="ko")
    assert (one.value, one.label, one.detail) == ("이은수", "이은수", "사운드트랙#1")
    for kind in KINDS:
        for suggestion in graph.names().complete(kind, "", most=ALL):
            assert graph.find(kind, suggestion.value).value == suggestion.iri


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("seen", [[], ["soundtrack-1=2"], ["soundtrack-1=4", "*=end"], ["*=end"]], ids=";".join)
def test_it_tells_just_what_the_view_tells(graph: KnowledgeGraph, kind: str, seen: list[str]) -> None:
    view = graph.at_texts(seen)
    pattern = f"?x a <{KINDS[kind].value}>"
    if kind == "source":
        pattern = "?x dkg:sourceKind ?k"
    elif kind == "person":  # a name on a list tells that its owner is to come: who works later is not known yet
        pattern = "?x (owl:differentFrom|^owl:differentFrom)?/^(dkg:performer|dkg:director|dkg:writer) ?work"
    known = as_table(view.query(f"SELECT DISTINCT ?x {{ {pattern} ; skos:prefLabel|skos:altLabel ?label }}")).column(
        "x"
    )
    assert sorted(one.iri for one in graph.names(seen).complete(kind, "", most=ALL)) == sorted(known)
    shown = {one.label for one in graph.names(seen).complete(kind, "", most=ALL)}
    labels = set(
        as_table(view.query("SELECT DISTINCT ?label { ?x skos:prefLabel|skos:altLabel ?label }")).column("label")
    )
    assert shown <= labels


def test_a_later_name_is_not_told(graph: KnowledgeGraph) -> None:
    early = {one.iri for one in graph.names([]).complete("character", "", most=ALL)}
    late = {one.iri for one in graph.names().complete("character", "", most=ALL)}
    assert early < late
    with pytest.raises(NotFoundError):
        graph.names(["nothing=2"])


def test_the_nearest_to_a_slip_and_all_namesakes(graph: KnowledgeGraph) -> None:
    names = graph.names([])
    assert [one.label for one in names.near("character", "Lee Un Soo")][:1] == ["Lee Eun Soo"]
    assert {one.value for one in names.near("drama", "soundtrak")} >= {"Soundtrack #1", "Soundtrack #2"}
    assert [one.iri.rsplit("/", 1)[1] for one in names.near("character", "선우", lang="ko")] == ["seonwoo"]

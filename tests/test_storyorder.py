"""Events are told as they happen, as far as anybody says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.graph import KnowledgeGraph
from kg.storyorder import in_story_order


def slugs(graph: KnowledgeGraph, drama: str) -> list[str]:
    return [row.iri.rsplit("/", 1)[-1] for row in graph.drama(drama, at="end").events]


def in_this_order(events: list[str], *names: str) -> bool:
    places = [events.index(name) for name in names]
    return places == sorted(places)


def test_the_story_of_soundtrack_1_is_told_forwards(graph: KnowledgeGraph) -> None:
    events = slugs(graph, "soundtrack-1")
    assert in_this_order(events, "lyric-falls-flat", "learns-of-his-unrequited-love")
    assert in_this_order(events, "offer-from-abroad", "goes-abroad")
    assert in_this_order(events, "interrupted-confession", "goes-abroad", "year-apart", "realises-her-love")
    assert in_this_order(events, "returns", "eunsoo-confesses", "kiss")


def test_the_chain_of_soundtrack_2_is_told_forwards(graph: KnowledgeGraph) -> None:
    events = slugs(graph, "soundtrack-2")
    assert in_this_order(events, "meet-at-university", "fall-in-love", "breakup", "reunion")
    chain = ("overworks", "faints", "doctor-orders-rest", "suggests-piano", "rings-a-tutor", "uneasy-start")
    assert in_this_order(events, *chain, "agrees-to-teach")


@given(st.permutations(range(8)), st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_every_event_comes_once_and_after_what_it_follows(ranks: list[int], drawn: set[tuple[int, int]]) -> None:
    names = {rank: f"e{place}" for place, rank in enumerate(ranks)}
    pairs = [(names[one], names[two]) for one, two in drawn if one < two]  # ranks rise, so there is no circle
    ordered = list(in_story_order(dict.fromkeys(names.values()), pairs))
    assert sorted(ordered) == sorted(names.values())
    assert all(ordered.index(one) < ordered.index(two) for one, two in pairs)


def test_a_circle_loses_nothing() -> None:
    years = {"a": None, "b": None, "c": -1.0}
    assert sorted(in_story_order(years, [("a", "b"), ("b", "a")])) == ["a", "b", "c"]

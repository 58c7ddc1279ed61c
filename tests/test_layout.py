"""The places of a relationship chart: the same every time, apart from each other, the leads in the middle."""

from __future__ import annotations

import math
import sys
from itertools import combinations

import pytest

from kg.layout import ChartLayout, LayoutEdge, LayoutGroup, LayoutNode, chart_layout, parallel_step

Sample = tuple[list[LayoutNode], list[LayoutEdge], list[LayoutGroup]]


def sample(count: int, groups: int, leads: int = 3) -> Sample:
    """`count` characters in `groups` groups (every seventh in none), each tied to two others."""
    names = [f"g{at}" for at in range(groups)]
    nodes = [LayoutNode(f"n{at}", at < leads, names[at % groups] if groups and at % 7 else None) for at in range(count)]
    ties = [LayoutEdge(f"n{at}", f"n{(at * step + 1) % count}", 60) for at in range(count) for step in (3, 5)]
    return nodes, ties, [LayoutGroup(name, 80) for name in names]


def overlapping(drawn: ChartLayout) -> list[tuple[str, str]]:
    places = drawn.places.items()
    return [(a, b) for (a, p), (b, q) in combinations(places, 2) if math.dist(p[:2], q[:2]) < p.radius + q.radius + 8]


@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize(
    ("count", "groups", "leads"), [(1, 0, 1), (2, 1, 0), (9, 0, 2), (27, 4, 3), (60, 9, 5), (90, 0, 0)]
)
def test_nothing_overlaps(count: int, groups: int, leads: int, portrait: bool) -> None:
    nodes, ties, names = sample(count, groups, leads)
    drawn = chart_layout(nodes, ties, names, portrait=portrait)
    assert set(drawn.places) == {node.id for node in nodes}
    assert overlapping(drawn) == []
    for a, b in combinations(drawn.boxes, 2):
        assert a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y
    members = {node.id: node.group for node in nodes if not node.lead}
    for box in drawn.boxes:
        for one, (x, y, radius) in drawn.places.items():
            within = box.x < x - radius and x + radius < box.x + box.width and box.y < y - radius < box.y + box.height
            assert within == (members.get(one) == box.group), (one, box.group)


@pytest.mark.parametrize("portrait", [False, True])
def test_same_chart_same_places(portrait: bool) -> None:
    nodes, ties, names = sample(40, 5)
    assert chart_layout(nodes, ties, names, portrait=portrait) == chart_layout(nodes, ties, names, portrait=portrait)


def test_leads_stand_in_the_middle_and_are_larger() -> None:
    nodes, ties, names = sample(27, 4)
    drawn = chart_layout(nodes, ties, names, portrait=False)
    leads = [drawn.places[node.id] for node in nodes if node.lead]
    assert abs(sum(place.x for place in leads) / len(leads)) < 0.12 * drawn.width
    assert abs(sum(place.y for place in leads) / len(leads)) < 0.2 * drawn.height
    assert min(place.radius for place in leads) > max(
        p.radius for i, p in drawn.places.items() if i not in ("n0", "n1", "n2")
    )


def test_portrait_fits_a_phone_and_landscape_a_screen() -> None:
    nodes, ties, names = sample(27, 4)
    tall = chart_layout(nodes, ties, names, portrait=True)
    wide = chart_layout(nodes, ties, names, portrait=False)
    assert tall.width <= 366 < tall.height
    assert 1.3 < wide.width / wide.height < 2.6
    for drawn in (tall, wide):
        assert all(abs(place.x) + place.radius <= drawn.width / 2 + 1 for place in drawn.places.values())
        assert all(abs(place.y) + place.radius <= drawn.height / 2 + 1 for place in drawn.places.values())


def test_a_single_stands_on_the_side_of_whom_it_is_tied_to() -> None:
    nodes = [LayoutNode("a", True), LayoutNode("b", True), LayoutNode("friend_a"), LayoutNode("friend_b")]
    ties = [LayoutEdge("a", "friend_a"), LayoutEdge("b", "friend_b"), LayoutEdge("a", "b")]
    places = chart_layout(nodes, ties, [], portrait=False).places
    assert math.dist(places["a"][:2], places["friend_a"][:2]) < math.dist(places["b"][:2], places["friend_a"][:2])
    assert math.dist(places["b"][:2], places["friend_b"][:2]) < math.dist(places["a"][:2], places["friend_b"][:2])


def lead_gap(lines: int, word: float, portrait: bool = False) -> float:
    nodes = [LayoutNode("a", True), LayoutNode("b", True), LayoutNode("c")]
    ties = [LayoutEdge("a", "b", word)] * lines + [LayoutEdge("a", "c")]
    places = chart_layout(nodes, ties, [], portrait=portrait).places
    assert places["a"].y == places["b"].y
    return abs(places["a"].x - places["b"].x)


def test_leads_stand_further_apart_with_more_lines_and_longer_words() -> None:
    assert lead_gap(1, 60) < lead_gap(8, 60) < lead_gap(12, 60)
    assert lead_gap(3, 60) < lead_gap(3, 180) >= 180 + 2 * 42
    assert lead_gap(2, 60, portrait=True) < lead_gap(11, 60, portrait=True) <= 366 - 2 * 36


@pytest.mark.parametrize("portrait", [False, True])
def test_room_above_and_below_for_the_lines_between_leads(portrait: bool) -> None:
    nodes = [LayoutNode("a", True), LayoutNode("b", True), *(LayoutNode(f"c{at}", group="g") for at in range(3))]
    ties = [LayoutEdge("a", "b", 60)] * 11 + [LayoutEdge("a", "c0"), LayoutEdge("b", "c1")]
    drawn = chart_layout(nodes, ties, [LayoutGroup("g")], portrait=portrait)
    leads, box = drawn.places["a"], drawn.boxes[0]
    reach = 5 * parallel_step(11, abs(leads.x - drawn.places["b"].x))
    assert reach > 80
    beside = abs(box.x + box.width / 2) - box.width / 2 > abs(leads.x) + leads.radius
    assert beside or leads.y + reach < box.y or box.y + box.height < leads.y - reach


@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("title", [80, 200, 260])
def test_a_box_is_wider_than_its_title(title: float, portrait: bool) -> None:
    drawn = chart_layout([LayoutNode("a", group="g")], [], [LayoutGroup("g", title)], portrait=portrait)
    assert drawn.boxes[0].width > title + 44


def test_members_have_room_for_the_words_between_them() -> None:
    nodes = [LayoutNode(one, group="g") for one in "ab"]
    places = chart_layout(nodes, [LayoutEdge("a", "b", 160, 110)], [LayoutGroup("g")], portrait=True).places
    assert math.dist(places["a"][:2], places["b"][:2]) > 110 + places["a"].radius + places["b"].radius


def test_unknown_group_counts_as_none() -> None:
    assert chart_layout([LayoutNode("a", group="gone")], [], [], portrait=False).boxes == ()


@pytest.mark.parametrize("groups", [0, 20])
def test_the_work_grows_with_the_people_and_not_with_their_square(groups: int) -> None:
    """Counted in calls, which no busy machine changes: five times the people, well below 25 times the work."""

    def calls(count: int) -> int:
        made = 0

        def note(_frame: object, event: str, _argument: object) -> None:
            nonlocal made
            made += event == "call"

        drawn = sample(count, groups)
        sys.setprofile(note)
        try:
            chart_layout(*drawn, portrait=False)
        finally:
            sys.setprofile(None)
        return made

    assert calls(500) < 8 * calls(100)

"""How far each line of a chart bends: round portraits and names, and apart from parallel lines.

A bend is the signed roundness of a vis-network curve: positive for `curvedCW` (to the left of the way from
source to target), negative for `curvedCCW`, 0 for a straight line.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.layout import DEEPEST, ChartLayout, Place, parallel_step

__all__ = ["bends", "curve_point"]

_TRIALS = (0.0, 24.0, -24.0, 48.0, -48.0, 78.0, -78.0, 112.0, -112.0)  # pixels that a bundle may bow out
_SAMPLES = 16
# What start, turning point and end count for at each sample of a curve.
_SHARES = tuple(((1 - t) ** 2, 2 * t * (1 - t), t * t) for t in (step / _SAMPLES for step in range(1, _SAMPLES)))
_BOW, _OWN_NAME = 2.2, 0.25  # what it costs to bow all round, and to run through the own name: the lesser evil
_TILE = 40.0  # pixels; the grid that makes looking up an obstacle cheap

_Point = tuple[float, float]
_Obstacle = tuple[str, float, float, float, float, float]  # owner, left, top, right, bottom, cost of a touch


class _Chord(NamedTuple):
    """The straight way between two portraits, whose they are, and whether both are leads."""

    start: _Point
    end: _Point
    ends: tuple[str, str]
    leads: bool


def curve_point(start: _Point, end: _Point, bend: float, t: float) -> _Point:
    """The point at `t` (0 to 1) of the curve that vis-network 9 draws between two centres.

    >>> curve_point((0, 0), (100, 0), 0, 0.5)
    (50.0, 0.0)
    >>> x, y = curve_point((0, 0), (100, 0), 0.4, 0.5)
    >>> y < 0  # a positive bend bows out to the left of the way, which is up on a screen
    True
    """
    via = _turning_point(start, end, bend)
    a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
    return a * start[0] + b * via[0] + c * end[0], a * start[1] + b * via[1] + c * end[1]


def _turning_point(start: _Point, end: _Point, bend: float) -> _Point:
    dx, dy = end[0] - start[0], end[1] - start[1]
    reach, turn = (abs(bend) + 1) / 2, -bend * math.pi / 2
    sine, cosine = math.sin(turn), math.cos(turn)
    return start[0] + reach * (dx * cosine - dy * sine), start[1] + reach * (dx * sine + dy * cosine)


def bends(
    layout: ChartLayout, edges: Sequence[tuple[str, str, str]], words: Mapping[str, tuple[float, float]]
) -> dict[str, float]:
    """The bend of every line.

    edges: (id, source, target); of several between a pair the first runs nearest the middle.
    words: width and height of the text under each portrait.

    >>> from kg.layout import LayoutEdge, LayoutNode, chart_layout
    >>> leads = [LayoutNode("a", True), LayoutNode("b", True)]
    >>> drawn = chart_layout(leads, [LayoutEdge("a", "b")] * 2, [], portrait=False)
    >>> found = bends(drawn, [("1", "a", "b"), ("2", "b", "a")], {})
    >>> found["1"] == found["2"] != 0  # they run in opposite directions, so the same bend sets them apart
    True
    """
    grid = _grid(_obstacles(layout.places, words))
    pairs: dict[tuple[str, str], list[tuple[str, bool]]] = defaultdict(list)
    for edge, source, target in edges:
        first, second = sorted((source, target))
        pairs[first, second].append((edge, source != first))
    found: dict[str, float] = {}
    for (first, second), bundle in pairs.items():
        start, end = layout.places[first], layout.places[second]
        length = math.dist(start[:2], end[:2]) or 1.0
        # The layout has room for the lines between leads on both sides alike, so their own names do not push them.
        chord = _Chord(start[:2], end[:2], (first, second), layout.leads.issuperset((first, second)))
        step = parallel_step(len(bundle), length)
        # From the middle outwards, on both sides in turn.
        shifts = sorted(((at - (len(bundle) - 1) / 2) * step for at in range(len(bundle))), key=abs)
        # Bows so deep that two lines of a pair would be held back to one and the same are left out.
        widest = max(DEEPEST * length - max(shifts), 0.0)
        best, least = 0.0, math.inf
        for bow in _TRIALS:
            if abs(bow) <= widest:
                toll = _toll(chord, [_roundness(shift + bow, length) for shift in shifts], layout, grid, least)
                best, least = (bow, toll) if toll < least else (best, least)
        for (edge, backwards), shift in zip(bundle, shifts, strict=True):
            bend = _roundness(shift + best, length)
            found[edge] = round(-bend if backwards else bend, 4)
    return found


def _roundness(offset: float, length: float) -> float:
    """The roundness whose curve passes `offset` pixels beside the middle of a chord of this length."""
    return math.copysign(_roundness_of(min(abs(offset) / length, DEEPEST)), offset)


@lru_cache(maxsize=1024)  # a line is tried on both sides
def _roundness_of(wanted: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(14):
        middle = (low + high) / 2
        low, high = (middle, high) if (middle + 1) / 4 * math.sin(middle * math.pi / 2) < wanted else (low, middle)
    return (low + high) / 2 if wanted else 0.0


def _obstacles(places: Mapping[str, Place], words: Mapping[str, tuple[float, float]]) -> Iterable[_Obstacle]:
    for one, (x, y, radius) in places.items():
        yield one, x - radius - 5, y - radius - 5, x + radius + 5, y + radius + 5, 5.0
        width, height = words.get(one, (0.0, 0.0))
        if width:
            yield one, x - width / 2, y + radius + 5, x + width / 2, y + radius + 5 + height, 2.5


def _grid(obstacles: Iterable[_Obstacle]) -> dict[tuple[int, int], list[_Obstacle]]:
    tiles: dict[tuple[int, int], list[_Obstacle]] = defaultdict(list)
    for obstacle in obstacles:
        _, left, top, right, bottom, _ = obstacle
        for column in range(math.floor(left / _TILE), math.floor(right / _TILE) + 1):
            for row in range(math.floor(top / _TILE), math.floor(bottom / _TILE) + 1):
                tiles[column, row].append(obstacle)
    return dict(tiles)


def _toll(
    chord: _Chord,
    bent: Sequence[float],
    layout: ChartLayout,
    grid: Mapping[tuple[int, int], Sequence[_Obstacle]],
    least: float,
) -> float:
    """What the lines of a pair cost; of those that cost ``least`` or more it is not said how much more."""
    toll = sum(_BOW * abs(bend) + _outside(chord, bend, layout) for bend in bent)
    for bend in bent:
        if toll >= least:
            break
        toll += _touches(chord, bend, grid)
    return toll


def _outside(chord: _Chord, bend: float, layout: ChartLayout) -> float:
    """What it costs to leave the drawing, where a phone shows nothing."""
    x, y = curve_point(chord.start, chord.end, bend, 0.5)
    beyond = max(abs(x) - layout.width / 2 + 18, abs(y) - layout.height / 2, 0)
    return 0.4 * beyond


def _touches(chord: _Chord, bend: float, grid: Mapping[tuple[int, int], Sequence[_Obstacle]]) -> float:
    """What a line costs that touches portraits and names."""
    (start_x, start_y), (end_x, end_y) = chord.start, chord.end
    via_x, via_y = _turning_point(chord.start, chord.end, bend)
    cost = 0.0
    for a, b, c in _SHARES:
        x, y = a * start_x + b * via_x + c * end_x, a * start_y + b * via_y + c * end_y
        for owner, left, top, right, bottom, toll in grid.get((math.floor(x / _TILE), math.floor(y / _TILE)), ()):
            if left < x < right and top < y < bottom:
                if owner not in chord.ends:
                    cost += toll
                elif toll < 5 and not chord.leads:
                    cost += _OWN_NAME
    return cost

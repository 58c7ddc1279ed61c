"""The search for good rows: which block stands in which row, in which order and in which shape."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.layout.blocks import Block, BlockTie, shapes
from kg.layout.measure import Measure
from kg.layout.rows import Rows, arrange

__all__ = ["search_rows"]

# In steps of about 2 microseconds: 100 characters take under a fifth of a second.
EFFORT = 30_000
MOST_CHECKED = 18  # up to so many blocks the search also counts ties that run across a foreign block

_Point = tuple[float, float]


class _Trial(NamedTuple):
    """What the search weighs: the blocks, their ties, the sizes, and whether rows are columns."""

    blocks: list[Block]
    weights: Mapping[BlockTie, int]
    measure: Measure
    flip: bool


def _first_rows(trial: _Trial, room: float) -> Rows:
    """Fill rows up to `room`, those with most ties first, alternately below and above the leads."""
    blocks, weights, m, flip = trial
    pull: dict[int, int] = defaultdict(int)
    for (a, b, _), weight in weights.items():
        pull[a] += weight
        pull[b] += weight
    spans = [block.size(m)[flip] + m.gap[flip] for block in blocks]
    shelves: Rows = []
    for index in sorted((i for i, block in enumerate(blocks) if not block.lead), key=lambda i: (-pull[i], i)):
        fits = next((shelf for shelf in shelves if sum(spans[i] for i in shelf) + spans[index] <= room), None)
        if fits is None:
            shelves.append([index])
        else:
            fits.append(index)
    rows: Rows = [[0]] if blocks[0].lead else []
    for place, shelf in enumerate(shelves):
        rows.insert(len(rows) if place % 2 == 0 else 0, shelf)
    return rows


def search_rows(blocks: list[Block], weights: Mapping[BlockTie, int], m: Measure) -> tuple[Rows, bool]:
    """The best rows (or columns, then True) found by hill climbing; shapes are changed in `blocks`."""
    area = sum(w * h for w, h in (block.size(m) for block in blocks)) * 1.3
    starts = [(m.most_width, False)]
    if m.most_width == math.inf:
        width, height = math.sqrt(area * m.aspect), math.sqrt(area / m.aspect)
        starts = [(width, False), (width * 1.4, False), (height, True), (height * 1.4, True)]
    best: tuple[float, Rows, bool, list[int]] | None = None
    for room, flip in starts:
        for block in blocks:
            if not block.lead:
                block.columns = shapes(len(block.members), m)[0]
        trial = _Trial(blocks, weights, m, flip)
        rows = _first_rows(trial, room)
        cost, rows = _climb(rows, trial, EFFORT // (len(starts) * _price(blocks, weights)))
        if best is None or cost < best[0] - 1e-6:
            best = (cost, rows, flip, [block.columns for block in blocks])
    assert best is not None  # noqa: S101 - there is always a start
    for block, columns in zip(blocks, best[3], strict=True):
        block.columns = columns
    return best[1], best[2]


def _price(blocks: Sequence[Block], weights: Mapping[BlockTie, int]) -> int:
    """Steps of one trial."""
    checked = len(blocks) // 3 if len(blocks) <= MOST_CHECKED else 0
    return 8 * len(blocks) + len(weights) * (1 + checked)


def _cost(rows: Rows, trial: _Trial, most: float = math.inf) -> float:
    """Long ties, a small or ill-proportioned picture, ties across foreign blocks, leads off the middle.

    What costs more than `most` is not worked out to its end.
    """
    blocks, weights, m, flip = trial
    sizes = [block.size(m) for block in blocks]
    arranged = arrange(rows, blocks, m, flip, sizes=sizes)
    centres = arranged.centres
    total = 4.0 + sum(weights.values())
    span = max(arranged.width, arranged.height * m.aspect) if m.most_width == math.inf else arranged.height
    cost = 0.7 * total * span
    if arranged.width > m.most_width + 0.5:
        cost += 1e6 * (arranged.width - m.most_width)
    if blocks[0].lead:
        cost += 1.2 * total * (abs(centres[0][0]) + abs(centres[0][1]))
    if cost > most:
        return cost
    ends = _ends(trial, centres)
    for (start, end), weight in zip(ends, weights.values(), strict=True):
        cost += weight * math.dist(start, end)
    if len(blocks) > MOST_CHECKED or cost > most:
        return cost
    rects = [(x, y, sizes[index][0] / 2, sizes[index][1] / 2) for index, (x, y) in sorted(centres.items())]
    for tie, (start, end) in zip(weights, ends, strict=True):
        cost += 260.0 * weights[tie] * _crossed(start, end, rects, tie)
    return cost


def _crossed(a: _Point, b: _Point, rects: Sequence[tuple[float, ...]], tie: BlockTie) -> int:
    """Return how many blocks the straight tie from `a` to `b` runs across, but for its own."""
    left, right = (a[0] - 1, b[0] + 1) if a[0] < b[0] else (b[0] - 1, a[0] + 1)
    top, bottom = (a[1] - 1, b[1] + 1) if a[1] < b[1] else (b[1] - 1, a[1] + 1)
    return sum(
        1
        for index, (x, y, half_x, half_y) in enumerate(rects)
        # Nearly all lie apart from it, which is quickly seen.
        if right > x - half_x and left < x + half_x and bottom > y - half_y and top < y + half_y
        if index not in (tie.a, tie.b) and _hits(a, b, rects[index])
    )


def _ends(trial: _Trial, centres: Mapping[int, _Point]) -> list[tuple[_Point, _Point]]:
    """Where each tie starts and ends: at its lead, or in the middle of a block."""
    shifts = trial.blocks[0].cells(trial.measure) if trial.blocks[0].lead else []
    found = []
    for a, b, lead in trial.weights:
        x, y = centres[a]
        dx, dy = (0.0, 0.0) if lead is None else shifts[lead]
        found.append(((x + dx, y + dy), centres[b]))
    return found


def _hits(a: _Point, b: _Point, rect: tuple[float, ...]) -> bool:
    """Whether the straight tie from `a` to `b` runs through a rectangle (centre and half sizes)."""
    low, high = 0.0, 1.0
    for start, end, middle, half in ((a[0], b[0], rect[0], rect[2]), (a[1], b[1], rect[1], rect[3])):
        delta = end - start
        if abs(delta) < 1e-9:
            if abs(start - middle) >= half:
                return False
            continue
        first, second = (middle - half - start) / delta, (middle + half - start) / delta
        low, high = max(low, min(first, second)), min(high, max(first, second))
    return low < high


def _climb(rows: Rows, trial: _Trial, budget: int) -> tuple[float, Rows]:
    """Move, swap and reshape blocks while that helps, at most `budget` trials."""
    blocks = trial.blocks
    cost = _cost(rows, trial)
    movable = [i for i, block in enumerate(blocks) if not block.lead]
    improved = True
    while improved and budget > 0:
        improved = False
        for candidate in _neighbours(rows, movable):
            budget -= 1
            value = _cost(candidate, trial, cost)
            if value < cost - 1e-6:
                rows, cost, improved = candidate, value, True
                break
            if budget <= 0:
                break
        for index in movable:
            for columns in shapes(len(blocks[index].members), trial.measure):
                before = blocks[index].columns
                if budget <= 0 or columns == before:
                    continue
                budget -= 1
                blocks[index].columns = columns
                value = _cost(rows, trial, cost)
                if value < cost - 1e-6:
                    cost, improved = value, True
                else:
                    blocks[index].columns = before
    return cost, rows


def _neighbours(rows: Rows, movable: Sequence[int]) -> Iterator[Rows]:
    """All swaps of two blocks, then all moves of one block to another place or to a row of its own."""
    for place, a in enumerate(movable):
        for b in movable[place + 1 :]:
            swapped = {a: b, b: a}
            yield [[swapped.get(index, index) for index in row] for row in rows]
    for a in movable:
        bare = [kept for row in rows if (kept := [index for index in row if index != a])]
        for at, row in enumerate(bare):
            for slot in range(len(row) + 1):
                yield [*bare[:at], [*row[:slot], a, *row[slot:]], *bare[at + 1 :]]
        for at in range(len(bare) + 1):
            yield [*bare[:at], [a], *bare[at:]]

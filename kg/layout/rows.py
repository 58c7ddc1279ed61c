"""Rows (or columns) of blocks: where the centres of the blocks come to stand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from kg.layout.blocks import Block
from kg.layout.measure import Measure

__all__ = ["Arranged", "Rows", "arrange"]

Rows = list[list[int]]  # block numbers, row by row from the top


class Arranged(NamedTuple):
    """Where the centres of the blocks come to stand, and how large the whole is."""

    centres: dict[int, tuple[float, float]]
    width: float
    height: float


def arrange(
    rows: Rows,
    blocks: Sequence[Block],
    m: Measure,
    flip: bool,
    *,
    sizes: Sequence[tuple[float, float]] | None = None,
    grow: bool = False,
) -> Arranged:
    """Centre every block. `flip` makes columns of the rows; `grow` uses up spare room of the page.

    `sizes` are those of the blocks, where they are known.
    """
    sizes = [block.size(m) for block in blocks] if sizes is None else sizes
    gap_x, gap_y = m.gap
    if flip:
        sizes = [(height, width) for width, height in sizes]
        gap_x, gap_y = gap_y, gap_x
    width = max(_row_width(row, sizes, blocks, gap_x) for row in rows)
    heights = [max(sizes[index][1] for index in row) for row in rows]
    height = sum(heights) + gap_y * (len(rows) - 1)
    if grow:
        width, goal = _grown(width, height, m, flip)
        gap_y += (goal - height) / (len(rows) - 1) if len(rows) > 1 else 0
        height = sum(heights) + gap_y * (len(rows) - 1)
    centres = {}
    top = -height / 2
    for row, tall in zip(rows, heights, strict=True):
        for index, x in _across(row, sizes, blocks, width, gap_x):
            y = top + tall / 2
            centres[index] = (y, x) if flip else (x, y)
        top += tall + gap_y
    return Arranged(centres, height, width) if flip else Arranged(centres, width, height)


def _grown(width: float, height: float, m: Measure, flip: bool) -> tuple[float, float]:
    """The size that fills the page's proportions better, without drifting apart."""
    if m.most_width < math.inf:
        return max(width, min(m.most_width, width * 1.6)), height
    aspect = 1 / m.aspect if flip else m.aspect
    wider = max(width, min(height * aspect, width * 1.7))
    return wider, max(height, min(wider / aspect, height * 1.4))


def _row_width(row: Sequence[int], sizes: Sequence[tuple[float, float]], blocks: Sequence[Block], gap: float) -> float:
    at = next((place for place, index in enumerate(row) if blocks[index].lead), None)
    if at is None:
        return sum(sizes[index][0] for index in row) + gap * (len(row) - 1)
    # The leads stay in the middle of the page, so the wider side counts twice.
    sides = [sum(sizes[index][0] + gap for index in side) for side in (row[:at], row[at + 1 :])]
    return sizes[row[at]][0] + 2 * max(sides)


def _across(
    row: Sequence[int],
    sizes: Sequence[tuple[float, float]],
    blocks: Sequence[Block],
    width: float,
    gap: float,
) -> list[tuple[int, float]]:
    """The x of each block of a row: leads at 0, boxes out to the margins, singles evenly spread."""
    at = next((place for place, index in enumerate(row) if blocks[index].lead), None)
    if at is None:
        return _spread(row, sizes, blocks, -width / 2, width / 2)
    half = sizes[row[at]][0] / 2
    left = _spread(row[:at], sizes, blocks, -width / 2, -half - gap)
    right = _spread(row[at + 1 :], sizes, blocks, half + gap, width / 2)
    return [*left, (row[at], 0.0), *right]


def _spread(
    row: Sequence[int],
    sizes: Sequence[tuple[float, float]],
    blocks: Sequence[Block],
    low: float,
    high: float,
) -> list[tuple[int, float]]:
    if not row:
        return []
    boxed = len(row) > 1 and any(blocks[index].group is not None for index in row)
    spare = (high - low) - sum(sizes[index][0] for index in row)
    space = spare / (len(row) - 1) if boxed else spare / (len(row) + 1)
    x = low if boxed else low + space
    found = []
    for index in row:
        found.append((index, x + sizes[index][0] / 2))
        x += sizes[index][0] + space
    return found

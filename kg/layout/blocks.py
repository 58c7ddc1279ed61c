"""Blocks: characters that are set together, as a group, as leads, or one alone."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.layout.measure import Measure
from kg.layout.parts import LayoutGroup, LayoutNode

__all__ = ["Block", "BlockTie", "block_ties", "make_blocks", "shapes"]

MOST_SINGLES = 16  # more characters without a group than this are set in untitled blocks
BESIDE_TITLE = 72.0  # of a box's width that its title leaves free: the rounded ends and the corners


@dataclass(slots=True)
class Block:
    """Characters that are set together: a group, one single, or the leads."""

    members: list[str]
    group: str | None
    columns: int
    lead: bool = False
    title: float = 0.0  # the width of the title of its box

    def rows(self) -> int:
        """How many rows of characters it has."""
        return math.ceil(len(self.members) / self.columns)

    def size(self, m: Measure) -> tuple[float, float]:
        """Width and height, with the frame of a group's box."""
        if self.lead:
            width = (self.columns - 1) * m.lead_cell[0] + m.cell[0] + 16 + 2 * m.lead_side
            height = m.above_leads + (self.rows() - 1) * m.lead_cell[1] + m.below_leads
            return min(width, m.most_width), height
        frame = (2 * m.pad, m.title + m.pad / 2) if self.group is not None else (0.0, 0.0)
        least = 0.0
        if self.group is not None:
            least = min(max(1.3 * m.cell[0], self.title + BESIDE_TITLE), m.most_width)
        height = self.rows() * (m.cell[1] + m.row_gap) - m.row_gap + frame[1] - 8
        return max(self.columns * m.cell[0] + frame[0], least), height

    def cells(self, m: Measure) -> list[tuple[float, float]]:
        """Portrait centres relative to the block's centre, row by row; a short last row is centred."""
        cell_w, cell_h = m.lead_cell if self.lead else (m.cell[0], m.cell[1] + m.row_gap)
        _, height = self.size(m)
        frame = m.title if self.group is not None else 0.0
        top = -height / 2 + (m.above_leads if self.lead else m.radius + 8 + frame)
        found = []
        for index in range(len(self.members)):
            row, column = divmod(index, self.columns)
            in_row = min(self.columns, len(self.members) - row * self.columns)
            found.append(((column - (in_row - 1) / 2) * cell_w, top + row * cell_h))
        return found


def make_blocks(
    nodes: Sequence[LayoutNode], ties: Sequence[tuple[str, str]], groups: Sequence[LayoutGroup], m: Measure
) -> list[Block]:
    """The leads first (if any), then the groups, then whoever has no group."""
    leads = [node.id for node in nodes if node.lead]
    rest = [node for node in nodes if not node.lead]
    blocks = []
    if leads:
        across = len(leads) if len(leads) < 3 else math.ceil(math.sqrt(len(leads)))
        blocks.append(Block(leads, None, min(across, 2 if m.most_columns < 4 else 4), lead=True))
    for group in groups:
        members = [node.id for node in rest if node.group == group.id]
        if members:
            blocks.append(Block(members, group.id, shapes(len(members), m)[0], title=group.title))
    known = {group.id for group in groups}
    singles = [node.id for node in rest if node.group not in known]
    size = 1 if len(singles) <= MOST_SINGLES else max(4, math.ceil(len(singles) / 12))
    near = singles if size == 1 else _by_closeness(singles, ties)
    for start in range(0, len(near), size):
        members = near[start : start + size]
        blocks.append(Block(members, None, shapes(len(members), m)[0]))
    return blocks


def _by_closeness(ids: Sequence[str], ties: Sequence[tuple[str, str]]) -> list[str]:
    """The same ids, breadth first along their ties, so that neighbours land in one block."""
    beside: dict[str, list[str]] = defaultdict(list)
    for a, b in ties:
        beside[a].append(b)
        beside[b].append(a)
    waiting = dict.fromkeys(ids)
    ordered: list[str] = []
    for start in ids:
        queue = [start] if start in waiting else []
        for one in queue:
            if one in waiting:
                del waiting[one]
                ordered.append(one)
                queue.extend(other for other in beside[one] if other in waiting)
    return ordered


def shapes(count: int, m: Measure) -> list[int]:
    """Column counts worth trying for a block of `count`; the first is the most regular one."""
    if m.most_columns < 4:
        return [2] if count == 4 else [min(count, m.most_columns)]
    wanted = [
        math.ceil(math.sqrt(count * 1.3)),
        math.ceil(count / 2),
        math.ceil(count / 3),
        2 if count > 1 else 1,
    ]
    if count <= 4:
        wanted.append(count)
    return list(dict.fromkeys(min(columns, m.most_columns, count) for columns in wanted))


class BlockTie(NamedTuple):
    """Blocks `a` and `b` (a < b) that relationships tie; `lead` is the number of the lead among the leads, if any."""

    a: int
    b: int
    lead: int | None


def block_ties(blocks: Sequence[Block], ties: Iterable[tuple[str, str]]) -> dict[BlockTie, int]:
    """How many relationships run between each two blocks, those of each lead by themselves."""
    home = {member: index for index, block in enumerate(blocks) for member in block.members}
    leads = {one: at for block in blocks if block.lead for at, one in enumerate(block.members)}
    weights: dict[BlockTie, int] = defaultdict(int)
    for one, other in ties:
        if home[one] != home[other]:
            first, second = sorted((one, other), key=home.__getitem__)
            weights[BlockTie(home[first], home[second], leads.get(first))] += 1
    return dict(weights)

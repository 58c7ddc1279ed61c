"""The order of the characters inside their blocks."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.layout.blocks import Block
from kg.layout.measure import Measure

__all__ = ["order_members"]


def order_members(
    blocks: Sequence[Block],
    centres: Mapping[int, tuple[float, float]],
    ties: Sequence[tuple[str, str]],
    m: Measure,
) -> None:
    """Swap characters inside their block while that shortens their ties."""
    beside: dict[str, list[str]] = defaultdict(list)
    for a, b in ties:
        beside[a].append(b)
        beside[b].append(a)
    at: dict[str, tuple[float, float]] = {}
    for index, block in enumerate(blocks):
        cx, cy = centres[index]
        for member, (dx, dy) in zip(block.members, block.cells(m), strict=True):
            at[member] = (cx + dx, cy + dy)

    def reach(one: str) -> float:
        return sum(math.dist(at[one], at[other]) for other in beside[one])

    for _ in range(4 if len(at) <= 150 else 1):
        changed = False
        for block in blocks:
            members = block.members
            for i in range(len(members)):
                for j in range(i + 1, len(members)):
                    first, second = members[i], members[j]
                    before = reach(first) + reach(second)
                    at[first], at[second] = at[second], at[first]
                    if reach(first) + reach(second) < before - 1e-6:
                        members[i], members[j] = second, first
                        changed = True
                    else:
                        at[first], at[second] = at[second], at[first]
        if not changed:
            break

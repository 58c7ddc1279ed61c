"""From characters, relationships and groups to places and boxes: the steps of the layout in their order."""

from __future__ import annotations

from collections.abc import Sequence

from kg.layout.blocks import Block, block_ties, make_blocks
from kg.layout.measure import Measure, measure_for
from kg.layout.members import order_members
from kg.layout.parts import Box, ChartLayout, LayoutEdge, LayoutGroup, LayoutNode, Place
from kg.layout.rows import Arranged, arrange
from kg.layout.search import search_rows

__all__ = ["chart_layout"]


def chart_layout(
    nodes: Sequence[LayoutNode],
    edges: Sequence[LayoutEdge],
    groups: Sequence[LayoutGroup],
    *,
    portrait: bool,
    aspect: float | None = None,
) -> ChartLayout:
    """Place every character of a chart.

    nodes: the characters; ids are unique. A group that `groups` does not list counts as none.
    edges: one for each relationship (several between a pair pull harder and need more room).
    portrait: True for a narrow, tall chart (a phone), False for a wide one.
    aspect: about how wide the chart is to be, of its height; by default that of its form.

    >>> chart_layout([], [], [], portrait=True).places
    {}
    """
    measure = measure_for(nodes, edges, portrait=portrait, aspect=aspect)
    if not nodes:
        return ChartLayout({}, (), 0.0, 0.0, measure.cell[0], measure.lead_words)
    ties = [(edge.source, edge.target) for edge in edges if edge.source != edge.target]
    blocks = make_blocks(nodes, ties, groups, measure)
    rows, flip = search_rows(blocks, block_ties(blocks, ties), measure)
    arranged = arrange(rows, blocks, measure, flip, grow=True)
    order_members(blocks, arranged.centres, ties, measure)
    return _finish(blocks, arranged, measure)


def _finish(blocks: Sequence[Block], arranged: Arranged, m: Measure) -> ChartLayout:
    places: dict[str, Place] = {}
    boxes = []
    for index, block in enumerate(blocks):
        cx, cy = arranged.centres[index]
        radius = m.lead_radius if block.lead else m.radius
        for member, (dx, dy) in zip(block.members, block.cells(m), strict=True):
            places[member] = Place(round(cx + dx, 1), round(cy + dy, 1), radius)
        if block.group is not None:
            width, height = block.size(m)
            boxes.append(Box(block.group, round(cx - width / 2, 1), round(cy - height / 2, 1), width, height))
    leads = frozenset(member for block in blocks if block.lead for member in block.members)
    return ChartLayout(places, tuple(boxes), arranged.width, arranged.height, m.cell[0], m.lead_words, leads)

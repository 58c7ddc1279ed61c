"""The sizes of a chart in pixels at zoom 1, and how they grow with what has to fit between the leads."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.layout.parts import LayoutEdge, LayoutNode

__all__ = ["DEEPEST", "PARALLEL", "Measure", "measure_for", "parallel_step"]

PARALLEL = 26.0  # between the middles of two lines of one pair: a word fits between them
DEEPEST = 0.4  # how far a line may bow out, of its length; a deeper bow would be a loop
_FLAT = 0.25  # how far the outermost line between two leads should bow out, of their distance
_WORD_ROW = 20.0  # the height of a word with a little air
_UNDER_TEXT = 26.0  # and around the portrait
_MOST_WORD_INSIDE = 120.0  # of a word between two members of a group; a longer one covers something
_BESIDE_WORD = 70.0  # of line that shows beside a word, with its arrow


@dataclass(frozen=True, slots=True)
class Measure:
    """The sizes of one orientation."""

    cell: tuple[float, float]
    row_gap: float  # between the rows of one group, for the words of the lines between them
    radius: float
    lead_cell: tuple[float, float]
    lead_radius: float
    lead_text: float  # room for the words under a lead
    lead_words: float  # the width of those words
    most_lead_gap: float  # between the centres of two leads
    word_step: float  # more room above and below the leads for every line beyond two to one group
    lead_margin: float  # that room
    lead_side: float  # and to the left and right of the leads, for the words of such lines
    spread: float  # how far the lines between two leads bow out, above and below
    pad: float
    title: float
    gap: tuple[float, float]
    aspect: float
    most_columns: int
    most_width: float

    @property
    def above_leads(self) -> float:
        """Room above the centres of the upper leads."""
        return max(self.lead_radius, self.spread) + self.lead_margin

    @property
    def below_leads(self) -> float:
        """Room below the centres of the lower leads."""
        return max(self.lead_radius + self.lead_text, self.spread) + self.lead_margin


_WIDE = Measure(
    cell=(130, 152),
    row_gap=0,
    radius=28,
    lead_cell=(270, 206),
    lead_radius=42,
    lead_text=76,
    lead_words=186,
    most_lead_gap=640,
    word_step=9,
    lead_margin=0,
    lead_side=0,
    spread=0,
    pad=16,
    title=26,
    gap=(64, 58),
    aspect=2.0,
    most_columns=12,
    most_width=math.inf,
)
_TALL = Measure(
    cell=(114, 146),
    row_gap=0,
    radius=25,
    lead_cell=(206, 190),
    lead_radius=36,
    lead_text=76,
    lead_words=156,
    most_lead_gap=240,
    word_step=16,
    lead_margin=0,
    lead_side=0,
    spread=0,
    pad=10,
    title=24,
    gap=(14, 52),
    aspect=0.5,
    most_columns=3,
    most_width=366,
)


def parallel_step(lines: int, length: float) -> float:
    """How far apart the middles of the lines of one pair are; less than `PARALLEL` where room is short.

    >>> parallel_step(3, 400), parallel_step(11, 200)
    (26.0, 16.0)
    """
    return PARALLEL if lines < 2 else min(PARALLEL, 2 * DEEPEST * length / (lines - 1))


def measure_for(
    nodes: Sequence[LayoutNode], edges: Sequence[LayoutEdge], *, portrait: bool, aspect: float | None = None
) -> Measure:
    """The sizes for a chart: the more lines between two characters, and the longer the words, the more room.

    >>> leads, love = [LayoutNode("a", True), LayoutNode("b", True)], LayoutEdge("a", "b", 80)
    >>> [measure_for(leads, [love] * count, portrait=False).lead_cell[0] for count in (1, 6, 11)]
    [270, 270, 520.0]
    """
    m = _TALL if portrait else _WIDE
    m = replace(m, aspect=aspect) if aspect is not None else m
    return _with_room_between_leads(_with_room_for_members(m, nodes, edges), nodes, edges)


def _with_room_for_members(m: Measure, nodes: Sequence[LayoutNode], edges: Sequence[LayoutEdge]) -> Measure:
    """Cells as high as the words under the portraits, and as wide as the words between two of one group."""
    group = {node.id: node.group for node in nodes if not node.lead and node.group is not None}
    inside = [edge for edge in edges if edge.source in group and group[edge.source] == group.get(edge.target)]
    word = min(max((edge.broken for edge in inside), default=0.0), _MOST_WORD_INSIDE)
    wide = max(m.cell[0], word + 2 * m.radius + 10)
    texts = [node.text for node in nodes if not node.lead]
    high = min(m.cell[1], 2 * m.radius + max(texts, default=0.0) + _UNDER_TEXT)
    fits = int((m.most_width - 2 * m.pad) // wide) if m.most_width < math.inf else m.most_columns
    lines = Counter((min(edge.source, edge.target), max(edge.source, edge.target)) for edge in inside)
    row_gap = _WORD_ROW * max(lines.values(), default=0)
    return replace(m, cell=(wide, high), row_gap=row_gap, most_columns=max(1, min(m.most_columns, fits)))


def _with_room_between_leads(m: Measure, nodes: Sequence[LayoutNode], edges: Sequence[LayoutEdge]) -> Measure:
    leads = {node.id for node in nodes if node.lead}
    group = {node.id: node.group for node in nodes}
    among, beside = Counter[tuple[str, str]](), Counter[str]()
    word = aside = 0.0
    for edge in edges:
        pair = min(edge.source, edge.target), max(edge.source, edge.target)
        if leads >= set(pair):
            among[pair] += 1
            word = max(word, edge.word)
        elif not leads.isdisjoint(pair):
            other = edge.target if edge.source in leads else edge.source
            beside[group.get(other) or other] += 1
            aside = max(aside, edge.word)
    lines = max(among.values(), default=0)
    wanted = max(word + 2 * m.lead_radius + _BESIDE_WORD, (lines - 1) * PARALLEL / 2 / _FLAT)
    across = max(m.lead_cell[0], min(wanted, m.most_lead_gap))
    spread = (lines - 1) / 2 * parallel_step(lines, across) + PARALLEL / 2 if lines > 1 else 0.0
    down = max(m.lead_cell[1], spread + max(m.lead_radius + m.lead_text, spread))
    crowd = max(0, max(beside.values(), default=0) - 2)
    return replace(
        m,
        lead_cell=(across, down),
        lead_words=min(m.lead_words, m.most_width - across, across - 16),
        spread=spread,
        lead_margin=m.word_step * crowd,
        lead_side=aside * 0.6 if crowd else 0.0,
    )

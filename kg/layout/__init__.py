"""Where each character of a relationship chart (인물관계도) stands.

The chart is set like a printed one: rows (or columns) of blocks, the leads in the middle. A block is a
group's titled box (a grid of characters), or one character who belongs to no group. Which block goes to which
row, in which order and in which shape is a small deterministic search that shortens the ties and keeps the
page's proportions. No random numbers and no physics: the same chart always looks the same.

`parts` are the values that go in and out, `measure` the sizes, `blocks` what is set together, `rows` where blocks
stand, `search` which rows are good, `members` the order within a block, and `place` puts it all together.

>>> nodes = [LayoutNode("a", lead=True), LayoutNode("b", lead=True), LayoutNode("c", group="pub")]
>>> drawn = chart_layout(nodes, [LayoutEdge("a", "c")], [LayoutGroup("pub")], portrait=False)
>>> sorted(drawn.places), [box.group for box in drawn.boxes]
(['a', 'b', 'c'], ['pub'])
"""

from kg.layout.measure import DEEPEST, PARALLEL, parallel_step
from kg.layout.parts import Box, ChartLayout, LayoutEdge, LayoutGroup, LayoutNode, Place
from kg.layout.place import chart_layout

__all__ = [
    "DEEPEST",
    "PARALLEL",
    "Box",
    "ChartLayout",
    "LayoutEdge",
    "LayoutGroup",
    "LayoutNode",
    "Place",
    "chart_layout",
    "parallel_step",
]

"""Where everything of a chart stands: the layouts of its two forms, and how its lines bend.

All of it comes from the chart alone: a place never tells of what is not drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from kg.figure.curves import bends
from kg.figure.spec import Chart, ChartEdge
from kg.figure.textsize import broken_width, name_sizes, text_height, title_width, word_width
from kg.layout import ChartLayout, LayoutEdge, LayoutGroup, LayoutNode, chart_layout

__all__ = ["NAME_ROOM", "chart_bends", "chart_layouts", "layout_bends", "printed_layout"]

NAME_ROOM = 100.0  # the width that the words under a portrait surely have


def chart_layouts(chart: Chart) -> dict[str, ChartLayout]:
    """Return the places of a wide screen and of a phone. Ties that only follow have no say in them."""
    return {form: _layout(chart, portrait=form == "tall") for form in ("wide", "tall")}


def printed_layout(chart: Chart, aspect: float) -> ChartLayout:
    """Return the places of a picture that is to be about so wide, of its height."""
    return _layout(chart, portrait=False, aspect=aspect)


def _layout(chart: Chart, *, portrait: bool, aspect: float | None = None) -> ChartLayout:
    hearts = {kind.id for kind in chart.kinds if kind.heart}
    return _placed(
        tuple(LayoutNode(node.id, node.lead, node.group, text_height(node, NAME_ROOM)) for node in chart.nodes),
        tuple(_layout_edge(edge, edge.kind in hearts) for edge in chart.edges if not edge.follows),
        tuple(LayoutGroup(group.id, title_width(group)) for group in chart.groups),
        portrait,
        aspect,
    )


@lru_cache(maxsize=256)
def _placed(
    nodes: tuple[LayoutNode, ...],
    edges: tuple[LayoutEdge, ...],
    groups: tuple[LayoutGroup, ...],
    portrait: bool,
    aspect: float | None,
) -> ChartLayout:
    """Return a layout, kept for a while: the search for one takes longest, and each language asks for the same."""
    return chart_layout(nodes, edges, groups, portrait=portrait, aspect=aspect)


def _layout_edge(edge: ChartEdge, heart: bool) -> LayoutEdge:
    return LayoutEdge(edge.source, edge.target, word_width(edge, heart=heart), broken_width(edge, heart=heart))


def chart_bends(chart: Chart, layouts: Mapping[str, ChartLayout]) -> dict[str, dict[str, float]]:
    """Return how each line bends, by line and form."""
    found: dict[str, dict[str, float]] = {edge.id: {} for edge in chart.edges}
    for form, layout in layouts.items():
        for edge, bend in layout_bends(chart, layout).items():
            found[edge][form] = bend
    return found


def layout_bends(chart: Chart, layout: ChartLayout) -> dict[str, float]:
    """Return how each line bends in one layout."""
    # What lasts runs nearest the middle of a pair, what has ended outside, what only follows outermost.
    told = sorted((edge for edge in chart.edges if not edge.follows), key=lambda edge: edge.ended)
    follows = [edge for edge in chart.edges if edge.follows]
    sizes = name_sizes(chart, layout)
    found = bends(layout, [(edge.id, edge.source, edge.target) for edge in told], sizes)
    if follows:
        # What is told keeps its place when what follows is shown.
        found = {**bends(layout, [(edge.id, edge.source, edge.target) for edge in (*told, *follows)], sizes), **found}
    return found

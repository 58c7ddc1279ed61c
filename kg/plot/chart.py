"""The relationship chart (인물관계도) as a picture for a paper: what the browser draws, laid out for a page."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.figure.portrait import glyph
from kg.figure.spec import Chart, ChartEdge, ChartKind, ChartNode
from kg.plot.chart_page import ChartPage
from kg.plot.chart_words import placed_words
from kg.plot.room import Rect
from kg.plot.sheet import Look, Sheet, line_style, mixed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw_chart"]

_PAST = ChartKind("past", {"en": "faint: it has ended", "ko": "흐린 선: 지난 관계"}, "#a9adb6", "#6c7280", (), 2.0)
_ENDED, _LASTS = 0.46, 0.92  # how strong a line is
_ENDED_WIDTH = 0.7
_THINNEST = 0.4  # points for a pixel of a line's width, however small the chart is
_BOXES, _LINES, _ARROWS, _DISCS, _PLATES, _NAMES, _WORDS, _TABS = range(1, 9)  # from the ground up


def draw_chart(chart: Chart, look: Look) -> Figure:
    """Return the picture of a chart. Ties that only follow are left out, as they are in the browser at first."""
    told = replace(chart, edges=tuple(edge for edge in chart.edges if not edge.follows))
    return _Picture(told, look).figure()


class _Picture:
    """Draws one chart."""

    def __init__(self, chart: Chart, look: Look) -> None:
        page = ChartPage(chart, look)
        self._chart = chart
        self._look = look
        self._kinds = {kind.id: kind for kind in chart.kinds}
        self._sheet = Sheet(look, page.height, chart.title, chart.caption, self._legend())
        self._axes: Axes = self._sheet.page
        self._page = page.lowered(self._sheet.top)
        self._scale = page.scale

    def figure(self) -> Figure:
        """Draw everything."""
        for edge in self._chart.edges:
            self._draw_line(edge)
            if edge.directed:
                self._draw_arrow(edge)
        for node in self._chart.nodes:
            self._draw_portrait(node)
            self._draw_names(node)
        self._draw_words()
        self._draw_boxes()
        return self._sheet.figure

    def _legend(self) -> list[ChartKind]:
        used = {edge.kind for edge in self._chart.edges}
        past = [_PAST] if any(edge.ended for edge in self._chart.edges) else []
        return [*(kind for kind in self._chart.kinds if kind.id in used), *past]

    def _draw_boxes(self) -> None:
        for box in self._page.boxes:
            color = self._look.of(box.tint)
            self._plate(box.rect, 12 * self._scale, _BOXES, self._page.tinted(box.tint),
                        edgecolor=mixed(self._look.paper, color, 0.5), linewidth=0.6)  # fmt: skip
            self._plate(box.tab, box.tab.height / 2, _TABS, color)
            title = box.title
            self._sheet.write(self._axes, title.x, title.y, title.words, title.size, self._look.paper, weight="bold",
                              zorder=_TABS)  # fmt: skip

    def _draw_line(self, edge: ChartEdge) -> None:
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        start, middle, end = (self._page.curve(edge, t) for t in (0.0, 0.5, 1.0))
        via = (2 * middle[0] - (start[0] + end[0]) / 2, 2 * middle[1] - (start[1] + end[1]) / 2)
        style = line_style(self._look, self._kinds[edge.kind], max(self._scale, _THINNEST))
        path = Path([start, via, end], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
        self._axes.add_patch(PathPatch(
            path, fill=False, capstyle="butt", zorder=_LINES, alpha=_ENDED if edge.ended else _LASTS,
            edgecolor=style["color"], linestyle=style["linestyle"],
            linewidth=style["linewidth"] * (_ENDED_WIDTH if edge.ended else 1),
        ))  # fmt: skip

    def _draw_arrow(self, edge: ChartEdge) -> None:
        """Draw the head where the line reaches the portrait or the name of whom it is about."""
        from matplotlib.patches import Polygon

        tip_at = 1.0
        while tip_at > 0.02 and self._is_covered(edge.target, self._page.curve(edge, tip_at)):
            tip_at -= 0.005
        tip, size = self._page.curve(edge, tip_at), max(11 * self._scale, 4.0)
        tail_at = tip_at
        while tail_at > 0 and math.dist(tip, self._page.curve(edge, tail_at)) < size:
            tail_at -= 0.005
        tail = self._page.curve(edge, max(tail_at, 0.0))
        angle = math.atan2(tip[1] - tail[1], tip[0] - tail[0])
        sides = [
            (tip[0] - size * math.cos(angle + turn), tip[1] - size * math.sin(angle + turn)) for turn in (0.42, -0.42)
        ]
        self._axes.add_patch(Polygon(
            [tip, *sides], facecolor=self._look.color(self._kinds[edge.kind]), edgecolor="none", zorder=_ARROWS,
            alpha=_ENDED if edge.ended else _LASTS,
        ))  # fmt: skip

    def _is_covered(self, node: str, point: tuple[float, float]) -> bool:
        x, y, radius = self._page.spots[node]
        return math.dist(point, (x, y)) < radius + 1 or any(
            label.plate.holds(*point) for label in self._page.names[node]
        )

    def _draw_portrait(self, node: ChartNode) -> None:
        from matplotlib.patches import Circle

        x, y, radius = self._page.spots[node.id]
        tint = self._page.tint(node)
        color = self._look.of(tint)
        face, edge, letter = mixed(tint.light, "#ffffff", 0.12), color, "#ffffff"
        if node.unnamed:
            face, edge, letter = self._look.paper, self._look.quiet, self._look.quiet
        if node.lead:
            self._axes.add_patch(Circle((x, y), radius + 6 * self._scale, facecolor=color, alpha=0.18, zorder=_DISCS))
        self._axes.add_patch(Circle(
            (x, y), radius, facecolor=face, edgecolor=edge, zorder=_DISCS,
            linewidth=(3.5 if node.lead else 2.5) * self._scale, linestyle=(0, (2.5, 2)) if node.unnamed else "-",
        ))  # fmt: skip
        words = "?" if node.unnamed else glyph(self._look.say(node.label))
        self._sheet.write(self._axes, x, y, words, radius * 0.86, letter, weight="bold", va="center_baseline",
                          zorder=_DISCS)  # fmt: skip

    def _draw_names(self, node: ChartNode) -> None:
        labels = self._page.names[node.id]
        for label in labels:
            self._plate(label.plate, 1.5, _PLATES, self._page.ground(label.x, label.y), alpha=0.92)
        for label in labels:
            color = self._look.quiet if label.quiet else self._look.ink
            weight = "bold" if label.bold else "normal"
            self._sheet.write(self._axes, label.x, label.y, label.words, label.size, color, weight=weight,
                              zorder=_NAMES)  # fmt: skip

    def _draw_words(self) -> None:
        for edge, labels in placed_words(self._page, self._kinds):
            for label in labels:
                self._plate(label.plate, label.size / 2, _WORDS, self._page.ground(label.x, label.y), alpha=0.92)
            for label in labels:
                self._sheet.write(
                    self._axes, label.x, label.y, label.words, label.size, self._look.color(self._kinds[edge.kind]),
                    weight="bold" if label.bold else "normal", alpha=0.85 if edge.ended else 1, zorder=_WORDS,
                )  # fmt: skip

    def _plate(self, rect: Rect, round_by: float, zorder: int, color: str, **options: Any) -> None:
        from matplotlib.patches import FancyBboxPatch

        options = {"edgecolor": "none", "linewidth": 0, **options}
        self._axes.add_patch(FancyBboxPatch(
            (rect.x, rect.y), rect.width, rect.height, boxstyle=f"round,pad=0,rounding_size={round_by:.2f}",
            facecolor=color, zorder=zorder, mutation_aspect=1, **options,
        ))  # fmt: skip

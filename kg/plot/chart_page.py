"""Where everything of a relationship chart stands on a page of paper, in points, and how large it is."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from kg.figure.curves import curve_point
from kg.figure.placing import NAME_ROOM, layout_bends, printed_layout
from kg.figure.portrait import LEAD_TINT, LONE_TINT, Tint, group_tint
from kg.figure.spec import Chart, ChartEdge, ChartNode
from kg.figure.textsize import text_height
from kg.layout import ChartLayout
from kg.plot.room import Rect
from kg.plot.sheet import Look, broken, fitted, mixed, text_width

__all__ = ["BoxOnPage", "ChartPage", "Label"]

_HIGHEST = 225 / 25.4 * 72  # points: what a page of a journal has room for beside the caption
_ASPECTS = (0.6, 0.7, 0.8, 0.95, 1.2, 1.6)
_LARGEST = 0.75  # points for each of the chart's pixels
_EDGE = 16.0  # pixels around the layout
_NAME, _LEAD_NAME, _SMALL, _TAB = 14.5, 17.0, 11.5, 15.0  # pixels, as in the browser
_LEAST_NAME, _LEAST = 5.8, 5.0  # points that can be read in print
_LINE = 1.22  # the height of a line of text, of its size
_BELOW = 28.0  # pixels that the layout leaves under the text
_TINTED = 0.08  # how much of a group's colour its box has

Point = tuple[float, float]


class Label(NamedTuple):
    """A line of text: its middle, and how it is set."""

    words: str
    x: float
    y: float
    size: float
    bold: bool = False
    quiet: bool = False

    @property
    def plate(self) -> Rect:
        """What it covers."""
        return Rect.around(self.x, self.y, text_width(self.words, self.size, self.bold) + 3, self.size * _LINE)


class BoxOnPage(NamedTuple):
    """The box of a group, and the tab with its title."""

    rect: Rect
    tint: Tint
    title: Label
    tab: Rect


class ChartPage:
    """A chart in the layout that can be drawn largest, with its upper left corner at ``left`` and ``top``."""

    def __init__(self, chart: Chart, look: Look) -> None:
        self.chart = chart
        self.look = look
        self.layout, self.scale = _largest(chart, look.width)
        self.height = (self.layout.height + 2 * _EDGE) * self.scale
        self._left = (look.width - self.layout.width * self.scale) / 2
        self.top = 0.0
        self._bends = layout_bends(chart, self.layout)
        self._tints = {group.id: group_tint(index) for index, group in enumerate(chart.groups)}

    def lowered(self, top: float) -> ChartPage:
        """Begin so far down the page."""
        self.top = top
        return self

    def at(self, x: float, y: float) -> Point:
        """Return the place on the page of a place in the layout."""
        layout, scale = self.layout, self.scale
        return self._left + (x + layout.width / 2) * scale, self.top + (y + layout.height / 2 + _EDGE) * scale

    @cached_property
    def spots(self) -> dict[str, tuple[float, float, float]]:
        """The centre and the radius of each portrait."""
        return {
            one: (*self.at(place.x, place.y), place.radius * self.scale) for one, place in self.layout.places.items()
        }

    @cached_property
    def boxes(self) -> list[BoxOnPage]:
        """The boxes of groups."""
        labels = {group.id: group.label for group in self.chart.groups}
        size = max(_TAB * self.scale, _LEAST_NAME)
        found = []
        for box in self.layout.boxes:
            rect = Rect(*self.at(box.x, box.y), box.width * self.scale, box.height * self.scale)
            words = fitted(self.look.say(labels[box.group]), size, rect.width - 3.4 * size, bold=True)
            tab = Rect(rect.x + size, rect.y - size * 0.8, text_width(words, size, True) + size * 1.4, size * 1.6)
            title = Label(words, tab.x + tab.width / 2, rect.y, size, bold=True)
            found.append(BoxOnPage(rect, self._tints[box.group], title, tab))
        return found

    @cached_property
    def names(self) -> dict[str, list[Label]]:
        """The lines under each portrait: name, occupation, actor."""
        return {node.id: self._under(node) for node in self.chart.nodes}

    def curve(self, edge: ChartEdge, t: float) -> Point:
        """Return the point at ``t`` (0 to 1) of the line of a relationship."""
        start, end = self.spots[edge.source], self.spots[edge.target]
        return curve_point(start[:2], end[:2], self._bends[edge.id], t)

    def tint(self, node: ChartNode) -> Tint:
        """Return the colours of a portrait."""
        if node.lead:
            return LEAD_TINT
        return LONE_TINT if node.group is None else self._tints[node.group]

    def ground(self, x: float, y: float) -> str:
        """Return the colour of the paper, or of the box, at a point."""
        for box in self.boxes:
            if 0 <= x - box.rect.x <= box.rect.width and 0 <= y - box.rect.y <= box.rect.height:
                return self.tinted(box.tint)
        return self.look.paper

    def tinted(self, tint: Tint) -> str:
        """Return the colour of a box."""
        return mixed(self.look.paper, self.look.of(tint), _TINTED)

    def _under(self, node: ChartNode) -> list[Label]:
        say, room = self.look.say, (self.layout.lead_cell if node.lead else self.layout.cell) * self.scale - 2
        name = max((_LEAD_NAME if node.lead else _NAME) * self.scale, _LEAST_NAME)
        small = max(_SMALL * self.scale, _LEAST)
        lines = [(words, name, True, False) for words in broken(say(node.label), name, room, bold=True)]
        if node.detail:
            lines += [(words, small, False, False) for words in broken(say(node.detail), small, room)]
        if node.actor:
            lines.append((fitted(f"({say(node.actor)})", small, room), small, False, True))
        x, y, radius = self.spots[node.id]
        y += radius + 3 * self.scale
        found: list[Label] = []
        lowest = y + (text_height(node, NAME_ROOM) + _BELOW) * self.scale
        for words, size, bold, quiet in lines:
            if words and (bold or y + size * _LINE < lowest):  # print is larger than the layout has room for
                found.append(Label(words, x, y + size * _LINE / 2, size, bold, quiet))
                y += size * _LINE
        return found


def _largest(chart: Chart, width: float) -> tuple[ChartLayout, float]:
    """Return the layout that can be drawn largest on a page, and its points for each pixel."""
    found = []
    for aspect in _ASPECTS:
        layout = printed_layout(chart, aspect)
        across, down = width / (layout.width + 2 * _EDGE), _HIGHEST / (layout.height + 2 * _EDGE)
        found.append((layout, min(across, down, _LARGEST)))
    return max(found, key=lambda one: one[1])

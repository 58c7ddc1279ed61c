"""Where the word of each line of a relationship chart stands: on its line, where it covers least."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.figure.spec import ChartEdge, ChartKind
from kg.plot.chart_page import ChartPage, Label
from kg.plot.room import Rect, Room, Spot
from kg.plot.sheet import broken, fitted, text_width

__all__ = ["placed_words"]

_ALONG = (0.5, 0.46, 0.54, 0.42, 0.58, 0.38, 0.62, 0.34, 0.66, 0.3, 0.7, 0.26, 0.74, 0.22, 0.78, 0.18, 0.82)
_WORD, _ENDED_WORD = 12.0, 10.5  # pixels, as in the browser
_LEAST, _LEAST_ENDED = 5.2, 5.0  # points
_LONGEST = 160.0  # pixels of a word
_BREAKS = 3.6  # how long a word is, of its size, that may stand in two lines
_STEPS = 24
_REFINED = 150  # up to so many words are looked at again when all have a place
_TOO_MUCH = 7.0  # half a portrait or most of a name
_PORTRAIT, _NAME, _TAB, _LINE, _OTHER_WORD = 14.0, 9.0, 12.0, 1.2, 20.0  # what it costs to cover each


class Shape(NamedTuple):
    """A word set in one line or in two, and what that costs."""

    lines: tuple[str, ...]
    size: float
    bold: bool
    cost: float

    def labels(self, x: float, y: float) -> list[Label]:
        """Return its lines around a point."""
        first = y - (len(self.lines) - 1) * self.size * 0.58
        return [
            Label(words, x, first + at * self.size * 1.16, self.size, self.bold) for at, words in enumerate(self.lines)
        ]

    def around(self, x: float, y: float) -> Rect:
        """Return what it covers around a point, with a little air."""
        width = max(text_width(words, self.size, self.bold) for words in self.lines)
        return Rect.around(x, y, width + 5, self.size * (1.16 * len(self.lines) + 0.25))


def placed_words(page: ChartPage, kinds: Mapping[str, ChartKind]) -> list[tuple[ChartEdge, list[Label]]]:
    """Return the words of the lines; those of short lines choose first, having the least room.

    A word that would have to cover too much is left out: the legend says what its line is.
    """
    edges = sorted(
        (edge for edge in page.chart.edges if page.look.say(edge.label)),
        key=lambda edge: (math.dist(page.curve(edge, 0), page.curve(edge, 1)), edge.id),
    )
    room = _room(page)
    found: dict[str, list[Label]] = {}
    for _ in range(2 if len(edges) <= _REFINED else 1):
        for edge in edges:
            room.remove(f"word {edge.id}")
            spots = list(_spots(page, edge, kinds[edge.kind]))
            best = room.best((spot for spot, _ in spots), f"line {edge.id}")
            found.pop(edge.id, None)
            if best.cost < _TOO_MUCH:
                found[edge.id] = next(labels for spot, labels in spots if spot.rect == best.rect)
                room.add(best.rect, _OTHER_WORD, f"word {edge.id}")
    return [(edge, found[edge.id]) for edge in edges if edge.id in found]


def _room(page: ChartPage) -> Room:
    """Return what words keep clear of: portraits, names, titles and other lines."""
    room = Room(page.look.width, page.top + page.height)
    for one, (x, y, radius) in page.spots.items():
        room.add(Rect.around(x, y, 2 * radius + 3, 2 * radius + 3), _PORTRAIT)
        for label in page.names[one]:
            room.add(label.plate, _NAME)
    for box in page.boxes:
        room.add(box.tab, _TAB)
    for edge in page.chart.edges:
        for step in range(2, _STEPS - 1):
            room.add(Rect.around(*page.curve(edge, step / _STEPS), 1.2, 1.2), _LINE, f"line {edge.id}")
    return room


def _spots(page: ChartPage, edge: ChartEdge, kind: ChartKind) -> Iterator[tuple[Spot, list[Label]]]:
    for shape in _shapes(page, edge, kind):
        for t in _ALONG:
            point = page.curve(edge, t)
            yield Spot(shape.around(*point), shape.cost + 2.4 * abs(t - 0.5)), shape.labels(*point)


def _shapes(page: ChartPage, edge: ChartEdge, kind: ChartKind) -> Iterator[Shape]:
    """Yield a word in one line and, at a price, in two."""
    size = max(_ENDED_WORD * page.scale, _LEAST_ENDED) if edge.ended else max(_WORD * page.scale, _LEAST)
    bold = not edge.ended
    heart = "♥ " if kind.heart and not edge.ended else ""
    words = f"{page.look.say(edge.label)}{'?' if edge.uncertain else ''}"
    whole = heart + fitted(words, size, _LONGEST * size / _WORD, bold)
    yield Shape((whole,), size, bold, 0.0)
    longest = max(text_width(word, size, bold) for word in words.split(" "))
    halves = broken(words, size, max(text_width(words, size, bold) * 0.6, longest), bold=bold)
    if len(halves) > 1 and text_width(words, size, bold) > _BREAKS * size:
        yield Shape((heart + halves[0], *halves[1:]), size, bold, 0.9)

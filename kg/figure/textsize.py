"""About how much room texts take, before a browser measures them: enough to place and bend things."""

from __future__ import annotations

from kg.figure.spec import Chart, ChartEdge, ChartGroup, ChartNode, Text
from kg.layout import ChartLayout

__all__ = ["broken_width", "name_sizes", "text_height", "title_width", "word_width"]

_NAME, _LEAD_NAME, _SMALL, _WORD, _TITLE = 14.5, 17.0, 11.5, 12.0, 15.0  # font sizes of static/draw.js and words.js
_MOST = 90  # characters that are looked at
_HEART, _NEW, _PAD = 16.0, 32.0, 10.0


def _width(text: Text, size: float) -> float:
    """The width in the wider language: a hangul syllable is as wide as high, a Latin letter half as wide."""
    return max(sum(size if ord(char) > 0x1100 else 0.58 * size for char in words[:_MOST]) for words in text.values())


def word_width(edge: ChartEdge, *, heart: bool) -> float:
    """The width of the word on a line, with the heart and the tag beside it.

    >>> word_width(ChartEdge("e", "a", "b", "love", {"en": "love", "ko": "연인"}, new=True), heart=False)
    69.84
    """
    signs = (_HEART if heart and not edge.ended else 0.0) + (_NEW if edge.new else 0.0)
    return min(_width(edge.label, _WORD), 150.0) + signs + _PAD


def broken_width(edge: ChartEdge, *, heart: bool) -> float:
    """The width of the same when it is broken in two lines at the best space.

    >>> broken_width(ChartEdge("e", "a", "b", "work", {"en": "create together"}), heart=False)
    65.68
    """
    longest = max(_width({"": half}, _WORD) for words in edge.label.values() for half in _halves(words))
    signs = _HEART if heart and not edge.ended else 0.0
    return max(min(longest, 150.0) + signs, _NEW if edge.new else 0.0) + _PAD


def _halves(words: str) -> tuple[str, str]:
    spaces = [at for at, char in enumerate(words) if char == " "]
    at = min(spaces, key=lambda at: abs(at - len(words) / 2), default=len(words))
    return words[:at], words[at + 1 :]


def text_height(node: ChartNode, room: float) -> float:
    """The height of the words under a portrait when they may be as wide as `room`."""
    name = _LEAD_NAME if node.lead else _NAME
    high = (name + 3.0) * (2 if _width(node.label, name) > room else 1)
    if node.detail:
        high += (_SMALL + 3.5) * (2 if _width(node.detail, _SMALL) > room else 1)
    return high + (_SMALL + 3.5 if node.actor else 0.0)


def title_width(group: ChartGroup) -> float:
    """The width of the title of a group's box; a very long one is cut."""
    return min(_width(group.label, _TITLE) * 1.05, 340.0)


def name_sizes(chart: Chart, layout: ChartLayout) -> dict[str, tuple[float, float]]:
    """Width and height of the words under each portrait."""
    return {node.id: _name_size(node, layout.lead_cell if node.lead else layout.cell) for node in chart.nodes}


def _name_size(node: ChartNode, room: float) -> tuple[float, float]:
    name = _LEAD_NAME if node.lead else _NAME
    small = [_width(text, _SMALL) for text in (node.detail, node.actor) if text]
    width = max([_width(node.label, name), *small])
    return min(width, room), text_height(node, room - 10) + 4

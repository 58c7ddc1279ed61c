"""Themes that occur together, beside how often chance would have it so: two dots for each pair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.between import ThemePair
from kg.figure.portrait import LEAD_TINT
from kg.figure.spec import Text
from kg.plot.sheet import Look, Sheet, fitted, text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw_pairs"]

_ROW = 11.0
_NAME, _TICK, _SMALL = 6.8, 6.2, 6.2
_FOOT = 22.0
_NUMBER = 30.0  # points of a column of numbers
_AXIS: Text = {"en": "dramas that have both", "ko": "둘 다 나오는 드라마 수"}
_SIGNS: Text = {
    "en": "● observed · ○ expected by chance · p: Fisher's exact test · q: corrected for all tests",
    "ko": "● 관찰 · ○ 우연일 때의 기대값 · p: 피셔의 정확 검정 · q: 모든 검정에 대해 보정",
}
_LIMIT = 0.05


def draw_pairs(pairs: Sequence[ThemePair], look: Look, title: Text, small: Text) -> Figure:
    """Return the picture of pairs; those that chance hardly explains (q up to 0.05) stand out."""
    return _Pairs(pairs, look, title, small).figure()


class _Pairs:
    """Draws one picture."""

    def __init__(self, pairs: Sequence[ThemePair], look: Look, title: Text, small: Text) -> None:
        self._pairs = pairs
        self._look = look
        self._names = [f"{look.say(_named(pair.one.names))} · {look.say(_named(pair.other.names))}" for pair in pairs]
        wide = max((text_width(name, _NAME) for name in self._names), default=0.0)
        self._left = min(wide + 14, 0.5 * look.width)
        self._width = look.width - self._left - 2 * _NUMBER - 16
        self._height = _ROW * max(len(pairs), 1)
        self._sheet = Sheet(look, 12 + self._height + _FOOT, title, small, note=_SIGNS)
        self._axes: Axes = self._sheet.axes(self._left, 12, self._width, self._height)

    def figure(self) -> Figure:
        """Draw everything."""
        from matplotlib.ticker import MaxNLocator

        top = max((max(pair.observed, pair.expected) for pair in self._pairs), default=1)
        self._axes.set_xlim(0, top * 1.06)
        self._axes.set_ylim(len(self._names) or 1, 0)
        self._axes.set_yticks([])
        self._axes.tick_params(axis="x", labelsize=_TICK, pad=1)
        self._axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        self._axes.grid(axis="x", color=self._look.rule, linewidth=0.6)
        self._axes.set_axisbelow(True)
        for row, (pair, name) in enumerate(zip(self._pairs, self._names, strict=True)):
            self._draw_row(row + 0.5, pair, name)
        page, quiet = self._sheet.page, self._look.quiet
        for place, head in enumerate("pq"):
            self._sheet.write(page, self._number(place), self._sheet.top + 5, head, _SMALL, quiet, style="italic")
        foot = self._sheet.top + 12 + self._height
        self._sheet.write(page, self._left + self._width, foot + 14, self._look.say(_AXIS), _TICK, quiet, ha="right")
        return self._sheet.figure

    def _number(self, place: int) -> float:
        return self._left + self._width + 8 + (place + 0.5) * _NUMBER

    def _draw_row(self, at: float, pair: ThemePair, name: str) -> None:
        look, stands_out = self._look, pair.q <= _LIMIT
        color = look.of(LEAD_TINT) if stands_out else look.ink
        y = self._sheet.top + 12 + at * _ROW
        self._axes.plot([pair.expected, pair.observed], [at, at], color=color, linewidth=1.6 if stands_out else 0.9)
        self._axes.plot([pair.expected], [at], "o", markersize=4.2, markerfacecolor=look.paper, markeredgecolor=color)
        self._axes.plot([pair.observed], [at], "o", markersize=4.8, color=color, clip_on=False)
        weight = "bold" if stands_out else "normal"
        words = fitted(name, _NAME, self._left - 12)
        self._sheet.write(self._sheet.page, self._left - 6, y, words, _NAME, ha="right", weight=weight)
        for place, value in enumerate((pair.p, pair.q)):
            self._sheet.write(self._sheet.page, self._number(place), y, _number(value), _SMALL, look.quiet)


def _named(names: Text) -> Text:
    return {"en": next(iter(names.values())), **names}


def _number(value: float) -> str:
    """Return a probability as papers print it.

    >>> _number(0.00012), _number(0.031), _number(1.0)
    ('<0.001', '0.031', '1')
    """
    return "<0.001" if value < 0.001 else f"{value:.3f}".rstrip("0").rstrip(".")

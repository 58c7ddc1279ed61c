"""A measure of each character at every beat, as lines: who becomes central, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.figure.portrait import LEAD_TINT, group_tint
from kg.figure.spec import Text
from kg.plot.sheet import Look, Sheet, broken, fitted, text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Series", "draw_centrality", "series_of"]

Series = Mapping[str, Mapping[int, float]]
"""Node -> beat -> value; a beat before the node is told is not there."""

_HEIGHT = 0.5  # of the width
_NAME, _BEAT, _TICK = 7.0, 6.2, 6.5
_BEAT_LINES = 3
_DASHES = (
    "-",
    (0, (4, 1.2)),
    (0, (1.2, 1)),
    (0, (6, 1.2, 1.2, 1.2)),
    (0, (2.5, 1)),
    (0, (8, 2)),
    "-",
    (0, (3, 1, 1, 1, 1, 1)),
)
_MARKERS = "osD^vPX*"


def series_of(rows: Iterable[Mapping[str, object]]) -> dict[str, dict[int, float]]:
    """Return rows of beat, node and value as series."""
    found: dict[str, dict[int, float]] = {}
    for row in rows:
        if row["value"] is not None:
            found.setdefault(str(row["node"]), {})[int(str(row["beat"]))] = float(str(row["value"]))
    return found


def draw_centrality(
    series: Series, names: Mapping[str, Text], leads: frozenset[str], beats: Mapping[int, Text], position: int,
    most: int, look: Look, title: Text, caption: Text, measure: Text,
) -> Figure:  # fmt: skip
    """Return the picture; leads and those who come highest have a name, the others are drawn in grey."""
    return _Lines(series, names, leads, beats, position, most, look, title, caption, measure).figure()


class _Lines:
    """Draws one picture."""

    def __init__(
        self, series: Series, names: Mapping[str, Text], leads: frozenset[str], beats: Mapping[int, Text],
        position: int, most: int, look: Look, title: Text, caption: Text, measure: Text,
    ) -> None:  # fmt: skip
        self._series = series
        self._leads = leads
        self._look = look
        self._position = position
        told = [one for one in series if one in leads or max(series[one].values()) > 0]
        self._named = sorted(told, key=lambda one: (one not in leads, -max(series[one].values()), one))[:most]
        self._names = {one: look.say(names[one]) for one in self._named}
        widest = max((text_width(words, _NAME, True) for words in self._names.values()), default=0.0)
        self._right = min(widest + 16, 0.32 * look.width)
        self._left = 28.0
        self._width = look.width - self._left - self._right
        self._heads = {
            at: broken(look.say(label), _BEAT, self._width / max(position, 2) - 3, _BEAT_LINES)
            for at, label in beats.items()
        }
        self._height = max(look.width * _HEIGHT, len(self._named) * _NAME * 1.5)
        foot = _TICK * 1.6 + _BEAT * 1.25 * max((len(lines) for lines in self._heads.values()), default=0) + 4
        self._sheet = Sheet(look, self._height + foot + 14, title, caption)
        self._axes: Axes = self._sheet.axes(self._left, 14, self._width, self._height)
        self._measure = look.say(measure)

    def figure(self) -> Figure:
        """Draw everything."""
        top = max((max(values.values()) for values in self._series.values()), default=0.0) or 1.0
        self._axes.set_xlim(0.75 if self._position > 1 else 0.5, self._position + (0.12 if self._position > 1 else 0.5))
        self._axes.set_ylim(-0.04 * top, 1.05 * top)
        self._draw_ground()
        for one in self._series:
            if one not in self._names:
                self._draw_line(one, self._look.quiet, "-", None, 0.6, 0.35)
        for place, one in reversed(list(enumerate(self._named))):
            dash, marker = _DASHES[place % len(_DASHES)], _MARKERS[place % len(_MARKERS)]
            self._draw_line(one, self._color(one), dash, marker, 1.8 if one in self._leads else 1.2, 1.0)
        self._draw_names()
        return self._sheet.figure

    def _color(self, one: str) -> str:
        if self._named.index(one) == 0:
            return self._look.of(LEAD_TINT)
        return self._look.of(group_tint(self._named.index(one)))

    def _draw_ground(self) -> None:
        look, page = self._look, self._sheet.page
        self._axes.grid(axis="y", color=look.rule, linewidth=0.6)
        self._axes.set_axisbelow(True)
        self._axes.set_xticks([])
        self._axes.tick_params(axis="y", labelsize=_TICK)
        self._sheet.write(page, 6, self._sheet.top + 5, self._measure, _BEAT, look.quiet, ha="left")
        for at in range(1, self._position + 1):
            x = self._x(at)
            y = self._sheet.top + 14 + self._height + _TICK
            self._sheet.write(page, x, y, str(at), _TICK, weight="bold")
            for line, words in enumerate(self._heads.get(at, ())):
                self._sheet.write(page, x, y + _BEAT * 1.25 * (line + 1), words, _BEAT, look.quiet)

    def _x(self, beat: int) -> float:
        low, high = self._axes.get_xlim()
        return self._left + (beat - low) / (high - low) * self._width

    def _draw_line(self, one: str, color: str, dash: object, marker: str | None, width: float, alpha: float) -> None:
        beats = sorted(self._series[one])
        self._axes.plot(
            beats, [self._series[one][at] for at in beats], color=color, linestyle=dash, marker=marker, markersize=3.6,
            linewidth=width, alpha=alpha, markeredgecolor=self._look.paper, markeredgewidth=0.5, clip_on=False,
        )  # fmt: skip

    def _draw_names(self) -> None:
        """Write names at the ends of lines, moved apart where they would cover each other."""
        low, high = self._axes.get_ylim()
        ends = {one: values[max(values)] for one, values in ((one, self._series[one]) for one in self._named)}
        wanted = {
            one: self._sheet.top + 14 + (high - value) / (high - low) * self._height for one, value in ends.items()
        }
        order = sorted(self._named, key=lambda one: (wanted[one], self._named.index(one)))
        x = self._left + self._width
        for one, y in zip(order, _spread([wanted[one] for one in order], _NAME * 1.3), strict=True):
            at = self._x(max(self._series[one]))
            self._sheet.page.plot([at + 3, x + 8], [wanted[one], y], color=self._color(one), linewidth=0.5, alpha=0.7)
            words = fitted(self._names[one], _NAME, self._right - 14, True)
            weight = "bold" if one in self._leads else "normal"
            self._sheet.write(self._sheet.page, x + 10, y, words, _NAME, self._color(one), ha="left", weight=weight)


def _spread(wanted: Sequence[float], step: float) -> list[float]:
    """Return places at least a step apart, near to those that are wanted, which come in order.

    >>> _spread([0, 1, 50], 10)
    [-4.5, 5.5, 50.0]
    """
    groups: list[tuple[list[float], float]] = []  # what stands close together, and where its first one is
    for place in wanted:
        members = [float(place)]
        first = float(place)
        while groups and first < groups[-1][1] + len(groups[-1][0]) * step:
            members = groups.pop()[0] + members
            first = sum(value - at * step for at, value in enumerate(members)) / len(members)
        groups.append((members, first))
    return [first + at * step for members, first in groups for at in range(len(members))]

"""The paper that plots are drawn on: its colours and width, and texts that are measured and written as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.figure.portrait import Tint
from kg.figure.safe import clip, color
from kg.names import LANGUAGES
from kg.plot.fonts import families, hangul_font, tell_of_missing_hangul

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from kg.figure import ChartKind, Text

__all__ = ["COLUMNS", "POINTS", "Look", "Sheet", "broken", "fitted", "line_style", "look_of", "mixed", "text_width"]

POINTS = 72 / 25.4
"""Points in a millimetre."""
COLUMNS = {"single": 85.0, "double": 170.0}
"""The width of a picture in one column or over two, in mm."""
_NARROWEST, _WIDEST = 50.0, 1000.0
_MOST = 90  # characters of a text
_FIRST_HANGUL = 0x1100
_TITLE, _SMALL, _LEGEND = 9.5, 6.5, 7.0
_MARGIN = 6.0
_SAMPLE = 22.0  # the length of a line in a legend


@dataclass(frozen=True, slots=True)
class Look:
    """How a plot is to look: its language, its ground, its width in points, whether it has a title."""

    lang: str
    dark: bool
    width: float
    titled: bool

    @property
    def paper(self) -> str:
        """The colour of the ground."""
        return "#15171e" if self.dark else "#ffffff"

    @property
    def ink(self) -> str:
        """The colour of text."""
        return "#eceef4" if self.dark else "#22242b"

    @property
    def quiet(self) -> str:
        """The colour of what is said beside it."""
        return "#a3a9b8" if self.dark else "#5f636e"

    @property
    def rule(self) -> str:
        """The colour of lines that only guide the eye."""
        return "#343946" if self.dark else "#e3e3e6"

    def say(self, text: Text) -> str:
        """Return a text in the plot's language, fit to be drawn."""
        return clip(text.get(self.lang) or text["en"], _MOST)

    def of(self, tint: Tint) -> str:
        """Return a colour on this ground."""
        return tint.dark if self.dark else tint.light

    def color(self, kind: ChartKind) -> str:
        """Return the colour of a kind of line on this ground."""
        return color(kind.color_dark if self.dark else kind.color, self.quiet)


def look_of(lang: str = "en", dark: bool = False, width: float | str = "double", title: bool = True) -> Look:
    """Return a look; ``width`` is in mm, or "single" or "double" for the columns of a journal. Raises ValueError."""
    if lang not in LANGUAGES:
        raise ValueError(f"lang is {' or '.join(LANGUAGES)}, not {lang!r}")
    if isinstance(width, str) and width not in COLUMNS:
        raise ValueError(f"width is in mm, or {' or '.join(map(repr, COLUMNS))}, not {width!r}")
    found = COLUMNS[width] if isinstance(width, str) else float(width)
    if not _NARROWEST <= found <= _WIDEST:
        raise ValueError(f"a plot is from {_NARROWEST:.0f} to {_WIDEST:.0f} mm wide, not {found:g}")
    return Look(lang, dark, found * POINTS, title)


@lru_cache(maxsize=8192)
def text_width(words: str, size: float, bold: bool = False) -> float:
    """Return how wide a text is, in points."""
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.font_manager import FontProperties

    finely = 10  # the renderer rounds to its pixels
    properties = FontProperties(family=list(families()), size=size * finely, weight="bold" if bold else "normal")
    renderer: Any = RendererAgg(1, 1, 72)  # type: ignore[no-untyped-call]
    width, _, _ = renderer.get_text_width_height_descent(words, properties, ismath=False)
    return float(width) / finely


def fitted(words: str, size: float, room: float, bold: bool = False) -> str:
    """Return a text cut with an ellipsis to so many points; "" where not even two letters fit."""
    if text_width(words, size, bold) <= room:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        wide = text_width(words[:middle].rstrip() + "…", size, bold)
        low, high = (middle, high) if wide <= room else (low, middle - 1)
    return words[:low].rstrip() + "…" if low > 1 else ""


def broken(words: str, size: float, room: float, most: int = 2, bold: bool = False) -> list[str]:
    """Return a text in at most so many lines, broken at spaces, the last one cut."""
    lines: list[str] = []
    left = words.split(" ")
    while left and len(lines) < most - 1:
        taken = len(left)
        while taken > 1 and text_width(" ".join(left[:taken]), size, bold) > room:
            taken -= 1
        lines.append(fitted(" ".join(left[:taken]), size, room, bold))
        left = left[taken:]
    return [*lines, fitted(" ".join(left), size, room, bold)] if left else lines


def mixed(ground: str, color: str, share: float) -> str:
    """Return a colour laid thinly over another.

    >>> mixed("#ffffff", "#000000", 0.5)
    '#808080'
    """
    parts = [(int(ground[at : at + 2], 16), int(color[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(below * (1 - share) + above * share):02x}" for below, above in parts)


class Sheet:
    """A figure laid out in points from its upper left corner, with its title above and a line of small print below."""

    def __init__(self, look: Look, height: float, title: Text, small: Text, kinds: Sequence[ChartKind] = ()) -> None:
        from matplotlib.figure import Figure

        self.look = look
        self._legend = _legend_rows(look, kinds)
        self.top = _TITLE * 1.2 + _MARGIN * 2 if look.titled else _MARGIN
        legend = len(self._legend) * _LEGEND * 1.7 + (_MARGIN if self._legend else 0)
        self._total = self.top + height + legend + (_SMALL * 1.3 if look.titled else 0) + _MARGIN
        self.figure: Figure = Figure(figsize=(look.width / 72, self._total / 72), facecolor=look.paper)
        self.page = self._page()
        if look.titled:
            self._headed(look.say(title), look.say(small))
        self._explain(self.top + height + _MARGIN)

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Return axes for data; ``top`` counts from below the title."""
        bottom = self._total - self.top - top - height
        place = (left / self.look.width, bottom / self._total, width / self.look.width, height / self._total)
        made = self.figure.add_axes(place, facecolor="none")
        for spine in made.spines.values():
            spine.set_visible(False)
        made.tick_params(length=0, labelsize=_LEGEND, labelcolor=self.look.quiet)
        return made

    def write(
        self, axes: Axes, x: float, y: float, words: str, size: float, color: str | None = None, **options: Any
    ) -> None:
        """Write a text as it is: nothing in it is a formula."""
        if hangul_font() is None and any(ord(char) >= _FIRST_HANGUL for char in words):
            tell_of_missing_hangul()
        options = {"ha": "center", "va": "center", **options}
        axes.text(x, y, words, fontsize=size, color=color or self.look.ink, parse_math=False, **options)

    def _page(self) -> Axes:
        """Return axes over the whole sheet, in points and downwards, on which all but data is drawn."""
        page = self.figure.add_axes((0, 0, 1, 1), facecolor="none")
        page.set_xlim(0, self.look.width)
        page.set_ylim(self._total, 0)
        page.set_axis_off()
        return page

    def _headed(self, title: str, small: str) -> None:
        room = self.look.width - 2 * _MARGIN
        self.write(self.page, _MARGIN, _MARGIN + _TITLE / 2, fitted(title, _TITLE, room, True), _TITLE,
                   ha="left", weight="bold")  # fmt: skip
        self.write(self.page, _MARGIN, self._total - _MARGIN - _SMALL / 2, fitted(small, _SMALL, room), _SMALL,
                   self.look.quiet, ha="left")  # fmt: skip

    def _explain(self, top: float) -> None:
        """Draw the legend: the line of each kind."""
        for row, entries in enumerate(self._legend):
            y = top + _LEGEND * (1.7 * row + 0.6)
            for x, kind, words in entries:
                self.page.plot([x, x + _SAMPLE], [y, y], **line_style(self.look, kind))
                self.write(self.page, x + _SAMPLE + 4, y, words, _LEGEND, ha="left")


def line_style(look: Look, kind: ChartKind, scale: float = 0.55) -> dict[str, Any]:
    """Return how matplotlib draws a line of a kind; ``scale`` is in points for each of the chart's pixels."""
    width = max(1.0, min(6.0, kind.width)) * scale
    dash = (0, [max(1, min(40, length)) * scale / width for length in kind.dash]) if kind.dash else "-"
    return {"color": look.color(kind), "linewidth": width, "linestyle": dash, "solid_capstyle": "butt",
            "dash_capstyle": "butt"}  # fmt: skip


def _legend_rows(look: Look, kinds: Sequence[ChartKind]) -> list[list[tuple[float, ChartKind, str]]]:
    """Return the entries of a legend by row, each with where it begins."""
    rows: list[list[tuple[float, ChartKind, str]]] = []
    x = look.width
    for kind in kinds:
        words = look.say(kind.label)
        wide = _SAMPLE + 4 + text_width(words, _LEGEND) + 14
        if x + wide > look.width + 14 - _MARGIN:
            rows.append([])
            x = _MARGIN
        rows[-1].append((x, kind, words))
        x += wide
    return rows

"""The paper that plots are drawn on: its colours and width, and texts that are measured and written as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from numbers import Real
from typing import TYPE_CHECKING, Any

from kg.checked import checked_language
from kg.errors import QueryError
from kg.figure.portrait import Tint
from kg.figure.safe import clip, color
from kg.plot.fonts import families, hangul_font, tell_of_missing_hangul

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from kg.figure import ChartKind, Text

__all__ = [
    "COLUMNS",
    "POINTS",
    "Look",
    "Sheet",
    "broken",
    "fitted",
    "line_style",
    "look_of",
    "mixed",
    "text_width",
    "wrapped",
]

POINTS = 72 / 25.4
"""Points in a millimetre."""
COLUMNS = {"single": 85.0, "double": 170.0}
"""The width of a picture in one column or over two, in mm."""
_NARROWEST, _WIDEST = 50.0, 1000.0
_MOST, _MOST_SMALL = 90, 600  # characters of a text, and of one that stands in several lines
_FIRST_HANGUL = 0x1100
_TITLE, _SMALL, _LEGEND, _NOTE = 9.5, 6.5, 7.0, 6.2
_LINE = 1.25  # the height of a line of text, of its size
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

    def say(self, text: Text, most: int = _MOST) -> str:
        """Return a text in the plot's language, fit to be drawn."""
        return clip(text.get(self.lang) or text["en"], most)

    def of(self, tint: Tint) -> str:
        """Return a colour on this ground."""
        return tint.dark if self.dark else tint.light

    def color(self, kind: ChartKind) -> str:
        """Return the colour of a kind of line on this ground."""
        return color(kind.color_dark if self.dark else kind.color, self.quiet)


def look_of(lang: str = "en", dark: bool = False, width: float | str = "double", title: bool = True) -> Look:
    """Return a look; ``width`` is in mm, or "single" or "double" for the columns of a journal. Raises `QueryError`."""
    if not isinstance(width, Real) and width not in tuple(COLUMNS):
        raise QueryError(f"'width' is in mm, or {' or '.join(map(repr, COLUMNS))}, not {width!r}")
    found = COLUMNS[width] if isinstance(width, str) else float(width)
    if not _NARROWEST <= found <= _WIDEST:
        raise QueryError(f"a plot is from {_NARROWEST:.0f} to {_WIDEST:.0f} mm wide, not {found:g}")
    return Look(checked_language(lang), dark, found * POINTS, title)


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


def wrapped(words: str, size: float, room: float, bold: bool = False) -> list[str]:
    """Return a text in as many lines as it needs, broken at spaces, and within a word where that alone is too wide."""
    lines: list[str] = []
    line = ""
    for word in words.split():
        longer = f"{line} {word}" if line else word
        if text_width(longer, size, bold) <= room:
            line = longer
            continue
        lines += [line] if line else []
        line = word
        while text_width(line, size, bold) > room and len(line) > 1:
            cut = next((at for at in range(len(line) - 1, 1, -1) if text_width(line[:at], size, bold) <= room), 1)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line] if line else lines


def mixed(ground: str, color: str, share: float) -> str:
    """Return a colour laid thinly over another.

    >>> mixed("#ffffff", "#000000", 0.5)
    '#808080'
    """
    parts = [(int(ground[at : at + 2], 16), int(color[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(below * (1 - share) + above * share):02x}" for below, above in parts)


class Sheet:
    """A figure laid out in points from its upper left corner: a title above; below a note, a legend and small print."""

    def __init__(
        self, look: Look, height: float, title: Text, small: Text, kinds: Sequence[ChartKind] = (),
        note: Text | None = None,
    ) -> None:  # fmt: skip
        from matplotlib.figure import Figure

        self.look = look
        self._room = look.width - 2 * _MARGIN
        self._legend = _legend_rows(look, kinds)
        heading = wrapped(look.say(title), _TITLE, self._room, True) if look.titled else []
        foot = wrapped(look.say(small, _MOST_SMALL), _SMALL, self._room) if look.titled else []
        notes = wrapped(look.say(note, _MOST_SMALL), _NOTE, self._room) if note else []
        self.top = len(heading) * _TITLE * _LINE + (_MARGIN * 2 if look.titled else _MARGIN)
        noted = self.top + height + (len(notes) * _NOTE * _LINE + _MARGIN / 2 if notes else 0)
        legend = len(self._legend) * _LEGEND * 1.7 + (_MARGIN if self._legend else 0)
        lowest = noted + legend + _MARGIN / 3
        self._total = lowest + len(foot) * _SMALL * _LINE + _MARGIN
        self.figure: Figure = Figure(figsize=(look.width / 72, self._total / 72), facecolor=look.paper)
        self.page = self._page()
        self._write_lines(heading, _TITLE, _MARGIN, look.ink, weight="bold")
        self._write_lines(notes, _NOTE, self.top + height, look.quiet)
        self._write_lines(foot, _SMALL, lowest, look.quiet)
        self._explain(noted + _MARGIN)

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

    def _write_lines(self, lines: Sequence[str], size: float, top: float, color: str, **options: Any) -> None:
        for at, words in enumerate(lines):
            self.write(self.page, _MARGIN, top + (at + 0.5) * size * _LINE, words, size, color, ha="left", **options)

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

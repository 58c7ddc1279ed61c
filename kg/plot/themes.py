"""Which drama has which theme, as a heat map: what sources say beside what the structure of the story shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from kg.figure.portrait import group_tint
from kg.figure.spec import Text
from kg.plot.sheet import Look, Sheet, fitted, mixed, text_width
from kg.results import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from kg.themes import ThemeDrama

__all__ = ["Grid", "draw_themes", "grid_of", "grid_table"]

_ROW = 10.0
_NAME, _DRAMA, _COUNT = 6.6, 6.0, 6.0
_LONGEST = 92.0  # points of the title of a drama
_BARS = 46.0
_SIGN = 10.0  # a row of what explains the cells
_SIGNS = {
    "both": {"en": "a source says so, and the story shows it", "ko": "출처에도 있고 이야기에도 나타남"},
    "said": {"en": "a source says so", "ko": "출처에 있음"},
    "shown": {"en": "the story shows it", "ko": "이야기에 나타남"},
}
_STRENGTH = {"both": 1.0, "said": 0.55, "shown": 0.22}
_HATCH = {"both": None, "said": None, "shown": "////"}


class Grid(NamedTuple):
    """Themes (IRIs) down, dramas (IRIs) across, and how each drama has each theme: "said", "shown" or "both"."""

    themes: tuple[str, ...]
    dramas: tuple[str, ...]
    cells: Mapping[tuple[str, str], str]


def grid_of(uses: Mapping[str, Sequence[ThemeDrama]], most: int, *, base: str) -> Grid:
    """Return the ``most`` themes that most dramas have; like stands beside like. ``base`` begins the IRI of a theme.

    >>> from kg.themes import ThemeDrama
    >>> grid_of({"love": [ThemeDrama("d", True, True)]}, 5, base="t/").cells
    {('t/love', 'd'): 'both'}
    """
    chosen = sorted(uses, key=lambda theme: (-len(uses[theme]), theme))[:most]
    cells = {
        (base + theme, use.drama): "both" if use.said and use.shown else "said" if use.said else "shown"
        for theme in chosen
        for use in uses[theme]
    }
    themes = tuple(base + theme for theme in chosen)
    return Grid(themes, _alike({drama: frozenset(t for t, d in cells if d == drama) for _, drama in cells}), cells)


def _alike(themes: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Return dramas in an order in which each is followed by the one that is most like it (by Jaccard)."""
    left = sorted(themes, key=lambda drama: (-len(themes[drama]), drama))
    found = left[:1]
    del left[:1]
    while left:
        here = themes[found[-1]]
        best = max(left, key=lambda drama: (len(here & themes[drama]) / len(here | themes[drama]), -left.index(drama)))
        found.append(best)
        left.remove(best)
    return tuple(found)


def grid_table(grid: Grid) -> Table:
    """Return the cells that have something as rows."""
    rows = (
        (NamedNode(theme), NamedNode(drama), grid.cells[theme, drama])
        for theme in grid.themes for drama in grid.dramas if (theme, drama) in grid.cells
    )  # fmt: skip
    return Table.of_rows(("theme", "drama", "how"), rows)


def draw_themes(grid: Grid, names: Mapping[str, Text], look: Look, title: Text, caption: Text) -> Figure:
    """Return the heat map; bars beside it count the dramas of each theme."""
    left = max((text_width(look.say(names[one]), _NAME) for one in grid.themes), default=0.0)
    left = min(left + 12, 0.36 * look.width)
    head = min(max((text_width(look.say(names[one]), _DRAMA) for one in grid.dramas), default=0.0), _LONGEST) + 8
    width = look.width - left - _BARS - 8
    height = _ROW * max(len(grid.themes), 1)
    signs = _signs_rows(look)
    sheet = Sheet(look, head + height + len(signs) * _SIGN + 4, title, caption)
    axes = sheet.axes(left, head, width, height)
    axes.set_xlim(0, max(len(grid.dramas), 1))
    axes.set_ylim(max(len(grid.themes), 1), 0)
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set(visible=True, color=look.rule, linewidth=0.6)
    color = look.of(group_tint(1))
    for (theme, drama), how in grid.cells.items():
        _cell(axes, grid.dramas.index(drama), grid.themes.index(theme), look, how)
    step = width / max(len(grid.dramas), 1)
    size = min(_DRAMA, max(step * 0.95, 4.6))
    for place, drama in enumerate(grid.dramas):
        words = fitted(look.say(names[drama]), size, head - 8)
        sheet.write(
            sheet.page, left + (place + 0.5) * step, sheet.top + head - 3, words, size, va="bottom", rotation=90
        )
        axes.axvline(place, color=look.rule, linewidth=0.4, zorder=0)
    for place, theme in enumerate(grid.themes):
        y = sheet.top + head + (place + 0.5) * _ROW
        sheet.write(sheet.page, left - 5, y, fitted(look.say(names[theme]), _NAME, left - 11), _NAME, ha="right")
        axes.axhline(place, color=look.rule, linewidth=0.4, zorder=0)
        count = sum((theme, drama) in grid.cells for drama in grid.dramas)
        long = count / max(len(grid.dramas), 1) * (_BARS - 16)
        sheet.page.barh(y, long, _ROW * 0.6, left=left + width + 4, color=mixed(look.paper, color, 0.55), zorder=1)
        sheet.write(sheet.page, left + width + 7 + long, y, str(count), _COUNT, look.quiet, ha="left")
    _explain(sheet, look, signs, sheet.top + head + height + 4)
    return sheet.figure


def _cell(axes: Axes, x: float, y: float, look: Look, how: str) -> None:
    from matplotlib.patches import Rectangle

    color = look.of(group_tint(1))
    axes.add_patch(Rectangle(
        (x + 0.08, y + 0.08), 0.84, 0.84, facecolor=mixed(look.paper, color, _STRENGTH[how]), hatch=_HATCH[how],
        edgecolor=color if _HATCH[how] else "none", linewidth=0, zorder=1,
    ))  # fmt: skip


def _signs_rows(look: Look) -> list[list[tuple[float, str]]]:
    """Return what explains the cells by row, each with where it begins."""
    rows: list[list[tuple[float, str]]] = []
    x = look.width
    for how, words in _SIGNS.items():
        wide = 11 + text_width(look.say(words), _COUNT) + 14
        if x + wide > look.width + 14 - 6:
            rows.append([])
            x = 6.0
        rows[-1].append((x, how))
        x += wide
    return rows


def _explain(sheet: Sheet, look: Look, rows: Sequence[Sequence[tuple[float, str]]], top: float) -> None:
    from matplotlib.patches import Rectangle

    color = look.of(group_tint(1))
    for row, entries in enumerate(rows):
        y = top + (row + 0.5) * _SIGN
        for x, how in entries:
            sheet.page.add_patch(Rectangle(
                (x, y - 3.5), 7, 7, facecolor=mixed(look.paper, color, _STRENGTH[how]), hatch=_HATCH[how],
                edgecolor=color if _HATCH[how] else "none", linewidth=0,
            ))  # fmt: skip
            sheet.write(sheet.page, x + 11, y, look.say(_SIGNS[how]), _COUNT, ha="left")

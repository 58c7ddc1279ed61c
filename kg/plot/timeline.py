"""The phases of relationships over the telling: a row for each pair, a bar for each phase."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from kg.facts import EventRow
from kg.figure.spec import Chart, ChartEdge, ChartKind
from kg.networks import PhaseRow
from kg.plot.sheet import Look, Sheet, broken, fitted, line_style, mixed, text_width
from kg.results import Table
from kg.story import Arc

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Bar", "PairRow", "bars_of", "bars_table", "draw_timeline", "rows_of"]

_LANE, _GAP = 10.5, 4.0  # points
_NAME, _WORD, _LEAST, _BEAT = 7.0, 6.2, 5.4, 6.2
_BEAT_LINES = 3
_PAST = {"en": "{years} y. before", "ko": "{years}년 전부터"}
_SIGNS = {
    "en": "→ from the first of the two to the second, ← back; ▌ it ends; ◂ it began before the story",
    "ko": "→ 앞사람이 뒷사람을, ← 그 반대; ▌ 끝남; ◂ 이야기 이전에 시작",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A phase between two: the beats that first tell of it and of its end (None: it lasts), and since when it holds."""

    line: ChartEdge
    told: int
    ended: int | None
    years: tuple[str, ...]

    @property
    def phase(self) -> str:
        """The IRI of the phase."""
        return self.line.id.partition("#")[0]


class PairRow(NamedTuple):
    """A pair (IRIs) with its phases in lanes, none of which covers another in its lane."""

    one: str
    other: str
    bars: tuple[Bar, ...]


def bars_of(
    chart: Chart, phases: Iterable[PhaseRow], ended: Mapping[str, int], events: Iterable[EventRow]
) -> list[Bar]:
    """Return the phases of a chart as bars; ``ended`` has the beat that tells of the end of each that has ended."""
    start = {phase.iri: phase.start for phase in phases}
    years = {event.iri: event.years_before for event in events}
    found = []
    for edge in chart.edges:
        if not edge.follows:
            phase = edge.id.partition("#")[0]
            since = years.get(start.get(phase) or "", ())
            found.append(Bar(edge, edge.told or 1, ended.get(phase), since))
    return found


def rows_of(chart: Chart, bars: Iterable[Bar], arcs: Iterable[Arc], most: int) -> tuple[list[PairRow], int]:
    """Return the pairs with the most phases, those of the leads first; and how many pairs there are in all.

    The phases of a pair stand in the order of the telling, those that one beat tells in the order of its arc.
    """
    lead = {node.id: node.lead for node in chart.nodes}
    pairs: dict[tuple[str, str], list[Bar]] = {}
    for bar in bars:
        one, other = sorted((bar.line.source, bar.line.target), key=lambda one: (not lead[one], one))
        pairs.setdefault((one, other), []).append(bar)

    def rank(pair: tuple[str, str]) -> tuple[object, ...]:
        return -sum(lead[one] for one in pair), -len(pairs[pair]), min(bar.told for bar in pairs[pair]), pair

    place = {(arc.one, arc.other, step.phase): at for arc in arcs for at, step in enumerate(arc.steps)}

    def in_time(bar: Bar) -> tuple[int, int, int, str]:
        one, other = sorted((bar.line.source, bar.line.target))
        at = place.get((one, other, bar.phase), 0)
        return bar.told, at, -(bar.ended or 10**6), bar.line.id

    chosen = sorted(pairs, key=rank)[:most]
    return [PairRow(*pair, tuple(sorted(pairs[pair], key=in_time))) for pair in chosen], len(pairs)


def bars_table(rows: Iterable[PairRow]) -> Table:
    """Return what is drawn as rows, in its order."""
    columns = ("one", "other", "phase", "relationship", "from", "told", "ended", "years_before")
    return Table.of_rows(columns, (
        (NamedNode(row.one), NamedNode(row.other), NamedNode(bar.phase), bar.line.label["en"],
         NamedNode(bar.line.source) if bar.line.directed else None, bar.told, bar.ended, "–".join(bar.years) or None)
        for row in rows for bar in row.bars
    ))  # fmt: skip


def draw_timeline(chart: Chart, rows: Sequence[PairRow], position: int, look: Look) -> Figure:
    """Return the picture of pairs over the beats that are told."""
    return _Timeline(chart, rows, position, look).figure()


class _Set(NamedTuple):
    """A bar with its lane, from where to where it reaches, and its words with where they begin (in points)."""

    bar: Bar
    lane: int
    left: float
    right: float
    words: str
    at: float


class _Timeline:
    """Draws one timeline."""

    def __init__(self, chart: Chart, rows: Sequence[PairRow], position: int, look: Look) -> None:
        self._look = look
        self._rows = rows
        self._position = position
        self._names = {node.id: look.say(node.label) for node in chart.nodes}
        self._kinds = {kind.id: kind for kind in chart.kinds}
        self._beats = {at: look.say(label) for at, label in chart.beats.items()}
        self._left = self._names_width()
        self._width = look.width - self._left - 8
        self._column = self._width / position
        self._sets = [self._lanes(row) for row in rows]
        self._head = _BEAT * 1.25 * max((len(lines) for lines in self._heads()), default=1) + 6
        self._tops = self._row_tops()
        used = {bar.line.kind for row in rows for bar in row.bars}
        kinds = [kind for kind in chart.kinds if kind.id in used]
        self._sheet = Sheet(look, self._tops[-1] + _GAP, chart.title, chart.caption, kinds, _SIGNS)
        self._axes: Axes = self._sheet.axes(self._left, self._head, self._width, max(self._tops[-1] - self._head, 1))
        self._axes.set_xlim(0.5, position + 0.5)
        self._axes.set_ylim(max(self._tops[-1] - self._head, 1), 0)
        self._axes.set_xticks([])
        self._axes.set_yticks([])

    def figure(self) -> Figure:
        """Draw everything."""
        self._draw_beats()
        for row, top, sets in zip(self._rows, self._tops, self._sets, strict=False):
            self._draw_names(row, top, len({one.lane for one in sets}))
            for one in sets:
                self._draw_bar(one, top - self._head + _GAP / 2 + one.lane * _LANE)
        return self._sheet.figure

    def _names_width(self) -> float:
        """Return the room for the names of pairs: in one line, or in two where that takes too much of the width."""
        whole = max((text_width(self._pair(row), _NAME, True) for row in self._rows), default=0.0) + 12
        if whole <= 0.34 * self._look.width:
            return whole
        each = max((text_width(self._names[one], _NAME, True) for row in self._rows for one in row[:2]), default=0.0)
        return min(each + 12, 0.34 * self._look.width)

    def _pair(self, row: PairRow) -> str:
        return f"{self._names[row.one]} · {self._names[row.other]}"

    def _heads(self) -> list[list[str]]:
        return [
            broken(self._beats.get(at, ""), _BEAT, self._column - 3, _BEAT_LINES) for at in range(1, self._position + 1)
        ]

    def _row_tops(self) -> list[float]:
        """Return where each row begins, and where the last ends."""
        tops = [self._head]
        for row, sets in zip(self._rows, self._sets, strict=True):
            lanes = len({one.lane for one in sets})
            tops.append(tops[-1] + _GAP + max(lanes * _LANE, len(self._name_lines(row)) * _NAME * 1.25))
        return tops

    def _name_lines(self, row: PairRow) -> list[str]:
        room = self._left - 10
        if text_width(self._pair(row), _NAME, True) <= room:
            return [self._pair(row)]
        return [fitted(self._names[one], _NAME, room, True) for one in row[:2]]

    def _lanes(self, row: PairRow) -> list[_Set]:
        """Set each bar, with its words, in the first lane that has room for them."""
        ends: list[list[tuple[float, float]]] = []
        found = []
        for bar in row.bars:
            left, right = self._span(bar)
            words = fitted(self._words(bar, row), _WORD, max(self._width * 0.6, right - left - 6))
            at = self._words_at(left, right, text_width(words, _WORD) + 6)
            taken = min(left, at), max(right, at + text_width(words, _WORD) + 6)
            lane = next(
                (n for n, used in enumerate(ends) if all(taken[1] <= a or b <= taken[0] for a, b in used)), len(ends)
            )
            if lane == len(ends):
                ends.append([])
            ends[lane].append(taken)
            found.append(_Set(bar, lane, left, right, words, at))
        return found

    def _span(self, bar: Bar) -> tuple[float, float]:
        """Return from where to where a bar reaches: to the middle of the beat that tells of its end, or to now."""
        left = (bar.told - 1) * self._column + 1
        right = self._width if bar.ended is None else (max(bar.ended, bar.told) - 0.5) * self._column
        return left, max(right, left + 0.4 * self._column)

    def _words_at(self, left: float, right: float, wide: float) -> float:
        """Return where words begin: in their bar, or else beside it, where the page has room."""
        if wide <= right - left:
            return left + 3
        return right + 2 if right + wide <= self._width else left - wide + 2

    def _words(self, bar: Bar, row: PairRow) -> str:
        arrow = ("→ " if bar.line.source == row.one else "← ") if bar.line.directed else ""
        past = _PAST[self._look.lang].format(years="–".join(bar.years)) if bar.years else ""
        words = f"{self._look.say(bar.line.label)}{'?' if bar.line.uncertain else ''}"
        return f"{arrow}{words}" + (f" ◂ {past}" if past else "")

    def _draw_beats(self) -> None:
        for place, lines in enumerate(self._heads()):
            x = self._left + (place + 0.5) * self._column
            self._sheet.write(self._sheet.page, x, self._sheet.top + 3, str(place + 1), _NAME, weight="bold")
            for at, words in enumerate(lines):
                self._sheet.write(
                    self._sheet.page, x, self._sheet.top + 3 + _BEAT * 1.25 * (at + 1), words, _BEAT, self._look.quiet
                )
            self._axes.axvline(place + 0.5, color=self._look.rule, linewidth=0.6, zorder=0)

    def _draw_names(self, row: PairRow, top: float, lanes: int) -> None:
        lines = self._name_lines(row)
        page, y = self._sheet.page, self._sheet.top + top
        height = max(lanes * _LANE, len(lines) * _NAME * 1.25)
        first = y + _GAP / 2 + height / 2 - (len(lines) - 1) * _NAME * 0.62
        for at, words in enumerate(lines):
            self._sheet.write(page, 6, first + at * _NAME * 1.25, words, _NAME, ha="left", weight="bold")
        page.plot([6, self._look.width - 6], [y, y], color=self._look.rule, linewidth=0.6, zorder=0)

    def _draw_bar(self, one: _Set, top: float) -> None:
        from matplotlib.patches import Rectangle

        kind: ChartKind = self._kinds[one.bar.line.kind]
        color = self._look.color(kind)
        left, width = self._beat(one.left), (one.right - one.left) / self._column
        self._axes.add_patch(Rectangle((left, top + 0.8), width, _LANE - 1.6, zorder=1, linewidth=0,
                                       facecolor=mixed(self._look.paper, color, 0.2)))  # fmt: skip
        style = line_style(self._look, kind)
        self._axes.plot([left, left + width], [top + _LANE - 1.4] * 2, zorder=2, **style)
        if one.bar.ended is not None:
            self._axes.plot([left + width] * 2, [top + 0.8, top + _LANE - 0.8], color=color, linewidth=2.2, zorder=3,
                            solid_capstyle="butt")  # fmt: skip
        self._sheet.write(self._axes, self._beat(one.at), top + _LANE / 2 - 0.4, one.words, _WORD, ha="left", zorder=4)

    def _beat(self, points: float) -> float:
        """Return a place in points as one on the axis of beats."""
        return 0.5 + points / self._column

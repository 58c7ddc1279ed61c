"""A network as a picture: nodes as large as they are central, ties as wide as they are strong."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.figure.portrait import LEAD_TINT, LONE_TINT
from kg.figure.spec import Text
from kg.plot.room import Rect, Room, Spot
from kg.plot.sheet import COLUMNS, POINTS, Look, Sheet, fitted, text_width

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Drawn", "backbone", "draw_network", "places_of", "strongest"]

_SEED = 7
_NEEDS_SCIPY = 500  # nodes from which NetworkX's spring layout does
_WORK = 30_000  # nodes moved, all in all
_SHAPE = 0.72  # the height of the picture, of its width
_LEAST, _MOST = 2.6, 11.0  # points: the radius of a node
_FEW = 30  # nodes that have room for all of it in a picture over two columns
_SMALLEST = 0.4  # of these, in a crowd
_SIZES = (5.2, 8.0)  # points of a name
_THIN, _THICK = 0.5, 4.0
_MARGIN = 26.0
_BETWEEN = 0.3  # parts, where a part of one node has a side of 1
_LONGEST = 84.0  # points of a name
_AROUND = 10  # places for a name around its node
_AIR = 2.0  # points between a name and the edge of the page
_OVERLAP = 0.12  # parts of a name that may lie under that of a larger node
_COVERED = 0.5  # parts of the circle of another that a name may cover
_EXPLAINED = {
    "en": "Size of a circle: {measure}. Width of a line: strength of the tie.",
    "ko": "원의 크기: {measure}. 선의 굵기: 관계의 세기.",
}
_UNNAMED = {
    "en": "Circles without a name: {count}; there was no room for it. The data names all.",
    "ko": "자리가 없어 이름을 적지 못한 원: {count}개. 데이터에는 모두 있습니다.",
}
Point = tuple[float, float]


class Drawn(NamedTuple):
    """A network that is drawn: simple and undirected, with a value for each node and a strength for each pair."""

    graph: nx.Graph[str]
    value: Mapping[str, float]
    names: Mapping[str, Text]
    stressed: frozenset[str]


def strongest(graph: nx.Graph[str], value: Mapping[str, float], most: int) -> nx.Graph[str]:
    """Return the part of a graph with the ``most`` nodes of highest value, of equals the first by name."""
    return graph.subgraph(sorted(graph, key=lambda one: (-value[one], one))[:most])


def backbone(graph: nx.Graph[str], ties: int) -> nx.Graph[str]:
    """Return a graph with those edges alone that are among the strongest of one of their ends, ``ties`` of each."""
    import networkx as nx

    kept: nx.Graph[str] = nx.Graph()
    kept.add_nodes_from(graph.nodes(data=True))
    for one in graph:
        others = sorted(graph[one], key=lambda other: (-graph[one][other].get("strength", 1), other))
        kept.add_edges_from((one, other, graph[one][other]) for other in others[:ties])
    return kept


def places_of(graph: nx.Graph[str]) -> dict[str, Point]:
    """Return where nodes stand: the same graph always looks the same.

    Parts that do not reach each other are laid out apart, the smaller ones in columns beside the largest.
    """
    import networkx as nx

    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    found: dict[str, Point] = {}
    x = y = wide = 0.0
    high = math.sqrt(len(parts[0])) if parts else 0.0
    for part in parts:
        side = math.sqrt(len(part))
        if y > 0 and y + side > high + 1e-9:
            x, y, wide = x + wide + _BETWEEN, 0.0, 0.0
        inner = _laid_out(graph.subgraph(part), part)
        found.update({one: (x + side * (a + 1) / 2, y + side * (b + 1) / 2) for one, (a, b) in inner.items()})
        y, wide = y + side + _BETWEEN, max(wide, side)
    return found


def _laid_out(graph: nx.Graph[str], order: Sequence[str]) -> dict[str, Point]:
    import networkx as nx

    if len(order) < 3:
        return {one: (place - 0.5 * (len(order) - 1), 0.0) for place, one in enumerate(order)}
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(order)
    plain.add_edges_from(sorted((min(edge), max(edge)) for edge in graph.edges()))
    circle = nx.circular_layout(plain)
    found: Mapping[str, NDArray[Any]]
    if len(order) < _NEEDS_SCIPY:
        steps = min(300, _WORK // len(order))
        found = nx.spring_layout(plain, pos=circle, k=2.2 / math.sqrt(len(order)), iterations=steps, seed=_SEED)
    else:
        found = nx.forceatlas2_layout(plain, pos=circle, max_iter=_WORK // len(order), seed=_SEED)
    at = np.array([found[one] for one in order])
    at = 2 * (at - at.min(axis=0)) / np.maximum(np.ptp(at, axis=0), 1e-9) - 1
    return {one: (float(x), float(y)) for one, (x, y) in zip(order, at, strict=True)}


def draw_network(drawn: Drawn, look: Look, title: Text, caption: Text, measure: Text) -> Figure:
    """Return the picture of a network."""
    return _Picture(drawn, look, title, caption, measure).figure()


class _Picture:
    """Draws one network."""

    def __init__(self, drawn: Drawn, look: Look, title: Text, caption: Text, measure: Text) -> None:
        self._drawn = drawn
        self._look = look
        self._height = look.width * _SHAPE
        note = _EXPLAINED[look.lang].format(measure=look.say(measure))

        def sheet(words: str) -> Sheet:
            return Sheet(look, self._height, title, caption, note={"en": words, look.lang: words})

        self._sheet = sheet(note)
        crowd = math.sqrt(_FEW / max(len(drawn.graph), 1)) * look.width / (COLUMNS["double"] * POINTS)
        self._scale = max(_SMALLEST, min(1.0, crowd))
        self._radii = self._sized()
        self._spots = self._on_page(places_of(drawn.graph))
        self._names = self._placed()
        unnamed = len(drawn.graph) - len(self._names)
        if unnamed:
            self._sheet = sheet(f"{note} {_UNNAMED[look.lang].format(count=unnamed)}")
        self._axes: Axes = self._sheet.page

    def figure(self) -> Figure:
        """Draw everything, from the ground up."""
        from matplotlib.patches import Circle

        for one, other, strength in self._pairs():
            xs, ys = zip(self._spots[one], self._spots[other], strict=True)
            self._axes.plot(xs, ys, color=self._look.quiet, linewidth=self._wide(strength), alpha=0.45, zorder=1,
                            solid_capstyle="round")  # fmt: skip
        for one, (x, y) in self._spots.items():
            color = self._look.of(LEAD_TINT if one in self._drawn.stressed else LONE_TINT)
            self._axes.add_patch(Circle((x, y), self._radii[one], facecolor=color, edgecolor=self._look.paper,
                                        linewidth=0.7, zorder=2))  # fmt: skip
        self._draw_names()
        return self._sheet.figure

    def _share(self, one: str) -> float:
        top = max(self._drawn.value.values(), default=0.0)
        return self._drawn.value[one] / top if top else 0.0

    def _sized(self) -> dict[str, float]:
        # The area tells the value.
        return {
            one: self._scale * (_LEAST + (_MOST - _LEAST) * math.sqrt(self._share(one))) for one in self._drawn.graph
        }

    def _pairs(self) -> list[tuple[str, str, float]]:
        return [(one, other, float(data.get("strength", 1))) for one, other, data in self._drawn.graph.edges(data=True)]

    def _wide(self, strength: float) -> float:
        top = max((found for _, _, found in self._pairs()), default=1.0)
        return _THIN + (_THICK - _THIN) * (strength - 1) / (top - 1) if top > 1 else _THIN * 1.6

    def _on_page(self, places: Mapping[str, Point]) -> dict[str, Point]:
        """Return places in points: as wide as the page, and no two circles on each other."""
        if not places:
            return {}
        order = list(places)
        at = np.array([places[one] for one in order])
        low, span = at.min(axis=0), np.ptp(at, axis=0)
        room = np.array([self._look.width - 2 * _MARGIN - 20, self._height - 2 * _MARGIN])
        at = np.where(span > 0, (at - low) / np.where(span > 0, span, 1) * room, room / 2)
        corner = np.array([_MARGIN + 10, self._sheet.top + _MARGIN])
        at = corner + _apart(at, np.array([self._radii[one] for one in order]))
        return {one: (float(x), float(y)) for one, (x, y) in zip(order, at, strict=True)}

    def _draw_names(self) -> None:
        # A halo would make outlines of letters: a plate leaves them text.
        plate = {"facecolor": self._look.paper, "alpha": 0.7, "edgecolor": "none", "pad": 0.4}
        for one, (words, size, rect) in self._names.items():
            self._sheet.write(
                self._axes, rect.x + rect.width / 2, rect.y + rect.height / 2, words, size,
                weight="bold" if one in self._drawn.stressed else "normal", zorder=4, bbox=plate,
            )  # fmt: skip

    def _placed(self) -> dict[str, tuple[str, float, Rect]]:
        """Return the names that there is room for, each with its size and where it stands beside its node.

        The largest nodes choose first, and all twice; a name that would still lie under another, or over the circle
        of another, is left out.
        """
        room = self._room()
        order = sorted(self._spots, key=lambda one: (-self._radii[one], one))
        found: dict[str, tuple[str, float, Rect]] = {}
        for _ in range(2):
            for one in order:
                room.remove(one)
                size = _SIZES[0] + self._scale * (_SIZES[1] - _SIZES[0]) * math.sqrt(self._share(one))
                bold = one in self._drawn.stressed
                words = fitted(self._look.say(self._drawn.names[one]), size, _LONGEST, bold)
                rect = room.best(self._around(one, text_width(words, size, bold) + 2, size * 1.2)).rect
                found[one] = words, size, rect
                room.add(rect, 40, one)
        kept: dict[str, tuple[str, float, Rect]] = {}
        circles = {one: self._circle(one) for one in order}
        for one in order:
            rect = found[one][2]
            under = any(rect.covered_by(other) > _OVERLAP for _, _, other in kept.values())
            if not under and all(circles[other].covered_by(rect) <= _COVERED for other in order if other != one):
                kept[one] = found[one]
        return kept

    def _circle(self, one: str) -> Rect:
        return Rect.around(*self._spots[one], 2 * self._radii[one], 2 * self._radii[one])

    def _room(self) -> Room:
        room = Room(self._look.width, self._sheet.top + self._height)
        for one in self._spots:
            room.add(self._circle(one), 16)
        for one, other, _ in self._pairs():
            (x, y), (right, down) = self._spots[one], self._spots[other]
            for step in range(1, 12):
                t = step / 12
                room.add(Rect.around(x + (right - x) * t, y + (down - y) * t, 1.5, 1.5), 1.0)
        return room

    def _around(self, one: str, width: float, height: float) -> Iterator[Spot]:
        """Yield the places for a name around its node: below first, then to the sides, then above."""
        x, y = self._spots[one]
        for step in range(_AROUND):
            turn = math.pi / 2 + (step // 2 + step % 2) * (1 if step % 2 else -1) * 2 * math.pi / _AROUND
            for air in (1.5, 6.0):
                away = self._radii[one] + air
                middle = x + math.cos(turn) * (away + width / 2), y + math.sin(turn) * (away + height / 2)
                rect = Rect.around(*middle, width, height)
                inside = min(max(rect.x, _AIR), self._look.width - width - _AIR)  # a name beyond the edge is cut off
                yield Spot(rect._replace(x=inside), 0.15 * step + 0.2 * (air - 1.5))


def _apart(at: NDArray[np.float64], radii: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return places of circles moved just so far that none covers another."""
    for _ in range(60):
        away = at[:, None, :] - at[None, :, :]
        distance = np.sqrt((away**2).sum(axis=2))
        wanted = radii[:, None] + radii[None, :] + 3.0
        short = np.clip(wanted - distance, 0, None)
        np.fill_diagonal(short, 0)
        if not short.any():
            break
        # Two on the very same place go apart in the order of their numbers.
        sign = np.sign(np.subtract.outer(np.arange(len(at)), np.arange(len(at))))
        unit = np.where(distance[..., None] > 0, away / np.where(distance > 0, distance, 1)[..., None], sign[..., None])
        at = at + (unit * (short / 2)[..., None]).sum(axis=1) * 0.5
    return at

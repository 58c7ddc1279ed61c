"""What a layout is made from, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Box", "ChartLayout", "LayoutEdge", "LayoutGroup", "LayoutNode", "Place"]


class LayoutNode(NamedTuple):
    """A character to place: leads go to the middle, members of a group into its box.

    `text` is the height of the words under the portrait.
    """

    id: str
    lead: bool = False
    group: str | None = None
    text: float = 76.0


class LayoutEdge(NamedTuple):
    """One relationship; `word` is the width of what is written on its line, `broken` when set in two lines."""

    source: str
    target: str
    word: float = 0.0
    broken: float = 0.0


class LayoutGroup(NamedTuple):
    """A group; `title` is the width in pixels of its title, which its box has room for."""

    id: str
    title: float = 0.0


class Place(NamedTuple):
    """Centre and radius of one portrait."""

    x: float
    y: float
    radius: float


class Box(NamedTuple):
    """The titled box of one group; `x` and `y` are its upper left corner."""

    group: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """All places and boxes; the drawing spans `width` by `height` around the origin."""

    places: Mapping[str, Place]
    boxes: tuple[Box, ...]
    width: float
    height: float
    cell: float  # the width that the words under one portrait may take
    lead_cell: float  # and under the portrait of a lead
    leads: frozenset[str] = frozenset()

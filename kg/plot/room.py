"""Where a text may stand: of several places the one that covers least of what is there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Rect", "Room", "Spot"]


class Rect(NamedTuple):
    """A rectangle; x and y are its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> Rect:
        """Return the rectangle of a size around a point."""
        return cls(x - width / 2, y - height / 2, width, height)

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point is in it."""
        return 0 <= x - self.x <= self.width and 0 <= y - self.y <= self.height

    def covered_by(self, other: Rect) -> float:
        """Return which part of it lies under another rectangle.

        >>> Rect(0, 0, 4, 2).covered_by(Rect(3, 0, 9, 1))
        0.125
        """
        wide = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        high = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return max(0.0, wide) * max(0.0, high) / (self.width * self.height)


class Spot(NamedTuple):
    """A place that a text may take, and what it costs to take it even where it covers nothing."""

    rect: Rect
    cost: float = 0.0


class Room:
    """What is drawn on a page already, as rectangles, each with what it costs to cover it whole."""

    def __init__(self, width: float, height: float) -> None:
        self._page = Rect(0, 0, width, height)
        self._rows: list[tuple[float, ...]] = []
        self._owners: list[str] = []

    def add(self, rect: Rect, cost: float, owner: str = "") -> None:
        """Note what is there; its ``owner`` may cover it."""
        self._rows.append((rect.x, rect.y, rect.x + rect.width, rect.y + rect.height, cost))
        self._owners.append(owner)

    def remove(self, owner: str) -> None:
        """Forget what one owner has."""
        kept = [place for place, one in enumerate(self._owners) if one != owner]
        self._rows, self._owners = [self._rows[place] for place in kept], [self._owners[place] for place in kept]

    def best(self, spots: Iterable[Spot], owner: str = "") -> Spot:
        """Return the spot that covers least, of equals the first, with what it costs in all."""
        others = [row for row, one in zip(self._rows, self._owners, strict=True) if not owner or one != owner]
        rows = np.array(others, np.float64).reshape(-1, 5)
        tolled = (Spot(spot.rect, round(spot.cost + self._toll(spot.rect, rows), 6)) for spot in spots)
        return min(tolled, key=lambda spot: spot.cost)

    def _toll(self, rect: Rect, rows: NDArray[np.float64]) -> float:
        wide = np.minimum(rect.x + rect.width, rows[:, 2]) - np.maximum(rect.x, rows[:, 0])
        high = np.minimum(rect.y + rect.height, rows[:, 3]) - np.maximum(rect.y, rows[:, 1])
        share = np.clip(wide, 0, None) * np.clip(high, 0, None) / (rect.width * rect.height)
        beyond = max(0.0, self._page.x - rect.x, rect.x + rect.width - self._page.width,
                     self._page.y - rect.y, rect.y + rect.height - self._page.height)  # fmt: skip
        return float((rows[:, 4] * (0.2 * (share > 0) + share)).sum()) + 2 * beyond

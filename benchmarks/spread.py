"""Several measurements of one thing, and how those of two engines compare."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

__all__ = ["exponent", "ratio", "show", "show_seconds"]


def show(values: Sequence[float], unit: str = "") -> str:
    """Return the median, with the smallest and the largest where there are several.

    >>> show([1.0, 3.0, 2.0]), show([0.123], " s"), show([])
    ('2.0 (1.0-3.0)', '0.12 s', '')
    """
    if not values:
        return ""
    if len(values) == 1:
        return _number(values[0]) + unit
    return f"{_number(statistics.median(values))}{unit} ({_number(min(values))}-{_number(max(values))})"


def show_seconds(values: Sequence[float]) -> str:
    """Return times as milliseconds where they are short.

    >>> show_seconds([0.012, 0.014]), show_seconds([2.5])
    ('13 ms (12-14)', '2.5 s')
    """
    if values and statistics.median(values) < 1:
        return show([value * 1000 for value in values], " ms")
    return show(values, " s")


def _number(value: float) -> str:
    """Return a number with two digits that mean something, and whole numbers from 100."""
    if value == 0 or not math.isfinite(value):
        return str(value)
    if abs(value) >= 100:
        return f"{value:,.0f}"
    digits = max(0, 1 - math.floor(math.log10(abs(value))))
    return f"{value:.{digits}f}"


def ratio(theirs: Sequence[float], ours: Sequence[float]) -> list[float]:
    """Return the ratios of two engines' times, each of two measurements made one after the other.

    What was measured once, because it takes long, is compared with every measurement of the other.

    >>> ratio([4.0, 9.0], [2.0, 3.0, 1.0]), ratio([4.0], [2.0, 1.0])
    ([2.0, 3.0], [2.0, 4.0])
    """
    if len(theirs) == 1:
        theirs = [theirs[0]] * len(ours)
    return [one / other for one, other in zip(theirs, ours, strict=False) if other]


def exponent(sizes: Sequence[float], times: Sequence[float]) -> float:
    """Return how time grows with size: 1 for linear, 2 for quadratic; least squares over the logarithms.

    >>> round(exponent([10, 100, 1000], [1, 10, 100]), 6)
    1.0
    """
    slope, _ = statistics.linear_regression([math.log(size) for size in sizes], [math.log(time) for time in times])
    return slope

"""How likely chance alone would do as much: a one-sided exact test, and its correction for many tests at once."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

__all__ = ["benjamini_hochberg", "fisher_exact"]


def fisher_exact(observed: int, one: int, other: int, size: int) -> float:
    """Return the probability that two things occur together at least so often by chance (R. A. Fisher 1922).

    ``one`` and ``other`` say in how many of ``size`` cases each occurs. Given these, how often both do follows the
    hypergeometric distribution; its upper tail is summed in whole numbers, so that nothing is rounded before the end.
    DOI 10.2307/2340521. Raises ValueError for counts that cannot be.

    >>> fisher_exact(2, 3, 3, 6), fisher_exact(0, 3, 3, 6)  # (3·3 + 1) / 20
    (0.5, 1.0)
    """
    if not (0 <= one <= size and 0 <= other <= size and max(0, one + other - size) <= observed <= min(one, other)):
        raise ValueError(f"{observed} together is impossible with {one} and {other} of {size}")
    as_many = sum(comb(one, both) * comb(size - one, other - both) for both in range(observed, min(one, other) + 1))
    return as_many / comb(size, other)


def benjamini_hochberg(p: Sequence[float]) -> list[float]:
    """Return the q of each p: the least false discovery rate at which it is still a finding, in the same order.

    Y. Benjamini and Y. Hochberg 1995, DOI 10.1111/j.2517-6161.1995.tb02031.x.

    >>> benjamini_hochberg([0.75, 0.125, 0.25, 0.5])
    [0.75, 0.5, 0.5, 0.6666666666666666]
    """
    found, least = [0.0] * len(p), 1.0
    for rank, place in sorted(enumerate(sorted(range(len(p)), key=p.__getitem__), start=1), reverse=True):
        least = min(least, p[place] * len(p) / rank)
        found[place] = least
    return found

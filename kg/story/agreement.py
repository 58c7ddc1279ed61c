"""How far two divisions of the same things agree, beyond what chance would have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from math import comb, log

__all__ = ["adjusted_rand", "mutual_information"]


def adjusted_rand(one: Sequence[Hashable], other: Sequence[Hashable]) -> float | None:
    """Return the adjusted Rand index of two divisions (L. Hubert and P. Arabie 1985, DOI 10.1007/BF01908075).

    Each gives the part of every thing. 1 is the same division, 0 what chance would have; None where chance would have
    the same, as where each puts all into one part.

    >>> adjusted_rand("aabb", "xxyy"), adjusted_rand("aabb", "xyxy"), adjusted_rand("aaaa", "xxxx")
    (1.0, -0.5, None)
    """
    together, first, second = (sum(comb(n, 2) for n in counts.values()) for counts in _counts(one, other))
    pairs = comb(len(one), 2)
    # By chance first * second / pairs would be together, and (first + second) / 2 at most.
    room = (first + second) * pairs - 2 * first * second
    return 2 * (together * pairs - first * second) / room if room else None


def mutual_information(one: Sequence[Hashable], other: Sequence[Hashable]) -> float | None:
    """Return the mutual information of two divisions, over the mean of their entropies.

    It is I_sum of L. Danon and others (2005, DOI 10.1088/1742-5468/2005/09/P09008), from 0 to 1; None where each puts
    all into one part, which says nothing.

    >>> mutual_information("aabb", "xxyy"), mutual_information("aabb", "xyxy"), mutual_information("aa", "xx")
    (1.0, 0.0, None)
    """
    joint, first, second = (_entropy(list(counts.values())) for counts in _counts(one, other))
    return 2 * max(first + second - joint, 0.0) / (first + second) if first + second > 0 else None


def _counts(
    one: Sequence[Hashable], other: Sequence[Hashable]
) -> tuple[Counter[Hashable], Counter[Hashable], Counter[Hashable]]:
    return Counter(zip(one, other, strict=True)), Counter(one), Counter(other)


def _entropy(counts: Sequence[int]) -> float:
    total = sum(counts)
    return sum(n * log(total / n) for n in counts) / total if total else 0.0

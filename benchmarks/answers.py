"""Answers of different engines, compared: each statement worth keeping as a number of 64 bits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.reasoner import Row, worth_keeping

__all__ = ["Fingerprints", "compare", "digest", "fingerprints"]

Fingerprints = NDArray[np.uint64]


def fingerprints(rows: Iterable[Row]) -> Fingerprints:
    """Return a number for each statement that is worth keeping, sorted, each once.

    Two sets of a million statements that differ have a pair of equal numbers with a chance of one in 10 million.
    """
    digests = b"".join(_digest(row) for row in rows if worth_keeping(row))
    return np.unique(np.frombuffer(digests, dtype=np.uint64))


def _digest(row: Row) -> bytes:
    return hashlib.blake2b(" ".join(row).encode(), digest_size=8).digest()


def compare(ours: Fingerprints, theirs: Fingerprints) -> tuple[int, int]:
    """Return how many statements the other one lacks, and how many it has beyond ours."""
    return len(np.setdiff1d(ours, theirs, True)), len(np.setdiff1d(theirs, ours, True))


def digest(rows: Iterable[Sequence[str]]) -> str:
    """Return a hash of rows of text in whatever order.

    >>> digest([("a", "b"), ("c",)]) == digest([("c",), ("a", "b")])
    True
    """
    return hashlib.blake2b("\n".join(sorted("\t".join(row) for row in rows)).encode(), digest_size=8).hexdigest()

"""What a query of a stranger may take, in one place: `kg serve` has an option for each, and answers name them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

__all__ = ["Limits", "size_in_words", "told_limits"]


def _limit(default: float, help: str, unit: str = "") -> Any:
    return field(default=default, metadata={"help": help, "unit": unit})


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one server. Each field is an option of `kg serve`, with its help and its unit.

    >>> Limits().query_seconds, Limits(answer_rows=10).answer_rows
    (10.0, 10)
    """

    query_seconds: float = _limit(10.0, "A query that runs longer is stopped with its process: 504.", "seconds")
    answer_rows: int = _limit(100_000, "Rows or triples of an answer; a longer one is cut, and says so.")
    answer_bytes: int = _limit(10_000_000, "Size of an answer; a longer one is cut, and says so.", "bytes")
    request_bytes: int = _limit(100_000, "Size of what is posted: 413.", "bytes")
    workers: int = _limit(2, "Long queries that run at once; as many processes more answer short ones.")
    quick_seconds: float = _limit(0.25, "A query that runs longer is a long one, and gives way.", "seconds")
    queue: int = _limit(20, "Queries that may wait: 503.")
    queue_seconds: float = _limit(3.0, "A query that has not begun by then is sent away: 503.", "seconds")
    worker_memory: int = _limit(2_000_000_000, "Memory that a query may take.", "bytes")


def told_limits(limits: Limits) -> Iterator[tuple[str, float, str, str]]:
    """Yield each limit for people and programs: name, value, unit ("seconds", "bytes" or ""), and what it means."""
    for one in fields(limits):
        yield one.name, getattr(limits, one.name), one.metadata["unit"], one.metadata["help"]


def size_in_words(size: float) -> str:
    """Return a number of bytes as people write it.

    >>> size_in_words(10_000_000), size_in_words(100_000), size_in_words(1500), size_in_words(2e9)
    ('10 MB', '100 kB', '1.5 kB', '2 GB')
    """
    for power, unit in ((9, "GB"), (6, "MB"), (3, "kB")):
        if size >= 10**power:
            return f"{size / 10**power:g} {unit}"
    return f"{size:g} bytes"

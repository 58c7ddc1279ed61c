"""Which of a property's statements count, as Wikidata ranks them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from kg.load.wikidata.answers import Row
from kg.load.wikidata.terms import local

__all__ = ["best_ranked"]

_NORMAL, _PREFERRED = 1, 2
_RANKS = {"NormalRank": _NORMAL, "PreferredRank": _PREFERRED}  # not DeprecatedRank


def best_ranked(rows: Iterable[Row], of: Callable[[Row], Hashable]) -> list[Row]:
    """Return the rows whose statement is of the best rank for its item and property (``of``), in their order.

    The preferred ones if there are any, else the normal ones; deprecated ones never, and neither what has no rank.
    """
    ranked = [(row, of(row), _RANKS.get(local(row.get("rank")), 0)) for row in rows]
    best: dict[Hashable, int] = {}
    for _, group, rank in ranked:
        best[group] = max(rank, best.get(group, _NORMAL))
    return [row for row, group, rank in ranked if rank == best[group]]

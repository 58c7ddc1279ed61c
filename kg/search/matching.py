"""Which things a text finds, and which of their names it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from kg.search.index import Flags
from kg.search.seen import Seen
from kg.search.ways import CERTAIN_WAYS, LAST_WAYS, Asked, Found

__all__ = ["LONGEST", "Match", "matches"]

LONGEST = 100
"""So many characters of a text are looked at."""
_INSIDE = 6  # a level; where nothing is found at a better one, typing errors are looked for


class Match(NamedTuple):
    """A name that fits: how surely (0 is best), and within that how nearly, which name it is, and in what way."""

    level: int
    distance: int
    name: int
    how: str


def matches(seen: Seen, text: str, kind: str | None, lang: str, most: int) -> list[Match]:
    """Return the best match of each thing that a text finds, the best first; at most so many.

    Of names that fit equally well, the one in the language is taken.
    """
    asked = Asked(seen.index, seen.of_kind(kind), text[:LONGEST])
    best = _Best(seen, asked.open, lang, most)
    if not asked.letters:
        return []
    for way in CERTAIN_WAYS:
        best.take(way(asked))
    for way in LAST_WAYS:
        if best.level >= _INSIDE:
            best.take(way(asked))
    return best.in_order()


class _Best:
    """The best match of each thing so far."""

    def __init__(self, seen: Seen, may: Flags, lang: str, most: int) -> None:
        self._index = seen.index
        self._open = may
        self._rank = seen.rank
        self._lang = lang
        self._most = most
        self._of: dict[int, Match] = {}

    @property
    def level(self) -> int:
        return min((match.level for match in self._of.values()), default=_INSIDE)

    def take(self, all_found: Iterable[Found]) -> None:
        for found in all_found:
            self._add(found)

    def _add(self, found: Found) -> None:
        """Add names, but no more than could come to be shown: the first by distance and by rank of their things."""
        may = self._open[found.names]
        names, distances = found.names[may], found.distances[may]
        if not len(names):
            return
        order = self._rank[self._index.thing_of[names]] + distances * len(self._rank)
        last = np.unique(order)[: self._most + len(self._of)][-1]
        for place in np.flatnonzero(order <= last).tolist():
            self._keep(Match(found.level, int(distances[place]), int(names[place]), found.how))

    def _keep(self, match: Match) -> None:
        thing = int(self._index.thing_of[match.name])
        old = self._of.get(thing)
        if old is None or self._quality(match) < self._quality(old):
            self._of[thing] = match

    def _quality(self, match: Match) -> tuple[int, int, bool, bool, int, str]:
        name = self._index.names[match.name]
        other = (name.lang != self._lang, name.naming != "label", len(name.text), name.text)
        return match.level, match.distance, *other

    def in_order(self) -> list[Match]:
        order = sorted(self._of.items(), key=lambda item: (*item[1][:2], self._rank[item[0]]))
        return [match for _, match in order[: self._most]]

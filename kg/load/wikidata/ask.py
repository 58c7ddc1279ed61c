"""Asking: what is kept is not asked again, and what is too much at once is asked in halves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.load.wikidata.answers import Row, read_answer
from kg.load.wikidata.client import Endpoint, TooMuchError
from kg.load.wikidata.kept import Kept
from kg.load.wikidata.queries import Query

__all__ = ["Asker"]


class Asker:
    """Answers questions about Wikidata, from an endpoint or from what is kept of it.

    ``reused`` counts the answers that were kept.
    """

    def __init__(self, endpoint: Endpoint, kept: Kept) -> None:
        self._endpoint = endpoint
        self._kept = kept
        self.reused = 0

    def rows(self, query: Query) -> list[Row]:
        """Return the rows of one query. Raises `LoadError`."""
        kept = self._kept.get(query.text)
        if kept is not None:
            try:
                found = read_answer(kept, query.variables, self._endpoint.host)
            except TooMuchError:
                pass  # spoiled on the disk: ask again
            else:
                self.reused += 1
                return found
        body = self._endpoint.answer(query.text)
        found = read_answer(body, query.variables, self._endpoint.host)
        self._kept.put(query.text, body)
        return found

    def about(self, items: Iterable[str], at_once: int, query: Callable[[Sequence[str]], Query]) -> Iterator[Row]:
        """Yield the rows of a query about many items, some of them at a time. Raises `LoadError`."""
        every = list(items)
        for start in range(0, len(every), at_once):
            yield from self._part(every[start : start + at_once], query)

    def _part(self, items: Sequence[str], query: Callable[[Sequence[str]], Query]) -> list[Row]:
        try:
            return self.rows(query(items))
        except TooMuchError:
            if len(items) == 1:
                raise
            half = len(items) // 2
            return [*self._part(items[:half], query), *self._part(items[half:], query)]

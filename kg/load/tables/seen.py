"""What a load has written already, remembered in bounded memory: the rest is in a temporary database on disk."""

from __future__ import annotations

import sqlite3
from types import TracebackType

from kg.errors import LoadError

__all__ = ["Seen"]

_LIMIT = 45_000  # some 15 MB of keys and values as tables of credits have them
_BITS = (1 << 23) - 1


class Seen:
    """A mapping from texts to texts of which only the latest are in memory.

    >>> with Seen(limit=2) as seen:
    ...     for number in range(5):
    ...         seen[str(number)] = f"value {number}"
    ...     seen.get("0"), seen.get("4"), seen.get("none")
    ('value 0', 'value 4', None)
    """

    def __init__(self, limit: int = _LIMIT) -> None:
        self._limit = limit
        self._latest: dict[str, str] = {}
        self._disk: sqlite3.Connection | None = None
        # A bit for each key on disk: most keys that are asked for are new, and the disk need not be asked for those.
        self._maybe = bytearray()

    def __enter__(self) -> Seen:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._disk is not None:
            self._disk.close()

    def get(self, key: str) -> str | None:
        """Return what was remembered of a key, or None."""
        value = self._latest.get(key)
        if value is not None or self._disk is None:
            return value
        bits = hash(key)
        if not (self._has(bits) and self._has(bits >> 32)):
            return None
        row = self._disk.execute("SELECT value FROM seen WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        self[key] = str(row[0])
        return str(row[0])

    def __setitem__(self, key: str, value: str) -> None:
        if len(self._latest) >= self._limit and key not in self._latest:
            self._spill()
        self._latest[key] = value

    def _has(self, bits: int) -> int:
        place = bits & _BITS
        return self._maybe[place >> 3] & (1 << (place & 7))

    def _spill(self) -> None:
        try:
            if self._disk is None:
                # A database without a name is a temporary file that SQLite deletes by itself.
                self._disk = sqlite3.connect("", isolation_level=None)
                self._disk.executescript(
                    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2048;"
                    "CREATE TABLE seen (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID"
                )
                self._maybe = bytearray((_BITS + 1) >> 3)
            # In the order of the tree, which then grows with few moves.
            self._disk.execute("BEGIN")
            self._disk.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?)", sorted(self._latest.items()))
            self._disk.execute("COMMIT")
        except sqlite3.Error as error:
            raise LoadError(f"what was loaded could not be noted on disk: {error}") from error
        for key in self._latest:
            bits = hash(key)
            for place in (bits & _BITS, (bits >> 32) & _BITS):
                self._maybe[place >> 3] |= 1 << (place & 7)
        self._latest.clear()

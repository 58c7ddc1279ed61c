"""What one measurement found, as a value that is written as JSON; tables are made from these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

__all__ = ["Record", "Records"]


@dataclass(frozen=True, slots=True)
class Record:
    """One measurement, or why there is none; ``size`` is the number of statements asked for, 0 where there is none."""

    part: str
    size: int
    engine: str
    values: dict[str, Any] = field(default_factory=dict)
    trouble: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the record as JSON values."""
        return asdict(self)


class Records:
    """All measurements of a run, in the order in which they were made."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._records = list(records)

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records)

    def add(self, record: Record) -> None:
        """Take a measurement in."""
        self._records.append(record)

    def of(self, part: str, size: int, engine: str) -> list[Record]:
        """Return the measurements that succeeded of one thing."""
        return [r for r in self._records if (r.part, r.size, r.engine) == (part, size, engine) and not r.trouble]

    def values(self, part: str, size: int, engine: str, name: str) -> list[Any]:
        """Return one value of each measurement."""
        return [r.values[name] for r in self.of(part, size, engine) if name in r.values]

    def trouble(self, part: str, size: int, engine: str) -> str:
        """Return why there is no measurement, if there is none."""
        found = [r.trouble for r in self._records if (r.part, r.size, r.engine) == (part, size, engine)]
        return next((text for text in found if text), "")

    def sizes(self, part: str) -> Sequence[int]:
        """Return the sizes that a part was measured at."""
        return sorted({record.size for record in self._records if record.part == part})

"""What is thin in a drama, by its numbers. The rules are those of docs/data.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.report.wording import lack_text

__all__ = ["Lack", "lacks"]

# A share that lacks something -> (what has it, of what, the least share that is worth saying).
_SHARES = {
    "untied": ("characters_tied", "characters", 1 / 2),
    "uncast": ("characters_cast", "characters", 1 / 4),
    "without_korean_name": ("characters_ko", "characters_named", 1 / 4),
    "parentless": ("families_with_parents", "families", 0),
    "without_korean_text": ("texts_ko", "texts", 0),
    "by_name": ("people_identified", "people", 1 / 2),
}


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that a drama has too little of: a key of `kg.report.wording.LACKS`, and ``n`` of ``of``, if counted."""

    key: str
    n: int = 0
    of: int = 0

    def text(self, lang: str = "en") -> str:
        """Return it in words."""
        return lack_text(self.key, self.n, self.of, lang=lang)


def lacks(row: Mapping[str, Any]) -> tuple[Lack, ...]:
    """Return what is thin in a drama, given its row of `coverage_table`, the gravest first.

    >>> [lack.key for lack in lacks({"coverage": "thin"})]
    ['thin']
    """
    return tuple(_lacks(row))


def _lacks(row: Mapping[str, Any]) -> Iterator[Lack]:
    if row["coverage"] == "thin":
        yield Lack("thin")
        return
    for name in ("characters", "relationships", "events"):
        if not row[name]:
            yield Lack(f"no_{name}")
    if row["beats"] == 1:
        yield Lack("one_step")
    elif not row["late"]:
        yield Lack("early")
    if row["sources"] == 1:
        yield Lack("one_source")
    have = {
        **row,
        "families_with_parents": row["families"] - row["families_parentless"],
        "people_identified": row["people"] - row["people_by_name"],
    }
    for key, (part, whole, least) in _SHARES.items():
        missing = have[whole] - have[part]
        said_already = key == "untied" and not row["relationships"]
        if missing > 0 and missing >= have[whole] * least and not said_already:
            yield Lack(key, missing, have[whole])
    for name in ("groups", "themes"):
        if not row[name]:
            yield Lack(f"no_{name}")

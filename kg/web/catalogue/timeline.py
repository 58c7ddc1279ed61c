"""The answer of a query with ``view: timeline`` as moments in its own order, each with when it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kg.web.templating import Reader

__all__ = ["Moment", "moments"]

# Columns of numbers that say when; the rest of the columns say what.
_YEARS = ("years_before", "years_after")
_ORDER = ("step", "told")

Cell = Mapping[str, Any]


class Moment(NamedTuple):
    """When something is, in words; what it is; and what else is told of it, each with the name of its column."""

    when: list[str]
    head: Cell
    rest: list[tuple[str, Cell]]


def moments(answer: Mapping[str, Any], reader: Reader) -> list[Moment]:
    """Return the rows of an answer (as `Run` gives it to a page) as moments; none where a row says nothing."""
    found = [_moment(answer["columns"], row, reader) for row in answer["rows"]]
    return [moment for moment in found if moment is not None]


def _moment(columns: Sequence[str], row: Sequence[Cell], reader: Reader) -> Moment | None:
    told = {name: cell for name, cell in zip(columns, row, strict=True) if cell["text"]}
    when = [_years(name, told[name]["text"], reader) for name in _YEARS if name in told]
    when += [reader.words("step", n=told["told"]["text"])] if "told" in told else []
    # What has no name (a phase of a relationship) is in the table alone.
    said = [
        (name.replace("_", " "), cell)
        for name, cell in told.items()
        if name not in (*_YEARS, *_ORDER) and (cell["iri"] is None or cell["lang"])
    ]
    return Moment(when, said[0][1], said[1:]) if said else None


def _years(column: str, text: str, reader: Reader) -> str:
    return reader.words.count(column, int(text)) if text.isdigit() else text

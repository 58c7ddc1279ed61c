"""Rows of terms as columns of one type each, for the two libraries of data frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from kg.paths import extra_command
from kg.vocab import XSD

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from kg.results import Node, Table

__all__ = ["INTEGERS", "to_pandas", "to_polars"]

INTEGERS = ("integer", "int", "long", "nonNegativeInteger", "positiveInteger", "short", "byte")
"""The local names of the datatypes of whole numbers."""
_LARGEST = 2**63 - 1


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found


def _truth(text: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[text]


# What the columns hold, and how it is read. A decimal is what SPARQL's AVG gives: to a data frame it is a number.
_READ: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    **dict.fromkeys(INTEGERS, ("integer", int)),
    **dict.fromkeys(("decimal", "double", "float"), ("float", float)),
    "boolean": ("boolean", _truth),
    "date": ("date", date.fromisoformat),
    "dateTime": ("moment", _moment),
}
_PANDAS = {"integer": "Int64", "float": "float64", "boolean": "boolean", "mixed": "object"}


def _refuse_truth(table: Table) -> None:
    if table.boolean is not None:
        raise ValueError(f"the answer to ASK is {'yes' if table.boolean else 'no'}, and no rows: .boolean has it")


def to_pandas(table: Table) -> pd.DataFrame:
    """Return a table as a DataFrame of pandas. Raises ImportError where it is not installed, saying what to do."""
    try:
        import pandas as pd
    except ImportError as error:
        raise ImportError(f"to_pandas() needs pandas: {extra_command('notebook')}") from error
    import numpy as np

    _refuse_truth(table)
    found = {}
    for name, (kind, values) in _columns(table).items():
        if kind in ("date", "moment"):
            found[name] = pd.Series(np.array(values, dtype="datetime64[us]"))
        elif kind in ("integer", "boolean") and None not in values:
            found[name] = pd.Series(values, dtype={"integer": "int64", "boolean": "bool"}[kind])
        else:
            found[name] = pd.Series(values, dtype=_PANDAS.get(kind) if values else "object")
    return pd.DataFrame(found, columns=list(table.columns))


def to_polars(table: Table) -> pl.DataFrame:
    """Return a table as a DataFrame of polars."""
    import polars as pl

    _refuse_truth(table)
    types: Mapping[str, Any] = {
        "integer": pl.Int64, "float": pl.Float64, "boolean": pl.Boolean, "date": pl.Date,
        "moment": pl.Datetime("us"), "text": pl.String,
    }  # fmt: skip
    found = []
    for name, (kind, values) in _columns(table).items():
        read = [None if one is None else _text(one) for one in values] if kind == "mixed" else values
        found.append(pl.Series(name, read, dtype=types.get(kind, pl.String)))
    return pl.DataFrame(found)


def _columns(table: Table) -> dict[str, tuple[str, list[Any]]]:
    """Return the values of each column, with what they all are: "mixed" where they are not of one kind."""
    if not table.terms:
        return {name: ("text", []) for name in table.columns}
    return {name: _column(terms) for name, terms in zip(table.columns, zip(*table.terms, strict=True), strict=True)}


def _column(terms: Iterable[Node | None]) -> tuple[str, list[Any]]:
    kinds: set[str] = set()
    values: list[Any] = []
    for term in terms:
        if term is None:
            values.append(None)
            continue
        kind, value = _value(term)
        kinds.add(kind)
        values.append(value)
    if kinds == {"integer", "float"}:
        return "float", [None if one is None else float(one) for one in values]
    return (kinds.pop() if len(kinds) == 1 else "mixed" if kinds else "text"), values


def _value(term: Node) -> tuple[str, Any]:
    if isinstance(term, NamedNode):
        return "text", term.value
    if not isinstance(term, Literal):
        return "text", str(term)
    kind, read = _READ.get(term.datatype.value.removeprefix(XSD.base), ("text", str))
    try:
        value = read(term.value)
    except (ArithmeticError, KeyError, ValueError):
        return "text", term.value
    # Beyond 64 bits no column of whole numbers reaches.
    return ("text", term.value) if kind == "integer" and abs(value) > _LARGEST else (kind, value)


def _text(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)

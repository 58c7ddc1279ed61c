"""Answers to queries: tables of terms and sets of triples, in the formats that people use."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    parse_query_results,
    serialize,
)  # fmt: skip

from kg.errors import QueryError
from kg.frames import INTEGERS
from kg.richtext import MOST_ROWS, Card, Cell, Shown
from kg.vocab import PREFIXES, XSD, compact

if TYPE_CHECKING:
    from typing import Self

    import pandas as pd
    import polars as pl

    from kg.figure import Figure

__all__ = ["Answer", "Table", "Triples", "python_value", "short"]

_FORMATS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
_GRAPH_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}
_WITHOUT_PREFIXES = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)

Node = NamedNode | BlankNode | Literal | Triple


_NUMBERS: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(INTEGERS, int),
    "decimal": Decimal,
    "double": float,
    "float": float,
    "boolean": lambda text: text in ("true", "1"),
}


def python_value(term: Node | None) -> Any:
    """Return a term as a plain Python value: str, int, float, Decimal, bool, or None where unbound.

    >>> python_value(Literal("4", datatype=XSD.integer))
    4
    """
    if term is None:
        return None
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else str(term)
    convert = _NUMBERS.get(term.datatype.value.removeprefix(XSD.base), str)
    try:
        return convert(term.value)
    except (ArithmeticError, ValueError):
        return term.value


class _Drawable(Shown):
    """An answer that the graph which gave it can draw: pictures need names, which the answer itself has not."""

    _draw: Callable[[Any, str], Figure] | None = None
    _name: Callable[[Sequence[NamedNode]], Mapping[str, str]] | None = None

    def named_by(self, name: Callable[[Sequence[NamedNode]], Mapping[str, str]]) -> Self:
        """Note what says how things are called where it is shown: a function of IRIs. Return the answer."""
        self._name = name
        return self

    def drawn_by(self, draw: Callable[[Any, str], Figure]) -> Self:
        """Note what draws it: a function of the answer and a language. Return the answer."""
        self._draw = draw
        return self

    def figure(self, lang: str = "en") -> Figure:
        """Return the picture of the answer, a network. Raises `QueryError` where it has none, with the reason.

        >>> import kg
        >>> kg.open().run("mentors-and-teachers").figure().chart.caption["en"]
        '8 things, 6 lines'
        """
        if self._draw is None:
            raise QueryError("this answer comes from no graph that could draw it: see kg.figure.figure_of")
        return self._draw(self, lang)

    def _cells(self, rows: Iterable[Iterable[Node | None]]) -> list[list[object]]:
        """Return terms as they are shown: things by their names, with their IRIs."""
        shown = [list(row) for row in rows]
        things = dict.fromkeys(term for row in shown for term in row if isinstance(term, NamedNode))
        names = self._name(list(things)) if self._name and things else {}
        return [[_cell(term, names) for term in row] for row in shown]


class Table(_Drawable):
    """The answer to a SELECT query: rows of terms, in the query's order. (For ASK: no columns, and `boolean`.)

    Iterating yields a dict for each row, with plain Python values.
    """

    def __init__(self, results_json: bytes) -> None:
        self._json = results_json

    @classmethod
    def of_solutions(cls, solutions: QuerySolutions) -> Table:
        """Take the rows of an engine's answer."""
        return cls(solutions.serialize(format=QueryResultsFormat.JSON) or b"")

    @classmethod
    def of_rows(cls, columns: Iterable[str], rows: Iterable[Iterable[NamedNode | str | float | None]]) -> Table:
        """Make a table of IRIs, texts and numbers; None is no value.

        >>> Table.of_rows(("who", "times"), [(NamedNode("https://example.org/a"), 2)]).to_dicts()
        [{'who': 'https://example.org/a', 'times': 2}]
        """
        names = list(columns)
        bindings = [
            {name: _json_term(value) for name, value in zip(names, row, strict=True) if value is not None}
            for row in rows
        ]
        document = {"head": {"vars": names}, "results": {"bindings": bindings}}
        return cls(json.dumps(document, ensure_ascii=False).encode())

    @classmethod
    def of_boolean(cls, answer: QueryBoolean) -> Table:
        """Take a yes or no."""
        return cls(answer.serialize(format=QueryResultsFormat.JSON) or b"")

    @cached_property
    def _parsed(self) -> tuple[tuple[str, ...], tuple[tuple[Node | None, ...], ...], bool | None]:
        parsed = parse_query_results(self._json, format=QueryResultsFormat.JSON)
        if isinstance(parsed, QueryBoolean):
            return (), (), bool(parsed)
        names = tuple(variable.value for variable in parsed.variables)
        return names, tuple(tuple(solution) for solution in parsed), None

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the query's variables."""
        return self._parsed[0]

    @property
    def terms(self) -> tuple[tuple[Node | None, ...], ...]:
        """The rows as RDF terms; None where a variable has no value."""
        return self._parsed[1]

    @property
    def boolean(self) -> bool | None:
        """The answer to ASK, None for SELECT."""
        return self._parsed[2]

    def __len__(self) -> int:
        return len(self.terms)

    def __bool__(self) -> bool:
        return self.boolean if self.boolean is not None else bool(self.terms)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.to_dicts())

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return each row as a dict of plain Python values."""
        return [dict(zip(self.columns, map(python_value, row), strict=True)) for row in self.terms]

    def column(self, name: str) -> list[Any]:
        """Return one column as plain Python values.

        Raises KeyError when the query has no such variable.
        """
        if name not in self.columns:
            raise KeyError(name)
        place = self.columns.index(name)
        return [python_value(row[place]) for row in self.terms]

    def things(self) -> list[NamedNode]:
        """Return every IRI in the table once."""
        return list(dict.fromkeys(term for row in self.terms for term in row if isinstance(term, NamedNode)))

    def without(self, columns: Iterable[str]) -> Table:
        """Return the table without some columns."""
        gone = frozenset(columns)
        document = json.loads(self._json)
        document["head"]["vars"] = [name for name in self.columns if name not in gone]
        for binding in document["results"]["bindings"]:
            for name in gone:
                binding.pop(name, None)
        return Table(json.dumps(document, ensure_ascii=False).encode())

    def rounded(self, digits: int) -> Table:
        """Return the table with that many digits after the point of its floating-point numbers, for people.

        >>> Table.of_rows(("share",), [(2 / 3,)]).rounded(2).column("share")
        [0.67]
        """
        document = json.loads(self._json)
        for binding in document["results"]["bindings"]:
            for term in binding.values():
                if term.get("datatype") == XSD.double.value:
                    term["value"] = repr(round(float(term["value"]), digits))
        return Table(json.dumps(document, ensure_ascii=False).encode())

    def labelled(self, labels: Mapping[str, Literal]) -> Table:
        """Return the table with a column ``x_label`` after each column ``x`` that has IRIs with labels."""
        named = [
            name
            for place, name in enumerate(self.columns)
            if any(getattr(row[place], "value", None) in labels for row in self.terms)
            and f"{name}_label" not in self.columns
        ]
        document = json.loads(self._json)
        if not named:
            return self
        document["head"]["vars"] = [
            shown for name in self.columns for shown in ((name, f"{name}_label") if name in named else (name,))
        ]
        for binding in document["results"]["bindings"]:
            for name in named:
                label = labels.get(binding.get(name, {}).get("value", ""))
                if label is not None:
                    binding[f"{name}_label"] = {"type": "literal", "value": label.value}
                    if label.language:
                        binding[f"{name}_label"]["xml:lang"] = label.language
        return Table(json.dumps(document, ensure_ascii=False).encode())

    def for_people(self) -> tuple[list[str], list[list[str]]]:
        """Return column names and cells as a person wants to read them: labels in place of IRIs that have one."""
        shown = [name for name in self.columns if not (name.endswith("_label") and name[:-6] in self.columns)]
        places = {name: place for place, name in enumerate(self.columns)}
        cells = [[short(self._label(row, name, places) or row[places[name]]) for name in shown] for row in self.terms]
        return shown, cells

    @staticmethod
    def _label(row: tuple[Node | None, ...], name: str, places: Mapping[str, int]) -> Node | None:
        place = places.get(f"{name}_label")
        return None if place is None else row[place]

    def serialize(self, fmt: str) -> bytes:
        """Return the answer in a SPARQL results format: csv, tsv, json or xml.

        Raises ValueError for another format, and for a yes or no in csv or tsv, which cannot say that.
        """
        if fmt not in _FORMATS:
            raise ValueError(f"a table can be csv, tsv, json or xml, not '{fmt}'")
        if fmt == "json":
            return self._json
        if self.boolean is not None and fmt in ("csv", "tsv"):
            raise ValueError(f"a yes or no cannot be written as {fmt}; use json or xml")
        parsed = parse_query_results(self._json, format=QueryResultsFormat.JSON)
        return parsed.serialize(format=_FORMATS[fmt]) or b""

    def to_csv(self) -> str:
        """Return the rows as CSV text, as SPARQL 1.1 defines it."""
        return self.serialize("csv").decode("utf-8")

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a DataFrame: columns of int64, float64, bool, dates or text (docs/notebooks.md).

        A column of whole numbers or truths in which some are unbound is of pandas' types that may lack values.
        Raises ImportError without pandas (``pip install 'drama-kg[notebook]'``).
        """
        from kg.frames import to_pandas

        return to_pandas(self)

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a DataFrame of polars, with the same types; what is unbound is null.

        >>> Table.of_rows(("who", "times"), [("a", 2), ("b", None)]).to_polars()["times"].to_list()
        [2, None]
        """
        from kg.frames import to_polars

        return to_polars(self)

    def card(self) -> Card:
        """Return what a notebook shows of it: the first rows, with the names of things in place of their IRIs."""
        if self.boolean is not None:
            return Card.of("yes" if self.boolean else "no")
        places = {name: place for place, name in enumerate(self.columns)}
        shown = [name for name in self.columns if not (name.endswith("_label") and name[:-6] in places)]
        first = self.terms[:MOST_ROWS]
        cells = self._cells([row[places[name]] for name in shown] for row in first)
        for row, line in zip(first, cells, strict=True):
            for column, name in enumerate(shown):
                label, term = self._label(row, name, places), row[places[name]]
                if label is not None:
                    line[column] = Cell(short(label), term.value if isinstance(term, NamedNode) else None)
        return Card.of("", (), shown, cells, total=len(self))

    def __repr__(self) -> str:
        if self.boolean is not None:
            return f"<Table: {'yes' if self.boolean else 'no'}>"
        return f"<Table: {len(self):,} rows of {', '.join(self.columns)}>"


def _cell(term: Node | None, names: Mapping[str, str]) -> object:
    if isinstance(term, NamedNode):
        return Cell(names.get(term.value) or compact(term.value), term.value)
    value = python_value(term)
    return Cell(str(value), number=True) if isinstance(value, Decimal) else value


def _json_term(value: NamedNode | str | float) -> dict[str, str]:
    if isinstance(value, NamedNode):
        return {"type": "uri", "value": value.value}
    if isinstance(value, bool):
        return {"type": "literal", "value": str(value).lower(), "datatype": XSD.boolean.value}
    if isinstance(value, int):
        return {"type": "literal", "value": str(value), "datatype": XSD.integer.value}
    if isinstance(value, float):
        return {"type": "literal", "value": repr(value), "datatype": XSD.double.value}
    return {"type": "literal", "value": value}


def short(term: Node | None) -> str:
    """Return a term as a person wants to read it in a table: IRIs shortened, literals bare."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return compact(term.value)
    return str(python_value(term))


class Triples(_Drawable):
    """The answer to a CONSTRUCT or DESCRIBE query: a set of triples."""

    def __init__(self, triples: QueryTriples | Iterable[Triple]) -> None:
        self._triples = tuple(triples)

    def __len__(self) -> int:
        return len(self._triples)

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._triples)

    def things(self) -> list[NamedNode]:
        """Return every IRI in the triples once."""
        terms = (term for triple in self._triples for term in (triple.subject, triple.predicate, triple.object))
        return list(dict.fromkeys(term for term in terms if isinstance(term, NamedNode)))

    def serialize(self, fmt: str = "ttl") -> bytes:
        """Return the triples as ttl, nt, rdfxml, jsonld, or as the default graph of a dataset: trig, nq.

        Raises ValueError for another format.
        """
        if fmt not in _GRAPH_FORMATS:
            raise ValueError(f"triples can be ttl, nt, rdfxml, jsonld, trig or nq, not '{fmt}'")
        rdf = _GRAPH_FORMATS[fmt]
        prefixes = {} if rdf in _WITHOUT_PREFIXES else PREFIXES
        return serialize(self._triples, format=rdf, prefixes=prefixes) or b""

    def to_turtle(self) -> str:
        """Return the triples as Turtle text."""
        return self.serialize("ttl").decode("utf-8")

    def card(self) -> Card:
        """Return what a notebook shows of them: the first ones, with the names of things in place of their IRIs."""
        cells = self._cells((one.subject, one.predicate, one.object) for one in self._triples[:MOST_ROWS])
        return Card.of("", (), ("subject", "predicate", "object"), cells, total=len(self))

    def __repr__(self) -> str:
        return f"<Triples: {len(self):,}>"


Answer = Table | Triples

"""The compiled rules as SQL: those of one atom as a table, and each shape of the others as a statement and a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from benchmarks.reasoner import TYPE, number
from kg.reason.rules import Absence, Atom, Filter, Rule, is_variable

__all__ = ["Shape", "compile_shapes"]

Linear = tuple[int, bool, bool]
"""The head's relation, and for each of its two places whether the body's second argument stands there."""


@dataclass(frozen=True)
class _Fact:
    """An atom over (r, a, b)."""

    relation: int
    arguments: tuple[str, str]


@dataclass
class Shape:
    """Rules that differ in their relations and constants alone: one statement and a table with a row for each."""

    table: str
    body: tuple[tuple[str, str], ...]
    head: tuple[str, str] | None
    filters: tuple[Filter, ...]
    absent: tuple[tuple[tuple[tuple[str, str], ...], tuple[Filter, ...]], ...]
    columns: tuple[str, ...]
    rows: list[tuple[int, ...]]

    def statements(self, changed: set[int], done: int) -> Iterator[str]:
        """Yield a SELECT for each atom that a changed relation can stand for; in the first round everything is new."""
        for place in range(len(self.body) if done > 1 else 1):
            column = self.columns.index(f"r{place}")
            if done == 1 or any(row[column] in changed for row in self.rows):
                yield self.statement(place, done)

    def statement(self, place: int, done: int, *, every: bool = False) -> str:
        """Return the SELECT in which one atom is of the delta, those before it are older, and the others any."""
        tables, conditions = [], []
        values: dict[str, str] = {}
        for number_of_atom, arguments in enumerate(self.body):
            name = f"f{number_of_atom}"
            tables.append(f"{'delta' if number_of_atom == place and not every else 'fact'} {name}")
            conditions.append(f"{name}.r = g.r{number_of_atom}")
            if number_of_atom < place and not every:
                conditions.append(f"{name}.round < {done}")
            conditions += _bind(values, name, arguments)
        for number_of_absence, (body, filters) in enumerate(self.absent):
            conditions.append(_absent(number_of_absence, body, filters, values))
        conditions += [_or(one, values) for one in self.filters]
        first, second = (values.get(term, f"g.{term}") for term in self.head or ("", ""))
        head = "1" if self.head is None else f"g.h AS r, {first} AS a, {second} AS b"
        return f"SELECT {head} FROM {self.table} g, {', '.join(tables)} WHERE {' AND '.join(conditions)}"


def _bind(values: dict[str, str], name: str, arguments: tuple[str, str]) -> list[str]:
    """Say where the variables of an atom stand; return what must be equal where one stands twice."""
    same = []
    for column, argument in zip("ab", arguments, strict=True):
        here = f"{name}.{column}"
        if not is_variable(argument):
            same.append(f"{here} = g.{argument}")
        elif argument in values:
            same.append(f"{here} = {values[argument]}")
        else:
            values[argument] = here
    return same


def _absent(place: int, body: tuple[tuple[str, str], ...], filters: tuple[Filter, ...], outer: dict[str, str]) -> str:
    values = dict(outer)
    conditions = []
    for number_of_atom, arguments in enumerate(body):
        name = f"n{place}_{number_of_atom}"
        conditions += [f"{name}.r = g.{name}", *_bind(values, name, arguments)]
    conditions += [_or(one, values) for one in filters]
    tables = ", ".join(f"fact n{place}_{number_of_atom}" for number_of_atom in range(len(body)))
    return f"NOT EXISTS (SELECT 1 FROM {tables} WHERE {' AND '.join(conditions)})"


def _or(one_of: Filter, values: dict[str, str]) -> str:
    parts = []
    for comparison in one_of:
        sides = (comparison.left, comparison.right)
        if comparison.operator in ("=", "!="):
            left, right = (values.get(side, f"g.{side}") for side in sides)
        else:
            left, right = (
                f"(SELECT any_value(value) FROM number WHERE id = {values[side]})"
                if is_variable(side)
                else str(number(side))
                for side in sides
            )
        parts.append(f"{left} {comparison.operator} {right}")
    return f"({' OR '.join(parts)})"


def compile_shapes(rules: Iterable[Rule], ids: dict[str, int]) -> tuple[dict[int, set[Linear]], list[Shape]]:
    """Return the rules of one atom, closed under following each other, and the other rules by shape."""
    linear: dict[int, set[Linear]] = defaultdict(set)
    shapes: dict[object, Shape] = {}
    for rule in rules:
        step = _linear(rule, ids)
        if step:
            linear[step[0]].add(step[1])
        else:
            _add_shape(rule, ids, shapes)
    return _closed(linear), list(shapes.values())


def _fact(atom: Atom, ids: dict[str, int]) -> _Fact:
    """Return an atom as a row; the rules of the ontology name every relation and every class."""
    if is_variable(atom.predicate) or (atom.predicate == TYPE and is_variable(atom.object)):
        raise NotImplementedError(f"no relation is named in {atom}")
    if atom.predicate == TYPE:
        return _Fact(-ids[atom.object], (atom.subject, atom.subject))
    return _Fact(ids[atom.predicate], (atom.subject, atom.object))


def _linear(rule: Rule, ids: dict[str, int]) -> tuple[int, Linear] | None:
    """Return a rule of one atom without conditions and constants."""
    if rule.head is None or len(rule.body) != 1 or rule.filters or rule.absent:
        return None
    body, head = _fact(rule.body[0], ids), _fact(rule.head, ids)
    first, second = body.arguments
    if (first == second and body.relation > 0) or not all(argument in body.arguments for argument in head.arguments):
        return None
    swap_a, swap_b = (argument != first for argument in head.arguments)
    return body.relation, (head.relation, swap_a, swap_b)


def _closed(linear: dict[int, set[Linear]]) -> dict[int, set[Linear]]:
    """Return every step that some steps after each other make."""
    closed = {relation: set(steps) for relation, steps in linear.items()}
    for relation, steps in closed.items():
        waiting = list(steps)
        while waiting:
            middle, *swaps = waiting.pop()
            for head, swap_a, swap_b in linear.get(middle, ()):
                step = (head, swaps[swap_a], swaps[swap_b])
                if step not in steps and step != (relation, False, True):
                    steps.add(step)
                    waiting.append(step)
    return closed


def _add_shape(rule: Rule, ids: dict[str, int], shapes: dict[object, Shape]) -> None:
    """Put a rule with those that differ from it in relations and constants alone."""
    cells: dict[str, int] = {}
    names: dict[str, str] = {}

    def name(term: str) -> str:
        """Return a variable's or a constant's name in the shape."""
        if term not in names:
            names[term] = f"?{len(names)}" if is_variable(term) else f"c{len(names)}"
            if not is_variable(term):
                cells[names[term]] = ids[term]
        return names[term]

    def place(column: str, atom: Atom) -> tuple[str, str]:
        fact = _fact(atom, ids)
        cells[column] = fact.relation
        return name(fact.arguments[0]), name(fact.arguments[1])

    def conditions(filters: tuple[Filter, ...]) -> tuple[Filter, ...]:
        return tuple(
            tuple(type(c)(_side(c.left, c.operator, name), c.operator, _side(c.right, c.operator, name)) for c in one)
            for one in filters
        )

    def absence(number_of_absence: int, one: Absence) -> tuple[tuple[tuple[str, str], ...], tuple[Filter, ...]]:
        body = tuple(place(f"n{number_of_absence}_{i}", atom) for i, atom in enumerate(one.body))
        return body, conditions(one.filters)

    body = tuple(place(f"r{i}", atom) for i, atom in enumerate(rule.body))
    head = place("h", rule.head) if rule.head else None
    filters, absent = conditions(rule.filters), tuple(absence(i, one) for i, one in enumerate(rule.absent))
    key = (body, head, filters, absent, tuple(cells))
    if key not in shapes:
        shapes[key] = Shape(f"shape{len(shapes)}", body, head, filters, absent, tuple(cells), [])
    shapes[key].rows.append(tuple(cells.values()))


def _side(term: str, operator: str, name: Callable[[str], str]) -> str:
    """Return a side of a comparison; a number that values are compared with stays as it is."""
    return term if operator not in ("=", "!=") and not is_variable(term) else name(term)

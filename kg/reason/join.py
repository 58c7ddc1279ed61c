"""Rules over columns: the bodies of rules joined with whole columns of facts at a time."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kg.reason.columns import Numbers, Terms
from kg.reason.facts import Facts, found_in
from kg.reason.rules import Absence, Atom, Filter, Rule, is_variable

__all__ = ["Bindings", "Pattern", "Plan", "Planner", "solve"]

Slot = str | int
"""A variable's name, or the number of a term."""
_COMPARE: Mapping[str, Callable[..., NDArray[np.bool_]]] = {
    "=": np.equal, "!=": np.not_equal, "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pattern:
    """An atom with its relation's number; ``second`` is 0 for a class, ``variables`` follow from the rest."""

    relation: int
    first: Slot
    second: Slot
    variables: tuple[str, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Note the variables, each once: joins ask for them at every step."""
        slots = dict.fromkeys(slot for slot in (self.first, self.second) if isinstance(slot, str))
        object.__setattr__(self, "variables", tuple(slots))


@dataclass(frozen=True, slots=True)
class _Test:
    """A comparison: of terms, or of numbers."""

    left: Slot
    operator: str
    right: Slot


_Clause = tuple[_Test, ...]


@dataclass(frozen=True, slots=True)
class _Missing:
    body: tuple[Pattern, ...]
    filters: tuple[_Clause, ...]

    @property
    def variables(self) -> set[str]:
        return set(_variables(self.body, self.filters))


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A rule in numbers. Plans are the same only if they are one: they are kept in dictionaries at every step."""

    rule: Rule
    head: Pattern | None
    body: tuple[Pattern, ...]
    filters: tuple[_Clause, ...] = ()
    absent: tuple[_Missing, ...] = ()

    @property
    def needs(self) -> frozenset[int]:
        """The relations without facts of which nothing follows."""
        return frozenset(pattern.relation for pattern in self.body)

    @property
    def conclusion(self) -> Pattern:
        """The head of a rule that has one."""
        if self.head is None:
            raise ValueError(f"{self.rule.name} concludes nothing but a contradiction")
        return self.head

    @property
    def linear(self) -> bool:
        """Whether each fact by itself gives one conclusion."""
        if self.head is None or len(self.body) != 1 or self.filters or self.absent:
            return False
        only = self.body[0]
        return (
            isinstance(only.first, str)
            and only.first != only.second
            and (only.second == 0 or isinstance(only.second, str))
        )


class Planner:
    """Puts rules into numbers, and numbers the relations and terms that they name on the way."""

    def __init__(self, type_: str) -> None:
        self._type = type_
        self.relations: dict[tuple[str, str], int] = {}
        self.terms: dict[str, int] = {}

    def relation(self, kind: str, name: str) -> int:
        """Return the number of a relation (kind is ``property`` or ``class``), a new one where it has none."""
        return self.relations.setdefault((kind, name), len(self.relations))

    def term(self, name: str) -> int:
        """Return the number of a term, from 1; a new one where it has none."""
        return self.terms.setdefault(name, len(self.terms) + 1)

    def plan(self, rule: Rule) -> Plan:
        """Return a rule in numbers."""
        return Plan(
            rule,
            self.pattern(rule.head) if rule.head else None,
            tuple(map(self.pattern, rule.body)),
            self._filters(rule.filters),
            tuple(self._missing(absence) for absence in rule.absent),
        )

    def pattern(self, atom: Atom) -> Pattern:
        """Return a pattern in numbers."""
        if atom.predicate == self._type and not is_variable(atom.object):
            return Pattern(self.relation("class", atom.object), self._slot(atom.subject), 0)
        return Pattern(self.relation("property", atom.predicate), self._slot(atom.subject), self._slot(atom.object))

    def _missing(self, absence: Absence) -> _Missing:
        return _Missing(tuple(map(self.pattern, absence.body)), self._filters(absence.filters))

    def _filters(self, filters: Sequence[Filter]) -> tuple[_Clause, ...]:
        return tuple(tuple(_Test(self._slot(c.left), c.operator, self._slot(c.right)) for c in one) for one in filters)

    def _slot(self, term: str) -> Slot:
        return term if is_variable(term) else self.term(term)


class Bindings:
    """A table of solutions: a column of terms for each variable, all of one length."""

    def __init__(self, columns: dict[str, Numbers], length: int) -> None:
        self.columns = columns
        self.length = length

    @classmethod
    def of(cls, pattern: Pattern, first: Numbers, second: Numbers) -> Bindings:
        """Return the bindings under which a pattern is one of some facts of its relation."""
        keep = np.ones(len(first), dtype=bool)
        if isinstance(pattern.first, int):
            keep &= first == pattern.first
        if isinstance(pattern.second, int) and pattern.second:
            keep &= second == pattern.second
        if isinstance(pattern.first, str) and pattern.first == pattern.second:
            keep &= first == second
        if not keep.all():
            first, second = first[keep], second[keep]
        columns = {}
        for slot, values in ((pattern.first, first), (pattern.second, second)):
            if isinstance(slot, str):
                columns[slot] = values
        return cls(columns, len(first))

    def take(self, rows: Numbers | NDArray[np.bool_]) -> Bindings:
        """Return some of the rows, by position or by a mask."""
        length = int(rows.sum()) if rows.dtype == bool else len(rows)
        return Bindings({name: column[rows] for name, column in self.columns.items()}, length)

    def values(self, slot: Slot) -> Numbers | None:
        """Return the values of a variable or a term; None for a variable without one."""
        return self.column(slot) if isinstance(slot, int) or slot in self.columns else None

    def column(self, slot: Slot) -> Numbers:
        """Return the values of a variable that has some, or of a term."""
        return self.columns[slot] if isinstance(slot, str) else np.broadcast_to(np.int64(slot), (self.length,))

    def only(self, names: Container[str]) -> Bindings:
        """Return the bindings of some variables."""
        return Bindings({name: column for name, column in self.columns.items() if name in names}, self.length)

    def with_(self, slot: Slot, column: Numbers) -> Bindings:
        """Return the bindings with one more variable."""
        return Bindings({**self.columns, str(slot): column}, self.length)


def solve(
    known: Facts,
    terms: Terms,
    body: Sequence[Pattern],
    filters: Sequence[_Clause],
    absent: Sequence[_Missing],
    start: Bindings,
    wanted: Iterable[str] | None = None,
) -> Bindings:
    """Return the bindings that extend ``start`` to every pattern of ``body``, pass the filters and have nothing absent.

    Only the variables of ``wanted`` are sure to have a column; all have where that is None.
    """
    rest, waiting = list(body), list(filters)
    kept = None if wanted is None else {*wanted, *(v for one in absent for v in one.variables)}
    found, waiting = _filtered(start, terms, waiting)
    while rest and found.length:
        pattern = min(rest, key=lambda one: _cost(one, found, known))
        rest.remove(pattern)
        found, waiting = _filtered(_extended(found, pattern, known), terms, waiting)
        if kept is not None:
            found = found.only({*kept, *_variables(rest, waiting)})
    if not found.length:
        return found
    for missing in absent:
        rows = found.with_("#row", np.arange(found.length))
        present = solve(known, terms, missing.body, missing.filters, (), rows, ["#row"])
        keep = np.ones(found.length, dtype=bool)
        if present.length:
            keep[present.columns["#row"]] = False
        found = found.take(keep)
    return found


def _variables(patterns: Iterable[Pattern], filters: Iterable[_Clause]) -> Iterator[str]:
    for pattern in patterns:
        yield from pattern.variables
    for clause in filters:
        yield from (slot for test in clause for slot in (test.left, test.right) if isinstance(slot, str))


def _cost(pattern: Pattern, found: Bindings, known: Facts) -> tuple[int, int]:
    """Order patterns: those whose terms are known first, then small relations."""
    loose = sum(1 for name in pattern.variables if name not in found.columns)
    if loose == len(pattern.variables) and loose:
        return loose + 1, len(known.of(pattern.relation))
    return loose, 0


def _extended(found: Bindings, pattern: Pattern, known: Facts) -> Bindings:
    """Join one more pattern."""
    first, second = found.values(pattern.first), found.values(pattern.second)
    relation = pattern.relation
    if first is not None and second is not None:
        keys = known.packing.pack(relation, first, second)
        return found.take(found_in(keys, known.keys))
    if first is None and (second is None or pattern.second == 0):
        _, one, other = known.packing.unpack(known.of(relation))
        fresh = Bindings.of(pattern, one, other)
        left = np.repeat(np.arange(found.length), fresh.length)
        right = np.tile(np.arange(fresh.length), found.length)
        both = {**found.take(left).columns, **fresh.take(right).columns}
        return Bindings(both, len(left))
    if first is not None:
        rows, partners = known.partners(relation, first)
        return found.take(rows).with_(pattern.second, partners)
    rows, partners = known.partners(relation, second, second=True)  # type: ignore[arg-type]
    return found.take(rows).with_(pattern.first, partners)


def _filtered(found: Bindings, terms: Terms, waiting: list[_Clause]) -> tuple[Bindings, list[_Clause]]:
    """Apply the filters whose variables all have values; return those that still wait."""
    later = []
    for clause in waiting:
        slots = [slot for test in clause for slot in (test.left, test.right)]
        if any(isinstance(slot, str) and slot not in found.columns for slot in slots):
            later.append(clause)
            continue
        keep = np.zeros(found.length, dtype=bool)
        for test in clause:
            keep |= _holds(test, found, terms)
        found = found.take(keep)
    return found, later


def _holds(test: _Test, found: Bindings, terms: Terms) -> NDArray[np.bool_]:
    left, right = found.column(test.left), found.column(test.right)
    compare = _COMPARE[test.operator]
    if test.operator in ("=", "!="):
        return compare(left, right)
    return compare(terms.values(left), terms.values(right))

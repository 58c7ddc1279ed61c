"""What the benchmarked reasoners have in common, and how their answers are compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from kg.reason.program import Program
from kg.reason.rules import Atom, Rule, is_variable
from kg.vocab import ID_BASE

__all__ = ["TYPE", "Closing", "Compile", "Row", "compared_variables", "number", "predicates_of", "worth_keeping"]

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_SAME = "<http://www.w3.org/2002/07/owl#sameAs>"
_LOGIC = ("<http://www.w3.org/2002/07/owl#", "<http://www.w3.org/2000/01/rdf-schema#")
_NUMBER = re.compile(r'"([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)"\^\^<http://www\.w3\.org/2001/XMLSchema#\w+>')

Row = tuple[str, str, str]
Compile = Callable[[], Program]


class Closing(Protocol):
    """A reasoner, made with a function that compiles the ontology's rules; the first three methods are timed.

    ``clashes`` counts contradictions once it has closed the data.
    """

    clashes: int

    def prepare(self) -> None:
        """Do what the ontology alone is needed for, and is not given for nothing."""

    def load(self, path: Path) -> None:
        """Read a file of N-Triples."""

    def close(self) -> None:
        """Add what follows."""

    def inferred(self) -> Iterator[Row]:
        """Yield statements as N-Triples terms: what was added, and possibly what was there before."""


def worth_keeping(row: Row) -> bool:
    """Whether a statement relates a thing of ours to a thing or a class, and is no truism."""
    subject, predicate, value = row
    if not subject.startswith(f"<{ID_BASE}") or not value.startswith("<"):
        return False
    if predicate == _SAME and subject == value:
        return False
    return predicate != TYPE or not value.startswith(_LOGIC)


def predicates_of(rules: Iterable[Rule]) -> set[str]:
    """Return the predicates that some rule asks for."""
    atoms = (atom for rule in rules for atom in (*rule.body, *(a for absence in rule.absent for a in absence.body)))
    return {atom.predicate for atom in atoms}


def compared_variables(rules: Sequence[Rule]) -> list[tuple[Atom, str]]:
    """Return atoms whose object is a variable that is compared as a number, with the variable."""
    found = []
    for rule in rules:
        filters = [*rule.filters, *(one for absence in rule.absent for one in absence.filters)]
        compared = {side for one in filters for c in one if c.operator not in ("=", "!=") for side in (c.left, c.right)}
        atoms = (*rule.body, *(atom for absence in rule.absent for atom in absence.body))
        found += [(atom, atom.object) for atom in atoms if is_variable(atom.object) and atom.object in compared]
    return found


def number(term: str) -> float | None:
    """Return the value of a numeric literal.

    >>> number('"2.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'), number('"2.5"')
    (2.5, None)
    """
    match = _NUMBER.fullmatch(term)
    return float(match[1]) if match else None

"""Rules as values: patterns of triples from which one triple, or a contradiction, follows.

Terms are written as in N-Triples (``<iri>``, ``"text"@en``, ``_:b0``); a variable is a name after a question mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kg.vocab import OWL, RDF

__all__ = ["SAME_AS", "TYPE", "Absence", "Atom", "Comparison", "Filter", "Rule", "is_variable"]

TYPE = f"<{RDF.base}type>"
"""rdf:type, as rules write it."""
SAME_AS = f"<{OWL.base}sameAs>"
"""owl:sameAs, as rules write it."""


def is_variable(term: str) -> bool:
    """Tell whether a term of a pattern is a variable.

    >>> is_variable("?x"), is_variable("<https://example.org/x>")
    (True, False)
    """
    return term.startswith("?")


@dataclass(frozen=True, slots=True)
class Atom:
    """A pattern of a triple."""

    subject: str
    predicate: str
    object: str

    @property
    def terms(self) -> tuple[str, str, str]:
        """Subject, predicate and object."""
        return self.subject, self.predicate, self.object

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables, each once."""
        return tuple(dict.fromkeys(term for term in self.terms if is_variable(term)))

    @property
    def relation(self) -> tuple[str, str]:
        """What a statement is one of: its predicate and, for a type, the class."""
        return (self.predicate, self.object) if self.predicate == TYPE else (self.predicate, "")

    def under(self, binding: Mapping[str, str]) -> Atom:
        """Return the pattern with the variables that have a value replaced by it."""
        return Atom(*(binding.get(term, term) for term in self.terms))


@dataclass(frozen=True, slots=True)
class Comparison:
    """``left`` and ``right`` compared by ``=``, ``!=``, ``<``, ``<=``, ``>`` or ``>=``.

    The first two compare terms, the others numbers.
    """

    left: str
    operator: str
    right: str


Filter = tuple[Comparison, ...]
"""Comparisons of which at least one holds."""


@dataclass(frozen=True, slots=True)
class Absence:
    """What must not be there: ``FILTER NOT EXISTS``."""

    body: tuple[Atom, ...]
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """``head`` follows wherever all of ``body`` and every filter holds and nothing of ``absent`` does.

    A head of None is a contradiction. ``name`` is the name of the rule in OWL 2 RL's tables (``prp-dom``) or of the
    file in ``ontology/rules``; ``axioms`` are the statements of the ontology that it comes from.
    """

    name: str
    head: Atom | None
    body: tuple[Atom, ...]
    filters: tuple[Filter, ...] = ()
    absent: tuple[Absence, ...] = ()
    axioms: tuple[Atom, ...] = ()

    @property
    def defeasible(self) -> bool:
        """Whether more statements can take back what follows."""
        return bool(self.absent)

    def atoms(self) -> Iterator[Atom]:
        """Yield every pattern, the head's and the absent ones too."""
        if self.head is not None:
            yield self.head
        yield from self.body
        for absence in self.absent:
            yield from absence.body

    def under(self, binding: Mapping[str, str]) -> Rule:
        """Return the rule for some values of its variables."""

        def filters(given: tuple[Filter, ...]) -> tuple[Filter, ...]:
            return tuple(
                tuple(Comparison(binding.get(c.left, c.left), c.operator, binding.get(c.right, c.right)) for c in one)
                for one in given
            )

        return replace(
            self,
            head=self.head and self.head.under(binding),
            body=tuple(atom.under(binding) for atom in self.body),
            filters=filters(self.filters),
            absent=tuple(Absence(tuple(a.under(binding) for a in n.body), filters(n.filters)) for n in self.absent),
        )

    def to_json(self) -> list[Any]:
        """Return the rule as JSON values; `from_json` reads them."""

        def atoms(given: tuple[Atom, ...]) -> list[Any]:
            return [list(atom.terms) for atom in given]

        def filters(given: tuple[Filter, ...]) -> list[Any]:
            return [[[c.left, c.operator, c.right] for c in one] for one in given]

        return [
            self.name,
            self.head and list(self.head.terms),
            atoms(self.body),
            filters(self.filters),
            [[atoms(n.body), filters(n.filters)] for n in self.absent],
            atoms(self.axioms),
        ]

    @classmethod
    def from_json(cls, value: list[Any]) -> Rule:
        """Read what `to_json` returned."""

        def atoms(given: list[Any]) -> tuple[Atom, ...]:
            return tuple(Atom(*terms) for terms in given)

        def filters(given: list[Any]) -> tuple[Filter, ...]:
            return tuple(tuple(Comparison(*part) for part in one) for one in given)

        name, head, body, conditions, absent, axioms = value
        return cls(
            name,
            Atom(*head) if head else None,
            atoms(body),
            filters(conditions),
            tuple(Absence(atoms(one), filters(other)) for one, other in absent),
            atoms(axioms),
        )

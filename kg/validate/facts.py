"""Triples to look things up in while shapes are held against them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

__all__ = ["Facts", "Term", "UnknownShapeError"]

_LISTS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FIRST, _REST, _NIL = (NamedNode(_LISTS + name) for name in ("first", "rest", "nil"))

Term = NamedNode | BlankNode | Literal


class UnknownShapeError(Exception):
    """The shapes, or the statements, say something that the screen does not understand."""


class Facts:
    """Triples to look things up in, with the ontology's beside them."""

    def __init__(self, triples: Iterable[Triple], beneath: Facts | None = None) -> None:
        self._beneath = beneath
        self._objects: dict[tuple[Term, NamedNode], set[Term]] = {}
        self._subjects: dict[tuple[Term, NamedNode], set[Term]] = {}
        self._with: dict[NamedNode, set[Term]] = {}
        for triple in triples:
            subject, predicate, value = triple.subject, triple.predicate, triple.object
            if isinstance(subject, Triple) or isinstance(value, Triple):
                raise UnknownShapeError(f"a statement about a statement: {triple}")
            self._objects.setdefault((subject, predicate), set()).add(value)
            self._subjects.setdefault((value, predicate), set()).add(subject)
            self._with.setdefault(predicate, set()).add(subject)

    @property
    def predicates(self) -> Iterable[NamedNode]:
        """The properties that something has here; those of what lies beneath do not count."""
        return self._with

    def having(self, predicate: NamedNode) -> set[Term]:
        """Return the things that have any value for a property."""
        found = self._with.get(predicate, set())
        return found | self._beneath.having(predicate) if self._beneath else found

    def objects(self, subject: Term, predicate: NamedNode) -> set[Term]:
        """Return the values of a property."""
        found = self._objects.get((subject, predicate), set())
        return found | self._beneath.objects(subject, predicate) if self._beneath else found

    def subjects(self, predicate: NamedNode, value: Term) -> set[Term]:
        """Return the things that have a value for a property."""
        found = self._subjects.get((value, predicate), set())
        return found | self._beneath.subjects(predicate, value) if self._beneath else found

    def one(self, subject: Term, predicate: NamedNode) -> Term:
        """Return the only value of a property."""
        (value,) = self.objects(subject, predicate)
        return value

    def items(self, head: Term) -> Iterator[Term]:
        """Yield the items of an RDF list."""
        while head != _NIL:
            yield self.one(head, _FIRST)
            head = self.one(head, _REST)

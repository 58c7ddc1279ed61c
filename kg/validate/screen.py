"""A quick answer to whether statements keep the shapes, so that pyshacl need not be asked about those that do.

A `Screen` never passes what pyshacl would complain of; what it holds up, or does not understand, pyshacl decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, RdfFormat, Store, Triple, Variable, parse

from kg.validate.compiled import CompiledShapes
from kg.validate.facts import Facts, Term, UnknownShapeError
from kg.vocab import RDFS

__all__ = ["Screen"]

_SCHEMA = frozenset((RDFS.subClassOf, RDFS.subPropertyOf))


class Screen:
    """The shapes of ``ontology/shapes.ttl``, ready to be held against statements beside an ontology.

    >>> from kg.ontology import load_ontology
    >>> ontology = load_ontology()
    >>> screen = Screen(ontology.folder / "shapes.ttl", {quad.triple for quad in ontology.quads()})
    >>> screen.passes(set(), set())
    True
    """

    def __init__(self, shapes: Path, ontology: set[Triple]) -> None:
        self._ontology = ontology
        self._shapes_file = shapes

    @cached_property
    def _compiled(self) -> CompiledShapes | None:
        try:
            return CompiledShapes(Facts(parse(path=self._shapes_file, format=RdfFormat.TURTLE)), Facts(self._ontology))
        except (UnknownShapeError, ValueError, KeyError, SyntaxError, OSError):
            return None

    @cached_property
    def _store(self) -> Store:
        """A store for the constraints in SPARQL; the ontology stays in it, and statements come and go."""
        store = Store()
        store.bulk_extend(_quads(self._ontology))
        return store

    def passes(self, own: set[Triple], context: set[Triple]) -> bool:
        """Tell whether ``own`` is known to keep every shape; ``context`` describes what it refers to in other files."""
        compiled = self._compiled
        fresh = (own | context) - self._ontology
        # The compiled shapes take their classes from the ontology alone.
        if compiled is None or any(triple.predicate in _SCHEMA for triple in fresh):
            return False
        try:
            subjects: set[Term] = {triple.subject for triple in own if not isinstance(triple.subject, Triple)}
            return compiled.keep(Facts(own | context, compiled.ontology), subjects) and self._silent(fresh, compiled)
        except UnknownShapeError:
            return False

    def _silent(self, fresh: set[Triple], compiled: CompiledShapes) -> bool:
        """Whether no constraint in SPARQL finds anything in these triples and the ontology."""
        self._store.extend(_quads(fresh))
        try:
            return not any(_answers(self._store, query, node) for query, node in compiled.queries)
        finally:
            for quad in _quads(fresh):
                self._store.remove(quad)


def _quads(triples: Iterable[Triple]) -> Iterator[Quad]:
    return (Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)


def _answers(store: Store, query: str, node: NamedNode) -> bool:
    try:
        found = store.query(query, substitutions={Variable("this"): node})
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise UnknownShapeError(str(error)) from error
    if not isinstance(found, QuerySolutions):
        raise UnknownShapeError("a constraint that is no SELECT")
    return any(True for _ in found)

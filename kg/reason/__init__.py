"""Reasoning: the ontology as rules, what follows from data by them, and why.

See ``docs/reasoning.md``.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad, Triple

from kg.errors import InconsistencyError
from kg.ontology import Ontology
from kg.reason.clashes import clash_texts
from kg.reason.closure import Closure
from kg.reason.program import Program
from kg.reason.proof import EFFORT, Proof, Prover
from kg.reason.rules import Atom, Rule
from kg.vocab import GRAPH_INFERRED

__all__ = ["EFFORT", "Atom", "Closure", "Program", "Proof", "Prover", "Rule", "check", "close", "inferred_quad"]


def close(quads: Iterable[Quad], ontology: Ontology, *, verify: bool = True) -> list[Quad]:
    """Return what follows from the data under the ontology and was not asserted, as quads of the inferred graph.

    Raises `InconsistencyError` when the data contradicts itself (unless ``verify`` is False).
    """
    program = Program.of(ontology)
    closure = Closure.of((quad.triple for quad in quads), program)
    if verify:
        check(closure, program)
    return [inferred_quad(triple) for triple in sorted(closure.inferred(), key=str)]


def inferred_quad(triple: Triple) -> Quad:
    """Return a triple as it stands in the inferred graph."""
    return Quad(triple.subject, triple.predicate, triple.object, GRAPH_INFERRED)


def check(closure: Closure, program: Program) -> None:
    """Raise `InconsistencyError`, with the statements that cause it, when a closure contradicts itself."""
    texts = clash_texts(closure, program)
    if texts:
        raise InconsistencyError(texts)

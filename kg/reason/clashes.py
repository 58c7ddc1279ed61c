"""Contradictions in words: which rule, and the asserted statements that cannot all be true."""

from __future__ import annotations

from collections.abc import Iterable

from kg.reason.closure import Clash, Closure
from kg.reason.program import Program
from kg.reason.proof import Prover
from kg.reason.rules import Atom
from kg.vocab import compact

__all__ = ["clash_texts"]

_WORDS = {
    "cax-dw": "{0} and {2} are disjoint, and nothing can be both",
    "cax-adc": "{0} and {2} are disjoint, and nothing can be both",
    "cls-com": "{0} is what is not {2}",
    "cls-nothing2": "nothing can be an owl:Nothing",
    "prp-irp": "{0} never holds between a thing and itself",
    "prp-asyp": "{0} cannot hold both ways",
    "prp-pdw": "{0} and {2} never hold between the same two",
    "prp-adp": "{0} and {2} never hold between the same two",
    "prp-npa1": "the ontology says that this does not hold",
    "eq-diff1": "what is different cannot be the same",
    "eq-diff2": "{0} and {2} are different and cannot be the same",
    "cls-maxc1": "{0} allows no value",
    "cls-maxqc1": "{0} allows no such value",
    "cls-maxqc2": "{0} allows no value",
    "dt-diff": "a functional property has one value, and these are two",
}


def clash_texts(closure: Closure, program: Program) -> list[str]:
    """Return each contradiction of a closure as a text of some lines; an empty list where there is none."""
    clashes = closure.clashes()
    if not clashes:
        return []
    prover = Prover(program, closure)
    return sorted({_text(clash, prover) for clash in clashes})


def _text(clash: Clash, prover: Prover) -> str:
    words = _WORDS.get(clash.rule, clash.rule)
    named = [_short(term) for term in clash.axioms[0].terms] if clash.axioms else []
    causes = dict.fromkeys(leaf for statement in clash.statements for leaf in _leaves(statement, prover))
    lines = [f"  {' '.join(map(_short, cause.terms))}" for cause in causes]
    return "\n".join([f"the data contradicts itself: {words.format(*named)}", *lines])


def _leaves(statement: Atom, prover: Prover) -> Iterable[Atom]:
    proof = prover.proof(statement)
    return proof.leaves() if proof else (statement,)


def _short(term: str) -> str:
    return compact(term[1:-1]) if term.startswith("<") else term

"""From beat to beat a view grows: nothing that was seen goes away, but for what a careful rule takes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from pyoxigraph import Quad, Triple

from kg.audit.compare import Finding
from kg.ontology import Ontology
from kg.reason import Atom, Closure, Program, Proof, Prover
from kg.vocab import GRAPH_INFERRED

__all__ = ["Growth"]


class Growth:
    """Compares what is seen at a beat with what was seen at the one before, in one drama."""

    def __init__(self, ontology: Ontology) -> None:
        self._program = Program.of(ontology)

    @cached_property
    def _certain(self) -> Program:
        """The rules without those whose conclusions more statements can take back."""
        return replace(self._program, rules=tuple(rule for rule in self._program.rules if not rule.defeasible))

    def between(
        self, name: tuple[str, str], before: Iterable[Quad], after: Iterable[Quad], taken_back: list[tuple[str, str]]
    ) -> Iterator[Finding]:
        """Yield what is lost; add to ``taken_back`` the statements that a rule takes back, each with the rule's name.

        ``before`` and ``after`` are what sources tell with the inferred graph; what was inferred may be told later.
        """
        told, known = _split(before)
        told_now, known_now = _split(after)
        for quad in sorted(told - told_now, key=str):
            graph = getattr(quad.graph_name, "value", "")
            yield Finding(*name, "was told before and is lost", str(quad.triple), graph)
        lost = sorted(known - known_now, key=str)
        if not lost:
            return
        triples = [quad.triple for quad in told]
        certain = set(Closure.of(triples, self._certain).inferred())
        closure = Closure.of(triples, self._program)
        prover = Prover(self._program, closure)
        for triple in lost:
            proof = prover.proof(Atom(str(triple.subject), str(triple.predicate), str(triple.object)))
            rule = _careful_rule(proof)
            if rule is None or triple in certain:
                yield Finding(*name, "was inferred before and is lost, though no rule takes it back", str(triple))
            else:
                taken_back.append((str(triple), rule))


def _split(quads: Iterable[Quad]) -> tuple[set[Quad], set[Triple]]:
    """Return what sources tell, and every triple that holds."""
    every = list(quads)
    return {quad for quad in every if quad.graph_name != GRAPH_INFERRED}, {quad.triple for quad in every}


def _careful_rule(proof: Proof | None) -> str | None:
    """Return the first rule of a proof whose conclusion more statements can take back."""
    if proof is None or proof.rule is None:
        return None
    if proof.rule.defeasible:
        return proof.rule.name
    return next(filter(None, map(_careful_rule, proof.premises)), None)

"""Comparing what a view holds with what it should hold, and two views with each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Quad

from kg.audit.told import Told
from kg.store import EmbeddedStore
from kg.views import Seen, as_table
from kg.vocab import compact

__all__ = ["Finding", "Observation", "differences", "interference", "observe"]

_TOLD_APART = 8  # statements that are named where two worlds can be told apart
_COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

Observation = Mapping[str, bytes]
"""What somebody can observe, by name: statements, the order of an answer that nobody sorts, pages."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that is wrong with a view: ``beat`` is where somebody is, ``graph`` where the statement stands."""

    drama: str
    beat: str
    problem: str
    statement: str
    graph: str = ""
    told: str = ""

    def __str__(self) -> str:
        where = f" in {compact(self.graph)}" if self.graph else ""
        told = f" ({self.told})" if self.told else ""
        return f"{self.drama} at {self.beat}: {self.problem}: {self.statement}{where}{told}"


def _about(name: tuple[str, str], problem: str, quad: Quad, told: Told) -> Finding:
    graph = getattr(quad.graph_name, "value", "the default graph")
    return Finding(*name, problem, str(quad.triple), graph, told.where(quad))


def differences(name: tuple[str, str], told: Told, expected: set[Quad], store: EmbeddedStore) -> Iterator[Finding]:
    """Yield what a store has too much and too little, in its named graphs and in their union, which is a set."""
    held = set(store.told())
    for quad in held - expected:
        yield _about(name, "is seen too early", quad, told)
    for quad in expected - held:
        yield _about(name, "is missing", quad, told)
    triples = {quad.triple for quad in held}
    union = {quad.triple: quad for quad in store.union()}
    for triple in triples ^ set(union):
        problem = "is missing" if triple in triples else "is seen too early"
        yield Finding(*name, f"{problem} in the default graph", str(triple), "", "")
    counted = as_table(store.query(_COUNT)).column("n")[0]
    if counted != len(triples):
        yield Finding(*name, "a count is wrong", f"{counted} statements are counted, there are {len(triples)}")


def observe(seen: Seen) -> dict[str, bytes]:
    """Return everything that somebody can observe of a view: what is in it, and in which order it comes."""
    return {
        "what is told": _lines(seen.asserted.told()),
        "what is told and follows": _lines(seen.closed.told()),
        "the default graph": _lines(seen.closed.union()),
    }


def _lines(quads: Iterable[Quad]) -> bytes:
    return "\n".join(map(str, quads)).encode()


def interference(name: tuple[str, str], world: str, here: Observation, there: Observation) -> Iterator[Finding]:
    """Yield by what two worlds that differ in what is told later can be told apart."""
    problem = f"depends on what is told later (which is {world} elsewhere)"
    for what in here:
        one, other = here[what].decode().splitlines(), there[what].decode().splitlines()
        if here[what] == there[what]:
            continue
        apart = sorted(set(one) ^ set(other))
        yield from (Finding(*name, f"{what} {problem}", line[:300]) for line in apart[:_TOLD_APART])
        if not apart:
            yield Finding(*name, f"{what} {problem}", "the same lines, in another order or number")

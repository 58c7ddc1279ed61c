"""A symmetric and transitive property over a chain of members: everything is related to everything."""

from __future__ import annotations

import importlib
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import pyoxigraph
import rdflib
from pyoxigraph import RdfFormat, Triple

from benchmarks.answers import fingerprints
from benchmarks.machine import peak_mib
from benchmarks.reasoner import Closing
from kg.reason.program import Program
from kg.vocab import ID_BASE

__all__ = ["measure"]

_RELATED = f"{ID_BASE}related"
_AXIOMS = f"""
@prefix owl: <http://www.w3.org/2002/07/owl#> .
<{_RELATED}> a owl:SymmetricProperty , owl:TransitiveProperty .
"""


def measure(engine: str, *, members: int) -> dict[str, object]:
    """Close the chain; a hash of the answer says whether engines agree."""
    with tempfile.TemporaryDirectory(prefix="kg-bench-clique-") as folder:
        path = Path(folder) / "chain.nt"
        path.write_text("".join(_chain(members)), encoding="utf-8")
        seconds, rows = _owlrl(path) if engine == "owlrl" else _rules(engine, path)
        found = fingerprints(row for row in rows if row[1] == f"<{_RELATED}>")
        return {"seconds": seconds, "mib": peak_mib(), "inferred": len(found), "hash": str(int(found.sum()))}


def _chain(members: int) -> list[str]:
    names = [f"<{ID_BASE}member/{number}>" for number in range(members)]
    return [f"{one} <{_RELATED}> {other} .\n" for one, other in pairwise(names)]


def _axioms() -> list[Triple]:
    return [quad.triple for quad in pyoxigraph.parse(_AXIOMS, format=RdfFormat.TURTLE)]


def _rules(engine: str, path: Path) -> tuple[float, list[tuple[str, str, str]]]:
    program = Program.of_axioms(_axioms())
    reasoner: Closing = importlib.import_module(f"benchmarks.{engine}_rules").Reasoner(lambda: program)
    started = time.perf_counter()
    reasoner.prepare()
    reasoner.load(path)
    reasoner.close()
    seconds = time.perf_counter() - started
    asserted = (tuple(line.split()[:3]) for line in path.read_text(encoding="utf-8").splitlines())
    return seconds, [*reasoner.inferred(), *asserted]  # type: ignore[list-item]


def _owlrl(path: Path) -> tuple[float, list[tuple[str, str, str]]]:
    from benchmarks.owlrl_rules import LeanSemantics

    started = time.perf_counter()
    graph = rdflib.Graph().parse(str(path), format="nt").parse(data=_AXIOMS, format="turtle")
    LeanSemantics(graph).closure()
    seconds = time.perf_counter() - started
    return seconds, [(f"<{s}>", f"<{p}>", f"<{o}>") for s, p, o in graph]

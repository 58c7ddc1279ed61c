"""Our own closure, with the compiling of the ontology before it.

What it imports when it is first needed is imported here, since no engine is timed for its imports.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import owlrl  # noqa: F401
import polars  # noqa: F401
import rdflib.plugins.sparql.algebra
import rdflib.plugins.sparql.parser  # noqa: F401

from benchmarks.reasoner import Compile
from kg.reason.closure import Closure

__all__ = ["Reasoner"]


class Reasoner:
    """`kg.reason`: rules over columns of numbers."""

    def __init__(self, compile_rules: Compile) -> None:
        self._compile = compile_rules
        self.clashes = 0

    def prepare(self) -> None:
        """Read and compile the ontology, as the first build does."""
        self._program = self._compile()

    def load(self, path: Path) -> None:
        """Read the text; numbering its terms is part of the closure."""
        self._text = path.read_bytes()

    def close(self) -> None:
        """Number the terms, run the rules and look for contradictions."""
        text, self._text = self._text, b""
        self._closure = Closure.of_n_triples(text, self._program)
        self.clashes = len(self._closure.clashes())

    def inferred(self) -> Iterator[tuple[str, str, str]]:
        """Yield what was added."""
        for line in self._closure.inferred_n_triples().decode().splitlines():
            subject, predicate, value = line.removesuffix(" .").split(" ", 2)
            yield subject, predicate, value

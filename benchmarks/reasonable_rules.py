"""reasonable over the ontology and the data as they are; it has no property chains, and no rules beyond OWL 2 RL."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import reasonable
from rdflib import URIRef

from benchmarks.reasoner import Compile
from kg.paths import ontology_dir

__all__ = ["Reasoner"]


class Reasoner:
    """The reasoner with both files of the ontology."""

    def __init__(self, compile_rules: Compile) -> None:
        del compile_rules  # it reads the axioms themselves
        self._reasoner = reasonable.PyReasoner()
        self.clashes = 0

    def prepare(self) -> None:
        """Read the ontology."""
        for name in ("drama-kg.ttl", "relationships.ttl"):
            self._reasoner.load_file(str(ontology_dir() / name))

    def load(self, path: Path) -> None:
        """Read a file; N-Triples are Turtle, and it goes by the file's name."""
        with tempfile.TemporaryDirectory() as folder:
            turtle = Path(folder) / "data.ttl"
            turtle.symlink_to(path.resolve())
            self._reasoner.load_file(str(turtle))

    def close(self) -> None:
        """Reason; the answer is a list of everything."""
        self._answer = self._reasoner.reason()

    def inferred(self) -> Iterator[tuple[str, str, str]]:
        """Yield everything that relates two named things."""
        for subject, predicate, value in self._answer:
            if isinstance(value, URIRef):
                yield f"<{subject}>", f"<{predicate}>", f"<{value}>"

"""The compiled rules in the language of Nemo, a Datalog engine."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

from nmo_python import NemoEngine, load_string

from benchmarks.reasoner import TYPE, Compile
from kg.reason.rules import Absence, Atom, Comparison, Filter, Rule, is_variable

__all__ = ["Reasoner"]

_IMPORT = "@import triple :- ntriples{{resource = {resource}}} ."


class Reasoner:
    """Nemo with a predicate for each property and each class, which is faster there than one for all triples."""

    def __init__(self, compile_rules: Compile) -> None:
        rules = compile_rules().rules
        self._names: dict[tuple[str, str | None], str] = {}
        self._clashes = self._helpers = 0
        self.clashes = 0
        self._program = "\n".join(text for rule in rules for text in self._rule(rule))
        self._heads = {self._name(rule.head) for rule in rules if rule.head}

    def prepare(self) -> None:
        """Have Nemo parse the program, which names the file that it will read."""
        self._folder = tempfile.TemporaryDirectory(prefix="kg-bench-nemo-")
        columns = "\n".join(self._split(key, name) for key, name in self._names.items())
        outputs = "\n".join(f"@output {name} ." for name in [*sorted(self._heads), *self._clash_names()])
        header = _IMPORT.format(resource=f'"{self._data()}"')
        self._parsed = load_string("\n".join([header, columns, self._program, outputs]))

    def load(self, path: Path) -> None:
        """Put the file in its place and open it; Nemo reads it when it reasons."""
        self._data().symlink_to(path.resolve())
        self._engine = NemoEngine(self._parsed)

    def close(self) -> None:
        """Read the file and add what follows until nothing new does."""
        self._engine.reason()
        self.clashes = sum(1 for name in self._clash_names() for _ in self._engine.result(name))

    def inferred(self) -> Iterator[tuple[str, str, str]]:
        """Yield everything that a rule could add to."""
        for (predicate, kind), name in self._names.items():
            if name in self._heads:
                for subject, *rest in self._engine.result(name):
                    # Texts and numbers come as values of Python or as objects of its own.
                    if isinstance(subject, str) and all(isinstance(value, str) for value in rest):
                        yield subject, predicate, kind or rest[0]

    def _data(self) -> Path:
        return Path(self._folder.name) / "data.nt"

    def _clash_names(self) -> list[str]:
        return [f"clash{number}" for number in range(self._clashes)]

    @staticmethod
    def _split(key: tuple[str, str | None], name: str) -> str:
        predicate, kind = key
        return (
            f"{name}(?s) :- triple(?s, {predicate}, {kind}) ."
            if kind
            else f"{name}(?s, ?o) :- triple(?s, {predicate}, ?o) ."
        )

    def _rule(self, rule: Rule) -> Iterator[str]:
        """Yield a rule, once for each way in which one of its conditions' parts can hold."""
        body = [*map(self._atom, rule.body)]
        helpers = []
        for absence in rule.absent:
            helper = self._helper(rule, absence)
            helpers.append(f"~{helper}")
            yield from _clauses(helper, [*body, *map(self._atom, absence.body)], absence.filters)
        if rule.head is None:
            head = f"clash{self._clashes}({rule.body[0].variables[0]})"
            self._clashes += 1
        else:
            head = self._atom(rule.head)
        yield from _clauses(head, [*body, *helpers], rule.filters)

    def _helper(self, rule: Rule, absence: Absence) -> str:
        """Return a new atom over what a rule and what must not be there have in common."""
        self._helpers += 1
        outer = {variable for atom in rule.body for variable in atom.variables}
        shared = dict.fromkeys(v for atom in absence.body for v in atom.variables if v in outer)
        return f"not{self._helpers}({', '.join(shared)})"

    def _name(self, atom: Atom) -> str:
        """Return the predicate for an atom's property or class."""
        if is_variable(atom.predicate) or (atom.predicate == TYPE and is_variable(atom.object)):
            raise NotImplementedError(f"no relation is named in {atom}")
        key = (atom.predicate, atom.object if atom.predicate == TYPE else None)
        return self._names.setdefault(key, f"r{len(self._names)}")

    def _atom(self, atom: Atom) -> str:
        if atom.predicate == TYPE:
            return f"{self._name(atom)}({atom.subject})"
        return f"{self._name(atom)}({atom.subject}, {atom.object})"


def _clauses(head: str, body: Sequence[str], filters: Sequence[Filter]) -> Iterator[str]:
    """Yield a clause for each choice of one comparison from every filter."""
    for choice in product(*filters):
        parts = [*body, *map(_comparison, choice)]
        yield f"{head} :- {', '.join(parts)} ." if parts else f"{head} ."


def _comparison(comparison: Comparison) -> str:
    if comparison.operator in ("=", "!="):
        return f"{comparison.left} {comparison.operator} {comparison.right}"
    return f"DOUBLE({comparison.left}) {comparison.operator} DOUBLE({comparison.right})"

"""The shortest proof of a statement: rules asked backwards, from what is to be shown to what is asserted.

A proof is a tree, and its length the number of its statements. What is looked at is ordered by how long a proof through
it must be at least. (Cheapest derivations: D. E. Knuth, "A Generalization of Dijkstra's Algorithm", Information
Processing Letters 6, 1977.)
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import count, islice
from typing import Protocol

from kg.reason.literals import number
from kg.reason.program import Program
from kg.reason.rules import SAME_AS, Atom, Comparison, Filter, Rule, is_variable

__all__ = ["EFFORT", "Proof", "Prover", "Statements"]

EFFORT = 20_000
"""Applications of rules that are looked at for one statement."""
_FOR_OTHERS = 150  # and for other ways to know it
_FEW = 100  # answers of a pattern
_ENDLESS = 1 << 40
_COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
_EQUALITY = (
    Rule("eq-sym", Atom("?y", SAME_AS, "?x"), (Atom("?x", SAME_AS, "?y"),)),
    Rule("eq-trans", Atom("?x", SAME_AS, "?z"), (Atom("?x", SAME_AS, "?y"), Atom("?y", SAME_AS, "?z"))),
    Rule("eq-rep-s", Atom("?y", "?p", "?o"), (Atom("?x", SAME_AS, "?y"), Atom("?x", "?p", "?o"))),
    Rule("eq-rep-o", Atom("?s", "?p", "?y"), (Atom("?x", SAME_AS, "?y"), Atom("?s", "?p", "?x"))),
)


class Statements(Protocol):
    """A closed graph."""

    def match(self, pattern: Atom) -> Iterable[Atom]:
        """Return the statements that a pattern fits, asserted or inferred."""

    def is_asserted(self, statement: Atom) -> bool:
        """Tell whether some source says it."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a statement holds: by ``rule`` from ``premises``, or because it is asserted, where ``rule`` is None."""

    statement: Atom
    rule: Rule | None = None
    premises: tuple[Proof, ...] = ()

    @property
    def steps(self) -> int:
        """How many statements the tree has."""
        return 1 + sum(premise.steps for premise in self.premises)

    def statements(self) -> Iterator[Atom]:
        """Yield every statement of the tree."""
        yield self.statement
        for premise in self.premises:
            yield from premise.statements()

    def leaves(self) -> tuple[Atom, ...]:
        """Return the asserted statements that it rests on, each once."""
        if self.rule is None:
            return (self.statement,)
        return tuple(dict.fromkeys(leaf for premise in self.premises for leaf in premise.leaves()))


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    rule: Rule
    premises: tuple[Atom, ...]


class Prover:
    """Finds proofs under a program in a closed graph.

    ``effort`` is how many applications of rules are looked at for one statement before a search is given up.
    """

    def __init__(self, program: Program, statements: Statements, effort: int = EFFORT) -> None:
        self._program = program
        self._statements = statements
        self._effort = self._left = effort
        self._ways: dict[Atom, list[_Step]] = {}
        self._users: dict[Atom, list[tuple[Atom, _Step]]] = {}
        self._cheapest: dict[Atom, tuple[int, _Step | None]] = {}
        self._settled: set[Atom] = set()
        # What is not asserted needs a premise, but where something follows from nothing.
        self._least = 2 if all(rule.body for rule in program.rules) else 1

    @cached_property
    def _equality(self) -> bool:
        return any(True for _ in self._statements.match(Atom("?x", SAME_AS, "?y")))

    def proof(self, statement: Atom) -> Proof | None:
        """Return a shortest proof; None where the statement does not hold, or where the search was given up."""
        if self._statements.is_asserted(statement):
            return Proof(statement)
        self._left = self._effort
        self._reach(statement)
        return self._build(statement, self._cheapest.get(statement, (0, None))[1])

    def proofs(self, statement: Atom, most: int = 5) -> list[Proof]:
        """Return proofs that rest on different statements, shortest first; of what is asserted, that alone."""
        best = self.proof(statement)
        if best is None or best.rule is None:
            return [best] if best else []
        self._left = min(self._effort, _FOR_OTHERS)
        for step in self._ways[statement]:
            for premise in step.premises:
                if premise not in self._cheapest:
                    self._reach(premise)
        found = [best]
        for step in sorted(self._ways[statement], key=lambda one: (self._cost(one), repr(one.premises))):
            proof = self._build(statement, step)
            if proof is not None and all(set(proof.leaves()) != set(other.leaves()) for other in found):
                found.append(proof)
            if len(found) >= most:
                break
        return found

    def _reach(self, goal: Atom) -> None:
        """Look backwards from a statement until its cheapest proof is known.

        What is looked at next is what the cheapest proof could use, counting one for each statement not known yet.
        """
        waiting, done, order = [(0, 0, goal)], set(), count(1)
        while waiting and self._left > 0:
            elsewhere, _, statement = heappop(waiting)
            if elsewhere + self._least >= self._price(goal, _ENDLESS):
                break
            if statement in done:
                continue
            done.add(statement)
            for step in self._ways_to(statement):
                whole = elsewhere + 1 + sum(self._at_least(premise) for premise in step.premises)
                for premise in step.premises:
                    if premise not in done and self._price(premise, _ENDLESS) > 1:
                        heappush(waiting, (whole - self._at_least(premise), next(order), premise))
        if self._left > 0:
            self._settled.add(goal)

    def _ways_to(self, statement: Atom) -> list[_Step]:
        """Return the steps that give a statement; what is asserted needs none."""
        found = self._ways.get(statement)
        if found is None:
            if self._statements.is_asserted(statement):
                found = []
                self._improve(statement, 1, None)
            else:
                found = list(self._steps(statement))
            self._ways[statement] = found
            for step in found:
                for premise in step.premises:
                    if premise not in self._users and self._statements.is_asserted(premise):
                        self._improve(premise, 1, None)
                    self._users.setdefault(premise, []).append((statement, step))
            for step in found:
                self._improve(statement, self._cost(step), step)
        return found

    def _improve(self, statement: Atom, cost: int, step: _Step | None) -> None:
        """Note a cheaper way to a statement, and what that makes cheaper."""
        better: list[tuple[Atom, int, _Step | None]] = [(statement, cost, step)]
        while better:
            statement, cost, step = better.pop()
            if cost < self._price(statement, _ENDLESS):
                self._cheapest[statement] = (cost, step)
                better += [(user, self._cost(way), way) for user, way in self._users.get(statement, ())]

    def _at_least(self, statement: Atom) -> int:
        """Return what no proof of a statement is shorter than; the one found so far may not be the shortest."""
        price = self._price(statement, self._least)
        return price if price == 1 or statement in self._settled else self._least

    def _price(self, statement: Atom, unknown: int) -> int:
        found = self._cheapest.get(statement)
        return unknown if found is None else found[0]

    def _cost(self, step: _Step) -> int:
        return 1 + sum(self._price(premise, _ENDLESS) for premise in step.premises)

    def _build(self, statement: Atom, step: _Step | None) -> Proof | None:
        """Return the cheapest proof of a statement that ends with a step; None where there is none without a circle."""
        if step is None:
            return Proof(statement) if self._price(statement, _ENDLESS) == 1 else None
        premises = []
        for premise in step.premises:
            proof = self._build(premise, self._cheapest[premise][1]) if premise in self._cheapest else None
            if proof is None or statement in proof.statements():
                return None
            premises.append(proof)
        return Proof(statement, step.rule, tuple(premises))

    def _steps(self, statement: Atom) -> Iterator[_Step]:
        """Yield the applications of rules that give a statement."""
        rules: Sequence[Rule] = self._program.by_head.get(statement.relation, ())
        for rule in (*rules, *(_EQUALITY if self._equality else ())):
            binding = _unify(rule.head, statement, {}) if rule.head else None
            if binding is None:
                continue
            for solution in self._solve(list(rule.body), binding, rule.filters):
                self._left -= 1
                if self._left <= 0:
                    return
                premises = tuple(atom.under(solution) for atom in rule.body)
                if rule in _EQUALITY and '"' in (premises[0].subject[0], premises[0].object[0]):
                    continue  # a literal is the same as nothing else
                if statement not in premises and not self._is_blocked(rule, solution):
                    yield _Step(rule, premises)

    def _is_blocked(self, rule: Rule, solution: Mapping[str, str]) -> bool:
        return any(
            True for absence in rule.absent for _ in self._solve(list(absence.body), dict(solution), absence.filters)
        )

    def _narrowest(self, body: Sequence[Atom], binding: Mapping[str, str]) -> Atom:
        """Return the pattern to ask next: few unknown terms, no class, and few answers as far as a look tells."""
        # Classes have many members, things few statements.
        keys = [(sum(v not in binding for v in one.variables), bool(one.relation[1])) for one in body]
        best = [atom for atom, key in zip(body, keys, strict=True) if key == min(keys)]
        if len(best) > 1 and min(keys)[0] > 0:
            for atom in best:
                answers = self._statements.match(atom.under(binding))
                if sum(1 for _ in islice(answers, _FEW)) < _FEW:
                    return atom
        return best[0]

    def _solve(self, body: list[Atom], binding: dict[str, str], filters: Sequence[Filter]) -> Iterator[dict[str, str]]:
        """Yield the bindings under which every pattern is a statement and every filter holds."""
        if not body:
            if all(any(_holds(test, binding) for test in one) for one in filters):
                yield binding
            return
        atom = self._narrowest(body, binding)
        rest = [other for other in body if other is not atom]
        for statement in self._statements.match(atom.under(binding)):
            more = _unify(atom, statement, binding)
            if more is not None:
                yield from self._solve(rest, more, filters)


def _unify(pattern: Atom, statement: Atom, binding: Mapping[str, str]) -> dict[str, str] | None:
    """Return the binding under which a pattern is a statement, or None."""
    found = dict(binding)
    for slot, term in zip(pattern.terms, statement.terms, strict=True):
        if is_variable(slot):
            if found.setdefault(slot, term) != term:
                return None
        elif slot != term:
            return None
    return found


def _holds(test: Comparison, binding: Mapping[str, str]) -> bool:
    left, right = binding.get(test.left, test.left), binding.get(test.right, test.right)
    if test.operator in ("=", "!="):
        return (left == right) == (test.operator == "=")
    one, other = number(left), number(right)
    return one is not None and other is not None and bool(_COMPARE[test.operator](one, other))

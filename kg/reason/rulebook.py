"""The rules of a program in numbers: made once, and used for every closure under it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.reason.columns import Numbers
from kg.reason.facts import Facts, repeat_ranges, sorted_set
from kg.reason.join import Plan, Planner
from kg.reason.rules import SAME_AS, TYPE, Rule

__all__ = ["LinearRules", "Rulebook"]


class Rulebook:
    """Rules in numbers.

    ``relations`` and ``terms`` are what rules name, in the order of their numbers: relations from 0, terms from 1.
    ``type`` and ``same`` are the numbers of rdf:type as a term and of owl:sameAs as a relation.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        planner = Planner(TYPE)
        self.type = planner.term(TYPE)
        self.same = planner.relation("property", SAME_AS)
        plans = [planner.plan(rule) for rule in rules]
        for _, name in planner.relations:
            planner.term(name)
        self.relations = tuple(planner.relations)
        self.terms = tuple(planner.terms)
        self.linear = LinearRules([plan for plan in plans if plan.linear], len(self.relations))
        self.joins = [plan for plan in plans if plan.head is not None and not plan.linear]
        self.conclusions = [plan for plan in plans if plan.head is not None]
        self.contradictions = [plan for plan in plans if plan.head is None]
        self.needs = {plan: plan.needs for plan in self.joins}
        self.users: dict[int, list[Plan]] = {}
        for plan in self.joins:
            for relation in dict.fromkeys(pattern.relation for pattern in plan.body):
                self.users.setdefault(relation, []).append(plan)


class LinearRules:
    """Rules with one pattern and no condition, as a table from each relation to what follows."""

    def __init__(self, plans: Sequence[Plan], relations: int) -> None:
        rows = sorted({self._row(plan) for plan in plans})
        table = np.array(rows, dtype=np.int64).reshape(-1, 6)
        # The last two are for every relation that no rule names.
        self._starts = np.searchsorted(table[:, 0], np.arange(relations + 2))
        self._last = relations
        self._target, self._first, self._first_term, self._second, self._second_term = table[:, 1:].T

    @staticmethod
    def _row(plan: Plan) -> tuple[int, ...]:
        """Return source, target, and where each term is from: 0 and 1 a term of the fact, 2 the number beside it."""
        body, head = plan.body[0], plan.conclusion

        def place(slot: str | int) -> tuple[int, int]:
            return (2, slot) if isinstance(slot, int) else (0 if slot == body.first else 1, 0)

        return (body.relation, head.relation, *place(head.first), *place(head.second))

    def apply(self, facts: Facts, fresh: Numbers) -> Numbers:
        """Return what follows from facts, sorted."""
        relation, first, second = facts.packing.unpack(fresh)
        relation = np.minimum(relation, self._last)
        starts = self._starts[relation]
        which, rule = repeat_ranges(starts, self._starts[relation + 1] - starts)
        one, other = first[which], second[which]

        def term(place: NDArray[np.int64], constant: NDArray[np.int64]) -> Numbers:
            code = place[rule]
            return np.where(code == 0, one, np.where(code == 1, other, constant[rule]))

        keys = facts.packing.pack(
            self._target[rule], term(self._first, self._first_term), term(self._second, self._second_term)
        )
        return sorted_set(keys)

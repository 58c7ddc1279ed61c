"""Running rules to a fixpoint, semi-naively: each round asks only what the facts of the last one make new.

Rules with one pattern, which are most of an ontology's, run together as one look-up in a table; the others are joined
with `kg.reason.join`. Facts that follow from owl:sameAs are made from its classes of equal terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kg.reason.columns import Numbers, Terms
from kg.reason.facts import Facts, difference, found_in, repeat_ranges, sorted_set
from kg.reason.join import Bindings, Pattern, Plan, solve
from kg.reason.rulebook import Rulebook

__all__ = ["PORTION", "Engine"]

PORTION = 1 << 18
"""Facts that are asked at a time, so that what they give stays small beside the facts themselves."""
_NONE: Numbers = np.empty(0, dtype=np.int64)


class Engine:
    """Rules over a set of facts that it adds to."""

    def __init__(self, rules: Rulebook, facts: Facts, terms: Terms) -> None:
        self.facts = facts
        self._rules = rules
        self._terms = terms

    def axiomatic(self) -> Numbers:
        """Return what follows from nothing."""
        plans = [plan for plan in self._rules.joins if not plan.body]
        return sorted_set(*(self._packed(plan, Bindings({}, 1)) for plan in plans))

    def run(self, fresh: Numbers) -> None:
        """Add facts, sorted and new, and all that follows.

        Rules with something absent wait until the others are done: owl:sameAs may yet put it there.
        """
        self.facts.add(fresh)
        self.propagate(fresh, defeasible=False)
        waiting = [plan for plan in self._rules.joins if plan.absent and self._may_fire(plan)]
        answers = [(plan, self._solve(plan, plan.body, Bindings({}, 1))) for plan in waiting]
        made = sorted_set(*(self._packed(plan, found) for plan, found in answers if found.length))
        fresh = difference(made, self.facts.keys)
        self.facts.add(fresh)
        self.propagate(fresh)

    def propagate(self, fresh: Numbers, *, defeasible: bool = True) -> Numbers:
        """Add all that follows from known facts that have not been asked yet; return what was added."""
        added = []
        while len(fresh):
            fresh = self.consequences(fresh, beyond=self.facts.keys, defeasible=defeasible)
            self.facts.add(fresh)
            added.append(fresh)
        return sorted_set(*added)

    def consequences(self, fresh: Numbers, *, beyond: Numbers = _NONE, defeasible: bool = True) -> Numbers:
        """Return what follows in one step from known facts, one of ``fresh`` among them, but for ``beyond``."""
        found: Numbers = _NONE
        for start in range(0, len(fresh), PORTION):
            made = self._rules.linear.apply(self.facts, fresh[start : start + PORTION])
            found = sorted_set(found, difference(made, beyond))
        others = sorted_set(*self._joined(fresh, defeasible=defeasible), *self._equal(fresh))
        return sorted_set(found, difference(others, beyond))

    def _joined(self, fresh: Numbers, *, defeasible: bool) -> Iterable[Numbers]:
        packing = self.facts.packing
        delta = Facts(packing, fresh)
        for plan in dict.fromkeys(plan for one in delta.relations for plan in self._rules.users.get(one, ())):
            if (plan.absent and not defeasible) or not self._may_fire(plan):
                continue
            # A solution is found where the first of its fresh facts is: not behind a relation that is fresh as a whole.
            for place in sorted(range(len(plan.body)), key=lambda n: len(self.facts.of(plan.body[n].relation))):
                relation = plan.body[place].relation
                _, first, second = packing.unpack(delta.of(relation))
                start = Bindings.of(plan.body[place], first, second)
                if start.length:
                    rest = [pattern for number, pattern in enumerate(plan.body) if number != place]
                    found = self._solve(plan, rest, start)
                    if found.length:
                        yield self._packed(plan, found)
                if len(first) == len(self.facts.of(relation)):
                    break

    def _may_fire(self, plan: Plan) -> bool:
        """Tell whether there are facts of every relation that a rule needs."""
        return self._rules.needs[plan] <= self.facts.relations

    def _solve(self, plan: Plan, body: Sequence[Pattern], start: Bindings) -> Bindings:
        wanted = plan.head.variables if plan.head else None
        return solve(self.facts, self._terms, body, plan.filters, plan.absent, start, wanted)

    def _packed(self, plan: Plan, found: Bindings) -> Numbers:
        head = plan.conclusion
        first, second = found.column(head.first), found.column(head.second)
        return sorted_set(self.facts.packing.pack(head.relation, first, second))

    def derivable(self, candidates: Numbers) -> Numbers:
        """Return those of some facts that follow in one step from what is known."""
        packing = self.facts.packing
        asked = Facts(packing, candidates)
        present = set(sorted_set(candidates >> (2 * packing.bits)).tolist())
        found = []
        for plan in self._rules.conclusions:
            head = plan.head
            if head is not None and head.relation in present:
                _, first, second = packing.unpack(asked.of(head.relation))
                start = Bindings.of(head, first, second)
                answer = self._solve(plan, plan.body, start)
                if answer.length:
                    found.append(self._packed(plan, answer))
        return sorted_set(*found)

    def unsettled(self, changed: Numbers) -> Numbers:
        """Return what rules may conclude, or no longer, because of changed facts that must be absent."""
        packing = self.facts.packing
        delta = Facts(packing, changed)
        found = []
        for plan in self._rules.joins:
            for missing in plan.absent:
                for pattern in missing.body:
                    _, first, second = packing.unpack(delta.of(pattern.relation))
                    start = Bindings.of(pattern, first, second)
                    if start.length:
                        # Without its absences: whether they hold is for `derivable` to see.
                        kept = start.only({v for one in plan.body for v in one.variables})
                        answer = self._solve(replace(plan, absent=()), plan.body, kept)
                        if answer.length:
                            found.append(self._packed(plan, answer))
        return sorted_set(*found)

    def contradictions(self, most: int) -> list[tuple[Plan, dict[str, int]]]:
        """Return contradictions, at most so many: the rule and the terms of its variables."""
        found: list[tuple[Plan, dict[str, int]]] = []
        for plan in self._rules.contradictions:
            answer = solve(self.facts, self._terms, plan.body, plan.filters, plan.absent, Bindings({}, 1))
            for row in range(min(answer.length, most - len(found))):
                found.append((plan, {name: int(column[row]) for name, column in answer.columns.items()}))
        return found

    @property
    def equality(self) -> bool:
        """Whether anything is the same as something else."""
        return len(self.facts.of(self._rules.same)) > 0

    def _equal(self, fresh: Numbers) -> Iterable[Numbers]:
        """Yield what follows from terms being the same: eq-sym, eq-trans, eq-rep-s and eq-rep-o."""
        if not self.equality:
            return
        packing = self.facts.packing
        pairs = self.facts.of(self._rules.same)
        classes = _EqualTerms(*packing.unpack(pairs)[1:], self._terms)
        told = bool(found_in(fresh, pairs).any())
        keys = self.facts.keys if told else fresh
        relation, first, second = packing.unpack(keys)
        rows = np.flatnonzero(classes.touches(first) | classes.touches(second))
        relation, first, second = relation[rows], first[rows], second[rows]
        which, first = classes.expand(first)
        relation, second = relation[which], second[which]
        which, second = classes.expand(second)
        relation, first = relation[which], first[which]
        keep = (relation != self._rules.same) | (first != second)
        yield sorted_set(packing.pack(relation[keep], first[keep], second[keep]))


class _EqualTerms:
    """The classes of terms that are the same, from pairs; a literal is the same as nothing else."""

    def __init__(self, one: Numbers, other: Numbers, terms: Terms) -> None:
        self._terms = sorted_set(one, other)
        literal = terms.literals(self._terms)
        one, other = np.searchsorted(self._terms, one), np.searchsorted(self._terms, other)
        plain = ~(literal[one] | literal[other])
        one, other = one[plain], other[plain]
        label = np.arange(len(self._terms))
        while True:
            lowest = label.copy()
            np.minimum.at(lowest, one, label[other])
            np.minimum.at(lowest, other, label[one])
            lowest = lowest[lowest]
            if (lowest == label).all():
                break
            label = lowest
        self._members = np.argsort(label, kind="stable")
        ordered = label[self._members]
        self._start = np.searchsorted(ordered, label)
        self._size = np.searchsorted(ordered, label, side="right") - self._start

    def _places(self, terms: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
        places = np.searchsorted(self._terms, terms)
        places[places == len(self._terms)] = 0
        return places, self._terms[places] == terms

    def touches(self, terms: Numbers) -> NDArray[np.bool_]:
        """Tell which terms are the same as another."""
        places, known = self._places(terms)
        return known & (self._size[places] > 1)

    def expand(self, terms: Numbers) -> tuple[Numbers, Numbers]:
        """Return every term that is the same as each of some, with the row that it is for."""
        places, known = self._places(terms)
        which, member = repeat_ranges(np.where(known, self._start[places], 0), np.where(known, self._size[places], 1))
        return which, np.where(known[which], self._terms[self._members[member]], terms[which])

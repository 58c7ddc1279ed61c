"""The closure of triples under a program: what follows, what contradicts itself, and how a change changes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from pyoxigraph import RdfFormat, Triple, serialize

from kg.reason.columns import Numbers, Terms, triples_of
from kg.reason.facts import Facts, Packing, difference, found_in, sorted_set
from kg.reason.fixpoint import Engine
from kg.reason.join import Bindings, Pattern, solve
from kg.reason.literals import differ
from kg.reason.program import Program
from kg.reason.rules import SAME_AS, TYPE, Atom, is_variable
from kg.vocab import OWL

__all__ = ["Clash", "Closure"]

_MOST_CLASHES = 50


@dataclass(frozen=True, slots=True)
class Clash:
    """A contradiction: the name of its rule, the axioms, and the statements that cannot all be true."""

    rule: str
    axioms: tuple[Atom, ...]
    statements: tuple[Atom, ...]


class Closure:
    """A set of triples and everything that follows from it.

    >>> from kg.ontology import load_ontology
    >>> from pyoxigraph import NamedNode, Triple
    >>> from kg.vocab import DKG
    >>> one, other = NamedNode("urn:one"), NamedNode("urn:other")
    >>> closure = Closure.of([Triple(one, DKG.sequelOf, other)], Program.of(load_ontology()))
    >>> [str(triple) for triple in closure.inferred() if triple.predicate.value.endswith("hasSequel")]
    ['<urn:other> <https://w3id.org/drama-kg/ontology#hasSequel> <urn:one>']
    """

    def __init__(self, program: Program, terms: Terms | None = None) -> None:
        self._program = program
        self._rules = program.rulebook
        self._terms = terms or Terms(self._rules.terms)
        self._relations = {pair: number for number, pair in enumerate(self._rules.relations)}
        self._engine: Engine
        self._asserted: Numbers

    @classmethod
    def of(cls, triples: Iterable[Triple], program: Program) -> Closure:
        """Close triples. Raises ValueError for more terms than a closure can number (tens of millions)."""
        return cls.of_n_triples(serialize(triples, format=RdfFormat.N_TRIPLES) or b"", program)

    @classmethod
    def of_n_triples(cls, text: bytes, program: Program) -> Closure:
        """Close triples given as canonical N-Triples, as `pyoxigraph.serialize` writes them."""
        closure = cls(program)
        rows = closure._terms.encode(text)
        del text  # nobody else may have it, and it is larger than what was made of it
        if program.facts:
            rows = np.concatenate([rows, closure._terms.encode("\n".join((*program.facts, "")).encode())])
        closure._number_relations(rows)
        closure._close(closure._keys(rows))
        return closure

    def _close(self, asserted: Numbers) -> None:
        self._start(asserted, asserted[:0])
        self._engine.run(sorted_set(asserted, self._engine.axiomatic()))

    def _number_relations(self, rows: Numbers) -> None:
        """Give a number to every property and class that triples use."""
        typed = rows[:, 1] == self._rules.type
        for kind, column in (("property", rows[~typed, 1]), ("class", rows[typed, 2])):
            for name in self._terms.text(sorted_set(column)):
                self._relations.setdefault((kind, name), len(self._relations))

    def _start(self, asserted: Numbers, known: Numbers) -> None:
        self._asserted = asserted
        self._engine = Engine(self._rules, Facts(self._packing(), known), self._terms)

    def _packing(self) -> Packing:
        packing = Packing.of(len(self._relations))
        if len(self._terms) > packing.mask:
            raise ValueError(f"{len(self._terms):,} terms; a closure can number {packing.mask:,}")
        return packing

    def _keys(self, rows: Numbers) -> Numbers:
        """Return rows of subject, predicate and object as sorted keys."""
        numbers = self._terms.numbers([name for _, name in self._relations])
        by_property = np.full(len(self._terms) + 1, -1, dtype=np.int64)
        by_class = by_property.copy()
        for (kind, _), number, relation in zip(self._relations, numbers.tolist(), range(len(numbers)), strict=True):
            (by_class if kind == "class" else by_property)[number] = relation
        subject, predicate, value = rows.T
        typed = predicate == self._rules.type
        relation = np.where(typed, by_class[value], by_property[predicate])
        return sorted_set(self._packing().pack(relation, subject, np.where(typed, 0, value)))

    def _rows(self, keys: Numbers) -> Numbers:
        """Return keys as rows of subject, predicate and object, without what is no statement about a thing.

        Left out are literals as subjects, classes without a name, owl:Thing, and things that are the same as
        themselves or as a literal.
        """
        relations = list(self._relations)
        names = self._terms.numbers([name for _, name in relations])
        is_class = np.array([kind == "class" for kind, _ in relations], dtype=bool)
        hidden = np.array([name.startswith("_:") or name == f"<{OWL.base}Thing>" for _, name in relations], dtype=bool)
        relation, first, second = self._engine.facts.packing.unpack(keys)
        typed = is_class[relation]
        rows = np.stack(
            [first, np.where(typed, self._rules.type, names[relation]), np.where(typed, names[relation], second)],
            axis=1,
        )
        same = relation == self._rules.same
        terms = sorted_set(first, second[same])
        literal = terms[self._terms.literals(terms)] if len(terms) else terms
        alike = same & ((first == second) | found_in(second, literal))
        kept: Numbers = rows[~(hidden[relation] | found_in(first, literal) | alike)]
        return kept

    def inferred_n_triples(self) -> bytes:
        """Return what follows and was not asserted, as N-Triples."""
        return self._terms.decode(self._rows(difference(self._engine.facts.keys, self._asserted)))

    def inferred(self) -> Iterator[Triple]:
        """Yield what follows and was not asserted."""
        return iter(triples_of(self.inferred_n_triples()))

    def __len__(self) -> int:
        """How many facts there are, asserted (where a rule uses them) and inferred."""
        return len(self._engine.facts)

    def clashes(self) -> list[Clash]:
        """Return contradictions, each with the statements that cannot all be true; the first fifty."""
        found = []
        for plan, binding in self._engine.contradictions(_MOST_CLASHES):
            values = dict(zip(binding, self._terms.text(np.array(list(binding.values()), dtype=np.int64)), strict=True))
            statements = tuple(atom.under(values) for atom in plan.rule.body)
            found.append(Clash(plan.rule.name, plan.rule.axioms, statements))
        return [*found, *islice(self._unequal_values(), _MOST_CLASHES - len(found))]

    def _unequal_values(self) -> Iterator[Clash]:
        """Yield literals that would have to be the same and have different values."""
        _, one, other = self._engine.facts.packing.unpack(self._engine.facts.of(self._rules.same))
        if not len(one):
            return
        rows = self._terms.literals(one) & self._terms.literals(other)
        for left, right in zip(self._terms.text(one[rows]), self._terms.text(other[rows]), strict=True):
            if left < right and differ(left, right):
                yield Clash("dt-diff", (), (Atom(left, SAME_AS, right),))

    def match(self, pattern: Atom) -> Iterator[Atom]:
        """Yield the statements that a pattern fits, asserted or inferred, one at a time; for proofs, not for many."""
        if is_variable(pattern.predicate):
            for kind, name in list(self._relations):
                if kind == "class" and is_variable(pattern.object):
                    yield from self.match(Atom(pattern.subject, TYPE, name))
                elif kind == "property":
                    yield from self.match(pattern.under({pattern.predicate: name}))
            return
        single = self._single(pattern)
        if single is None:
            return
        answer = solve(self._engine.facts, self._terms, [single], (), (), Bindings({}, 1))
        columns = {name: self._terms.text(column) for name, column in answer.columns.items()}
        for row in range(answer.length):
            yield pattern.under({name: column[row] for name, column in columns.items()})

    def is_asserted(self, statement: Atom) -> bool:
        """Tell whether a statement was given."""
        single = self._single(statement)
        if single is None or single.variables:
            return False
        key = self._packing().pack(np.array([single.relation]), single.first, single.second)  # type: ignore[arg-type]
        return bool(found_in(key, self._asserted)[0])

    def _single(self, pattern: Atom) -> Pattern | None:
        """Return a pattern in numbers, or None where no fact has its relation."""
        typed = pattern.predicate == TYPE
        relation = self._relations.get(("class", pattern.object) if typed else ("property", pattern.predicate))
        if relation is None:
            return None
        constants = [term for term in (pattern.subject, pattern.object) if not is_variable(term)]
        numbers = dict(zip(constants, self._terms.numbers(constants).tolist(), strict=True))
        first = numbers.get(pattern.subject, pattern.subject)
        return Pattern(relation, first, 0 if typed else numbers.get(pattern.object, pattern.object))

    def update(self, removed: Iterable[Triple], added: Iterable[Triple]) -> tuple[set[Triple], set[Triple]]:
        """Take asserted triples away and assert others; return what is no longer inferred, and what newly is.

        The result equals the closure of the changed triples (delete and rederive: A. Gupta, I. S. Mumick and V. S.
        Subrahmanian, "Maintaining Views Incrementally", SIGMOD 1993).
        """
        own = set(self._program.facts)  # what the ontology says is not for data to take away
        kept = (triple for triple in removed if f"{triple} ." not in own)
        gone_rows, fresh_rows = self._terms.encode_triples(kept), self._terms.encode_triples(added)
        self._fit(np.concatenate([gone_rows, fresh_rows]))
        asserted, known = self._asserted, self._engine.facts.keys
        gone = _among(self._keys(gone_rows), asserted)
        fresh = difference(self._keys(fresh_rows), asserted)
        now_asserted = sorted_set(difference(asserted, gone), fresh)
        if self._engine.equality:
            self._close(now_asserted)
            touched = sorted_set(known, self._engine.facts.keys)
        else:
            self._asserted = now_asserted
            touched = self._delete_and_rederive(gone, fresh)
            if self._engine.equality:
                # What must be absent may follow now, which the rules above are right only without.
                self._close(now_asserted)
                touched = sorted_set(known, self._engine.facts.keys)
        before = found_in(touched, known) & ~found_in(touched, asserted)
        after = found_in(touched, self._engine.facts.keys) & ~found_in(touched, now_asserted)
        return self._triples(touched[before & ~after]), self._triples(touched[after & ~before])

    def _fit(self, rows: Numbers) -> None:
        """Make room for relations that are new."""
        count, packing = len(self._relations), self._packing()
        self._number_relations(rows)
        if len(self._relations) == count:
            return
        keys = [self._asserted, self._engine.facts.keys]
        if self._packing() != packing:
            keys = [np.sort(self._packing().pack(*packing.unpack(column))) for column in keys]
        self._start(*keys)

    def _delete_and_rederive(self, gone: Numbers, fresh: Numbers) -> Numbers:
        """Change the facts; return all that were touched."""
        engine = self._engine
        changed = sorted_set(gone, fresh)
        doubtful = engine.unsettled(changed)
        unsure = self._resting_on(sorted_set(gone, difference(_among(doubtful, engine.facts.keys), self._asserted)))
        engine.facts.remove(unsure)
        engine.facts.add(difference(fresh, engine.facts.keys))
        doubtful = sorted_set(sorted_set(doubtful, engine.unsettled(changed)), unsure)
        back = engine.derivable(difference(doubtful, engine.facts.keys))
        engine.facts.add(back)
        gained = engine.propagate(sorted_set(fresh, back))
        return sorted_set(changed, unsure, back, gained)

    def _resting_on(self, gone: Numbers) -> Numbers:
        """Return facts, and all that some proof of them is used for and nobody asserts."""
        engine = self._engine
        everything, frontier = gone, gone
        while len(frontier):
            reached = _among(engine.consequences(frontier), engine.facts.keys)
            frontier = difference(difference(reached, everything), self._asserted)
            everything = sorted_set(everything, frontier)
        return everything

    def _triples(self, keys: Numbers) -> set[Triple]:
        return set(triples_of(self._terms.decode(self._rows(keys))))

    def save(self, folder: Path) -> None:
        """Write the closure to a new folder, for `open`."""
        folder.mkdir()
        self._terms.save(folder / "terms.txt")
        np.save(folder / "asserted.npy", self._asserted)
        np.save(folder / "known.npy", self._engine.facts.keys)
        relations = [list(pair) for pair in self._relations]
        meta = {"relations": relations, "bits": self._packing().bits, "program": self._program.digest}
        (folder / "closure.json").write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path, program: Program) -> Closure:
        """Read what `save` wrote.

        Raises ValueError where it was made by another program, and OSError where there is none.
        """
        meta = json.loads((folder / "closure.json").read_text(encoding="utf-8"))
        if meta["program"] != program.digest:
            raise ValueError(f"{folder} was closed under another ontology")
        closure = cls(program, Terms.open(folder / "terms.txt"))
        # The rules' relations come first, and so have the numbers they had.
        for kind, name in meta["relations"]:
            closure._relations.setdefault((kind, name), len(closure._relations))
        if [list(pair) for pair in closure._relations] != meta["relations"]:
            raise ValueError(f"{folder} was closed under another ontology")
        asserted, known = (np.load(folder / f"{name}.npy", allow_pickle=False) for name in ("asserted", "known"))
        closure._start(asserted, known)
        return closure


def _among(keys: Numbers, of: Numbers) -> Numbers:
    """Return the keys that are in a sorted column."""
    return keys[found_in(keys, of)]

"""The compiled rules as SPARQL updates, run by Oxigraph alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import networkx as nx
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

from benchmarks.reasoner import TYPE, Compile
from kg.reason.rules import Absence, Atom, Filter, Rule

__all__ = ["Reasoner"]

Relation = tuple[str, str]
"""A property and "", or rdf:type and a class."""


class Reasoner:
    """A store, and rules in the order in which they need each other."""

    def __init__(self, compile_rules: Compile) -> None:
        rules = compile_rules().rules
        self._steps = list(_order(rules))
        self._checks = [_ask(rule) for rule in rules if rule.head is None]
        self._store = Store()
        self.clashes = 0

    def prepare(self) -> None:
        """Nothing: the rules are given."""

    def load(self, path: Path) -> None:
        """Read a file of N-Triples into memory."""
        self._store.load(path=str(path), format=RdfFormat.N_TRIPLES)

    def close(self) -> None:
        """Run each group of rules once, or until nothing new follows where they need themselves."""
        for relations, updates, recursive in self._steps:
            before = -1
            while (now := self._count(relations) if recursive else 0) != before:
                before = now
                for update in updates:
                    self._store.update(update)
        self.clashes = sum(bool(self._store.query(check)) for check in self._checks)

    def inferred(self) -> Iterator[tuple[str, str, str]]:
        """Yield everything that relates two named things."""
        for quad in self._store:
            if isinstance(quad.object, NamedNode):
                yield str(quad.subject), str(quad.predicate), str(quad.object)

    def _count(self, relations: Sequence[Relation]) -> int:
        return sum(self._count_one(predicate, value or "?o") for predicate, value in relations)

    def _count_one(self, predicate: str, value: str) -> int:
        found = self._store.query(f"SELECT (COUNT(*) AS ?n) {{ ?s {predicate} {value} }}")
        assert isinstance(found, QuerySolutions)
        return int(next(found)["n"].value)


def _order(rules: Sequence[Rule]) -> Iterator[tuple[list[Relation], list[str], bool]]:
    """Yield relations that need each other, the updates that add to them, and whether to repeat those."""
    needs: nx.DiGraph[Relation] = nx.DiGraph()
    updates: dict[Relation, list[str]] = {}
    for rule in rules:
        if rule.head:
            head = _relation(rule.head)
            updates.setdefault(head, []).append(_insert(rule))
            needs.add_edges_from((_relation(atom), head) for atom in rule.body)
            needs.add_node(head)
    groups = nx.condensation(needs)
    for group in nx.topological_sort(groups):
        members = sorted(groups.nodes[group]["members"])
        recursive = len(members) > 1 or needs.has_edge(members[0], members[0])
        found = [update for member in members for update in updates.get(member, ())]
        if found:
            yield members, found, recursive


def _relation(atom: Atom) -> Relation:
    return (atom.predicate, atom.object if atom.predicate == TYPE else "")


def _insert(rule: Rule) -> str:
    assert rule.head is not None
    return f"INSERT {{ {_triple(rule.head)} }} WHERE {{ {_where(rule)} }}"


def _ask(rule: Rule) -> str:
    return f"ASK {{ {_where(rule)} }}"


def _where(rule: Rule) -> str:
    return " ".join([*map(_triple, rule.body), *map(_filter, rule.filters), *map(_absent, rule.absent)])


def _triple(atom: Atom) -> str:
    return f"{' '.join(atom.terms)} ."


def _filter(one_of: Filter) -> str:
    return f"FILTER({' || '.join(f'{c.left} {c.operator} {c.right}' for c in one_of)})"


def _absent(absence: Absence) -> str:
    return f"FILTER NOT EXISTS {{ {' '.join([*map(_triple, absence.body), *map(_filter, absence.filters)])} }}"

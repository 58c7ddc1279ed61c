"""The shapes of a Turtle file as checks of one node."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.validate.facts import Facts, Term, UnknownShapeError
from kg.vocab import OWL, RDF, RDFS, XSD

__all__ = ["CompiledShapes"]

_SH = "http://www.w3.org/ns/shacl#"
_TARGETS = frozenset(("targetClass", "targetSubjectsOf", "targetNode"))
_SILENT = frozenset(("message", "name", "description", "order"))
_LEXICAL = {
    XSD.integer: r"[+-]?[0-9]+",
    XSD.decimal: r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)",
    XSD.boolean: r"true|false|1|0",
    XSD.date: r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|"
    r"[0-9]{4}-(0[13-9]|1[0-2])-(29|30)|[0-9]{4}-(0[13578]|1[02])-31",
}
_CLASSES = (OWL.Class, NamedNode(RDFS.base + "Class"))

Ways = Callable[[Facts, Term], set[Term]]
Check = Callable[[Facts, Term], bool]


class CompiledShapes:
    """Turns shapes into checks of one node.

    Every constraint that SHACL knows and this does not raises `UnknownShapeError`, so that nothing is passed over.
    """

    def __init__(self, shapes: Facts, ontology: Facts) -> None:
        self.shapes = shapes
        self.ontology = ontology
        self.queries: list[tuple[str, NamedNode]] = []
        self._below: dict[Term, set[Term]] = {}
        self._of_class: list[tuple[Term, Check]] = []
        self._of_predicate: list[tuple[NamedNode, Check]] = []
        self._refuse_other_targets()
        for name in sorted(_TARGETS):
            for shape in shapes.having(_sh(name)):
                self._target(shape, name)

    def keep(self, facts: Facts, subjects: set[Term]) -> bool:
        """Tell whether every one of ``subjects`` keeps the shapes that are meant for it."""
        for kind, check in self._of_class:
            for below in self._classes_below(kind):
                if not all(check(facts, node) for node in facts.subjects(RDF.type, below) & subjects):
                    return False
        return all(
            check(facts, node) for predicate, check in self._of_predicate for node in facts.having(predicate) & subjects
        )

    def _refuse_other_targets(self) -> None:
        """A class that is a shape is a target by itself; that and other ways to choose nodes are not known here."""
        ways = {predicate.value for predicate in self.shapes.predicates if predicate.value.startswith(_SH + "target")}
        classes = [kind for kind in _CLASSES if self.shapes.subjects(RDF.type, kind)]
        if classes or ways - {_SH + name for name in _TARGETS}:
            raise UnknownShapeError("a target of another sort")

    def _target(self, shape: Term, name: str) -> None:
        for target in self.shapes.objects(shape, _sh(name)):
            if name == "targetNode":
                self._queries_of(shape, target)
            elif name == "targetClass":
                self._of_class.append((target, self._node_shape(shape)))
            elif isinstance(target, NamedNode):
                self._of_predicate.append((target, self._node_shape(shape)))

    def _queries_of(self, shape: Term, node: Term) -> None:
        """Take the constraints in SPARQL that are about the graph as a whole."""
        others = self._parts(shape) - _TARGETS - _SILENT - {"sparql"}
        if others or not isinstance(node, NamedNode):
            raise UnknownShapeError(f"a shape of one node with {others}")
        for constraint in self.shapes.objects(shape, _sh("sparql")):
            if self._parts(constraint) - {"select", "prefixes", "message"}:
                raise UnknownShapeError("a constraint in SPARQL with more than a query")
            prefixes = self._prefixes(self.shapes.one(constraint, _sh("prefixes")))
            self.queries.append((prefixes + self.shapes.one(constraint, _sh("select")).value, node))

    def _prefixes(self, where: Term) -> str:
        lines = []
        for declared in self.shapes.objects(where, _sh("declare")):
            prefix, namespace = (self.shapes.one(declared, _sh(name)).value for name in ("prefix", "namespace"))
            lines.append(f"PREFIX {prefix}: <{namespace}>\n")
        return "".join(lines)

    def _parts(self, shape: Term) -> set[str]:
        """Return the names of everything that SHACL says of a shape."""
        return {
            predicate.value.removeprefix(_SH)
            for predicate in self.shapes.predicates
            if predicate.value.startswith(_SH) and self.shapes.objects(shape, predicate)
        }

    def _node_shape(self, shape: Term) -> Check:
        """Return the check of a node against a shape without a path."""
        checks = list(self._constraints(shape, lambda _facts, node: {node}))
        return lambda facts, node: all(check(facts, node) for check in checks)

    def _shape(self, shape: Term) -> Check:
        """Return the check of a node against a shape of either kind."""
        path = self.shapes.objects(shape, _sh("path"))
        if not path:
            return self._node_shape(shape)
        checks = list(self._constraints(shape, self._path(*path)))
        return lambda facts, node: all(check(facts, node) for check in checks)

    def _constraints(self, shape: Term, values: Ways) -> Iterator[Check]:
        parts = self._parts(shape) - _TARGETS - _SILENT - {"path"}
        for name in sorted(parts):
            for argument in self.shapes.objects(shape, _sh(name)):
                yield self._constraint(shape, name, argument, values)

    def _constraint(self, shape: Term, name: str, argument: Term, values: Ways) -> Check:
        """Return the check of one constraint, over the values that a path leads to."""
        if name in _ON_EACH:
            test: Check = getattr(self, _ON_EACH[name])(argument)
            return lambda facts, node: all(test(facts, value) for value in values(facts, node))
        if name in _ON_ALL:
            passes = _ON_ALL[name]
            return lambda facts, node: passes(values(facts, node), argument)
        if name == "equals" and isinstance(argument, NamedNode):
            return lambda facts, node: values(facts, node) == facts.objects(node, argument)
        if name in ("qualifiedValueShape", "qualifiedMinCount"):
            return self._qualified(shape, values)
        raise UnknownShapeError(f"sh:{name}")

    def _qualified(self, shape: Term, values: Ways) -> Check:
        inner = self._shape(self.shapes.one(shape, _sh("qualifiedValueShape")))
        least = int(self.shapes.one(shape, _sh("qualifiedMinCount")).value)
        return lambda facts, node: sum(inner(facts, value) for value in values(facts, node)) >= least

    def _property(self, shape: Term) -> Check:
        return self._shape(shape)

    def _class(self, kind: Term) -> Check:
        def has_class(facts: Facts, value: Term) -> bool:
            return not facts.objects(value, RDF.type).isdisjoint(self._classes_below(kind))

        return has_class

    def _in(self, head: Term) -> Check:
        allowed = set(self.shapes.items(head))
        return lambda _facts, value: value in allowed

    def _datatype(self, datatype: Term) -> Check:
        if not isinstance(datatype, NamedNode) or datatype not in _LEXICAL:
            raise UnknownShapeError(f"the datatype {datatype}")
        pattern = re.compile(_LEXICAL[datatype])
        return lambda _facts, value: (
            isinstance(value, Literal) and value.datatype == datatype and bool(pattern.fullmatch(value.value))
        )

    def _at_least(self, bound: Term) -> Check:
        limit = Decimal(bound.value)
        return lambda _facts, value: (number := _number(value)) is not None and number >= limit

    def _at_most(self, bound: Term) -> Check:
        limit = Decimal(bound.value)
        return lambda _facts, value: (number := _number(value)) is not None and number <= limit

    def _pattern(self, pattern: Term) -> Check:
        wanted = re.compile(pattern.value)
        return lambda _facts, value: not isinstance(value, BlankNode) and bool(wanted.search(value.value))

    def _language_in(self, head: Term) -> Check:
        allowed = {item.value.lower() for item in self.shapes.items(head)}
        return lambda _facts, value: isinstance(value, Literal) and (value.language or "").lower() in allowed

    def _not(self, shape: Term) -> Check:
        """Allow only the classes beneath it: "not known to pass" is no proof that a shape is broken."""
        if self._parts(shape) != {"class"}:
            raise UnknownShapeError("sh:not of more than a class")
        inner = self._shape(shape)
        return lambda facts, value: not inner(facts, value)

    def _or(self, head: Term) -> Check:
        choices = [self._shape(shape) for shape in self.shapes.items(head)]
        return lambda facts, value: any(choice(facts, value) for choice in choices)

    def _path(self, path: Term) -> Ways:
        """Return the function that follows a path from a node."""
        if isinstance(path, NamedNode):
            return lambda facts, node: facts.objects(node, path)
        for inverse in self.shapes.objects(path, _sh("inversePath")):
            if not isinstance(inverse, NamedNode):
                raise UnknownShapeError("a long path backwards")
            return lambda facts, node: facts.subjects(inverse, node)
        for head in self.shapes.objects(path, _sh("alternativePath")):
            ways = [self._path(way) for way in self.shapes.items(head)]
            return lambda facts, node: {value for way in ways for value in way(facts, node)}
        steps = [self._path(step) for step in self.shapes.items(path)]
        return lambda facts, node: _follow(steps, facts, node)

    def _classes_below(self, kind: Term) -> set[Term]:
        """Return a class and all below it; the ontology alone says what is below what."""
        if kind not in self._below:
            found, fresh = {kind}, {kind}
            while fresh:
                fresh = {sub for top in fresh for sub in self.ontology.subjects(RDFS.subClassOf, top)} - found
                found |= fresh
            self._below[kind] = found
        return self._below[kind]


_ON_EACH = {
    "property": "_property", "class": "_class", "in": "_in", "datatype": "_datatype", "minInclusive": "_at_least",
    "maxInclusive": "_at_most", "pattern": "_pattern", "languageIn": "_language_in", "not": "_not", "or": "_or",
}  # fmt: skip
_ON_ALL: dict[str, Callable[[set[Term], Term], bool]] = {
    "minCount": lambda values, least: len(values) >= int(least.value),
    "maxCount": lambda values, most: len(values) <= int(most.value),
    "hasValue": lambda values, wanted: wanted in values,
    "uniqueLang": lambda values, _true: _languages_differ(values),
}


def _sh(name: str) -> NamedNode:
    return NamedNode(_SH + name)


def _follow(steps: list[Ways], facts: Facts, node: Term) -> set[Term]:
    nodes = {node}
    for step in steps:
        nodes = {value for one in nodes for value in step(facts, one)}
    return nodes


def _languages_differ(values: set[Term]) -> bool:
    languages = [value.language.lower() for value in values if isinstance(value, Literal) and value.language]
    return len(set(languages)) == len(languages)


def _number(value: Term) -> Decimal | None:
    """Return the number that a literal stands for, None for everything else."""
    if isinstance(value, Literal) and value.datatype in (XSD.integer, XSD.decimal):
        try:
            return Decimal(value.value)
        except InvalidOperation:
            return None
    return None

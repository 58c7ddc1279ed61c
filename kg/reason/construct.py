"""SPARQL ``CONSTRUCT`` as rules, for what OWL cannot say.

A rule file may use triple patterns, ``UNION``, ``FILTER`` with comparisons joined by ``&&`` and ``||``, and ``FILTER
NOT
EXISTS`` over triple patterns and comparisons. Patterns about the ontology itself (an RDFS or OWL term or an annotation
property as predicate, paths over them) are answered when the rule is read: each answer makes one rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from typing import Any

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kg.reason.rules import Absence, Atom, Comparison, Filter, Rule, is_variable
from kg.vocab import OWL, RDF, RDFS

__all__ = ["BadRuleError", "rules_of_construct"]

_WORDS = {
    "Builtin_EXISTS": "FILTER EXISTS", "Bind": "BIND", "OptionalGraphPattern": "OPTIONAL", "InlineData": "VALUES",
    "MinusGraphPattern": "MINUS", "GraphGraphPattern": "GRAPH", "ServiceGraphPattern": "SERVICE",
    "SubSelect": "a sub-query",
}  # fmt: skip


class BadRuleError(ValueError):
    """A text that is no rule; ``rule`` is its name."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


@dataclass(frozen=True)
class _Pattern:
    """One branch of a rule's WHERE."""

    triples: tuple[tuple[Any, Any, Any], ...] = ()
    filters: tuple[Filter, ...] = ()
    absent: tuple[Absence, ...] = ()

    def __add__(self, other: _Pattern) -> _Pattern:
        return _Pattern(self.triples + other.triples, self.filters + other.filters, self.absent + other.absent)


def rules_of_construct(name: str, text: str, ontology: Store) -> list[Rule]:
    """Return the rules of one file, given the ontology's statements in the default graph of a store.

    Raises `BadRuleError` for what is no CONSTRUCT query or uses what a rule may not.
    """
    try:
        return list(_rules(name, text, ontology))
    except ValueError as error:
        raise BadRuleError(name, str(error)) from error


def _rules(name: str, text: str, ontology: Store) -> Iterator[Rule]:
    query = _parse(text)
    for pattern in _group(query.where):
        schema = [triple for triple in pattern.triples if _is_schema(triple, ontology)]
        data = tuple(_atom(triple) for triple in pattern.triples if triple not in schema)
        if not data:
            raise ValueError("a rule needs a pattern about things, not about the ontology alone")
        for head in _template(query.template):
            rule = Rule(name, head, data, pattern.filters, pattern.absent)
            for binding in _solutions(schema, ontology):
                axioms = tuple(_axiom(triple, binding) for triple in schema if not _is_path(triple[1]))
                yield _checked(replace(rule.under(binding), axioms=axioms))


def _parse(text: str) -> Any:
    from rdflib.plugins.sparql.algebra import translatePath, translatePName, translatePrologue, traverse
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parsed = parseQuery(text)
        prologue = translatePrologue(parsed[0], None)
        query = traverse(parsed[1], visitPost=partial(translatePName, prologue=prologue))
        query = traverse(query, visitPost=translatePath)
    except Exception as error:
        # The parser raises exceptions of its library and plain ones alike.
        raise ValueError(f"it does not parse: {error}") from error
    if query.name != "ConstructQuery" or not query.template:
        raise ValueError("a rule is CONSTRUCT { ... } WHERE { ... }")
    for word in ("orderby", "limitoffset", "groupby", "having", "datasetClause"):
        if word in query:
            raise ValueError("a rule has no FROM, ORDER BY, LIMIT or GROUP BY")
    return query


def _group(group: Any) -> list[_Pattern]:
    """Return the branches of a group of patterns: one, or one for each side of its UNIONs."""
    if group.name != "GroupGraphPatternSub":
        raise ValueError(f"a rule may not use {_WORDS.get(group.name, group.name)}")
    branches = [_Pattern()]
    for part in group.part or ():
        if part.name == "TriplesBlock":
            found = [_Pattern(triples=tuple(_triples(part.triples)))]
        elif part.name == "Filter":
            found = [_filter(part.expr)]
        elif part.name == "GroupOrUnionGraphPattern":
            found = [branch for side in part.graph for branch in _group(side)]
        else:
            raise ValueError(f"a rule may not use {_WORDS.get(part.name, part.name)}")
        branches = [one + other for one, other in product(branches, found)]
    return branches


def _triples(blocks: Any) -> Iterator[tuple[Any, Any, Any]]:
    for block in blocks:
        terms = list(block)
        yield from zip(terms[::3], terms[1::3], terms[2::3], strict=True)


def _filter(expression: Any) -> _Pattern:
    expression = _unwrap(expression)
    if getattr(expression, "name", "") == "Builtin_NOTEXISTS":
        branches = _group(expression.graph)
        if any(branch.absent for branch in branches):
            raise ValueError("a rule may not nest FILTER NOT EXISTS")
        absent = (Absence(tuple(map(_atom, one.triples)), one.filters) for one in branches)
        return _Pattern(absent=tuple(absent))
    return _Pattern(filters=tuple(_clauses(expression)))


def _clauses(expression: Any) -> Iterator[Filter]:
    """Yield what must hold at once; each a choice of comparisons."""
    expression = _unwrap(expression)
    name = getattr(expression, "name", "")
    if name == "ConditionalAndExpression":
        for part in (expression.expr, *expression.other):
            yield from _clauses(part)
    elif name == "ConditionalOrExpression":
        sides = [list(_clauses(part)) for part in (expression.expr, *expression.other)]
        for choice in product(*sides):
            yield tuple(comparison for clause in choice for comparison in clause)
    elif name == "RelationalExpression" and expression.op in ("=", "!=", "<", "<=", ">", ">="):
        yield (Comparison(_term(_unwrap(expression.expr)), expression.op, _term(_unwrap(expression.other))),)
    else:
        raise ValueError(f"a rule may compare terms and numbers, and nothing else: {name or expression}")


def _unwrap(expression: Any) -> Any:
    """Return what an expression holds where its operator has one side alone."""
    while getattr(expression, "name", "").endswith("Expression") and "other" not in expression:
        expression = expression.expr
    return expression


def _term(node: Any) -> str:
    import rdflib

    if isinstance(node, rdflib.Variable):
        return f"?{node}"
    if isinstance(node, rdflib.BNode):
        return f"?_{node}"  # a blank node of a pattern is a variable that nobody names
    if isinstance(node, rdflib.Literal):
        datatype = NamedNode(str(node.datatype)) if node.datatype else None
        return str(Literal(str(node), language=node.language, datatype=datatype))
    if isinstance(node, rdflib.URIRef):
        return f"<{node}>"
    raise ValueError(f"a rule may not use {getattr(node, 'name', node)} here")


def _atom(triple: tuple[Any, Any, Any]) -> Atom:
    subject, predicate, value = triple
    if _is_path(predicate):
        raise ValueError(f"a path is for the ontology's terms alone, not {predicate.n3()}")
    return Atom(_term(subject), _term(predicate), _term(value))


def _template(template: Any) -> Iterator[Atom]:
    for triple in _triples(template):
        yield _atom(triple)


def _is_path(predicate: Any) -> bool:
    from rdflib.paths import Path

    return isinstance(predicate, Path)


def _is_schema(triple: tuple[Any, Any, Any], ontology: Store) -> bool:
    """Tell whether a pattern is about the ontology's own terms."""
    import rdflib

    predicate = triple[1]
    if _is_path(predicate):
        return True
    if not isinstance(predicate, rdflib.URIRef) or str(predicate) in (RDF.type.value, OWL.sameAs.value):
        return False
    if str(predicate).startswith((RDFS.base, OWL.base)):
        return True
    declared = ontology.quads_for_pattern(
        NamedNode(str(predicate)), RDF.type, NamedNode(OWL.base + "AnnotationProperty")
    )
    return any(declared)


def _solutions(schema: list[tuple[Any, Any, Any]], ontology: Store) -> Iterator[dict[str, str]]:
    """Answer the patterns about the ontology; one empty answer where there are none."""
    if not schema:
        yield {}
        return
    text = " . ".join(" ".join(term.n3() for term in triple) for triple in schema)
    answer = ontology.query(f"SELECT DISTINCT * WHERE {{ {text} }}")
    if isinstance(answer, QuerySolutions):
        names = [variable.value for variable in answer.variables]
        found = ({f"?{name}": str(row[name]) for name in names if row[name] is not None} for row in answer)
        yield from sorted(found, key=repr)


def _axiom(triple: tuple[Any, Any, Any], binding: dict[str, str]) -> Atom:
    return Atom(*(_term(term) for term in triple)).under(binding)


def _checked(rule: Rule) -> Rule:
    """Raise ValueError where a rule could not be run."""
    bound = {variable for atom in rule.body for variable in atom.variables}
    head = rule.head.variables if rule.head else ()
    compared = {side for clause in rule.filters for c in clause for side in (c.left, c.right) if is_variable(side)}
    loose = sorted({*head, *compared} - bound)
    if loose:
        raise ValueError(f"{', '.join(loose)} is in no pattern about things")
    for atom in rule.atoms():
        if is_variable(atom.predicate):
            raise ValueError(f"the predicate {atom.predicate} is not settled by the ontology")
        if atom.predicate == f"<{RDF.base}type>" and is_variable(atom.object):
            raise ValueError(f"the class {atom.object} is not settled by the ontology")
    for absence in rule.absent:
        inner = {variable for atom in absence.body for variable in atom.variables} | bound
        if any(
            is_variable(s) and s not in inner for clause in absence.filters for c in clause for s in (c.left, c.right)
        ):
            raise ValueError("FILTER NOT EXISTS compares what it does not bind")
    return rule

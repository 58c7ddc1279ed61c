"""Closed axioms as rules.

The rules and their names are those of "OWL 2 Web Ontology Language Profiles", section 4.3, tables 4 to 9. Axioms are
closed first, so that most conclusions follow in one step.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from kg.reason.rules import SAME_AS, TYPE, Atom, Comparison, Rule
from kg.vocab import OWL, RDFS

if TYPE_CHECKING:
    import rdflib

__all__ = ["rules_of_axioms"]

_DIFFERENT = f"<{OWL.base}differentFrom>"
_THING, _NOTHING = f"<{OWL.base}Thing>", f"<{OWL.base}Nothing>"


def rules_of_axioms(graph: rdflib.Graph) -> list[Rule]:
    """Return the rules of closed axioms, in a stable order."""
    axioms = _Axioms(graph)
    rules: dict[Rule, None] = {}
    for compile_ in _COMPILERS:
        found = (rule for rule in compile_(axioms) if rule.head is None or rule.head not in rule.body)
        rules.update(dict.fromkeys(sorted(found, key=repr)))
    return list(rules)


def _text(node: Any) -> str:
    """Return a node of rdflib as canonical N-Triples."""
    import rdflib

    if isinstance(node, rdflib.Literal):
        datatype = NamedNode(str(node.datatype)) if node.datatype and not node.language else None
        return str(Literal(str(node), language=node.language, datatype=datatype))
    return f"<{node}>" if isinstance(node, rdflib.URIRef) else f"_:{node}"


class _Axioms:
    """Closed axioms, with terms written as in N-Triples."""

    def __init__(self, graph: rdflib.Graph) -> None:
        import rdflib

        self.graph = graph
        self._uri = rdflib.URIRef
        self._nil = rdflib.RDF.nil

    def named(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield subject and object of a predicate of OWL or RDFS."""
        return ((_text(subject), _text(value)) for subject, value in self.nodes(name))

    def pairs(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield subject and object of a predicate of OWL or RDFS, different ones."""
        return ((one, other) for one, other in self.named(name) if one != other)

    def nodes(self, name: str) -> Iterator[tuple[Any, Any]]:
        """Yield subject and object of a predicate as rdflib's nodes."""
        base = RDFS.base if name in ("subClassOf", "subPropertyOf", "domain", "range") else OWL.base
        return iter(self.graph.subject_objects(self._uri(base + name)))

    def lists(self, name: str) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
        """Yield subject, head of the list and its members for a predicate whose value is a list."""
        for subject, head in self.nodes(name):
            members = tuple(_text(item) for item in self.graph.items(head))
            if members:
                yield _text(subject), head, members

    def typed(self, name: str) -> Iterator[Any]:
        """Yield the nodes of a type."""
        import rdflib

        return iter(self.graph.subjects(rdflib.RDF.type, self._uri(OWL.base + name)))

    def one(self, node: Any, name: str) -> str | None:
        """Return a value of a node, or None."""
        value = self.graph.value(node, self._uri(OWL.base + name))
        return None if value is None else _text(value)

    def listed(self, node: Any, *names: str) -> tuple[str, ...]:
        """Return the members of the list that a node has under one of some predicates."""
        for name in names:
            head = self.graph.value(node, self._uri(OWL.base + name))
            if head is not None:
                return tuple(_text(item) for item in self.graph.items(head))
        return ()

    def restrictions(self, name: str) -> Iterator[tuple[str, str, str, Any]]:
        """Yield class, property and filler of each restriction of a kind, and its node."""
        for node, filler in self.nodes(name):
            for prop in self.graph.objects(node, self._uri(OWL.base + "onProperty")):
                yield _text(node), _text(prop), _text(filler), node


def _said(subject: str, name: str, value: str) -> Atom:
    """Return an axiom as it stands in the ontology."""
    base = RDFS.base if name in ("subClassOf", "subPropertyOf", "domain", "range") else OWL.base
    return Atom(subject, f"<{base}{name}>", value)


def _kind(subject: str, name: str) -> Atom:
    return Atom(subject, TYPE, f"<{OWL.base}{name}>")


def _is(variable: str, kind: str) -> tuple[Atom, ...]:
    """Return the pattern of an instance of a class; everything is an owl:Thing."""
    return () if kind == _THING else (Atom(variable, TYPE, kind),)


def _subsumptions(axioms: _Axioms) -> Iterator[Rule]:
    for name, rule in (("subClassOf", "cax-sco"), ("equivalentClass", "cax-eqc")):
        for one, other in axioms.pairs(name):
            sides = [(one, other)] if name == "subClassOf" else [(one, other), (other, one)]
            for below, above in sides:
                if _THING not in (above, below):
                    yield Rule(rule, Atom("?x", TYPE, above), _is("?x", below), axioms=(_said(one, name, other),))
    for name, rule in (("subPropertyOf", "prp-spo1"), ("equivalentProperty", "prp-eqp")):
        for one, other in axioms.pairs(name):
            sides = [(one, other)] if name == "subPropertyOf" else [(one, other), (other, one)]
            for below, above in sides:
                yield Rule(rule, Atom("?x", above, "?y"), (Atom("?x", below, "?y"),), axioms=(_said(one, name, other),))


def _properties(axioms: _Axioms) -> Iterator[Rule]:
    for prop, kind in axioms.pairs("domain"):
        if kind != _THING:
            yield Rule(
                "prp-dom", Atom("?x", TYPE, kind), (Atom("?x", prop, "?y"),), axioms=(_said(prop, "domain", kind),)
            )
    for prop, kind in axioms.pairs("range"):
        if kind != _THING:
            yield Rule(
                "prp-rng", Atom("?y", TYPE, kind), (Atom("?x", prop, "?y"),), axioms=(_said(prop, "range", kind),)
            )
    for node, value in axioms.nodes("inverseOf"):
        one, other = _text(node), _text(value)
        for name, this, that in (("prp-inv1", one, other), ("prp-inv2", other, one)):
            turned = (_said(one, "inverseOf", other),)
            yield Rule(name, Atom("?y", that, "?x"), (Atom("?x", this, "?y"),), axioms=turned)
    for node in axioms.typed("SymmetricProperty"):
        p = _text(node)
        both = (_kind(p, "SymmetricProperty"),)
        yield Rule("prp-symp", Atom("?y", p, "?x"), (Atom("?x", p, "?y"),), axioms=both)
    for node in axioms.typed("TransitiveProperty"):
        p = _text(node)
        steps = (Atom("?x", p, "?y"), Atom("?y", p, "?z"))
        yield Rule("prp-trp", Atom("?x", p, "?z"), steps, axioms=(_kind(p, "TransitiveProperty"),))
    for prop, head, chain in axioms.lists("propertyChainAxiom"):
        body = tuple(Atom(f"?x{n}", link, f"?x{n + 1}") for n, link in enumerate(chain))
        said = (_said(prop, "propertyChainAxiom", _text(head)),)
        yield Rule("prp-spo2", Atom("?x0", prop, f"?x{len(chain)}"), body, axioms=said)


def _identity(axioms: _Axioms) -> Iterator[Rule]:
    same, differ = Atom("?y", SAME_AS, "?z"), (Comparison("?y", "!=", "?z"),)
    body: tuple[Atom, ...]
    for node in axioms.typed("FunctionalProperty"):
        p = _text(node)
        body = (Atom("?x", p, "?y"), Atom("?x", p, "?z"))
        yield Rule("prp-fp", same, body, (differ,), axioms=(_kind(p, "FunctionalProperty"),))
    for node in axioms.typed("InverseFunctionalProperty"):
        p = _text(node)
        body = (Atom("?y", p, "?x"), Atom("?z", p, "?x"))
        yield Rule("prp-ifp", same, body, (differ,), axioms=(_kind(p, "InverseFunctionalProperty"),))
    for kind, head, keys in axioms.lists("hasKey"):
        keyed = (Atom(one, key, f"?k{n}") for n, key in enumerate(keys) for one in ("?y", "?z"))
        yield Rule(
            "prp-key",
            same,
            (*_is("?y", kind), *_is("?z", kind), *keyed),
            (differ,),
            axioms=(_said(kind, "hasKey", _text(head)),),
        )
    for limit in _limits(axioms, 1):
        body = (*limit.restricted, *limit.value("?y"), *limit.value("?z"))
        yield Rule(limit.rule, same, body, (differ,), axioms=limit.said)


@dataclass(frozen=True)
class _Limit:
    """A restriction to at most so many values."""

    rule: str
    restricted: tuple[Atom, ...]
    prop: str
    on_class: str
    said: tuple[Atom, ...]

    def value(self, variable: str) -> tuple[Atom, ...]:
        """Return the patterns of a value that counts."""
        return (Atom("?x", self.prop, variable), *_is(variable, self.on_class))


def _limits(axioms: _Axioms, number: int) -> Iterator[_Limit]:
    """Yield the restrictions to at most 0 or 1 values."""
    for name in ("maxCardinality", "maxQualifiedCardinality"):
        for kind, prop, limit, node in axioms.restrictions(name):
            if int(re.sub(r'^"\+?(\d+)".*', r"\1", limit)) != number:
                continue
            on_class = axioms.one(node, "onClass") or _THING
            case = (2 if on_class == _THING else 1) + 2 * number
            rule = f"cls-maxqc{case}" if name == "maxQualifiedCardinality" else f"cls-maxc{1 + number}"
            yield _Limit(
                rule, _is("?x", kind), prop, on_class, (_said(kind, name, limit), _said(kind, "onProperty", prop))
            )


def _classes(axioms: _Axioms) -> Iterator[Rule]:
    said: tuple[Atom, ...]
    for kind, head, members in axioms.lists("intersectionOf"):
        body = tuple(atom for member in members for atom in _is("?x", member))
        said = (_said(kind, "intersectionOf", _text(head)),)
        yield Rule("cls-int1", Atom("?x", TYPE, kind), body, axioms=said)
        for member in members:
            if member != _THING:
                yield Rule("cls-int2", Atom("?x", TYPE, member), _is("?x", kind), axioms=said)
    for kind, head, members in axioms.lists("unionOf"):
        for member in members:
            said = (_said(kind, "unionOf", _text(head)),)
            yield Rule("cls-uni", Atom("?x", TYPE, kind), _is("?x", member), axioms=said)
    for kind, head, members in axioms.lists("oneOf"):
        for member in members:
            yield Rule("cls-oo", Atom(member, TYPE, kind), (), axioms=(_said(kind, "oneOf", _text(head)),))
    for kind, prop, filler, _ in axioms.restrictions("someValuesFrom"):
        rule = "cls-svf2" if filler == _THING else "cls-svf1"
        said = (_said(kind, "someValuesFrom", filler), _said(kind, "onProperty", prop))
        yield Rule(rule, Atom("?x", TYPE, kind), (Atom("?x", prop, "?y"), *_is("?y", filler)), axioms=said)
    for kind, prop, filler, _ in axioms.restrictions("allValuesFrom"):
        said = (_said(kind, "allValuesFrom", filler), _said(kind, "onProperty", prop))
        if filler != _THING:
            yield Rule("cls-avf", Atom("?y", TYPE, filler), (*_is("?x", kind), Atom("?x", prop, "?y")), axioms=said)
    for kind, prop, filler, _ in axioms.restrictions("hasValue"):
        said = (_said(kind, "hasValue", filler), _said(kind, "onProperty", prop))
        yield Rule("cls-hv1", Atom("?x", prop, filler), _is("?x", kind), axioms=said)
        yield Rule("cls-hv2", Atom("?x", TYPE, kind), (Atom("?x", prop, filler),), axioms=said)


_no = partial(Rule, head=None)


def _disjoint(axioms: _Axioms) -> Iterator[Rule]:
    """Classes and properties that share nothing."""
    for name, rule in (("disjointWith", "cax-dw"), ("complementOf", "cls-com")):
        for one, other in axioms.named(name):
            yield _no(rule, body=(*_is("?x", one), *_is("?x", other)), axioms=(_said(one, name, other),))
    for node in axioms.typed("AllDisjointClasses"):
        for one, other in combinations(axioms.listed(node, "members"), 2):
            yield _no("cax-adc", body=(*_is("?x", one), *_is("?x", other)), axioms=(_said(one, "disjointWith", other),))
    pairs = [("prp-pdw", *pair) for pair in axioms.named("propertyDisjointWith")]
    for node in axioms.typed("AllDisjointProperties"):
        pairs += [("prp-adp", *pair) for pair in combinations(axioms.listed(node, "members"), 2)]
    for rule, one, other in pairs:
        body = (Atom("?x", one, "?y"), Atom("?x", other, "?y"))
        yield _no(rule, body=body, axioms=(_said(one, "propertyDisjointWith", other),))


def _impossible(axioms: _Axioms) -> Iterator[Rule]:
    """Facts that cannot be."""
    yield _no("cls-nothing2", body=(Atom("?x", TYPE, _NOTHING),))
    for node in axioms.typed("AsymmetricProperty"):
        p = _text(node)
        yield _no("prp-asyp", body=(Atom("?x", p, "?y"), Atom("?y", p, "?x")), axioms=(_kind(p, "AsymmetricProperty"),))
    for node in axioms.typed("IrreflexiveProperty"):
        p = _text(node)
        yield _no("prp-irp", body=(Atom("?x", p, "?x"),), axioms=(_kind(p, "IrreflexiveProperty"),))
    for node, subject in axioms.nodes("sourceIndividual"):
        prop = axioms.one(node, "assertionProperty")
        value = axioms.one(node, "targetIndividual") or axioms.one(node, "targetValue")
        if prop and value:
            denied = (Atom(_text(subject), prop, value),)
            yield _no("prp-npa1", body=denied, axioms=denied)
    for limit in _limits(axioms, 0):
        yield _no(limit.rule, body=(*limit.restricted, *limit.value("?y")), axioms=limit.said)


def _different(axioms: _Axioms) -> Iterator[Rule]:
    """Things that are not the same."""
    yield _no("eq-diff1", body=(Atom("?x", SAME_AS, "?y"), Atom("?x", _DIFFERENT, "?y")))
    # Everything is the same as itself, which no fact says.
    yield _no("eq-diff1", body=(Atom("?x", _DIFFERENT, "?x"),))
    for node in axioms.typed("AllDifferent"):
        for one, other in combinations(axioms.listed(node, "members", "distinctMembers"), 2):
            yield _no("eq-diff2", body=(Atom(one, SAME_AS, other),), axioms=(_said(one, "differentFrom", other),))


_COMPILERS: tuple[Callable[[_Axioms], Iterator[Rule]], ...] = (
    _subsumptions, _properties, _identity, _classes, _disjoint, _impossible, _different,
)  # fmt: skip

"""The axioms of an ontology: which statements they are, which of them no rule covers, and what follows among them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from kg.vocab import OWL, RDF, RDFS, XSD, compact

if TYPE_CHECKING:
    import rdflib

__all__ = ["close_axioms", "is_axiom", "unsupported"]

_THING = f"<{OWL.base}Thing>"

# Declarations and texts: nothing about things follows from them.
_SILENT_TYPES = frozenset(
    [OWL.base + name for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "Ontology",
                                  "NamedIndividual", "DeprecatedClass", "DeprecatedProperty")]
    + [RDFS.base + name for name in ("Class", "Datatype", "Literal", "Resource")]
    + [RDF.base + name for name in ("Property", "List")]
)  # fmt: skip
_SILENT = frozenset(
    [RDFS.base + name for name in ("label", "comment", "isDefinedBy", "seeAlso")]
    + [OWL.base + name for name in ("versionInfo", "versionIRI", "priorVersion", "deprecated", "imports",
                                    "backwardCompatibleWith", "incompatibleWith")]
)  # fmt: skip
_TYPES = frozenset(
    OWL.base + name
    for name in (
        "AllDifferent", "AllDisjointClasses", "AllDisjointProperties", "AsymmetricProperty", "FunctionalProperty",
        "InverseFunctionalProperty", "IrreflexiveProperty", "NegativePropertyAssertion", "Restriction",
        "SymmetricProperty", "TransitiveProperty",
    )
)  # fmt: skip
_PREDICATES = frozenset(
    [RDFS.base + name for name in ("subClassOf", "subPropertyOf", "domain", "range")]
    + [RDF.base + name for name in ("first", "rest")]
    + [
        OWL.base + name
        for name in (
            "allValuesFrom", "assertionProperty", "complementOf", "differentFrom", "disjointWith", "distinctMembers",
            "equivalentClass", "equivalentProperty", "hasKey", "hasValue", "intersectionOf", "inverseOf",
            "maxCardinality", "maxQualifiedCardinality", "members", "onClass", "onProperty", "oneOf",
            "propertyChainAxiom", "propertyDisjointWith", "sameAs", "someValuesFrom", "sourceIndividual",
            "targetIndividual", "targetValue", "unionOf",
        )
    ]
)  # fmt: skip
_LISTS = frozenset((RDF.base + "first", RDF.base + "rest"))
_OF_CLASSES = frozenset(OWL.base + name for name in ("intersectionOf", "unionOf", "oneOf"))
_SCHEMA = frozenset(
    [RDFS.base + name for name in ("subClassOf", "subPropertyOf")]
    + [
        OWL.base + name
        for name in (
            "allValuesFrom",
            "equivalentClass",
            "equivalentProperty",
            "hasValue",
            "onProperty",
            "someValuesFrom",
        )
    ]
)
_RESERVED = (OWL.base, RDFS.base, RDF.base)


def is_axiom(triple: Triple) -> bool:
    """Tell whether a statement of an ontology means something to the rules."""
    predicate = triple.predicate.value
    if predicate == RDF.type.value:
        return isinstance(triple.object, NamedNode) and triple.object.value in _TYPES
    return predicate in _PREDICATES


def unsupported(triples: Iterable[Triple]) -> list[str]:
    """Return the local names of what OWL terms no rule covers: ``owl:hasSelf``, ``owl:minCardinality`` ..."""
    found = set()
    for triple in triples:
        predicate = triple.predicate.value
        term = (
            triple.object.value if predicate == RDF.type.value and isinstance(triple.object, NamedNode) else predicate
        )
        known = _TYPES | _SILENT_TYPES if predicate == RDF.type.value else _PREDICATES | _SILENT
        if term.startswith(_RESERVED) and term not in known:
            found.add(term)
        if predicate in (OWL.base + "maxCardinality", OWL.base + "maxQualifiedCardinality"):
            number = getattr(triple.object, "value", "")
            if not re.fullmatch(r"\+?0*[01]", number):
                found.add(f"{predicate} {number}")
        if predicate == OWL.base + "someValuesFrom" and str(triple.object).startswith(f"<{XSD.base}"):
            # No rule of ours says of a value what type it has.
            found.add(f"{predicate} {compact(str(triple.object)[1:-1])}")
        if _is_about_everything(triple):
            found.add(f"{OWL.base}Thing as a subclass or in a list")
    return sorted(found)


def _is_about_everything(triple: Triple) -> bool:
    """Tell whether an axiom has owl:Thing where OWL 2 RL's grammar has none: as a subclass, or in a list of classes."""
    above = (RDFS.base + "subClassOf", OWL.base + "equivalentClass")
    if str(triple.subject) == _THING:
        return triple.predicate.value in above and triple.object != triple.subject
    return str(triple.object) == _THING and triple.predicate.value in (OWL.base + "equivalentClass", RDF.base + "first")


def close_axioms(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return what follows from axioms, by owlrl's OWL 2 RL rules.

    The hierarchies of classes and properties go through owlrl (table 9 of the profile). Domains and ranges do not:
    those of a property's parents are one step further for a rule, and would double what is closed.
    """
    import rdflib

    axioms = [triple for triple in triples if is_axiom(triple)]
    predicates = {triple.predicate.value for triple in axioms}
    lists = _LISTS if predicates & _OF_CLASSES else frozenset()
    closing = _SCHEMA | _OF_CLASSES | lists
    graph, names = rdflib.Graph(), _Names()

    def add(part: Iterable[Triple]) -> None:
        graph.parse(data=serialize(part, format=RdfFormat.N_TRIPLES), format="nt", bnode_context=names)

    add(triple for triple in axioms if triple.predicate.value in closing)
    _semantics(graph).closure()
    add(triple for triple in axioms if triple.predicate.value not in closing)
    return graph


class _Names(dict[str, "rdflib.BNode"]):
    """The blank nodes of a text by name; they keep it, so that the same axioms give the same rules."""

    def get(self, name: str, _default: object = None) -> rdflib.BNode:
        import rdflib

        return rdflib.BNode(name)


def _semantics(graph: rdflib.Graph) -> Any:
    """Return owlrl's rules without axiomatic triples and eq-ref, which says of every term that it is itself."""
    from owlrl import OWLRL_Semantics
    from rdflib.namespace import OWL as RDFLIB_OWL

    class SchemaRules(OWLRL_Semantics):  # type: ignore[misc]
        def one_time_rules(self) -> None:
            """Leave out what every graph has: the types of datatypes, of literals, of owl:Thing and owl:Nothing."""

        def _equality(self, triple: Any, cycle: int) -> None:
            if triple[1] == RDFLIB_OWL.sameAs or triple[2] == RDFLIB_OWL.AllDifferent:
                super()._equality(triple, cycle)

        def store_triple(self, triple: Any) -> None:
            if triple[1] != RDFLIB_OWL.sameAs or triple[0] != triple[2]:
                super().store_triple(triple)

    return SchemaRules(graph, axioms=False, daxioms=False, rdfs=False)

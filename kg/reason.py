"""Closing a graph under the ontology: OWL 2 RL by owlrl, and the rules of ``ontology/rules`` for the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryTriples, RdfFormat, Store, Triple, parse, serialize

from kg.errors import DataError, InconsistencyError, Problem, Where
from kg.ontology import Ontology
from kg.vocab import DKG, GRAPH_INFERRED, ID_BASE, OWL, RDF, compact

if TYPE_CHECKING:
    import rdflib

__all__ = ["close", "load_rules"]

_LOGIC = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#"
# Declarations (owl:Class, owl:ObjectProperty) are left out: nothing about things follows from them.
_LOGICAL_TYPES = frozenset(
    f"{_LOGIC[0]}{name}"
    for name in (
        "AllDifferent", "AllDisjointClasses", "AllDisjointProperties", "AsymmetricProperty", "FunctionalProperty",
        "InverseFunctionalProperty", "IrreflexiveProperty", "NegativePropertyAssertion", "Restriction",
        "SymmetricProperty", "TransitiveProperty",
    )
)  # fmt: skip
_RDF_LISTS = (RDF.base + "first", RDF.base + "rest", RDF.base + "nil")
_NO_LOGIC = frozenset(
    ("http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2000/01/rdf-schema#comment",
     "http://www.w3.org/2000/01/rdf-schema#isDefinedBy", "http://www.w3.org/2000/01/rdf-schema#seeAlso",
     "http://www.w3.org/2002/07/owl#versionInfo")
)  # fmt: skip


def load_rules(folder: Path) -> Mapping[str, str]:
    """Read the CONSTRUCT rules of an ontology folder: name → SPARQL.

    Raises `DataError` when one does not parse.
    """
    rules = {}
    for path in sorted((folder / "rules").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        try:
            _construct(Store(), text)
        except (SyntaxError, TypeError) as error:
            raise DataError([Problem(Where(str(path), 1), f"is no CONSTRUCT rule: {error}")]) from error
        rules[path.stem] = text
    return rules


def close(quads: Iterable[Quad], ontology: Ontology, *, check: bool = True) -> list[Quad]:
    """Return what follows from the data under the ontology, as quads of the inferred graph.

    Only statements about things are returned: no schema, no literal subjects, no ``owl:Thing`` or reflexive
    ``owl:sameAs``, nothing that was asserted already.

    Raises `InconsistencyError` when the data contradicts itself (unless ``check`` is False).
    """
    asserted = {quad.triple for quad in quads}
    data = {triple for triple in asserted if _is_relation(triple)}
    axioms = {quad.triple for quad in ontology.quads() if _is_axiom(quad.triple)}
    types_by_role = {quad.triple for quad in ontology.quads() if _drives_rules(quad.triple)}
    rules = load_rules(ontology.folder)
    numbers = {triple for triple in asserted if _is_number(triple)}

    known = set(data)
    while True:
        by_rules = _apply(rules, known | axioms | types_by_role | numbers) - known
        if not by_rules and known != data:
            break
        known |= by_rules
        before = len(known)
        known |= set(filter(_is_relation, _owl_rl(known | axioms, asserted, check=check)))
        if len(known) == before and not by_rules:
            break
    inferred = sorted(known - asserted, key=str)
    return [Quad(t.subject, t.predicate, t.object, GRAPH_INFERRED) for t in inferred if _is_worth_keeping(t)]


def _is_relation(triple: Triple) -> bool:
    """Whether a triple relates a thing of ours to a thing or a class."""
    return (
        isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, NamedNode)
        and triple.subject.value.startswith(ID_BASE)
    )


def _is_number(triple: Triple) -> bool:
    """Whether a triple has a value that the rules compare."""
    return triple.predicate in (DKG.yearsBefore, DKG.yearsAfter)


def _is_axiom(triple: Triple) -> bool:
    """Whether a triple of the ontology means something to an OWL reasoner."""
    predicate = triple.predicate.value
    if predicate in _NO_LOGIC:
        return False
    if predicate == RDF.type.value:
        return isinstance(triple.object, NamedNode) and triple.object.value in _LOGICAL_TYPES
    return predicate.startswith(_LOGIC) or predicate in _RDF_LISTS


def _drives_rules(triple: Triple) -> bool:
    """Whether a triple tells the generic rules what a relationship type's roles and edge are."""
    return triple.predicate in (DKG.subjectRole, DKG.objectRole, DKG.derivedEdge)


def _is_worth_keeping(triple: Triple) -> bool:
    """Leave out what every reasoner adds and nobody asks for."""
    if triple.predicate == OWL.sameAs and triple.subject == triple.object:
        return False
    if triple.predicate == RDF.type:
        return isinstance(triple.object, NamedNode) and not triple.object.value.startswith(_LOGIC)
    return True


def _apply(rules: Mapping[str, str], triples: set[Triple]) -> set[Triple]:
    """Return what the rules construct, applied until they construct nothing new."""
    store = Store()
    store.bulk_extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)
    found: set[Triple] = set()
    while True:
        fresh = {triple for text in rules.values() for triple in _construct(store, text)} - found - triples
        if not fresh:
            return found
        found |= fresh
        store.extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in fresh)


def _construct(store: Store, rule: str) -> Iterator[Triple]:
    answer = store.query(rule)
    if not isinstance(answer, QueryTriples):
        raise TypeError("a rule must be a CONSTRUCT query")
    return iter(answer)


def _owl_rl(triples: set[Triple], asserted: set[Triple], *, check: bool) -> Iterator[Triple]:
    """Yield owlrl's closure of triples, without what is not legal RDF."""
    import rdflib

    graph = rdflib.Graph()
    graph.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    semantics = _semantics(graph)
    semantics.closure()
    # owlrl raises nothing: it keeps its complaints here, and writes them into the graph as nodes.
    if check and semantics.error_messages:
        raise InconsistencyError([_explain_clash(text, asserted) for text in sorted(semantics.error_messages)])
    closed = rdflib.Graph()
    for subject, predicate, value in graph:
        if isinstance(subject, rdflib.URIRef) and isinstance(predicate, rdflib.URIRef):
            closed.add((subject, predicate, value))
    text = closed.serialize(format="nt", encoding="utf-8")
    return (quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES))


def _semantics(graph: rdflib.Graph) -> Any:
    """Return owlrl's OWL 2 RL rules without eq-ref, which says of every term that it is itself.

    Nothing of ours follows from that, and it doubles the graph that every other rule then has to go through.
    """
    from owlrl import OWLRL_Semantics
    from rdflib.namespace import OWL as RDFLIB_OWL

    class WithoutReflexiveEquality(OWLRL_Semantics):  # type: ignore[misc]
        def _equality(self, triple: Any, cycle: int) -> None:
            if triple[1] == RDFLIB_OWL.sameAs or triple[2] == RDFLIB_OWL.AllDifferent:
                super()._equality(triple, cycle)

        def store_triple(self, triple: Any) -> None:
            if triple[1] != RDFLIB_OWL.sameAs or triple[0] != triple[2]:
                super().store_triple(triple)

    return WithoutReflexiveEquality(graph, axioms=False, daxioms=False, rdfs=False)


def _explain_clash(message: str, asserted: set[Triple]) -> str:
    """Put a reasoner's message into short names, and name the asserted statements about the things in it."""
    things = [iri for iri in re.findall(r"https?://[^\s'\"<>),]+", message) if iri.startswith(ID_BASE)]
    about = [
        triple
        for triple in sorted(asserted, key=str)
        if isinstance(triple.subject, NamedNode) and triple.subject.value in things and _is_relation(triple)
    ]
    short = re.sub(r"https?://[^\s'\"<>),]+", lambda match: compact(match[0]), message)
    lines = [f"  {compact(t.subject.value)} {compact(t.predicate.value)} {_object(t)}" for t in about[:12]]  # type: ignore[union-attr]
    return "\n".join([f"the data contradicts itself: {short}", *lines])


def _object(triple: Triple) -> str:
    return compact(triple.object.value) if isinstance(triple.object, NamedNode) else str(triple.object)

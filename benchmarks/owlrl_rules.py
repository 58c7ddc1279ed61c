"""owlrl over axioms and data at once, and the ontology's CONSTRUCT rules by pyoxigraph, in turns until nothing is new.

owlrl is spared two things that nothing here follows from: saying of every term that it is itself, which doubles its
graph, and statements with a literal, apart from the numbers that the rules compare.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import rdflib
from owlrl import OWLRL_Semantics
from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryTriples, RdfFormat, Store, Triple, parse, serialize
from rdflib.namespace import OWL

from benchmarks.reasoner import Compile
from kg.ontology import load_ontology
from kg.vocab import DKG, ID_BASE, RDF, RDFS

__all__ = ["LeanSemantics", "Reasoner"]

_SILENT = {RDFS.label, RDFS.comment}
_TOLD_OF_TYPES = {DKG.subjectRole, DKG.objectRole, DKG.derivedEdge, DKG.standsForTheme}
_DECLARATIONS = {"Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "Ontology"}
_VALUES = {DKG.yearsBefore, DKG.yearsAfter, DKG.billing, DKG.certainty}


class LeanSemantics(OWLRL_Semantics):  # type: ignore[misc]
    """OWL 2 RL without eq-ref."""

    def __init__(self, graph: rdflib.Graph) -> None:
        super().__init__(graph, axioms=False, daxioms=False, rdfs=False)

    def _equality(self, triple: Any, cycle: int) -> None:
        if triple[1] == OWL.sameAs or triple[2] == OWL.AllDifferent:
            super()._equality(triple, cycle)

    def store_triple(self, triple: Any) -> None:
        """Keep a conclusion, unless it says that a term is itself."""
        if triple[1] != OWL.sameAs or triple[0] != triple[2]:
            super().store_triple(triple)


class Reasoner:
    """What the project's closure was before it had rules of its own."""

    def __init__(self, compile_rules: Compile) -> None:
        del compile_rules  # it reads the axioms themselves
        self.clashes = 0

    def prepare(self) -> None:
        """Read the ontology; its axioms are closed together with the data."""
        ontology = load_ontology()
        triples = {quad.triple for quad in ontology.quads()}
        self._axioms = set(filter(_is_axiom, triples))
        self._types = {triple for triple in triples if triple.predicate in _TOLD_OF_TYPES}
        self._rules = [path.read_text(encoding="utf-8") for path in sorted(ontology.folder.glob("rules/*.rq"))]

    def load(self, path: Path) -> None:
        """Read the statements that relate things, and the values that rules compare."""
        triples = {quad.triple for quad in parse(path=str(path), format=RdfFormat.N_TRIPLES)}
        self._known = set(filter(_relates, triples))
        self._values = {triple for triple in triples if triple.predicate in _VALUES}

    def close(self) -> None:
        """Take turns until a turn adds nothing."""
        known = self._known
        known |= self._construct(known | self._axioms | self._types | self._values)
        while True:
            known |= set(filter(_relates, self._owl_rl(known | self._axioms)))
            fresh = self._construct(known | self._axioms | self._types | self._values)
            if not fresh:
                return
            known |= fresh

    def inferred(self) -> Iterator[tuple[str, str, str]]:
        """Yield everything that relates things."""
        return ((str(triple.subject), str(triple.predicate), str(triple.object)) for triple in self._known)

    def _construct(self, triples: set[Triple]) -> set[Triple]:
        """Return what the CONSTRUCT rules add, each as often as needed."""
        store = Store()
        store.bulk_extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)
        found: set[Triple] = set()
        while fresh := {triple for rule in self._rules for triple in _answer(store, rule)} - found - triples:
            found |= fresh
            store.extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in fresh)
        return found

    def _owl_rl(self, triples: Iterable[Triple]) -> Iterator[Triple]:
        graph = rdflib.Graph()
        graph.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
        semantics = LeanSemantics(graph)
        semantics.closure()
        self.clashes = len(semantics.error_messages)
        closed = rdflib.Graph()
        for triple in graph:
            if all(isinstance(term, rdflib.URIRef) for term in triple):
                closed.add(triple)
        text = closed.serialize(format="nt", encoding="utf-8")
        return (quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES))


def _answer(store: Store, rule: str) -> QueryTriples:
    answer = store.query(rule)
    assert isinstance(answer, QueryTriples)
    return answer


def _relates(triple: Triple) -> bool:
    """Whether a statement relates a thing of ours to a thing or a class."""
    subject = triple.subject
    return isinstance(subject, NamedNode) and isinstance(triple.object, NamedNode) and subject.value.startswith(ID_BASE)


def _is_axiom(triple: Triple) -> bool:
    """Whether a statement of the ontology means something to owlrl."""
    predicate = triple.predicate
    if predicate in _SILENT:
        return False
    if predicate == RDF.type:
        kind = str(triple.object)[1:-1]
        return kind.startswith(str(OWL)) and kind.removeprefix(str(OWL)) not in _DECLARATIONS
    return predicate.value.startswith((str(OWL), RDFS.base, RDF.base))

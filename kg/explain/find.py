"""Finding explanations: proofs in a store of statements with what follows from them, and who tells their leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import NotFoundError
from kg.explain.answer import Explanation, Step, Telling, Texts
from kg.explain.terms import Given, predicate_of, thing_of
from kg.explain.wording import WORDS, fallback_name, reason_of, statement_words
from kg.ontology import Ontology
from kg.reason import EFFORT, Atom, Program, Proof, Prover
from kg.reason.rules import is_variable
from kg.store import GraphStore
from kg.vocab import DKG, GRAPH_INFERRED, GRAPH_PROVENANCE, PROV, RDF, RDFS, SKOS

__all__ = ["explain", "explain_named"]

Node = NamedNode | Literal | BlankNode
_MOST = 5  # proofs that are shown
_LOOKED_AT = 25
_SHORT = 100  # statements


def explain(store: GraphStore, ontology: Ontology, statement: Triple, effort: int = EFFORT) -> Explanation:
    """Return why a statement holds in a store: every way to know it, each with the sources that it rests on.

    The store is a built one, or that of a view, and nothing outside it is used. Raises `NotFoundError` when the
    statement is neither told nor follows, or its proof is not found with ``effort`` (`kg.reason.Prover`).
    """
    found = _Explainer(store, ontology)
    asked = Atom(str(statement.subject), str(statement.predicate), str(statement.object))
    proofs = Prover(Program.of(ontology), _Statements(store), effort).proofs(asked, _LOOKED_AT)
    if not proofs:
        words = statement_words(asked, found.name)["en"]
        if any(True for _ in _Statements(store).match(asked)):
            raise NotFoundError(f"this follows, but by so many steps that no proof was found: {words}")
        raise NotFoundError(f"nothing tells or implies: {words}")
    steps = _by_source([found.step(proof) for proof in proofs])[:_MOST]
    terms = {term for step in steps for one in step.walk() for term in one.statement.terms}
    names = {term: {lang: found.name(term, lang) for lang in WORDS} for term in sorted(terms)}
    return Explanation(asked, tuple(steps), names)


def _by_source(steps: Sequence[Step]) -> list[Step]:
    """Return the steps that rest on a source that none before them rests on; the first in any case."""
    seen: set[str] = set()
    kept: list[Step] = []
    for step in steps:
        sources = {telling.source or "" for one in step.walk() for telling in one.tellings}
        if not kept or sources - seen:
            kept.append(step)
        seen |= sources
    return kept


def explain_named(
    store: GraphStore,
    ontology: Ontology,
    subject: Given,
    predicate: str | NamedNode,
    value: Given,
    effort: int = EFFORT,
) -> Explanation:
    """Return why a statement holds whose parts are names, slugs, prefixed names, IRIs or terms; see `explain`."""
    node = thing_of(store, ontology, subject)
    if isinstance(node, Literal):
        raise NotFoundError("a literal is the subject of no statement")
    statement = Triple(node, predicate_of(ontology, predicate), thing_of(store, ontology, value))
    return explain(store, ontology, statement, effort)


class _Statements:
    """A store as the statements of a closed graph."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._kept: dict[Atom, list[Atom]] = {}

    def match(self, pattern: Atom) -> Iterable[Atom]:
        """Return the statements that a pattern fits; short answers are kept, since a proof asks them again."""
        kept = self._kept.get(pattern)
        if kept is not None:
            return kept
        answers = self._ask(pattern)
        first = list(islice(answers, _SHORT + 1))
        if len(first) > _SHORT:
            return chain(first, answers)
        self._kept[pattern] = first
        return first

    def _ask(self, pattern: Atom) -> Iterator[Atom]:
        known = [None if is_variable(term) else _node(term) for term in pattern.terms]
        if isinstance(known[0], Literal) or isinstance(known[1], Literal | BlankNode):
            return
        for quad in self._store.union(*known):  # type: ignore[arg-type]
            yield Atom(str(quad.subject), str(quad.predicate), str(quad.object))

    def is_asserted(self, statement: Atom) -> bool:
        """Tell whether some graph other than that of inferences holds a statement."""
        return any(graph != GRAPH_INFERRED for graph in _graphs(self._store, statement))


def _graphs(store: GraphStore, statement: Atom) -> Iterable[NamedNode | BlankNode | DefaultGraph]:
    subject, predicate, value = map(_node, statement.terms)
    if isinstance(subject, Literal) or not isinstance(predicate, NamedNode):
        return []
    return [quad.graph_name for quad in store.telling(Triple(subject, predicate, value))]


@lru_cache(maxsize=4096)
def _node(term: str) -> Node:
    """Return a term written as in N-Triples."""
    if term.startswith("<"):
        return NamedNode(term[1:-1])
    if term.startswith("_:"):
        return BlankNode(term[2:])
    (quad,) = parse(f"<urn:s> <urn:p> {term} .", format=RdfFormat.N_TRIPLES)
    found: Node = quad.object
    return found


def _ontology_title() -> Texts:
    return {lang: words["ontology"] for lang, words in WORDS.items()}


class _Explainer:
    """Turns proofs into explanations."""

    def __init__(self, store: GraphStore, ontology: Ontology) -> None:
        self._store = store
        self._ontology = ontology
        self._labels: dict[str, Texts] = {}

    def step(self, proof: Proof) -> Step:
        """Return a proof with words and sources."""
        statement = proof.statement
        words = statement_words(statement, self.name)
        if proof.rule is None:
            return Step(statement, words, tuple(self._tellings(statement)))
        return Step(
            statement,
            words,
            rule=proof.rule.name,
            reason=reason_of(proof.rule, self.name, self._ontology.folder),
            axioms=tuple(axiom.terms for axiom in proof.rule.axioms if not axiom.subject.startswith("_:")),
            premises=tuple(self.step(premise) for premise in proof.premises),
        )

    def name(self, term: str, lang: str) -> str:
        """Return the name of a term in a language; the other language's, or the end of its IRI, where there is none."""
        labels = self._labels.get(term)
        if labels is None:
            labels = self._labels[term] = self._read_labels(term)
        return labels.get(lang) or next(iter(labels.values()), fallback_name(term))

    def _read_labels(self, term: str) -> Texts:
        node = _node(term) if not is_variable(term) else None
        if not isinstance(node, NamedNode):
            return {}
        return self._own_labels(node) or self._kind_and_slug(node)

    def _kind_and_slug(self, node: NamedNode) -> Texts:
        """Name a thing that has no name, such as a phase: by what it is said to be, and its slug."""
        kinds = {quad.object for quad in self._store.told(node, RDF.type) if quad.graph_name != GRAPH_INFERRED}
        if len(kinds) != 1:
            return {}
        kind = self._own_labels(next(iter(kinds)))  # type: ignore[arg-type]
        return {lang: f"{text} [{fallback_name(str(node))}]" for lang, text in kind.items()}

    def _own_labels(self, node: NamedNode) -> Texts:
        found: dict[str, str] = {}
        for predicate in (SKOS.prefLabel, RDFS.label):
            texts = (quad.object for quad in self._store.union(node, predicate, None))
            for text in sorted((one for one in texts if isinstance(one, Literal)), key=str):
                found.setdefault(text.language or "en", text.value)
        return dict(sorted(found.items()))  # English first

    def _tellings(self, statement: Atom) -> Iterator[Telling]:
        graphs = sorted((g for g in _graphs(self._store, statement) if g != GRAPH_INFERRED), key=str)
        for graph in graphs:
            if not isinstance(graph, NamedNode):
                continue
            source = self._value(graph, PROV.wasDerivedFrom)
            beat = self._value(graph, DKG.revealedAt)
            position = self._value(beat, DKG.position) if isinstance(beat, NamedNode) else None
            title = self._own_labels(source) if isinstance(source, NamedNode) else _ontology_title()
            yield Telling(
                graph=graph.value,
                source=source.value if source else None,
                title=title,
                places=tuple(self._places(statement, graph)),
                beat=int(position.value) if position else None,
            )

    def _value(self, subject: NamedNode, predicate: NamedNode) -> NamedNode | Literal | None:
        for quad in self._store.told(subject, predicate, None, GRAPH_PROVENANCE):
            if isinstance(quad.object, NamedNode | Literal):
                return quad.object
        return None

    def _places(self, statement: Atom, graph: NamedNode) -> list[str]:
        subject = _node(statement.subject)
        found = self._store.told(subject, DKG.locator, None, graph)  # type: ignore[arg-type]
        return sorted(quad.object.value for quad in found if isinstance(quad.object, Literal))

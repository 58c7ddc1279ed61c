"""Where the terms of the ontology are used: rules, shapes, queries, and how often in the data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.catalog import CatalogQuery
from kg.linked.terms import Term, read_terms, read_turtle
from kg.linked.values import Texts
from kg.ontology import CORE_FILES, Ontology
from kg.results import Triples
from kg.store import GraphStore
from kg.views import as_table
from kg.vocab import DKG, RDF

__all__ = ["RuleText", "ShapeText", "TermUse", "Terms"]

_SH = "http://www.w3.org/ns/shacl#"
_SHAPES = "shapes.ttl"
_NAME = re.compile(r"\bdkg:([A-Za-z]\w*)")
_COMMENT = re.compile(r"(?<!\S)#.*")
_CLASSES = "SELECT ?term (COUNT(DISTINCT ?thing) AS ?n) WHERE { ?thing a ?term } GROUP BY ?term"
_PROPERTIES = "SELECT ?term (COUNT(*) AS ?n) WHERE { ?thing ?term ?value } GROUP BY ?term"


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule of ``ontology/rules``: what it says, and the terms that it gives and needs."""

    name: str
    summary: Texts
    gives: tuple[str, ...]
    needs: tuple[str, ...]
    sparql: str


@dataclass(frozen=True, slots=True)
class ShapeText:
    """A SHACL shape: the class that it is about, what it demands in words, and the terms that it names."""

    name: str
    target: tuple[str, ...]
    messages: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermUse:
    """Where a term is used; ``sparql`` is a query that returns rows, for a term that no query of the catalogue uses.

    ``given_by`` are rules that conclude it, ``needed_by`` rules that ask for it.
    """

    count: int
    given_by: tuple[RuleText, ...]
    needed_by: tuple[RuleText, ...]
    shapes: tuple[str, ...]
    queries: tuple[CatalogQuery, ...]
    sparql: str


class Terms:
    """The ontology as it is documented."""

    def __init__(self, store: GraphStore, ontology: Ontology, queries: Mapping[str, CatalogQuery]) -> None:
        self._store = store
        self._ontology = ontology
        self._queries = queries

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        """Every class and property, by local name."""
        return read_terms(self._ontology)

    @cached_property
    def rules(self) -> tuple[RuleText, ...]:
        """The rules beside the axioms, by name."""
        return tuple(_rule(path) for path in sorted((self._ontology.folder / "rules").glob("*.rq")))

    @cached_property
    def shapes(self) -> tuple[ShapeText, ...]:
        """The shapes, in the order of their names."""
        return tuple(_shapes(self.shapes_turtle))

    @cached_property
    def shapes_turtle(self) -> list[Triple]:
        """The statements of the file of shapes."""
        return read_turtle(self._ontology.folder / _SHAPES)

    def to_rdf(self) -> Triples:
        """Return the ontology: all of its core files together."""
        return Triples(sorted({quad.triple for quad in self._ontology.quads()}, key=str))

    def files(self) -> dict[str, Path]:
        """Return the files of the ontology as they are written, by name."""
        folder = self._ontology.folder
        named = (*CORE_FILES, "alignments.ttl", _SHAPES, "context.jsonld")
        rules = {f"rules/{path.name}": path for path in sorted((folder / "rules").glob("*.rq"))}
        return {**{name: folder / name for name in named}, **rules}

    @cached_property
    def uses(self) -> Mapping[str, TermUse]:
        """Where each term is used, by local name."""
        counts = self._counts()
        in_queries = {one.id: set(_NAME.findall(_COMMENT.sub("", one.sparql))) for one in self._queries.values()}
        return {
            name: TermUse(
                count=counts.get(term.iri, 0),
                given_by=tuple(rule for rule in self.rules if name in rule.gives or self._gives_edge(rule, term)),
                needed_by=tuple(rule for rule in self.rules if name in rule.needs),
                shapes=tuple(shape.name for shape in self.shapes if name in shape.terms),
                queries=tuple(self._queries[one] for one, names in in_queries.items() if name in names),
                sparql=_query(term, counts.get(term.iri, 0)),
            )
            for name, term in self.terms.items()
        }

    def _gives_edge(self, rule: RuleText, term: Term) -> bool:
        """Tell whether a rule gives the edges of all types, and the term is that of a symmetric one."""
        return "derivedEdge" in rule.needs and any(self.terms[one].symmetric for one in term.edge_of)

    def _counts(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for query in (_CLASSES, _PROPERTIES):
            found.update({row["term"]: row["n"] for row in as_table(self._store.query(query))})
        return found


def _query(term: Term, count: int) -> str:
    """Return a query that returns rows: what has the term, or what the ontology says of it where nothing does."""
    if not count:
        return f"SELECT ?property ?value WHERE {{\n  dkg:{term.name} ?property ?value .\n}} ORDER BY ?property"
    named = '  OPTIONAL {{ ?{0} skos:prefLabel ?name FILTER(LANG(?name) = "en") }}\n'
    if term.kind == "class":
        body = f"  ?thing a dkg:{term.name} .\n{named.format('thing')}"
        return f"SELECT ?thing ?name WHERE {{\n{body}}} ORDER BY ?thing LIMIT 100"
    body = f"  ?thing dkg:{term.name} ?value .\n{named.format('thing')}"
    return f"SELECT ?thing ?name ?value WHERE {{\n{body}}} ORDER BY ?thing ?value LIMIT 100"


def _rule(path: Path) -> RuleText:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    keys = {"en": "#+ summary:", "ko": "#+ summary_ko:"}
    found = {
        lang: [line.removeprefix(key).strip() for line in lines if line.startswith(key)] for lang, key in keys.items()
    }
    summary = {lang: words[0] for lang, words in found.items() if words}
    sparql = "\n".join(line for line in lines if not line.startswith("#")).strip()
    head, _, body = sparql.partition("WHERE")
    return RuleText(path.stem, summary, _terms_in(head), _terms_in(body), sparql)


def _terms_in(sparql: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_NAME.findall(sparql)))


def _shapes(triples: Iterable[Triple]) -> Iterable[ShapeText]:
    by_subject: dict[object, list[Triple]] = {}
    for triple in triples:
        by_subject.setdefault(triple.subject, []).append(triple)
    kinds = (NamedNode(_SH + "NodeShape"), NamedNode(_SH + "PropertyShape"))
    every = [t for found in by_subject.values() for t in found if t.predicate == RDF.type and t.object in kinds]
    shapes = sorted({t.subject for t in every if isinstance(t.subject, NamedNode)}, key=str)
    for shape in shapes:
        inside = list(_inside(shape, by_subject, set()))
        texts = [
            t.object.value for t in inside if t.predicate.value == _SH + "message" and isinstance(t.object, Literal)
        ]
        names = [
            _local(t.object) for t in inside if isinstance(t.object, NamedNode) and t.object.value.startswith(DKG.base)
        ]
        queries = [
            t.object.value for t in inside if t.predicate.value == _SH + "select" and isinstance(t.object, Literal)
        ]
        names += [name for query in queries for name in _NAME.findall(query)]
        target = [_local(t.object) for t in by_subject[shape]
                  if t.predicate.value.startswith(_SH + "target") and isinstance(t.object, NamedNode)]  # fmt: skip
        yield ShapeText(
            shape.value.rpartition("#")[2], tuple(sorted(target)), tuple(dict.fromkeys(sorted(texts))),
            tuple(dict.fromkeys(names)),
        )  # fmt: skip


def _inside(node: object, by_subject: Mapping[object, list[Triple]], seen: set[object]) -> Iterable[Triple]:
    """Yield the statements of a shape and of the nameless nodes in it."""
    if node in seen:
        return
    seen.add(node)
    for triple in by_subject.get(node, ()):
        yield triple
        if isinstance(triple.object, BlankNode):
            yield from _inside(triple.object, by_subject, seen)


def _local(node: NamedNode) -> str:
    return node.value.removeprefix(DKG.base)

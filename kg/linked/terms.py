"""The terms of the ontology, each with all that its files say of it, so that nothing has to be written down twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import DataError, Problem, Where
from kg.linked.values import Node, Texts
from kg.ontology import ALIGNMENTS, LineStyle, Ontology
from kg.vocab import DKG, OWL, RDF, RDFS, SKOS

__all__ = ["KINDS", "Term", "read_terms", "read_turtle"]

KINDS = {
    OWL.Class: "class",
    OWL.ObjectProperty: "object",
    OWL.DatatypeProperty: "datatype",
    OWL.AnnotationProperty: "annotation",
}
"""What a term can be."""
_TRAITS = ("SymmetricProperty", "TransitiveProperty", "IrreflexiveProperty", "AsymmetricProperty")
_EXAMPLE = NamedNode(SKOS.base + "example")
_CHAIN = NamedNode(OWL.base + "propertyChainAxiom")
_FIRST, _REST = (NamedNode(RDF.base + name) for name in ("first", "rest"))


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property; ``kind`` is one of `KINDS`.

    Terms of ours stand by local name, others by IRI. ``roles`` and ``edge`` are those of a relationship type (its
    subject's role first), ``role_in`` and ``edge_of`` the types that have a property as one. ``chains`` and
    ``inverses`` say from which properties it follows, ``aligned`` how it relates to other vocabularies: (mapping
    relation, term), as IRIs.
    """

    name: str
    kind: str
    label: Texts
    comment: Texts
    examples: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    traits: tuple[str, ...]
    inverses: tuple[str, ...]
    chains: tuple[tuple[str, ...], ...]
    roles: tuple[str, ...]
    symmetric: bool
    edge: str | None
    role_in: tuple[str, ...]
    edge_of: tuple[str, ...]
    aligned: tuple[tuple[str, str], ...]
    notations: tuple[str, ...]
    line: LineStyle | None

    @property
    def iri(self) -> str:
        """The term's IRI."""
        return DKG.base + self.name


class _Index:
    """Statements by subject and predicate, and by predicate and object."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._values: dict[tuple[object, NamedNode], list[Node]] = {}
        self._subjects: dict[tuple[NamedNode, object], list[NamedNode]] = {}
        for triple in sorted(set(triples), key=str):
            self._values.setdefault((triple.subject, triple.predicate), []).append(triple.object)
            if isinstance(triple.subject, NamedNode):
                self._subjects.setdefault((triple.predicate, triple.object), []).append(triple.subject)

    def values(self, subject: Node, predicate: NamedNode) -> list[Node]:
        return self._values.get((subject, predicate), [])

    def names(self, subject: Node, predicate: NamedNode) -> tuple[str, ...]:
        return tuple(_local(one) for one in self.values(subject, predicate) if isinstance(one, NamedNode))

    def named_by(self, predicate: NamedNode, value: NamedNode) -> tuple[str, ...]:
        return tuple(_local(one) for one in self._subjects.get((predicate, value), ()))

    def subjects(self, predicate: NamedNode, value: NamedNode) -> list[NamedNode]:
        return self._subjects.get((predicate, value), [])

    def texts(self, subject: Node, predicate: NamedNode) -> dict[str, str]:
        found = [one for one in self.values(subject, predicate) if isinstance(one, Literal)]
        return {one.language or "en": one.value for one in found}

    def list_of(self, head: Node) -> Iterator[str]:
        """Yield the members of an RDF list."""
        while isinstance(head, BlankNode):
            yield from (_local(one) for one in self.values(head, _FIRST) if isinstance(one, NamedNode))
            head = next(iter(self.values(head, _REST)), RDF.type)


def read_terms(ontology: Ontology) -> dict[str, Term]:
    """Return every class and property of the ontology, by local name, in the order of the names.

    >>> from kg.ontology import load_ontology
    >>> terms = read_terms(load_ontology())
    >>> terms["Mentoring"].roles, terms["mentorOf"].chains, terms["mentor"].role_in
    (('mentor', 'mentee'), (('mentorIn', 'mentee'),), ('Mentoring',))
    """
    index = _Index(quad.triple for quad in ontology.quads())
    aligned = _Index(read_turtle(ontology.folder / ALIGNMENTS))
    found = {
        _local(node): kind for owl_kind, kind in KINDS.items() for node in index.subjects(RDF.type, owl_kind)
        if node.value.startswith(DKG.base)
    }  # fmt: skip
    return {name: _term(name, kind, index, aligned, ontology) for name, kind in sorted(found.items())}


def _term(name: str, kind: str, index: _Index, aligned: _Index, ontology: Ontology) -> Term:
    node = NamedNode(DKG.base + name)
    above = RDFS.subClassOf if kind == "class" else RDFS.subPropertyOf
    relation = ontology.relationship_types.get(name)
    inverse = (*index.names(node, OWL.inverseOf), *index.named_by(OWL.inverseOf, node))
    mappings = ("exactMatch", "closeMatch", "relatedMatch", "broadMatch", "narrowMatch")
    relations = (above, *(NamedNode(SKOS.base + mapping) for mapping in mappings))
    return Term(
        name=name,
        kind=kind,
        label=index.texts(node, RDFS.label),
        comment=index.texts(node, RDFS.comment),
        examples=tuple(one.value for one in index.values(node, _EXAMPLE) if isinstance(one, Literal)),
        above=index.names(node, above),
        below=index.named_by(above, node),
        domain=index.names(node, RDFS.domain),
        range=index.names(node, RDFS.range),
        traits=tuple(trait for trait in _TRAITS if OWL.base + trait in index.names(node, RDF.type)),
        inverses=tuple(dict.fromkeys(inverse)),
        chains=tuple(tuple(index.list_of(head)) for head in index.values(node, _CHAIN)),
        roles=relation.roles if relation else (),
        symmetric=relation.symmetric if relation else False,
        edge=relation.edge if relation else None,
        role_in=tuple(dict.fromkeys(one for by in _ROLES for one in index.named_by(by, node))),
        edge_of=index.named_by(DKG.derivedEdge, node),
        aligned=tuple((by.value, other) for by in relations for other in aligned.names(node, by)),
        notations=tuple(one.value for one in aligned.values(node, SKOS.notation) if isinstance(one, Literal)),
        line=ontology.style(name) if relation else None,
    )


_ROLES = (DKG.subjectRole, DKG.objectRole, DKG.optionalRole)


def read_turtle(path: Path) -> list[Triple]:
    """Return what a file of the ontology says. Raises `DataError`."""
    try:
        return list(parse(path=path, format=RdfFormat.TURTLE))
    except SyntaxError as error:
        raise DataError([Problem(Where(str(path), error.lineno or 1), f"not Turtle: {error.msg}")]) from error
    except OSError as error:
        raise DataError([Problem(Where(str(path), 1), f"cannot be read: {error.strerror or error}")]) from error


def _local(node: NamedNode) -> str:
    return node.value.removeprefix(DKG.base)

"""What the query editor completes: the terms of our ontology, and the prefixes that a query may use."""

from __future__ import annotations

from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.ontology import Ontology
from kg.vocab import DKG, OWL, PREFIXES, PROV, RDF, RDFS, SKOS

__all__ = ["editor_terms"]

_KINDS = {
    OWL.Class: "class",
    OWL.ObjectProperty: "property",
    OWL.DatatypeProperty: "property",
    OWL.AnnotationProperty: "property",
}
# Terms of other vocabularies that our data use all the time.
_OTHERS = (RDF.type, RDFS.label, RDFS.comment, RDFS.subClassOf, RDFS.subPropertyOf, SKOS.prefLabel, SKOS.altLabel,
           SKOS.broader, SKOS.narrower, SKOS.exactMatch, PROV.wasDerivedFrom)  # fmt: skip


def editor_terms(ontology: Ontology) -> dict[str, Any]:
    """Return prefixes by name, and the terms as rows: IRI, "class" or "property", labels and comments by language.

    >>> from kg.ontology import load_ontology
    >>> [row["label"]["ko"] for row in editor_terms(load_ontology())["terms"] if row["iri"].endswith("#Drama")]
    ['드라마']
    """
    kinds: dict[str, str] = {}
    texts: dict[tuple[str, NamedNode], dict[str, str]] = {}
    for quad in ontology.quads():
        if not isinstance(quad.subject, NamedNode):
            continue
        if quad.predicate == RDF.type and isinstance(quad.object, NamedNode) and quad.object in _KINDS:
            kinds.setdefault(quad.subject.value, _KINDS[quad.object])
        elif quad.predicate in (RDFS.label, RDFS.comment) and isinstance(quad.object, Literal):
            texts.setdefault((quad.subject.value, quad.predicate), {})[quad.object.language or "en"] = quad.object.value
    ours = {iri: kind for iri, kind in kinds.items() if iri.startswith(DKG.base)}
    others = dict.fromkeys((node.value for node in _OTHERS), "property")
    rows = [
        {
            "iri": iri,
            "kind": kind,
            "label": texts.get((iri, RDFS.label), {}),
            "comment": texts.get((iri, RDFS.comment), {}),
        }
        for iri, kind in [*sorted(ours.items()), *others.items()]
    ]
    return {"prefixes": PREFIXES, "terms": rows}

"""A description as RDF and as JSON values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.linked.values import Description, Node, Telling, Texts
from kg.results import Triples
from kg.vocab import PREFIXES, RDFS

__all__ = ["labels_of", "literal_value", "to_dict", "to_trig", "to_triples"]


def to_triples(found: Description) -> Triples:
    """Return the statements, what describes their graphs and sources, and an `rdfs:label` of everything named."""
    quads = (*found.told, *found.inferred, *found.about)
    triples = {*(quad.triple for quad in quads), *labels_of(found.names)}
    return Triples(sorted(triples, key=lambda triple: (triple.subject != found.thing, str(triple))))


def to_trig(found: Description) -> bytes:
    """Return the same in TriG: each statement in its graph, so that one sees who tells it; labels in none."""
    labels = (Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in labels_of(found.names))
    quads = dict.fromkeys((*labels, *found.about, *found.told, *found.inferred))
    return serialize(quads, format=RdfFormat.TRIG, prefixes=PREFIXES) or b""


def labels_of(names: Mapping[str, Texts]) -> Iterator[Triple]:
    """Yield the names of things as `rdfs:label`."""
    for iri, texts in sorted(names.items()):
        for lang, text in texts.items():
            yield Triple(NamedNode(iri), RDFS.label, Literal(text, language=lang))


def to_dict(found: Description) -> dict[str, Any]:
    """Return JSON values: the thing, what is said of it and by whom, and what leads to it."""

    def named(iri: str) -> dict[str, Any]:
        return {"iri": iri, "label": dict(found.names.get(iri, {}))}

    def told(telling: Telling) -> dict[str, Any]:
        return {
            "graph": telling.graph,
            "source": named(telling.source) if telling.source else None,
            "places": list(telling.places),
            "drama": telling.drama,
            "beat": telling.beat,
        }

    return {
        "iri": found.iri,
        "label": dict(found.label),
        "types": [named(iri) for iri in found.types],
        "statements": [
            {
                "property": named(one.property),
                "value": named(one.value.value) if isinstance(one.value, NamedNode) else literal_value(one.value),
                "inferred": not one.tellings,
                "told": [told(telling) for telling in one.tellings],
            }
            for one in found.statements
        ],
        "incoming": [
            {
                "property": named(group.property),
                "total": len(group.links),
                "things": [{**named(link.thing), "inferred": not link.told} for link in group.links],
            }
            for group in found.links
        ],
    }


def literal_value(value: Node) -> dict[str, str]:
    """Return JSON values for what is no IRI."""
    if not isinstance(value, Literal):
        return {"value": str(value)}
    if value.language:
        return {"value": value.value, "language": value.language}
    return {"value": value.value, "datatype": value.datatype.value}

"""Descriptions as text in the RDF formats that clients ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import RdfFormat, Triple, serialize

from kg.dataset.terms import DESCRIBING

__all__ = ["RDF_TYPES", "as_text"]

_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "nt": RdfFormat.N_TRIPLES,
}
# Format -> its media types, the one that is sent first.
RDF_TYPES: Mapping[str, tuple[str, ...]] = {
    "ttl": ("text/turtle", "application/x-turtle"),
    "jsonld": ("application/ld+json", "application/json"),
    "rdfxml": ("application/rdf+xml", "application/xml", "text/xml"),
    "nt": ("application/n-triples", "text/plain"),
}


def as_text(triples: Iterable[Triple], format: str) -> bytes:
    """Return triples as ``ttl``, ``jsonld``, ``rdfxml`` or ``nt``, those of one subject together."""
    by_subject: dict[str, dict[Triple, None]] = {}
    for triple in triples:
        by_subject.setdefault(str(triple.subject), {})[triple] = None
    together = [triple for found in by_subject.values() for triple in found]
    prefixes = {} if format == "nt" else DESCRIBING
    return serialize(together, format=_FORMATS[format], prefixes=prefixes) or b""

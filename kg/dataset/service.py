"""The description of the SPARQL endpoint (https://www.w3.org/TR/sparql11-service-description/), its limits included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg.dataset.about import About
from kg.dataset.counting import FIXED, Statistics
from kg.dataset.site import DATASET, Site, fragment
from kg.dataset.terms import DCAT, DCT, ENTAILMENT, FORMATS, SCHEMA, SD, VOID
from kg.dataset.void import number, texts
from kg.dataset.wording import PART_TEXTS, SERVICE_COMMENT, SERVICE_TITLE
from kg.vocab import GRAPH_BASE, RDF, RDFS, XSD

__all__ = ["Limit", "data_service", "service_description"]

# What a query may take: a name, a value, its unit ("seconds", "bytes" or "" for a count), and what it means.
Limit = tuple[str, float, str, str]

# The W3C's names of formats, by media type (https://www.w3.org/ns/formats/).
_NAMES = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
    "application/trig": "TriG",
    "application/n-quads": "N-Quads",
}
_UNITS = {"seconds": "SEC", "bytes": "AD"}  # UN/CEFACT's codes, which schema.org asks for


def service_description(
    statistics: Statistics,
    about: About,
    site: Site,
    media_types: Iterable[str],
    limits: Iterable[Limit],
    *,
    writable: bool = False,
) -> Iterator[Triple]:
    """Yield the description of an endpoint that answers in some media types, within some limits.

    The named graphs that are one for all are described each. Those of sources are thousands: `kg.dataset.void`
    describes them as one subset, and graph:provenance each of them.
    """
    yield from data_service(about, site)
    yield Triple(site.service, RDF.type, SD.Service)
    yield Triple(site.service, SD.endpoint, site.endpoint)
    yield Triple(site.service, SD.supportedLanguage, SD.SPARQL11Query)
    if writable:
        yield Triple(site.service, SD.supportedLanguage, SD.SPARQL11Update)
    for media_type in media_types:
        if media_type in _NAMES:
            yield Triple(site.service, SD.resultFormat, NamedNode(FORMATS + _NAMES[media_type]))
    yield Triple(site.service, SD.feature, SD.UnionDefaultGraph)
    yield Triple(site.service, SD.defaultEntailmentRegime, ENTAILMENT.Simple)
    yield from _dataset(statistics, site)
    for limit in limits:
        yield from _limit(site, *limit)


def data_service(about: About, site: Site) -> Iterator[Triple]:
    """Yield what a catalogue needs to know of the endpoint (DCAT)."""
    yield Triple(site.service, RDF.type, DCAT.DataService)
    yield from texts(site.service, DCT.title, SERVICE_TITLE)
    yield from texts(site.service, RDFS.comment, SERVICE_COMMENT)
    yield Triple(site.service, DCAT.endpointURL, site.endpoint)
    yield Triple(site.service, DCAT.endpointDescription, site.endpoint)
    yield Triple(site.service, DCAT.servesDataset, DATASET)
    yield Triple(site.service, DCT.conformsTo, NamedNode("https://www.w3.org/TR/sparql11-protocol/"))
    yield Triple(site.service, DCT.license, NamedNode(about.licence))


def _dataset(statistics: Statistics, site: Site) -> Iterator[Triple]:
    default = fragment(DATASET, "default-graph")
    yield Triple(site.service, SD.defaultDataset, DATASET)
    yield Triple(DATASET, RDF.type, SD.Dataset)
    yield Triple(DATASET, SD.defaultGraph, default)
    yield Triple(default, RDF.type, SD.Graph)
    yield Triple(default, RDF.type, VOID.Dataset)
    yield number(default, VOID.triples, statistics.triples)
    for kind in FIXED:
        if kind not in statistics.parts:
            continue
        graph, named = fragment(DATASET, kind, "graph"), fragment(DATASET, kind)
        yield Triple(DATASET, SD.namedGraph, named)
        yield Triple(named, RDF.type, SD.NamedGraph)
        yield Triple(named, SD.name, NamedNode(GRAPH_BASE + kind))
        yield Triple(named, SD.graph, graph)
        yield Triple(graph, RDF.type, SD.Graph)
        yield Triple(graph, RDF.type, VOID.Dataset)
        title, comment = PART_TEXTS[kind]
        yield from texts(graph, DCT.title, title)
        yield from texts(graph, RDFS.comment, comment)
        yield number(graph, VOID.triples, statistics.parts[kind].triples)


def _limit(site: Site, name: str, value: float, unit: str, means: str) -> Iterator[Triple]:
    node = fragment(site.endpoint, "limit", name.replace("_", "-"))
    whole = float(value).is_integer()
    shown = Literal(f"{value:.0f}" if whole else repr(value), datatype=XSD.integer if whole else XSD.decimal)
    yield Triple(site.service, SCHEMA.additionalProperty, node)
    yield Triple(node, RDF.type, SCHEMA.PropertyValue)
    yield Triple(node, SCHEMA.propertyID, Literal(name))
    yield Triple(node, SCHEMA.name, Literal(means, language="en"))
    yield Triple(node, SCHEMA.value, shown)
    if unit:
        yield Triple(node, SCHEMA.unitText, Literal(unit))
        if unit in _UNITS:
            yield Triple(node, SCHEMA.unitCode, Literal(_UNITS[unit]))

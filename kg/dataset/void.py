"""The VoID description: what is in the dataset, in numbers (https://www.w3.org/TR/void/)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg.dataset.about import HOME, About
from kg.dataset.counting import FIXED, SOURCES, Links, Statistics
from kg.dataset.dumps import Dump, dumps
from kg.dataset.site import AGENT, DATASET, VOID_DOCUMENT, Site, fragment
from kg.dataset.terms import DCT, FOAF, FORMATS, VOID, VOID_CLASS
from kg.dataset.wording import PART_TEXTS
from kg.vocab import GRAPH_BASE, ID_BASE, RDF, RDFS, XSD, compact

__all__ = ["number", "texts", "void_description", "who_and_what"]

_SYNTAXES = ("N-Quads", "TriG", "JSON-LD", "Turtle", "N-Triples", "RDF_XML")


def void_description(statistics: Statistics, about: About, site: Site) -> Iterator[Triple]:
    """Yield the description of the dataset as VoID."""
    yield Triple(VOID_DOCUMENT, RDF.type, VOID.DatasetDescription)
    yield from texts(VOID_DOCUMENT, DCT.title, {"en": "What is in Drama KG (VoID)", "ko": "드라마 KG의 내용(VoID)"})
    yield Triple(VOID_DOCUMENT, FOAF.primaryTopic, DATASET)
    yield Triple(VOID_DOCUMENT, DCT.modified, _date(about.modified))
    yield from who_and_what(about, site)
    yield Triple(DATASET, VOID.sparqlEndpoint, site.endpoint)
    yield Triple(DATASET, VOID.uriSpace, Literal(ID_BASE))
    yield Triple(DATASET, VOID.dataDump, site.dump(Dump("all", "nq").name))
    for name in _SYNTAXES:
        yield Triple(DATASET, VOID.feature, NamedNode(FORMATS + name))
    for example in statistics.examples:
        yield Triple(DATASET, VOID.exampleResource, NamedNode(example))
    for vocabulary in sorted(_vocabularies((*statistics.classes, *statistics.properties))):
        yield Triple(DATASET, VOID.vocabulary, NamedNode(vocabulary))
    yield from _totals(statistics)
    yield from _partitions(statistics)
    yield from _subsets(statistics, site)
    for links in statistics.links:
        yield from _linkset(links)


def who_and_what(about: About, site: Site) -> Iterator[Triple]:
    """Yield what every description says of the dataset: title, authors, licence, version, dates."""
    yield Triple(DATASET, RDF.type, VOID.Dataset)
    yield from texts(DATASET, DCT.title, about.title)
    yield from texts(DATASET, DCT.description, about.abstract)
    yield Triple(DATASET, DCT.license, NamedNode(about.licence))
    yield Triple(DATASET, DCT.creator, AGENT)
    yield Triple(DATASET, DCT.publisher, AGENT)
    yield Triple(AGENT, RDF.type, FOAF.Agent)
    for author in about.authors:
        yield Triple(AGENT, FOAF.name, Literal(author))
    yield Triple(DATASET, DCT.issued, _date(about.released))
    yield Triple(DATASET, DCT.modified, _date(about.modified))
    yield Triple(DATASET, DCT.conformsTo, NamedNode(HOME + "/ontology"))
    yield Triple(DATASET, FOAF.homepage, NamedNode(HOME))
    yield Triple(DATASET, FOAF.page, site.at("/dataset"))


def texts(subject: NamedNode, predicate: NamedNode, by_language: dict[str, str]) -> Iterator[Triple]:
    """Yield a text in each of its languages."""
    for language, text in by_language.items():
        yield Triple(subject, predicate, Literal(text, language=language))


def number(subject: NamedNode, predicate: NamedNode, value: int) -> Triple:
    """Return a statement of a count."""
    return Triple(subject, predicate, Literal(str(value), datatype=XSD.integer))


def _date(day: str) -> Literal:
    return Literal(day, datatype=XSD.date)


def _totals(statistics: Statistics) -> Iterator[Triple]:
    yield number(DATASET, VOID.triples, statistics.triples)
    yield number(DATASET, VOID.entities, statistics.entities)
    yield number(DATASET, VOID.classes, len(statistics.classes))
    yield number(DATASET, VOID.properties, len(statistics.properties))
    yield number(DATASET, VOID.distinctSubjects, statistics.subjects)
    yield number(DATASET, VOID.distinctObjects, statistics.objects)


def _partitions(statistics: Statistics) -> Iterator[Triple]:
    for iri, entities in statistics.classes.items():
        part = fragment(VOID_DOCUMENT, "class", _local(iri))
        yield Triple(DATASET, VOID.classPartition, part)
        yield Triple(part, RDF.type, VOID.Dataset)
        yield Triple(part, VOID_CLASS, NamedNode(iri))
        yield number(part, VOID.entities, entities)
    for iri, counts in statistics.properties.items():
        part = fragment(VOID_DOCUMENT, "property", _local(iri))
        yield Triple(DATASET, VOID.propertyPartition, part)
        yield Triple(part, RDF.type, VOID.Dataset)
        yield Triple(part, VOID.property, NamedNode(iri))
        yield number(part, VOID.triples, counts.triples)
        yield number(part, VOID.distinctSubjects, counts.subjects)
        yield number(part, VOID.distinctObjects, counts.objects)


def _subsets(statistics: Statistics, site: Site) -> Iterator[Triple]:
    """Yield the named graphs by kind; those of sources are in ``told`` as one, since there are thousands of them."""
    for name, counts in statistics.parts.items():
        part = fragment(VOID_DOCUMENT, name)
        inside = DATASET if name in ("told", "inferred") else fragment(VOID_DOCUMENT, "told")
        yield Triple(inside, VOID.subset, part)
        yield Triple(part, RDF.type, VOID.Dataset)
        title, comment = PART_TEXTS[name]
        yield from texts(part, DCT.title, title)
        yield from texts(part, RDFS.comment, comment)
        yield number(part, VOID.triples, counts.triples)
        if name in FIXED:
            yield Triple(part, DCT.identifier, Literal(GRAPH_BASE + name, datatype=XSD.anyURI))
    for dump in dumps(("told", "inferred")):
        if dump.part in statistics.parts:
            yield Triple(fragment(VOID_DOCUMENT, dump.part), VOID.dataDump, site.dump(dump.name))


def _linkset(links: Links) -> Iterator[Triple]:
    property_name = compact(links.predicate).replace(":", "-")
    part = fragment(VOID_DOCUMENT, "links", property_name, _local(links.target))
    target = fragment(VOID_DOCUMENT, "site", _local(links.target))
    yield Triple(DATASET, VOID.subset, part)
    yield Triple(part, RDF.type, VOID.Linkset)
    yield Triple(part, VOID.linkPredicate, NamedNode(links.predicate))
    yield Triple(part, VOID.subjectsTarget, fragment(VOID_DOCUMENT, "ontology" if links.of_terms else SOURCES))
    yield Triple(part, VOID.objectsTarget, target)
    yield number(part, VOID.triples, links.triples)
    yield Triple(target, RDF.type, VOID.Dataset)
    yield Triple(target, VOID.uriSpace, Literal(links.target))


def _local(iri: str) -> str:
    """Return a name for a part of the document that stands for an IRI: the prefixed name, or a hash.

    >>> _local("https://w3id.org/drama-kg/ontology#Drama"), _local("http://example.org/x y")
    ('dkg-Drama', 'e4f046410a')
    """
    short = compact(iri)
    if re.fullmatch(r"[a-z]+:[\w-]+", short):
        return short.replace(":", "-")
    return hashlib.sha256(iri.encode()).hexdigest()[:10]


def _vocabularies(terms: Iterable[str]) -> set[str]:
    """Return the namespaces of terms."""
    return {namespace for term in terms if (namespace := re.sub(r"[^/#]*$", "", term))}

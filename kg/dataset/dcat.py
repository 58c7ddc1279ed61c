"""The dataset as data portals list it (https://www.w3.org/TR/vocab-dcat-3/), with a distribution for each dump."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from kg.dataset.about import About
from kg.dataset.dumps import Dump, File, dumps
from kg.dataset.service import data_service
from kg.dataset.site import DATASET, Site, fragment
from kg.dataset.terms import DCAT, DCT, SPDX
from kg.dataset.void import texts, who_and_what
from kg.dataset.wording import PART_TEXTS
from kg.vocab import RDF, XSD

__all__ = ["dcat_description"]

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_LANGUAGES = "http://publications.europa.eu/resource/authority/language/"


def dcat_description(about: About, site: Site, files: Sequence[File]) -> Iterator[Triple]:
    """Yield the description of the dataset; dumps that are written are described with their size and checksum."""
    yield from who_and_what(about, site)
    yield Triple(DATASET, RDF.type, DCAT.Dataset)
    yield Triple(DATASET, DCT.identifier, Literal(DATASET.value, datatype=XSD.anyURI))
    yield Triple(DATASET, DCAT.version, Literal(about.full_version))
    yield Triple(DATASET, DCAT.landingPage, site.at("/dataset"))
    for code in ("ENG", "KOR"):
        yield Triple(DATASET, DCT.language, NamedNode(_LANGUAGES + code))
    for keyword in about.keywords:
        yield Triple(DATASET, DCAT.keyword, Literal(keyword, language="en"))
    yield from data_service(about, site)
    yield from _endpoint(about, site)
    written = {file.dump: file for file in files}
    for dump in dumps():
        yield from _distribution(dump, about, site)
        if dump in written:
            yield from _checked(written[dump])


def _of(dump: Dump) -> NamedNode:
    return fragment(DATASET, dump.part, dump.format)


def _distribution(dump: Dump, about: About, site: Site) -> Iterator[Triple]:
    node = _of(dump)
    title = PART_TEXTS[dump.part][0]
    yield Triple(DATASET, DCAT.distribution, node)
    yield Triple(node, RDF.type, DCAT.Distribution)
    yield from texts(node, DCT.title, {language: f"{text} ({dump.format})" for language, text in title.items()})
    yield Triple(node, DCT.license, NamedNode(about.licence))
    yield Triple(node, DCAT.accessURL, site.at("/dataset"))
    yield Triple(node, DCAT.downloadURL, site.dump(dump.name))
    yield Triple(node, DCAT.mediaType, NamedNode(_MEDIA_TYPES + dump.media_type))
    yield Triple(node, DCAT.compressFormat, NamedNode(_MEDIA_TYPES + "application/gzip"))


def _checked(file: File) -> Iterator[Triple]:
    node, checksum = _of(file.dump), fragment(DATASET, file.dump.part, file.dump.format, "sha256")
    yield Triple(node, DCAT.byteSize, Literal(str(file.size), datatype=XSD.nonNegativeInteger))
    yield Triple(node, SPDX.checksum, checksum)
    yield Triple(checksum, RDF.type, SPDX.Checksum)
    yield Triple(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    yield Triple(checksum, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary))


def _endpoint(about: About, site: Site) -> Iterator[Triple]:
    """Yield the endpoint as one more way to get at the data."""
    node = fragment(DATASET, "sparql")
    yield Triple(DATASET, DCAT.distribution, node)
    yield Triple(node, RDF.type, DCAT.Distribution)
    yield from texts(node, DCT.title, {"en": "By SPARQL queries", "ko": "SPARQL 질의로"})
    yield Triple(node, DCT.license, NamedNode(about.licence))
    yield Triple(node, DCAT.accessURL, site.endpoint)
    yield Triple(node, DCAT.accessService, site.service)

"""The terms of the vocabularies that describe datasets and services, as closed vocabularies: a misspelt one raises."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.vocab import PREFIXES, Vocabulary

__all__ = ["DCAT", "DCT", "DESCRIBING", "ENTAILMENT", "FOAF", "FORMATS", "SCHEMA", "SD", "SPDX", "VOID", "VOID_CLASS"]

DCT = Vocabulary(
    "http://purl.org/dc/terms/",
    "title description license creator publisher issued modified language identifier conformsTo format",
)
DCAT = Vocabulary(
    "http://www.w3.org/ns/dcat#",
    """
    Dataset Distribution DataService distribution accessService accessURL downloadURL mediaType compressFormat byteSize
    keyword landingPage version servesDataset endpointURL endpointDescription
    """,
)
FOAF = Vocabulary("http://xmlns.com/foaf/0.1/", "Agent name homepage primaryTopic topic page")
SCHEMA = Vocabulary("https://schema.org/", "additionalProperty PropertyValue propertyID name value unitCode unitText")
SPDX = Vocabulary("http://spdx.org/rdf/terms#", "Checksum checksum algorithm checksumAlgorithm_sha256 checksumValue")
VOID = Vocabulary(
    "http://rdfs.org/ns/void#",
    """
    Dataset DatasetDescription Linkset subset target subjectsTarget objectsTarget linkPredicate sparqlEndpoint dataDump
    exampleResource uriSpace vocabulary feature property triples entities classes properties distinctSubjects
    distinctObjects classPartition propertyPartition
    """,
)
VOID_CLASS = NamedNode(VOID.base + "class")  # which is no name of an attribute
# https://www.w3.org/TR/sparql11-service-description/
SD = Vocabulary(
    "http://www.w3.org/ns/sparql-service-description#",
    """
    Service Dataset Graph NamedGraph endpoint supportedLanguage resultFormat inputFormat feature defaultDataset
    defaultEntailmentRegime defaultGraph namedGraph name graph SPARQL11Query SPARQL11Update UnionDefaultGraph
    BasicFederatedQuery
    """,
)
ENTAILMENT = Vocabulary("http://www.w3.org/ns/entailment/", "Simple")
FORMATS = "http://www.w3.org/ns/formats/"

# The prefixes of a description.
DESCRIBING = {
    **PREFIXES,
    "dct": DCT.base,
    "dcat": DCAT.base,
    "foaf": FOAF.base,
    "schema": SCHEMA.base,
    "spdx": SPDX.base,
    "void": VOID.base,
    "sd": SD.base,
    "formats": FORMATS,
    "ent": ENTAILMENT.base,
}

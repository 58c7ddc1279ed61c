"""The RDF terms that the code itself speaks of, as closed vocabularies: a misspelt term raises.

Relationship types, their roles and derived edges are *not* listed here: the code reads them from the
ontology (`kg.ontology`), so that a new type touches ``ontology/`` alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kg.errors import did_you_mean

__all__ = [
    "CREDITS", "DCTERMS", "DKG", "GRAPH_BASE", "GRAPH_INFERRED", "GRAPH_ONTOLOGY", "GRAPH_PROVENANCE", "GRAPH_THEMES",
    "ID_BASE", "OWL", "PREFIXES", "PROV", "RDF", "RDFS", "SKOS", "VIEW_BASE", "XSD", "Vocabulary", "compact", "thing",
]  # fmt: skip


class Vocabulary:
    """A namespace with a fixed set of terms, each an attribute.

    >>> DKG.Drama
    <NamedNode value=https://w3id.org/drama-kg/ontology#Drama>
    >>> DKG.Dramma
    Traceback (most recent call last):
    AttributeError: https://w3id.org/drama-kg/ontology# has no term 'Dramma'; did you mean 'Drama' or 'inDrama'?
    """

    def __init__(self, base: str, terms: str) -> None:
        self.base = base
        self._nodes = {term: NamedNode(base + term) for term in terms.split()}

    def __getattr__(self, name: str) -> NamedNode:
        try:
            return self.__dict__["_nodes"][name]  # type: ignore[no-any-return]
        except KeyError:
            hint = did_you_mean(name, list(self.__dict__.get("_nodes", ())))
            raise AttributeError(f"{self.__dict__.get('base')} has no term '{name}'; {hint}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)


DKG = Vocabulary(
    "https://w3id.org/drama-kg/ontology#",
    """
    Drama Character Person Performance Relationship RelationshipArc Event Beat Theme Source Review Alias
    Group Judgement IdentityDecision Play Scene
    inDrama characterIn performer portrays ofArc laterPhase between startsAt endsAt becomesKnownAt concealedFrom
    disagreesWith participant agent addressee before leadsTo presentBeginsAt denotes memberOf hasTheme director
    writer sequelOf reviews judges madeIn revealedAt party tiedTo showsTheme signOf standsForTheme
    position episode locator billing certainty yearsBefore yearsAfter isApproximate isUnnamed occupation note
    reason outcome setting genre platform network year episodeCount firstAired lastAired coverage identifier
    possibleIdentifier
    verdictOnIdentity decidesOn ofEntry decidedOn
    sceneNumber speaker appearsWith gender isGroup
    leavesOpen groupKind aspect stance author publisher verdict grade sourceKind language address
    subjectRole objectRole optionalRole derivedEdge tieSign chartLabel legendLabel legendOrder lineSymbol
    strokeColor strokeColorDark strokeDash strokeWidth
    """,
)
RDF = Vocabulary("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type Statement subject predicate object")
RDFS = Vocabulary("http://www.w3.org/2000/01/rdf-schema#", "label comment subClassOf subPropertyOf domain range")
OWL = Vocabulary(
    "http://www.w3.org/2002/07/owl#",
    "sameAs differentFrom inverseOf Class ObjectProperty DatatypeProperty AnnotationProperty",
)
SKOS = Vocabulary(
    "http://www.w3.org/2004/02/skos/core#",
    "prefLabel altLabel broader narrower exactMatch notation",
)
PROV = Vocabulary(
    "http://www.w3.org/ns/prov#",
    "wasDerivedFrom hadPrimarySource wasGeneratedBy used qualifiedAssociation hadPlan value Entity Activity Plan",
)
DCTERMS = Vocabulary("http://purl.org/dc/terms/", "license")
XSD = Vocabulary(
    "http://www.w3.org/2001/XMLSchema#", "integer decimal boolean date anyURI nonNegativeInteger hexBinary double"
)

ID_BASE = "https://w3id.org/drama-kg/id/"
GRAPH_BASE = "https://w3id.org/drama-kg/graph/"
VIEW_BASE = "https://w3id.org/drama-kg/view/"
GRAPH_ONTOLOGY = NamedNode(GRAPH_BASE + "ontology")
GRAPH_THEMES = NamedNode(GRAPH_BASE + "themes")
GRAPH_PROVENANCE = NamedNode(GRAPH_BASE + "provenance")
GRAPH_INFERRED = NamedNode(GRAPH_BASE + "inferred")

CREDITS = (DKG.performer, DKG.director, DKG.writer)
"""What says that a person works in a drama: nobody is known before one of these statements is told."""

PREFIXES = {
    "dkg": DKG.base,
    "id": ID_BASE,
    "graph": GRAPH_BASE,
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "owl": OWL.base,
    "skos": SKOS.base,
    "prov": PROV.base,
    "xsd": XSD.base,
}


def thing(*path: str) -> NamedNode:
    """Return the IRI of a thing from the parts of its path.

    >>> thing("drama", "soundtrack-1", "character", "eunsoo").value
    'https://w3id.org/drama-kg/id/drama/soundtrack-1/character/eunsoo'
    """
    return NamedNode(ID_BASE + "/".join(path))


def compact(iri: str) -> str:
    """Shorten an IRI with the project's prefixes, for people to read (not always legal SPARQL).

    >>> compact("https://w3id.org/drama-kg/ontology#Drama")
    'dkg:Drama'
    """
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri[len(base) :]}"
    return iri

"""`kg.model` values to RDF: the one place where a statement and its named graph are made.

A statement of a source stands in the graph ``…/graph/{drama}/{source}/{beat}``; what a file says of people is in
``…/graph/people/{source}``. Sources, beats and the graphs themselves are described in ``…/graph/provenance``.
"""

from __future__ import annotations

from kg.load.quads.drama import DramaWriter
from kg.load.quads.iris import arc_iri, beat_iri, character_iri, event_iri, relationship_iri
from kg.load.quads.people import PersonWriter
from kg.load.quads.sources import SourceWriter
from kg.load.quads.story import StoryWriter
from kg.load.quads.writer import Statements
from kg.model import Collection
from kg.ontology import Ontology, load_ontology

__all__ = [
    "Statements",
    "arc_iri",
    "beat_iri",
    "character_iri",
    "event_iri",
    "relationship_iri",
    "to_statements",
]


def to_statements(collection: Collection, ontology: Ontology | None = None) -> Statements:
    """Turn a checked collection into quads, with the roles of the shipped ontology unless another is given."""
    ontology = ontology or load_ontology()
    out = Statements()
    dramas = {drama.slug: drama for drama in collection.dramas}
    for source in collection.sources:
        SourceWriter(out).write(source, dramas)
    for person in collection.people:
        PersonWriter(out).write(person)
    for drama in collection.dramas:
        DramaWriter(out, drama).write()
        StoryWriter(out, drama, ontology).write()
    return out

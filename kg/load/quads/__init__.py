"""`kg.model` values to RDF: the one place where a statement and its named graph are made.

A statement of a source stands in the graph ``…/graph/{drama}/{source}/{beat}``; what a file says of people is in
``…/graph/people/{source}``. Sources, beats and the graphs themselves are described in ``…/graph/provenance``.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from kg.load.identity import Identity
from kg.load.quads.drama import DramaWriter
from kg.load.quads.identity import DecisionWriter
from kg.load.quads.iris import arc_iri, beat_iri, character_iri, event_iri, relationship_iri
from kg.load.quads.people import PersonWriter
from kg.load.quads.scenes import SceneWriter
from kg.load.quads.sources import AddressWriter, SourceWriter, TellingAddress, telling_addresses
from kg.load.quads.story import StoryWriter
from kg.load.quads.writer import Statements
from kg.model import Collection, Decision, Drama, Person, Source
from kg.ontology import Ontology, load_ontology

__all__ = [
    "Statements",
    "TellingAddress",
    "arc_iri",
    "beat_iri",
    "character_iri",
    "decision_statements",
    "drama_statements",
    "event_iri",
    "people_statements",
    "relationship_iri",
    "source_statements",
    "telling_addresses",
    "to_statements",
]


def to_statements(collection: Collection, ontology: Ontology | None = None) -> Statements:
    """Turn a checked collection into quads, with the roles of the shipped ontology unless another is given."""
    ontology = ontology or load_ontology()
    addresses = telling_addresses(collection.sources)
    out = source_statements(collection.sources, {drama.slug for drama in collection.dramas})
    out.add(people_statements(collection.people))
    out.add(decision_statements(collection.decisions, Identity.of(collection), {p.slug for p in collection.people}))
    for drama in collection.dramas:
        out.add(drama_statements(drama, ontology, addresses.get(drama.slug, ())))
    return out


def drama_statements(drama: Drama, ontology: Ontology, addresses: Iterable[TellingAddress] = ()) -> Statements:
    """Return what the file of a drama says, with the addresses that wait for one of its beats."""
    out = Statements()
    DramaWriter(out, drama).write()
    SceneWriter(out, drama).write()
    StoryWriter(out, drama, ontology).write()
    for telling in addresses:
        AddressWriter(out).write(telling, drama)
    return out


def people_statements(people: Iterable[Person]) -> Statements:
    """Return what the people file says."""
    out = Statements()
    for person in people:
        PersonWriter(out).write(person)
    return out


def decision_statements(decisions: Iterable[Decision], identity: Identity, people: Container[str]) -> Statements:
    """Return the decisions on identity that are about any of ``people``, given by the slugs that stay in use."""
    out = Statements()
    for decision in decisions:
        DecisionWriter(out).write(decision, identity, people)
    return out


def source_statements(sources: Iterable[Source], dramas: Container[str]) -> Statements:
    """Return what the sources file says, without the addresses that wait for a beat of one of ``dramas``."""
    out = Statements()
    for source in sources:
        SourceWriter(out).write(source, dramas)
    return out

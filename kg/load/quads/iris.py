"""The IRIs of things in a drama, from the slugs that the data gives them."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.vocab import thing

__all__ = ["arc_iri", "beat_iri", "character_iri", "event_iri", "relationship_iri"]


def character_iri(drama: str, slug: str) -> NamedNode:
    """Return the IRI of a character."""
    return thing("drama", drama, "character", slug)


def event_iri(drama: str, slug: str) -> NamedNode:
    """Return the IRI of an event."""
    return thing("drama", drama, "event", slug)


def relationship_iri(drama: str, slug: str) -> NamedNode:
    """Return the IRI of one phase of a relationship."""
    return thing("drama", drama, "relationship", slug)


def arc_iri(drama: str, one: str, other: str) -> NamedNode:
    """Return the IRI of all phases of a pair; the order of the two makes no difference."""
    return thing("drama", drama, "arc", "--".join(sorted((one, other))))


def beat_iri(drama: str, position: int) -> NamedNode:
    """Return the IRI of a beat."""
    return thing("drama", drama, "beat", str(position))

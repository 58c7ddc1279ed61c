"""The IRIs of the graph: which drama a thing belongs to, and what an IRI has to do with an address."""

from __future__ import annotations

from kg.vocab import GRAPH_BASE, ID_BASE

__all__ = ["BASE", "drama_slug_of"]

BASE = ID_BASE.removesuffix("id/")
"""What all our IRIs begin with."""
_PARTS_OF_GRAPH = 3  # drama, source (or "beats"), beat


def drama_slug_of(iri: str) -> str | None:
    """Return the slug of the one drama that a thing belongs to, None for what no drama owns.

    >>> drama_slug_of("https://w3id.org/drama-kg/id/drama/soundtrack-1/character/eunsoo")
    'soundtrack-1'
    >>> drama_slug_of("https://w3id.org/drama-kg/graph/soundtrack-1/beats/2")
    'soundtrack-1'
    >>> drama_slug_of("https://w3id.org/drama-kg/id/person/park-hyung-sik") is None
    True
    """
    if iri.startswith(ID_BASE):
        kind, _, rest = iri.removeprefix(ID_BASE).partition("/")
        return rest.split("/")[0] or None if kind in ("drama", "performance") else None
    if iri.startswith(GRAPH_BASE):
        parts = iri.removeprefix(GRAPH_BASE).split("/")
        return parts[0] if len(parts) == _PARTS_OF_GRAPH else None
    return None

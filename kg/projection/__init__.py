"""From RDF to networks: SPARQL, then columns, then NetworkX (docs/analysis.md)."""

from __future__ import annotations

from kg.projection.choosing import NETWORKS, CharacterNetwork, Choice, Network, Told, checked_characters, several
from kg.projection.distances import with_distances
from kg.projection.making import drama_presence, project, project_drama

__all__ = [
    "NETWORKS", "CharacterNetwork", "Choice", "Network", "Told", "checked_characters", "drama_presence", "project",
    "project_drama", "several", "with_distances",
]  # fmt: skip

"""What every process for queries needs, read once: imported by the process that the others are forked from."""

from __future__ import annotations

from kg.ontology import load_ontology

__all__ = ["ONTOLOGY"]

ONTOLOGY = load_ontology()

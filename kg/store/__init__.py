"""One interface over the stores that hold the graph: the embedded one (Oxigraph), and any SPARQL 1.1 endpoint."""

from __future__ import annotations

from kg.sparqltext import Term
from kg.store.embedded import EmbeddedStore, StoreWriter
from kg.store.interface import GraphStore

__all__ = ["EmbeddedStore", "GraphStore", "StoreWriter", "Term"]

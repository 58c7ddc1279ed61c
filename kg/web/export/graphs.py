"""The graph as the page for SPARQL reads it: what is told with the premise, and what each step of a drama adds.

Each file has what follows at that step too, so that the browser infers nothing. What is told later is in no file that a
reader has not asked for.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Quad, RdfFormat, serialize

from kg.graph import KnowledgeGraph
from kg.views import FIRST
from kg.web.export.addresses import Address

__all__ = ["PREMISE", "graph_file", "step_file"]

PREMISE = Address(("sparql", "data", "premise.nq.gz"))
"""What is told of all dramas before the first episode, with the ontology and what is known of people."""


def step_file(drama: str, position: int) -> Address:
    """Return the address of what a step adds to the one before.

    >>> step_file("soundtrack-1", 2).file
    'sparql/data/soundtrack-1/2.nq.gz'
    """
    return Address(("sparql", "data", drama, f"{position}.nq.gz"))


def graph_file(graph: KnowledgeGraph, address: Address) -> bytes | None:
    """Return a file of the graph as compressed N-Quads, None for an address that is none."""
    if address == PREMISE:
        return _premise(graph)
    match address.parts:
        case ("sparql", "data", drama, name) if name.endswith(".nq.gz"):
            return _packed(_added(graph, drama, int(name.removesuffix(".nq.gz"))))
    return None


def _premise(graph: KnowledgeGraph) -> bytes:
    with TemporaryDirectory() as folder:
        (written,) = graph.at().dump(folder, "all", "nq")
        return (Path(folder) / written.dump.name).read_bytes()


def _added(graph: KnowledgeGraph, drama: str, position: int) -> set[Quad]:
    """Return the statements that a step adds, told or inferred."""
    return _seen(graph, drama, position) - (_seen(graph, drama, position - 1) if position > FIRST else set())


def _seen(graph: KnowledgeGraph, drama: str, position: int) -> set[Quad]:
    seen = graph.drama(drama, at=position).view.seen
    return {*seen.quads, *seen.inferred}


def _packed(quads: set[Quad]) -> bytes:
    lines = (serialize([quad], format=RdfFormat.N_QUADS) or b"" for quad in quads)
    return gzip.compress(b"".join(sorted(lines)), 6, mtime=0)

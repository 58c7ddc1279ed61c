"""What a remote store says of itself: which build it holds, and how its default graph is made."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, parse_query_results

from kg.errors import StoreError
from kg.store.connection import JSON, Connection

__all__ = ["STORE_BASE", "UNION_GRAPH", "DefaultGraphKind", "State", "emptied"]

STORE_BASE = "https://w3id.org/drama-kg/store/"
"""Graphs under it are the store's own business: no query sees them."""
UNION_GRAPH = NamedNode(STORE_BASE + "union")
_GRAPH = NamedNode(STORE_BASE + "state")
_BUILD = NamedNode(STORE_BASE + "build")
_STATE = NamedNode(STORE_BASE + "#state")

DefaultGraphKind = OneOf["own", "merged", "named"]
"""How the union of the named graphs is had: "own": a default graph apart, to which it is written; "merged": the server
makes it, each triple once; "named": it is written to `UNION_GRAPH`, which is named as the default graph of each query
(a server whose default graph holds a triple once for each graph that has it, such as Virtuoso)."""


def emptied(graph: NamedNode | None) -> str:
    """Return the update that empties a graph, None being the default graph.

    Not DROP or CLEAR: Virtuoso's do not see what the same request has put there before.
    """
    return "DELETE WHERE { ?s ?p ?o }" if graph is None else f"DELETE WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"


@dataclass(frozen=True, slots=True)
class State:
    """What a store holds. ``build`` names the build in use and ``summary`` is its `kg.build.Summary` as a dict.

    ``moving`` names a build that is being put to use, where a server died while it did that: then no query can be
    trusted until that is finished.
    """

    default_graph: DefaultGraphKind
    build: str = ""
    summary: dict[str, object] | None = None
    moving: str = ""

    def as_update(self) -> str:
        """Return the update that says so in the store, in place of what was said before."""
        return f"{emptied(_GRAPH)} ; INSERT DATA {{ GRAPH {_GRAPH} {{ {self.as_triple()} }} }}"

    def as_triple(self) -> str:
        """Return it as an N-Triples statement."""
        return f"{_BUILD} {_STATE} {Literal(json.dumps(asdict(self), ensure_ascii=False))} ."

    @classmethod
    def read(cls, connection: Connection) -> State | None:
        """Return what a store says of itself, None where no build was ever put there. Raises `StoreError`."""
        content = connection.query(f"SELECT ?o WHERE {{ GRAPH {_GRAPH} {{ {_BUILD} {_STATE} ?o }} }}", JSON, {})
        try:
            found = parse_query_results(content, format=QueryResultsFormat.JSON)
            rows = [] if isinstance(found, QueryBoolean) else list(found)
            texts = [row[0].value for row in rows if isinstance(row[0], Literal)]
            return cls(**json.loads(texts[0])) if texts else None
        except (ValueError, TypeError, SyntaxError) as error:
            raise StoreError(f"{connection.addresses.origin} does not answer as a SPARQL server: {error}") from error

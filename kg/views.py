"""What may be seen at a beat: a drama as far as it has been told.

A view asks only the named graphs whose statements are told by its beat, so nothing later can be in an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.errors import NotFoundError
from kg.results import Answer, Table
from kg.store import GraphStore, Term
from kg.vocab import GRAPH_ONTOLOGY, GRAPH_PROVENANCE, GRAPH_THEMES, XSD

__all__ = ["View", "as_table", "parse_beat", "view_of"]

_LAST_BEAT = """
SELECT (MAX(?position) AS ?last) WHERE { ?beat a dkg:Beat ; dkg:inDrama ?drama ; dkg:position ?position }
"""
_GRAPHS = """
SELECT DISTINCT ?graph WHERE {
  GRAPH graph:provenance {
    { ?graph dkg:revealedAt ?beat . ?beat dkg:inDrama ?drama ; dkg:position ?position . FILTER(?position <= ?at) }
    UNION
    { ?graph prov:wasDerivedFrom ?source . FILTER NOT EXISTS { ?graph dkg:revealedAt ?beat } }
  }
}
"""


@dataclass(frozen=True)
class View:
    """A drama at a beat: ``position`` of ``last`` beats."""

    store: GraphStore
    drama: NamedNode
    position: int
    last: int
    graphs: tuple[NamedNode, ...]

    def query(self, sparql: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """Answer a query over what has been told, and the inferences of nothing; see `EmbeddedStore.query`."""
        return self.store.query(sparql, bindings=bindings, graphs=self.graphs)

    def select(self, sparql: str, **bindings: Term) -> Table:
        """Answer a SELECT query over what has been told; ``?drama`` is bound to the view's drama."""
        return as_table(self.query(sparql, {"drama": self.drama, **bindings}))


def as_table(answer: Answer) -> Table:
    """Return an answer that is known to be a table."""
    if not isinstance(answer, Table):
        raise TypeError("expected the answer to a SELECT or ASK query")
    return answer


def view_of(store: GraphStore, drama: NamedNode, at: int | str | None = 1) -> View:
    """Return a drama as told by the beat at position ``at``: 1 or "premise" is the premise, None or "end" the end.

    Raises `NotFoundError` when the drama has no such beat, and TypeError for what is no number of a beat.
    """
    if isinstance(at, str):
        at = parse_beat(at)
    if isinstance(at, bool) or not isinstance(at, int | None):
        raise TypeError(f"at is a beat's number, 'premise', 'end' or None, not {at!r}")
    found = as_table(store.query(_LAST_BEAT, bindings={"drama": drama})).column("last")
    last = found[0] if found and found[0] else 0
    if last == 0:
        raise NotFoundError(f"{drama.value} is no drama of this graph")
    position = last if at is None else at
    if not 1 <= position <= last:
        raise NotFoundError(f"there is no beat {position}: this drama has beats 1 to {last}")
    told: dict[str, Term] = {"drama": drama, "at": Literal(str(position), datatype=XSD.integer)}
    graphs = as_table(store.query(_GRAPHS, bindings=told)).column("graph")
    always = (GRAPH_PROVENANCE, GRAPH_ONTOLOGY, GRAPH_THEMES)
    return View(store, drama, position, last, (*map(NamedNode, graphs), *always))


def parse_beat(text: str) -> int | None:
    """Read a beat as people give it: a position, "premise" or "end".

    Raises `NotFoundError` for anything else.

    >>> parse_beat("premise"), parse_beat("3"), parse_beat("end")
    (1, 3, None)
    """
    if text == "end":
        return None
    if text == "premise":
        return 1
    if text.isascii() and text.isdigit() and len(text) < 5:
        return int(text)
    raise NotFoundError(f"'{text[:40]}' is no beat: give a number from 1, 'premise' or 'end'")

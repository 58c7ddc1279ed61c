"""Which statements have been told by a viewpoint, asked of single statements instead of whole views.

The rule is that of `kg.views`: a graph of a beat is seen once the beat is, what is known of a person once they are
known to work in a drama, and of ``graph:provenance`` what describes something that is seen. `tests/test_linked.py`
holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from kg.kept import Kept
from kg.store import GraphStore
from kg.views import Viewpoint, is_person
from kg.vocab import CREDITS, DKG, GRAPH_BASE, GRAPH_INFERRED, GRAPH_ONTOLOGY, GRAPH_PROVENANCE, GRAPH_THEMES, OWL, PROV

__all__ = ["PUBLIC_GRAPHS", "Visible"]

PUBLIC_GRAPHS = (GRAPH_ONTOLOGY, GRAPH_THEMES, NamedNode(GRAPH_BASE + "alignments"))
"""The graphs that tell nothing of any drama."""

_KEPT = 10_000  # whether somebody is known from a viewpoint

Place = tuple[NamedNode, int]
"""A beat: its drama and its position."""


class Visible:
    """What may be seen of a store. A build never changes, so what is known of a graph is kept."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._told: dict[NamedNode, tuple[Place, ...] | None] = {}
        self._known = Kept[bool](_KEPT)

    def about(self, thing: NamedNode, viewpoint: Viewpoint) -> list[Quad]:
        """Return every statement of sources that a thing is the subject or the object of, in a fixed order."""
        found = dict.fromkeys((*self._store.told(subject=thing), *self._store.told(value=thing)))
        return sorted((quad for quad in found if self.sees(quad, viewpoint)), key=str)

    def of(self, subject: NamedNode, predicate: NamedNode, viewpoint: Viewpoint) -> Iterator[Quad]:
        """Yield what sources say of a subject by one predicate, in a fixed order."""
        found = sorted(self._store.told(subject, predicate), key=str)
        return (quad for quad in found if self.sees(quad, viewpoint))

    def sees(self, quad: Quad, viewpoint: Viewpoint) -> bool:
        """Tell whether a statement of a source may be seen; one that only follows is not asked here."""
        if quad.graph_name == GRAPH_PROVENANCE:
            return isinstance(quad.subject, NamedNode) and self._describes(quad.subject, viewpoint)
        if not isinstance(quad.graph_name, NamedNode):
            return False
        if quad.graph_name not in PUBLIC_GRAPHS and self.places_of(quad.graph_name) == ():
            return self._tells_of_known(quad, viewpoint)
        return self.sees_graph(quad.graph_name, viewpoint)

    def sees_graph(self, graph: NamedNode, viewpoint: Viewpoint) -> bool:
        """Tell whether the statements of a named graph may be seen."""
        if graph in PUBLIC_GRAPHS:
            return True
        if graph in (GRAPH_INFERRED, GRAPH_PROVENANCE):
            return False
        places = self.places_of(graph)
        if places == ():
            return any(self._tells_of_known(quad, viewpoint) for quad in self._store.told(graph=graph))
        return places is not None and any(viewpoint.sees(drama.value, at) for drama, at in places)

    def knows(self, person: NamedNode, viewpoint: Viewpoint) -> bool:
        """Tell whether a person is known: by work of theirs in a drama, or by that of one they are told apart from."""
        return self._known.get((person, viewpoint), lambda: self._find_known(person, viewpoint))

    def _find_known(self, person: NamedNode, viewpoint: Viewpoint) -> bool:
        apart = (*self._store.told(person, OWL.differentFrom), *self._store.told(None, OWL.differentFrom, person))
        people = {person, *(term for quad in apart for term in (quad.subject, quad.object) if is_person(term))}
        credits = (quad for one in people for job in CREDITS for quad in self._store.told(None, job, one))
        graphs = (quad.graph_name for quad in credits if isinstance(quad.graph_name, NamedNode))
        return any(self.places_of(graph) and self.sees_graph(graph, viewpoint) for graph in graphs)

    def _tells_of_known(self, quad: Quad, viewpoint: Viewpoint) -> bool:
        """Tell whether all are known of whom a statement about people tells; or, of a decision, on whom it decides."""
        subject, graph, about = quad.subject, quad.graph_name, iter((quad,))
        if isinstance(subject, NamedNode) and isinstance(graph, NamedNode) and not is_person(subject):
            about = self._store.told(subject, graph=graph)
        people = {term for one in about for term in (one.subject, one.object) if is_person(term)}
        return all(self.knows(one, viewpoint) for one in people)

    def places_of(self, graph: NamedNode) -> tuple[Place, ...] | None:
        """Return the beats that tell a graph, none for one about people, None for what is no graph of a source."""
        if graph not in self._told:
            beats = self._values(graph, DKG.revealedAt)
            places = tuple(place for beat in beats if (place := self.place_of(beat)))
            known = places or (not beats and self._values(graph, PROV.wasDerivedFrom))
            self._told[graph] = places if known else None
        return self._told[graph]

    def place_of(self, beat: NamedNode) -> Place | None:
        """Return the drama and the position of a beat, None for what is no beat."""
        for drama in self._values(beat, DKG.inDrama):
            for quad in self._store.told(beat, DKG.position, None, GRAPH_PROVENANCE):
                return drama, int(quad.object.value)  # type: ignore[union-attr]
        return None

    def source_of(self, graph: NamedNode) -> NamedNode | None:
        """Return the source of a graph."""
        return next(iter(self._values(graph, PROV.wasDerivedFrom)), None)

    def _describes(self, subject: NamedNode, viewpoint: Viewpoint) -> bool:
        """Tell whether ``graph:provenance`` may be seen as far as it describes something."""
        if self.sees_graph(subject, viewpoint):
            return True
        place = self.place_of(subject)
        if place is not None:
            return viewpoint.sees(place[0].value, place[1])
        judged = self._values(subject, DKG.judges)
        if judged:
            return any(viewpoint.sees(drama.value, 1) for drama in judged)
        return self._tells(subject, viewpoint)

    def _tells(self, source: NamedNode, viewpoint: Viewpoint) -> bool:
        """Tell whether a source has told anything, or judges a drama."""
        graphs = self._store.told(None, PROV.wasDerivedFrom, source, GRAPH_PROVENANCE)
        judgements = self._store.told(None, DKG.madeIn, source, GRAPH_PROVENANCE)
        return any(self.sees_graph(q.subject, viewpoint) for q in graphs if isinstance(q.subject, NamedNode)) or any(
            self._describes(q.subject, viewpoint) for q in judgements if isinstance(q.subject, NamedNode)
        )

    def _values(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        found = self._store.told(subject, predicate, None, GRAPH_PROVENANCE)
        return sorted((q.object for q in found if isinstance(q.object, NamedNode)), key=lambda node: node.value)

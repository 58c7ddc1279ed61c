"""What may be seen by somebody who is at a beat, read from the statements of a whole store in plain Python.

This says once more what `kg.views` says, in another way and with none of its code, so that neither's mistakes hide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from kg.vocab import (
    CREDITS,
    DKG,
    GRAPH_BASE,
    GRAPH_INFERRED,
    GRAPH_ONTOLOGY,
    GRAPH_PROVENANCE,
    GRAPH_THEMES,
    ID_BASE,
    OWL,
    PROV,
)

__all__ = ["Place", "Reach", "Told"]

_PUBLIC = {GRAPH_ONTOLOGY.value, GRAPH_THEMES.value, GRAPH_BASE + "alignments"}
_PERSON = ID_BASE + "person/"

Place = tuple[str, int]
"""A drama and the position of one of its beats."""


@dataclass(frozen=True)
class Reach:
    """How far somebody is: positions by drama, and in all others; None is the end.

    Where ``only`` is set, nothing but the dramas that are named is seen, and the people of their statements.
    """

    positions: Mapping[str, int | None] = field(default_factory=dict)
    others: int | None = 1
    only: bool = False

    def has(self, place: Place) -> bool:
        """Tell whether a beat has been told."""
        drama, position = place
        if self.only and drama not in self.positions:
            return False
        at = self.positions.get(drama, self.others)
        return at is None or position <= at

    def spares(self, place: Place) -> bool:
        """Tell whether a beat is told when the dramas that ``only`` leaves out are at their premise."""
        return Reach(self.positions, self.others).has(place)


class Told:
    """The statements of a store, and when each of its graphs is told."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.quads = tuple(quads)
        self._graphs: dict[str, list[Quad]] = defaultdict(list)
        for quad in self.quads:
            self._graphs[_name(quad.graph_name)].append(quad)
        facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in self._graphs[GRAPH_PROVENANCE.value]:
            if isinstance(quad.object, NamedNode | Literal):
                facts[_name(quad.subject)][quad.predicate.value].append(quad.object.value)
        self._facts = facts
        # A beat is what has both; an event is in a drama too, but nowhere in the provenance graph.
        self.beats: dict[str, Place] = {
            beat: (said[DKG.inDrama.value][0], int(said[DKG.position.value][0]))
            for beat, said in facts.items()
            if DKG.inDrama.value in said and DKG.position.value in said
        }
        self.dated: dict[str, Place] = {
            graph: self.beats[said[DKG.revealedAt.value][0]]
            for graph, said in facts.items()
            if DKG.revealedAt.value in said
        }
        self.sources: dict[str, set[str]] = {
            graph: set(said[PROV.wasDerivedFrom.value])
            for graph, said in facts.items()
            if PROV.wasDerivedFrom.value in said
        }

    @property
    def dramas(self) -> dict[str, int]:
        """The position of the last beat of each drama."""
        found: dict[str, int] = {}
        for drama, position in self.beats.values():
            found[drama] = max(position, found.get(drama, 0))
        return dict(sorted(found.items()))

    @property
    def timeless(self) -> set[str]:
        """The graphs that come from a source and are told at no beat: those about people."""
        return set(self.sources) - set(self.dated)

    def late(self, reach: Reach) -> set[str]:
        """Return the graphs that are told later, in dramas beside those of ``only`` too."""
        return {graph for graph, place in self.dated.items() if not reach.spares(place)}

    def public(self) -> set[Quad]:
        """Return what tells no story: the ontology, the vocabulary of themes, the alignments."""
        return self.of_all(_PUBLIC)

    def may_be_seen(self, reach: Reach) -> set[Quad]:
        """Return what sources tell that may be seen, and the descriptions of what tells it."""
        graphs = {graph for graph, place in self.dated.items() if reach.has(place)}
        dated = self.of_all(graphs)
        about_people = self.of_all(self.timeless)
        if reach.only:
            people = {term for quad in dated for term in (_name(quad.subject), _name(quad.object)) if _is_person(term)}
            about_people = {quad for quad in about_people if _name(quad.subject) in people}
        else:
            unknown = self.people - self._known(dated)
            about = {_name(quad.subject) for quad in about_people if _name(quad.object) in unknown} | unknown
            about_people = {quad for quad in about_people if _name(quad.subject) not in about}
        described = self.described(reach, graphs | {_name(quad.graph_name) for quad in about_people})
        provenance = {quad for quad in self.of_all({GRAPH_PROVENANCE.value}) if _name(quad.subject) in described}
        return dated | about_people | provenance

    @property
    def people(self) -> set[str]:
        """All of whom something is told."""
        terms = (_name(term) for quad in self.of_all(self.timeless) for term in (quad.subject, quad.object))
        return {term for term in terms if _is_person(term)}

    def _known(self, dated: set[Quad]) -> set[str]:
        """Return who works in a drama by what is told, and who is told apart from them."""
        credited = {_name(quad.object) for quad in dated if quad.predicate in CREDITS}
        apart = [quad for quad in self.of_all(self.timeless) if quad.predicate == OWL.differentFrom]
        pairs = [{_name(quad.subject), _name(quad.object)} for quad in apart]
        return credited.union(*(pair for pair in pairs if pair & credited))

    def described(self, reach: Reach, graphs: set[str]) -> set[str]:
        """Return what is described where graphs can be seen: they, beats, opinions about dramas, and sources."""
        beats = {beat for beat, place in self.beats.items() if reach.has(place)}
        dramas = {self.beats[beat][0] for beat in beats}
        opinions = {node for node, said in self._facts.items() if dramas.intersection(said.get(DKG.judges.value, ()))}
        made_in = {source for opinion in opinions for source in self._facts[opinion][DKG.madeIn.value]}
        sources = {source for graph in graphs for source in self.sources.get(graph, ())}
        return graphs | beats | opinions | made_in | sources

    def silent(self) -> set[str]:
        """Return the sources that tell nothing: nobody sees them, and nothing is missed."""
        telling = set().union(*self.sources.values()) if self.sources else set()
        judging = {source for said in self._facts.values() for source in said.get(DKG.madeIn.value, ())}
        return {node for node, said in self._facts.items() if DKG.sourceKind.value in said} - telling - judging

    def of_graph(self, graph: str) -> list[Quad]:
        """Return the statements of a graph."""
        return self._graphs.get(graph, [])

    def described_quads(self) -> list[Quad]:
        """Return the descriptions of graphs, beats, opinions and sources."""
        return self.of_graph(GRAPH_PROVENANCE.value)

    def inferred(self) -> set[Quad]:
        """Return what the store says to follow from everything."""
        return self.of_all({GRAPH_INFERRED.value})

    def of_all(self, graphs: Iterable[str]) -> set[Quad]:
        """Return the statements of some graphs."""
        return {quad for graph in graphs for quad in self._graphs.get(graph, ())}

    def where(self, quad: Quad) -> str:
        """Say when and by whom a statement is told, for people."""
        graph = _name(quad.graph_name)
        if graph in self.dated:
            drama, position = self.dated[graph]
            return f"told at beat {position} of {drama.rsplit('/', 1)[-1]}"
        return "inferred" if graph == GRAPH_INFERRED.value else "told at no beat"


def _is_person(term: str) -> bool:
    return term.startswith(_PERSON)


def _name(term: object) -> str:
    """Return an IRI, or any other term in a form that no IRI has."""
    return term.value if isinstance(term, NamedNode) else f"({term})"

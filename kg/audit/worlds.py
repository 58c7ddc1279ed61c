"""Worlds in which everything that is told later is different: what somebody sees must be the same in each of them.

That is non-interference (J. A. Goguen and J. Meseguer, "Security Policies and Security Models", IEEE Symposium on
Security and Privacy 1982): what cannot be told apart by any change of a secret says nothing about it. How many beats a
drama has is no secret, and stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.audit.told import Reach, Told
from kg.vocab import DKG, GRAPH_BASE, GRAPH_INFERRED, GRAPH_PROVENANCE, ID_BASE, OWL, PROV, RDF, SKOS

__all__ = ["other_worlds", "told_until"]

_EACH = 8  # poison statements about each thing
_OTHER = "-in-another-world"

Node = NamedNode | BlankNode | Literal | Triple


def other_worlds(told: Told, reach: Reach) -> Iterator[tuple[str, list[Quad]]]:
    """Yield worlds by name, each as the quads of a whole store; none where nothing is told later."""
    late = told.late(reach)
    if not late:
        return
    secret = _Secret(told, reach, late)
    yield "dropped", secret.dropped()
    yield "replaced", secret.replaced()
    yield "poisoned", secret.poisoned()


def told_until(told: Told, beat: int) -> list[Quad]:
    """Return a world in which no drama is told further than a beat, and nothing is inferred from more."""
    reach = Reach(others=beat)
    return _Secret(told, reach, told.late(reach)).dropped()


class _Secret:
    """What is told later than somebody is, and other things that could be told in its place."""

    def __init__(self, told: Told, reach: Reach, late: set[str]) -> None:
        self._told = told
        self._reach = reach
        self._late = late
        # Beside ``only``'s dramas the premises of others stay as they are: a page may name another drama.
        open_to_all = Reach(reach.positions, reach.others)
        graphs = {graph for graph, place in told.dated.items() if open_to_all.has(place)} | told.timeless
        self._described = told.described(open_to_all, graphs) | set(told.beats) | told.silent()

    def _is_late(self, quad: Quad) -> bool:
        name = _name(quad.graph_name)
        if quad.graph_name == GRAPH_PROVENANCE:
            return _name(quad.subject) not in self._described
        return name in self._late or quad.graph_name == GRAPH_INFERRED

    def dropped(self) -> list[Quad]:
        """Return a world in which nobody tells more."""
        return [quad for quad in self._told.quads if not self._is_late(quad)]

    def replaced(self) -> list[Quad]:
        """Return a world in which later graphs say something else: of others the same, and other things of the same."""
        found = []
        for quad in self._told.quads:
            if not self._is_late(quad):
                found.append(quad)
            elif quad.predicate in (DKG.revealedAt, PROV.wasDerivedFrom):
                found.append(quad)  # else the graph would be told at no beat, or by nobody
            else:
                subject = _another(quad.subject)
                if not isinstance(subject, Literal):
                    found.append(Quad(subject, quad.predicate, quad.object, quad.graph_name))
                found.append(Quad(quad.subject, quad.predicate, _another(quad.object), quad.graph_name))
        return found

    def poisoned(self) -> list[Quad]:
        """Return a world in which much more is told later, about everything that can be seen."""
        return [*self._told.quads, *self._poison()]

    def _poison(self) -> Iterator[Quad]:
        beat = NamedNode(max((self._told.dated[graph], beat) for graph in self._late for beat in self._beats(graph))[1])
        graph, source = NamedNode(f"{GRAPH_BASE}poison/{_OTHER}"), NamedNode(f"{ID_BASE}source/poison")
        yield Quad(graph, DKG.revealedAt, beat, GRAPH_PROVENANCE)
        yield Quad(graph, PROV.wasDerivedFrom, source, GRAPH_PROVENANCE)
        yield Quad(source, RDF.type, DKG.Source, GRAPH_PROVENANCE)
        yield Quad(source, DKG.sourceKind, Literal("press"), GRAPH_PROVENANCE)
        yield Quad(source, SKOS.prefLabel, Literal("Poison", language="en"), GRAPH_PROVENANCE)
        seen = sorted(self._told.may_be_seen(self._reach), key=str)
        for quad in seen:
            # What is known already is told again: it counts as often as before.
            yield Quad(quad.subject, quad.predicate, quad.object, graph)
        for triple in self._lies(seen):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)
            yield Quad(triple.subject, triple.predicate, triple.object, GRAPH_INFERRED)
        if self._reach.only:
            yield from self._stranger(graph)

    def _beats(self, graph: str) -> Iterator[str]:
        return (beat for beat, place in self._told.beats.items() if place == self._told.dated[graph])

    def _lies(self, seen: list[Quad]) -> Iterator[Triple]:
        """Yield statements about all that is seen, with every property and class that the graph knows."""
        things = list(dict.fromkeys(quad.subject for quad in seen if isinstance(quad.subject, NamedNode)))
        values: dict[NamedNode, list[Node]] = defaultdict(list)
        for quad in self._told.quads:
            if _name(quad.graph_name) in self._told.dated and quad.object not in values[quad.predicate][-9:]:
                values[quad.predicate].append(quad.object)
        properties = sorted(values, key=str)
        for place, thing in enumerate(things):
            for one in range(_EACH):
                which = properties[(place * _EACH + one) % len(properties)]
                yield Triple(thing, which, values[which][(place + one) % len(values[which])])
            kinds = values[RDF.type]
            yield Triple(thing, RDF.type, kinds[place % len(kinds)])
            yield Triple(thing, NamedNode(DKG.base + _OTHER), thing)
            if place == 1:  # one pair: what is the same as everything has too many consequences for a leaky view
                yield Triple(thing, OWL.sameAs, things[0])
            for language in ("en", "ko"):
                yield Triple(thing, SKOS.prefLabel, Literal(f"{_OTHER} {place}", language=language))
                yield Triple(thing, SKOS.altLabel, Literal(f"{_OTHER} {place}", language=language))
            # Numbers that turn every order round, where a rule is careful about sources that disagree.
            yield Triple(thing, DKG.yearsBefore, Literal(place + 1))
            yield Triple(thing, DKG.yearsAfter, Literal(place + 1))

    def _stranger(self, graph: NamedNode) -> Iterator[Quad]:
        """Yield somebody whom only a later statement names: people are told at no beat, but not in every drama."""
        person = NamedNode(f"{ID_BASE}person/poison")
        yield Quad(NamedNode(f"{ID_BASE}performance/poison"), DKG.performer, person, graph)
        for place in sorted(self._told.timeless)[:1]:
            yield Quad(person, RDF.type, DKG.Person, NamedNode(place))
            yield Quad(person, SKOS.prefLabel, Literal("Poison", language="en"), NamedNode(place))


def _another(term: Node) -> Node:
    """Return a term of the same kind that nothing else uses."""
    if isinstance(term, NamedNode):
        return NamedNode(term.value + _OTHER)
    if not isinstance(term, Literal):
        return BlankNode()
    if term.language:
        return Literal(term.value + _OTHER, language=term.language)
    if term.value.isdigit():
        return Literal(str(int(term.value) + 7919), datatype=term.datatype)
    return Literal(term.value + _OTHER)


def _name(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""

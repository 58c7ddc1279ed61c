"""Networks as one makes them without this project: a loop over triples, and NetworkX's own functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import networkx as nx
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from kg.ontology import Ontology, RelationshipType
from kg.vocab import DKG, RDF, SKOS

__all__ = ["Triples", "actors", "pyoxigraph_triples", "rdflib_triples", "relationships"]

Triples = Callable[[str], Iterator[tuple[str, str, str | None]]]
"""By the IRI of a predicate: subjects and objects, with the language of a text."""


def rdflib_triples(file: Path) -> Triples:
    """Read N-Triples into rdflib."""
    graph = rdflib.Graph().parse(str(file), format="nt")

    def of(predicate: str) -> Iterator[tuple[str, str, str | None]]:
        for subject, value in graph.subject_objects(rdflib.URIRef(predicate)):
            yield str(subject), str(value), getattr(value, "language", None)

    return of


def pyoxigraph_triples(file: Path) -> Triples:
    """Read N-Triples into pyoxigraph's own store in memory."""
    store = Store()
    store.load(path=str(file), format=RdfFormat.N_TRIPLES)

    def of(predicate: str) -> Iterator[tuple[str, str, str | None]]:
        for quad in store.quads_for_pattern(None, NamedNode(predicate), None):
            language = quad.object.language if isinstance(quad.object, Literal) else None
            yield quad.subject.value, quad.object.value, language  # type: ignore[union-attr]

    return of


def relationships(triples: Triples, ontology: Ontology) -> nx.MultiDiGraph[str]:
    """Return characters with their names, and an edge for each pair that a phase of a relationship ties."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    labels = {subject: text for subject, text, language in triples(SKOS.prefLabel.value) if language == "en"}
    for character, _, _ in triples(DKG.characterIn.value):
        graph.add_node(character, label=labels[character])
    types = {DKG.base + name: kind for name, kind in ontology.relationship_types.items()}
    filled: dict[str, dict[str, list[str]]] = {}
    for role in {role for kind in types.values() for role in kind.roles}:
        for phase, character, _ in triples(DKG.base + role):
            filled.setdefault(phase, {}).setdefault(role, []).append(character)
    for phase, iri, _ in triples(RDF.type.value):
        kind = types.get(iri)
        if kind is not None:
            for one, other in _ends(kind, filled.get(phase, {})):
                graph.add_edge(one, other, key=phase, type=kind.name, label=kind.label["en"], symmetric=kind.symmetric)
    return graph


def _ends(kind: RelationshipType, filled: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    subjects = sorted(filled.get(str(kind.subject_role), ()))
    if kind.symmetric:
        yield from combinations(subjects, 2)
        return
    objects = filled.get(str(kind.object_role), ()) or [
        one for role in kind.optional_roles for one in filled.get(role, ())
    ]
    yield from ((one, other) for one in subjects for other in objects if one != other)


def actors(triples: Triples, ontology: Ontology) -> nx.Graph[str]:
    """Return who acts with whom, with the dramas and how many they are."""
    del ontology
    labels = {subject: text for subject, text, language in triples(SKOS.prefLabel.value) if language == "en"}
    dramas = {subject: drama for subject, drama, _ in triples(DKG.inDrama.value)}
    casts: dict[str, set[str]] = {}
    for performance, person, _ in triples(DKG.performer.value):
        casts.setdefault(dramas[performance], set()).add(person)
    graph: nx.Graph[str] = nx.Graph()
    for drama, cast in casts.items():
        graph.add_nodes_from((person, {"label": labels[person]}) for person in cast)
        for one, other in combinations(sorted(cast), 2):
            if graph.has_edge(one, other):
                graph[one][other]["dramas"].append(drama)
                graph[one][other]["strength"] += 1
            else:
                graph.add_edge(one, other, dramas=[drama], strength=1)
    return graph

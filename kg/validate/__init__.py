"""SHACL validation of the built statements, reported as problems with the line they come from.

What is to be checked comes in slices, so that one edit needs one slice and many dramas do not make one large graph. A
slice holds all that is said of some things, and of which classes the things of other slices are that these refer to:
the shapes look no further than that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from pyoxigraph import NamedNode, Quad, Triple

from kg.errors import Problem, Where
from kg.ontology import Ontology
from kg.validate.report import complaints
from kg.validate.screen import Screen
from kg.vocab import ID_BASE

__all__ = ["Slice", "validate", "validate_slices"]

_TOGETHER = 20  # slices that are screened as one
_SHAPES = "shapes.ttl"


@dataclass(frozen=True)
class Slice:
    """Statements to check, and the classes of what they refer to in other files; ``origins`` has lines by IRI."""

    own: set[Triple]
    context: set[Triple] = field(default_factory=set)
    origins: Mapping[str, Where] = field(default_factory=dict)

    @classmethod
    def of(
        cls, own: Iterable[Quad], origins: Mapping[str, Where], types: Callable[[NamedNode], Iterable[Triple]]
    ) -> Slice:
        """Take some statements; ``types`` gives the rdf:type of what they refer to."""
        triples = {quad.triple for quad in own}
        subjects = {triple.subject for triple in triples}
        referred = {
            triple.object
            for triple in triples
            if isinstance(triple.object, NamedNode) and triple.object.value.startswith(ID_BASE)
        } - subjects
        return cls(triples, {triple for node in referred for triple in types(node)}, origins)


def validate(quads: Iterable[Quad], ontology: Ontology, origins: Mapping[str, Where]) -> list[Problem]:
    """Check quads as one slice, the ontology with them; an empty list when they conform.

    ``origins`` gives the file and line of each described thing by IRI.
    """
    return validate_slices([Slice({quad.triple for quad in quads} | _triples(ontology), set(), origins)], ontology)


def validate_slices(slices: Iterable[Slice], ontology: Ontology) -> list[Problem]:
    """Check slices against ``ontology/shapes.ttl``; an empty list when they conform.

    Most are passed by a quick `Screen`; pyshacl is asked about the others, and what it says is what is reported.
    """
    known = _triples(ontology)
    shapes = ontology.folder / _SHAPES
    screen = Screen(shapes, known)
    problems: set[Problem] = set()
    for together in _batches(slices):
        if len(together) > 1 and screen.passes(*_merged(together)):
            continue
        for one in together:
            if not screen.passes(one.own, one.context):
                foreign = _subjects(one.context) - _subjects(one.own)
                problems.update(complaints(one.own | one.context | known, shapes, one.origins, foreign))
    return sorted(problems)


def _triples(ontology: Ontology) -> set[Triple]:
    return {quad.triple for quad in ontology.quads()}


def _subjects(triples: set[Triple]) -> set[str]:
    return {triple.subject.value for triple in triples if isinstance(triple.subject, NamedNode)}


def _batches(slices: Iterable[Slice]) -> Iterator[list[Slice]]:
    iterator = iter(slices)
    while batch := list(islice(iterator, _TOGETHER)):
        yield batch


def _merged(slices: list[Slice]) -> tuple[set[Triple], set[Triple]]:
    own = {triple for one in slices for triple in one.own}
    return own, {triple for one in slices for triple in one.context} - own

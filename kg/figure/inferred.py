"""Ties between characters that no source tells and no phase draws: they follow from what is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.networks import PhaseRow, endpoints
from kg.ontology import Ontology
from kg.views import View
from kg.vocab import DKG

__all__ = ["Tie", "read_inferred"]

_NEUTRAL = "tiedTo"  # says nothing that a line does not say
_ABOVE = "SELECT ?edge ?wider WHERE { ?edge a owl:ObjectProperty ; rdfs:subPropertyOf+ ?wider }"
_OTHER_WAY = """
SELECT ?edge ?back WHERE {
  { ?edge owl:inverseOf|^owl:inverseOf ?back } UNION { ?edge a owl:SymmetricProperty . BIND(?edge AS ?back) }
}
"""
_LABELS = "SELECT DISTINCT ?label WHERE { ?edge rdfs:label ?label }"
Statement = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Tie:
    """An edge between two characters by inference: ``edge`` is its local name, a ``mutual`` one holds both ways."""

    one: str
    edge: str
    other: str
    mutual: bool
    label: Mapping[str, str]


def read_inferred(view: View, phases: Iterable[PhaseRow], ontology: Ontology, edges: Iterable[Statement]) -> list[Tie]:
    """Return what follows between characters and says more than the phases of the two, of the ``edges`` of a view."""
    found = {(one, edge, other) for one, edge, other in edges if edge != _NEUTRAL and one != other}
    if not found:
        return []
    wider, back = _pairs(view, _ABOVE), {edge: next(iter(ways)) for edge, ways in _pairs(view, _OTHER_WAY).items()}
    drawn = set(_drawn(phases, ontology, wider, back))
    left = found - drawn
    left -= {(one, up, other) for one, edge, other in left for up in wider.get(edge, ())}
    return [
        Tie(one, edge, other, mutual, _label(view, edge))
        for one, edge, other in sorted(left)
        for mutual in [(other, edge, one) in left]
        if not (mutual and other < one) and not _is_told_the_other_way((one, edge, other), left, back)
    ]


def _is_told_the_other_way(tie: Statement, ties: set[Statement], back: Mapping[str, str]) -> bool:
    """Tell whether the inverse of a tie is among the ties and stands for both."""
    one, edge, other = tie
    inverse = back.get(edge, edge)
    return inverse < edge and (other, inverse, one) in ties


def _drawn(
    phases: Iterable[PhaseRow], ontology: Ontology, wider: Mapping[str, set[str]], back: Mapping[str, str]
) -> Iterator[Statement]:
    """Yield what the lines of phases already say: their own edges, the wider ones, and all of them the other way."""
    for phase in phases:
        edge = ontology.relationship_types[phase.type].edge
        if edge is None:
            continue
        for one, other, _ in endpoints(phase, ontology):
            for said in (edge, *wider.get(edge, ())):
                yield one, said, other
                if said in back:
                    yield other, back[said], one


def _pairs(view: View, query: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for edge, other in view.select(query).terms:
        found.setdefault(_local(getattr(edge, "value", "")), set()).add(_local(getattr(other, "value", "")))
    return found


def _label(view: View, edge: str) -> dict[str, str]:
    table = view.select(_LABELS, edge=NamedNode(DKG.base + edge))
    found = {getattr(label, "language", None) or "en": getattr(label, "value", "") for (label,) in table.terms}
    return {"en": edge, **found}


def _local(iri: str) -> str:
    return iri.removeprefix(DKG.base)

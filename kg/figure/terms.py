"""The core of the ontology as a chart: its classes, and the properties that lead from one to another."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.figure.spec import Chart, ChartEdge, ChartKind, ChartNode
from kg.linked.terms import Term
from kg.names import LANGUAGES

__all__ = ["terms_chart"]

_PROPERTY = ChartKind("property", {"en": "property", "ko": "속성"}, "#1f66d6", "#7fb2ff")
_KIND_OF = ChartKind("kind-of", {"en": "kind of", "ko": "상위 부류"}, "#4b5563", "#cbd5e1", dash=(7, 5))
_OPEN = ("Relationship", "Event")  # whose many kinds the chart leaves out
_TITLE = {"en": "Core classes", "ko": "핵심 부류"}


def terms_chart(terms: Mapping[str, Term], link: Callable[[str], str]) -> Chart:
    """Return what the chart shows; ``link`` gives the address of a term, by local name."""
    classes = {name: term for name, term in terms.items() if term.kind == "class" and not _is_kind(term, terms)}
    between: dict[tuple[str, str], list[Term]] = {}
    for term in terms.values():
        if term.kind == "object" and not term.role_in and not _is_derived(term, terms):
            for start in term.domain:
                for end in term.range:
                    if start in classes and end in classes and start != end:
                        between.setdefault((start, end), []).append(term)
    edges = [
        ChartEdge(f"{start}-{end}", start, end, _PROPERTY.id, _words(found), directed=True)
        for (start, end), found in between.items()
    ]
    edges += [
        ChartEdge(f"{name}-kind-of-{above}", name, above, _KIND_OF.id, _KIND_OF.label, directed=True)
        for name, term in classes.items()
        for above in term.above
        if above in classes
    ]
    tied = {end for edge in edges for end in (edge.source, edge.target)}
    nodes = [
        ChartNode(name, term.label, lead=name in ("Drama", "Character"), href=link(name))
        for name, term in classes.items()
        if name in tied
    ]
    return Chart(_TITLE, {"en": "", "ko": ""}, tuple(nodes), tuple(edges), (), (_PROPERTY, _KIND_OF))


def _is_kind(term: Term, terms: Mapping[str, Term]) -> bool:
    """Tell whether a class is a kind of relationship or event."""
    return any(above in _OPEN or (above in terms and _is_kind(terms[above], terms)) for above in term.above)


def _is_derived(term: Term, terms: Mapping[str, Term]) -> bool:
    """Tell whether a property only says another the other way round, or sums up a chain."""
    return bool(term.chains) or any(terms[one].name < term.name for one in term.inverses if one in terms)


def _words(found: list[Term]) -> dict[str, str]:
    return {lang: ", ".join(term.label.get(lang, term.name) for term in found) for lang in LANGUAGES}

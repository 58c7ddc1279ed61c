"""What things are called, for answers that people read."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode

from kg.store import GraphStore
from kg.views import as_table

__all__ = ["labels_of", "names_of"]

_BATCH = 500
_LABELS = """
SELECT DISTINCT ?thing ?label WHERE {
  VALUES ?thing { %s }
  ?thing skos:prefLabel|rdfs:label ?label .
} ORDER BY ?thing ?label
"""


def labels_of(store: GraphStore, things: Sequence[NamedNode], lang: str) -> dict[str, Literal]:
    """Return the label of each thing that has one, by IRI: in ``lang``, else English, else any language."""
    found: dict[str, Literal] = {}
    for start in range(0, len(things), _BATCH):
        batch = things[start : start + _BATCH]
        # str() of a NamedNode is its N-Triples form, in which nothing can end the IRI early.
        table = as_table(store.query(_LABELS % " ".join(map(str, batch))))
        for thing, label in table.terms:
            if isinstance(thing, NamedNode) and isinstance(label, Literal):
                known = found.get(thing.value)
                if known is None or _rank(label, lang) < _rank(known, lang):
                    found[thing.value] = label
    return found


def names_of(store: GraphStore, things: Sequence[NamedNode], lang: str = "en") -> dict[str, str]:
    """Return the label of each thing that has one, by IRI, as plain text."""
    return {iri: label.value for iri, label in labels_of(store, things, lang).items()}


def _rank(label: Literal, lang: str) -> int:
    """Order languages: the reader's, then English, then any."""
    return {lang: 0, "en": 1}.get(label.language or "en", 2)

"""Words of a catalogue to the themes of the ontology, by their labels in either language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from kg.names import fold
from kg.ontology import Ontology
from kg.vocab import ID_BASE, SKOS

__all__ = ["Themes"]

_BASE = f"{ID_BASE}theme/"
_KEPT = 20_000


class Themes:
    """Finds themes by what they are called; what no theme or more than one is called is counted and dropped."""

    def __init__(self, ontology: Ontology) -> None:
        self._slugs = _labels(ontology)
        self._known: dict[str, str | None] = {}
        self.found = 0
        self.dropped = 0

    def find(self, words: Iterable[str]) -> tuple[str, ...]:
        """Return the slugs of the themes that words name, each once.

        >>> from kg.ontology import load_ontology
        >>> Themes(load_ontology()).find(["Unrequited Love", "LGBTQ+ Web Series"])
        ('one-sided-love',)
        """
        slugs = [self._find(word) for word in words]
        known = tuple(dict.fromkeys(slug for slug in slugs if slug is not None))
        self.found += len(known)
        self.dropped += slugs.count(None)
        return known

    def _find(self, word: str) -> str | None:
        if word not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[word] = self._slugs.get(fold(word))
        return self._known[word]


@lru_cache(maxsize=2)
def _labels(ontology: Ontology) -> Mapping[str, str]:
    """Return the theme that each label names, labels of two themes left out."""
    slugs: dict[str, set[str]] = {}
    for quad in ontology.quads():
        if (
            quad.predicate in (SKOS.prefLabel, SKOS.altLabel)
            and isinstance(quad.subject, NamedNode)
            and quad.subject.value.startswith(_BASE)
            and isinstance(quad.object, Literal)
        ):
            slugs.setdefault(fold(quad.object.value), set()).add(quad.subject.value.removeprefix(_BASE))
    return {label: next(iter(found)) for label, found in slugs.items() if len(found) == 1 and label}

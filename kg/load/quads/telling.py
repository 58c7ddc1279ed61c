"""What the writers of a drama share: statements go to the graph of their source and beat."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from kg.load.quads.iris import beat_iri
from kg.load.quads.writer import Fact, Statements, Writer
from kg.model import Cited, Drama, Name
from kg.vocab import SKOS, thing

__all__ = ["TellingWriter"]


class TellingWriter(Writer):
    """Writes statements of one drama, each told at a beat."""

    def __init__(self, out: Statements, drama: Drama) -> None:
        super().__init__(out)
        self.drama = drama
        self.node = thing("drama", drama.slug)

    def _at(self, told: str | None, earliest: int = 1) -> int:
        """Return the position of a beat, ``earliest`` where none is named."""
        return earliest if told is None else max(earliest, self.drama.position(told))

    def _say(self, node: NamedNode, position: int, cited: Cited, *facts: Fact) -> None:
        """Add facts, told at a beat, to the graph of each source that tells them."""
        for citation in cited:
            path = f"{self.drama.slug}/{citation.source}/{position}"
            graph = self._graph(path, citation.source, beat_iri(self.drama.slug, position))
            self._add(graph, node, citation.place, facts)

    def _link(self, node: NamedNode, position: int, cited: Cited, fact: Fact) -> None:
        """Add a fact that follows from two things told, without a place.

        A locator stands for the thing it is on: that of the later thing would be taken for a place where the earlier
        one is told.
        """
        for citation in cited:
            path = f"{self.drama.slug}/{citation.source}/{position}"
            graph = self._graph(path, citation.source, beat_iri(self.drama.slug, position))
            self._out.quads.append(Quad(node, *fact, graph))

    def _labels(
        self,
        node: NamedNode,
        names: tuple[Name, ...],
        earliest: int,
        *facts: Fact,
    ) -> None:
        """Add names, the first of each language as the preferred label, with ``facts`` beside those told first."""
        preferred: set[str] = set()
        for name in names:
            label = SKOS.altLabel if name.language in preferred else SKOS.prefLabel
            preferred.add(name.language)
            position = self._at(name.told, earliest)
            beside = facts if position == earliest else ()
            self._say(node, position, name.cited, *beside, (label, Literal(name.text, language=name.language)))

"""Taking the graph as networks, for NetworkX."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.graph.exploring import Exploring
from kg.views import Viewpoint

if TYPE_CHECKING:
    import networkx as nx

    from kg.projection import Network, Told

__all__ = ["Networking"]


class Networking(Exploring):
    """What makes networks of the graph, each as far as told."""

    def to_networkx(
        self,
        of: Network = "relationships",
        *,
        dramas: str | Iterable[str] | None = None,
        kinds: str | Iterable[str] | None = None,
        sources: str | Iterable[str] | None = None,
        seen: Iterable[str] | None = None,
        told: Told | None = None,
    ) -> nx.Graph[str]:
        """Return a network for NetworkX, whose nodes are IRIs with ``label`` and ``label_ko`` (docs/analysis.md).

        ``of`` says which: characters by "relationships" (a MultiDiGraph) or by "presence" in the same scene, "actors"
        by shared drama, "dramas" by shared cast and themes, "themes" that occur together. How much a tie counts is in
        its field ``strength``; it is no length.

        ``dramas`` (names) and ``sources`` (slugs) limit what is read. ``kinds`` are relationship types, which stand for
        those below them too; between dramas, "cast" or "themes". ``told`` takes ties that sources state ("asserted") or
        that follow ("inferred"); None takes both. ``seen`` is a viewpoint as in `at_texts`; without it only the premise
        of every drama is told, and of a graph that is a view all of that.

        Raises `NotFoundError` for what has no such name, with the nearest, and ValueError for another network.

        >>> import kg
        >>> g = kg.open()
        >>> found = g.to_networkx(dramas="Soundtrack #1", kinds="Romance", seen=["*=end"], told="asserted")
        >>> sorted({data["type"] for *_, data in found.edges(data=True)})
        ['Attraction', 'Couple', 'FormerCouple', 'Marriage', 'OneSidedLove']
        """
        from kg.projection import Choice, project, several

        choice = Choice(of, several(kinds), several(sources), told)
        viewpoint = self._told_to(seen)
        names = several(dramas)
        chosen = None if names is None else [self._named("drama", name, viewpoint) for name in names]
        return project(self.store, self.ontology, viewpoint, choice, chosen)

    def _told_to(self, seen: Iterable[str] | None) -> Viewpoint:
        """Return how far somebody is; a graph that is a view keeps nothing of what it has from them."""
        return Viewpoint(others=None) if seen is None and self._parts.of_view else self._viewpoint(seen)

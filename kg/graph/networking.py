"""Taking the graph as networks, for NetworkX."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.checked import checked_number
from kg.graph.exploring import Exploring
from kg.views import Viewpoint

if TYPE_CHECKING:
    import networkx as nx

    from kg.between import Collaboration, ThemePairs
    from kg.drama import Drama
    from kg.projection import Network, Told

__all__ = ["Networking"]


class Networking(Exploring):
    """What makes networks of the graph, each as far as told."""

    def to_networkx(
        self,
        of: Network = "relationships",
        *,
        dramas: str | Drama | Iterable[str | Drama] | None = None,
        kinds: str | Iterable[str] | None = None,
        sources: str | Iterable[str] | None = None,
        seen: Iterable[str] | None = None,
        told: Told | None = None,
    ) -> nx.Graph[str]:
        """Return a network for NetworkX, whose nodes are IRIs with ``label`` and ``label_ko`` (docs/analysis.md).

        ``of`` says which: characters by "relationships" (a MultiDiGraph) or by "presence" in the same scene, "actors"
        by shared drama, "dramas" by shared cast and themes, "themes" that occur together. How much a tie counts is in
        its field ``strength``; it is no length.

        ``dramas`` (names, or dramas) and ``sources`` (slugs) limit what is read. ``kinds`` are relationship types,
        which stand for those below them too; between dramas, "cast" or "themes". ``told`` takes ties that sources state
        ("asserted") or that follow ("inferred"); None takes both. ``seen`` is a viewpoint as in `at_texts`; without
        it only the premise of every drama is told, and of a graph that is a view all of that.

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

    def collaboration(self, *, seen: Iterable[str] | None = None) -> Collaboration:
        """Return the actors' world: how far people are apart, who connects most, who acts together again.

        People are tied who act in the same drama. ``seen`` is that of `to_networkx`. Raises `NotFoundError`.

        >>> import kg
        >>> found = kg.open().collaboration(seen=["*=end"])
        >>> len(found.people) == found.metrics.network.size, found.steps[0] == found.metrics.network.pairs
        (True, True)
        """
        from kg.between import collaboration_of

        return collaboration_of(self.to_networkx("actors", seen=seen), self._parts.credits.at(self._told_to(seen)))

    def theme_pairs(
        self, *, seen: Iterable[str] | None = None, told: Told | None = "asserted", least: int = 3
    ) -> ThemePairs:
        """Return which themes occur together in dramas, and how likely chance would have it so (docs/analysis.md).

        The test is Fisher's exact test, one-sided, corrected by Benjamini and Hochberg for the pairs that were tested.
        Only the themes that sources name are taken: those that a story shows (``told=None`` takes both) are known
        of the few dramas alone whose story is. Themes that fewer than ``least`` dramas have are not tested. ``seen`` is
        that of `to_networkx`. Raises `NotFoundError`, and `QueryError` for a wrong number.

        >>> import kg
        >>> found = kg.open().theme_pairs(seen=["*=end"])
        >>> all(pair.p <= pair.q <= 1 and pair.observed == len(pair.dramas) for pair in found.pairs)
        True
        """
        from kg.between import find_theme_pairs

        themes = self.to_networkx("themes", seen=seen, told=told)
        credits = self._parts.credits.at(self._told_to(seen))
        return find_theme_pairs(themes, self._parts.theme_tree, credits.drama, checked_number("least", least))

    def _told_to(self, seen: Iterable[str] | None) -> Viewpoint:
        """Return how far somebody is; a graph that is a view keeps nothing of what it has from them."""
        return Viewpoint(others=None) if seen is None and self._parts.of_view else self._viewpoint(seen)

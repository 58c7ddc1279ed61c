"""Pictures of all dramas together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg.graph.given import texts_of_seen
from kg.graph.networking import Networking
from kg.listing import LISTING, titles_of
from kg.views import as_table

if TYPE_CHECKING:
    from kg.plot import Plot

__all__ = ["Picturing"]


class Picturing(Networking):
    """What draws the graph."""

    def plot(
        self, what: str = "themes", lang: str = "en", *, seen: Iterable[str] | None = None, **options: Any
    ) -> Plot:
        """Return a picture of all dramas for a paper, as `Drama.plot` does for one.

        ``what`` is "themes" (a heat map of themes by drama), "theme_pairs" (those that occur together, beside how often
        chance would have it) or a network: "actors" who play together, "dramas" with the same people or themes.
        ``most`` says how many are shown, ``ties`` how many of each node of a network, the strongest first: each a
        number from 1 to 500. ``seen`` is a viewpoint as in `at_texts`; without it only the premise of every drama is
        told. What is known of no drama yet is a picture with a line that says so.

        Raises `NotFoundError` for a viewpoint that is none, `QueryError` for an option that this picture has not or a
        wrong value, and ImportError without matplotlib.

        >>> import kg
        >>> plot = kg.open().plot("themes", seen=["*=end"])
        >>> [row["how"] for row in plot.data if row["theme"].endswith("/cohabitation")]
        ['both', 'both']
        """
        from kg.plot import GRAPH_PLOTS, checked_wishes, plot_network, plot_pairs, plot_themes

        look, own = checked_wishes("the graph", GRAPH_PLOTS, what, {"lang": lang, **options})
        given = None if seen is None else texts_of_seen(seen)
        viewpoint = self._told_to(given)
        told = ("*=end",) if given is None and self._parts.of_view else given
        titles = {row["drama"]: titles_of(row) for row in as_table(self.store.query(LISTING))}
        if what == "themes":
            uses = self._parts.themes.at(viewpoint)
            return plot_themes(uses, self._parts.theme_tree, titles, told, self.version, look, **own)
        if what == "theme_pairs":
            return plot_pairs(self.theme_pairs(seen=given), titles, told, self.version, look, **own)
        network = self.to_networkx("actors" if what == "actors" else "dramas", seen=given)
        return plot_network(network, what, titles, told, self.version, look, **own)

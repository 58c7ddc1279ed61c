"""The dramas and the themes of their stories, as far as somebody has watched."""

from __future__ import annotations

from collections.abc import Mapping

from kg.drama import Drama
from kg.graph.finding import Finding
from kg.graph.given import viewpoint_at
from kg.listing import LISTING
from kg.report import coverage_table
from kg.results import Table
from kg.themes import Theme, ThemeDrama
from kg.views import FIRST, as_table

__all__ = ["Telling"]


class Telling(Finding):
    """What is told of dramas and themes."""

    def dramas(self) -> Table:
        """Return every drama: slug, titles, coverage ("full" or "thin"), year, episodes, number of beats.

        It is what the premise tells of them, and spoils nothing.
        """
        return as_table(self.store.query(LISTING))

    def coverage(self, drama: str | None = None, *, thin: bool = True) -> Table:
        """Return how much is known of each drama, or of one, in numbers, with what is thin in words (docs/data.md).

        The numbers are of all that is told: they spoil nothing. `Drama.coverage` has the words behind those of one
        drama, as far as it has been told. ``thin=False`` leaves out the dramas of which only a few facts are known.
        Raises `NotFoundError`.

        >>> import kg
        >>> kg.open().coverage("soundtrack-1").column("characters")
        [11]
        """
        return coverage_table(self.store, None if drama is None else self.find("drama", drama), thin=thin)

    def drama(self, name: str, at: int | str = FIRST) -> Drama:
        """Return a drama by title, slug or IRI, as told by the beat ``at``: a position, "premise" or "end".

        By default that is the premise, which spoils nothing. Raises `NotFoundError`, and TypeError for what is no beat.

        >>> import kg
        >>> [row.names["en"] for row in kg.open().drama("사운드트랙 #2").characters if row.billing == "lead"]
        ['Do Hyeon Seo', 'Ji Su Ho']
        """
        return Drama(self._views.drama(self.find("drama", name), at), self.ontology, self.version)

    def themes(
        self, positions: Mapping[str, int | str] | None = None, *, others: int | str = "premise"
    ) -> dict[str, tuple[ThemeDrama, ...]]:
        """Return which dramas have which theme, by the theme's slug: according to sources, or by what the story shows.

        ``positions`` and ``others`` say how far somebody is, as in `at`; by default nothing is spoilt. Raises what
        `at` raises.

        >>> import kg
        >>> g = kg.open()
        >>> end = g.themes({"soundtrack-1": "end"})["friends-to-lovers"]
        >>> [(one.said, one.shown) for one in end if one.drama.endswith("/soundtrack-1")]
        [(True, True)]
        >>> [one for one in g.themes().get("friends-to-lovers", ()) if one.drama.endswith("/soundtrack-1")]
        []
        """
        return self._parts.themes.at(viewpoint_at(self.store, positions, others))

    @property
    def theme_tree(self) -> Mapping[str, Theme]:
        """Every theme, by slug."""
        return self._parts.theme_tree

"""What a graph makes when it is first asked for it, and keeps."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.catalog import CatalogQuery, load_catalog
from kg.ontology import Ontology
from kg.paths import queries_dir
from kg.search import AllNames
from kg.store import GraphStore
from kg.themes import AllThemes, Theme, theme_tree
from kg.views import Views

if TYPE_CHECKING:
    from kg.analysis import Credits, Features, Told
    from kg.dataset import Statistics
    from kg.linked import Graphs, Terms, Things

__all__ = ["Parts"]


class Parts:
    """The parts of one graph. ``whole`` has those of the graph that it is a view of, None for a graph that is whole."""

    def __init__(
        self, store: GraphStore, ontology: Ontology, views: Views, store_path: Path | None, whole: Parts | None
    ) -> None:
        self._store = store
        self._ontology = ontology
        self._views = views
        self._store_path = store_path
        self._whole = whole

    @property
    def of_view(self) -> bool:
        """Whether the graph is a view of a whole one, in which nothing is to be kept from anybody."""
        return self._whole is not None

    @cached_property
    def queries(self) -> dict[str, CatalogQuery]:
        """The catalogue, by id; a view has that of the whole."""
        return load_catalog(queries_dir()) if self._whole is None else self._whole.queries

    @cached_property
    def names(self) -> AllNames:
        """What things are called."""
        return AllNames(self._store)

    @cached_property
    def theme_tree(self) -> Mapping[str, Theme]:
        """Every theme, by slug."""
        return theme_tree(self._ontology)

    @cached_property
    def themes(self) -> AllThemes:
        """Which dramas have which theme."""
        return AllThemes(self._store, self._views)

    @cached_property
    def things(self) -> Things:
        """The descriptions of things."""
        from kg.linked import Things

        return Things(self._store, self._views, self._ontology, self.themes)

    @cached_property
    def told(self) -> Told:
        """The statements of sources, with the beats that tell them."""
        from kg.analysis import Told

        return Told(self._store)

    @cached_property
    def credits(self) -> Credits:
        """Who did what in which drama."""
        from kg.analysis import Credits

        return Credits(self.told)

    @cached_property
    def features(self) -> Features:
        """What dramas may share."""
        from kg.analysis import Features

        return Features(self.told, self.credits, self.themes, self._ontology)

    @cached_property
    def graphs(self) -> Graphs:
        """The contents of named graphs."""
        from kg.linked import Graphs

        return Graphs(self._store, self._views, self.things)

    @cached_property
    def terms(self) -> Terms:
        """The terms of the ontology, and where each is used."""
        from kg.linked import Terms

        return Terms(self._store, self._ontology, self.queries)

    @cached_property
    def statistics(self) -> Statistics:
        """How much there is, kept beside the store."""
        from kg.dataset import kept_statistics

        return kept_statistics(self._store, self._store_path.parent if self._store_path else None)

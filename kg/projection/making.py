"""One way in: from a store and a choice to a network."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from kg.ontology import Ontology
from kg.projection.choosing import Choice, chosen_kinds
from kg.projection.presence import presence_network, read_presence
from kg.projection.relationships import relationship_network
from kg.projection.shared import actor_network, drama_network, theme_network
from kg.projection.telling import read_telling
from kg.projection.themes import read_themes, theme_labels
from kg.store import GraphStore
from kg.views import View, Viewpoint

if TYPE_CHECKING:
    import networkx as nx
    import polars as pl

__all__ = ["drama_presence", "project", "project_drama"]

_ALL = Viewpoint(others=None)


def project(
    store: GraphStore,
    ontology: Ontology,
    viewpoint: Viewpoint,
    choice: Choice,
    dramas: Collection[str] | None = None,
) -> nx.Graph[str]:
    """Return a network of what is told from a viewpoint, of some dramas (IRIs) or of all.

    `KnowledgeGraph.to_networkx` says which networks there are. Raises `NotFoundError` for an unknown kind or source.
    """
    kinds = chosen_kinds(choice, ontology)
    telling = read_telling(store, viewpoint, dramas, choice.sources)
    if choice.of == "relationships":
        return relationship_network(store, ontology, telling, kinds, choice.told)
    if choice.of == "presence":
        return presence_network(store, telling)
    if choice.of == "actors":
        return actor_network(store, telling)
    themes = read_themes(store, ontology, telling, choice.told)
    if choice.of == "dramas":
        return drama_network(store, telling, themes, kinds)
    return theme_network(themes, theme_labels(ontology))


def project_drama(view: View, ontology: Ontology, choice: Choice, beat: int | None = None) -> nx.Graph[str]:
    """Return a network of a view's drama, which says what is told and by which beat (``drama`` and ``beat``).

    ``beat`` is one that comes before that of the view, for the network as it was told by then.
    """
    viewpoint = _ALL if beat is None else Viewpoint.of({view.drama: beat}, others=None)
    graph = project(view.seen.asserted, ontology, viewpoint, choice, [view.drama.value])
    graph.graph.update(drama=view.drama.value, beat=view.position if beat is None else beat)
    return graph


def drama_presence(view: View) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return who appears in a view's drama, and who with whom, as columns; see `read_presence`."""
    return read_presence(view.seen.asserted, read_telling(view.seen.asserted, _ALL))

"""Which drama has which theme, as columns: what sources say, and what the structure of the story shows."""

from __future__ import annotations

import polars as pl

from kg.ontology import Ontology
from kg.projection.columns import read_columns
from kg.projection.inferred import read_inferred
from kg.projection.telling import Telling
from kg.store import GraphStore
from kg.themes import theme_tree
from kg.vocab import DKG

__all__ = ["read_themes", "theme_labels"]

_SAID = "SELECT ?graph ?of ?theme WHERE { GRAPH ?graph { ?of dkg:hasTheme ?theme } }"
_SHOWN = DKG.showsTheme.value


def read_themes(store: GraphStore, ontology: Ontology, telling: Telling, told: str | None = None) -> pl.DataFrame:
    """Return the themes of dramas: theme, drama. ``told`` limits them to those "asserted", or "inferred"."""
    found = []
    if told != "inferred":
        found.append(telling.of(read_columns(store, _SAID)).select("theme", drama="of"))
    if told != "asserted":
        shown = read_inferred(store, ontology, telling, [_SHOWN])
        found.append(shown.select(theme="other", drama="one"))
    return pl.concat(found).unique().sort("theme", "drama")


def theme_labels(ontology: Ontology) -> pl.DataFrame:
    """Return what the themes are called: thing, label, label_ko."""
    tree = theme_tree(ontology).values()
    rows = [(theme.iri, theme.label["en"], theme.label.get("ko", theme.label["en"])) for theme in tree]
    return pl.DataFrame(rows, dict.fromkeys(("thing", "label", "label_ko"), pl.String), orient="row")

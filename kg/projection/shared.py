"""Networks of what dramas share: people who act together, dramas with the same people or themes, themes that meet."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import polars as pl

from kg.projection.columns import first_text, read_columns
from kg.projection.filling import fill
from kg.projection.telling import Telling
from kg.store import GraphStore

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["actor_network", "drama_network", "read_cast", "theme_network"]

_CAST = """
SELECT ?graph ?person ?drama WHERE { GRAPH ?graph { ?performance dkg:performer ?person ; dkg:inDrama ?drama } }
"""
_PEOPLE = """
SELECT ?graph ?thing ?label (LANG(?label) AS ?lang) WHERE {
  { SELECT DISTINCT ?thing { ?performance dkg:performer ?thing } }
  GRAPH ?graph { ?thing skos:prefLabel ?label }
}
"""
_DRAMAS = """
SELECT ?graph ?thing ?label (LANG(?label) AS ?lang) WHERE {
  { SELECT DISTINCT ?thing { ?beat dkg:inDrama ?thing ; dkg:position 1 } }
  GRAPH ?graph { ?thing skos:prefLabel ?label }
}
"""
_STRENGTHS = ("cast_strength", "theme_strength")
_SLUG = pl.col("thing").str.split("/").list.last()


def read_cast(store: GraphStore, telling: Telling) -> pl.DataFrame:
    """Return who acts in which drama, as far as told: person, drama."""
    return telling.of(read_columns(store, _CAST)).select("person", "drama").unique()


def actor_network(store: GraphStore, telling: Telling) -> nx.Graph[str]:
    """Return who acts with whom; the ``strength`` of a tie is in how many ``dramas`` (slugs)."""
    import networkx as nx

    cast = read_cast(store, telling)
    people = _named(store, telling, _PEOPLE, cast["person"])
    pairs = _meeting(cast.select(thing="person", shared="drama"))
    return fill(nx.Graph(), people, pairs.select("one", "other", "strength", dramas=_slugs("shared")))


def drama_network(store: GraphStore, telling: Telling, themes: pl.DataFrame, kinds: Collection[str]) -> nx.Graph[str]:
    """Return which dramas share people (``cast``, IRIs) or ``themes`` (slugs).

    ``cast_strength`` and ``theme_strength`` count these, and ``strength`` both; ``kinds`` ("cast", "themes") says which
    of them tie.
    """
    import networkx as nx

    cast = read_cast(store, telling).select(thing="drama", shared="person")
    about = themes.select(thing="drama", shared="theme")
    by_cast = _meeting(cast.filter("cast" in kinds))
    by_theme = _meeting(about.filter("themes" in kinds))
    pairs = by_cast.rename({"shared": "cast", "strength": "cast_strength"}).join(
        by_theme.rename({"shared": "themes", "strength": "theme_strength"}),
        on=("one", "other"), how="full", coalesce=True,
    )  # fmt: skip
    strengths, none = [pl.col(name).fill_null(0) for name in _STRENGTHS], pl.lit([], pl.List(pl.String))
    ties = pairs.select(
        "one", "other", sum(strengths[1:], strengths[0]).alias("strength"), *strengths,
        pl.col("cast").fill_null(none), _slugs("themes").fill_null(none),
    ).sort("one", "other")  # fmt: skip
    return fill(nx.Graph(), _named(store, telling, _DRAMAS, telling.chosen["drama"]), ties)


def theme_network(themes: pl.DataFrame, labels: pl.DataFrame) -> nx.Graph[str]:
    """Return which themes occur together; the ``strength`` of a tie is in how many ``dramas`` (slugs).

    A node has the ``dramas`` of the theme. ``themes`` has (theme, drama), ``labels`` what all are called.
    """
    import networkx as nx

    having = themes.group_by(thing="theme").agg(dramas=pl.col("drama").unique().sort())
    there = labels.join(having, on="thing").with_columns(_slugs("dramas")).sort("thing")
    pairs = _meeting(themes.select(thing="theme", shared="drama"))
    return fill(nx.Graph(), there, pairs.select("one", "other", "strength", dramas=_slugs("shared")))


def _meeting(rows: pl.DataFrame) -> pl.DataFrame:
    """Return any two things that share something: one, other, how many (strength) and what (shared, sorted)."""
    rows = rows.unique()
    return (
        rows.join(rows, on="shared")
        .filter(pl.col("thing") < pl.col("thing_right"))
        .group_by(one="thing", other="thing_right")
        .agg(strength=pl.len().cast(pl.Int64), shared=pl.col("shared").sort())
        .sort("one", "other")
    )


def _named(store: GraphStore, telling: Telling, query: str, things: pl.Series) -> pl.DataFrame:
    """Return things with their names as far as told, by IRI: thing, label, label_ko."""
    names = telling.known(read_columns(store, query)).group_by("thing").agg(
        label=first_text("label", "en"), label_ko=first_text("label", "ko"),
    )  # fmt: skip
    return (
        things.unique().to_frame("thing").join(names, on="thing", how="left")
        .with_columns(pl.coalesce("label", "label_ko", _SLUG).alias("label"))
        .with_columns(pl.col("label_ko").fill_null(pl.col("label")))
        .sort("thing")
    )  # fmt: skip


def _slugs(column: str) -> pl.Expr:
    return pl.col(column).list.eval(pl.element().str.split("/").list.last())

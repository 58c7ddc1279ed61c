"""The characters of dramas as columns."""

from __future__ import annotations

import polars as pl

from kg.projection.columns import first_text, read_columns
from kg.projection.telling import Telling
from kg.store import GraphStore

__all__ = ["drama_slug", "read_characters"]

_CHARACTERS = "SELECT ?graph ?character WHERE { GRAPH ?graph { ?character dkg:characterIn ?drama } }"
_LABELS = """
SELECT ?graph ?character ?label (LANG(?label) AS ?lang) WHERE {
  { SELECT DISTINCT ?character { ?character dkg:characterIn ?drama } }
  GRAPH ?graph { ?character skos:prefLabel ?label }
}
"""
_BILLING = """
SELECT ?graph ?character ?billing WHERE {
  GRAPH ?graph { ?performance dkg:portrays ?character ; dkg:billing ?billing }
}
"""
_UNNAMED = "SELECT ?graph ?character WHERE { GRAPH ?graph { ?character dkg:isUnnamed true } }"
_RANKS = pl.Enum(("lead", "main", "support", "guest"))


def read_characters(store: GraphStore, telling: Telling, also: pl.Series) -> pl.DataFrame:
    """Return the characters that are told, by IRI: character, label, label_ko, billing, unnamed, drama.

    One is there who is said to be in a drama, or is in ``also``, and has a name that may be seen.
    """
    said = telling.of(read_columns(store, _CHARACTERS))["character"]
    there = pl.concat([said, also]).unique().to_frame("character")
    names = telling.known(read_columns(store, _LABELS)).group_by("character").agg(
        label=first_text("label", "en"), label_ko=first_text("label", "ko"),
    )  # fmt: skip
    billing = telling.known(read_columns(store, _BILLING)).group_by("character").agg(
        pl.col("billing").cast(_RANKS).min().cast(pl.String)
    )  # fmt: skip
    unnamed = telling.known(read_columns(store, _UNNAMED)).select("character", unnamed=True).unique()
    slug = pl.col("character").str.split("/").list.last()
    return (
        there.join(names, on="character")
        .with_columns(pl.col("label").fill_null(slug))
        .with_columns(pl.col("label_ko").fill_null(pl.col("label")), drama=drama_slug("character"))
        .join(billing, on="character", how="left")
        .join(unnamed, on="character", how="left")
        .with_columns(pl.col("unnamed").fill_null(value=False))
        .select("character", "label", "label_ko", "billing", "unnamed", "drama")
        .sort("character")
    )


def drama_slug(column: str) -> pl.Expr:
    """Return an expression for the slug of the drama of a character or a phase."""
    return pl.col(column).str.extract(r"/drama/([^/]+)/")

"""Characters who appear together, as columns: in scenes or, where a drama has none, in events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from kg.projection.characters import drama_slug, read_characters
from kg.projection.columns import read_columns
from kg.projection.filling import fill
from kg.projection.telling import Telling
from kg.store import GraphStore

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["presence_network", "read_presence"]

_SCENES = """
SELECT ?graph ?unit ?character WHERE {
  GRAPH ?graph { ?unit a dkg:Scene ; dkg:inDrama ?drama ; dkg:speaker ?character }
}
"""
_EVENTS = """
SELECT ?graph ?unit ?character WHERE {
  GRAPH ?graph { ?unit dkg:inDrama ?drama ; dkg:participant|dkg:agent|dkg:addressee ?character }
}
"""


def read_presence(store: GraphStore, telling: Telling) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return who appears (character, counted) and who with whom (one, other, counted, strength, first, last).

    ``counted`` says in what: "scenes" or "events". ``first`` and ``last`` are positions of beats.
    """
    scenes, events = (telling.of(read_columns(store, query)) for query in (_SCENES, _EVENTS))
    events = events.join(scenes, on="drama", how="anti")
    units = pl.concat([scenes.with_columns(counted=pl.lit("scenes")), events.with_columns(counted=pl.lit("events"))])
    there = units.group_by("counted", "unit", "character").agg(pl.col("position").min())
    pairs = (
        there.join(there.select("unit", "counted", "character", "position"), on=("unit", "counted"))
        .filter(pl.col("character") < pl.col("character_right"))
        .with_columns(at=pl.max_horizontal("position", "position_right"))
        .group_by(one="character", other="character_right", counted="counted")
        .agg(strength=pl.len(), first=pl.col("at").min(), last=pl.col("at").max())
        .sort("one", "other")
    )
    return there.select("character", "counted").unique().sort("character"), pairs


def presence_network(store: GraphStore, telling: Telling) -> nx.Graph[str]:
    """Return who appears with whom; the ``strength`` of a tie is in how many scenes or events."""
    import networkx as nx

    there, pairs = read_presence(store, telling)
    people = read_characters(store, telling, there["character"]).join(there, on="character")
    fields = ("one", "other", "strength", "counted")
    ties = pairs.select(*fields, first_beat="first", last_beat="last", drama=drama_slug("one"))
    graph: nx.Graph[str] = nx.Graph()
    return fill(graph, people, ties)

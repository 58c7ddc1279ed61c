"""Which graphs a projection may read: those that have been told, of the dramas and the sources that were chosen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from kg.errors import NotFoundError, did_you_mean
from kg.projection.columns import read_columns
from kg.store import GraphStore
from kg.views import Viewpoint
from kg.vocab import ID_BASE

__all__ = ["Telling", "read_telling"]

_GRAPHS = """
SELECT DISTINCT ?graph ?source ?drama ?position WHERE {
  GRAPH graph:provenance {
    ?graph prov:wasDerivedFrom ?source .
    OPTIONAL { ?graph dkg:revealedAt ?beat . ?beat dkg:inDrama ?drama ; dkg:position ?position }
  }
}
"""
_SOURCE = ID_BASE + "source/"
_OF_PLACE = ("drama", "position")


@dataclass(frozen=True)
class Telling:
    """The graphs that may be read.

    ``chosen`` has a row (graph, source, drama, position) for each graph of the chosen dramas and sources that is told,
    ``seen`` the names of all graphs that may be seen, those that no beat tells (of people) too. ``whole`` says that
    of the chosen dramas nothing is left out.
    """

    chosen: pl.DataFrame
    seen: pl.DataFrame
    whole: bool

    def of(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the rows whose ``graph`` is chosen, each with its source, drama and position."""
        return rows.join(self.chosen, on="graph")

    def known(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the rows whose ``graph`` may be seen, whatever was chosen."""
        return rows.join(self.seen, on="graph", how="semi")


def read_telling(
    store: GraphStore,
    viewpoint: Viewpoint,
    dramas: Collection[str] | None = None,
    sources: Collection[str] | None = None,
) -> Telling:
    """Return the graphs that are told from a viewpoint, of dramas by IRI and of sources by slug or IRI (None is all).

    Raises `NotFoundError` for a source that has told nothing.
    """
    graphs = read_columns(store, _GRAPHS).with_columns(pl.col("position").cast(pl.Int64))
    dated = graphs.filter(pl.col("drama").is_not_null())
    places = dated.select(_OF_PLACE).unique()
    sees = [viewpoint.sees(drama, position) for drama, position in places.iter_rows()]
    told = dated.join(places.filter(pl.Series(sees, dtype=pl.Boolean)), on=_OF_PLACE, how="semi")
    wanted = dated if dramas is None else dated.filter(pl.col("drama").is_in(list(dramas)))
    chosen = told.join(wanted, on="graph", how="semi") if dramas is not None else told
    if sources is not None:
        chosen = chosen.filter(pl.col("source").is_in(_sources(told["source"], sources)))
    always = graphs.filter(pl.col("drama").is_null())
    seen = pl.concat([told.select("graph"), always.select("graph")]).unique()
    return Telling(chosen, seen, len(chosen) == len(wanted))


def _sources(known: pl.Series, names: Collection[str]) -> list[str]:
    """Return the IRIs of sources."""
    by_slug = {iri.removeprefix(_SOURCE): iri for iri in known.unique().sort()}
    found = [by_slug.get(name.strip().removeprefix(_SOURCE)) for name in names]
    for name, iri in zip(names, found, strict=True):
        if iri is None:
            hint = did_you_mean(name.strip(), list(by_slug))
            raise NotFoundError(f"no source is called '{name.strip()[:60]}'" + (f"; {hint}" if hint else ""))
    return [iri for iri in found if iri is not None]

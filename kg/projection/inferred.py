"""What follows from what has been told, as columns."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl
from pyoxigraph import NamedNode

from kg.ontology import Ontology
from kg.projection.columns import read_columns, terms
from kg.projection.telling import Telling
from kg.reason import close
from kg.store import GraphStore

__all__ = ["read_inferred"]

_INFERRED = """
SELECT DISTINCT ?one ?key ?other WHERE {{ VALUES ?key {{ {} }} GRAPH graph:inferred {{ ?one ?key ?other }} }}
"""
# As `kg.themes` has it: where no relationship is known, nothing follows that a network shows.
_WITH_STORY = "SELECT DISTINCT ?drama WHERE { ?phase dkg:ofArc ?arc ; dkg:inDrama ?drama }"
_DRAMA = r"^(.*?/drama/[^/]+)"


def read_inferred(store: GraphStore, ontology: Ontology, telling: Telling, properties: Collection[str]) -> pl.DataFrame:
    """Return what follows from the chosen graphs in some properties: one, key, other.

    Where nothing of a drama is left out, the store knows it; else what may be read is closed by itself, so that
    nothing follows from what is told later, or by others.
    """
    if telling.whole:
        rows = read_columns(store, _INFERRED.format(terms(properties)))
        dramas = telling.chosen.select("drama").unique()
        of = pl.col("one").str.extract(_DRAMA)
        return rows.with_columns(drama=of).join(dramas, on="drama", how="semi").drop("drama")
    stories = read_columns(store, _WITH_STORY)
    graphs = sorted(set(telling.chosen.join(stories, on="drama", how="semi")["graph"]))
    told = store.told_of((None, NamedNode(graph)) for graph in graphs)
    wanted = {NamedNode(one) for one in properties}
    found = [
        (getattr(quad.subject, "value", ""), quad.predicate.value, getattr(quad.object, "value", ""))
        for quad in close(told, ontology, verify=False)
        if quad.predicate in wanted
    ]
    return pl.DataFrame(found, dict.fromkeys(("one", "key", "other"), pl.String), orient="row")

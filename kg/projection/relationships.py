"""Characters and what ties them: each phase that sources tell, and what follows between two characters."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import polars as pl

from kg.ontology import Ontology
from kg.projection.characters import drama_slug, read_characters
from kg.projection.columns import read_columns, terms
from kg.projection.filling import fill
from kg.projection.inferred import read_inferred
from kg.projection.telling import Telling
from kg.store import GraphStore
from kg.vocab import DKG

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["relationship_network"]

_TYPES = "SELECT ?graph ?phase ?type WHERE {{ VALUES ?type {{ {} }} GRAPH ?graph {{ ?phase a ?type }} }}"
_ROLES = "SELECT ?graph ?phase ?role ?one WHERE {{ VALUES ?role {{ {} }} GRAPH ?graph {{ ?phase ?role ?one }} }}"
_ENDS = "SELECT ?graph ?phase WHERE { GRAPH ?graph { ?phase dkg:endsAt ?event } }"
_CERTAINTY = "SELECT ?graph ?phase ?certainty WHERE { GRAPH ?graph { ?phase dkg:certainty ?certainty } }"
_FIELDS = (
    "type", "label", "label_ko", "symmetric", "sign", "inferred", "ended", "certainty", "told", "sources", "drama",
)  # fmt: skip


def relationship_network(
    store: GraphStore, ontology: Ontology, telling: Telling, kinds: Collection[str], told: str | None = None
) -> nx.MultiDiGraph[str]:
    """Return characters and what ties them; ``kinds`` are local names of types, ``told`` says which ties."""
    import networkx as nx

    types = _types(ontology, kinds)
    found = []
    if told != "inferred":
        found.append(_phases(store, ontology, telling, types))
    if told != "asserted":
        found.append(_derived(store, ontology, telling, types))
    ties = pl.concat(found, how="diagonal_relaxed")
    people = read_characters(store, telling, pl.concat([ties["one"], ties["other"]]))
    named = people.select("character")
    ties = ties.join(named, left_on="one", right_on="character", how="semi")
    ties = ties.join(named, left_on="other", right_on="character", how="semi").sort("key", "one", "other")
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    return fill(graph, people, ties.select("one", "other", "key", *_FIELDS))


def _types(ontology: Ontology, kinds: Collection[str]) -> pl.DataFrame:
    """Return the chosen types that tie people, with what the ontology says of each."""
    rows = [
        (DKG.base + name, name, kind.label["en"], kind.label.get("ko", kind.label["en"]), kind.symmetric, kind.sign,
         DKG.base + str(kind.subject_role), DKG.base + str(kind.object_role), kind.edge and DKG.base + kind.edge)
        for name, kind in ontology.relationship_types.items()
        if kind.subject_role and name in kinds
    ]  # fmt: skip
    columns = ("iri", "type", "label", "label_ko", "symmetric", "sign", "subject", "object", "edge")
    schema = {**dict.fromkeys(columns, pl.String), "symmetric": pl.Boolean, "sign": pl.Int64}
    return pl.DataFrame(rows, schema, orient="row")


def _phases(store: GraphStore, ontology: Ontology, telling: Telling, types: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each pair that a phase ties; a directed one runs from subject to object."""
    every = terms(DKG.base + name for name in ontology.relationship_types)
    said = telling.of(read_columns(store, _TYPES.format(every)))
    phases = said.group_by("phase").agg(
        iri=pl.col("type").min(), told=pl.col("position").min(),
        sources=pl.col("source").str.split("/").list.last().unique().sort(),
    ).join(types, on="iri")  # fmt: skip
    ended = telling.of(read_columns(store, _ENDS)).select("phase", ended=True).unique()
    certainty = telling.of(read_columns(store, _CERTAINTY)).group_by("phase").agg(pl.col("certainty").min())
    phases = (
        phases.join(ended, on="phase", how="left")
        .join(certainty, on="phase", how="left")
        .with_columns(pl.col("ended").fill_null(value=False), inferred=False, drama=drama_slug("phase"))
    )
    return phases.join(_pairs(_parties(store, ontology, telling, phases), ontology), on="phase").rename(
        {"phase": "key"}
    )


def _parties(store: GraphStore, ontology: Ontology, telling: Telling, phases: pl.DataFrame) -> pl.DataFrame:
    """Return who fills which role in the phases."""
    names = {role: None for kind in ontology.relationship_types.values() for role in kind.roles}
    rows = telling.of(read_columns(store, _ROLES.format(terms(DKG.base + name for name in names))))
    known = phases.select("phase", "type", "symmetric", "subject", "object")
    return rows.select("phase", "role", "one").unique().join(known, on="phase")


def _pairs(parties: pl.DataFrame, ontology: Ontology) -> pl.DataFrame:
    """Return which two characters each phase ties: phase, one, other.

    Every two of a symmetric phase are a pair once. Of a phase without an object (a rivalry over somebody whose rival is
    not named) the pair ends at who fills an optional role.
    """
    optional = pl.DataFrame(
        [
            (name, DKG.base + role)
            for name, kind in ontology.relationship_types.items()
            for role in kind.optional_roles
        ],
        {"type": pl.String, "role": pl.String},
        orient="row",
    )  # fmt: skip
    subjects = parties.filter(pl.col("role") == pl.col("subject"))
    objects = parties.filter(pl.col("role") == pl.col("object"))
    beside = parties.join(optional, on=("type", "role"), how="semi").join(objects, on="phase", how="anti")
    ends = pl.concat([objects, beside]).select("phase", other="one")
    pairs = subjects.select("phase", "symmetric", "one").join(ends, on="phase")
    apart = pl.when("symmetric").then(pl.col("one") < pl.col("other")).otherwise(pl.col("one") != pl.col("other"))
    return pairs.filter(apart).select("phase", "one", "other").unique()


def _derived(store: GraphStore, ontology: Ontology, telling: Telling, types: pl.DataFrame) -> pl.DataFrame:
    """Return what follows between two characters, in the property that each type derives.

    An inverse (mentee of) and the neutral tie (tied to) say the same once more and are left out.
    """
    edges = types.filter(pl.col("edge").is_not_null())
    rows = read_inferred(store, ontology, telling, edges["edge"].to_list())
    one, other = drama_slug("one"), drama_slug("other")
    return (
        rows.join(edges, left_on="key", right_on="edge")
        .filter((one == other) & (~pl.col("symmetric") | (pl.col("one") < pl.col("other"))))
        .with_columns(
            inferred=True, ended=None, certainty=None, told=None, sources=pl.lit([], pl.List(pl.String)), drama=one
        )
    )

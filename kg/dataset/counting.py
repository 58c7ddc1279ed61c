"""How much is in a graph: counted by a few queries, once for each build, and kept beside its store."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.files import write_whole
from kg.store import GraphStore
from kg.views import as_table
from kg.vocab import DKG, GRAPH_BASE, GRAPH_INFERRED, ID_BASE

__all__ = ["FIXED", "INFERRED", "SOURCES", "Links", "Part", "PropertyCount", "Statistics", "count", "kept_statistics"]

INFERRED, SOURCES = "inferred", "sources"
# The kinds of graphs that are one graph each; what sources say is in as many as there are (source, beat).
FIXED = (INFERRED, "provenance", "ontology", "themes", "alignments")

_FILE = "statistics.json"
_LAYOUT = 1  # of the file: one of another layout is counted anew

_TRIPLES = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_SUBJECTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"
_OBJECTS = "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"
# Summed, not filtered: the engine would move a filter inwards, to every triple.
_ENTITIES = "SELECT (SUM(IF(ISIRI(?s) && STRSTARTS(STR(?s), '%s'), 1, 0)) AS ?n) { SELECT DISTINCT ?s { ?s ?p ?o } }"
_CLASSES = "SELECT ?class (COUNT(*) AS ?n) { ?s a ?class FILTER(ISIRI(?class)) } GROUP BY ?class ORDER BY ?class"
_PROPERTIES = """
SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects) { ?s ?p ?o }
GROUP BY ?p ORDER BY ?p
"""
_GRAPHS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(ISIRI(?g)) } GROUP BY ?g"
_DISTINCT = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER(?g NOT IN (%s)) } }"
# A thing is linked to a site, a term to the vocabulary that it is aligned with.
_LINKS = r"""
SELECT ?p ?of_a_term ?target (COUNT(*) AS ?n) {
  VALUES ?p { skos:exactMatch skos:closeMatch skos:relatedMatch skos:broadMatch skos:narrowMatch owl:sameAs }
  ?s ?p ?o
  FILTER(ISIRI(?o) && !STRSTARTS(STR(?o), "https://w3id.org/drama-kg/"))
  BIND(STRSTARTS(STR(?s), "%s") AS ?of_a_term)
  BIND(REPLACE(STR(?o), IF(?of_a_term, "[^/#]+$", "^([^:]+:(//[^/]*/?)?).*$"), IF(?of_a_term, "", "$1")) AS ?target)
} GROUP BY ?p ?of_a_term ?target ORDER BY ?p ?of_a_term ?target
"""
_EXAMPLES = "SELECT (MIN(?one) AS ?example) { ?one a dkg:%s }"
_SHOWN = ("Drama", "Person", "Theme")  # no character: who is in a story may spoil it


@dataclass(frozen=True, slots=True)
class PropertyCount:
    """How often a property is used, of how many things and with how many values."""

    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True)
class Part:
    """Some named graphs: how many, and what they hold. A triple told by two sources is two quads."""

    graphs: int
    quads: int
    triples: int


@dataclass(frozen=True, slots=True)
class Links:
    """Links by one property to one site or vocabulary outside; ``of_terms`` tells whether from the ontology."""

    predicate: str
    target: str
    of_terms: bool
    triples: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is in the default graph, each triple once, and in the named graphs by kind.

    ``parts`` has `SOURCES`, each of `FIXED` that there is, and ``told``: all but what is inferred. ``entities`` are the
    things that statements are about whose address is ours; ``examples`` are three of them.
    """

    triples: int
    subjects: int
    objects: int
    entities: int
    classes: Mapping[str, int]
    properties: Mapping[str, PropertyCount]
    parts: Mapping[str, Part]
    links: tuple[Links, ...]
    examples: tuple[str, ...]

    @property
    def graphs(self) -> int:
        """How many named graphs there are."""
        return sum(self.parts[name].graphs for name in ("told", INFERRED) if name in self.parts)

    def statements(self, part: str, *, once: bool = False) -> int:
        """Return how many statements "told", "inferred" or "all" has, those of two sources counted twice, or once."""
        if part == "all":
            return self.triples if once else self.statements("told") + self.statements(INFERRED)
        found = self.parts.get(part)
        return 0 if found is None else found.triples if once else found.quads


def count(store: GraphStore) -> Statistics:
    """Count what a store holds: a second for each hundred thousand triples.

    >>> import kg
    >>> found = count(kg.open().store)
    >>> found.classes["https://w3id.org/drama-kg/ontology#Drama"], found.parts["ontology"].graphs
    (8, 1)
    """

    def number(query: str) -> int:
        return int(as_table(store.query(query)).column("n")[0])

    return Statistics(
        triples=number(_TRIPLES),
        subjects=number(_SUBJECTS),
        objects=number(_OBJECTS),
        entities=number(_ENTITIES % ID_BASE),
        classes={row["class"]: row["n"] for row in as_table(store.query(_CLASSES))},
        properties={
            row["p"]: PropertyCount(row["n"], row["subjects"], row["objects"])
            for row in as_table(store.query(_PROPERTIES))
        },
        parts=dict(_parts(store)),
        links=tuple(
            Links(row["p"], row["target"], row["of_a_term"], row["n"])
            for row in as_table(store.query(_LINKS % DKG.base))
        ),
        examples=tuple(_examples(store)),
    )


def _parts(store: GraphStore) -> Iterator[tuple[str, Part]]:
    sizes = {row["g"]: row["n"] for row in as_table(store.query(_GRAPHS))}

    def several(*without: str) -> Part:
        """Count the graphs that are not among some."""
        kept = [size for graph, size in sizes.items() if graph not in without]
        names = ", ".join(f"<{graph}>" for graph in without)
        return Part(len(kept), sum(kept), int(as_table(store.query(_DISTINCT % names)).column("n")[0]))

    yield "told", several(GRAPH_INFERRED.value)
    yield SOURCES, several(*(GRAPH_BASE + kind for kind in FIXED))
    for kind in FIXED:
        size = sizes.get(GRAPH_BASE + kind)
        if size is not None:
            yield kind, Part(1, size, size)


def _examples(store: GraphStore) -> Iterator[str]:
    for name in _SHOWN:
        for example in as_table(store.query(_EXAMPLES % name)).column("example"):
            if example is not None:
                yield example


def kept_statistics(store: GraphStore, folder: Path | None) -> Statistics:
    """Return the statistics that are kept in the folder of a build, counted and kept there at the first time.

    Nothing is kept where the folder cannot be written, or is None.
    """
    if folder is None:
        return count(store)
    path = folder / _FILE
    with suppress(OSError, ValueError, TypeError, KeyError):
        return _read(json.loads(path.read_text(encoding="utf-8")))
    found = count(store)
    with suppress(OSError):
        write_whole(path, json.dumps({"layout": _LAYOUT, **asdict(found)}, ensure_ascii=False, indent=1))
    return found


def _read(kept: dict[str, Any]) -> Statistics:
    """Take statistics from their file. Raises ValueError, TypeError or KeyError for what is none."""
    if kept.pop("layout") != _LAYOUT:
        raise ValueError("the file has another layout")
    return Statistics(
        **{
            **kept,
            "properties": {iri: PropertyCount(**counts) for iri, counts in kept["properties"].items()},
            "parts": {name: Part(**counts) for name, counts in kept["parts"].items()},
            "links": tuple(Links(**link) for link in kept["links"]),
            "examples": tuple(kept["examples"]),
        }
    )

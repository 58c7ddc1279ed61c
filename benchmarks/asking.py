"""Questions to a sample: four of the kinds that the catalogue has, and those of the catalogue itself.

Every engine has the same triples, the ontology's included. A question of the catalogue that names graphs is left out,
since an engine with triples alone cannot answer it.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph
import rdflib
from pyoxigraph import Literal, RdfFormat, Store
from rdflib.term import Identifier

from benchmarks.answers import digest
from kg.catalog import load_catalog
from kg.paths import queries_dir
from kg.sparqltext import Term, bind, uses_keyword
from kg.store import EmbeddedStore
from kg.vocab import PREFIXES, thing

__all__ = ["FILES", "measure"]

FILES = ("data.nt", "ontology.nt")
_DRAMA, _PERSON = thing("drama", "drama-1"), thing("person", "person-1")
# A look-up, a join over performances, a path, an aggregate.
_QUESTIONS = {
    "label": f"SELECT ?l {{ {_DRAMA} skos:prefLabel ?l }}",
    "cast": f"SELECT ?c ?p {{ ?x dkg:inDrama {_DRAMA} ; dkg:portrays ?c ; dkg:performer ?p }}",
    "co-stars": f"SELECT DISTINCT ?q {{ ?x dkg:performer {_PERSON} ; dkg:inDrama/^dkg:inDrama/dkg:performer ?q }}",
    "busiest": "SELECT ?p (COUNT(DISTINCT ?d) AS ?n) { ?x dkg:performer ?p ; dkg:inDrama ?d } GROUP BY ?p",
}
Ask = Callable[[str], Sequence[Sequence[Any]]]


def measure(engine: str, folder: str, *, repeats: int) -> dict[str, object]:
    """Return for each question the milliseconds of every repeat and the number of rows."""
    ask = _ASKERS[engine](Path(folder))
    found: dict[str, object] = {}
    for name, sparql in {**_QUESTIONS, **_catalogue()}.items():
        try:
            answer = ask(sparql)  # the first time is for caches
        except Exception as error:
            # Not every engine answers every question: rdflib fails for a sub-query that binds nothing.
            found[name] = {"ms": [], "trouble": type(error).__name__}
            continue
        times = [_milliseconds(ask, sparql) for _ in range(repeats)]
        found[name] = {"ms": times, "rows": len(answer), "hash": digest(map(_texts, answer))}
    return found


def _texts(row: Sequence[Any]) -> list[str]:
    """Return an answer's terms as text, whichever library they are of."""
    return ["" if term is None else str(term) if isinstance(term, Identifier) else term.value for term in row]


def _milliseconds(ask: Ask, sparql: str) -> float:
    """Return the time of a question; a quick one is asked more than once."""
    times: list[float] = []
    while sum(times) < 0.02 and len(times) < 20:
        started = time.perf_counter()
        ask(sparql)
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def _catalogue() -> dict[str, str]:
    """Return the catalogue's questions with values that every sample has."""
    found = {}
    for query in load_catalog(queries_dir()).values():
        if not uses_keyword(query.sparql, "GRAPH"):
            characters = iter(("c0", "c1", "c2"))
            values = {one.name: _value(one.type, one.default, characters) for one in query.parameters}
            found[f"catalogue: {query.id}"] = bind(query.sparql, values)
    return found


def _value(kind: str, default: str, characters: Iterator[str]) -> Term:
    if kind == "drama":
        return _DRAMA
    if kind == "person":
        return _PERSON
    if kind == "character":
        return thing("drama", "drama-1", "character", next(characters))
    return Literal(default)


def _ours(folder: Path) -> Ask:
    triples = (q for name in FILES for q in pyoxigraph.parse(path=str(folder / name), format=RdfFormat.N_TRIPLES))
    store = EmbeddedStore.of(triples)
    return lambda sparql: store.query(sparql).terms  # type: ignore[union-attr]


def _pyoxigraph(folder: Path) -> Ask:
    store = Store()
    for name in FILES:
        store.load(path=str(folder / name), format=RdfFormat.N_TRIPLES)
    return lambda sparql: [list(row) for row in store.query(sparql, prefixes=PREFIXES)]  # type: ignore[union-attr]


def _rdflib(folder: Path) -> Ask:
    graph = rdflib.Graph()
    for name in FILES:
        graph.parse(str(folder / name), format="nt")
    return lambda sparql: list(graph.query(sparql, initNs=PREFIXES))  # type: ignore[arg-type]


_ASKERS: dict[str, Callable[[Path], Ask]] = {"ours": _ours, "pyoxigraph": _pyoxigraph, "rdflib": _rdflib}

"""``make bench``: building and asking on generated graphs, beside rdflib on the same statements.

    make bench                          # 10 and 100 thousand statements
    make bench ARGS="10000 1000000"     # other sizes

Every ratio is of two measurements in one run, since machines differ and are noisy.
"""

from __future__ import annotations

import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import click

from benchmarks.generate import collection
from kg.load.quads import to_statements
from kg.ontology import load_ontology
from kg.store import EmbeddedStore
from kg.views import view_of
from kg.vocab import PREFIXES, thing

_QUADS_A_DRAMA = 590
_RUNS = 5
# What the catalogue does: a look-up, a join over performances, a path, an aggregate.
_DRAMA, _PERSON = thing("drama", "drama-1"), thing("person", "person-1")
_QUESTIONS = {
    "label": f"SELECT ?l {{ {_DRAMA} skos:prefLabel ?l }}",
    "cast": f"SELECT ?c ?p {{ ?x dkg:inDrama {_DRAMA} ; dkg:portrays ?c ; dkg:performer ?p }}",
    "co-stars": f"SELECT DISTINCT ?q {{ ?x dkg:performer {_PERSON} ; dkg:inDrama/^dkg:inDrama/dkg:performer ?q }}",
    "busiest": "SELECT ?p (COUNT(DISTINCT ?d) AS ?n) { ?x dkg:performer ?p ; dkg:inDrama ?d } GROUP BY ?p",
}


def _seconds(work: Callable[[], object], runs: int = _RUNS) -> float:
    """Return the median time of a piece of work."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def measure(size: int) -> None:
    """Measure one size and print a table."""
    import rdflib

    dramas = max(2, size // _QUADS_A_DRAMA)
    made = collection(dramas)
    started = time.perf_counter()
    quads = to_statements(made).quads
    writing = time.perf_counter() - started
    click.echo(f"\n{len(quads):,} statements, {dramas:,} dramas")
    click.echo(f"  model to quads     {writing:8.2f} s   {len(quads) / writing:12,.0f} a second")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        storing = _seconds(lambda: EmbeddedStore.write(Path(tempfile.mkdtemp(dir=folder)), quads), 1)
        EmbeddedStore.write(path, quads)
        store = EmbeddedStore.open(path)
        size_on_disk = sum(file.stat().st_size for file in path.rglob("*")) / len(quads)
        triples = {quad.triple for quad in quads}
        graph = rdflib.Graph()
        text = "".join(f"{t} .\n" for t in triples)
        loading = _seconds(lambda: graph.parse(data=text, format="nt"), 1)
        on_disk = f"{size_on_disk:6.0f} bytes each; rdflib, in memory, {loading / storing:.1f} times as long"
        click.echo(f"  store on disk      {storing:8.2f} s   {on_disk}")
        for name, question in _QUESTIONS.items():
            ours = _seconds(lambda q=question: store.query(q).terms)  # type: ignore[misc]
            theirs = _seconds(lambda q=question: list(graph.query(q, initNs=PREFIXES)), 3)  # type: ignore[misc]
            click.echo(f"  {name:<18} {ours * 1000:8.2f} ms  rdflib {theirs / ours:8.1f} times as long")
        opening = _seconds(lambda: view_of(EmbeddedStore.open(path), _DRAMA, 3).select("ASK { ?s ?p ?o }"))
        click.echo(f"  a view, cold       {opening * 1000:8.2f} ms  (opening the store included)")


def main() -> None:
    """Measure the sizes named on the command line."""
    sizes = [int(size) for size in sys.argv[1:]] or [10_000, 100_000]
    load_ontology()
    packages = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib"))
    click.echo(f"{platform.machine()}, Python {platform.python_version()}, {packages}")
    for size in sizes:
        measure(size)


if __name__ == "__main__":
    main()

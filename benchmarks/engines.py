"""The engines that are measured, and whether they are installed."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

__all__ = ["ASKERS", "LOADERS", "MEASURERS", "OURS", "PROJECTORS", "REASONERS", "TABLERS", "Engine"]

OURS = "ours"


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine as tables name it; ``module`` is what must be importable, ``package`` what to install for that.

    ``seconds`` and ``mib`` are what an engine that may take too much took for 100,000 triples, ``growth`` how its time
    grows, so that a table can say what it would have taken.
    """

    name: str
    label: str
    module: str = ""
    package: str = ""
    seconds: float = 0.0
    growth: float = 1.15
    mib: float = 0.0

    @property
    def installed(self) -> bool:
        """Whether the engine can be measured here."""
        return not self.module or find_spec(self.module) is not None


REASONERS = (
    Engine(OURS, "Drama KG"),
    Engine("duckdb", "the same rules as SQL in DuckDB", "duckdb", "duckdb"),
    Engine("nemo", "the same rules in Nemo", "nmo_python", "nemo-python"),
    Engine("sparql", "the same rules as SPARQL updates in pyoxigraph"),
    Engine("reasonable", "reasonable (no property chains, no rules)", "reasonable", "reasonable", mib=250),
    Engine("owlrl", "owlrl, and the rules by pyoxigraph", seconds=100),
)
LOADERS = (
    Engine("store", "Drama KG: store on disk, from N-Quads"),
    Engine("columns", "Drama KG: columns for the closure"),
    Engine("pyoxigraph", "pyoxigraph, in memory"),
    Engine("pyoxigraph-disk", "pyoxigraph, on disk"),
    Engine("rdflib", "rdflib, in memory", seconds=2, growth=1.0),
)
TABLERS = (
    Engine(OURS, "Drama KG: kg load"),
    Engine("rdflib", "csv, rdflib's Graph.add and serialize", seconds=3, growth=1.0, mib=115),
)
ASKERS = (
    Engine(OURS, "Drama KG"),
    Engine("pyoxigraph", "pyoxigraph"),
    Engine("rdflib", "rdflib", seconds=10, growth=1.1),
)
PROJECTORS = (
    Engine(OURS, "Drama KG"),
    Engine("pyoxigraph", "a loop over pyoxigraph"),
    Engine("rdflib", "a loop over rdflib"),
)
MEASURERS = (
    Engine(OURS, "Drama KG, with igraph where it is installed"),
    Engine("networkx", "NetworkX", seconds=20, growth=2.0),
)

"""Drama KG: a knowledge graph of Korean dramas.

>>> import kg
>>> g = kg.open()
>>> g.query("ASK { ?someone dkg:mentorOf ?other }").boolean
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.version import __version__

if TYPE_CHECKING:
    from kg.errors import (
        BuildError,
        DataError,
        DramaKGError,
        InconsistencyError,
        NotFoundError,
        QueryError,
        QueryRefusedError,
        QuerySyntaxError,
        StoreError,
    )
    from kg.figure import Figure
    from kg.graph import KnowledgeGraph
    from kg.graph import open_graph as open
    from kg.results import Table, Triples

__all__ = [
    "BuildError",
    "DataError",
    "DramaKGError",
    "Figure",
    "InconsistencyError",
    "KnowledgeGraph",
    "NotFoundError",
    "QueryError",
    "QueryRefusedError",
    "QuerySyntaxError",
    "StoreError",
    "Table",
    "Triples",
    "__version__",
    "open",
]

# Looked up on first use, so that `import kg` and `kg --help` do not wait for the engines.
_HOMES = {
    "Figure": ("kg.figure", "Figure"),
    "KnowledgeGraph": ("kg.graph", "KnowledgeGraph"),
    "Table": ("kg.results", "Table"),
    "Triples": ("kg.results", "Triples"),
    "load_ipython_extension": ("kg.notebook", "load_ipython_extension"),
    "unload_ipython_extension": ("kg.notebook", "unload_ipython_extension"),
    "open": ("kg.graph", "open_graph"),
    **{name: ("kg.errors", name) for name in __all__ if name.endswith("Error")},
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute '{name}'")
    from importlib import import_module

    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return __all__

"""Opening the graph: from a build, made first where there is none, or from a server that a build was sent to."""

from __future__ import annotations

import os
from pathlib import Path

from kg.build import Build, Progress, build, current_build, is_current
from kg.build.watched import watched
from kg.graph.facade import KnowledgeGraph
from kg.paths import build_dir, data_dir, ontology_dir

__all__ = ["ensure_build", "open_graph"]


def ensure_build(
    data: Path | None = None, builds: Path | None = None, progress: Progress = lambda _step: None
) -> tuple[Build, bool]:
    """Return the build of a data folder, made first where there is none or its files have changed.

    The second value tells whether it was made now. Raises what `kg.build.build` raises.
    """
    data, builds = data or data_dir(), builds or build_dir()
    found = current_build(builds)
    if found is not None and is_current(found, data, ontology_dir()):
        return found, False
    return build(data, builds, ontology_dir(), progress), True


def open_graph(
    data: str | Path | None = None, builds: str | Path | None = None, *, store: str | None = None
) -> KnowledgeGraph:
    """Open the knowledge graph, building it first where there is no build or the data has changed.

    A build of all the data takes some 15 seconds and shows its steps on a terminal or in a notebook.

    ``data`` is a folder of curated files and ``builds`` where builds go; by default the data that came with the
    package (or ``$KG_DATA``) and the checkout's ``.kg`` or the user's cache (or ``$KG_BUILD``). ``store`` is a SPARQL
    server's address for queries instead (or ``$KG_STORE``), which ``kg build --store`` has filled.

    Raises `DataError`, `InconsistencyError`, `BuildError` or `StoreError`.
    """
    url = store or (os.environ.get("KG_STORE") if data is None and builds is None else None)
    if url:
        return KnowledgeGraph.of_url(url)
    with watched() as begin:
        found, _ = ensure_build(Path(data) if data else None, Path(builds) if builds else None, begin)
    return KnowledgeGraph.of_build(found)

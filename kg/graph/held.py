"""What a graph is made of: its store, its ontology, its views, and what it makes once and keeps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.build import Summary, in_use
from kg.graph.parts import Parts
from kg.ontology import Ontology
from kg.store import GraphStore
from kg.version import full_version
from kg.views import Views

__all__ = ["Held"]


class Held:
    """The parts that all questions share. ``whole`` is the graph that this one is a view of, if it is one.

    ``is_view`` tells whether it shows only what somebody has watched.
    """

    def __init__(
        self,
        store: GraphStore,
        ontology: Ontology,
        summary: Summary | None = None,
        store_path: Path | None = None,
        store_url: str | None = None,
        whole: Held | None = None,
    ) -> None:
        self.store = store
        self.ontology = ontology
        self.summary = summary
        self.store_path = store_path
        self.store_url = store_url
        self.version: str = whole.version if whole else full_version(summary.fingerprint if summary else "")
        self.is_view = whole is not None
        self._views = Views(store, ontology)
        self._parts: Parts = Parts(store, ontology, self._views, store_path, whole._parts if whole else None)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Keep the build that this graph reads from being deleted by later ones, for as long as it is served."""
        if self.store_path is None:
            yield
            return
        with in_use(self.store_path.parent):
            yield

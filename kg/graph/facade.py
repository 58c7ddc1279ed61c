"""`KnowledgeGraph`: what can be asked of the graph, each question handed to the part that answers it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.build import Build, Summary
from kg.graph.asking import Asking
from kg.graph.describing import Describing
from kg.graph.given import viewpoint_at, viewpoint_of_texts
from kg.graph.picturing import Picturing
from kg.graph.taking import Taking
from kg.graph.telling import Telling
from kg.ontology import load_ontology
from kg.richtext import Card, Shown
from kg.store import EmbeddedStore
from kg.views import Viewpoint

__all__ = ["KnowledgeGraph"]


class KnowledgeGraph(Asking, Telling, Describing, Picturing, Taking, Shown):
    """The graph: ask it, look at it, take it apart.

    >>> import kg
    >>> g = kg.open()
    >>> [row["title"] for row in g.dramas() if row["coverage"] == "full"]
    ['Soundtrack #1', 'Soundtrack #2']
    """

    @classmethod
    def of_build(cls, found: Build) -> KnowledgeGraph:
        """Open a build."""
        return cls(EmbeddedStore.open(found.store_path), load_ontology(), found.summary, found.store_path)

    @classmethod
    def of_store(cls, path: Path) -> KnowledgeGraph:
        """Open the store of a build, which another process may have open too. Raises `BuildError`."""
        return cls(EmbeddedStore.open(path), load_ontology(), store_path=path)

    @classmethod
    def of_url(cls, url: str) -> KnowledgeGraph:
        """Open the build on a SPARQL server, by its address for queries (docs/stores.md). Raises `StoreError`."""
        from kg.store.remote import RemoteStore

        store = RemoteStore.open(url)
        return cls(store, load_ontology(), Summary.read(store.state.summary), store_url=url)

    def at(self, positions: Mapping[str, int | str] | None = None, *, others: int | str = "premise") -> KnowledgeGraph:
        """Return the graph as somebody may see it who is at these beats: drama → position, "premise" or "end".

        Of every drama that is not named only the premise is told, unless ``others`` says "end" or a position; so
        ``g.at()`` spoils nothing. What follows is inferred anew from what may be seen: nothing that is told later is
        in an answer, not even as something that it implies. Where ``others`` is a position, a drama with fewer beats is
        told to its end.

        Raises `NotFoundError`, and TypeError for what is no beat.

        >>> import kg
        >>> question = "ASK { ?a dkg:loverOf ?b . ?a skos:prefLabel 'Lee Eun Soo'@en }"
        >>> g = kg.open()
        >>> g.at({"Soundtrack #1": 2}).query(question).boolean, g.at({"Soundtrack #1": "end"}).query(question).boolean
        (False, True)
        """
        return self._seen_from(viewpoint_at(self.store, positions, others))

    def at_texts(self, texts: Iterable[str]) -> KnowledgeGraph:
        """Return the graph as `at` does, for a viewpoint as people write it: ``soundtrack-1=2``, ``*=end``."""
        return self._seen_from(viewpoint_of_texts(self.store, texts))

    def _seen_from(self, viewpoint: Viewpoint) -> KnowledgeGraph:
        return KnowledgeGraph(self._views.seen(viewpoint).closed, self.ontology, whole=self)

    def card(self) -> Card:
        """Return what a notebook shows of it: what is in it, and how to go on."""
        found = self.summary
        facts = () if found is None else (
            ("dramas", found.dramas), ("known from filmographies", found.thin_dramas),
            ("characters", found.characters), ("relationships", found.relationships), ("events", found.events),
            ("people", found.people), ("sources", found.sources),
            ("statements", f"{found.asserted:,} told, {found.inferred:,} inferred"),
        )  # fmt: skip
        title = "Drama KG, as far as somebody has watched" if self.is_view else "Drama KG"
        return Card.of(title, facts, note="g.dramas() lists dramas, g.queries() questions; g.drama(title) opens one.")

    def __repr__(self) -> str:
        return f"<KnowledgeGraph: {self.card().title}>"

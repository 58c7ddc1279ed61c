"""Taking the graph away: as tables, networks and dumps, and counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph.finding import Finding

if TYPE_CHECKING:
    from kg.dataset import Dump, File, Statistics


__all__ = ["Taking"]


class Taking(Finding):
    """What takes the graph away."""

    def export(
        self,
        what: str = "relations",
        format: str = "csv",
        drama: str | Sequence[str] | None = None,
        *,
        lang: str = "en",
        url: str | None = None,
    ) -> str:
        """Return relations, the network or the characters of dramas as text that other tools read.

        ``what`` is "relations", "network" (who appears with whom) or "characters"; ``format`` is "csv", laid out as
        DraCor's, "csvw" (its description, for a CSV at ``url``), "gexf" or "graphml". ``drama`` names one drama or
        several, None all that have any. In a graph of `at` nothing is exported that may not be seen there. Raises
        `NotFoundError` and `QueryError`.

        >>> import kg
        >>> print(kg.open().at({"soundtrack-1": 2}).export(drama="soundtrack-1").splitlines()[0])
        Source,Type,Target,Relation
        """
        from kg.export import dramas_with, export_views

        names = [drama] if isinstance(drama, str) else drama
        found = dramas_with(self.store, what) if names is None else [self.find("drama", one) for one in names]
        views = [self._views.drama(one, "end") for one in dict.fromkeys(found)]
        return export_views(views, self.ontology, what, format, lang, url)

    def statistics(self) -> Statistics:
        """Return how much is in the graph, by class, property and kind of named graph (docs/dataset.md).

        It is counted once for each build, in a second for each hundred thousand triples, and kept beside the store.

        >>> import kg
        >>> kg.open().statistics().parts["themes"].graphs
        1
        """
        return self._parts.statistics

    def dump(
        self,
        folder: str | Path,
        part: str | Sequence[str] = ("told", "inferred", "all"),
        format: str | Sequence[str] = ("nq", "trig", "jsonld", "ttl"),
        progress: Callable[[Dump, int], None] = lambda _dump, _statements: None,
    ) -> list[File]:
        """Write the whole graph into a folder as compressed files, with their checksums in ``SHA256SUMS``.

        ``part`` is one or several of "told", "inferred" and "all", ``format`` of "nq", "trig", "jsonld" and "ttl"
        (which has no named graphs: each triple is in it once). The same graph gives the same bytes. ``progress`` is
        called with each dump as it grows. Raises `QueryError` and `DramaKGError`.

        >>> import kg, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     [file.dump.name for file in kg.open().dump(folder, "inferred", "nq")]
        ['drama-kg-inferred.nq.gz']
        """
        from kg.dataset import choose_dumps, write_dumps

        return write_dumps(self.store, Path(folder), choose_dumps(part, format), progress)

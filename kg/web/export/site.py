"""The whole static site: what it begins with, what goes into it, and what was written."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from anyio.from_thread import start_blocking_portal

from kg.graph import KnowledgeGraph
from kg.names import LANGUAGES
from kg.version import __version__
from kg.web.dataset import Preparing
from kg.web.export.addresses import Address
from kg.web.export.crawl import Crawl
from kg.web.export.errors import ExportError
from kg.web.export.own_pages import DOOR
from kg.web.export.scope import Scope
from kg.web.export.work import Task
from kg.web.export.writing import folder_of_site, mark
from kg.web.search.static_files import static_addresses

__all__ = ["Options", "Report", "export_site"]

_PATIENCE = 1800.0  # seconds for the dumps


@dataclass(slots=True)
class Options:
    """What goes into a site: languages, dumps, and the slugs of dramas that have pages, None for all.

    ``base`` is where it will stand, if that is known; ``jobs`` are processes.
    """

    dramas: Collection[str] | None = None
    languages: Collection[str] = LANGUAGES
    dumps: bool = True
    base: str | None = None
    jobs: int = field(default_factory=lambda: min(os.cpu_count() or 1, 8))


@dataclass(slots=True)
class Report:
    """What was written, and the pages whose answers were problems."""

    files: int = 0
    pages: int = 0
    bytes: int = 0
    seconds: float = 0.0
    problems: list[tuple[str, int]] = field(default_factory=list)


def export_site(
    graph: KnowledgeGraph,
    folder: Path,
    options: Options | None = None,
    tell: Callable[[int, int], None] = lambda _done, _known: None,
) -> Report:
    """Write the pages of a graph as files; ``tell`` hears how many are written, and of how many one knows by then.

    Raises `ExportError` where a page cannot be made or the folder cannot be written.
    """
    chosen = options or Options()
    report, begun = Report(), time.monotonic()
    if chosen.dumps:
        _make_dumps(graph)
    with folder_of_site(folder) as draft:
        last = {row["slug"]: row["beats"] for row in graph.dramas()}
        scope = Scope(last, languages=chosen.languages, dumps=chosen.dumps, dramas=chosen.dramas)
        crawl = Crawl(_starts(graph, scope, chosen.languages))
        for done in crawl.run(graph, Task(draft, scope, chosen.base), chosen.jobs):
            report.files += 1
            report.pages += not done.address.is_file
            report.bytes += done.bytes
            if done.status >= 400:
                report.problems.append((done.address.text, done.status))
            tell(report.files, len(crawl))
        mark(draft, {"made-by": f"drama-kg {__version__}", "pages": report.pages, "languages": [*chosen.languages]})
    report.seconds = time.monotonic() - begun
    report.problems.sort()
    return report


def _starts(graph: KnowledgeGraph, scope: Scope, languages: Collection[str]) -> list[Address]:
    """Return what no link may lead to: the first pages, and the names that the search box loads."""
    names = [Address.read(text) for text in static_addresses(graph)]
    pages = [Address((), (), lang) for lang in languages]
    return [DOOR, *pages, *(one for one in names if len(one.parts) == 2 or scope.has(one.parts[1]))]


def _make_dumps(graph: KnowledgeGraph) -> None:
    """Have the dumps made, once for all processes."""
    preparing = Preparing(graph)
    try:
        with start_blocking_portal() as loop:
            ready = loop.call(preparing.all, _PATIENCE)
        if not ready:
            raise ExportError("the dumps could not be made: leave them out with --no-dumps")
    finally:
        preparing.close()

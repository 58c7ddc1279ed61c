"""Making pages and writing them: what each process of an export does with the addresses that it is given."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import NamedTuple

from kg.dataset import File
from kg.graph import KnowledgeGraph
from kg.web.app import close_application, create_app
from kg.web.dataset import Preparing
from kg.web.export.addresses import Address
from kg.web.export.costars import CO_STARS, co_stars
from kg.web.export.fetch import ExportError, Got, Site, asking
from kg.web.export.graphs import graph_file
from kg.web.export.own_pages import instead_of_form, own_page
from kg.web.export.rewrite import rewritten
from kg.web.export.scope import Scope
from kg.web.export.writing import write_file
from kg.web.sparql.processes.worker import LocalRunner

__all__ = ["Done", "Task", "Work"]

_MOVED = frozenset((301, 302, 303, 307, 308))
# A browser follows this on every host and from file:// too; the policy forbids nothing of it.
_ON = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url={link}">
<title>{link}</title>
</head>
<body><a href="{link}">{link}</a></body>
</html>
"""


class Done(NamedTuple):
    """What became of an address: the status of the answer, the bytes written, and the addresses that it leads to."""

    address: Address
    status: int
    bytes: int
    leads_to: frozenset[Address]


@dataclass(frozen=True, slots=True)
class Task:
    """What all processes of an export share: where to write, what belongs to the site, where it will stand."""

    folder: Path
    scope: Scope
    base: str | None


class NoDumps(Preparing):
    """Dumps that nobody makes."""

    def files(self) -> list[File]:
        """Return none, and begin nothing."""
        return []

    async def all(self, seconds: float) -> list[File]:
        """Return none at once."""
        del seconds
        return []


class Work:
    """The application over a graph, asked for pages."""

    def __init__(self, graph: KnowledgeGraph, task: Task) -> None:
        self._graph = graph
        self._task = task
        self._runner = asyncio.Runner()
        self._queries = LocalRunner(graph)
        preparing = None if task.scope.dumps else NoDumps(graph)
        self._app = create_app(graph, self._queries, preparing=preparing)

    def close(self) -> None:
        """End the application."""
        close_application(self._app, self._queries)
        self._runner.close()

    def do(self, addresses: Iterable[Address]) -> list[Done]:
        """Write the files of some addresses. Raises `ExportError`, OSError."""
        return self._runner.run(self._do(addresses))

    async def _do(self, addresses: Iterable[Address]) -> list[Done]:
        async with asking(self._app) as site:
            return [await self._one(site, address) for address in addresses]

    async def _one(self, site: Site, address: Address) -> Done:
        own = own_page(address, self._graph, self._task.scope)
        file = co_stars(self._graph) if address == CO_STARS else graph_file(self._graph, address)
        if own is not None:
            got = Got(200, own.encode(), "text/html")
        elif file is not None:
            got = Got(200, file, "")
        else:
            got = await site.get(address)
        content, leads_to = self._content(address, got)
        write_file(self._task.folder, address.file, content)
        return Done(address, got.status, len(content), frozenset(leads_to))

    def _content(self, address: Address, got: Got) -> tuple[bytes, set[Address]]:
        scope = self._task.scope
        if got.status in _MOVED and got.leads_to:
            place = scope.place(Address.read(got.leads_to), address.lang or "en")
            link = escape(place.address.link_from(address))
            return _ON.format(lang=address.lang or "en", link=link).encode(), {place.address}
        if address.is_file:
            return got.body, set()
        if not got.is_page:
            raise ExportError(f"{address.text} is {got.media_type} and no page: its ending is in no list of endings")
        page = rewritten(got.body.decode(), address, scope, instead_of_form, self._task.base)
        return page.text.encode(), page.leads_to

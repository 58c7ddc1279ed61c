"""Making pages and writing them: what each process of an export does with the addresses that it is given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import NamedTuple

from kg.dataset import File
from kg.graph import KnowledgeGraph
from kg.web.dataset import Preparing
from kg.web.export.addresses import Address
from kg.web.export.costars import CO_STARS, co_stars
from kg.web.export.errors import ExportError
from kg.web.export.graphs import graph_file
from kg.web.export.own_pages import instead_of_form, own_page
from kg.web.export.rewrite import rewritten
from kg.web.export.scope import PREMISE_STEP, Place, Reason, Scope
from kg.web.export.writing import write_file
from kg.web.inprocess import Page, Site

__all__ = ["Done", "Task", "Work"]

_MOVED = frozenset((301, 302, 303, 307, 308))
_FOUND, _NOT_FOUND = 302, 404
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
        self._site = Site(graph, preparing=None if task.scope.dumps else NoDumps(graph))

    def close(self) -> None:
        """End the application."""
        self._site.close()

    def do(self, addresses: Iterable[Address]) -> list[Done]:
        """Write the files of some addresses. Raises `ExportError`, OSError."""
        return [self._one(address) for address in addresses]

    def _one(self, address: Address) -> Done:
        status, content, leads_to = self._made(address)
        write_file(self._task.folder, address.file, content)
        return Done(address, status, len(content), frozenset(leads_to))

    def _made(self, address: Address) -> tuple[int, bytes, set[Address]]:
        """Return the status, the file and the addresses that it leads to."""
        file = co_stars(self._graph) if address == CO_STARS else graph_file(self._graph, address)
        if file is not None:
            return 200, file, set()
        own = own_page(address, self._graph, self._task.scope)
        if own is not None:
            return 200, *self._rewritten(own, address)
        got = self._asked(address)
        to = got.header("location")
        if got.status in _MOVED and to:
            return got.status, *self._leading_on(
                self._task.scope.place(Address.read(to), address.lang or "en"), address
            )
        if got.status == _NOT_FOUND and address.parts[0] == "person":
            # Some step of a drama leads there, and this page is about the premises of all.
            return _FOUND, *self._leading_on(self._task.scope.left_out(Reason.STEPS, address.lang or "en"), address)
        if address.is_file:
            return got.status, got.body, set()
        if got.media_type != "text/html":
            raise ExportError(f"{address.text} is {got.media_type} and no page: its ending is in no list of endings")
        return got.status, *self._rewritten(got.body.decode(), address)

    def _asked(self, address: Address) -> Page:
        """Return the answer of the application. Raises `ExportError` where it fails."""
        chosen = tuple(field for field in address.fields if field != ("at", PREMISE_STEP))
        text = replace(address, fields=chosen).text
        got = self._site.page(text, "*/*" if address.is_file else "text/html", address.lang or "en")
        if got.status >= 500:
            raise ExportError(f"{address.text} could not be made: {got.text[:600]}")
        return got

    def _rewritten(self, text: str, address: Address) -> tuple[bytes, set[Address]]:
        page = rewritten(text, address, self._task.scope, instead_of_form, self._task.base)
        return page.text.encode(), page.leads_to

    @staticmethod
    def _leading_on(place: Place, address: Address) -> tuple[bytes, set[Address]]:
        """Return a page that sends a browser on."""
        lang = address.lang or "en"
        anchor = f"#{place.reason.value}" if place.reason else ""
        link = escape(place.address.link_from(address) + anchor)
        return _ON.format(lang=lang, link=link).encode(), {place.address}

"""Asking an application for its pages without a server, as a stranger without cookies would."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType

import httpx2
from starlette.routing import BaseRoute

from kg.graph import KnowledgeGraph
from kg.web.app import close_application, create_app
from kg.web.sparql.processes.worker import LocalRunner

__all__ = ["Page", "Site"]

_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Page:
    """An answer: what was asked, the status, the headers and the body."""

    address: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def text(self) -> str:
        """All that the answer says: headers may tell too much just as the body may."""
        return "\n".join([*(f"{name}: {value}" for name, value in self.headers), self.body.decode("utf-8", "replace")])

    def header(self, name: str) -> str:
        """Return a header, or nothing."""
        return dict(self.headers).get(name, "")


class Site:
    """The application over a graph, asked in an event loop of its own; both end with it.

    ``beside`` are routes that come before its own.
    """

    def __init__(self, graph: KnowledgeGraph, beside: Sequence[BaseRoute] = ()) -> None:
        self._runner = LocalRunner(graph)
        self._app = create_app(graph, self._runner)
        self._app.router.routes[:0] = beside
        self._loop = asyncio.Runner()

    def __enter__(self) -> Site:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._loop.close()
        close_application(self._app, self._runner)

    def pages(self, addresses: Iterable[str]) -> list[Page]:
        """Return the answers to addresses, in their order."""
        return self._loop.run(self._pages(list(addresses)))

    async def _pages(self, addresses: list[str]) -> list[Page]:
        free = asyncio.Semaphore(_AT_ONCE)
        transport = httpx2.ASGITransport(app=self._app, raise_app_exceptions=False)
        headers = {"accept": "text/html,*/*;q=0.1", "accept-language": "en", "accept-encoding": "identity"}
        async with httpx2.AsyncClient(transport=transport, base_url="http://localhost", headers=headers) as client:

            async def one(address: str) -> Page:
                async with free:
                    answer = await client.get(address)
                return Page(address, answer.status_code, tuple(answer.headers.multi_items()), answer.content)

            return await asyncio.gather(*map(one, addresses))

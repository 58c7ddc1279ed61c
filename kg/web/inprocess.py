"""The application asked for its pages in this process, without a socket, as a stranger without cookies would ask."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType

import httpx2
from anyio.from_thread import start_blocking_portal
from starlette.routing import BaseRoute

from kg.graph import KnowledgeGraph
from kg.web.app import close_application, create_app
from kg.web.dataset import Preparing
from kg.web.sparql.processes.worker import LocalRunner

__all__ = ["Page", "Site"]

_AT_ONCE = 4
_SERVED = "http://127.0.0.1:8000"  # what pages call the site in lines that one copies: where `kg serve` serves it
_PAGES = "text/html,*/*;q=0.1"


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

    @property
    def media_type(self) -> str:
        """What the body is, without its parameters."""
        return self.header("content-type").partition(";")[0]

    def header(self, name: str) -> str:
        """Return a header, or nothing."""
        return dict(self.headers).get(name, "")


class Site:
    """The application over a graph, asked in an event loop of its own; both end with it.

    ``beside`` are routes that come before its own; ``preparing`` has the dumps.
    """

    def __init__(
        self, graph: KnowledgeGraph, beside: Sequence[BaseRoute] = (), *, preparing: Preparing | None = None
    ) -> None:
        self._runner = LocalRunner(graph)
        self._app = create_app(graph, self._runner, preparing=preparing)
        self._app.router.routes[:0] = beside
        # A thread of its own: whoever asks may be in a loop already, as a notebook is.
        self._thread = start_blocking_portal()
        self._loop = self._thread.__enter__()
        transport = httpx2.ASGITransport(app=self._app, raise_app_exceptions=False)
        headers = {"accept-encoding": "identity"}
        self._client = httpx2.AsyncClient(transport=transport, base_url=_SERVED, headers=headers, trust_env=False)

    def __enter__(self) -> Site:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the application."""
        self._loop.call(self._client.aclose)
        self._thread.__exit__(None, None, None)
        close_application(self._app, self._runner)

    def page(self, address: str, accept: str = _PAGES, lang: str = "en") -> Page:
        """Return the answer to an address."""
        return self._loop.call(self._page, address, accept, lang)

    def pages(self, addresses: Iterable[str]) -> list[Page]:
        """Return the answers to addresses, in their order."""
        return self._loop.call(self._pages, list(addresses))

    async def _pages(self, addresses: list[str]) -> list[Page]:
        free = asyncio.Semaphore(_AT_ONCE)

        async def one(address: str) -> Page:
            async with free:
                return await self._page(address, _PAGES, "en")

        return await asyncio.gather(*map(one, addresses))

    async def _page(self, address: str, accept: str, lang: str) -> Page:
        answer = await self._client.get(address, headers={"accept": accept, "accept-language": lang})
        self._client.cookies.clear()
        return Page(address, answer.status_code, tuple(answer.headers.multi_items()), answer.content)

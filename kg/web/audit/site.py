"""Asking an application for its pages without a server, as a stranger without cookies would."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from urllib.parse import unquote_to_bytes, urlsplit

from starlette.routing import BaseRoute
from starlette.types import Message

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

        async def one(address: str) -> Page:
            async with free:
                return await self._page(address)

        return await asyncio.gather(*map(one, addresses))

    async def _page(self, address: str) -> Page:
        parts = urlsplit(address)
        raw = parts.path.encode()
        headers = [(b"host", b"localhost"), (b"accept", b"text/html,*/*;q=0.1"), (b"accept-language", b"en")]
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": unquote_to_bytes(raw).decode("utf-8", "replace"), "raw_path": raw, "root_path": "",
            "query_string": parts.query.encode(), "headers": headers, "client": ("127.0.0.1", 1),
            "server": ("localhost", 80),
        }  # fmt: skip
        sent: list[Message] = []
        asked = [{"type": "http.request", "body": b"", "more_body": False}]
        never = asyncio.Event()

        async def receive() -> Message:
            if asked:
                return asked.pop()
            await never.wait()  # the client stays until it has the answer
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        start = next(message for message in sent if message["type"] == "http.response.start")
        body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
        told = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in start["headers"])
        return Page(address, start["status"], told, body)

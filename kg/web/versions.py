"""An application over a graph that changes: each version of it is shown by an application of its own."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.errors import DramaKGError

__all__ = ["Shown", "Versions", "Watch"]


@dataclass(slots=True)
class Shown:
    """One version and the application that shows it; ``close`` is called once there is a newer one and no reader."""

    version: str
    app: ASGIApp
    close: Callable[[], None]
    readers: int = 0


class Versions:
    """The ASGI application. ``version`` names the version that there is, quickly; ``show`` opens it, in a thread."""

    def __init__(self, version: Callable[[], str], show: Callable[[], Shown]) -> None:
        self._version = version
        self._show = show
        self._shown: Shown | None = None
        self._renewing = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have the newest version answer a request."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        try:
            shown = await self._newest()
        except (DramaKGError, OSError) as error:
            logging.getLogger(__name__).exception("the newest version cannot be shown")
            response = Response(f"{error}\n", 503, {"retry-after": "5"}, "text/plain")
            await response(scope, receive, send)
            return
        shown.readers += 1
        try:
            await shown.app(scope, receive, send)
        finally:
            shown.readers -= 1
            await self._forget(shown)

    async def start(self) -> None:
        """Open the version that there is. Raises what ``show`` raises."""
        await self._newest()

    async def stop(self) -> None:
        """Let it go."""
        shown, self._shown = self._shown, None
        if shown is not None:
            await run_in_threadpool(shown.close)

    async def _newest(self) -> Shown:
        async with self._renewing:
            old = self._shown
            if old is not None and old.version == self._version():
                return old
            self._shown = await run_in_threadpool(self._show)
            if old is not None:
                await self._forget(old)
            return self._shown

    async def _forget(self, shown: Shown) -> None:
        """Take away a version that is neither shown nor read any more."""
        if shown is not self._shown and shown.readers == 0:
            await run_in_threadpool(shown.close)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            await self.start()
        except (DramaKGError, OSError) as error:
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            return
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.stop()
        await send({"type": "lifespan.shutdown.complete"})


class Watch:
    """Says at once which version there is, as of some seconds ago: ``read`` is asked in the background.

    While ``read`` raises, the version stays what it was.
    """

    def __init__(self, version: str, read: Callable[[], str], seconds: float = 5.0) -> None:
        self._version = version
        self._read = read
        self._seconds = seconds
        self._asked = time.monotonic()
        self._lock = threading.Lock()

    def __call__(self) -> str:
        """Return the version."""
        with self._lock:
            due = time.monotonic() - self._asked > self._seconds
            if due:
                self._asked = time.monotonic()
        if due:
            threading.Thread(target=self._ask, name="watch", daemon=True).start()
        return self._version

    def _ask(self) -> None:
        try:
            self._version = self._read()
        except (DramaKGError, OSError) as error:
            logging.getLogger(__name__).warning("the store did not say what it holds: %s", error)

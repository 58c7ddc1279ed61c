"""The site of `kg serve --writable`: it takes writes, and shows everything else over the newest state of the store."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from contextlib import suppress

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from kg.errors import BuildError
from kg.graph import KnowledgeGraph
from kg.web.app import close_application
from kg.web.dramas.pages import Pages
from kg.web.problem import ProblemError, problem_handlers
from kg.web.security import SecurityHeaders
from kg.web.sparql.graphstore import GRAPH_STORE, WRITING
from kg.web.sparql.processes.worker import Runner
from kg.web.sparql.sent import FORM, form_fields
from kg.web.sparql.writing.carrying import Write
from kg.web.sparql.writing.graphstore import graph_write, upload_folder
from kg.web.sparql.writing.token import check_token
from kg.web.sparql.writing.update import UPDATE, update_of
from kg.web.sparql.writing.writer import Writer, WriterBusyError
from kg.web.versions import Shown, Versions

__all__ = ["WritableSite"]

# What to show of a store: its graph -> the application, and what runs the queries of strangers.
Show = Callable[[KnowledgeGraph], tuple[Starlette, Runner]]


class WritableSite:
    """The ASGI application. ``show`` makes the inner one, for each version of the store that somebody wants to see."""

    def __init__(self, writer: Writer, token: str, show: Show) -> None:
        self._writer = writer
        self._show = show
        self._reads = Versions(lambda: writer.version, self._open)
        self._writes = _writing_app(writer, token)
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            writes, receive = await self._is_write(scope, receive)
            if writes:
                await self._writes(scope, receive, send)
            else:
                await self._reads(scope, receive, send)

    async def _is_write(self, scope: Scope, receive: Receive) -> tuple[bool, Receive]:
        """Tell whether a request writes; whoever answers it is to read its body from what is returned."""
        request = Request(scope, receive)
        path, method = request.url.path, request.method
        if path == GRAPH_STORE or path.startswith(f"{GRAPH_STORE}/"):
            return method in WRITING, receive
        if path != "/sparql" or method == "OPTIONS":
            return False, receive
        kind = request.headers.get("content-type", "").lower().partition(";")[0].strip()
        if "update" in request.query_params or (method == "POST" and kind == UPDATE):
            return True, receive
        if method != "POST" or kind != FORM:
            return False, receive
        # A form is a query or an update: only its fields say which.
        messages, body = await _beginning(receive, self._writer.limits.update_bytes if self._knows(request) else _FORM)
        with suppress(ProblemError):
            return "update" in form_fields(body), _again(messages, receive)
        return False, _again(messages, receive)

    def _knows(self, request: Request) -> bool:
        try:
            check_token(request, self._token)
        except ProblemError:
            return False
        return True

    def _open(self) -> Shown:
        version, store = self._writer.snapshot()
        app, runner = self._show(KnowledgeGraph.of_store(store))

        def close() -> None:
            close_application(app, runner)
            shutil.rmtree(store.parent, ignore_errors=True)

        return Shown(version, app, close)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            await self._reads.start()
        except (BuildError, OSError) as error:
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            return
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await run_in_threadpool(self._writer.close)
        await self._reads.stop()
        await send({"type": "lifespan.shutdown.complete"})


_FORM = 200_000  # bytes of a form without the token, which can only be a query


async def _beginning(receive: Receive, most: int) -> tuple[list[Message], bytes]:
    """Read a body up to a limit; return the messages that it came in, and the body."""
    messages: list[Message] = []
    body = bytearray()
    while len(body) <= most:
        message = await receive()
        messages.append(message)
        body += message.get("body", b"")
        if not message.get("more_body", False):
            break
    return messages, bytes(body)


def _again(messages: list[Message], receive: Receive) -> Receive:
    """Return what gives the messages once more, and then those that follow."""
    left = iter(messages)

    async def given() -> Message:
        message = next(left, None)
        return await receive() if message is None else message

    return given


def _writing_app(writer: Writer, token: str) -> Starlette:
    """Return the application that takes writes."""

    async def update(request: Request) -> Response:
        if request.method == "POST":
            check_token(request, token)
        return await _written(writer, await update_of(request, writer.limits.update_bytes))

    async def graph(request: Request) -> Response:
        check_token(request, token)
        with upload_folder(writer.uploads) as folder:
            write, headers = await graph_write(request, folder, writer.limits.graph_bytes)
            return await _written(writer, write, headers)

    methods = list(WRITING)
    return Starlette(
        routes=[
            Route("/sparql", update, methods=["GET", "HEAD", "POST"]),
            Route(GRAPH_STORE, graph, methods=methods),
            Route(f"{GRAPH_STORE}/{{rest:path}}", graph, methods=methods),
        ],
        middleware=[Middleware(SecurityHeaders)],
        exception_handlers=problem_handlers(Pages.problem),
    )


async def _written(writer: Writer, write: Write, headers: dict[str, str] | None = None) -> Response:
    """Have a write carried out. What has begun goes on to its end even when the client goes away."""
    try:
        future = writer.submit(write)
    except WriterBusyError:
        text = "too many writes are waiting; try again in a moment"
        raise ProblemError(503, text, {"retry-after": "5"}) from None
    done = await asyncio.shield(asyncio.wrap_future(future))
    if done.status >= 300:
        raise ProblemError(done.status, done.text)
    return Response(status_code=done.status, headers={"cache-control": "no-store", **(headers or {})})

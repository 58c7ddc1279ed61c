"""`kg serve`: the application behind uvicorn, over a build or over a store that can be written to."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn
from anyio import to_thread
from starlette.applications import Starlette
from starlette.types import ASGIApp

from kg.errors import DramaKGError
from kg.graph import KnowledgeGraph
from kg.store.remote import RemoteStore
from kg.web.app import close_application, create_app
from kg.web.patience import PatientProtocol
from kg.web.sparql.limits import Limits
from kg.web.sparql.processes.worker import Runner, runner_for
from kg.web.sparql.writing.site import WritableSite
from kg.web.sparql.writing.writer import WriteLimits, Writer
from kg.web.versions import Shown, Versions, Watch

__all__ = ["serve", "serve_writable", "site_of_store", "writable_site"]

_THREADS = 8  # that make pages


class _Server(uvicorn.Server):
    """uvicorn that says when it listens."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        # Pages are made by Python, one step of one thread at a time: more threads only take more memory.
        to_thread.current_default_thread_limiter().total_tokens = _THREADS
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve(
    graph: KnowledgeGraph,
    host: str = "127.0.0.1",
    port: int = 8000,
    ready: Callable[[str], None] = print,
    limits: Limits | None = None,
) -> None:
    """Serve a graph until it is told to stop; ``ready`` gets the address once it listens. Port 0 takes a free one.

    ``limits`` are what queries of strangers may take.

    Raises `DramaKGError` when it cannot listen there.
    """
    if isinstance(graph.store, RemoteStore):
        _run(lambda: site_of_store(graph, limits), host, port, ready)
        return
    with graph.hold():
        _run(lambda: create_app(graph, runner_for(graph, limits)), host, port, ready)


def serve_writable(
    folder: Path,
    token: str,
    host: str = "127.0.0.1",
    port: int = 8000,
    ready: Callable[[str], None] = print,
    limits: Limits | None = None,
) -> None:
    """Serve a store of its own in a folder, made where there is none, to which those write who know the token.

    ``limits`` are what queries of strangers may take.

    Raises `DramaKGError` when it cannot listen there, or the folder is not one for such a store or is in use.
    """
    _run(lambda: writable_site(folder, token, limits), host, port, ready)


def writable_site(
    folder: Path, token: str, limits: Limits | None = None, write_limits: WriteLimits | None = None
) -> WritableSite:
    """Return the application over a store that can be written to. Raises `BuildError`."""

    def show(graph: KnowledgeGraph) -> tuple[Starlette, Runner]:
        runner = runner_for(graph, limits)
        return create_app(graph, runner, writable=True), runner

    return WritableSite(Writer(folder, write_limits), token, show)


def site_of_store(graph: KnowledgeGraph, limits: Limits | None = None, seconds: float = 5.0) -> Versions:
    """Return the application over the build on a SPARQL server, and over the next one once that is in use there.

    ``seconds`` is how often the server is asked for it at most.
    """
    first = graph.store
    assert isinstance(first, RemoteStore)  # noqa: S101
    opened = [graph]

    def show() -> Shown:
        now = opened.pop() if opened else KnowledgeGraph.of_url(first.addresses.query)
        assert isinstance(now.store, RemoteStore)  # noqa: S101
        runner = runner_for(now, limits)
        app = create_app(now, runner)
        return Shown(now.store.state.build, app, lambda: close_application(app, runner))

    return Versions(Watch(first.state.build, first.build_in_use, seconds), show)


def _run(make: Callable[[], ASGIApp], host: str, port: int, ready: Callable[[str], None]) -> None:
    listening = _listen(host, port)
    try:
        address = _address(listening)
        config = uvicorn.Config(
            make(), log_level="warning", access_log=False, server_header=False, lifespan="on",
            timeout_graceful_shutdown=3, limit_concurrency=200, http=PatientProtocol,
        )  # fmt: skip
        _Server(config, lambda: ready(address)).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise DramaKGError(f"cannot listen at {host}: {error.strerror or error}") from error
    try:
        # Without this, a server that was just stopped keeps its port busy for a minute.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(place)
        listening.listen(128)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            other = port + 1 if port < 65535 else 8080
            raise DramaKGError(f"port {port} is in use; try: kg serve --port {other}") from error
        raise DramaKGError(f"cannot listen at {host}, port {port}: {error.strerror or error}") from error
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    shown = "127.0.0.1" if host == "0.0.0.0" else "::1" if host == "::" else host  # noqa: S104 - shown, not listened at
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"

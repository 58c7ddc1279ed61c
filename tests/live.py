"""A real server on a loopback port, in a thread of the test."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from kg.graph import KnowledgeGraph
from kg.web.app import create_app
from kg.web.worker import Runner

__all__ = ["serving"]


@contextmanager
def serving(graph: KnowledgeGraph, runner: Runner | None = None) -> Iterator[str]:
    """Serve a graph; yield the address, without a slash at its end."""
    server = uvicorn.Server(uvicorn.Config(create_app(graph, runner), port=0, log_level="error"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    for _ in range(400):
        if server.started:
            break
        time.sleep(0.05)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)
        assert not thread.is_alive()

"""Real parts that tests share: a server on a loopback port in a thread of the test, and waiting in a real browser."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from benchmarks.waiting import until
from kg.build import Build
from kg.graph import KnowledgeGraph
from kg.web.app import create_app
from kg.web.patience import PatientProtocol
from kg.web.server import writable_site
from kg.web.sparql.processes.worker import Runner
from kg.web.sparql.writing.writer import WriteLimits
from tests.support import ROOT

__all__ = ["TOKEN", "kg_serve", "serving", "serving_app", "serving_writable", "until"]

TOKEN = "a-token-of-the-tests"


@contextmanager
def serving(graph: KnowledgeGraph, runner: Runner | None = None) -> Iterator[str]:
    """Serve a graph; yield the address, without a slash at its end."""
    with serving_app(create_app(graph, runner)) as address:
        yield address


@contextmanager
def serving_writable(folder: Path, limits: WriteLimits | None = None) -> Iterator[str]:
    """Serve a store in a folder, to which the `TOKEN` may write; yield the address, without a slash at its end."""
    with serving_app(writable_site(folder, TOKEN, write_limits=limits)) as address:
        yield address


@contextmanager
def serving_app(app: ASGIApp) -> Iterator[str]:
    """Serve an application; yield the address, without a slash at its end."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", http=PatientProtocol))
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


@contextmanager
def kg_serve(built: Build, *options: str) -> Iterator[str]:
    """Serve a build by ``kg serve``, a process of its own; yield the address, without a slash at its end."""
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--builds", str(built.path.parent), *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        try:
            address = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
            assert address
            yield address[0]
        finally:
            process.terminate()

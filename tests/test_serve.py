"""`kg serve` as a process: where it listens, what it says, how it stops."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys

import httpx2
import pytest

from kg.build import Build
from kg.errors import DramaKGError
from kg.graph import KnowledgeGraph
from kg.web.server import serve
from tests.asking import ASK
from tests.support import ROOT


def test_a_busy_port_is_told_with_a_way_out(graph: KnowledgeGraph) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(DramaKGError, match=f"port {port} is in use; try: kg serve --port {port + 1}"):
            serve(graph, "127.0.0.1", port, lambda address: None)


def test_an_address_that_is_not_ours(graph: KnowledgeGraph) -> None:
    with pytest.raises(DramaKGError, match="cannot listen"):
        serve(graph, "192.0.2.1", 0, lambda address: None)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_kg_serve_says_where_it_is_and_stops_at_ctrl_c(built: Build) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--builds", str(built.path.parent)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert address
        assert httpx2.get(f"{address[0]}sparql", params={"query": ASK}, timeout=30).json()["boolean"] is True
        process.send_signal(signal.SIGINT)
        _, messages = process.communicate(timeout=20)
        assert "Traceback" not in messages
        assert process.returncode == 0

"""Real SPARQL servers on loopback ports, each in a process and a folder of its own."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest

from tests.support import ROOT

__all__ = ["SERVERS", "Server", "free_port", "oxigraph", "running", "virtuoso"]

_VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 20
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 20
[SPARQL]
ResultSetMaxRows = 1000000
"""


@dataclass
class Server:
    """A server that runs: its address for queries, and what must be in the environment of whoever asks it."""

    url: str
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    restart: Callable[[], subprocess.Popen[bytes]] | None = None

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)

    def start_again(self) -> None:
        """Start it anew over what it left on the disk."""
        assert self.restart is not None
        self.process = self.restart()


def free_port() -> int:
    """A port that nobody listens at, below those that the system gives to connections, which would come between."""
    while True:
        port = random.randrange(12_000, 32_000)
        with socket.socket() as one, suppress(OSError):
            one.bind(("127.0.0.1", port))
            return port


@contextmanager
def running(
    command: list[str], url: str, folder: Path, environment: Mapping[str, str], more: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run a server until the end of the test; ``url`` is its address for queries."""

    def start() -> subprocess.Popen[bytes]:
        with (folder / "server.log").open("ab") as log:
            process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env={**os.environ, **(more or {})})
        for _ in range(600):
            assert process.poll() is None, (folder / "server.log").read_text(errors="replace")
            try:
                if httpx2.get(url, params={"query": "ASK {}"}, timeout=10).status_code < 500:
                    return process
            except httpx2.HTTPError:
                time.sleep(0.1)
        process.kill()
        raise AssertionError(f"{command[0]} does not answer at {url}")

    server = Server(url, environment, start(), start)
    try:
        yield server
    finally:
        assert server.process is not None
        server.process.kill()
        server.process.wait(30)


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """Oxigraph's own server."""
    port = free_port()
    program = Path(sys.executable).parent / "oxigraph"
    command = [str(program), "serve", "--location", str(folder / "store"), "--bind", f"127.0.0.1:{port}"]
    with running(command, f"http://127.0.0.1:{port}/query", folder, {}) as server:
        yield server


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Virtuoso, of the Debian package virtuoso-opensource-7-bin."""
    program = shutil.which("virtuoso-t")
    if program is None:
        # CI installs it: there its absence is a failure and not a reason to test less.
        assert "CI" not in os.environ, "virtuoso-t is not installed: see .ci/run"
        pytest.skip("virtuoso-t is not installed: apt-get install virtuoso-opensource-7-bin")
    http = free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO_INI.format(sql=free_port(), http=http), encoding="utf-8")
    command = [program, "-f", "+configfile", "virtuoso.ini"]
    secrets = {"KG_STORE_USER": "dba", "KG_STORE_PASSWORD": "dba"}
    with running(command, f"http://127.0.0.1:{http}/sparql-auth", folder, secrets) as server:
        yield server


@contextmanager
def our_own(folder: Path) -> Iterator[Server]:
    """``kg serve --writable``."""
    port = free_port()
    token = "a-token-for-tests-only"
    command = [sys.executable, "-m", "kg", "serve", "--writable", str(folder / "store"), "--port", str(port)]
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    with running(
        command, f"http://127.0.0.1:{port}/sparql", folder, {"KG_STORE_TOKEN": token},
        {"KG_TOKEN": token, "PYTHONPATH": path},
    ) as server:  # fmt: skip
        yield server


SERVERS = {"oxigraph": oxigraph, "virtuoso": virtuoso, "our own": our_own}

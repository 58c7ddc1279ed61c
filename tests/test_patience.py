"""Connections that hold a place and do nothing with it are closed; slow ones that get on are not."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx2
import pytest

from kg.build import Build
from kg.web.patience import PatientProtocol
from tests.live import kg_serve

HALF_A_HEAD = b"GET /health HTTP/1.1\r\nHost: a\r\nX-Rest: "
HALF_A_BODY = (
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 50\r\n\r\nASK"
)
MUCH = "SELECT * { { ?a ?b ?c } UNION { ?a ?b ?c } UNION { ?a ?b ?c } UNION { ?a ?b ?c } }"


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> float:
    monkeypatch.setattr(PatientProtocol, "patience", 0.5)
    return 0.5


def connect(server: str) -> socket.socket:
    parts = urlsplit(server)
    return socket.create_connection((parts.hostname, parts.port), timeout=15)


def is_closed(connection: socket.socket) -> bool:
    """Wait for the end of a connection; False where it stays open."""
    try:
        return not connection.recv(1)
    except ConnectionError:
        return True
    except TimeoutError:
        return False


@pytest.mark.parametrize("sent", [b"", b"GE", HALF_A_HEAD, HALF_A_BODY])
def test_who_sends_half_a_request_is_let_go(server: str, patience: float, sent: bytes) -> None:
    with connect(server) as connection:
        connection.sendall(sent)
        assert is_closed(connection)


def test_who_trickles_is_let_go(server: str, patience: float) -> None:
    with connect(server) as connection:
        connection.sendall(HALF_A_HEAD)
        connection.settimeout(0.05)
        assert any(_closed_after(connection, b"x") for _ in range(100))


def _closed_after(connection: socket.socket, more: bytes) -> bool:
    try:
        connection.sendall(more)
    except ConnectionError:
        return True
    return is_closed(connection)


def test_who_is_slow_and_gets_on_is_answered(server: str, patience: float) -> None:
    def slowly() -> Iterator[bytes]:
        yield b"ASK { ?drama a dkg:Drama }"
        for _ in range(5):
            time.sleep(0.3)
            yield b" " * 2_000

    head = {"content-type": "application/sparql-query", "accept": "application/sparql-results+json"}
    assert httpx2.post(f"{server}/sparql", content=slowly(), headers=head, timeout=30).json()["boolean"] is True


def test_an_answer_that_takes_its_time_is_waited_for(server: str, patience: float) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 3000000 } }"
    assert httpx2.get(f"{server}/sparql", params={"query": slow}, timeout=30).status_code in (200, 504)


def test_who_does_not_read_an_answer_is_let_go(server: str, patience: float) -> None:
    asked = str(httpx2.URL(f"{server}/sparql", params={"query": MUCH, "format": "xml"}).raw_path, "ascii")
    with connect(server) as connection:
        # Small, so that most of the answer has to wait at the server; not so small that the rest takes minutes to come.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
        connection.sendall(f"GET {asked} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        connection.settimeout(60)
        got = len(connection.recv(1))  # the answer is made, and comes
        time.sleep(5)
        try:
            while more := connection.recv(1 << 20):
                got += len(more)
        except ConnectionError:
            pass
        assert got < 8_000_000


def test_kg_serve_is_there_again_after_two_hundred_half_open_connections(built: Build) -> None:
    with kg_serve(built) as server:
        connections = [connect(server) for _ in range(210)]
        try:
            for connection in connections:
                connection.sendall(HALF_A_HEAD)
            assert httpx2.get(f"{server}/health").status_code == 503
            last = time.monotonic() + 3 * PatientProtocol.patience
            while httpx2.get(f"{server}/health").status_code != 200:
                assert time.monotonic() < last
                time.sleep(0.2)
        finally:
            for connection in connections:
                connection.close()


def test_who_goes_away_leaves_no_stack_trace(server: str, caplog: pytest.LogCaptureFixture) -> None:
    with connect(server) as connection:
        connection.sendall(HALF_A_BODY)
        time.sleep(0.5)
    assert httpx2.get(f"{server}/health").status_code == 200
    assert not [record for record in caplog.records if record.exc_info]

"""Putting a build on a server: whole or not at all, and on from where it stopped; and servers that mean ill."""

from __future__ import annotations

import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from kg.build import Build, build
from kg.build.publish import publish_build
from kg.errors import QueryError, StoreError
from kg.graph import KnowledgeGraph
from kg.paths import ontology_dir
from kg.store import EmbeddedStore
from kg.store.addresses import Addresses
from kg.store.connection import JSON, Connection
from kg.store.state import STORE_BASE, State
from kg.vocab import GRAPH_BASE
from kg.web.server import site_of_store
from tests.live import serving_app
from tests.servers import SERVERS, Server, oxigraph
from tests.support import eventually

NO_SPARQL = "not answer as a SPARQL server"
COUNT = f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{GRAPH_BASE}')) }}"


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    folder = tmp_path / "server"
    folder.mkdir()
    with SERVERS[request.param](folder) as one:
        for name, value in one.environment.items():
            monkeypatch.setenv(name, value)
        yield one


@pytest.fixture
def small(tiny: Path, tmp_path: Path) -> Build:
    """A build of three people."""
    return build(tiny, tmp_path / "small", ontology_dir())


def statements(found: Build) -> int:
    """How many statements of named graphs a build has."""
    answer = EmbeddedStore.open(found.store_path).query(COUNT)
    return int(answer.column("n")[0])  # type: ignore[union-attr]


def in_use(server: Server, environment: dict[str, str]) -> int:
    """How many statements of named graphs are in use on a server, asked without the code that is tried."""
    connection = Connection(Addresses.of(server.url, environment))
    document = json.loads(connection.query(COUNT, JSON, {}))
    connection.close()
    return int(document["results"]["bindings"][0]["n"]["value"])


def titles(url: str) -> set[str]:
    return {row["title"] for row in KnowledgeGraph.of_url(url).dramas()}


def test_a_build_takes_the_place_of_another(server: Server, small: Build, built: Build) -> None:
    seen: list[tuple[int, int]] = []
    assert publish_build(small, server.url, lambda now, total: seen.append((now, total)))
    assert seen[-1][0] == seen[-1][1] == len(EmbeddedStore.open(small.store_path))
    assert in_use(server, dict(server.environment)) == statements(small)
    assert not publish_build(small, server.url)
    assert publish_build(built, server.url)
    assert in_use(server, dict(server.environment)) == statements(built)
    assert "Soundtrack #1" in titles(server.url)
    assert publish_build(small, server.url)  # and back
    assert in_use(server, dict(server.environment)) == statements(small)
    everything = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), '%s')) }"
    document = json.loads(
        Connection(Addresses.of(server.url, dict(server.environment))).query(
            everything % f"{STORE_BASE}staging", JSON, {}
        )
    )
    assert document["results"]["bindings"][0]["n"]["value"] == "0"


def test_what_a_server_has_lost_is_sent_again(server: Server, small: Build) -> None:
    publish_build(small, server.url)
    assert not publish_build(small, server.url)
    connection = Connection(Addresses.of(server.url, dict(server.environment)))
    connection.update(f"DELETE WHERE {{ GRAPH <{GRAPH_BASE}tiny/gazette/1> {{ ?s ?p ?o }} }}")
    assert in_use(server, dict(server.environment)) != statements(small)
    assert publish_build(small, server.url)
    assert in_use(server, dict(server.environment)) == statements(small)
    assert not publish_build(small, server.url)


def test_a_server_that_dies_keeps_what_was_in_use_and_the_upload_goes_on(
    server: Server, small: Build, built: Build
) -> None:
    environment = dict(server.environment)
    publish_build(small, server.url)
    before = titles(server.url)
    calls: list[int] = []

    def die_at_the_fifth(now: int, _total: int) -> None:
        calls.append(now)
        if len(calls) == 5:
            server.kill()

    with pytest.raises(StoreError, match="run the same again to go on from there"):
        publish_build(built, server.url, die_at_the_fifth)
    server.start_again()
    assert in_use(server, environment) == statements(small)
    assert titles(server.url) == before

    connection = Connection(Addresses.of(server.url, environment))
    held = json.loads(connection.query(f"SELECT ?n {{ GRAPH <{STORE_BASE}uploads> {{ ?s ?p ?n }} }}", JSON, {}))
    done = int(held["results"]["bindings"][0]["n"]["value"])
    assert done >= 1
    sent: list[str] = []
    update = Connection.update
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Connection, "update", lambda self, text, **how: (sent.append(text), update(self, text, **how))[1])
        assert publish_build(built, server.url)
    assert sum(text.startswith("INSERT DATA") and "staging" in text for text in sent) <= len(calls) * 100
    assert not any(f"#batches> {number} " in text for text in sent for number in range(1, done + 1))
    assert in_use(server, environment) == statements(built)


@pytest.mark.parametrize(
    ("server", "after"),
    [
        ("oxigraph", 0.02),
        ("oxigraph", 0.15),
        ("virtuoso", 0.15),
        ("virtuoso", 0.5),
        ("our own", 0.02),
        ("our own", 0.5),
    ],
    indirect=["server"],
)
def test_a_server_that_dies_while_a_build_is_put_to_use(
    server: Server, small: Build, built: Build, after: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = dict(server.environment)
    publish_build(small, server.url)
    update = Connection.update

    def dying(self: Connection, text: str, **how: bool) -> None:
        if "moving" in text and "#becomes" in text:
            threading.Timer(after, server.kill).start()
        update(self, text, **how)

    with monkeypatch.context() as patch:
        patch.setattr(Connection, "update", dying)
        try:
            publish_build(built, server.url)
        except StoreError as error:
            assert "does not answer" in str(error) or "took too long" in str(error)
    for _ in range(100):
        if server.process is not None and server.process.poll() is not None:
            break
        time.sleep(0.1)
    server.start_again()
    state = State.read(Connection(Addresses.of(server.url, environment)))
    assert state is not None
    if state.moving:
        with pytest.raises(StoreError, match="taking over a build"):
            KnowledgeGraph.of_url(server.url)
    else:
        assert in_use(server, environment) in (statements(small), statements(built))
        assert titles(server.url)
    publish_build(built, server.url)
    assert in_use(server, environment) == statements(built)
    assert "Soundtrack #1" in titles(server.url)


def test_what_others_keep_there_stays(tmp_path: Path, small: Build) -> None:
    with oxigraph(tmp_path) as server:
        connection = Connection(Addresses.of(server.url, {}))
        connection.update("INSERT DATA { GRAPH <http://example.org/mine> { <urn:a> <urn:b> 'mine' } }")
        publish_build(small, server.url)
        found = json.loads(connection.query("SELECT ?o { GRAPH <http://example.org/mine> { ?s ?p ?o } }", JSON, {}))
        assert found["results"]["bindings"][0]["o"]["value"] == "mine"
        mine = KnowledgeGraph.of_url(server.url).query("SELECT ?g { GRAPH ?g { ?s ?p 'mine' } }")
        assert len(mine) == 0


def test_an_empty_server_says_what_to_do(tmp_path: Path) -> None:
    with oxigraph(tmp_path) as server, pytest.raises(StoreError, match=r"there is no build .*; run: kg build --store"):
        KnowledgeGraph.of_url(server.url)


@pytest.mark.parametrize(
    ("url", "environment", "words"),
    [
        ("file:///etc/passwd", {}, "no address"),
        ("http://127.0.0.1:7878/odd", {}, "KG_STORE_UPDATE and KG_STORE_GRAPHS"),
        ("http://me:secret@127.0.0.1:7878/query", {}, "leave name and password out"),
        ("http://store.example.org/query", {"KG_STORE_TOKEN": "x"}, "only sent by https"),
        ("http://store.example.org/query", {"KG_STORE_USER": "x", "KG_STORE_PASSWORD": "y"}, "only sent by https"),
        ("http://127.0.0.1:7878/query?x=1", {}, "no address|has no"),
        ("http://[::1/query", {}, "no address"),
    ],
)
def test_addresses_that_are_none(url: str, environment: dict[str, str], words: str) -> None:
    with pytest.raises(StoreError, match=words) as caught:
        Addresses.of(url, environment)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "update", "graphs"),
    [
        ("http://127.0.0.1:7878/query", "http://127.0.0.1:7878/update", "http://127.0.0.1:7878/store"),
        ("https://a.org/sparql", "https://a.org/sparql", "https://a.org/graph-store"),
        ("https://a.org/sparql-auth", "https://a.org/sparql-auth", "https://a.org/sparql-graph-crud-auth"),
        ("https://a.org/repositories/kg", "https://a.org/repositories/kg/statements",
         "https://a.org/repositories/kg/rdf-graphs/service"),
    ],
)  # fmt: skip
def test_addresses_follow_from_one(url: str, update: str, graphs: str) -> None:
    found = Addresses.of(url, {"KG_STORE_USER": "me", "KG_STORE_PASSWORD": "secret"})
    assert (found.query, found.update, found.graphs) == (url, update, graphs)
    assert "secret" not in repr(found)
    other = Addresses.of(url, {"KG_STORE_UPDATE": "https://b.org/u", "KG_STORE_GRAPHS": "https://b.org/g"})
    assert (other.update, other.graphs) == ("https://b.org/u", "https://b.org/g")


@contextmanager
def answering(make: Callable[[http.server.BaseHTTPRequestHandler], None]) -> Iterator[tuple[str, list[str]]]:
    """A server that answers every request as a test says; yield its address and the paths that were asked."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            asked.append(self.path)
            make(self)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as one:
        threading.Thread(target=one.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{one.server_port}/query", asked
        one.shutdown()


def reply(status: int, body: bytes, **headers: str) -> Callable[[http.server.BaseHTTPRequestHandler], None]:
    def make(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"content-type": JSON, "content-length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return make


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (reply(200, b"<html>\x1b[31mhello</html>"), NO_SPARQL),
        (reply(200, b'{"head": {"vars": ["o"]}, "results": {"bindings": [{"o": 7}]}}'), NO_SPARQL),
        (reply(200, b'{"head": {"vars": ["o"]}, "results": {"bindings": [{"o": {"type": "literal", "value": "[]"}}]}}'),
         NO_SPARQL),
        (reply(200, b""), NO_SPARQL),
        (reply(401, b"no"), "KG_STORE_USER"),
        (reply(302, b"", location="http://127.0.0.1:1/elsewhere"), "302"),
        (reply(404, b"nothing here\x07"), "404"),
        (reply(503, b"later", retry_after="0"), "503"),
    ],
)  # fmt: skip
def test_servers_that_answer_anything(answer: Callable[[http.server.BaseHTTPRequestHandler], None], words: str) -> None:
    with answering(answer) as (url, _), pytest.raises((StoreError, QueryError), match=words) as caught:
        KnowledgeGraph.of_url(url)
    assert "\x1b" not in str(caught.value)
    assert "\x07" not in str(caught.value)


def test_no_redirect_is_followed_and_no_secret_goes_to_another_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE_TOKEN", "very-secret")
    with answering(reply(200, b"{}")) as (other, asked), answering(reply(307, b"", location=other)) as (url, _):
        with pytest.raises(StoreError, match="307"):
            KnowledgeGraph.of_url(url)
        assert asked == []


def test_an_answer_that_the_server_cut_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    body = b'{"head": {"vars": ["o"]}, "results": {"bindings": []}}'
    with answering(reply(200, body, X_SPARQL_MaxRows="10000")) as (url, _):
        connection = Connection(Addresses.of(url, {}))
        with pytest.raises(QueryError, match="cut the answer"):
            connection.query("SELECT * {}", JSON, {})


def test_nobody_listens() -> None:
    with pytest.raises(StoreError, match="does not answer"):
        KnowledgeGraph.of_url("http://127.0.0.1:9/query")


def test_what_is_served_becomes_the_new_build(tmp_path: Path, small: Build, built: Build) -> None:
    with oxigraph(tmp_path) as server:
        publish_build(small, server.url)
        with serving_app(site_of_store(KnowledgeGraph.of_url(server.url), seconds=0.1)) as address:
            assert "Soundtrack #1" not in httpx2.get(address, timeout=60).text
            publish_build(built, server.url)

            def renewed() -> bool:
                return "Soundtrack #1" in httpx2.get(address, timeout=60).text

            eventually(renewed)
            asked = {"query": "SELECT ?b { ?a dkg:mentorOf ?b }", "format": "csv"}
            assert "eunsoo" in httpx2.get(f"{address}/sparql", params=asked, timeout=60).text
            assert httpx2.get(f"{address}/drama/soundtrack-1", timeout=60).status_code == 200
            server.kill()
            for path in ("/drama/soundtrack-2", "/sparql"):
                late = httpx2.get(address + path, params=asked, timeout=60)
                assert (late.status_code, "does not answer" in late.text) == (503, True), path
            server.start_again()
            assert "eunsoo" in httpx2.get(f"{address}/sparql", params=asked, timeout=60).text


def test_an_answer_that_is_lost_costs_nothing(tmp_path: Path, small: Build, built: Build) -> None:
    """The server puts the build to use, and whoever asked for it never hears so."""
    with oxigraph(tmp_path) as server:
        publish_build(small, server.url)

        def forward(handler: http.server.BaseHTTPRequestHandler, body: bytes) -> None:
            kind = {name: handler.headers[name] for name in ("content-type", "accept") if handler.headers[name]}
            done = httpx2.post(server.url.removesuffix("/query") + handler.path, content=body, headers=kind, timeout=60)
            if b"moving" in body and b"#becomes> ?g" in body:
                handler.connection.close()
            else:
                reply(done.status_code, done.content, content_type=done.headers.get("content-type", JSON))(handler)

        with forwarding(forward) as url:
            with pytest.raises(StoreError, match="does not answer"):
                publish_build(built, url)
            assert in_use(server, {}) == statements(built)
            assert not publish_build(built, url)
        assert "Soundtrack #1" in titles(server.url)


@contextmanager
def forwarding(make: Callable[[http.server.BaseHTTPRequestHandler, bytes], None]) -> Iterator[str]:
    """A server between ours and another; yield its address for queries."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            make(self, self.rfile.read(int(self.headers.get("content-length", 0))))

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as one:
        threading.Thread(target=one.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{one.server_port}/query"
        one.shutdown()

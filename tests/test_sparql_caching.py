"""What a cache may keep of an answer, what other sites may read of it, and the methods beside GET and POST."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from kg.build import Build
from kg.graph import KnowledgeGraph
from kg.web.sparql.processes.worker import WorkerPool
from tests.asking import ASK, CONSTRUCT, HTML, SELECT
from tests.live import serving

LONG = "SELECT * { ?s skos:prefLabel ?o } ORDER BY ?s ?o"
PLAIN = {"accept-encoding": "identity"}


@pytest.fixture(scope="module")
def client(graph: KnowledgeGraph, built: Build) -> Iterator[httpx2.Client]:
    """A client of a real server."""
    with (
        serving(graph, WorkerPool(built.store_path)) as address,
        httpx2.Client(base_url=address, timeout=60, headers=PLAIN) as made,
    ):
        yield made


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("query", [LONG, SELECT, ASK, CONSTRUCT])
def test_a_client_that_has_the_answer_gets_none(client: httpx2.Client, query: str, encoding: str) -> None:
    first = client.get("/sparql", params={"query": query}, headers={"accept-encoding": encoding})
    tag = first.headers["etag"]
    assert tag.startswith('W/"')  # the bytes differ when they are compressed
    assert (first.headers.get("content-encoding") == "gzip") == (encoding == "gzip" and query is LONG)
    for known in (tag, tag.removeprefix("W/"), f'"x", {tag}'):
        again = client.get("/sparql", params={"query": query}, headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert {"accept", "accept-encoding"} <= {name.strip().lower() for name in again.headers["vary"].split(",")}
        assert again.headers["access-control-allow-origin"] == "*"
        assert client.head("/sparql", params={"query": query}, headers={"if-none-match": known}).status_code == 304
    assert client.get("/sparql", params={"query": query}, headers={"if-none-match": '"x"'}).status_code == 200


def test_a_known_answer_is_not_asked_for_again(graph: KnowledgeGraph, built: Build) -> None:
    pool = WorkerPool(built.store_path)
    with serving(graph, pool) as address:
        tag = httpx2.get(f"{address}/sparql", params={"query": ASK}).headers["etag"]
        pool.close()  # nobody answers queries any more
        known = httpx2.get(f"{address}/sparql", params={"query": ASK}, headers={"if-none-match": tag})
        assert known.status_code == 304
        assert httpx2.get(f"{address}/sparql", params={"query": ASK}).status_code == 503


@pytest.mark.parametrize(
    "other",
    [
        {"query": ASK + " "}, {"format": "xml"}, {"at": "*=end"}, {"at": "soundtrack-1=2"}, {"spoiler-free": "1"},
        {"default-graph-uri": "https://w3id.org/drama-kg/graph/ontology"},
        {"named-graph-uri": "https://w3id.org/drama-kg/graph/ontology"},
    ],
)  # fmt: skip
def test_another_question_has_another_tag(client: httpx2.Client, other: dict[str, str]) -> None:
    tags = {client.get("/sparql", params={"query": ASK, **more}).headers["etag"] for more in ({}, other)}
    assert len(tags) == 2


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()"])
def test_what_changes_by_itself_has_no_tag(client: httpx2.Client, call: str) -> None:
    assert "etag" not in client.get("/sparql", params={"query": f"SELECT ({call} AS ?x) {{}}"}).headers


def test_a_post_and_a_problem_have_no_tag(client: httpx2.Client) -> None:
    assert "etag" not in client.post("/sparql", data={"query": ASK}).headers
    wrong = client.get("/sparql", params={"query": "ASK {"})
    assert "etag" not in wrong.headers
    assert wrong.headers["cache-control"] == "no-store"
    assert "etag" not in client.get("/sparql", params={"query": ASK}, headers=HTML).headers


def test_another_build_has_another_tag(client: httpx2.Client, graph: KnowledgeGraph, built: Build) -> None:
    pool = WorkerPool(built.store_path)
    tag = client.get("/sparql", params={"query": ASK}).headers["etag"]
    with serving(graph, pool) as address:
        assert httpx2.get(f"{address}/sparql", params={"query": ASK}).headers["etag"] == tag
        pool.build = "another"
        assert httpx2.get(f"{address}/sparql", params={"query": ASK}).headers["etag"] != tag


@pytest.mark.parametrize("query", [LONG, SELECT, ASK, CONSTRUCT])
def test_head_is_get_without_the_body(client: httpx2.Client, query: str) -> None:
    for accept in ("*/*", HTML["accept"]):
        for encoding in ("identity", "gzip"):
            headers = {"accept": accept, "accept-encoding": encoding}
            get = client.get("/sparql", params={"query": query}, headers=headers)
            head = client.head("/sparql", params={"query": query}, headers=headers)
            assert (head.status_code, head.content) == (200, b"")
            varying = {"date", "content-length"} if encoding == "gzip" else {"date"}
            assert {k: v for k, v in head.headers.items() if k not in varying} == {
                k: v for k, v in get.headers.items() if k not in varying
            }
    assert client.head("/sparql", params={"query": "ASK {"}).status_code == 400
    assert client.head("/sparql", headers={"accept": "text/csv"}).status_code == 400


def test_gzip_is_the_same_answer(client: httpx2.Client) -> None:
    with client.stream("GET", "/sparql", params={"query": LONG}, headers={"accept-encoding": "gzip"}) as packed:
        body = b"".join(packed.iter_raw())
    plain = client.get("/sparql", params={"query": LONG})
    assert gzip.decompress(body) == plain.content
    assert len(body) < len(plain.content) / 3
    assert "content-encoding" not in plain.headers


def test_options_tells_what_is_possible(client: httpx2.Client) -> None:
    answer = client.options("/sparql")
    assert answer.status_code == 204
    assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert answer.headers["accept-post"] == "application/sparql-query, application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("method", "fields"), [("GET", {"query": ASK}), ("GET", {"query": "ASK {"}), ("GET", {}), ("PUT", {})]
)
def test_any_site_may_read_any_answer(client: httpx2.Client, method: str, fields: dict[str, Any]) -> None:
    answer = client.request(method, "/sparql", params=fields, headers={"origin": "https://a.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    exposed = {name.strip().lower() for name in answer.headers["access-control-expose-headers"].split(",")}
    assert {"etag", "link", "retry-after", "drama-kg-cut"} <= exposed
    assert "access-control-allow-credentials" not in answer.headers

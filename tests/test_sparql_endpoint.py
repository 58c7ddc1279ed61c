"""The endpoint over the shipped data: forms, ways of asking, and what it says to what it cannot answer."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest
from starlette.testclient import TestClient

from tests.asking import ASK, CONSTRUCT, HTML, SELECT

NEGOTIATION = [
    (SELECT, None, "application/sparql-results+json"),
    (SELECT, "*/*", "application/sparql-results+json"),
    (SELECT, "application/json", "application/sparql-results+json"),
    (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
    (SELECT, "text/csv;q=0.5, text/tab-separated-values;q=0.9", "text/tab-separated-values; charset=utf-8"),
    (SELECT, "text/csv", "text/csv; charset=utf-8"),
    (SELECT, "application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
    (SELECT, "text/xml", "application/sparql-results+xml"),
    (CONSTRUCT, "application/json", "application/ld+json"),
    (SELECT, "image/png, text/*;q=0.2", "text/csv; charset=utf-8"),
    (SELECT, "text/turtle, application/sparql-results+xml;q=0.4", "application/sparql-results+xml"),
    (ASK, "application/sparql-results+xml", "application/sparql-results+xml"),
    (ASK, "text/csv, application/json;q=0.1", "application/sparql-results+json"),
    (CONSTRUCT, None, "text/turtle; charset=utf-8"),
    (CONSTRUCT, "application/ld+json", "application/ld+json"),
    (CONSTRUCT, "text/n3", "text/turtle; charset=utf-8"),
    (CONSTRUCT, "application/trig, text/turtle;q=0.9", "application/trig"),
    (CONSTRUCT, "application/n-quads", "application/n-quads"),
    (CONSTRUCT, "application/rdf+xml;q=0.3, application/n-triples;q=0.7", "application/n-triples"),
    (CONSTRUCT, "text/csv, application/*;q=0.1", "application/n-triples"),
    (SELECT, "TEXT/CSV; charset=utf-8; q=0.9, application/xml;q=0.8", "text/csv; charset=utf-8"),
    (SELECT, "text/csv;q=0.900, text/tab-separated-values;q=1.000", "text/tab-separated-values; charset=utf-8"),
    (CONSTRUCT, "application/n-triples", "application/n-triples"),
    (CONSTRUCT, "application/rdf+xml, text/turtle;q=0.9", "application/rdf+xml"),
    (CONSTRUCT, "application/sparql-results+json, text/turtle;q=0.5", "text/turtle; charset=utf-8"),
    (SELECT, HTML["accept"], "text/html; charset=utf-8"),
]


@pytest.mark.parametrize(("query", "accept", "expected"), NEGOTIATION)
def test_negotiation(client: TestClient, query: str, accept: str | None, expected: str) -> None:
    request = client.build_request("GET", "/sparql", params={"query": query})
    del request.headers["accept"]
    if accept is not None:
        request.headers["accept"] = accept
    answer = client.send(request)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == expected
    assert answer.headers["access-control-allow-origin"] == "*"


def test_accept_in_two_lines_is_one(client: TestClient) -> None:
    accept = [("accept", "text/csv;q=0.1"), ("accept", "application/sparql-results+xml")]
    answer = client.get("/sparql", params={"query": SELECT}, headers=accept)
    assert answer.headers["content-type"] == "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        (SELECT, "json", "application/sparql-results+json"),
        (SELECT, "csv", "text/csv; charset=utf-8"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (CONSTRUCT, "json", "application/ld+json"),
        (CONSTRUCT, "xml", "application/rdf+xml"),
        (CONSTRUCT, "nt", "application/n-triples"),
        (CONSTRUCT, "application/x-json+ld,application/ld+json", "application/ld+json"),
        (CONSTRUCT, "n3", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "trig", "application/trig"),
        (CONSTRUCT, "nq", "application/n-quads"),
        (CONSTRUCT, "n-quads", "application/n-quads"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (CONSTRUCT, "turtle", "text/turtle; charset=utf-8"),
    ],
)
@pytest.mark.parametrize("parameter", ["format", "output"])
def test_a_named_format_wins(client: TestClient, query: str, name: str, expected: str, parameter: str) -> None:
    answer = client.get("/sparql", params={"query": query, parameter: name}, headers=HTML)
    assert answer.headers["content-type"] == expected


def test_every_way_to_send_a_query_gives_the_same_answer(client: TestClient) -> None:
    by_get = client.get("/sparql", params={"query": SELECT}).json()
    by_form = client.post("/sparql", data={"query": SELECT}).json()
    by_body = client.post("/sparql", content=SELECT, headers={"content-type": "application/sparql-query"}).json()
    with_charset = {"content-type": "application/sparql-query; charset=UTF-8"}
    assert by_get == by_form == by_body == client.post("/sparql", content=SELECT, headers=with_charset).json()
    assert [row["title"]["value"] for row in by_get["results"]["bindings"]] == ["Soundtrack #1", "사운드트랙#1"]
    assert client.head("/sparql", params={"query": SELECT}).status_code == 200


def test_answers_are_what_they_say(client: TestClient) -> None:
    xml = client.get("/sparql", params={"query": ASK, "format": "xml"}).content
    assert ET.fromstring(xml).findtext("{http://www.w3.org/2005/sparql-results#}boolean") == "true"
    csv = client.get("/sparql", params={"query": SELECT, "format": "csv"}).text
    assert csv.splitlines() == ["title", "Soundtrack #1", "사운드트랙#1"]
    assert json.loads(client.get("/sparql", params={"query": CONSTRUCT, "format": "jsonld"}).content)


FORM = {"content-type": "application/x-www-form-urlencoded"}
QUERY = {"content-type": "application/sparql-query"}
REFUSED = [
    ("GET", {"params": {"query": "SELECT * { ?s ?p"}}, 400, "line 1, column"),
    ("GET", {"params": {"query": "SELECT ?x\nWHERE { ?x ?y }"}}, 400, "line 2, column"),
    ("GET", {"params": {"query": "INSERT DATA { <a:a> <a:b> <a:c> }"}}, 403, "update"),
    ("GET", {"params": {"query": "DELETE WHERE { ?s ?p ?o }"}}, 403, "update"),
    ("GET", {"params": {"query": "LOAD <http://127.0.0.1/x>"}}, 403, "update"),
    ("GET", {"params": {"update": "CLEAR ALL"}}, 403, "read-only"),
    ("POST", {"content": "update=CLEAR+ALL", "headers": FORM}, 403, "read-only"),
    ("POST", {"content": "CLEAR ALL", "headers": {"content-type": "application/sparql-update"}}, 403, "read-only"),
    ("GET", {"params": {"query": "SELECT * { SERVICE <http://a/> { ?s ?p ?o } }"}}, 403, "SERVICE"),
    ("GET", {"params": [("query", ASK), ("query", ASK)]}, 400, "more than one query"),
    ("GET", {"headers": {"accept": "text/csv"}}, 400, "no query"),
    ("GET", {"params": {"query": " "}}, 400, "no query"),
    ("POST", {"content": "", "headers": FORM}, 400, "no query"),
    ("GET", {"params": {"query": SELECT, "format": "pdf"}}, 400, "no format"),
    ("GET", {"params": {"query": SELECT, "format": "ttl"}}, 406, "sparql-results+json"),
    ("GET", {"params": {"query": CONSTRUCT, "format": "csv"}}, 406, "text/turtle"),
    ("GET", {"params": {"query": ASK, "format": "csv"}}, 406, "sparql-results+json"),
    ("GET", {"params": {"query": SELECT}, "headers": {"accept": "image/png"}}, 406, "sparql-results+json"),
    ("POST", {"content": "{}", "headers": {"content-type": "application/json"}}, 415, "application/sparql-query"),
    ("POST", {"content": SELECT}, 415, "application/sparql-query"),
    (
        "POST",
        {"content": SELECT, "headers": {"content-type": "application/sparql-query; charset=latin-1"}},
        415,
        "UTF-8",
    ),
    ("POST", {"content": b"\xff\xfe", "headers": QUERY}, 400, "UTF-8"),
    ("POST", {"content": b"query=%ff", "headers": FORM}, 400, "form"),
    ("POST", {"content": "#" * 100_001, "headers": QUERY}, 413, "100 kB"),
    ("POST", {"content": iter([b"#" * 60_000] * 2), "headers": QUERY}, 413, "100 kB"),
    ("PUT", {"content": SELECT}, 405, "PUT"),
    ("DELETE", {}, 405, "DELETE"),
]


@pytest.mark.parametrize(("method", "request_", "status", "words"), REFUSED)
def test_refusals(client: TestClient, method: str, request_: dict[str, object], status: int, words: str) -> None:
    answer = client.request(method, "/sparql", **request_)  # type: ignore[arg-type]
    assert (answer.status_code, words in answer.text) == (status, True), answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["access-control-allow-origin"] == "*"


def test_preflight(client: TestClient) -> None:
    answer = client.options("/sparql", headers={"origin": "https://a.example", "access-control-request-method": "POST"})
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "access-control-allow-credentials" not in answer.headers

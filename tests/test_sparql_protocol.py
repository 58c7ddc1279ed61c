"""The W3C's tests of the SPARQL 1.1 Protocol for queries, after their descriptions, by raw requests to a real server.

Their graphs are http://kasei.us/2009/09/sparql/data/data1.rdf and so on, each with a statement about itself.
"""

from __future__ import annotations

import http.client
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import KnowledgeGraph
from kg.store import EmbeddedStore
from tests.live import serving

DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
ONE, TWO, THREE = (DATA.format(number) for number in (1, 2, 3))
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
RESULTS = ("application/sparql-results+xml", "application/sparql-results+json")
Fields = list[tuple[str, str]]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server over the graphs of the tests; its queries run in processes."""
    folder = tmp_path_factory.mktemp("w3c") / "store"
    kind, same = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), Literal("in all three")
    quads = []
    for iri in (ONE, TWO, THREE):
        graph = NamedNode(iri)
        quads += [
            Quad(graph, kind, NamedNode("http://xmlns.com/foaf/0.1/Document"), graph),
            Quad(NamedNode("http://example.org/shared"), NamedNode("http://example.org/p"), same, graph),
        ]
    EmbeddedStore.write(folder, quads)
    with serving(KnowledgeGraph.of_store(folder)) as made:
        yield made


class Answer:
    """What came back."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.media_type = response.getheader("content-type", "").partition(";")[0]
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    @property
    def truth(self) -> bool:
        """What an ASK query found."""
        assert self.status == 200, self.body
        assert self.media_type in RESULTS
        if self.media_type == RESULTS[1]:
            return bool(json.loads(self.body)["boolean"])
        return ET.fromstring(self.body).findtext("{http://www.w3.org/2005/sparql-results#}boolean") == "true"


def send(address: str, method: str, query: str = "", body: bytes | str | None = None, **headers: str) -> Answer:
    """Send a request as it is written, with no header but those given."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=60)
    try:
        data = body.encode() if isinstance(body, str) else body
        connection.request(
            method, "/sparql" + query, data, {name.replace("_", "-"): value for name, value in headers.items()}
        )
        return Answer(connection.getresponse())
    finally:
        connection.close()


def by_get(address: str, query: str, dataset: Fields = [], **headers: str) -> Answer:  # noqa: B006 - not changed
    return send(address, "GET", "?" + urlencode([("query", query), *dataset]), **headers)


def by_form(address: str, query: str, dataset: Fields = [], **headers: str) -> Answer:  # noqa: B006 - not changed
    return send(address, "POST", "", urlencode([("query", query), *dataset]), content_type=FORM, **headers)


def directly(address: str, query: str, dataset: Fields = [], **headers: str) -> Answer:  # noqa: B006 - not changed
    return send(address, "POST", "?" + urlencode(dataset), query, content_type=DIRECT, **headers)


WAYS = pytest.mark.parametrize("ask", [by_get, by_form, directly])


def default(*iris: str) -> Fields:
    return [("default-graph-uri", iri) for iri in iris]


def named(*iris: str) -> Fields:
    return [("named-graph-uri", iri) for iri in iris]


def test_query_get(address: str) -> None:
    assert by_get(address, "ASK {}").truth


def test_query_post_form(address: str) -> None:
    assert send(address, "POST", "", "query=ASK%20%7B%7D", content_type=FORM).truth


def test_query_post_direct(address: str) -> None:
    assert send(address, "POST", "", "ASK {}", content_type=DIRECT).truth
    assert send(address, "POST", "", "ASK {}", content_type=f"{DIRECT}; charset=UTF-8").truth


@WAYS
def test_query_dataset_default_graph(address: str, ask: type) -> None:
    assert ask(address, f"ASK {{ <{ONE}> ?p ?o }}", default(ONE)).truth
    assert not ask(address, f"ASK {{ <{ONE}> ?p ?o }}", default(TWO)).truth
    assert not ask(address, "ASK { GRAPH ?g { ?s ?p ?o } }", default(ONE)).truth


@WAYS
def test_query_dataset_default_graphs(address: str, ask: type) -> None:
    assert ask(address, f"ASK {{ <{ONE}> a ?type . <{TWO}> a ?type }}", default(ONE, TWO)).truth
    assert not ask(address, f"ASK {{ <{ONE}> a ?type . <{THREE}> a ?type }}", default(ONE, TWO)).truth


@WAYS
def test_the_default_graph_is_a_set(address: str, ask: type) -> None:
    count = "SELECT (COUNT(*) AS ?n) {from} {{ <http://example.org/shared> ?p ?o }}"
    for answer in (
        ask(address, count.format(**{"from": ""}), default(ONE, TWO, THREE)),
        ask(address, count.format(**{"from": f"FROM <{ONE}> FROM <{TWO}>"})),
        ask(address, count.format(**{"from": ""})),
    ):
        assert [row["n"]["value"] for row in json.loads(answer.body)["results"]["bindings"]] == ["1"]


@WAYS
def test_query_dataset_named_graphs(address: str, ask: type) -> None:
    assert ask(address, "ASK { GRAPH ?g { ?s ?p ?o } }", named(ONE, TWO)).truth
    assert ask(address, f"ASK {{ GRAPH <{TWO}> {{ <{TWO}> a ?type }} }}", named(ONE, TWO)).truth
    assert not ask(address, f"ASK {{ GRAPH ?g {{ <{THREE}> a ?type }} }}", named(ONE, TWO)).truth
    assert not ask(address, "ASK { ?s ?p ?o }", named(ONE, TWO)).truth
    graphs = ask(address, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", named(ONE, TWO))
    assert [row["g"]["value"] for row in json.loads(graphs.body)["results"]["bindings"]] == [ONE, TWO]


@WAYS
def test_query_dataset_full(address: str, ask: type) -> None:
    query = f"""ASK {{ <{THREE}> a ?type
      GRAPH ?g1 {{ <{ONE}> a ?type }} GRAPH ?g2 {{ <{TWO}> a ?type }} }}"""
    assert ask(address, query, [*default(THREE), *named(ONE, TWO)]).truth
    assert not ask(address, query, [*default(ONE), *named(TWO, THREE)]).truth


@WAYS
def test_query_multiple_dataset(address: str, ask: type) -> None:
    query = f"ASK FROM <{THREE}> {{ GRAPH ?g1 {{ <{ONE}> a ?type }} GRAPH ?g2 {{ <{TWO}> a ?type }} }}"
    assert ask(address, query, named(ONE, TWO)).truth
    assert not ask(address, query).truth
    assert not ask(address, f"ASK FROM <{ONE}> {{ <{ONE}> ?p ?o }}", default(TWO)).truth
    assert ask(address, f"ASK FROM <{ONE}> {{ <{ONE}> ?p ?o }}").truth
    assert not ask(address, f"ASK FROM NAMED <{ONE}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", default(ONE)).truth


def test_a_dataset_in_the_query_itself(address: str) -> None:
    prologue = f"BASE <{DATA.format('')}> PREFIX d: <http://kasei.us/2009/09/sparql/data/>"
    for clauses in (
        f"FROM <{ONE}> FROM NAMED <{TWO}>",
        "FROM <data1.rdf> FROM d:data1.rdf FROM NAMED d:data2.rdf",
        f"from<{ONE}># FROM <{THREE}>\nFROM <nothing> FROM\nnamed<data2.rdf>",
    ):
        select = f"{prologue} SELECT ?g {clauses} {{ <{ONE}> a ?type GRAPH ?g {{ ?s a ?type }} }}"
        found = json.loads(by_get(address, select).body)["results"]["bindings"]
        assert [row["g"]["value"] for row in found] == [TWO]
        construct = f"{prologue} CONSTRUCT {{ <{ONE}> ?p ?o }} {clauses} WHERE {{ <{ONE}> ?p ?o }}"
        assert b"Document" in by_get(address, construct).body
        assert not by_get(address, f"{prologue} ASK {clauses} {{ <{THREE}> ?p ?o }}").truth


def test_a_graph_that_there_is_not_is_empty(address: str) -> None:
    assert not by_get(address, "ASK { ?s ?p ?o }", default("http://example.org/nowhere")).truth
    assert by_get(address, "ASK {}", default("no iri")).status == 400


@WAYS
def test_query_content_type_select(address: str, ask: type) -> None:
    answer = ask(address, "SELECT (1 AS ?value) {}")
    assert answer.status == 200
    assert answer.media_type in (*RESULTS, "text/tab-separated-values", "text/csv")


@WAYS
def test_query_content_type_ask(address: str, ask: type) -> None:
    assert ask(address, "ASK {}").media_type in RESULTS


@WAYS
@pytest.mark.parametrize(
    "query", ["DESCRIBE <http://example.org/>", "CONSTRUCT { <s> <p> 1 } WHERE {}"], ids=["describe", "construct"]
)
def test_query_content_type_of_a_graph(address: str, ask: type, query: str) -> None:
    answer = ask(address, query.replace("<s>", "<http://example.org/s>").replace("<p>", "<http://example.org/p>"))
    assert answer.status == 200
    assert answer.media_type in ("application/rdf+xml", "text/turtle", "application/n-triples")


def test_bad_query_method(address: str) -> None:
    answer = send(address, "PUT", "?query=ASK%20%7B%7D")
    assert answer.status == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}


def test_bad_multiple_queries(address: str) -> None:
    twice = [("query", "ASK {}"), ("query", "SELECT * {}")]
    assert send(address, "GET", "?" + urlencode(twice)).status == 400
    assert send(address, "POST", "", urlencode(twice), content_type=FORM).status == 400
    assert send(address, "POST", "?" + urlencode(twice[:1]), urlencode(twice[1:]), content_type=FORM).status == 400
    assert send(address, "POST", "?" + urlencode(twice[:1]), "ASK {}", content_type=DIRECT).status == 400


def test_bad_query_wrong_media_type(address: str) -> None:
    assert send(address, "POST", "", "ASK {}", content_type="text/plain").status == 415
    wrong = "application/x-www-url-form-urlencoded"
    assert send(address, "POST", "", "query=ASK%20%7B%7D", content_type=wrong).status == 415


def test_bad_query_missing_form_type(address: str) -> None:
    assert send(address, "POST", "", "query=ASK%20%7B%7D").status == 415


def test_bad_query_missing_direct_type(address: str) -> None:
    assert send(address, "POST", "", "ASK {}").status == 415


def test_bad_query_non_utf8(address: str) -> None:
    utf16 = "ASK {}".encode("utf-16")
    assert send(address, "POST", "", utf16, content_type=f"{DIRECT}; charset=UTF-16").status == 415
    assert send(address, "POST", "", utf16, content_type=DIRECT).status == 400
    assert send(address, "POST", "", b"query=ASK%20%7B%7D%ff", content_type=FORM).status == 400
    assert send(address, "GET", "?query=ASK%20%7B%7D%20%23%ff").status == 400


@WAYS
def test_bad_query_syntax(address: str, ask: type) -> None:
    answer = ask(address, "ASK {\n  ?s ?p }")
    assert answer.status == 400
    assert b"line 2, column " in answer.body
    assert ask(address, "ASK {").status == 400

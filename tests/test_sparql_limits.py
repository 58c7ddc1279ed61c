"""Answers that are too long are cut to whole rows or triples, and say so; nothing longer is ever made."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, Store, parse, parse_query_results
from starlette.testclient import TestClient

from kg.build import Build
from kg.graph import KnowledgeGraph
from kg.web.app import create_app
from kg.web.sparql.limits import Limits, told_limits
from kg.web.sparql.processes.cutting import written_graph, written_table
from kg.web.sparql.processes.worker import LocalRunner, WorkerPool
from tests.asking import ASK, HTML

ROWS = "SELECT ?s ?o { ?s skos:prefLabel ?o } ORDER BY ?s ?o"
TRIPLES = "CONSTRUCT { ?s skos:prefLabel ?o } WHERE { ?s skos:prefLabel ?o }"
RESULTS = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML, "tsv": QueryResultsFormat.TSV}
GRAPHS = {
    "ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "rdfxml": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD,
    "trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS,
}  # fmt: skip
CUT = re.compile(r'limit="(rows|bytes)", kept=([0-9]+)')


@pytest.fixture(scope="module")
def asking(graph: KnowledgeGraph, built: Build) -> Iterator[Callable[..., TestClient]]:
    """Return a client of an application with some limits."""
    made: dict[Limits, TestClient] = {}

    def client(**limits: Any) -> TestClient:
        chosen = Limits(**limits)
        if chosen not in made:
            made[chosen] = TestClient(create_app(graph, WorkerPool(built.store_path, chosen)))
            made[chosen].__enter__()
        return made[chosen]

    yield client
    for one in made.values():
        one.__exit__(None, None, None)


def _rows(body: bytes, form: str) -> list[tuple[str, ...]]:
    """The rows of a document as a reader of its format finds them."""
    if form == "csv":
        return [tuple(row) for row in csv.reader(io.StringIO(body.decode(), newline=""))][1:]
    found: Any = parse_query_results(body, format=RESULTS[form])
    return [tuple(getattr(term, "value", "") for term in row) for row in found]


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize(("limits", "met"), [({"answer_rows": 7}, "rows"), ({"answer_bytes": 3_000}, "bytes")])
def test_rows_are_cut_whole_and_say_so(
    asking: Callable[..., TestClient], form: str, limits: dict[str, int], met: str
) -> None:
    whole = asking().get("/sparql", params={"query": ROWS, "format": form})
    assert "drama-kg-cut" not in whole.headers
    short = asking(**limits).get("/sparql", params={"query": ROWS, "format": form})
    assert short.status_code == 200
    said = CUT.fullmatch(short.headers["drama-kg-cut"])
    assert said
    rows = _rows(short.content, form)
    assert (said[1], int(said[2])) == (met, len(rows))
    assert rows == _rows(whole.content, form)[: len(rows)]
    assert len(rows) == 7 if met == "rows" else len(rows) > 5
    assert len(short.content) <= 3_100
    assert short.headers["link"] == '</sparql/limits>; rel="help"'
    assert "drama-kg-cut" in short.headers["access-control-expose-headers"].lower()
    if form == "json":
        assert short.json()["head"]["link"] == ["/sparql/limits"]
    if form == "xml":
        link = ET.fromstring(short.content).find(".//{http://www.w3.org/2005/sparql-results#}link")
        assert link is not None
        assert link.get("href") == "/sparql/limits"


@pytest.mark.parametrize("form", list(GRAPHS))
@pytest.mark.parametrize(("limits", "met"), [({"answer_rows": 7}, "rows"), ({"answer_bytes": 5_000}, "bytes")])
def test_triples_are_cut_whole_and_say_so(
    asking: Callable[..., TestClient], form: str, limits: dict[str, int], met: str
) -> None:
    whole = set(map(str, parse(asking().get("/sparql", params={"query": TRIPLES, "format": form}).content,
                               format=GRAPHS[form])))  # fmt: skip
    short = asking(**limits).get("/sparql", params={"query": TRIPLES, "format": form})
    said = CUT.fullmatch(short.headers["drama-kg-cut"])
    assert said
    found = set(map(str, parse(short.content, format=GRAPHS[form])))
    assert (said[1], int(said[2])) == (met, len(found))
    assert found < whole
    assert len(found) == 7 if met == "rows" else len(found) > 5
    assert len(short.content) <= 5_000
    if form != "jsonld":
        assert f"cut to the first {len(found):,}: an answer has at most" in short.text


@pytest.mark.parametrize("query", [ROWS + " LIMIT 7", TRIPLES + " LIMIT 7", ASK, "SELECT * { VALUES () { () () } }"])
@pytest.mark.parametrize("form", ["json", "xml"])
def test_what_just_fits_is_whole(asking: Callable[..., TestClient], query: str, form: str) -> None:
    answer = asking(answer_rows=7).get("/sparql", params={"query": query, "format": form})
    assert answer.status_code == 200
    assert "drama-kg-cut" not in answer.headers
    assert "link" not in answer.headers


TRICKY = """SELECT ?a ?b { VALUES (?a ?b) {
  ("},{" "]}}") ("\\"},{\\"" UNDEF) (UNDEF UNDEF) ("a\\nb" "</result><result>") ("a,\\"b\\"\\r\\nc" "\\t") (UNDEF "{}")
  (<http://example.org/},{> "\\\\") ("\\\\\\"" "},{\\\\") ("행\\n렬" 1.5) (true "x"@ko) } }"""


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("most", range(1, 11))
def test_what_looks_like_the_end_of_a_row_is_none(form: str, most: int) -> None:
    query = TRICKY.replace("<http://example.org/},{>", "<http://example.org/x>")
    whole, nothing = written_table(Store().query(query), form, Limits())  # type: ignore[arg-type]
    assert nothing is None
    rows = _rows(whole, form)
    assert len(rows) == 10
    body, cut = written_table(Store().query(query), form, Limits(answer_rows=most))  # type: ignore[arg-type]
    assert (cut is None) == (most == 10)
    assert _rows(body, form) == rows[:most]
    for size in range(len(whole), 0, -7):
        body, cut = written_table(Store().query(query), form, Limits(answer_bytes=size))  # type: ignore[arg-type]
        assert _rows(body, form) == rows[: cut.kept if cut else 10]


def test_the_engine_is_stopped_at_the_limit() -> None:
    store = Store()
    store.load(b"\n".join(b"<urn:s%d> <urn:p> <urn:o%d> ." % (n, n) for n in range(300)), format=RdfFormat.N_TRIPLES)
    endless = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"  # eight thousand million rows
    for limits, kept in ((Limits(answer_rows=5_000), 5_000), (Limits(answer_bytes=500_000), 2_000)):
        for form in ("json", "xml", "csv", "tsv"):
            body, cut = written_table(store.query(f"SELECT * {endless}"), form, limits)  # type: ignore[arg-type]
            assert cut is not None
            assert kept / 3 <= cut.kept <= kept * 3
            assert len(body) <= limits.answer_bytes
    pairs = "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }"
    for limits in (Limits(answer_rows=5_000), Limits(answer_bytes=100_000)):
        body, cut = written_graph(store.query(pairs), "nt", limits)  # type: ignore[arg-type]
        assert cut is not None
        assert len(body) <= 200_000


def test_one_row_that_is_too_long_is_none(asking: Callable[..., TestClient]) -> None:
    query = f'SELECT (CONCAT({", ".join(["?x"] * 100)}) AS ?z) {{ BIND("{"ab" * 50}" AS ?x) }}'
    answer = asking(answer_bytes=3_000).get("/sparql", params={"query": query})
    assert answer.headers["drama-kg-cut"] == 'limit="bytes", kept=0'
    assert answer.json() == {"head": {"link": ["/sparql/limits"], "vars": ["z"]}, "results": {"bindings": []}}


def test_the_page_says_it_too(asking: Callable[..., TestClient]) -> None:
    for limits in ({"answer_rows": 7}, {"answer_bytes": 3_000}):
        for query in (ROWS, TRIPLES):
            page = asking(**limits).get("/sparql?lang=en", params={"query": query, "lang": "en"}, headers=HTML)
            assert "The answer was cut here" in page.text
            assert 'href="/sparql/limits' in page.text
            assert "drama-kg-cut" in page.headers
    assert "cut here" not in asking().get("/sparql", params={"query": ASK, "lang": "en"}, headers=HTML).text


def test_the_limits_are_told(asking: Callable[..., TestClient]) -> None:
    client = asking(answer_rows=7)
    told = client.get("/sparql/limits", headers={"accept": "application/json"}).json()
    assert told["answer_rows"]["value"] == 7
    assert told["query_seconds"] == {"value": 10.0, "unit": "seconds", "means": told["query_seconds"]["means"]}
    assert list(told) == [name for name, *_ in told_limits(Limits())]
    for lang, words in (("en", "Rows or triples of an answer"), ("ko", "결과의 행 또는 트리플 수")):
        page = client.get(f"/sparql/limits?lang={lang}", headers=HTML).text
        assert words in page
        assert "<td>7</td>" in page
    assert client.head("/sparql/limits").status_code == 200
    assert client.app.state.limits.answer_rows == 7  # type: ignore[attr-defined]


def test_a_request_that_is_too_long(asking: Callable[..., TestClient]) -> None:
    client = asking(request_bytes=500)
    for content in ("#" * 501 + "\nASK {}", iter([b"#" * 300] * 2)):
        answer = client.post("/sparql", content=content, headers={"content-type": "application/sparql-query"})
        assert (answer.status_code, "500 bytes" in answer.text) == (413, True)


def test_a_graph_in_memory_keeps_them_too(graph: KnowledgeGraph) -> None:
    local = KnowledgeGraph(graph.store, graph.ontology)
    with TestClient(create_app(local, LocalRunner(local, Limits(answer_rows=3)))) as client:
        answer = client.get("/sparql", params={"query": ROWS})
        assert answer.headers["drama-kg-cut"] == 'limit="rows", kept=3'
        assert len(json.loads(answer.content)["results"]["bindings"]) == 3

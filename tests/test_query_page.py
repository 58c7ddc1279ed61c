"""The page of a query by hand: what it says without scripts, and how little it lets through."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from kg.graph import KnowledgeGraph
from tests.asking import CONSTRUCT, HTML, SELECT


def test_the_example_counts_every_relationship_once(client: TestClient, graph: KnowledgeGraph) -> None:
    from kg.web.sparql.pages.examples import EXAMPLES

    found = client.get("/sparql", params={"query": EXAMPLES["example_ties"], "format": "json"}).json()
    counts = [int(row["how_many"]["value"]) for row in found["results"]["bindings"]]
    assert sum(counts) == sum(len(graph.drama(slug, at="end").phases) for slug in ("soundtrack-1", "soundtrack-2"))


@pytest.mark.parametrize(
    ("lang", "limits"),
    [
        ("en", "may run 10 seconds and have 100 kB, its answer 100,000 rows and 10 MB"),
        ("ko", "10초, 100 kB까지, 결과는 100,000행, 10 MB까지"),
    ],
)
def test_query_page_says_its_limits(client: TestClient, lang: str, limits: str) -> None:
    page = client.get(f"/sparql?lang={lang}", headers=HTML).text
    assert limits in page
    assert "format=csv" in page


def test_query_page_without_scripts(client: TestClient) -> None:
    empty = client.get("/sparql?lang=en", headers=HTML).text
    assert '<form class="ask" method="get" action="/sparql"' in empty
    assert "<textarea" in empty
    answered = client.get("/sparql", params={"query": SELECT}, headers=HTML).text
    assert "<td>Soundtrack #1</td>" in answered
    assert "format=csv" in answered
    linked = client.get("/sparql", params={"query": "SELECT ?c { ?c dkg:characterIn ?d }"}, headers=HTML).text
    assert 'href="/character/soundtrack-1/eunsoo?at=end"' in linked
    assert "<strong" not in client.get("/sparql", params={"query": CONSTRUCT}, headers=HTML).text
    wrong = client.get("/sparql", params={"query": "SELECT * {"}, headers=HTML)
    assert wrong.status_code == 400
    assert "line 1, column" in wrong.text
    assert "SELECT * {</textarea>" in wrong.text


def test_query_page_cuts_and_says_so(client: TestClient) -> None:
    page = client.get("/sparql", params={"query": "SELECT ?s { ?s ?p ?o }"}, headers=HTML).text
    assert page.count("<tr>") == 1001
    assert "The first 1,000 of" in page


def test_query_page_escapes(client: TestClient) -> None:
    query = 'SELECT ("<script>alert(1)</script>" AS ?x) (<javascript:alert(1)> AS ?y) {} #</textarea><script>'
    page = client.get("/sparql", params={"query": query}, headers=HTML).text
    assert "<script>alert" not in page
    assert "</textarea><script>" not in page
    assert 'href="javascript:' not in page

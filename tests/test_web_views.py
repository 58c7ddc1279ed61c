"""How far a client is: `/sparql` with a viewpoint, and every way around it that anybody thought of."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from starlette.testclient import TestClient

from kg.vocab import DKG, GRAPH_BASE, ID_BASE, VIEW_BASE

VIEW = VIEW_BASE + "soundtrack-1=2"
LATE = GRAPH_BASE + "soundtrack-1/hallyu-soundtrack-1/7"
LOVE = "ASK { ?a dkg:loverOf ?b . ?a skos:prefLabel 'Lee Eun Soo'@en }"
LATE_BEAT = f"{ID_BASE}drama/soundtrack-1/beat/7"
HTML = {"accept": "text/html,application/xhtml+xml"}


def holds(answer: httpx2.Response) -> bool:
    assert answer.status_code == 200, answer.text
    return bool(answer.json()["boolean"])


@pytest.mark.parametrize(
    ("fields", "seen"),
    [
        ({}, True),
        ({"at": "soundtrack-1=end"}, True),
        ({"at": "*=end"}, True),
        ({"at": ["soundtrack-1=end", "soundtrack-2=2"]}, True),
        ({"at": "soundtrack-2=2;soundtrack-1=end"}, True),
        ({"default-graph-uri": VIEW_BASE + "soundtrack-1=end"}, True),
        ({"at": "soundtrack-1=2"}, False),
        ({"at": " soundtrack-1=2 "}, False),
        ({"at": "Soundtrack #1=2"}, False),
        ({"at": "soundtrack-2=end"}, False),
        ({"spoiler-free": "1"}, False),
        ({"spoiler-free": "yes"}, False),
        ({"spoiler-free": ""}, False),  # as a bare flag comes
        ({"spoiler-free": ["0", "1"]}, False),
        ({"default-graph-uri": VIEW}, False),
        ({"named-graph-uri": VIEW}, False),
        ({"default-graph-uri": VIEW, "named-graph-uri": VIEW}, False),
        ({"default-graph-uri": VIEW_BASE + "premise"}, False),
        ({"at": "soundtrack-1=2", "default-graph-uri": LATE}, False),
        ({"at": "soundtrack-1=2", "default-graph-uri": GRAPH_BASE + "inferred"}, False),
        ({"at": "soundtrack-1=2", "named-graph-uri": [LATE, GRAPH_BASE + "inferred"]}, False),
        ({"default-graph-uri": VIEW.replace("https", "HTTPS")}, False),  # a graph that there is not
    ],
)
def test_a_viewpoint_by_get_and_by_post(client: TestClient, fields: dict[str, Any], seen: bool) -> None:
    assert holds(client.get("/sparql?" + urlencode({"query": LOVE, **fields}, doseq=True))) is seen
    assert holds(client.post("/sparql", data={"query": LOVE, **fields})) is seen
    body = {"content": LOVE, "headers": {"content-type": "application/sparql-query"}}
    assert holds(client.post("/sparql?" + urlencode(fields, doseq=True), **body)) is seen
    # The endpoint as somebody set it up once: its address has the viewpoint, and long queries are posted to it.
    assert holds(client.post("/sparql?" + urlencode(fields, doseq=True), data={"query": LOVE})) is seen


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"at": "soundtrack-1"}, "is no viewpoint: write DRAMA=BEAT"),
        ({"at": "soundtrack-1=99"}, "there is no beat 99"),
        ({"at": "*=0"}, "there is no beat 0"),
        ({"at": "soundtrack-9=1"}, "no drama is called 'soundtrack-9'"),
        ({"at": "soundtrack-1%3D2"}, "is no viewpoint"),
        ({"at": ["soundtrack-1=2", "soundtrack-1=end"]}, "named twice"),
        ({"at": ["soundtrack-1=2", "Soundtrack #1=end"]}, "named twice"),
        ({"at": "soundtrack-1=2", "default-graph-uri": VIEW_BASE + "soundtrack-1=end"}, "a query has one view"),
        ({"default-graph-uri": [VIEW_BASE + "premise", VIEW_BASE + "soundtrack-1=end"]}, "a query has one view"),
        ({"at": ""}, "'at' is empty: say DRAMA=BEAT"),
        ({"at": " "}, "'at' is empty: say DRAMA=BEAT"),
        ({"at": "soundtrack-1=2", "spoiler-free": "1"}, "leave it out to say more"),
        ({"default-graph-uri": VIEW_BASE}, "is no viewpoint"),
        ({"default-graph-uri": VIEW_BASE + "premise;soundtrack-1=2"}, "'premise' is no viewpoint"),
        ({"default-graph-uri": VIEW_BASE + "soundtrack-1%3D2"}, "is no viewpoint"),
    ],
)
def test_what_is_no_viewpoint_is_said_in_words(client: TestClient, fields: dict[str, Any], words: str) -> None:
    for answer in (
        client.get("/sparql?" + urlencode({"query": LOVE, **fields}, doseq=True)),
        client.post("/sparql", data={"query": LOVE, **fields}),
    ):
        assert answer.status_code == 400
        assert words in answer.text


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * FROM <{LATE}> {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <{LATE}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        f"SELECT * {{ GRAPH <{LATE}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STR(?g) = '{LATE}') }}",
        f"SELECT * {{ ?g dkg:revealedAt <{LATE_BEAT}> }}",
        f"SELECT * {{ <{LATE_BEAT}> ?p ?o }}",
        f"SELECT * {{ ?s ?p <{LATE_BEAT}> }}",
        f"SELECT * {{ ?s !dkg:x <{LATE_BEAT}> }}",
        f"SELECT * {{ <{ID_BASE}drama/soundtrack-1/alias/jennifer> (dkg:denotes|!dkg:x) ?who . ?who a dkg:Character }}",
        f"SELECT * {{ <{ID_BASE}drama/soundtrack-1/character/eunsoo> (dkg:loverOf|^dkg:loverOf)+ ?x }}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("fields", [{"at": "soundtrack-1=2"}, {"default-graph-uri": VIEW}])
def test_no_query_reaches_further(client: TestClient, query: str, fields: dict[str, str]) -> None:
    answer = client.get("/sparql", params={"query": query, **fields})
    assert answer.status_code == 200
    assert answer.json()["results"]["bindings"] == []


def test_describe_tells_no_more_than_is_told(client: TestClient) -> None:
    query = {"query": f"DESCRIBE <{ID_BASE}drama/soundtrack-1/character/seonwoo>", "format": "nt"}
    everything = set(client.get("/sparql", params=query).text.splitlines())
    early = set(client.get("/sparql", params={**query, "at": "soundtrack-1=2"}).text.splitlines())
    assert early < everything
    assert any("loverOf" in line for line in everything)
    assert not any("loverOf" in line for line in early)


def test_a_view_has_its_own_inferred_graph(client: TestClient) -> None:
    def inferred(**fields: str) -> set[str]:
        found = client.get("/sparql", params={"query": "CONSTRUCT { ?s ?p ?o } { GRAPH graph:inferred { ?s ?p ?o } }",
                                              "format": "nt", **fields})  # fmt: skip
        return set(found.text.splitlines())

    early, later, everything = inferred(at="soundtrack-1=2"), inferred(at="soundtrack-1=4"), inferred(at="*=end")
    assert set() < early < later < everything == inferred()


def test_answers_of_one_viewpoint_are_not_given_to_another(client: TestClient) -> None:
    wanted = [("soundtrack-1=2", False), ("soundtrack-1=end", True), ("soundtrack-1=2", False), ("*=end", True)]
    assert [holds(client.get("/sparql", params={"query": LOVE, "at": at})) for at, _ in wanted] == [
        s for _, s in wanted
    ]
    answer = client.get("/sparql", params={"query": LOVE, "at": "*=end"})
    assert answer.headers["cache-control"] == "no-cache"
    tags = {client.get("/sparql", params={"query": LOVE, "at": at}).headers["etag"] for at, _ in wanted}
    assert len(tags) == 3


def test_pages_of_one_beat_are_not_given_at_another(client: TestClient) -> None:
    late = "/drama/soundtrack-1?at=end"
    early = [client.get(f"/drama/soundtrack-1?{query}").text for query in ("at=2", "at=2&at=2", "at=2&x=end", "at=02")]
    assert client.get(late).text not in early
    assert client.get("/drama/soundtrack-1?at=2").text == early[0]
    assert all('aria-current="step"' in page for page in early)


def test_an_ordinary_client_names_the_view_in_place_of_a_graph(server: str) -> None:
    question = f"PREFIX dkg: <{DKG.base}> SELECT ?b {{ ?a dkg:loverOf ?b . FILTER(CONTAINS(STR(?a), 'eunsoo')) }}"
    for method in ("GET", "POST", "POST_FORM"):
        store = SPARQLStore(f"{server}/sparql", method=method, returnFormat="json")
        found = {
            view: len(store.query(question, queryGraph=VIEW_BASE + view))
            for view in ("soundtrack-1=2", "soundtrack-1=end")
        }
        assert found["soundtrack-1=2"] == 0 < found["soundtrack-1=end"]


def test_the_page_keeps_and_says_how_far_somebody_is(client: TestClient) -> None:
    page = client.get("/sparql", params={"query": "SELECT ?x { ?x a dkg:Drama }", "at": "soundtrack-1=2"}, headers=HTML)
    assert 'name="at" value="soundtrack-1=2"' in page.text
    assert "Shown as told by soundtrack-1=2; of every other drama, only the premise." in page.text
    assert page.text.count("at=soundtrack-1%3D2") >= 4 + 4  # downloads and examples
    free = client.get("/sparql", params={"query": "SELECT ?x { ?x a dkg:Drama }", "spoiler-free": "1"}, headers=HTML)
    assert 'name="spoiler-free" value="1" checked' in free.text
    assert "spoiler-free=1&amp;format=csv" in free.text
    everything = client.get("/sparql", headers=HTML)
    assert "Everything is shown" in everything.text
    assert '<option value="soundtrack-1=2">' in everything.text
    assert "어디까지 보셨나요?" in client.get("/sparql?lang=ko", headers=HTML).text


def test_a_viewpoint_in_the_page_is_escaped(client: TestClient) -> None:
    page = client.get("/sparql", params={"query": "ASK {}", "at": '"><script>alert(1)</script>=2'}, headers=HTML)
    assert page.status_code == 400
    assert "<script>alert" not in page.text


def test_a_view_named_in_the_query_itself_is_refused_in_words(client: TestClient) -> None:
    query = f"SELECT * FROM <{VIEW_BASE}soundtrack-1=end> {{ ?s ?p ?o }}"
    answer = client.get("/sparql", params={"query": query})
    assert answer.status_code == 400
    assert "default-graph-uri" in answer.text

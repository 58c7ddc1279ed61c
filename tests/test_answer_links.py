"""Where the things of an answer lead: each to its page, told as far as the answer is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from kg.graph import KnowledgeGraph
from kg.web.app import create_app

# A thing of each kind that an answer may name: of a drama, of none, a graph, and terms.
EVERY_KIND = """SELECT (MIN(?one) AS ?thing) {
  { ?one a ?kind FILTER(STRSTARTS(STR(?one), "https://w3id.org/drama-kg/id/")) }
  UNION { GRAPH ?one { ?s ?p ?o } BIND(IF(CONTAINS(STR(?one), "beats"), "beat", "other") AS ?kind) }
  UNION { VALUES (?one ?kind) { (dkg:Mentoring 1) (dkg:mentorOf 2) (<https://schema.org/Person> 3) } }
} GROUP BY ?kind"""


@pytest.fixture(scope="module")
def client(graph: KnowledgeGraph) -> Iterator[TestClient]:
    with TestClient(create_app(graph), headers={"accept": "text/html", "accept-language": "en"}) as made:
        yield made


def cells(page: str) -> list[str]:
    """The addresses that the cells of an answer lead to."""
    table = page[page.index("<table") : page.index("</table>")]
    return [html.unescape(found) for found in re.findall(r'<td[^>]*><a href="([^"]+)"', table)]


@pytest.mark.parametrize(
    ("asking", "lang"),
    [
        ({}, None),
        ({"spoiler-free": "1"}, "ko"),
        ({"at": "soundtrack-1=2"}, None),
        ({"at": "Soundtrack #1=2;*=end"}, "ko"),
    ],
)
def test_each_thing_of_an_answer_has_its_page(client: TestClient, asking: dict[str, str], lang: str | None) -> None:
    fields = {**asking, **({"lang": lang} if lang else {}), "query": EVERY_KIND}
    found = cells(client.get("/sparql", params=fields).text)
    paths = {urlsplit(address).path for address in found}
    for kind in ("/drama/", "/theme/", "/person/", "/id/source/", "/graph/", "/ontology"):
        assert any(path.startswith(kind) for path in paths), (kind, paths)
    assert {address for address in found if not address.startswith("/")} == {"https://schema.org/Person"}
    for address in found:
        if address.startswith("/"):
            assert client.get(address).status_code == 200, address
            assert parse_qs(urlsplit(address).query).get("lang") == ([lang] if lang else None)


def test_a_link_is_told_as_far_as_its_answer(client: TestClient) -> None:
    query = """SELECT DISTINCT ?a ?b ?phase {
      ?a dkg:characterIn <https://w3id.org/drama-kg/id/drama/soundtrack-1> ; dkg:playedBy ?b .
      ?phase a dkg:Mentoring ; dkg:party ?a
    }"""

    def told(**asking: str) -> set[tuple[str, str | None]]:
        parts = [urlsplit(address) for address in cells(client.get("/sparql", params={**asking, "query": query}).text)]
        kinds = {"relationship": "phase", "person": "person"}
        return {
            (next((kinds[name] for name in kinds if f"/{name}/" in part.path), "character"), at[0] if at else None)
            for part in parts
            for at in [parse_qs(part.query).get("at")]
        }

    assert told() == {("character", "end"), ("person", "end"), ("phase", "end")}
    assert told(at="soundtrack-1=2") == {("character", "2"), ("person", "soundtrack-1=2"), ("phase", "2")}
    assert told(at="Soundtrack #1=2") == told(at="soundtrack-1=2"), "a drama may be named as people name it"


def test_the_answers_of_the_catalogue_lead_on_too(client: TestClient) -> None:
    page = client.get("/queries/cast", params={"drama": "soundtrack-1", "lang": "ko"}).text
    found = cells(page)
    assert any(address.startswith("/person/") for address in found), found
    for address in found:
        assert parse_qs(urlsplit(address).query)["lang"] == ["ko"]
        assert client.get(address).status_code == 200
    end = cells(client.get("/queries/cast", params={"drama": "soundtrack-1", "at": "*=end"}).text)
    assert {parse_qs(urlsplit(address).query)["at"][0] for address in end} == {"end"}

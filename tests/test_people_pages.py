"""The pages of people and characters, the ways between people, and a drama by chance."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from kg.graph import KnowledgeGraph
from kg.web.app import create_app

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def client(graph: KnowledgeGraph) -> Iterator[TestClient]:
    with TestClient(create_app(graph), headers={"accept-language": "en"}, follow_redirects=False) as made:
        yield made


def text_of(page: str) -> str:
    """What stands on a page, without its elements."""
    bare = re.sub(r"<script.*?</script>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def links_in(page: str) -> set[str]:
    return {html.unescape(address) for address in re.findall(r'href="([^"]+)"', page)}


def asked_rows(client: TestClient, page: str, words: str) -> list[dict[str, Any]]:
    """The rows of the query that a page links to by these words."""
    found = re.search(rf'<p class="sparql-links">(?:(?!</p>).)*?<a href="([^"]+)">{re.escape(words)}</a>', page, re.S)
    assert found, words
    answer = client.get(html.unescape(found[1]), headers={"accept": "application/sparql-results+json"})
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()["results"]["bindings"]
    return rows


def slugs(rows: list[dict[str, Any]], column: str) -> set[str]:
    return {row[column]["value"].rsplit("/", 1)[-1] for row in rows if column in row}


def test_a_person_with_parts_and_companions(client: TestClient, graph: KnowledgeGraph) -> None:
    page = client.get("/person/park-hoon?at=*=end&lang=en").text
    found = graph.actor("park-hoon", seen=["*=end"])
    links = links_in(page)
    assert {
        f"/character/{one.drama.slug}/{part.slug}?at=end&lang=en" for one in found.roles for part in one.characters
    } <= links
    assert {f"/person/{one.person.slug}?at=end&lang=en" for one in found.co_stars} <= links
    assert "박훈" in text_of(page)
    assert 'rel="noopener noreferrer nofollow">mydramalist.com</a>' in page
    assert 'name="from" value="park-hoon"' in page
    assert "/id/person/park-hoon?at=end&lang=en" in links
    assert slugs(asked_rows(client, page, "dramas and roles"), "drama") == {one.drama.slug for one in found.roles}
    assert slugs(asked_rows(client, page, "who plays beside them"), "other") == {
        one.person.slug for one in found.co_stars
    }
    document = client.get("/person/park-hoon.json?at=end").json()
    assert document["co_stars"] == found.to_dict()["co_stars"]
    assert any("mydramalist" in source["iri"] for source in document["sources"])

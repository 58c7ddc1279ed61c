"""Links of dramas, characters and people lead somewhere: halfway and at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

import pytest
from starlette.testclient import TestClient

from kg.graph import KnowledgeGraph
from kg.web.app import create_app
from kg.web.sparql.processes.worker import LocalRunner

SOUNDTRACKS = ("soundtrack-1", "soundtrack-2")
# Addresses within a page: links, and those that the chart carries as data.
_LINKED = re.compile(r'(?:href|action)="(/[^"#]*)|"(?:href|why|actor_href)":\s*"(/[^"#]*)')


@pytest.fixture(scope="module")
def client(graph: KnowledgeGraph) -> Iterator[TestClient]:
    with TestClient(create_app(graph, LocalRunner(graph))) as found:
        yield found


def addresses(text: str) -> set[str]:
    """The addresses of dramas, characters, people and reasons that a page leads to."""
    plain = unescape(text.replace("\\u0026", "&"))  # as JSON within a page has it
    found = {next(filter(None, match.groups())) for match in _LINKED.finditer(plain)}
    return {one for one in found if one.startswith(("/drama/", "/character/", "/person/"))}


def pages_of(graph: KnowledgeGraph, slug: str) -> Iterable[str]:
    """The pages of a drama, of its characters and of whoever plays them, halfway and at the end."""
    last = graph.drama(slug).last
    for at in (last // 2, last):
        drama = graph.drama(slug, at=at)
        yield f"/drama/{slug}?at={at}&lang=en"
        yield from (f"/character/{slug}/{row.slug}?at={at}&lang=en" for row in drama.characters)
        people = {iri.rsplit("/", 1)[-1] for row in drama.characters for iri, _ in row.actors}
        yield from (f"/person/{person}?at={slug}={at}&lang=en" for person in sorted(people))


@pytest.mark.parametrize("slug", SOUNDTRACKS)
def test_every_link_leads_somewhere(client: TestClient, graph: KnowledgeGraph, slug: str) -> None:
    leading: dict[str, str] = {}
    for page in pages_of(graph, slug):
        answer = client.get(page)
        assert answer.status_code == 200, page
        for address in addresses(answer.text):
            leading.setdefault(address, page)
    assert sum("/why?" in address for address in leading) > 50
    assert sum("/character/" in address for address in leading) > 50
    lost = {address: page for address, page in leading.items() if client.get(address).status_code >= 400}
    assert lost == {}

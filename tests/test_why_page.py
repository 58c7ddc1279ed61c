"""The page that answers "why?": by what the reader may see, escaped, in every form."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from kg.graph import KnowledgeGraph
from kg.web.app import create_app
from kg.web.sparql.processes.worker import LocalRunner

WHY = "/drama/soundtrack-1/why"
MENTOR = {"s": "wooil", "p": "mentorOf", "o": "eunsoo", "at": "2", "lang": "en"}


@pytest.fixture(scope="module")
def client(graph: KnowledgeGraph) -> Iterator[TestClient]:
    with TestClient(create_app(graph, LocalRunner(graph))) as found:
        yield found


def test_an_edge_is_explained_in_words_and_as_a_picture(client: TestClient) -> None:
    answer = client.get(WHY, params=MENTOR)
    assert answer.status_code == 200
    for part in ("Why is that so?", "“mentor of” is “mentor in”, then “mentee”", "Told by 3 sources", "Hallyu Reviews"):
        assert part in answer.text
    assert "멘토로서 맺은 관계" in client.get(WHY, params={**MENTOR, "lang": "ko"}).text


def test_other_forms(client: TestClient) -> None:
    turtle = client.get(WHY, params={**MENTOR, "format": "ttl"})
    assert turtle.headers["content-type"].startswith("text/turtle")
    assert "prov:wasGeneratedBy" in turtle.text
    assert client.get(WHY, params={**MENTOR, "format": "json"}).json()["proofs"][0]["rule"] == "prp-spo2"
    assert client.get(WHY, params={**MENTOR, "format": "exe"}).status_code == 400


@pytest.mark.parametrize("beat", range(1, 7))
def test_nothing_of_a_later_step_is_used_or_named(client: TestClient, beat: int) -> None:
    love = {"s": "seonwoo", "p": "loverOf", "o": "eunsoo", "at": str(beat), "lang": "en"}
    assert client.get(WHY, params=love).status_code == 404
    tie = client.get(WHY, params={**love, "p": "tiedTo", "format": "json"}).text
    assert "relationship/couple>" not in tie
    assert all(f'"beat": {later}' not in tie for later in range(beat + 1, 8))


def test_at_the_end_it_is(client: TestClient) -> None:
    love = {"s": "seonwoo", "p": "loverOf", "o": "eunsoo", "at": "end", "lang": "en"}
    assert client.get(WHY, params=love).status_code == 200


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 400),
        ({"s": "wooil", "p": "mentorOf"}, 400),
        ({**MENTOR, "s": "x" * 301}, 400),
        ({**MENTOR, "at": "99"}, 400),
        ({**MENTOR, "s": "nobody"}, 404),
        ({**MENTOR, "p": "mentroOf"}, 404),
        ({**MENTOR, "s": "<script>alert(1)</script>"}, 404),
        ({**MENTOR, "s": "http://[x"}, 404),
        ({**MENTOR, "o": "id:drama/soundtrack-2/character/suho"}, 404),
    ],
)
def test_what_cannot_be_explained(client: TestClient, fields: dict[str, str], status: int) -> None:
    answer = client.get(WHY, params=fields)
    assert answer.status_code == status
    assert "<script>alert" not in answer.text
    assert "Traceback" not in answer.text


def test_every_relationship_of_the_page_leads_to_its_reason(client: TestClient) -> None:
    import re
    from html import unescape

    for beat in (1, 4, 7):
        text = client.get(f"/drama/soundtrack-1?at={beat}&lang=en").text
        links = [unescape(link) for link in re.findall(r'href="(/drama/soundtrack-1/why[^"]*)"', text)]
        assert len(links) > 4
        for link in links:
            assert client.get(link).status_code == 200, link

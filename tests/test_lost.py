"""Who has lost the way is asked in their own words, and led on without being told more."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from kg.graph import KnowledgeGraph
from kg.web.app import create_app
from tests.asking import HTML


@pytest.fixture(scope="module")
def client(graph: KnowledgeGraph) -> Iterator[TestClient]:
    with TestClient(create_app(graph), headers={"accept-language": "en"}, follow_redirects=False) as made:
        yield made


def chips(page: str) -> list[tuple[str, str]]:
    """What is offered: addresses and words."""
    lists = re.findall(r'<ul class="chips">(.*?)</ul>', page.partition("<main")[2], re.S)
    found = (re.findall(r'<a href="([^"]*)">([^<]*)</a>', one) for one in lists)
    return [(html.unescape(to), html.unescape(words)) for one in found for to, words in one]


@pytest.mark.parametrize(("lang", "asks"), [("en", "fits more than one person"), ("ko", "맞는 사람이 여럿입니다")])
def test_both_ends_are_asked_about_with_names(client: TestClient, lang: str, asks: str) -> None:
    asked = {"from": "Jeon Hye Jin", "to": "Jeon Hye Jin", "through": "all", "at": "soundtrack-1=2", "lang": lang}
    answer = client.get("/path", params=asked, headers=HTML)
    assert answer.status_code == 300
    assert answer.text.count(asks) == 2
    offered = chips(answer.text)
    assert len(offered) == len({(urlsplit(to).query, words) for to, words in offered}) == 4
    for place, (to, words) in enumerate(offered):
        end = "from" if place < 2 else "to"
        fields = {name: values[0] for name, values in parse_qs(urlsplit(to).query).items()}
        assert fields == {**asked, end: fields[end]}, "all else of the address is kept"
        assert fields[end].startswith("jeon-hye-jin")
        assert fields[end] not in words or "–" in words, "people are named, not their slugs"
    assert len({words for _, words in offered}) == 2, "each can be told from the other"
    alone = client.get("/person/Jeon Hye Jin", params={"lang": lang, "at": "soundtrack-1=2"}, headers=HTML)
    assert (alone.status_code, len(chips(alone.text))) == (300, 2)
    assert "jeon-hye-jin" not in re.sub(r"<[^>]*>", " ", alone.text.partition("<main")[2]).replace("– jeon", "")


def test_what_is_wrong_with_both_ends_is_said(client: TestClient) -> None:
    answer = client.get("/path?from=Jeon+Hye+Jin&to=nobody-at-all", headers=HTML)
    assert answer.status_code == 404
    assert "fits more than one person" in answer.text
    assert "there is no person “nobody-at-all”" in html.unescape(answer.text)
    document = client.get(
        "/path.json?from=Jeon+Hye+Jin&to=nobody-at-all", headers={"accept": "application/json"}
    ).json()
    assert "jeon-hye-jin-1976" in document["error"], "a program gets slugs"


def test_nobody_is_invited_to_what_is_told_later(client: TestClient) -> None:
    untold, nobody = (client.get(f"/person/{name}", headers=HTML) for name in ("kim-joo-hun", "x"))
    assert nobody.status_code == 404
    assert "at=end" not in nobody.text.partition("<main")[2]
    if untold.status_code == 404:
        assert untold.text.replace("kim-joo-hun", "x") == nobody.text


@pytest.mark.parametrize("at", ["soundtrack-1=end;soundtrack-1=1", "soundtrack-1=1;soundtrack-1=end"])
def test_of_a_drama_named_twice_the_earlier_step_counts(client: TestClient, at: str) -> None:
    assert client.get("/search.json", params={"q": "Jennifer", "at": at}).json()["hits"] == []


KOREAN = (
    "/person/x", "/person/park-hyung-sik?at=foo", "/search?q=a&at=foo", "/search?q=a&kind=foo", "/search?q=a&most=x",
    "/character/soundtrack-1/nobody", "/character/soundtrack-1/eunsoo?at=foo", "/theme/x", "/drama/x",
    "/drama/soundtrack-1?at=99", "/drama/soundtrack-1/why?s=x&p=y&o=z", "/person/park-hyung-sik?at=x=2", "/static/x",
    "/path?from=a&to=b&through=x", "/path?from=&to=kim", "/queries/cast?dram=x",
)  # fmt: skip


@pytest.mark.parametrize("address", KOREAN)
def test_what_is_wrong_is_said_in_korean(client: TestClient, address: str) -> None:
    page = client.get(address, headers={**HTML, "accept-language": "ko"}).text.partition("<main")[2]
    said = re.findall(r'<(?:p|div)[^>]*class="(?:problem-text|left-out|field-why|wrong)"[^>]*>(.*?)</', page, re.S)
    assert said
    assert all(re.search("[가-힣]", text) for text in said), said


def test_what_browsers_and_crawlers_ask_for(client: TestClient) -> None:
    icon, robots = client.get("/favicon.ico"), client.get("/robots.txt")
    assert (icon.status_code, icon.headers["content-type"]) == (200, "image/x-icon")
    assert icon.content[:4] == b"\x00\x00\x01\x00"
    assert len(icon.content) < 4000
    assert robots.headers["content-type"].startswith("text/plain")
    assert "Disallow: /*?at=" in robots.text
    linked = re.search(r'<link rel="icon" type="image/svg\+xml" href="([^"]*)">', client.get("/").text)
    assert linked
    assert client.get(linked[1]).headers["content-type"] == "image/svg+xml"

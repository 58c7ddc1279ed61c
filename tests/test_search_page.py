"""The search as a page and as data: what is found, what is said where nothing is, and what is never told."""

from __future__ import annotations

import re
import threading
from html import unescape
from pathlib import Path
from typing import cast

import pytest
from starlette.testclient import TestClient

from kg.build import build
from kg.graph import KnowledgeGraph
from kg.web.app import create_app
from kg.web.search import warm_up
from kg.web.search.marking import marked

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
HIT = re.compile(r'<li><a class="hit" href="([^"]*)">(.*?)</a></li>', re.DOTALL)


def hits(page: str) -> list[tuple[str, str]]:
    """The address and the text of each hit on a page, the best first."""
    return [(unescape(to), " ".join(unescape(re.sub("<[^>]+>", " ", text)).split())) for to, text in HIT.findall(page)]


def test_every_page_has_the_box(client: TestClient) -> None:
    for path in ("/", "/themes", "/drama/soundtrack-1", "/data", "/queries", "/sparql", "/search", "/nowhere"):
        page = client.get(path, headers={"accept": "text/html"}).text
        assert page.count('role="search"') == 1, path
        assert 'action="/search"' in page
    assert 'name="lang" value="ko"' in client.get("/?lang=ko").text


@pytest.mark.parametrize("text", ["Park Hyung-sik", "박형식", "ㅂㅎㅅ", "bak hyeongsik", "HYUNG SIK PARK"])
def test_a_page_of_what_was_found(client: TestClient, text: str) -> None:
    answer = client.get("/search", params={"q": text})
    assert answer.status_code == 200
    address, shown = hits(answer.text)[0]
    assert address == "/person/park-hyung-sik"
    assert "박형식" in shown
    assert ">People <" in answer.text
    data = client.get("/search.json", params={"q": text}).json()
    assert data["hits"][0]["address"] == address
    assert len(data["hits"]) == len(hits(answer.text))


def test_kinds_one_by_one(client: TestClient) -> None:
    every = client.get("/search.json?q=han&most=50").json()["hits"]
    assert {hit["kind"] for hit in every} >= {"person", "character"}
    people = client.get("/search.json?q=han&most=50&kind=person").json()["hits"]
    assert people == [hit for hit in every if hit["kind"] == "person"]
    assert len(client.get("/search.json?q=han&most=1").json()["hits"]) == 1
    page = client.get("/search?q=han&kind=person&lang=en").text
    assert len(hits(page)) == len(people)
    assert 'href="/search?q=han&amp;lang=en"' in page


def test_an_alias_is_found_once_it_is_told(client: TestClient) -> None:
    def of_eunsoo(at: str | None) -> list[tuple[str, str]]:
        fields = {"q": "Jennifer", **({"at": at} if at else {})}
        data = client.get("/search.json", params=fields).text
        found = [hit for hit in hits(client.get("/search", params=fields).text) if "eunsoo" in hit[0]]
        assert ("eunsoo" in data) == bool(found)
        assert found or data.count("Jennifer") == 1  # what was asked
        return found

    whole = of_eunsoo("end")
    assert whole
    assert "Jennifer" in whole[0][1]
    assert whole[0][0] == "/character/soundtrack-1/eunsoo?at=end"
    # Jennifer is first heard of at the second beat, and that she is Eun Soo only later.
    for at in (None, "premise", "soundtrack-1=1", "soundtrack-1=2", "soundtrack-2=end"):
        assert of_eunsoo(at) == [], at
    told = [at for at in range(1, 8) if of_eunsoo(f"soundtrack-1={at}")]
    assert told == list(range(told[0], 8))
    assert told[0] > 2


def test_where_nothing_is_found_there_are_offers(client: TestClient) -> None:
    page = client.get("/search", params={"q": "Xqzw Park Hyung-sik"}).text
    assert "Nothing is called “Xqzw Park Hyung-sik” here." in page
    assert any(address == "/person/park-hyung-sik" for address, _ in hits(page))
    nothing = client.get("/search.json", params={"q": "xylpqzwo"}).json()
    assert nothing == {"q": "xylpqzwo", "hits": [], "near": []}
    assert "Try another spelling" in client.get("/search?q=xylpqzwo").text


def test_without_a_text_the_page_invites(client: TestClient) -> None:
    for path in ("/search", "/search?q=", "/search?q=%20%00%20"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert 'href="/search?q=Soundtrack+%231"' in answer.text
        assert "/search?q=%EC" in answer.text
    for example in re.findall(r'<a href="(/search\?q=[^"]+)"', client.get("/search").text):
        assert hits(client.get(unescape(example)).text), example


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"q": "x" * 101}, "101 characters"),
        ({"q": "<" * 10_000}, "10,000 characters"),
        ({"q": "a", "kind": "nothing"}, "is one of drama"),
        ({"q": "a", "lang": "fr"}, "one of en, ko"),
        ({"q": "a", "at": "2"}, "at="),
        ({"q": "a", "at": "nonsense=x"}, "does not say how far you are"),
        ({"q": "a", "at": ";".join(f"a{n}=2" for n in range(21))}, "twenty"),
        ({"q": "a", "most": "51"}, "1 to 50"),
        ({"q": "a", "most": "²"}, "1 to 50"),
    ],
)
def test_what_is_wrong_is_said(client: TestClient, fields: dict[str, str], says: str) -> None:
    for path, accept in (("/search", "text/html"), ("/search.json", "application/json")):
        answer = client.get(path, params=fields, headers={"accept": accept})
        assert answer.status_code == 400
        assert says in unescape(answer.text)
        assert answer.headers["content-type"].startswith(accept)
    assert client.get("/search.json").status_code == 400


def test_a_search_says_how_far_it_looks(client: TestClient) -> None:
    alone = client.get("/search?q=Jennifer").text
    assert "Only what is known before the first episode of each drama is searched." in alone
    assert "at=soundtrack-1=3" in alone
    assert "at=end" not in alone.partition("<main")[2], "nobody is invited to what is told later"
    assert "Told as far as soundtrack-1=4." in client.get("/search?q=Jennifer&at=soundtrack-1=4").text


def test_a_fault_while_reading_ahead_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        def search(self, *_: object, **__: object) -> None:
            raise RuntimeError("a bug")

    warm_up(cast(KnowledgeGraph, Broken()))
    for thread in threading.enumerate():
        if thread.name == "warm-up":
            thread.join()
    assert "reading ahead what pages need went wrong" in caplog.text
    assert "a bug" in caplog.text


def test_what_a_browser_remembers_of_another_build_is_left_out(client: TestClient) -> None:
    usual = client.get("/search?q=Jennifer").text
    old = client.get("/search?q=Jennifer&at=soundtrack-1=99;gone=2")
    assert old.status_code == 200
    assert hits(old.text) == hits(usual)
    asked = "/search.json?q=Jennifer&at=soundtrack-1=4;gone=2"
    assert client.get(asked).status_code == 400
    assert [hit["matched"] for hit in client.get(f"{asked}&forgive=1").json()["hits"]] == ["Jennifer"]
    assert client.get(f"{asked}&forgive=yes").status_code == 400


def test_hostile_texts_and_names(client: TestClient, tiny: Path, tmp_path: Path) -> None:
    hostile = '"><img src=x onerror=alert(1)>\u202e</script>'
    page = client.get("/search", params={"q": hostile}).text
    assert "<img" not in page
    assert "\u202e" not in page
    (file,) = (tiny / "dramas").glob("*.yaml")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("en: Tiny,", 'en: "<b onclick=x>{0} & co</b>",'), encoding="utf-8")
    with TestClient(create_app(KnowledgeGraph.of_build(build(tiny, tmp_path / "builds", ONTOLOGY)))) as other:
        page = other.get("/search?q=onclick&lang=en").text
    assert "<b " not in page
    assert "&lt;b <mark>onclick</mark>=x&gt;{0} &amp; co&lt;/b&gt;" in page


def test_marks() -> None:
    assert marked("A & B", "b") == "A &amp; <mark>B</mark>"
    assert marked("Crash Landing on You", "landing crash") == "<mark>Crash Landing</mark> on You"
    assert marked("Lee", "rhee") is None
    assert marked("Lee", " ") is None


def test_any_site_may_read_the_data(client: TestClient) -> None:
    answer = client.get("/search.json?q=mother")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Accept-Language" in answer.headers["vary"]

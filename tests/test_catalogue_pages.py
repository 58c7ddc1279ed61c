"""The pages of the catalogue: forms, answers, downloads, and the same elsewhere, each line of which must be true."""

from __future__ import annotations

import html
import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from starlette.testclient import TestClient

from kg.graph import KnowledgeGraph
from kg.results import Table
from kg.web.app import create_app
from kg.web.catalogue.asked import ENDINGS
from tests.conftest import Run
from tests.live import serving

HTML = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
EUNSOO = "https://w3id.org/drama-kg/id/drama/soundtrack-1/character/eunsoo"


@pytest.fixture(scope="module")
def client(graph: KnowledgeGraph) -> Iterator[TestClient]:
    """A client whose queries run in real worker processes."""
    with TestClient(create_app(graph), headers={"accept-language": "en", **HTML}) as made:
        yield made


def cells(page: str) -> list[list[str]]:
    """The cells of the table of an answer."""
    body = page.partition('<table class="answer">')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    return [
        [html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
        for row in rows
    ]


def lines(page: str) -> dict[str, str]:
    """The lines to copy, by what they are."""
    return {
        name: html.unescape(text)
        for name, text in re.findall(r'aria-labelledby="line-(\w+)"[^>]*>(.*?)</pre>', page, re.DOTALL)
    }


def test_every_question_is_listed_and_answers(client: TestClient, graph: KnowledgeGraph) -> None:
    for lang in ("en", "ko"):
        page = html.unescape(client.get("/queries", params={"lang": lang}).text)
        for query in graph.queries().values():
            assert f'<a href="/queries/{query.id}?lang={lang}">{query.summary[lang]}</a>' in page
        assert 'aria-current="page"' in page.partition("/queries")[2][:60]
    for query in graph.queries().values():
        answer = client.get(f"/queries/{query.id}", params={"at": "*=end"})
        assert answer.status_code == 200, query.id
        found = graph.run(query.id)
        assert isinstance(found, Table)
        assert len(cells(answer.text)) == len(found), query.id
        # Its default is an alias that a premise tells: these two dramas have none.
        assert len(found) > 0 or query.id == "who-is-behind-the-name", query.id
        assert html.escape(query.summary["en"], quote=False) in html.unescape(answer.text).replace("&#39;", "'")
        assert ('class="drama-chart"' in answer.text) == (query.view == "network")


def test_the_premise_is_the_default_and_the_page_says_so(client: TestClient, graph: KnowledgeGraph) -> None:
    shown = client.get("/queries/mentors-and-teachers")
    view = graph.at().run("mentors-and-teachers")
    assert isinstance(view, Table)
    assert [row[1] for row in cells(shown.text)] == view.column("guide_label")
    assert "It spoils nothing" in shown.text
    further = client.get("/queries/mentors-and-teachers?at=soundtrack-1%3D2").text
    assert len(cells(further)) > len(cells(shown.text))
    assert "as far as soundtrack-1=2" in further
    whole = client.get("/queries/mentors-and-teachers?at=*%3Dend").text
    assert len(cells(whole)) > len(cells(further))
    assert re.search(r'name="at" value="\*=end" checked', whole)
    assert not re.search(r'name="at" value="\*=end" checked', further)
    # As the form of the page sends them together.
    both = client.get("/queries/mentors-and-teachers?at=soundtrack-1%3D1&at=*%3Dend").text
    assert "as far as soundtrack-1=1, and every other drama to its end" in both
    assert {row[0] for row in cells(both)} == {"Soundtrack #2"}
    assert {row[0] for row in cells(whole)} == {"Soundtrack #1", "Soundtrack #2"}


@pytest.mark.parametrize("seen", ["", "soundtrack-1=2", "soundtrack-2=3;soundtrack-1=2"])
def test_nothing_later_is_in_any_page(client: TestClient, graph: KnowledgeGraph, seen: str) -> None:
    def texts(g: KnowledgeGraph) -> set[str]:
        answer = g.query("SELECT DISTINCT ?label { ?thing skos:prefLabel|skos:altLabel|dkg:note|dkg:reason ?label }")
        assert isinstance(answer, Table)
        return {label for label in answer.column("label") if len(label) > 12}

    told = texts(graph.at_texts(seen.split(";") if seen else []))
    hidden = {text for text in texts(graph) - told if not any(text in one for one in told)}
    assert len(hidden) > 20
    for query in graph.queries():
        for path in (f"/queries/{query}", f"/queries/{query}.csv"):
            page = html.unescape(client.get(path, params={"at": seen} if seen else {}).text)
            assert [text for text in hidden if text in page] == [], path


@pytest.mark.parametrize("value", ["Lee Eun Soo", "이은수", "lee eun-soo", "eunsoo", "soundtrack-1/eunsoo", EUNSOO])
def test_values_as_people_type_them(client: TestClient, value: str) -> None:
    page = client.get("/queries/who-plays-the-mentor", params={"character": value, "at": "*=end"}).text
    assert cells(page) == [["Kang Woo Il", "Kim Joo Hun"]]
    assert f'value="{html.escape(value)}"' in page
    assert 'href="/character/soundtrack-1/wooil?at=end&amp;lang=en"' in page


def test_an_unknown_name_is_told_beside_its_field_with_the_nearest_as_links(client: TestClient) -> None:
    answer = client.get("/queries/ties-between", params={"one": "Lee Un Soo", "other": "wooil", "at": "*=end"})
    assert answer.status_code == 404
    assert 'id="wrong-one"' in answer.text
    assert 'id="wrong-other"' not in answer.text
    (link,) = re.findall(r'<a href="([^"]+)">Lee Eun Soo \(Soundtrack #1\)</a>', answer.text)
    assert len(cells(client.get(html.unescape(link)).text)) == 5
    korean = client.get("/queries/ties-between", params={"one": "이은주", "lang": "ko"}).text
    assert "그런 이름이 없거나 여럿입니다" in korean
    data = client.get("/queries/ties-between.json", params={"one": "Lee Un Soo"}, headers={"accept": "*/*"})
    assert (data.status_code, data.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert "did you mean 'Lee Eun Soo'" in data.text


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/queries/cast?dram=x", 400, "no field 'dram'; did you mean 'drama'?"),
        ("/queries/cast?drama=a&drama=b", 400, "'drama' is given twice"),
        ("/queries/cast?drama=" + "x" * 301, 400, "at most 300 characters"),
        ("/queries/cast?drama=a%00b", 400, "is one line"),
        ("/queries/cast?drama=a%E2%80%AEb", 400, "is one line"),
        ("/queries/cast?lang=fr", 400, "'lang' is en or ko"),
        ("/queries?lang=fr", 400, "'lang' is en or ko"),
        ("/queries/cast?at=nonsense", 400, "is no viewpoint"),
        ("/queries/cast?at=soundtrack-1%3D99", 404, "there is no beat 99"),
        ("/queries/cast?at=nothing%3D2", 404, "no drama is called 'nothing'"),
        ("/queries/cast?at=soundtrack-1%3D2&spoiler-free=1", 400, "tells only the premise"),
        ("/queries/cast.csv?spoiler-free=yes", 400, "'spoiler-free' is 1 or 0"),
        ("/queries/cast.png", 404, "an address ends in .json, .csv"),
        ("/queries/cast.ttl", 406, "application/sparql-results+json, text/csv"),
        ("/queries/complete?type=dog&q=a", 400, "'type' is one of drama, character"),
        ("/queries/complete?type=drama&q=" + "x" * 101, 400, "at most 100 characters"),
    ],
)
def test_what_cannot_be_answered_says_why(client: TestClient, address: str, status: int, words: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert words in html.unescape(answer.text)
    assert client.post(address).status_code == 405
    assert "GET" in client.post(address).headers["allow"]


def test_an_unknown_question_offers_the_nearest(client: TestClient) -> None:
    answer = client.get("/queries/who-plays-the-menter")
    assert answer.status_code == 404
    assert 'href="/queries/who-plays-the-mentor"' in answer.text
    assert client.get("/queries/..%2F..%2Fetc").status_code == 404


def test_the_form_and_the_page_escape_what_they_are_given(client: TestClient) -> None:
    hostile = '"><script>alert(1)</script>'
    answer = client.get("/queries/who-is-behind-the-name", params={"name": hostile, "at": "*=end"})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=", answer.text.replace("onclick", "")) == []
    page = client.get("/queries/ties-between?at=*%3Dend").text
    assert [tag for tag in re.findall(r"<script[^>]*>", page) if "src=" not in tag and "json" not in tag] == []
    assert re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!/static/)', page) == []


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/html", "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
        ("application/json", "application/json"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml, text/csv;q=0.5", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
    ],
)
def test_the_form_that_a_client_takes(client: TestClient, accept: str, media: str) -> None:
    answer = client.get("/queries/cast", headers={"accept": accept})
    assert answer.headers["content-type"] == media.replace("application/json", "application/sparql-results+json")
    assert "Accept" in answer.headers["vary"]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert client.get("/queries/cast", headers={"accept": "image/png"}).status_code == 406


def test_downloads_are_what_the_graph_answers(client: TestClient, graph: KnowledgeGraph) -> None:
    page = client.get("/queries/confessions?at=*%3Dend&lang=ko").text
    expected = graph.run("confessions", lang="ko")
    downloads = re.findall(r'<a href="([^"]+)" download="confessions\.(\w+)"', page)
    assert [form for _, form in downloads] == ["csv", "json", "tsv", "xml"]
    for address, form in downloads:
        assert form in ENDINGS
        assert client.get(html.unescape(address)).content == expected.serialize(form)


CASES = [
    ("who-plays-the-mentor", {"character": "Lee Eun Soo", "at": "*=end"}),
    ("who-plays-the-mentor", {"character": "이은수", "lang": "ko", "at": "soundtrack-1=2"}),
    ("ties-between", {"one": "wooil", "at": "soundtrack-1=5;*=end", "lang": "ko"}),
    ("mentors-and-teachers", {}),
    ("who-is-behind-the-name", {"name": 'it\'s "Jennifer" $HOME', "at": "*=end"}),
]


@pytest.mark.parametrize(("query", "fields"), CASES)
def test_the_same_in_a_terminal(client: TestClient, kg_command: Run, query: str, fields: dict[str, str]) -> None:
    page = client.get(f"/queries/{query}", params=fields).text
    words = shlex.split(lines(page)["shell"])
    assert words[0] == "kg"
    done = kg_command(*words[1:], "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert done.stdout.encode() == csv_of(client, query, fields)


@pytest.mark.parametrize(("query", "fields"), CASES)
def test_the_same_in_python(client: TestClient, built: object, query: str, fields: dict[str, str]) -> None:
    page = client.get(f"/queries/{query}", params=fields).text
    *before, last = lines(page)["python"].splitlines()
    found: dict[str, Any] = {}
    exec("\n".join([*before, f"answer = {last}"]), found)
    assert unix(found["answer"].to_csv().encode()) == csv_of(client, query, fields)


def test_the_same_from_curl(graph: KnowledgeGraph, client: TestClient) -> None:
    with serving(graph) as address:
        for query, fields in CASES:
            page = subprocess.run(
                ["curl", "-sG", "-H", "Accept: text/html", f"{address}/queries/{query}",
                 *(word for name, value in fields.items() for word in ("--data-urlencode", f"{name}={value}"))],
                capture_output=True, text=True, check=True,
            ).stdout  # fmt: skip
            command = shlex.split(lines(page)["curl"])
            assert command[0] == "curl"
            assert command[1].startswith(address)
            done = subprocess.run(["curl", "-sf", *command[1:]], capture_output=True, check=True)
            assert unix(done.stdout) == csv_of(client, query, fields)


@pytest.mark.parametrize(("query", "fields"), CASES)
def test_the_same_in_sparql(client: TestClient, query: str, fields: dict[str, str]) -> None:
    page = client.get(f"/queries/{query}", params=fields).text
    (link,) = re.findall(r'<a class="quiet" href="(/sparql[^"]+)"', page)
    asked = parse_qs(urlsplit(html.unescape(link)).query)
    assert asked["query"] == [lines(page)["sparql"]]
    answer = client.get(html.unescape(link), headers={"accept": "application/sparql-results+json"}).json()
    data = client.get(f"/queries/{query}.json", params=fields).json()
    names = answer["head"]["vars"]
    plain = [{name: row[name] for name in names if name in row} for row in data["results"]["bindings"]]
    assert answer["results"]["bindings"] == plain
    assert unquote(link)


def csv_of(client: TestClient, query: str, fields: dict[str, str]) -> bytes:
    return unix(client.get(f"/queries/{query}.csv", params={"lang": "en", **fields}).content)


def unix(text: bytes) -> bytes:
    return text.replace(b"\r\n", b"\n")


def test_names_complete_as_far_as_they_may_be_known(client: TestClient) -> None:
    def offered(**fields: str) -> list[str]:
        found = client.get("/queries/complete", params={"type": "character", **fields}).json()["suggestions"]
        return [one["iri"].rsplit("/", 1)[1] for one in found]

    assert "eunsoo" in offered(q="이은", lang="ko")
    hidden = [slug for slug in offered(q="seon", at="*=end") if slug not in offered(q="seon")]
    assert hidden
    assert offered(q="seon", at="soundtrack-1=1;soundtrack-2=1") == offered(q="seon")


def test_of_a_drama_named_twice_the_earlier_beat_counts(client: TestClient) -> None:
    early = client.get("/queries/mentors-and-teachers.csv?at=soundtrack-1%3Dpremise").content
    for at in ("soundtrack-1=end;soundtrack-1=premise", "soundtrack-1=1;soundtrack-1=5"):
        assert client.get("/queries/mentors-and-teachers.csv", params={"at": at}).content == early
    assert "as far as soundtrack-1=2" in client.get("/queries/cast?at=soundtrack-1%3D2&at=soundtrack-1%3Dend").text


def test_small_sets_are_offered_without_a_script(client: TestClient, graph: KnowledgeGraph) -> None:
    page = client.get("/queries/cast").text
    offered = html.unescape(page.partition('<datalist id="options-drama">')[2].partition("</datalist>")[0])
    for row in graph.dramas():
        assert f'<option value="{row["title"]}">' in offered or f'<option value="{row["slug"]}">' in offered


def test_the_list_for_programs(client: TestClient, graph: KnowledgeGraph) -> None:
    found = client.get("/queries.json").json()["queries"]
    assert [query["id"] for query in found] == list(graph.queries())
    assert client.get("/queries", headers={"accept": "application/json"}).json()["queries"] == found
    assert json.dumps(found)


def test_no_query_takes_a_name_that_addresses_need(graph: KnowledgeGraph) -> None:
    assert "complete" not in graph.queries()
    for query in graph.queries().values():
        assert not {parameter.name for parameter in query.parameters} & {"at", "spoiler-free", "format"}


def test_a_timeline_is_told_in_its_order(client: TestClient, graph: KnowledgeGraph) -> None:
    page = client.get("/queries/confessions?at=*%3Dend&lang=ko").text
    drawn = page.partition('<ol class="events moments">')[2].partition("</ol>")[0]
    items = [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", item)).split()) for item in drawn.split("<li>")[1:]]
    found = graph.run("confessions", lang="ko")
    assert isinstance(found, Table)
    assert len(items) == len(found)
    for item, row in zip(items, found, strict=True):
        assert row["confession_label"] in item
        assert f"{row['told']}단계" in item
        assert row["years_before"] is None or f"{row['years_before']}년 전" in item
    phases = client.get("/queries/phases-of-a-pair?at=*%3Dend").text
    assert "/relationship/" not in phases.partition('<ol class="events moments">')[2].partition("</ol>")[0]

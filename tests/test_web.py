"""The pages: what they say, in which language, and what they never say."""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from kg.build import build
from kg.graph import KnowledgeGraph
from kg.kept import Kept
from kg.web.app import create_app
from kg.web.dramas.pages import Pages
from kg.web.sparql.processes.worker import LocalRunner
from tests.asking import CONSTRUCT, HTML, SELECT
from tests.live import serving

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"


@pytest.fixture(scope="module")
def client(graph: KnowledgeGraph) -> Iterator[TestClient]:
    """A browserless client of the application over the shipped data; its queries run in real worker processes."""
    with TestClient(create_app(graph), headers={"accept-language": "en"}) as made:
        yield made


def test_start_page_leads_to_every_drama(client: TestClient, graph: KnowledgeGraph) -> None:
    start, everything = client.get("/").text, client.get("/dramas").text
    assert '<html lang="en">' in start
    for row in graph.dramas():
        assert f'href="/drama/{row["slug"]}"' in everything
        assert (f'href="/drama/{row["slug"]}"' in start) == (row["coverage"] == "full")
    assert 'href="/dramas"' in start
    assert "Han So Hee" in start
    assert "사운드트랙" in start
    assert 'action="/path"' in start
    assert 'href="/surprise"' in start


def test_drama_page_has_every_section(client: TestClient) -> None:
    page = client.get("/drama/soundtrack-1?at=end&lang=en").text
    sections = ("chart", "cast", "relationships", "events", "themes", "making", "reviews", "open", "sources")
    assert [name for name in sections if f'id="{name}"' not in page] == []
    assert page.count("<h1") == 1
    assert 'class="drama-chart"' in page
    assert 'aria-current="step"' in page
    assert "Kim Joo Hun" in page
    assert 'id="character-eunsoo"' in page
    assert 'href="#character-eunsoo"' in page
    assert "Hallyu Reviews" in page
    assert "WATCH" in page


def test_a_step_marks_what_is_new_and_counts_it(client: TestClient, graph: KnowledgeGraph) -> None:
    before, now = (graph.drama("soundtrack-1", at=at) for at in (2, 3))
    page = client.get("/drama/soundtrack-1?at=3&lang=en").text
    news = page.split('id="news"', 1)[1].split("</section>", 1)[0]
    assert ">1 character<" in news
    assert ">2 relationships<" in news
    new = {phase.iri for phase in now.phases} - {phase.iri for phase in before.phases}
    for phase in now.phases:
        row = page.split(f'id="relationship-{phase.iri.rsplit("/", 1)[-1]}"', 1)[1].split("</tr>", 1)[0]
        assert (">new<" in row) == (phase.iri in new)
    person = next(row for row in now.characters if row.iri not in {row.iri for row in before.characters})
    assert ">new<" in page.split(f'id="character-{person.slug}"', 1)[1].split("</tr>", 1)[0]
    assert 'id="news"' not in client.get("/drama/soundtrack-1?at=1").text  # at the premise all is new


def test_where_to_watch_names_who_says_so_or_says_that_nobody_does(client: TestClient) -> None:
    def section(slug: str) -> str:
        return client.get(f"/drama/{slug}?lang=en").text.split('id="watch"', 1)[1].split("</section>", 1)[0]

    told = section("soundtrack-1")
    assert told.count(">Disney+<") == 1  # a platform and a network of one name
    assert 'href="#source-hallyu-soundtrack-1"' in told
    assert 'href="#source-mydramalist-soundtrack-1"' in told


def test_sources_that_disagree_stand_side_by_side_once_it_is_told(client: TestClient, graph: KnowledgeGraph) -> None:
    for at in (1, 4, 7):
        page = client.get(f"/drama/soundtrack-1?at={at}&lang=en").text
        assert page.count('class="differ"') == len(graph.drama("soundtrack-1", at=at).coverage.disagreements)
    assert "We keep what each source says" in page


def test_what_is_alike_rests_on_what_is_told(client: TestClient) -> None:
    page = client.get("/drama/soundtrack-1?lang=en").text
    alike = page.split('id="alike"', 1)[1].split("</section>", 1)[0]
    assert 'href="/drama/soundtrack-2?lang=en"' in alike
    assert "its sequel" in alike
    assert "become" not in alike


@pytest.mark.parametrize(
    ("path", "status", "said", "leads"),
    [
        ("/nope", 404, "처음 화면에서", 'href="/dramas?lang=ko"'),
        ("/drama/soundtrak-1", 404, "혹시 이것을 찾으셨나요?", 'href="/drama/soundtrack-1?lang=ko"'),
        ("/drama/soundtrack-1?at=99", 400, "‘99’ 단계가 없습니다", 'href="/drama/soundtrack-1?at=7&amp;lang=ko"'),
        ("/themes?at=2", 400, "한 드라마에만 속한 것이 아닙니다", 'href="/themes?lang=ko"'),
        ("//evil.example/drama?at=1", 404, "처음 화면에서", 'href="/?lang=ko"'),
    ],
)
def test_a_wrong_address_says_where_to_go(client: TestClient, path: str, status: int, said: str, leads: str) -> None:
    answer = client.get(f"http://testserver{path}{'&' if '?' in path else '?'}lang=ko", headers=HTML)
    assert answer.status_code == status
    assert said in answer.text
    assert leads in answer.text
    assert 'id="search-large"' in answer.text
    assert 'href="//' not in answer.text


def test_the_first_view_of_a_drama_is_light(client: TestClient) -> None:
    page = client.get("/drama/soundtrack-1?at=end&lang=en").text
    files = [client.get(name).content for name in re.findall(r'(?:href|src)="(/static/(?!vis-)[^"]+)"', page)]
    assert len(files) > 5
    assert sum(len(gzip.compress(content)) for content in (page.encode(), *files)) < 200_000


def test_language_by_header_by_address_and_kept_in_links(client: TestClient) -> None:
    korean = client.get("/", headers={"accept-language": "ko-KR,ko;q=0.9,en;q=0.5"})
    assert '<html lang="ko">' in korean.text
    assert 'href="/drama/soundtrack-1"' in korean.text
    assert "Accept-Language" in korean.headers["vary"]
    chosen = client.get("/?lang=ko").text
    assert 'href="/drama/soundtrack-1?lang=ko"' in chosen
    assert 'href="/?lang=en"' in chosen
    step = client.get("/drama/soundtrack-1?at=3&lang=ko").text
    assert 'href="/drama/soundtrack-1?at=4&amp;lang=ko"' in step
    assert 'href="/drama/soundtrack-1?at=3&amp;lang=en"' in step
    assert "한선우" in step
    assert client.get("/?lang=klingon").status_code == 200


def test_stepper_names_only_what_is_told(client: TestClient, graph: KnowledgeGraph) -> None:
    page = client.get("/drama/soundtrack-1?at=2&lang=en").text
    beats = graph.drama("soundtrack-1", at="end").beats
    assert all(beat.label["en"] in page for beat in beats[:2])
    assert not any(beat.label["en"] in page for beat in beats[2:])
    assert all(f"at={beat.position}&amp;lang=en" in page for beat in beats)


def _later_texts(graph: KnowledgeGraph, slug: str, at: int) -> set[str]:
    """Every text that a drama tells in the end and not yet at a beat."""

    def texts(position: int | str) -> set[str]:
        drama = graph.drama(slug, at=position)
        rows = [
            *(beat.label for beat in drama.beats), *(event.label for event in drama.events),
            *(event.reason for event in drama.events), *(event.outcome for event in drama.events),
            *(row.names for row in drama.characters), *(row.occupation for row in drama.characters),
            *(row.names for row in drama.aliases), *(phase.note for phase in drama.phases),
            *(phase.reason for phase in drama.phases), *(theme.label for theme in drama.themes),
            *({note.language: note.text} for note in drama.notes),
        ]  # fmt: skip
        rows_with_iri: list[Any] = [*drama.phases, *drama.events, *drama.characters, *drama.aliases]
        iris = {row.iri for row in rows_with_iri}
        return {text for row in rows for text in row.values()} | iris

    return texts("end") - texts(at)


def _plain(text: str) -> str:
    """A text as it is in a page once nothing is escaped any more."""
    return text.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&").replace("\\u0026", "&")


@pytest.mark.parametrize("slug", ["soundtrack-1", "soundtrack-2"])
@pytest.mark.parametrize("at", [1, 2, 4])
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_nothing_later_is_sent(client: TestClient, graph: KnowledgeGraph, slug: str, at: int, lang: str) -> None:
    later = _later_texts(graph, slug, at)
    told = "premise" if at == 1 else str(at)
    page = _plain(client.get(f"/drama/{slug}?at={told}&lang={lang}").text)
    document = client.get(f"/drama/{slug}.json?at={told}").json()
    values = set(_strings(document))
    assert len(later) > 20
    # A short text may be part of another one that is told, so only whole words of some length prove a leak.
    assert [text for text in later if len(text) > 12 and text in page] == []
    assert later & values == set()


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _row(page: str, slug: str) -> str:
    """The row of one relationship in the table, as text."""
    row = page.partition(f'id="relationship-{slug}"')[2].partition("</tr>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", row.partition(">")[2]).split())


def test_relationships_say_since_when_for_whom_hidden_and_what_others_say(client: TestClient) -> None:
    page = client.get("/drama/soundtrack-1?at=end&lang=en").text
    loves = _row(page, "seonwoo-loves-eunsoo")
    assert "Why: he could tell her and chooses not to, for fear of losing her" in loves
    for key in ("Since:", "Until:", "Hidden from: Lee Eun Soo", "Comes to be known:"):
        assert key in loves
    assert 'href="#relationship-donghyeon-manages-seonwoo">another source says otherwise' in page
    korean = client.get("/drama/soundtrack-1?at=end&lang=ko").text
    assert "모르는 사람: 이은수" in _row(korean, "seonwoo-loves-eunsoo")
    assert "본문" in _row(korean, "best-friends")
    assert "article" not in _row(korean, "best-friends")
    assert "Until:" not in _row(client.get("/drama/soundtrack-1?at=1&lang=en").text, "seonwoo-loves-eunsoo")


def test_json_says_the_same_of_relationships(client: TestClient) -> None:
    rows = client.get("/drama/soundtrack-1.json?at=end").json()["relationships"]
    by_slug = {row["iri"].rsplit("/", 1)[1]: row for row in rows}
    row = by_slug["seonwoo-loves-eunsoo"]
    assert [row[key].rsplit("/", 1)[1] for key in ("starts", "ends", "known_at")] == [
        "military-service", "eunsoo-confesses", "finds-photos",
    ]  # fmt: skip
    assert [iri.rsplit("/", 1)[1] for iri in row["concealed_from"]] == ["eunsoo"]
    assert by_slug["donghyeon-manages-seonwoo"]["disagrees_with"] == [by_slug["donghyeon-partner-of-seonwoo"]["iri"]]
    assert "start" not in row


def test_sources_that_count_years_differently_are_both_heard(client: TestClient) -> None:
    found = [client.get(f"/drama/soundtrack-1?at=end&lang={lang}").text for lang in ("en", "ko")]
    assert re.search("(19 or 20|20 or 19) years before", found[0])
    assert re.search("(19 또는 20|20 또는 19)년 전", found[1])


@pytest.mark.parametrize("slug", ["soundtrack-1", "soundtrack-2"])
def test_what_stays_open_is_told_in_one_language(client: TestClient, graph: KnowledgeGraph, slug: str) -> None:
    left_open = graph.drama(slug, at="end").left_open
    for lang, other in (("en", "ko"), ("ko", "en")):
        page = _plain(client.get(f"/drama/{slug}?at=end&lang={lang}").text)
        section = page.partition('id="open"')[2].partition("</section>")[0]
        assert all(text in section for text in left_open[lang])
        assert not any(text in section for text in left_open[other])


def test_faces_of_the_start_page_have_the_initials_of_the_chart(client: TestClient) -> None:
    found = {lang: re.findall(r'class="face" aria-hidden="true">([^<]+)<', client.get(f"/?lang={lang}").text)
             for lang in ("en", "ko")}  # fmt: skip
    assert {*found["en"]} == {"E", "S", "H"}
    assert {*found["ko"]} == {"은", "선", "현", "수"}


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


def test_premise_is_the_default(client: TestClient) -> None:
    assert client.get("/drama/soundtrack-1.json").json() == client.get("/drama/soundtrack-1.json?at=1").json()
    assert client.get("/drama/soundtrack-1.json").json()["told"] == {"position": 1, "last": 7, "complete": False}
    assert client.get("/drama/soundtrack-1.json?at=end").json()["told"]["complete"] is True


def test_json_also_by_accept(client: TestClient) -> None:
    answer = client.get("/drama/soundtrack-2?at=3", headers={"accept": "application/json"})
    assert answer.json() == client.get("/drama/soundtrack-2.json?at=3").json()
    assert answer.headers["access-control-allow-origin"] == "*"


def test_thin_drama_is_modest(client: TestClient) -> None:
    page = client.get("/drama/mother?lang=en").text
    assert "only from a line" in page
    assert "Jeon Hye Jin" in page
    assert "drama-chart" not in page


@pytest.mark.parametrize("name", ["Soundtrack #1", "soundtrack #1", "사운드트랙#1"])
def test_a_title_leads_to_its_page(client: TestClient, name: str) -> None:
    answer = client.get(f"/drama/{quote(name)}?at=2", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "/drama/soundtrack-1?at=2")


def test_unknown_drama_offers_the_nearest(client: TestClient) -> None:
    answer = client.get("/drama/soundtrak-1", headers=HTML)
    assert answer.status_code == 404
    assert 'href="/drama/soundtrack-1"' in answer.text
    assert client.get("/drama/zzz", headers={"accept": "application/json"}).json()["status"] == 404
    assert client.get("/nothing/here", headers=HTML).status_code == 404


@pytest.mark.parametrize("at", ["0", "99", "-1", "two", "1e3", "١", "9" * 400, "9" * 9_000])
def test_bad_step_says_what_is_possible(client: TestClient, at: str) -> None:
    answer = client.get("/drama/soundtrack-1", params={"at": at}, headers=HTML)
    assert answer.status_code == 400
    assert 'href="/drama/soundtrack-1?at=7"' in answer.text


def test_health(client: TestClient) -> None:
    found = client.get("/health").json()
    assert found["status"] == "ok"
    assert found["dramas"] == 2


def test_static_files_are_for_ever_and_nothing_else_is_served(client: TestClient) -> None:
    names = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/drama/soundtrack-1").text)
    assert len(names) == len(set(names)) > 7
    for name in names:
        answer = client.get(name)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    for path in ("/static/site.css", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static/"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/", "/drama/soundtrack-1", "/sparql", "/health", "/nope", "/drama/soundtrack-1.json"]
)
def test_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path, headers=HTML).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_pages_have_nothing_inline_and_nothing_foreign(client: TestClient) -> None:
    for path in ("/", "/drama/soundtrack-1?at=end", "/drama/mother", "/sparql"):
        page = client.get(path, headers=HTML).text
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=", page) == []
        assert [tag for tag in re.findall(r"<script[^>]*>", page) if "src=" not in tag and "json" not in tag] == []
        assert re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!/static/)', page) == []
        for link in re.findall(r'<a [^>]*href="https?:[^>]*>', page):
            assert 'rel="noopener noreferrer nofollow"' in link


def test_a_bug_shows_no_trace(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    with TestClient(create_app(graph), raise_server_exceptions=False) as broken:
        monkeypatch.setattr(KnowledgeGraph, "drama", lambda *_, **__: 1 / 0)
        answer = broken.get("/drama/soundtrack-1", headers=HTML)
        assert answer.status_code == 500
        assert "ZeroDivision" not in answer.text
        assert "Traceback" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"


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


EVIL = "<script>alert(1)</script>"
HOSTILE = {
    "dramas/evil.yaml": f"""
drama: evil
coverage: full
names:
  - {{en: "{EVIL} & co", from: bad @ "{EVIL}"}}
  - {{ko: '"><img src=x onerror=alert(1)>', from: bad @ x}}
beats:
  premise: {{en: "{EVIL}", ko: "{EVIL}"}}
  after: {{en: "</script><script>alert(2)</script>", ko: "</script><script>alert(3)</script>"}}
production:
  - {{platform: "{EVIL}", from: bad @ x}}
characters:
  one:
    names: [{{en: "{EVIL}", from: bad @ x}}]
    occupation: [{{en: "' onmouseover='alert(1)", ko: "' onmouseover='alert(1)", from: bad @ x}}]
    notes: [{{en: "{EVIL}", ko: "{EVIL}", from: bad @ x}}]
    played_by: [{{person: evil-person, billing: lead, from: bad @ x}}]
  two:
    names: [{{en: "</textarea></script>", from: bad @ x}}]
aliases:
  mask:
    names: [{{en: "{EVIL}", from: bad @ x}}]
    denotes: one
events:
  bang:
    what: {{en: "{EVIL}", ko: "{EVIL}"}}
    why: {{en: "{EVIL}", ko: "{EVIL}"}}
    who: [one]
    told: premise
    from: bad @ x
relationships:
  friends:
    type: Friendship
    friend: [one, two]
    note: {{en: "{EVIL}", ko: "{EVIL}"}}
    told: premise
    from: bad @ x
open:
  - {{en: "{EVIL}", ko: "{EVIL}", from: bad @ x}}
""",
    "people.yaml": f"""
people:
  evil-person:
    names: [{{en: "{EVIL}", from: bad @ x}}]
""",
    "sources.yaml": f"""
sources:
  bad:
    kind: review
    title: {{en: "{EVIL}", ko: "{EVIL}"}}
    publisher: "{EVIL}"
    address: "https://a.example/?a=b&c='d'"
    reviews: evil
    verdict: "{EVIL}"
    judgements:
      all: {{aspect: whole, stance: positive, of: evil, en: "{EVIL}", ko: "{EVIL}", at: x}}
""",
}


class _Alive(HTMLParser):
    """What in a page could run: handlers, scripts of its own, pictures, addresses that are code."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    @classmethod
    def parts_of(cls, page: str) -> list[str]:
        parser = cls()
        parser.feed(page)
        return parser.parts

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        from_us = given.get("type") == "application/json" or (given.get("src") or "").startswith("/static/")
        own = tag == "script" and not from_us
        code = [value for name, value in attrs if name in ("href", "src") and not re.match("https?:|/|#", value or "")]
        if own or code or tag in ("img", "iframe", "object") or any(name.startswith("on") for name in given):
            self.parts.append(f"{tag} {attrs}")


def test_hostile_data_stays_text(tmp_path: Path) -> None:
    for name, text in HOSTILE.items():
        file = tmp_path / "data" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    evil = KnowledgeGraph.of_build(build(tmp_path / "data", tmp_path / "builds", ONTOLOGY))
    with TestClient(create_app(evil, LocalRunner(evil))) as client:
        query = quote("SELECT * { ?s ?p ?o }")
        for path in ("/", "/drama/evil", "/drama/evil?at=end&lang=ko", "/drama/evil?at=9", f"/sparql?query={query}"):
            page = client.get(path, headers=HTML).text
            assert _Alive.parts_of(page) == []
        assert client.get(f"/drama/{quote(EVIL, safe='')}", headers=HTML).text.count("<script>alert") == 0
        assert client.get("/drama/evil.json?at=end").json()["titles"]["en"] == f"{EVIL} & co"


def test_only_web_addresses_become_links() -> None:
    from kg.web.templating import outside_link

    for address in ("javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//a.org",
                    "java\nscript:x", " https://a", "https://a b", "", None):  # fmt: skip
        assert outside_link(address) is None
    assert outside_link("HTTPS://a.example/x?y=1#z") == "HTTPS://a.example/x?y=1#z"


@pytest.mark.parametrize(
    "path", ["/", "/drama/soundtrack-1", "/data", "/drama/soundtrack-1/data", "/ontology", "/themes"]
)
def test_fields_that_a_page_does_not_know_change_nothing_in_it(client: TestClient, path: str) -> None:
    """Else each of them would have the page made anew, and kept."""
    plain = client.get(path, headers=HTML)
    assert client.get(path, params={"x": "1", "y": "2"}, headers=HTML).text == plain.text


def test_a_page_that_many_ask_for_at_once_is_made_once() -> None:
    kept, begun = Kept[str](3), []

    def make() -> str:
        begun.append(1)
        time.sleep(0.2)
        return "made"

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda _: kept.get("one", make), range(4))) == ["made"] * 4
    assert len(begun) == 1


def test_what_cannot_be_made_is_tried_again() -> None:
    kept = Kept[int](3)
    with pytest.raises(ZeroDivisionError):
        kept.get("one", lambda: 1 // 0)
    assert kept.get("one", lambda: 1) == 1


def test_health_answers_while_every_thread_makes_pages(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pages, "start", lambda self, request: (time.sleep(1.0), PlainTextResponse("late"))[1])
    with serving(graph) as server, ThreadPoolExecutor(120) as threads:
        asked = [threads.submit(httpx2.get, f"{server}/", timeout=60) for _ in range(120)]
        time.sleep(0.5)
        begun = time.monotonic()
        assert httpx2.get(f"{server}/health", timeout=60).status_code == 200
        assert time.monotonic() - begun < 5  # the pages take fifteen
        assert all(one.result().status_code == 200 for one in asked)


def test_an_address_that_names_two_beats_tells_the_earlier(client: TestClient) -> None:
    def told(query: str) -> int:
        found = client.get(f"/drama/soundtrack-1.json?{query}")
        assert found.status_code == 200
        return int(found.json()["told"]["position"])

    assert (told("at=1&at=6"), told("at=end&at=3"), told("at=2&at=premise"), told("at="), told("at=&at=2")) == (
        1,
        3,
        1,
        1,
        2,
    )
    assert client.get("/drama/soundtrack-1?at=3&at=abc").status_code == 400

"""The start page and the pages of dramas: what they say, in which language, and what they never say."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from kg.graph import KnowledgeGraph
from tests.asking import HTML


def test_start_page_leads_to_every_drama(client: TestClient, graph: KnowledgeGraph) -> None:
    start, everything = client.get("/").text, client.get("/dramas").text
    assert '<html lang="en">' in start
    for row in graph.dramas():
        assert f'href="/drama/{row["slug"]}"' in everything
        assert (f'href="/drama/{row["slug"]}"' in start) == (row["coverage"] == "full")
    assert 'href="/dramas"' in start
    assert "Han So Hee" in start
    assert "사운드트랙" in start
    assert 'action="/path#way"' in start
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


def test_the_first_view_of_a_drama_is_light(client: TestClient) -> None:
    page = client.get("/drama/soundtrack-1?at=end&lang=en").text
    files = [client.get(name).content for name in re.findall(r'(?:href|src)="(/static/(?!vis-)[^"]+)"', page)]
    assert len(files) > 5
    assert sum(len(gzip.compress(content)) for content in (page.encode(), *files)) < 200_000


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

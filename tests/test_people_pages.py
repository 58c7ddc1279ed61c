"""The pages of people and characters, the ways between people, and a drama by chance."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from kg.analysis import CoStar, DramaRef, Named
from kg.audit import Told
from kg.audit.worlds import told_until
from kg.graph import KnowledgeGraph
from kg.store import EmbeddedStore
from kg.web.app import create_app
from kg.web.inprocess import Site
from kg.web.people.network import network_chart
from kg.web.words import Words
from tests.asking import HTML

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def client(graph: KnowledgeGraph) -> Iterator[TestClient]:
    with TestClient(create_app(graph), headers={"accept-language": "en"}, follow_redirects=False) as made:
        yield made


def text_of(page: str) -> str:
    """What stands on a page, without its elements."""
    bare = re.sub(r"<script.*?</script>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def heading_of(page: str) -> str:
    """What stands on the page of a problem, without the chips that offer something like what was asked for."""
    return text_of(
        re.sub(r'<p>Did you mean one of these.|<ul class="chips">.*?</ul>', "", page.partition("<main")[2], flags=re.S)
    )


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
    parts = {(one.drama.slug, part.slug) for one in found.roles for part in one.characters}
    assert {f"/character/{drama}/{part}?at=end&lang=en" for drama, part in parts} <= links
    assert {f"/person/{one.person.slug}?at=end&lang=en" for one in found.co_stars} <= links
    assert "박훈" in text_of(page)
    assert 'rel="noopener noreferrer nofollow">mydramalist.com</a>' in page
    assert 'name="from" value="park-hoon"' in page
    assert "/id/person/park-hoon?at=end&lang=en" in links
    assert slugs(asked_rows(client, page, "dramas and roles"), "drama") == {one.drama.slug for one in found.roles}
    beside = {one.person.slug for one in found.co_stars}
    assert slugs(asked_rows(client, page, "who plays beside them"), "other") == beside
    document = client.get("/person/park-hoon.json?at=end").json()
    assert document["co_stars"] == found.to_dict()["co_stars"]
    assert any("mydramalist" in source["iri"] for source in document["sources"])


def test_who_makes_dramas_has_a_page_too(client: TestClient) -> None:
    page = client.get("/person/kim-hee-won?lang=en").text
    assert "/drama/soundtrack-1?lang=en" in links_in(page)
    assert {row["job"]["value"] for row in asked_rows(client, page, "dramas they made")} == {
        "https://w3id.org/drama-kg/ontology#director"
    }
    assert "drama-chart" not in page  # nobody has played beside a director


def test_a_person_and_their_linked_data_lead_to_each_other(client: TestClient) -> None:
    for own, linked in (
        ("/person/park-hoon", "/id/person/park-hoon"),
        ("/character/soundtrack-1/eunsoo", "/id/drama/soundtrack-1/character/eunsoo"),
    ):
        assert linked in {address.partition("?")[0] for address in links_in(client.get(own).text)}
        assert own in {address.partition("?")[0] for address in links_in(client.get(linked, headers=HTML).text)}


def test_a_picture_of_the_nearest_says_how_many_there_are(graph: KnowledgeGraph) -> None:
    def co_star(n: int, *dramas: str) -> CoStar:
        refs = tuple(DramaRef(f"d:{one}", {"en": one}, 2020, one != "catalogue") for one in dramas)
        return CoStar(Named(f"p:{n:02}", {"ko": f"배우 {n}"}), refs)

    often = [co_star(n, "one", "two") for n in range(3)]
    once = [co_star(n, "catalogue") for n in range(10, 30)] + [co_star(n, "one") for n in range(30, 50)]
    profile = replace(graph.actor("park-hoon"), co_stars=(*often, *once))
    chart = network_chart(profile, Words("en"), lambda iri: f"/person/{iri}")
    names = [node.id for node in chart.nodes]
    assert names[1:4] == ["p:00", "p:01", "p:02"]
    assert names[4:] == [f"p:{n}" for n in (30, 31, 32, 33, 10, 11, 12, 13)]
    assert "11 nearest of 43" in chart.caption["en"]
    assert chart.nodes[1].label == {"ko": "배우 0", "en": "배우 0"}
    assert [group.id for group in chart.groups] == ["d:one", "d:catalogue"]


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/person/Park%20Hyung-sik?at=soundtrack-1=3&lang=ko", "/person/park-hyung-sik?at=soundtrack-1%3D3&lang=ko"),
        ("/person/%EB%B0%95%ED%98%95%EC%8B%9D", "/person/park-hyung-sik"),
        ("/character/soundtrack-1/Lee%20Eun%20Soo?at=2", "/character/soundtrack-1/eunsoo?at=2"),
        ("/path?from=han-so-hee&to=X&swap=1", "/path?from=X&to=han-so-hee"),
    ],
)
def test_a_name_leads_to_its_page(client: TestClient, path: str, location: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303 if "swap" in path else 307, location)


LATE = ("gong-yoo-rim", "seo-in-guk", "lee-jung-eun")


@pytest.mark.parametrize("slug", LATE)
def test_who_is_told_of_later_is_as_who_does_not_exist(client: TestClient, graph: KnowledgeGraph, slug: str) -> None:
    names = graph.actor(slug, seen=["*=end"]).person.names
    for form in ("/person/{}", "/person/{}.json", "/path?from=han-so-hee&to={}", "/path.json?from=han-so-hee&to={}"):
        for name in (slug, names["en"]):
            late, never = (client.get(form.format(one), headers=HTML) for one in (name, "zq9 xv7"))
            assert late.status_code == never.status_code == 404
            assert heading_of(late.text).replace(name, "zq9 xv7") == heading_of(never.text)
            offered = links_in(late.text.partition("<main")[2])
            assert not {link for link in offered if slug in link and not link.endswith("at=end")}
    assert client.get(f"/person/{slug}?at=end").status_code == 200
    assert slug not in client.get("/person/han-so-hee").text
    assert client.get("/person/jeon-hye-jin-1976").status_code == 200, "who is told apart from somebody of the premise"


@pytest.mark.parametrize(("drama", "slug"), [("soundtrack-1", "jayjun"), ("soundtrack-2", "doctor")])
def test_a_character_told_later_is_as_one_who_does_not_exist(client: TestClient, drama: str, slug: str) -> None:
    for ending in ("", ".json"):
        late, never = (client.get(f"/character/{drama}/{one}{ending}", headers=HTML) for one in (slug, "zq9xv7"))
        assert late.status_code == never.status_code == 404
        assert heading_of(late.text).replace(slug, "zq9xv7") == heading_of(never.text)
        assert not {link for link in links_in(late.text.partition("<main")[2]) if f"/{slug}" in link}
    assert client.get(f"/character/{drama}/{slug}?at=end").status_code == 200


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(item)


@pytest.mark.parametrize("at", [1, 4])
def test_a_character_page_says_nothing_of_later_steps(client: TestClient, graph: KnowledgeGraph, at: int) -> None:
    told = set(_strings(client.get("/drama/soundtrack-1.json", params={"at": at}).json()))
    whole = set(_strings(client.get("/drama/soundtrack-1.json?at=end").json()))
    # The place of a statement in its source may be a heading that names who comes later: "Kang Woo Il 1".
    later = {text for text in whole - told if len(text) > 12 and not re.search(r" \d+$", text)}
    assert len(later) > 50
    for row in graph.drama("soundtrack-1", at).characters:
        page = html.unescape(client.get(f"/character/soundtrack-1/{row.slug}?at={at}").text)
        document = client.get(f"/character/soundtrack-1/{row.slug}.json?at={at}").json()
        assert [text for text in later if text in page] == []
        assert later & set(_strings(document)) == set()


def test_a_character_has_phases_in_order_events_and_places(client: TestClient, graph: KnowledgeGraph) -> None:
    page = client.get("/character/soundtrack-1/seonwoo?at=end&lang=en").text
    found = graph.character("soundtrack-1/seonwoo", at="end")
    eunsoo = next(tie for tie in found.ties if tie.other.slug == "eunsoo")
    document = client.get("/character/soundtrack-1/seonwoo.json?at=end").json()
    bond = next(one for one in document["relationships"] if one["with"]["iri"] == eunsoo.other.iri)
    assert [phase["iri"] for phase in bond["phases"]] == [phase.iri for phase in eunsoo.phases]
    assert [event["iri"] for event in document["events"]] == [event.iri for event in found.events]
    text = text_of(page)
    for words in (
        "one-sided love",
        "Han Seon Woo → whom: Lee Eun Soo",
        "told at step 7",
        "Unrequited Love 1",
        "couple",
    ):
        assert words.casefold() in text.casefold(), words
    assert all(event.label["en"] in text for event in found.events)
    links = links_in(page)
    assert "/drama/soundtrack-1/why?s=seonwoo&p=inLoveWith&o=eunsoo&at=7&lang=en" in links
    assert "/person/park-hyung-sik?at=soundtrack-1%3Dend&lang=en" in links
    assert page.count('aria-current="step"') == 1
    premise = client.get("/character/soundtrack-1/seonwoo").text
    assert "NEW" not in premise
    assert len(asked_rows(client, premise, "relationships")) > 0


def test_two_people_in_a_chain(client: TestClient, graph: KnowledgeGraph) -> None:
    page = client.get("/path?from=Park+Hyung-sik&to=%EB%85%B8%EC%83%81%ED%98%84&through=all&lang=en").text
    paths = graph.path("park-hyung-sik", "noh-sang-hyun", through="all", most=6)
    assert paths.distance == 2
    best = paths.best
    text, links = text_of(page), links_in(page)
    assert all(words in text for words in best.words("en"))
    assert {f"/person/{one.slug}?lang=en" for one in best.people} <= links
    assert {f"/drama/{step.drama.slug}?lang=en" for step in best.steps} <= links
    for step in best.steps:
        for credit in (*step.shared[0].one, *step.shared[0].other):
            for part in credit.characters:
                assert f"/character/{step.drama.slug}/{part.slug}?lang=en" in links
    rows = asked_rows(client, page, "the dramas that they share")
    assert slugs(rows, "drama") >= {step.drama.slug for step in best.steps}
    document = client.get("/path.json?from=park-hyung-sik&to=noh-sang-hyun&through=all").json()
    assert document["chains"] == paths.to_dict()["chains"]


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("", 200, "How are they connected?"),
        ("from=han-so-hee", 200, "How are they connected?"),
        ("from=han-so-hee&to=", 400, "Say who the other person is."),
        ("from=&to=han-so-hee", 400, "Say who the other person is."),
        ("from=Han+So+Hee&to=han-so-hee", 400, "Both fields name Han So Hee."),
        ("from=han-so-hee&to=Jeon+Hye+Jin", 300, "“Jeon Hye Jin” fits more than one person."),
        ("from=han-so-hee&to=nobody-at-all", 404, "there is no person “nobody-at-all” here"),
        ("from=han-so-hee&to=" + "x" * 10_000, 400, "A name has at most 100 characters."),
        ("from=han-so-hee&to=jeon-hye-jin-1976", 404, "no chain of dramas leads from Han So Hee to"),
        ("from=han-so-hee&to=noh-sang-hyun&through=sea", 400, "'through' is cast"),
        ("from=han-so-hee&to=noh-sang-hyun&at=hm", 400, "does not say how far you are"),
    ],
)
def test_a_question_about_two_that_has_no_answer(client: TestClient, query: str, status: int, words: str) -> None:
    page = client.get(f"/path?{query}", headers={**HTML, "accept-language": "en"})
    assert page.status_code == status
    assert words in text_of(page.text)
    assert len(page.content) < 60_000
    if status != 200:
        document = client.get(f"/path.json?{query}", headers={"accept": "application/json"}).json()
        assert document["status"] == status
        assert words.rstrip(".") in document["error"]
    if status == 300:
        assert {"jeon-hye-jin", "jeon-hye-jin-1976"} <= {
            parse_qs(urlsplit(link).query).get("to", [""])[0] for link in links_in(page.text)
        }


def test_wrong_addresses_lead_on(client: TestClient) -> None:
    for path, status, link in (
        ("/person/Park%20Hyumg%20Sikk", 404, "/person/park-hyung-sik"),
        ("/person/nobody-at-all", 404, "/"),
        ("/person/" + "x" * 10_000, 400, "/"),
        ("/person/park-hoon?at=9", 400, "/"),
        ("/character/soundtrack-1/eunso", 404, "/character/soundtrack-1/eunsoo?at=1"),
        ("/character/soundtrack-9/eunsoo", 404, "/drama/soundtrack-1"),
        ("/character/soundtrack-1/eunsoo?at=8", 400, "/character/soundtrack-1/eunsoo?at=7"),
        ("/character/%00/%01", 404, "/"),
    ):
        answer = client.get(path, headers=HTML)
        assert answer.status_code == status, path
        assert link in links_in(answer.text), (path, links_in(answer.text))


def test_what_is_hostile_is_shown_and_not_obeyed(client: TestClient) -> None:
    for path in (f"/person/{HOSTILE.replace('/', '')}", f"/path?from={HOSTILE}&to=%22onfocus=alert(1)%20x=%22",
                 f"/character/soundtrack-1/{HOSTILE.replace('/', '')}", f"/path?from=a&to=b&at={HOSTILE}"):  # fmt: skip
        answer = client.get(path, headers=HTML)
        assert answer.status_code in (400, 404)
        assert "<script>alert" not in answer.text
        assert 'onfocus=alert(1) x="' not in html.unescape(answer.text.replace("&#34;", "")) or "&#34;" in answer.text


def test_a_surprise_is_another_drama_told_in_full(client: TestClient) -> None:
    found = {client.get("/surprise?lang=ko").headers["location"] for _ in range(40)}
    assert found == {"/drama/soundtrack-1?lang=ko", "/drama/soundtrack-2?lang=ko"}
    answers = [client.get("/surprise?not=soundtrack-1") for _ in range(20)]
    assert {(one.status_code, one.headers["location"]) for one in answers} == {(303, "/drama/soundtrack-2")}
    assert answers[0].headers["cache-control"] == "no-store"


def test_a_surprise_does_not_depend_on_what_is_told_later(graph: KnowledgeGraph) -> None:
    world = KnowledgeGraph(EmbeddedStore.of(told_until(Told(graph.store.told()), 1)), graph.ontology)
    with Site(world) as site:
        drawn = {site.pages(["/surprise"])[0].header("location") for _ in range(40)}
    assert drawn == {"/drama/soundtrack-1", "/drama/soundtrack-2"}


def test_pages_are_kept_by_viewpoint_and_language(client: TestClient) -> None:
    pages = {client.get(f"/person/park-hoon?at={at}&lang={lang}").text for at in ("", "end") for lang in ("en", "ko")}
    assert len(pages) == 4
    assert client.get("/person/park-hoon?at=end&lang=ko").text in pages


def test_a_remark_of_curators_is_no_part_of_the_story(client: TestClient, graph: KnowledgeGraph) -> None:
    remark = "her actor is known only from the order in which the review names the two children"
    drama = graph.drama("soundtrack-2", at="end")
    assert remark in [note.text for note in drama.notes if note.remark]
    node = next(node for node in drama.chart().nodes if node.id.endswith("/daughter"))
    assert remark in [one.words for one in node.remarks]
    assert remark not in [one.words for one in node.notes]
    for address in ("/character/soundtrack-2/daughter?at=end", "/drama/soundtrack-2?at=end"):
        page = text_of(client.get(address, headers=HTML).text)
        assert remark in page.partition("About the data")[2]
        assert not re.search(rf"What is (known|told of them)[ \d]*{remark}", page)

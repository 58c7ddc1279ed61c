"""The links from tables and pictures to their queries: each is run, and has the rows that the page was made from."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pyoxigraph import Literal
from starlette.testclient import TestClient

from kg import facts, networks, report, themes
from kg.graph import KnowledgeGraph
from kg.results import Table
from kg.web.words import Words

TABLES = facts.TABLES | networks.TABLES | themes.TABLES | report.TABLES
NAMES = {name: Words("en")(f"ask_{name}") for name in [*TABLES, "dramas", "themes", "theme", "proof"]
         if name not in ("beats", "themes_all", "themes_below")}  # fmt: skip
Cell = tuple[str, str] | None


def links_of(client: TestClient, path: str) -> list[tuple[str, str]]:
    """The words and the address of each link to a query on a page."""
    page = client.get(path)
    assert page.status_code == 200, path
    parts = re.findall(r'<p class="sparql-links">(.*?)</p>', page.text, re.DOTALL)
    found = [link for part in parts for link in re.findall(r'<a href="([^"]+)">([^<]+)</a>', part)]
    return [(html.unescape(words), html.unescape(address)) for address, words in found]


def rows_of(client: TestClient, address: str) -> list[dict[str, Any]]:
    found = client.get(address, headers={"accept": "application/sparql-results+json"})
    assert found.status_code == 200, found.text
    return found.json()["results"]["bindings"]


def cells(rows: list[dict[str, Any]], columns: list[str]) -> Counter[tuple[Cell, ...]]:
    def cell(row: dict[str, Any], name: str) -> Cell:
        return (row[name]["value"], row[name].get("xml:lang", "")) if name in row else None

    return Counter(tuple(cell(row, name) for name in columns) for row in rows)


def cells_of_table(table: Table, columns: list[str]) -> Counter[tuple[Cell, ...]]:
    def cell(term: Any) -> Cell:
        return None if term is None else (term.value, (term.language or "") if isinstance(term, Literal) else "")

    places = [table.columns.index(name) for name in columns]
    return Counter(tuple(cell(row[place]) for place in places) for row in table.terms)


@pytest.mark.parametrize(("slug", "at"), [("soundtrack-1", 1), ("soundtrack-1", 3), ("soundtrack-2", 4), ("mother", 1)])
@pytest.mark.parametrize("page", ["", "/data"])
def test_a_drama_page_links_to_what_it_is_made_from(
    client: TestClient, graph: KnowledgeGraph, slug: str, at: int, page: str
) -> None:
    drama = graph.drama(slug, at)
    by_words = {words: name for name, words in NAMES.items()}
    seen = set()
    for words, address in links_of(client, f"/drama/{slug}{page}?at={at}"):
        if words not in by_words:
            assert page == "/data"
            continue
        assert parse_qs(urlsplit(address).query)["at"] == [f"{slug}={at}"]
        name = by_words[words]
        seen.add(name)
        if name == "themes_shown":
            shown = {use.theme for use in drama.compared_themes if use.shown}
            assert {row["theme"]["value"].rsplit("/", 1)[-1] for row in rows_of(client, address)} == shown
            continue
        table = drama.view.select(TABLES[name])
        # The title of an earlier drama is told by that drama's own premise.
        columns = [column for column in table.columns if (name, column) != ("making", "name")]
        if name == "making":
            assert set(cells(rows_of(client, address), columns)) == set(cells_of_table(table, columns)), name
        else:
            assert cells(rows_of(client, address), columns) == cells_of_table(table, columns), name
    if slug == "mother":
        assert seen == ({"making", "performers", "sources"} if not page else seen)
    elif not page:
        assert seen >= {"relationships", "characters", "cast", "events", "themes_said", "making", "reviews", "sources"}
    else:
        assert seen >= {"sources", "pairs", "values", "relationships", "left_open", "by_name"}


def test_what_the_links_find_stands_on_the_page(client: TestClient) -> None:
    path = "/drama/soundtrack-1?at=3&lang=en"
    text, links = client.get(path).text, dict(links_of(client, path))

    def found(name: str, column: str) -> set[str]:
        return {"-".join(row[column]["value"].rsplit("/", 2)[-2:]) for row in rows_of(client, links[NAMES[name]])}

    for name, column in (("relationships", "phase"), ("characters", "character"), ("sources", "source")):
        kind = {"phase": "relationship"}.get(column, column)
        assert found(name, column) == set(re.findall(rf'id="({kind}-[^"]+)"', text)), name
    events = html.unescape(text).split('id="events-head"')[1].split('id="themes"')[0]
    for row in rows_of(client, links[NAMES["events"]]):
        if row["label"]["xml:lang"] == "en":
            assert row["label"]["value"] in events


def test_every_number_of_the_report_has_its_query(client: TestClient, graph: KnowledgeGraph) -> None:
    row = graph.coverage("soundtrack-1").to_dicts()[0]
    links: dict[str, list[str]] = {}
    for words, address in links_of(client, "/drama/soundtrack-1/data?at=end&lang=en"):
        links.setdefault(re.sub(r" \(\d\)$", "", words), []).append(address)
    for name in report.MEASURES:
        words = Words("en")(f"measure_{name}")
        numbers = []
        for address in links[words]:
            rows = rows_of(client, address)
            numbers.append(int(rows[0]["value"]["value"]) if rows else 0)
        assert row[name] in (sum(numbers), numbers[0] - sum(numbers[1:])), name


def test_the_report_counts_the_dramas_that_it_shows(client: TestClient, graph: KnowledgeGraph) -> None:
    links = dict(links_of(client, "/data?lang=en"))
    rows = rows_of(client, links[Words("en")("measure_events")])
    found = {row["drama"]["value"]: int(row["value"]["value"]) for row in rows}
    assert found == {row["drama"]: row["events"] for row in graph.coverage(thin=False)}


@pytest.mark.parametrize("at", ["", "soundtrack-1=3", "*=end"])
def test_the_themes_are_asked_from_as_far_as_they_are_shown(client: TestClient, graph: KnowledgeGraph, at: str) -> None:
    ((_, address),) = links_of(client, f"/themes?at={at}")
    far = parse_qs(urlsplit(address).query)
    assert far.get("at", [""]) == [at]
    assert ("spoiler-free" in far) == (not at)
    rows = rows_of(client, address)
    found = {(row["drama"]["value"], row["theme"]["value"].rsplit("/", 1)[-1], row["how"]["value"]) for row in rows}
    shown = graph.themes({"soundtrack-1": 3} if "=3" in at else None, others="end" if "*" in at else "premise")
    uses = {(use.drama, theme, use) for theme, uses in shown.items() for use in uses}
    assert found == {
        (drama, theme, how) for drama, theme, use in uses for how in ("said", "shown") if getattr(use, how)
    }
    ((_, below),) = links_of(client, f"/theme/friendship?at={at}")
    narrower = {row["theme"]["value"].rsplit("/", 1)[-1] for row in rows_of(client, below)}
    assert narrower <= {theme for _, theme, _ in found}
    assert at != "*=end" or {"friendship", "best-friends"} <= narrower


def test_a_proof_links_to_what_it_rests_on(client: TestClient, graph: KnowledgeGraph) -> None:
    ((_, address),) = links_of(client, "/drama/soundtrack-1/why?s=wooil&p=mentorOf&o=eunsoo&at=2")
    assert parse_qs(urlsplit(address).query)["at"] == ["soundtrack-1=2"]
    why = graph.drama("soundtrack-1", 2).explain("wooil", "mentorOf", "eunsoo")
    told = {telling.graph for proof in why.proofs for step in proof.walk() for telling in step.tellings}
    assert {row["graph"]["value"] for row in rows_of(client, address)} == told


@pytest.mark.parametrize("path", ["/", "/dramas"])
def test_lists_of_dramas_link_to_their_query(client: TestClient, graph: KnowledgeGraph, path: str) -> None:
    links = dict(links_of(client, f"{path}?lang=en"))
    rows = rows_of(client, links["this list of dramas"])
    table = graph.dramas()
    assert cells(rows, list(table.columns)) == cells_of_table(table, list(table.columns))

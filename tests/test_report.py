"""The data report: its numbers are right, its words never run ahead of the viewer, and it says what is thin."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from starlette.testclient import TestClient

from kg.build import build
from kg.cli import main
from kg.cli.coverage import show_all
from kg.graph import KnowledgeGraph
from kg.load.curated import read_collection
from kg.load.quads import to_statements
from kg.model import Collection, Drama
from kg.ontology import Ontology
from kg.paths import ontology_dir
from kg.reason import close
from kg.report import LACKS, MEASURES, WHOLES, Coverage, lacks
from kg.store import EmbeddedStore
from kg.vocab import DKG, GRAPH_BASE, thing
from kg.web.app import create_app
from tests.support import ROOT

TINY = ROOT / "tests" / "tiny"


def graph_of(collection: Collection, ontology: Ontology, *more: Quad) -> KnowledgeGraph:
    """The closed graph of a collection, in memory."""
    quads = [*to_statements(collection, ontology).quads, *more]
    return KnowledgeGraph(EmbeddedStore.of([*quads, *close(quads, ontology), *ontology.quads()]), ontology)


@pytest.fixture(scope="module")
def tiny_collection(ontology: Ontology) -> Collection:
    return read_collection(TINY, ontology)


@pytest.fixture(scope="module")
def tiny_graph(tiny_collection: Collection, ontology: Ontology) -> KnowledgeGraph:
    return graph_of(tiny_collection, ontology)


def test_the_numbers_of_a_drama_that_can_be_counted_by_hand(tiny_graph: KnowledgeGraph) -> None:
    row = tiny_graph.coverage().to_dicts()[0]
    assert {name: row[name] for name in ("slug", "title", "title_ko", "coverage")} == {
        "slug": "tiny", "title": "Tiny", "title_ko": "타이니", "coverage": "full",
    }  # fmt: skip
    statements = row.pop("statements")
    assert {name: row[name] for name in MEASURES if name in row} == {
        "characters": 3, "characters_named": 2, "characters_ko": 1, "characters_cast": 1, "characters_tied": 3,
        "relationships": 3, "uncertain": 1, "pairs": 2, "events": 4, "single": 5, "groups": 1, "families": 0,
        "families_parentless": 0, "themes": 1, "beats": 3, "sources": 2, "late": row["late"], "disagreements": 2,
        "open": 1, "texts": 12, "texts_ko": 12, "people": 1, "people_by_name": 0,
    }  # fmt: skip
    assert 0 < row["late"] < statements
    assert row["thin"] == (
        "characters whose actor is not known: 2 of 3; named characters without a Korean name: 1 of 2"
    )


def test_numbers_are_those_of_the_end_of_every_drama(graph: KnowledgeGraph) -> None:
    rows = graph.coverage().to_dicts()
    assert [row["drama"] for row in rows] == [row["drama"] for row in graph.dramas()]
    some = [*rows[:: max(1, len(rows) // 4)], *(row for row in rows if row["slug"].startswith("soundtrack"))]
    for row in some:
        drama = graph.drama(row["slug"], at="end")
        found = drama.coverage
        assert row == graph.coverage(row["slug"]).to_dicts()[0]
        assert (row["characters"], row["relationships"]) == (len(drama.characters), len(drama.phases))
        assert (row["events"], row["beats"], row["groups"]) == (len(drama.events), drama.last, len(drama.groups))
        assert row["characters_tied"] == len(set(drama.to_networkx()) - _alone(drama.to_networkx()))
        assert (row["sources"], row["themes"]) == (len(found.sources), len(drama.themes))
        assert row["statements"] == sum(share.statements for share in found.sources)
        assert row["single"] == sum(len(share.alone) for share in found.sources)
        assert (row["disagreements"], row["uncertain"]) == (len(found.disagreements), len(found.uncertain))
        assert (row["open"], row["people_by_name"]) == (len(found.left_open.get("en", ())), len(found.by_name))
        assert all(row[part] <= row[whole] for part, whole in WHOLES.items())
    full = graph.coverage(thin=False).to_dicts()
    assert full == [row for row in rows if row["coverage"] == "full"]


def _alone(network: Any) -> set[str]:
    return {node for node in network if network.degree(node) == 0}


def test_words_say_nothing_that_is_told_later(graph: KnowledgeGraph) -> None:
    for slug in ("soundtrack-1", "soundtrack-2"):
        whole = _texts(graph.drama(slug, at="end").coverage)
        for at in (1, 2, graph.drama(slug).last - 1):
            found = graph.drama(slug, at=at)
            told = {text for claim in _claims(found.coverage) for text in claim.words.values()}
            assert all(claim.told <= at for claim in _claims(found.coverage))
            assert _texts(found.coverage) >= told
        assert _texts(graph.drama(slug, at=1).coverage) < whole


def _claims(found: Coverage) -> list[Any]:
    return [*found.uncertain, *(claim for share in found.sources for claim in share.alone)]


def _texts(found: Coverage) -> set[str]:
    """Every text of a report."""
    maps = [
        *(claim.words for claim in _claims(found)), *(share.title for share in found.sources),
        *(part for one in found.disagreements for side in one.sides for part in (one.about, side.words, side.note)),
        *(one.names for one in found.by_name),
    ]  # fmt: skip
    return {text for texts in maps for text in texts.values()} | {
        text for texts in found.left_open.values() for text in texts
    }


@pytest.mark.parametrize("slug", ["soundtrack-1", "soundtrack-2"])
def test_the_page_and_the_command_hold_back_what_is_told_later(
    client: TestClient, graph: KnowledgeGraph, slug: str
) -> None:
    last = graph.drama(slug).last
    end = _texts(graph.drama(slug, at="end").coverage)
    for at, form in ((None, "table"), (last - 1, "json")):
        drama = graph.drama(slug, at=at or 1)
        later = {text for text in end - _texts(drama.coverage) if len(text) > 6}
        assert later
        said = json.dumps(drama.coverage.left_open) + " ".join(_texts(drama.coverage))
        later = {text for text in later if text not in said}
        query = f"?at={at}&" if at else "?"
        for lang in ("en", "ko"):
            page = client.get(f"/drama/{slug}/data{query}lang={lang}")
            assert page.status_code == 200
            assert [text for text in later if text in _plain(page.text)] == []
        shown = kg("info", slug, "--format", form, *(("--at", str(at)) if at else ()))
        assert shown.exit_code == 0
        assert [text for text in later if text in shown.output] == []


def test_the_page_of_a_drama_counts_the_whole_at_the_end_alone(client: TestClient, graph: KnowledgeGraph) -> None:
    last = graph.drama("soundtrack-1").last
    pages = [client.get(f"/drama/soundtrack-1/data?at={at}&lang=en").text for at in range(1, last + 1)]
    numbers = [re.findall(r"<dd>(.*?)</dd>", page) for page in pages]
    assert [len(found) > 15 for found in numbers] == [False] * (last - 1) + [True]
    assert not any(numbers[:-1])
    assert [f"from step {last}, the last one" in page for page in pages] == [True] * (last - 1) + [False]


def _plain(text: str) -> str:
    return text.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")


def test_both_sides_of_a_disagreement_with_their_sources(tiny_graph: KnowledgeGraph) -> None:
    found = tiny_graph.drama("tiny", at="premise").coverage.disagreements
    assert [(one.about["en"], [(s.words["en"], [t["en"] for t in s.sources]) for s in one.sides]) for one in found] == [
        ("year", [("2020", ["The Gazette on Tiny"]), ("2021", ["The Herald on Tiny"])]),
        (
            "years before the present: They are at school",
            [("9.5", ["The Herald on Tiny"]), ("10", ["The Gazette on Tiny"])],
        ),
    ]


def test_statements_that_cannot_both_be_true(graph: KnowledgeGraph) -> None:
    found = graph.drama("soundtrack-1", at="end").coverage.disagreements
    stated = [one for one in found if not one.about]
    assert len(stated) >= 4
    assert all(len(one.sides) == 2 and all(side.sources for side in one.sides) for one in stated)
    management = next(one for one in stated if "management" in str(one.sides))
    assert {side.words["en"].split(":")[0] for side in management.sides} == {"management", "business partnership"}


def test_people_by_name_alone_with_the_identifiers_that_they_may_have(
    tiny_collection: Collection, ontology: Ontology
) -> None:
    unchecked = tuple(replace(person, identifiers=()) for person in tiny_collection.people)
    graph = NamedNode(GRAPH_BASE + "people/herald")
    person, perhaps = thing("person", "actor-one"), NamedNode(DKG.base + "possibleIdentifier")
    fact = Quad(person, perhaps, Literal("mydramalist:1-actor-one"), graph)
    found = graph_of(replace(tiny_collection, people=unchecked), ontology, fact)
    by_name = found.drama("tiny").coverage.by_name
    assert [(one.iri, one.names["en"], one.possible) for one in by_name] == [
        (person.value, "Actor One", ("mydramalist:1-actor-one",))
    ]
    row = found.coverage("tiny").to_dicts()[0]
    assert (row["people"], row["people_by_name"]) == (1, 1)
    assert "people known by name alone: 1 of 1" in row["thin"]


def test_families_without_parents(graph: KnowledgeGraph) -> None:
    at_premise = graph.at().coverage("soundtrack-1").to_dicts()[0]
    at_end = graph.coverage("soundtrack-1").to_dicts()[0]
    assert (at_premise["families"], at_premise["families_parentless"]) == (1, 1)
    assert (at_end["families"], at_end["families_parentless"]) == (1, 0)


GOOD = {
    "coverage": "full", "characters": 10, "characters_named": 10, "characters_ko": 10, "characters_cast": 10,
    "characters_tied": 10, "relationships": 9, "uncertain": 1, "events": 8, "groups": 2, "families": 1,
    "families_parentless": 0, "themes": 3, "beats": 6, "statements": 90, "late": 40, "sources": 3, "texts": 30,
    "texts_ko": 30, "people": 12, "people_by_name": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, []),
        ({"coverage": "thin", "events": 0}, ["only a line of a filmography or a catalogue"]),
        ({"events": 0}, ["no events"]),
        ({"characters_tied": 6}, []),
        ({"characters_tied": 5}, ["characters without a relationship: 5 of 10"]),
        ({"relationships": 0, "characters_tied": 0}, ["no relationships"]),
        ({"characters_cast": 8}, []),
        ({"characters_cast": 7}, ["characters whose actor is not known: 3 of 10"]),
        ({"characters_ko": 7}, ["named characters without a Korean name: 3 of 10"]),
        ({"families_parentless": 1}, ["families without parents: 1 of 1"]),
        ({"late": 0}, ["no statement after the first quarter of the steps"]),
        ({"beats": 1, "late": 0}, ["everything is told in one step"]),
        ({"sources": 1}, ["one source tells everything"]),
        ({"texts_ko": 29}, ["texts without Korean: 1 of 30"]),
        ({"people_by_name": 6}, ["people known by name alone: 6 of 12"]),
        ({"themes": 0, "groups": 0}, ["no groups", "no themes"]),
    ],
)
def test_what_is_thin(change: dict[str, Any], words: list[str]) -> None:
    assert [lack.text() for lack in lacks({**GOOD, **change})] == words


@given(st.fixed_dictionaries({name: st.integers(0, 50) for name in GOOD if name != "coverage"}))
def test_what_is_thin_is_always_said_in_both_languages(numbers: dict[str, int]) -> None:
    for part, whole in WHOLES.items():
        if part in numbers:
            numbers[part] = min(numbers[part], numbers[whole])
    for lack in lacks({"coverage": "full", **numbers}):
        assert lack.key in LACKS
        assert lack.n <= lack.of
        assert lack.text("en") != lack.text("ko")
        assert not re.search(r"[{}]", lack.text("en") + lack.text("ko"))


def kg(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def test_info_shows_full_dramas(graph: KnowledgeGraph) -> None:
    shown = kg("info").stdout
    assert [row["title"] for row in graph.coverage(thin=False) if row["title"] not in shown] == []
    assert "█" in shown
    assert "사운드트랙" in kg("info", "--lang", "ko").stdout


def test_info_adds_up_the_thin_dramas(
    tiny_collection: Collection, ontology: Ontology, capsys: pytest.CaptureFixture[str]
) -> None:
    drama = replace(tiny_collection.dramas[0], coverage="thin")
    found = graph_of(replace(tiny_collection, dramas=(drama,)), ontology)
    assert len(found.coverage(thin=False)) == 0
    show_all(found.coverage().to_dicts(), "en")
    assert capsys.readouterr().out == (
        "1 drama known only from a line of a filmography or a catalogue: 1 credit, 3 characters, 2.0 sources each; "
        "every drama: --format csv\n"
    )


def test_info_for_programs(graph: KnowledgeGraph) -> None:
    rows = list(csv.DictReader(io.StringIO(kg("info", "--format", "csv").stdout)))
    assert [row["slug"] for row in rows] == graph.coverage().column("slug")
    one = list(csv.DictReader(io.StringIO(kg("info", "사운드트랙#1", "--format", "csv").stdout)))
    assert one == [row for row in rows if row["slug"] == "soundtrack-1"]
    bindings = json.loads(kg("info", "--format", "json").stdout)["results"]["bindings"]
    assert len(bindings) == len(rows)
    document = json.loads(kg("info", "soundtrack-1", "--format", "json", "--at", "end").stdout)
    assert document["told"] == {"position": 7, "last": 7}
    assert {"sources", "disagreements", "uncertain", "left_open", "by_name", "characters", "thin"} <= set(document)


def test_info_of_one_drama(graph: KnowledgeGraph) -> None:
    shown = kg("info", "soundtrack-1", "--at", "end")
    for part in (
        "characters",
        "of 11",
        "Hallyu Reviews",
        "≠",
        "(possible)",
        "known by name alone (4)",
        "stays open (1)",
    ):
        assert part in shown.stdout
    assert "numbers are of all" not in shown.stderr
    premise = kg("info", "soundtrack-1")
    assert "sources disagree (told so far: " in premise.stdout
    assert "words are told to step 1 of 7, numbers are of all" in premise.stderr


def test_info_is_told_what_is_wrong() -> None:
    assert (kg("info", "--at", "2").exit_code, kg("info", "soundtrack-1", "--format", "xml").exit_code) == (2, 2)
    wrong = kg("info", "soundtrak-1")
    assert (wrong.exit_code, wrong.stdout) == (1, "")
    assert "did you mean 'Soundtrack #1' (soundtrack-1; 2022" in wrong.stderr
    assert "beats 1 to 7" in kg("info", "soundtrack-1", "--at", "99").stderr


def test_hostile_titles_stay_text(tiny_collection: Collection, ontology: Ontology, tmp_path: Path, tiny: Path) -> None:
    path = tiny / "dramas" / "tiny.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("{en: Tiny,", '{en: "<b>[red]Tiny[/red]",', 1))
    build(tiny, tmp_path / "builds", ontology_dir())
    folders = ("--data", str(tiny), "--builds", str(tmp_path / "builds"))
    assert "<b>[red]Tiny[/red]" in kg("info", *folders).stdout
    name = replace(tiny_collection.dramas[0].names[0], text="<script>x</script>")
    drama: Drama = replace(tiny_collection.dramas[0], names=(name,))
    hostile = graph_of(replace(tiny_collection, dramas=(drama,)), ontology)
    with TestClient(create_app(hostile)) as client:
        for address in ("/data", "/drama/tiny/data"):
            page = client.get(address).text
            assert "<script>x" not in page
            assert "&lt;script&gt;x" in page


def test_the_table_page(client: TestClient, graph: KnowledgeGraph) -> None:
    for lang in ("en", "ko"):
        page = client.get(f"/data?lang={lang}").text
        for row in graph.coverage():
            full = row["coverage"] == "full"
            assert (f'href="/drama/{row["slug"]}?lang={lang}"' in page) == full
            assert (f'href="/drama/{row["slug"]}/data?lang={lang}"' in page) == full
        assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", page)
    assert "배우를 모르는 인물: 11명 중" in page
    assert 'href="/data"' in client.get("/sparql", headers={"accept": "text/html"}).text
    assert 'href="/drama/soundtrack-1/data?at=2"' in client.get("/drama/soundtrack-1?at=2").text


def test_the_table_as_csv(client: TestClient, graph: KnowledgeGraph) -> None:
    answer = client.get("/data.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.text == graph.coverage().to_csv()


def test_the_page_of_one_drama(client: TestClient) -> None:
    page = client.get("/drama/soundtrack-1/data?at=end&lang=en").text
    assert page.count("<h1") == 1
    for part in (
        "Where sources disagree",
        "years before the present",
        "Known by name alone",
        "Seo In Guk",
        'aria-current="step"',
    ):
        assert part in page
    assert client.get("/drama/no-such-drama/data").status_code == 404
    assert client.get("/drama/soundtrack-1/data?at=99").status_code == 400

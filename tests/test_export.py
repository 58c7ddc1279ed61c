"""What other tools are handed: DraCor's tables, networks, their description; never what is told later."""

from __future__ import annotations

import csv
import doctest
import io
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli.export import _FORMATS, _WHATS
from kg.copresence import read_copresence
from kg.errors import NotFoundError, QueryError
from kg.export import FORMATS, WHATS
from kg.export.graphs import network_graph, relation_graph, to_gexf, to_graphml, xml_text
from kg.export.rows import Exported, ExportedCharacter, ExportedRelation, ExportedTogether
from kg.export.tables import TABLES, Column, TableLayout, csv_text
from kg.graph import KnowledgeGraph
from kg.ontology import Ontology
from kg.vocab import ID_BASE
from tests.conftest import Run
from tests.support import ROOT
from tests.test_docs import blocks, shell_lines

PAGE = ROOT / "docs" / "exporting.md"
DRACOR = {"friends", "lover_of", "spouses", "siblings", "parent_of", "related_with", "associated_with"}
EVERYTHING = [(what, fmt) for what in WHATS for fmt in FORMATS if what != "characters" or fmt in ("csv", "csvw")]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def rows_of(text: str) -> list[tuple[str, ...]]:
    return [tuple(row.values()) for row in rows(text)]


def test_the_headers_are_those_of_dracor(graph: KnowledgeGraph) -> None:
    for what, header in (("relations", "Source,Type,Target,Relation"), ("network", "Source,Type,Target,Weight")):
        text = graph.export(what, drama="soundtrack-1")
        assert text.startswith(f"{header}\r\n")
        assert text.endswith("\r\n")


def test_relations_of_a_drama(graph: KnowledgeGraph, ontology: Ontology) -> None:
    found = [tuple(row.values()) for row in rows(graph.export(drama="soundtrack-1"))]
    assert len(set(found)) == len(found)
    assert ("eunsoo", "Undirected", "seonwoo", "friends") in found  # best friends are friends
    assert ("seonwoo", "Directed", "eunsoo", "lover_of") in found
    assert ("eunsoo", "Undirected", "seonwoo", "lover_of") in found
    assert ("wooil", "Directed", "eunsoo", "Mentoring") in found  # DraCor has no word for it
    assert {row[1] for row in found} == {"Directed", "Undirected"}
    assert {row[3] for row in found} <= DRACOR | set(ontology.relationship_types)
    people = {row.slug for row in graph.drama("soundtrack-1", at="end").characters}
    assert {end for row in found for end in (row[0], row[2])} <= people


def test_what_is_only_possible_is_in_no_row(graph: KnowledgeGraph) -> None:
    unsure = [row for row in graph.drama("soundtrack-1", at="end").phases if row.certainty in ("possible", "doubted")]
    assert unsure
    edges = nx.parse_graphml(graph.export("relations", "graphml", "soundtrack-1"), force_multigraph=True)
    marked = [data for *_, data in edges.edges(data=True) if data.get("certainty") in ("possible", "doubted")]
    assert len(marked) >= len(unsure)
    sure = {data["relation"] for *_, data in edges.edges(data=True) if data not in marked}
    assert {row["Relation"] for row in rows(graph.export(drama="soundtrack-1"))} == sure


def test_dracor_words_are_said_in_one_place(ontology: Ontology) -> None:
    assert set(ontology.dracor_words.values()) == DRACOR
    words = {name: ontology.dracor_word(name) for name in ontology.relationship_types}
    some = ("Marriage", "HalfSiblinghood", "Grandparenthood", "Engagement", "Association")
    assert {words[name] for name in some} == {
        "spouses", "siblings", "related_with", "lover_of", "associated_with"
    }  # fmt: skip
    # Those who were a couple once are none now.
    assert words["FormerCouple"] is None
    assert words["FormerMarriage"] is None


def test_the_network_counts_events_where_there_are_no_scenes(graph: KnowledgeGraph) -> None:
    view = graph.drama("soundtrack-1", at="end").view
    assert read_copresence(view).counted == "events"
    shared = graph.query(
        "SELECT (COUNT(DISTINCT ?e) AS ?n) { ?e dkg:participant ?a , ?b . "
        "FILTER(STRENDS(STR(?a), 'soundtrack-1/character/eunsoo') && STRENDS(STR(?b), '/seonwoo')) }"
    ).to_dicts()
    (pair,) = [row for row in rows(graph.export("network", drama="soundtrack-1"))
               if (row["Source"], row["Target"]) == ("eunsoo", "seonwoo")]  # fmt: skip
    assert int(pair["Weight"]) == shared[0]["n"] > 5
    assert pair["Type"] == "Undirected"


def secrets(graph: KnowledgeGraph, beat: int) -> set[str]:
    """Slugs and names of characters and phases of the first drama that are told after a beat, and at no earlier one."""

    def told(at: int | str) -> set[str]:
        drama = graph.drama("soundtrack-1", at=at)
        words = {row.slug for row in drama.characters} | {row.iri.rsplit("/", 1)[1] for row in drama.phases}
        return words | {name for row in drama.characters for name in row.names.values()}

    return told("end") - told(beat)


@pytest.mark.parametrize(("what", "fmt"), EVERYTHING)
def test_nothing_is_exported_that_is_told_later(graph: KnowledgeGraph, what: str, fmt: str) -> None:
    late = secrets(graph, 1)
    assert len(late) > 10
    for seen in (graph.at(), graph.at({"soundtrack-1": 1})):
        text = seen.export(what, fmt, "soundtrack-1")
        assert [word for word in late if re.search(rf"\b{re.escape(word)}\b", text)] == []
    if fmt != "csvw":
        everything = graph.export(what, fmt, "soundtrack-1")
        assert any(word in everything for word in late)
        assert len(everything) > len(text)


def test_what_the_premise_tells_is_there(graph: KnowledgeGraph) -> None:
    premise = graph.drama("soundtrack-1", at=1)
    text = graph.at().export("characters", drama="soundtrack-1")
    assert {row["Id"] for row in rows(text)} == {row.slug for row in premise.characters}
    assert {row["FirstBeat"] for row in rows(text)} == {"1"}
    edges = nx.parse_graphml(graph.at().export("relations", "graphml", "soundtrack-1"), force_multigraph=True)
    assert edges.number_of_edges() == graph.at().drama("soundtrack-1", at="end").to_networkx().number_of_edges()
    # A phase whose end is told late does not end at the premise.
    assert not any(data["ended"] for *_, data in edges.edges(data=True))
    later = nx.parse_graphml(graph.export("relations", "graphml", "soundtrack-1"), force_multigraph=True)
    ended = [data for *_, data in later.edges(data=True) if data["ended"]]
    assert ended
    assert all(data["last_beat"] >= data["first_beat"] for data in ended)


def test_labels_of_both_languages(graph: KnowledgeGraph) -> None:
    for lang, label in (("en", "Lee Eun Soo"), ("ko", "이은수")):
        for fmt, read in (("gexf", read_gexf), ("graphml", nx.parse_graphml)):
            node = read(graph.export("network", fmt, "soundtrack-1", lang=lang)).nodes["eunsoo"]
            assert (node["label"], node["label_en"], node["label_ko"]) == (label, "Lee Eun Soo", "이은수")
            assert (node["billing"], node["drama"]) == ("lead", "soundtrack-1")
            assert node["iri"] == f"{ID_BASE}drama/soundtrack-1/character/eunsoo"
        (row,) = [
            row for row in rows(graph.export("characters", drama="soundtrack-1", lang=lang)) if row["Id"] == "eunsoo"
        ]
        assert (row["Label"], row["Language"], row["LabelKo"]) == (label, lang, "이은수")


def test_several_dramas_keep_their_characters_apart(graph: KnowledgeGraph) -> None:
    some = ["soundtrack-1", "soundtrack-2"]
    ids = [row["Id"] for row in rows(graph.export("characters", drama=some))]
    assert len(set(ids)) == len(ids)
    assert "soundtrack-1/character/eunsoo" in ids
    ends = {row[end] for row in rows(graph.export("network", drama=some)) for end in ("Source", "Target")}
    assert ends <= set(ids)
    for what in WHATS:
        assert set(rows_of(graph.export(what))) >= set(rows_of(graph.export(what, drama=some)))
    assert graph.export(drama=["soundtrack-1", "Soundtrack #1"]) == graph.export(drama="soundtrack-1")


@pytest.mark.parametrize(("what", "fmt"), EVERYTHING)
def test_the_same_graph_gives_the_same_bytes(graph: KnowledgeGraph, what: str, fmt: str) -> None:
    assert graph.export(what, fmt, "soundtrack-2") == graph.export(what, fmt, "soundtrack-2")
    assert "lastmodified" not in graph.export(what, fmt, "soundtrack-2")


def test_what_cannot_be_had(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="'what' is relations, network or characters, not 'actors'"):
        graph.export("actors")
    with pytest.raises(QueryError, match="'format' is csv, csvw, gexf or graphml, not 'xlsx'"):
        graph.export("relations", "xlsx", "soundtrack-1")
    with pytest.raises(QueryError, match="characters alone are no network"):
        graph.export("characters", "gexf", "soundtrack-1")
    with pytest.raises(QueryError, match="'lang'"):
        graph.export(lang="de")
    with pytest.raises(NotFoundError, match="soundtrack-1"):
        graph.export(drama="soundtrak-1")


# Hostile names

NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def exported(names: list[str]) -> Exported:
    characters = tuple(
        ExportedCharacter(f"c{n}", f"{ID_BASE}c{n}", "d", {"en": name, "ko": name}, ("female",), None, ({"en": name},),
                          False, True, 1)
        for n, name in enumerate(names)
    )  # fmt: skip
    relations = tuple(
        ExportedRelation(f"r/{n}", "c0", f"c{n}", bool(n % 2), "friends", "Friendship", {"en": name}, name, 1, None)
        for n, name in enumerate(names)
    )
    together = tuple(ExportedTogether("c0", f"c{n}", n, 1, 2) for n in range(1, len(names)))
    present = frozenset(one.id for one in characters)
    return Exported("d", {"en": names[0]}, ID_BASE, "scenes", present, characters, relations, together, ())


def read_gexf(text: str) -> nx.Graph[str]:
    return nx.read_gexf(io.BytesIO(text.encode()))


@settings(max_examples=60, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=4))
def test_names_come_back_from_xml(names: list[str]) -> None:
    one = exported(names)
    reading: list[tuple[Callable[[Any], str], Callable[[str], Any]]] = [
        (to_gexf, read_gexf), (to_graphml, lambda text: nx.parse_graphml(text, force_multigraph=True))
    ]  # fmt: skip
    for write, read in reading:
        graph = read(write(relation_graph([one], "en")))
        network = read(write(network_graph([one], "en")))
        for n, name in enumerate(names):
            for found in (graph, network):
                assert found.nodes[f"c{n}"].get("label_ko", "") == xml_text(name)
                assert found.nodes[f"c{n}"]["group"] is True
        assert graph.number_of_edges() == len(names)
        assert sorted(data["symmetric"] for *_, data in graph.edges(data=True)) == sorted(
            not n % 2 for n in range(len(names))
        )
        assert sorted(data["weight"] for *_, data in network.edges(data=True)) == list(range(1, len(names)))


@given(NAMES)
def test_xml_text_is_what_xml_can_hold(name: str) -> None:
    assert xml_text(xml_text(name)) == xml_text(name)
    assert not re.search("[\x00-\x1f\ufffe\uffff]", xml_text(name))


@given(st.lists(st.tuples(NAMES, st.integers(-5, 5)), max_size=5))
def test_cells_come_back_and_none_is_a_formula(cells: list[tuple[str, int]]) -> None:
    layout = TableLayout(("", ""), (Column("Name", "", ""), Column("Number", "", "")), ())
    text = csv_text(layout, cells)
    header, *found = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert header == ["Name", "Number"]
    for (name, number), (cell, written) in zip(cells, found, strict=True):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert cell in (name, f"'{name}")
        assert (cell == name) == (not name.startswith(("=", "+", "-", "@", "\t", "\r")))
        assert int(written) == number


# CSV on the Web

BUILT_IN = {"string", "integer", "language", "boolean", "anyURI", "date", "decimal"}
COLUMN_KEYS = {"name", "titles", "datatype", "required", "propertyUrl", "valueUrl", "lang", "separator"}


def check_csvw(described: dict[str, Any], what: str) -> None:
    """What the metadata vocabulary (W3C, 2015) asks of a table's description, as far as ours uses it."""
    context, inner = described["@context"]
    assert context == "http://www.w3.org/ns/csvw"
    assert set(inner) == {"@language"}
    own = {key for key in described if ":" not in key}
    assert own == {"@context", "url", "dialect", "tableSchema"}
    assert not re.match("[a-z]+:", described["url"])  # relative to the description
    schema = described["tableSchema"]
    assert set(schema) <= {"columns", "primaryKey", "aboutUrl"}
    names = [column["name"] for column in schema["columns"]]
    assert len(set(names)) == len(names)
    assert set(schema["primaryKey"]) <= set(names)
    for column in schema["columns"]:
        assert {key for key in column if ":" not in key} <= COLUMN_KEYS
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.]*", column["name"])  # a variable of a URI template
        assert set(column["titles"]) == {"en", "ko"}
        assert column["titles"]["en"] == column["name"]  # the header of the file
        assert re.search("[가-힣]", column["titles"]["ko"])
        assert column["datatype"] in BUILT_IN
        for key in ("propertyUrl", "valueUrl"):
            if key in column:
                assert re.match("https?://", column[key])
                assert set(re.findall(r"{\+(.*?)}", column[key])) <= set(names)
    for key, value in described.items():
        if ":" in key:
            assert key.split(":")[0] == "dc"
            for item in value:
                assert set(item) in ({"@id"}, {"@value", "@language"})
    assert names == [column.name for column in TABLES[what].columns]


@pytest.mark.parametrize("what", WHATS)
@pytest.mark.parametrize("dramas", ["soundtrack-1", ["soundtrack-1", "soundtrack-2"]], ids=["one", "two"])
def test_the_description_is_valid_and_true(graph: KnowledgeGraph, what: str, dramas: Any) -> None:
    described = json.loads(graph.export(what, "csvw", dramas, url="my%20table.csv"))
    check_csvw(described, what)
    assert described["url"] == "my%20table.csv"
    assert described["dc:license"] == [{"@id": "https://creativecommons.org/licenses/by/4.0/"}]
    table = rows(graph.export(what, "csv", dramas))
    assert table
    schema = described["tableSchema"]
    keys = [tuple(row[name] for name in schema["primaryKey"]) for row in table]
    assert len(set(keys)) == len(keys)
    known = {row["thing"] for row in graph.query(
        "SELECT ?thing { { ?thing a dkg:Character } UNION { ?thing a dkg:Drama } }"
    ).to_dicts()}  # fmt: skip
    for column in schema["columns"]:
        for row in table:
            cell = row[column["name"]]
            assert cell or not column.get("required")
            if column["datatype"] == "integer":
                assert str(int(cell)) == cell
            if "valueUrl" in column:
                assert column["valueUrl"].replace("{+" + column["name"] + "}", cell) in known
    if "aboutUrl" in schema:
        assert {schema["aboutUrl"].replace("{+Id}", row["Id"]) for row in table} <= known


# The command line


def test_the_command_names_what_there_is() -> None:
    assert (_WHATS, _FORMATS) == (WHATS, FORMATS)


def test_a_file_and_its_description(graph: KnowledgeGraph, kg_command: Run, tmp_path: Path) -> None:
    done = kg_command("export", "soundtrack-1", "--at", "soundtrack-1=2", "--out", "two words.csv")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    seen = graph.at({"soundtrack-1": 2})
    assert (tmp_path / "two words.csv").read_bytes() == seen.export(drama="soundtrack-1").encode()
    described = json.loads((tmp_path / "two words.csv-metadata.json").read_text(encoding="utf-8"))
    assert described["url"] == "two%20words.csv"
    assert kg_command("export", "soundtrack-1", "-o", "x.gexf").returncode == 0
    assert read_gexf((tmp_path / "x.gexf").read_text(encoding="utf-8")).number_of_nodes() > 5
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "two words.csv",
        "two words.csv-metadata.json",
        "x.gexf",
    ]


def test_standard_output_and_mistakes(graph: KnowledgeGraph, kg_command: Run) -> None:
    done = kg_command("export", "soundtrack-2", "--what", "network", "--lang", "ko", "-f", "graphml")
    assert nx.parse_graphml(done.stdout).nodes["suho"]["label"].startswith("지수호")
    wrong = kg_command("export", "soundtrak-2")
    assert wrong.returncode == 1
    assert "soundtrack-2" in wrong.stderr
    assert kg_command("export", "--format", "xlsx").returncode == 2
    nowhere = kg_command("export", "soundtrack-1", "--out", "nowhere/x.csv")
    assert nowhere.returncode == 1
    assert "cannot write" in nowhere.stderr


@pytest.mark.parametrize("command", shell_lines(PAGE, "kg"))
def test_the_commands_of_the_page_run(command: str, tmp_path: Path, built: object) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", *shlex.split(command)[1:]],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(("Source,", "Id,")) or list(tmp_path.iterdir())


def test_the_python_of_the_page_runs(built: object) -> None:
    test = doctest.DocTestParser().get_doctest("\n".join(blocks(PAGE, "pycon")), {}, PAGE.name, PAGE.name, 0)
    runner = doctest.DocTestRunner()
    runner.run(test)
    results = runner.summarize(verbose=False)
    assert results.attempted > 5
    assert results.failed == 0

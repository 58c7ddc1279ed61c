"""The catalogue of queries: headers, parameters as RDF terms, and what is wrong with either."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.catalog import TYPES, VIEWS, find_query, load_catalog
from kg.errors import DataError, NotFoundError, QueryError
from kg.graph import KnowledgeGraph
from kg.paths import queries_dir
from kg.results import Table

FILES = sorted(queries_dir().glob("*.rq"))
CATALOG = load_catalog(queries_dir())


def test_every_file_is_in_the_catalogue() -> None:
    assert list(CATALOG) == [path.stem for path in FILES]
    assert len(CATALOG) >= 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_query_says_what_it_asks_and_what_it_needs(path: Path) -> None:
    query = CATALOG[path.stem]
    assert re.fullmatch("[a-z]+(-[a-z]+)*", query.id)
    assert set(query.summary) == {"en", "ko"}
    assert query.summary["en"].endswith("?")
    assert re.search("[가-힣]", query.summary["ko"])
    assert query.view in VIEWS
    assert "#+" not in query.sparql
    for parameter in query.parameters:
        assert parameter.type in TYPES
        assert parameter.default
        assert re.search(rf"[?$]{parameter.name}\b", query.sparql), f"?{parameter.name} is never used"
    assert "PREFIX" not in query.sparql  # the project's prefixes are known


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_query_that_asks_for_text_knows_the_reader_s_language(path: Path) -> None:
    query = CATALOG[path.stem]
    assert ("LANG(" in query.sparql) == any(parameter.name == "lang" for parameter in query.parameters)


def test_a_name_is_bound_as_a_term_and_never_pasted(graph: KnowledgeGraph) -> None:
    for hostile in ('x" } DROP ALL #', "?name", "<x:y>", "\\", "'", "}", "' || true || '", 'Jennifer") || ("1" = "1'):
        found = graph.run("who-is-behind-the-name", name=hostile)
        assert isinstance(found, Table)
        assert len(found) == 0


def test_parameters_that_are_wrong(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match=r"'cast' has no parameter 'dram'; did you mean 'drama'\?"):
        graph.run("cast", dram="x")
    with pytest.raises(QueryError, match="'compare-productions' has no parameter 'drama'"):
        graph.run("compare-productions", drama="soundtrack-1")
    with pytest.raises(NotFoundError, match="no character is called 'Lee Un Soo'; did you mean 'Lee Eun Soo'"):
        graph.run("who-plays-the-mentor", character="Lee Un Soo")
    with pytest.raises(QueryError, match="'lang' is en or ko, not 'fr'"):
        graph.run("confessions", lang="fr")
    with pytest.raises(NotFoundError, match="no drama is called ''"):
        graph.run("cast", drama="")


def test_a_query_that_is_not_there(graph: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="called 'who-plays-the-menter'; did you mean 'who-plays-the-mentor'"):
        graph.run("who-plays-the-menter")
    with pytest.raises(NotFoundError, match="see: kg queries"):
        find_query(CATALOG, "zzzzzz")
    with pytest.raises(NotFoundError):
        graph.run("../queries/cast")


GOOD = "#+ summary: Who?\n#+ summary_ko: 누구?\n#+ view: table\nSELECT * { ?s ?p ?o }\n"


def test_a_new_file_is_a_new_query(tmp_path: Path) -> None:
    (tmp_path / "new.rq").write_text(GOOD, encoding="utf-8")
    assert load_catalog(tmp_path)["new"].sparql == "SELECT * { ?s ?p ?o }\n"
    assert load_catalog(tmp_path / "nowhere") == {}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("SELECT * { ?s ?p ?o }", 1, "the query has no #+ header"),
        (GOOD.replace("table", "tabel"), 3, "unknown view 'tabel'; did you mean 'table'?"),
        (GOOD.replace("#+ view: table\n", ""), 1, "a query's header has no 'view:'"),
        (GOOD.replace("#+ view", "#+ vieww"), 3, "unknown key 'vieww' in a query's header; did you mean 'view'?"),
        (GOOD.replace("Who?", "[Who"), 2, "the #+ header does not parse"),
        (
            GOOD.replace("#+ view", "#+ params:\n#+   x: {type: strin, default: y}\n#+ view"), 4,
            "unknown parameter type 'strin'",
        ),
        (GOOD.replace("#+ view", "#+ params:\n#+   x: {type: text}\n#+ view"), 4, "a parameter has no 'default:'"),
        ("PREFIX x: <x:>\n# a comment\n" + GOOD.replace("view", "viev"), 5, "unknown key 'viev'"),
    ],
)  # fmt: skip
def test_a_header_that_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    (tmp_path / "bad.rq").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_catalog(tmp_path)
    found = [problem for problem in caught.value.problems if message in str(problem)]
    assert [problem.where.line for problem in found] == [line], caught.value


def test_all_headers_that_are_wrong_are_named_at_once(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.rq").write_text("SELECT * { ?s ?p ?o }", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_catalog(tmp_path)
    assert len(caught.value.problems) == 3


def test_every_query_says_what_it_is_about() -> None:
    from kg.web.words.catalogue import WORDS

    for query in CATALOG.values():
        assert f"tag_{query.tags[0]}" in WORDS, f"say the tag '{query.tags[0]}' in kg/web/words/catalogue.py"


def test_every_wrong_value_is_told_at_once(graph: KnowledgeGraph) -> None:
    found = graph.wrong_values("ties-between", one="nobody", other="eunso")
    assert set(found) == {"one", "other"}
    assert "did you mean" in found["other"]
    assert graph.wrong_values("ties-between") == {}
    with pytest.raises(QueryError, match="has no parameter 'three'"):
        graph.wrong_values("ties-between", three="x")


def test_the_text_of_a_query_gives_its_answer(graph: KnowledgeGraph) -> None:
    text = graph.sparql_of("ties-between", one="이은수", other="wooil", lang="ko")
    assert "?one" not in text
    answer, asked = graph.query(text), graph.run("ties-between", one="이은수", other="wooil", lang="ko")
    assert isinstance(answer, Table)
    assert isinstance(asked, Table)
    assert len(answer) > 0
    assert [row["phase"] for row in answer] == [row["phase"] for row in asked]


def test_no_default_names_what_the_premise_does_not_tell(graph: KnowledgeGraph) -> None:
    """Defaults stand in forms and in the description for programs, where nobody says how far they are."""
    told, every = (
        {row["name"] for row in one.query("SELECT DISTINCT (STR(?n) AS ?name) { ?s skos:prefLabel|skos:altLabel ?n }")}
        for one in (graph.at(), graph)
    )
    defaults = {parameter.default for query in CATALOG.values() for parameter in query.parameters}
    assert not defaults & (every - told)

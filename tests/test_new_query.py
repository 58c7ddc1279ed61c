"""One file in `queries/` is a question everywhere: the documentation says so, and its own example is tried."""

from __future__ import annotations

import doctest
import re
import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.build import Build
from kg.graph import KnowledgeGraph
from kg.paths import queries_dir
from kg.web.app import create_app
from kg.web.sparql.processes.worker import LocalRunner
from tests.support import ROOT

PAGE = (ROOT / "docs" / "queries.md").read_text("utf-8")
EXAMPLE = re.search(r"```sparql\n(#\+ summary.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def graph_with_it(built: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KnowledgeGraph:
    """A graph of its own, whose catalogue has one more file."""
    folder = Path(shutil.copytree(queries_dir(), tmp_path / "queries"))
    assert EXAMPLE
    (folder / "who-lives-with-whom.rq").write_text(EXAMPLE[1], encoding="utf-8")
    monkeypatch.setattr("kg.graph.parts.queries_dir", lambda: folder)
    return KnowledgeGraph.of_build(built)


def test_a_new_file_is_on_every_page_and_answers(graph_with_it: KnowledgeGraph) -> None:
    with TestClient(create_app(graph_with_it, LocalRunner(graph_with_it))) as client:
        assert "/queries/who-lives-with-whom" in client.get("/queries?lang=en").text
        assert "/queries/who-lives-with-whom.{form}" in client.get("/openapi.json").json()["paths"]
        page = client.get("/queries/who-lives-with-whom?at=*%3Dend&lang=ko").text
        assert 'class="drama-chart"' in page
        assert "어느 작품" in page
        rows = client.get("/queries/who-lives-with-whom.csv?at=*%3Dend").text.splitlines()
    names = {tuple(row.split(",")[1::2]) for row in rows[1:]}
    assert any("Lee Eun Soo" in pair and "Han Seon Woo" in pair for pair in names), rows
    assert len(graph_with_it.run("who-lives-with-whom")) == len(rows) - 1


def test_the_examples_of_the_page_run(built: Build) -> None:
    text = "\n".join(re.findall(r"```pycon\n(.*?)```", PAGE, re.DOTALL))
    test = doctest.DocTestParser().get_doctest(text, {}, "docs/queries.md", None, 0)
    assert len(test.examples) > 3
    report: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=report.append)
    assert report == []

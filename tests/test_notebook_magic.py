"""The magic %%sparql in a real IPython shell: what it asks, gives, refuses and completes; and how values show."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell
from IPython.lib.pretty import pretty
from pyoxigraph import Literal, NamedNode

from kg.figure import Figure
from kg.graph import KnowledgeGraph
from kg.notebook.binding import term_of
from kg.paths import extra_command
from kg.results import Table, Triples
from kg.vocab import DKG, XSD
from tests.support import ROOT

EUNSOO = "https://w3id.org/drama-kg/id/drama/soundtrack-1/character/eunsoo"
LOVE = "ASK { ?a dkg:loverOf ?b . ?a skos:prefLabel 'Lee Eun Soo'@en }"


@pytest.fixture(scope="module")
def made(graph: KnowledgeGraph) -> Iterator[InteractiveShell]:
    shell = InteractiveShell()
    shell.run_line_magic("load_ext", "kg")
    yield shell
    shell.history_manager.end_session()


@pytest.fixture
def shell(made: InteractiveShell, graph: KnowledgeGraph) -> InteractiveShell:
    made.user_ns["g"] = graph
    return made


def run(shell: InteractiveShell, cell: str) -> Any:
    found = shell.run_cell(cell)
    found.raise_error()
    return found.result


def refused(shell: InteractiveShell, capsys: pytest.CaptureFixture[str], cell: str) -> str:
    """What a person reads when a cell fails: one message, and no lines of the program."""
    found = shell.run_cell(cell)
    assert not found.success
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    assert "kg/" not in told.err
    return told.err


def test_it_gives_what_suits_the_answer(shell: InteractiveShell) -> None:
    mentors = "SELECT ?a ?b { ?a dkg:mentorOf ?b }"
    frame = run(shell, f"%%sparql\n{mentors}")
    assert isinstance(frame, pd.DataFrame)
    assert frame.iloc[0].tolist() == [EUNSOO.replace("eunsoo", "wooil"), EUNSOO]
    assert isinstance(run(shell, f"%%sparql --as polars\n{mentors}"), pl.DataFrame)
    assert isinstance(run(shell, f"%%sparql --as table\n{mentors}"), Table)
    assert run(shell, f"%sparql {LOVE}") is True
    assert isinstance(run(shell, "%sparql CONSTRUCT { ?a dkg:tiedTo ?b } { ?a dkg:mentorOf ?b }"), Triples)
    assert run(shell, f"%%sparql --labels --lang ko\n{mentors}")["a_label"][0] == "강우일"


def test_it_keeps_and_draws(shell: InteractiveShell) -> None:
    figure = run(shell, "%%sparql --draw --into mentors --lang ko\nSELECT ?a ?b { ?a dkg:mentorOf ?b }")
    assert isinstance(figure, Figure)
    assert "강우일" in figure.to_html()
    assert list(shell.user_ns["mentors"].columns) == ["a", "b"]
    assert run(shell, "%sparql --into mentors ASK {}") is None
    assert shell.user_ns["mentors"] is True


def test_it_tells_as_much_as_is_asked_for(shell: InteractiveShell, graph: KnowledgeGraph) -> None:
    assert run(shell, f"%sparql {LOVE}") is True  # as g.query: everything
    assert run(shell, f"%sparql --spoiler-free {LOVE}") is False
    assert run(shell, f"%sparql --at soundtrack-1=2 {LOVE}") is False
    assert run(shell, f"%sparql --at 'soundtrack-2=1;soundtrack-1=end' {LOVE}") is True
    shell.user_ns["premise"] = graph.at()
    assert run(shell, f"%sparql --graph premise {LOVE}") is False


def test_python_variables_are_terms_and_never_text(shell: InteractiveShell, graph: KnowledgeGraph) -> None:
    shell.user_ns.update(
        year=np.int64(2022), drama=graph.drama("soundtrack-1"), who=EUNSOO, nasty='x" } DROP ALL #', word="mentorOf"
    )
    found = run(shell, "%%sparql\nSELECT ?d { ?d dkg:year $year } # $unknown '$unknown'")
    assert "https://w3id.org/drama-kg/id/drama/soundtrack-1" in found["d"].tolist()
    assert len(found) == 3
    assert run(shell, "%sparql ASK { $who dkg:characterIn $drama }") is True
    assert run(shell, "%%sparql\nSELECT ?x { BIND($nasty AS ?x) }")["x"].tolist() == ['x" } DROP ALL #']
    assert run(shell, "%%sparql --param 'name=Lee Eun Soo@en'\nSELECT ?x { ?x skos:prefLabel $name }")["x"][0] == EUNSOO
    assert run(
        shell, "%sparql --param year=2023 ASK { <https://w3id.org/drama-kg/id/drama/soundtrack-2> dkg:year $year }"
    )
    # IPython itself would put the text of a variable in the place of {word} in a line.
    line = "%sparql SELECT ?x { ?x dkg:mentorOf ?y OPTIONAL {word ?p ?o} }".replace("word", "?word")
    assert run(shell, line)["x"][0].endswith("wooil")


@pytest.mark.parametrize(
    ("value", "term"),
    [
        ("한", Literal("한")), (True, Literal(True)), (3, Literal(3)), (np.float64(0.5), Literal(0.5)),
        (Decimal("1.50"), Literal("1.50", datatype=XSD.decimal)),
        (datetime.date(2022, 3, 23), Literal("2022-03-23", datatype=XSD.date)),
        (Literal("x", language="ko"), Literal("x", language="ko")), (DKG.Drama, DKG.Drama),
        (DKG.Drama.value, DKG.Drama), (DKG.base + "no iri>", Literal(DKG.base + "no iri>")),
        ("https://example.org/", Literal("https://example.org/")),
    ],
)  # fmt: skip
def test_values_as_terms(value: object, term: Literal | NamedNode) -> None:
    assert term_of(value) == term


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("%%sparql\nSELECT * {\n  ?a dkg:mentorOf }", r"line 2, column 1[89]: .*\n +\?a dkg:mentorOf }\n {19,20}\^\n"),
        ("%%sparql\nSELECT * { ?a foaf:name ?b }", "the prefix foaf: is not declared"),
        ("%%sparql\nASK { ?x ?y $yeer }", "there is no variable yeer; did you mean 'year'?"),
        ("%%sparql\nASK { ?x ?y $listed }", r"\$listed is a list: give a text, a number"),
        ("%sparql --draw", "there is no query"),
        ("%%sparql --as csv\nASK {}", "choose from"),
        ("%%sparql --at 'soundtrack-1\nASK {}", "No closing quotation"),
        ("%%sparql --at soundtrak-1=2\nASK {}", "did you mean"),
        ("%%sparql --at soundtrack-1=2 --spoiler-free\nASK {}", "only the premise"),
        ("%%sparql --into 'a b'\nASK {}", "the name of a variable"),
        ("%%sparql --graph listed\nASK {}", "holds no graph"),
        ("%%sparql --param year\nASK {}", "NAME=VALUE"),
        ("%%sparql --param year=1 --param year=2\nASK { ?d dkg:year $year }", "gives year twice"),
        ("%%sparql --param other=1\nASK {}", r"\$other, which the query does not have"),
        ("%%sparql\nSELECT ?year { ?d dkg:year $year }", r"\$year and \?year are one variable"),
        ("%%sparql --into class\nASK {}", "the name of a variable"),
        ("%%sparql --as polars\nDESCRIBE dkg:Couple", "ask by SELECT"),
        ("%%sparql --draw\nASK {}", "picture"),
        ("%%sparql\nDROP ALL", "this is an update"),
        ("%%sparql\nASK { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
    ],
)
def test_errors_are_for_people(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str], cell: str, told: str
) -> None:
    shell.user_ns.update(year=2022, listed=[1])
    assert re.search(told, refused(shell, capsys, cell))


def completed(shell: InteractiveShell, code: str) -> list[str]:
    """The cell after each completion is taken."""
    with provisionalcompleter():
        found = list(shell.Completer.completions(code, len(code)))
    return [code[: one.start] + one.text for one in found]


def test_it_completes_what_may_stand_there(shell: InteractiveShell) -> None:
    shell.user_ns["eunsoo"] = EUNSOO
    assert completed(shell, "%%sparql\nASK { ?x dkg:mentorO") == ["%%sparql\nASK { ?x dkg:mentorOf"]
    assert completed(shell, "%%sparql\nASK { ?x sko") == ["%%sparql\nASK { ?x skos:"]
    assert completed(shell, "%%sparql\nSELECT ?name { ?n") == ["%%sparql\nSELECT ?name { ?name"]
    assert completed(shell, "%%sparql\nASK { $eun") == ["%%sparql\nASK { $eunsoo"]
    assert "%%sparql\nSELECT * { ?a a dkg:BestFriendship" in completed(shell, "%%sparql\nSELECT * { ?a a dkg:best")
    assert completed(shell, "%%sparql --sp") == ["%%sparql --spoiler-free"]
    assert completed(shell, "%%sparql --at sound") == [f"%%sparql --at soundtrack-{n}=" for n in (1, 2)]
    assert completed(shell, "x = %sparql --as po") == ["x = %sparql --as polars"]
    assert completed(shell, "x = %sparql --draw SEL") == ["x = %sparql --draw SELECT"]
    assert completed(shell, "%sparql ASK { ?x dkg:menteeO") == ["%sparql ASK { ?x dkg:menteeOf"]


def test_it_leaves_python_alone(shell: InteractiveShell) -> None:
    assert "import" in completed(shell, "impor")
    assert not any("dkg:" in one for one in completed(shell, "x = 'dkg:mentorO"))


def test_it_can_be_taken_away(graph: KnowledgeGraph, capsys: pytest.CaptureFixture[str]) -> None:
    shell = InteractiveShell()
    for name in ("kg", "kg.notebook"):
        shell.extension_manager.load_extension(name)
        shell.extension_manager.load_extension(name)
        assert len(shell.Completer.custom_matchers) == 1
        shell.extension_manager.unload_extension(name)
    assert shell.Completer.custom_matchers == []
    assert "not found" in refused(shell, capsys, "%sparql ASK {}")


def test_without_pandas_rows_are_a_table(built: object) -> None:
    code = (
        "import sys; sys.modules['pandas'] = None\n"
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell(); shell.run_line_magic('load_ext', 'kg.notebook')\n"
        "print(type(shell.run_cell('%sparql SELECT * { ?a dkg:mentorOf ?b }').result).__name__)\n"
        "shell.run_cell('%sparql --as pandas SELECT * { ?a dkg:mentorOf ?b }')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.rstrip().endswith("Table")
    assert f"to_pandas() needs pandas: {extra_command('notebook')}" in done.stderr


def test_values_show_themselves(graph: KnowledgeGraph) -> None:
    drama = graph.drama("soundtrack-1")
    for value, word in (
        (graph, "dramas"), (graph.at(), "as far as"), (drama, "Park Hyung Sik"), (drama.metrics(), "Han Seon Woo"),
        (graph.path("박형식", "Noh Sang-hyun", through="all"), "Kim Hee Won"), (graph.actor("Park Hoon"), "Gyeol Han"),
        (graph.character("Lee Eun Soo"), "as far as step 1 of 7"), (graph.theme("동거"), "cohabitation"),
        (graph.similar("soundtrack-1")[0], "its sequel"), (graph.explain("wooil", "mentorOf", "eunsoo"), "mentor of"),
        (graph.query("SELECT ?a { ?a dkg:mentorOf ?b }"), "Kang Woo Il"), (graph.query("DESCRIBE dkg:Drama"), "drama"),
        (drama.story.over_beats(), "Han Seon Woo"), (drama.query("SELECT ?a { ?a a dkg:Character }"), "Han Seon Woo"),
    ):  # fmt: skip
        html = value._repr_html_()
        assert word in html
        assert word in pretty(value, max_width=120)
        assert len(html) < 20_000
    assert [repr(one) for one in (graph, drama)] == ["<KnowledgeGraph: Drama KG>", "<Drama: soundtrack-1, step 1 of 7>"]


def test_what_shows_tells_nothing_that_comes_later(graph: KnowledgeGraph) -> None:
    """The names of things are looked up in what may be seen."""
    later = "SELECT ?x { VALUES ?x { <https://w3id.org/drama-kg/id/drama/soundtrack-1/character/ex> } }"
    assert "ex-boyfriend" in graph.query(later)._repr_html_()
    for seen in (graph.at(), graph.drama("soundtrack-1")):
        assert "ex-boyfriend" not in seen.query(later)._repr_html_()


def test_long_tables_are_cut_and_say_so(graph: KnowledgeGraph) -> None:
    table = graph.query("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 1200")
    html = table._repr_html_()
    assert html.count("<tr>") == 51
    assert "50 of 1,200 rows are shown." in html
    assert "50 of 1,200 rows are shown." in pretty(table)
    assert repr(table) == "<Table: 1,200 rows of s, p, o>"


def test_what_shows_is_escaped() -> None:
    nasty = "<img src=x onerror=alert(1)>\x1b[31m\u202e"
    bad = NamedNode("javascript:alert(1)"), NamedNode("https://example.org/'onclick=alert(1)")
    table = Table.of_rows(("text", "iri", "long"), [(nasty, bad[0], "x" * 9_000), (nasty, bad[1], "")])
    html, text = table._repr_html_(), pretty(table)
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert '<a href="https://example.org/&#39;onclick=alert(1)" title=' in html
    assert len(html) < 4_000
    assert not set(text) & {"\x1b", "\u202e"}

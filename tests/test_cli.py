"""The command `kg`: what it prints where, in which format, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import kg
from kg.build import Build
from kg.catalog import load_catalog
from kg.cli import main
from kg.paths import queries_dir
from tests.conftest import Run
from tests.support import ROOT

Invoke = Callable[..., Result]
VERBS = sorted(main.commands)
TINY = ROOT / "tests" / "tiny"


@pytest.fixture
def invoke(built: Build) -> Invoke:
    """Run a verb inside this process, over the shipped data's build."""

    def run(*arguments: str, **more: str) -> Result:
        return CliRunner().invoke(main, list(arguments), catch_exceptions=False, **more)  # type: ignore[arg-type]

    return run


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(invoke: Invoke, verb: str) -> None:
    for flag in ("--help", "-h"):
        result = invoke(verb, flag)
        assert result.exit_code == 0
        assert re.search(rf"Examples?:\s+kg {verb}", result.output)
        assert (main.commands[verb].help or "").strip().splitlines()[0].endswith(".")


def test_the_verbs_stand_in_the_order_of_a_first_visit(invoke: Invoke) -> None:
    result = invoke("--help")
    assert [result.output.index(f"\n  {verb} ") for verb in ("serve", "build", "query", "run")] == sorted(
        result.output.index(f"\n  {verb} ") for verb in ("serve", "build", "query", "run")
    )
    assert "Start with: kg serve" in result.output


def test_version(invoke: Invoke) -> None:
    assert invoke("--version").output == f"kg {kg.__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"], ["query"], ["query", "ASK {}", "--nonsense"], ["run"], ["chart"], ["serve", "--port", "99999"],
        ["query", "ASK {}", "-f", "docx"], ["run", "cast", "drama"], ["query", "--file", "no-such-file.rq"],
        ["run", "cast", "--lang", "fr"], ["query", "ASK {}", "--file", str(ROOT / "queries/cast.rq")],
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_ends_with_2(invoke: Invoke, arguments: list[str]) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error: " in result.stderr


def test_a_table(invoke: Invoke) -> None:
    result = invoke("query", "SELECT ?a ?name { ?a dkg:mentorOf ?b ; skos:prefLabel ?name } ORDER BY ?name LIMIT 1")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert re.search(r"\ba\b.*\bname\b", lines[0] + lines[1])
    assert "Kang Woo Il" in result.stdout
    assert "\x1b" not in result.stdout


QUESTION = (
    "SELECT ?name { ?x a dkg:Character ; skos:prefLabel ?name FILTER(LANG(?name) = 'ko') } ORDER BY ?name LIMIT 2"
)


@pytest.mark.parametrize("fmt", ["csv", "tsv", "json", "xml"])
def test_formats_of_a_table(invoke: Invoke, fmt: str) -> None:
    result = invoke("query", QUESTION, "--format", fmt)
    assert result.exit_code == 0
    text = result.stdout_bytes.decode("utf-8")
    names = {
        "csv": lambda: [row[0] for row in csv.reader(io.StringIO(text, newline=""))][1:],
        "tsv": lambda: [line.split("@")[0].strip('"') for line in text.splitlines()[1:]],
        "json": lambda: [row["name"]["value"] for row in json.loads(text)["results"]["bindings"]],
        "xml": lambda: re.findall(r"<literal[^>]*>([^<]*)<", text),
    }[fmt]()
    assert len(names) == 2
    assert names == sorted(names)
    assert all(re.search("[가-힣]", name) for name in names)


@pytest.mark.parametrize(("fmt", "sign"), [("ttl", "@prefix"), ("nt", "<https://"), ("jsonld", "{"), (None, "@prefix")])
def test_formats_of_triples(invoke: Invoke, fmt: str | None, sign: str) -> None:
    result = invoke("query", "CONSTRUCT WHERE { ?x dkg:mentorOf ?y }", *(["-f", fmt] if fmt else []))
    assert result.exit_code == 0
    assert sign in result.stdout
    assert "mentorOf" in result.stdout


@pytest.mark.parametrize(
    ("query", "fmt"),
    [("ASK {}", "csv"), ("ASK {}", "tsv"), ("ASK {}", "ttl"), ("SELECT * { ?s ?p ?o } LIMIT 1", "nt"),
     ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", "csv"), ("DESCRIBE <x:x>", "table")],
)  # fmt: skip
def test_a_format_that_an_answer_cannot_have(invoke: Invoke, query: str, fmt: str) -> None:
    result = invoke("query", query, "--format", fmt)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert fmt in result.stderr


def test_yes_and_no(invoke: Invoke) -> None:
    assert invoke("query", "ASK { ?x a dkg:Alias }").stdout == "yes\n"
    assert invoke("query", "ASK { ?x a dkg:Nothing }").stdout == "no\n"
    assert json.loads(invoke("query", "ASK {}", "-f", "json").stdout)["boolean"] is True


def test_a_question_from_standard_input_and_from_a_file(invoke: Invoke, tmp_path: Path) -> None:
    assert invoke("query", "-", input="ASK { ?x a dkg:Alias }").stdout == "yes\n"
    (tmp_path / "q.rq").write_text("ASK { ?x skos:prefLabel '제니퍼'@ko }", encoding="utf-8")
    assert invoke("query", "--file", str(tmp_path / "q.rq")).stdout == "yes\n"


def test_a_question_that_does_not_parse_ends_with_2(invoke: Invoke) -> None:
    result = invoke("query", "SELECT * {\n ?s ?p\n}")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "does not parse at line 3, column " in result.stderr


@pytest.mark.parametrize(
    "query", ["INSERT DATA { <x:a> <x:b> <x:c> }", "SELECT * { SERVICE <http://127.0.0.1:1/> { } }"]
)
def test_a_question_that_is_refused_ends_with_1(invoke: Invoke, query: str) -> None:
    result = invoke("query", query)
    assert result.exit_code == 1
    assert result.stderr.startswith("error: ")


def test_escape_sequences_from_the_data_do_not_reach_the_terminal(invoke: Invoke) -> None:
    text = "a\\u001b[2J\\u001b]0;owned\\u0007b\\u202ec\\rd\\ne\\tf\\u009bg"
    hostile = f"SELECT ('{text}' AS ?x) ('[bold]no markup[/bold]' AS ?y) {{}}"
    result = invoke("query", hostile)
    assert result.exit_code == 0
    assert not set(result.stdout) & set("\x1b\x07\u202e\r\x9b\t")
    assert "[bold]no markup[/bold]" in result.stdout
    # A format for programs holds the value as it is.
    assert "\x1b" in json.loads(invoke("query", hostile, "-f", "json").stdout)["results"]["bindings"][0]["x"]["value"]


def test_a_query_of_the_catalogue(invoke: Invoke) -> None:
    result = invoke("run", "who-plays-the-mentor", "character=이은수", "--lang", "ko")
    assert result.exit_code == 0
    assert "김주헌" in result.stdout
    assert "http" not in result.stdout  # people see names
    rows = list(csv.DictReader(io.StringIO(invoke("run", "who-plays-the-mentor", "-f", "csv").stdout)))
    assert rows == [
        {
            "mentor": "https://w3id.org/drama-kg/id/drama/soundtrack-1/character/wooil",
            "mentor_label": "Kang Woo Il",
            "actor": "https://w3id.org/drama-kg/id/person/kim-joo-hun",
            "actor_label": "Kim Joo Hun",
        }
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "casts"], "no query is called 'casts'; did you mean 'cast'?"),
        (["run", "cast", "drama=Soundtrack #7"], "no drama is called 'Soundtrack #7'; did you mean 'Soundtrack #"),
        (["run", "cast", "film=x"], "the query 'cast' has no parameter 'film'"),
        (["chart", "Sondtrack 1"], "no drama is called 'Sondtrack 1'; did you mean 'Soundtrack"),
        (["chart", "soundtrack-1", "--at", "99"], "there is no beat 99: soundtrack-1 has beats 1 to 7"),
        (["chart", "soundtrack-1", "--at", "soon"], "'soon' is no beat"),
        (["queries", "casts"], "no query is called 'casts'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_name_that_nothing_has_ends_with_1(invoke: Invoke, arguments: list[str], message: str) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_the_list_of_queries(invoke: Invoke) -> None:
    lines = invoke("queries").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(load_catalog(queries_dir()))
    assert re.search("[가-힣]", invoke("queries", "--lang", "ko").stdout)
    shown = invoke("queries", "cast").stdout
    assert "drama (drama; default: soundtrack-1)" in shown
    assert "SELECT" in shown


def test_build_info_validate(invoke: Invoke, tiny: Path, tmp_path: Path) -> None:
    folders = ("--data", str(tiny), "--builds", str(tmp_path / "builds"))
    missing = invoke("info", *folders)
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert "there is no build in " in missing.stderr
    assert "run: kg build" in missing.stderr
    made = invoke("build", *folders)
    assert made.exit_code == 0
    for part in ("1 drama\n", "3 characters, 2 people, 3 relationships, 4 events", "2 sources in 12 graphs"):
        assert part in made.stdout
    info = invoke("info", *folders)
    assert (info.exit_code, info.stderr) == (0, "")
    (tiny / "people.yaml").write_text((tiny / "people.yaml").read_text() + "# changed\n")
    assert "has changed since; run: kg build" in invoke("info", *folders).stderr
    assert invoke("validate", *folders).stdout == "no problems in 1 drama\n"


def test_a_question_builds_first_and_says_so(invoke: Invoke, tiny: Path, tmp_path: Path) -> None:
    folders = ("--data", str(tiny), "--builds", str(tmp_path / "builds"))
    first = invoke("query", "ASK { ?x skos:prefLabel 'Ann'@en }", *folders)
    assert (first.exit_code, first.stdout) == (0, "yes\n")
    assert "built the graph first, since there was no build" in first.stderr
    again = invoke("query", "ASK {}", *folders)
    assert again.stderr == ""
    (tiny / "people.yaml").write_text((tiny / "people.yaml").read_text() + "# changed\n")
    assert "since the data had changed" in invoke("query", "ASK {}", *folders).stderr


def test_a_question_without_any_usable_data(invoke: Invoke, tmp_path: Path) -> None:
    result = invoke("query", "ASK {}", "--data", str(tmp_path / "none"), "--builds", str(tmp_path / "builds"))
    assert result.exit_code == 1
    assert "no such folder" in result.stderr


def test_chart_writes_one_file(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = invoke("chart", "Soundtrack #1")
    assert (result.exit_code, result.stdout) == (0, "soundtrack-1-1.html\n")
    assert [path.name for path in tmp_path.iterdir()] == ["soundtrack-1-1.html"]
    html = (tmp_path / "soundtrack-1-1.html").read_text(encoding="utf-8")
    assert html.lstrip().lower().startswith("<!doctype html>")
    assert "Han Seon Woo" in html
    loaded = [tag for tag in re.findall(r"<[a-z]+ [^>]*>", html) if not tag.startswith("<a ")]
    assert not re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", "".join(loaded))  # nothing from another host
    # By default what is told after the premise is not in the file, and the command says how to see more.
    assert "Jennifer" not in html
    assert "further: --at 2" in result.stderr


def test_chart_with_everything(invoke: Invoke, tmp_path: Path) -> None:
    out = tmp_path / "chart.html"
    result = invoke("chart", "soundtrack-2", "--at", "end", "--lang", "ko", "--out", str(out))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "도현서" in out.read_text(encoding="utf-8")


def test_chart_that_cannot_be_written(invoke: Invoke, tmp_path: Path) -> None:
    result = invoke("chart", "soundtrack-1", "--out", str(tmp_path / "no" / "folder.html"))
    assert result.exit_code == 1
    assert "cannot write " in result.stderr


def test_the_command_in_a_pipe(built: Build, kg_command: Run) -> None:
    done = kg_command("query", "-", stdin="SELECT ?name { ?a a dkg:Alias ; skos:prefLabel ?name } ORDER BY ?name")
    assert done.returncode == 0
    assert "Jennifer" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    assert done.stderr == ""  # no bar, no message


def test_colour_is_not_forced_into_a_pipe(built: Build, kg_command: Run) -> None:
    done = kg_command("run", "cast", TERM="xterm-256color", COLORTERM="truecolor")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout


def test_a_reader_that_has_seen_enough(built: Build) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kg", "query", "SELECT ?s ?p ?o { ?s ?p ?o }", "-f", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"s,p,o\r\n"
        process.stdout.close()
        assert process.stderr is not None
        errors = process.stderr.read().decode()
    assert "Traceback" not in errors


def test_korean_in_a_plain_environment(built: Build, kg_command: Run) -> None:
    done = kg_command("run", "cast", "--lang", "ko", "-f", "csv", LC_ALL="C", LANG="C")
    assert done.returncode == 0
    assert "한선우" in done.stdout


def test_settings_from_the_environment(kg_command: Run, tmp_path: Path) -> None:
    data = Path(shutil.copytree(TINY, tmp_path / "elsewhere"))
    done = kg_command("build", KG_DATA=str(data), KG_BUILD=str(tmp_path / "made"))
    assert done.returncode == 0
    assert "1 drama\n" in done.stdout
    assert (tmp_path / "made" / "current").is_file()


def test_every_option_says_what_it_does() -> None:
    for verb in main.commands.values():
        for parameter in verb.params:
            if isinstance(parameter, click.Option) and parameter.name not in ("help", "at", "lang"):
                assert parameter.help, f"kg {verb.name} --{parameter.name}"


LOVES = "SELECT ?a ?b { ?a dkg:loverOf ?b . ?a skos:prefLabel 'Lee Eun Soo'@en }"


def test_a_query_asks_only_as_far_as_somebody_is(invoke: Invoke) -> None:
    def rows(*options: str) -> int:
        return len(invoke("query", LOVES, "--format", "csv", *options).stdout.strip().splitlines()) - 1

    assert rows() == rows("--at", "soundtrack-1=end") == rows("--at", "*=end") > 0
    assert rows("--at", "soundtrack-1=2") == rows("--spoiler-free") == rows("--at", "soundtrack-2=end") == 0
    assert rows("--at", "soundtrack-2=1", "--at", "*=end") == rows()


def test_a_query_of_the_catalogue_asks_only_as_far(invoke: Invoke) -> None:
    everything = invoke("run", "ties-at-the-end", "--format", "csv").stdout.splitlines()
    early = invoke("run", "ties-at-the-end", "--format", "csv", "--spoiler-free").stdout.splitlines()
    assert invoke("run", "ties-at-the-end", "-f", "csv", "--at", "*=end").stdout.splitlines() == everything
    assert early != everything
    assert "eunsoo-confesses" not in "".join(early)


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        (["--at", "soundtrack-9=2"], 1, "no drama is called 'soundtrack-9'; did you mean"),
        (["--at", "soundtrack-1=99"], 1, "there is no beat 99"),
        (["--at", "soundtrack-1=0"], 1, "there is no beat 0"),
        (["--at", "*=0"], 1, "there is no beat 0"),
        (["--at", "soundtrack-1"], 1, "'soundtrack-1' is no viewpoint: write DRAMA=BEAT"),
        (["--at", "soundtrack-1=soon"], 1, "'soon' is no beat"),
        (["--at", ""], 1, "'' is no viewpoint"),
        (["--at", "soundtrack-1=2", "--at", "soundtrack-1=end"], 1, "'soundtrack-1' is named twice"),
        (["--at", "soundtrack-1=2", "--at", "Soundtrack #1=end"], 1, "is named twice"),
        (["--at", "soundtrack-1=2", "--spoiler-free"], 2, "say more with --at alone"),
    ],
)
def test_a_viewpoint_that_is_none(invoke: Invoke, options: list[str], status: int, words: str) -> None:
    result = invoke("query", "ASK {}", *options)
    assert result.exit_code == status
    assert result.stdout == ""
    assert words in result.stderr

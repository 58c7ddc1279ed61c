"""The benchmarks run, the engines agree, and the report has what it should; no time is asserted."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from benchmarks.__main__ import main
from benchmarks.answers import compare, fingerprints
from benchmarks.engines import OURS, REASONERS, Engine
from benchmarks.reasoner import TYPE
from benchmarks.serving import WHERE
from benchmarks.serving import main as serving
from kg.ontology import load_ontology
from kg.reason.program import Program

DKG = "https://w3id.org/drama-kg/ontology#"
EVENT = "<https://w3id.org/drama-kg/id/drama/d/event/{}>"
COMPLETE = [engine for engine in REASONERS if engine.name != "reasonable"]  # it has no property chains


def measured(folder: Path, *options: str) -> tuple[list[dict[str, Any]], str]:
    """Run the benchmarks; return the records and the report."""
    result = CliRunner().invoke(main, ["--repeats", "1", "--out", str(folder), *options], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    found = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert found["machine"]["cores"]
    assert found["versions"]["pyoxigraph"]
    return found["records"], (folder / "report.md").read_text(encoding="utf-8")


def columns(report: str, title: str) -> list[str]:
    """Return the columns of a table of a report."""
    lines = report.split(f"## {title}\n", 1)[1].splitlines()
    header = next(line for line in lines if line.startswith("|"))
    return [cell.strip() for cell in header.strip("|").split("|")]


@pytest.mark.parametrize(
    ("size", "engines"),
    [("10k", [engine for engine in REASONERS if engine.name != "owlrl"]), ("1k", REASONERS)],  # owlrl is slow
)
def test_reasoners_agree(size: str, engines: list[Engine], tmp_path: Path) -> None:
    words = (word for engine in engines for word in ("--engine", engine.name))
    records, report = measured(tmp_path, "--size", size, "--part", "closure", *words)
    found = {record["engine"]: record for record in records if record["part"] == "closure"}
    assert set(found) == {engine.name for engine in engines}
    for engine in engines:
        record = found[engine.name]
        if not engine.installed:
            assert "pip install" in record["trouble"]
            continue
        assert not record["trouble"]
        assert record["values"]["inferred"] > 400
        assert record["values"]["mib"] > 10
        assert record["values"]["beyond"] == 0, engine.label
        if engine in COMPLETE:
            assert record["values"]["lacks"] == 0, engine.label
    assert columns(report, "Closure") == [
        "triples", "engine", "ontology", "load and close", "times Drama KG", "processor", "times Drama KG", "all",
        "times Drama KG", "peak MiB", "inferred", "answers",
    ]  # fmt: skip


def test_everything_else_is_measured_and_agrees(tmp_path: Path) -> None:
    options = ("load", "queries", "projection", "measures", "clique")
    records, report = measured(
        tmp_path, "--size", "1k", "--clique", "12", *(word for part in options for word in ("--part", part))
    )
    for record in records:
        assert not record["trouble"] or "pip install" in record["trouble"], record
    hashes = {r["values"]["hash"] for r in records if r["part"] == "clique" and not r["trouble"]}
    assert len(hashes) == 1
    for of in ("relationships", "actors"):
        hashes = {r["values"][of]["hash"] for r in records if r["part"] == "projection"}
        assert len(hashes) == 1, of
        sums = [r["values"]["sums"] for r in records if r["part"] == f"measures of {of}" and not r["trouble"]]
        assert len(sums) > 1
        assert all(one == pytest.approx(sums[0], rel=1e-6) for one in sums)
    questions = [record["values"] for record in records if record["part"] == "queries"]
    for question in questions[0]:
        answers = {values[question]["hash"] for values in questions if "hash" in values[question]}
        assert len(answers) == 1, question
    for title in (
        "Samples",
        "Load",
        "Queries",
        "Projection to NetworkX",
        "Measures",
        "A clique: one symmetric and transitive property",
    ):
        assert columns(report, title)


def test_a_goal_is_met_or_missed(tmp_path: Path) -> None:
    _, report = measured(tmp_path, "--size", "1k", "--part", "clique", "--clique", "5", "--engine", "owlrl")
    assert columns(report, "Goals") == ["goal", "found", ""]
    assert "a clique of 5" in report


@pytest.mark.parametrize(
    "engine", [engine for engine in COMPLETE if engine.name != OURS], ids=lambda engine: engine.name
)
def test_engines_agree_on_numbers_and_on_what_must_be_absent(engine: Engine, tmp_path: Path) -> None:
    if not engine.installed:
        pytest.skip(f"{engine.package} is not installed")
    data = tmp_path / "data.nt"
    data.write_text("".join(story()), encoding="utf-8")
    ours, theirs = (closed(name, data) for name in (OURS, engine.name))
    assert len(ours) > 10
    assert compare(ours, theirs) == (0, 0)


def story() -> list[str]:
    """Return events of one drama with years before and after its present; the last two contradict themselves."""
    years: dict[str, list[tuple[str, str]]] = {
        "a": [("Before", "20"), ("Before", "19.5")],
        "b": [("Before", "19.7")],
        "c": [("Before", "3")],
        "d": [("Before", "0")],
        "e": [("After", "0")],
        "f": [("After", "2"), ("After", "2.5")],
        "g": [("After", "10")],
        "h": [("Before", "1"), ("After", "1")],
    }
    # Their kind is said: owlrl is given no texts and numbers, from which it would follow.
    lines = [f"{EVENT.format(name)} {TYPE} <{DKG}Event> .\n" for name in years]
    lines += [f"{EVENT.format(name)} <{DKG}inDrama> <https://w3id.org/drama-kg/id/drama/d> .\n" for name in years]
    for name, values in years.items():
        for which, value in values:
            kind = "decimal" if "." in value else "integer"
            number = f'"{value}"^^<http://www.w3.org/2001/XMLSchema#{kind}>'
            lines.append(f"{EVENT.format(name)} <{DKG}years{which}> {number} .\n")
    return lines


def closed(engine: str, data: Path) -> Any:
    """Return the fingerprints of what an engine infers, and of what was there before."""
    reasoner = importlib.import_module(f"benchmarks.{engine}_rules").Reasoner(lambda: Program.of(load_ontology()))
    reasoner.prepare()
    reasoner.load(data)
    reasoner.close()
    asserted = [(line.split()[0], line.split()[1], line.split()[2]) for line in story()]
    kept = [row for row in reasoner.inferred() if "/theme/" not in row[0]]
    return fingerprints([*kept, *asserted])


def test_what_the_web_layer_costs(tmp_path: Path) -> None:
    options = ["--seconds", "0.25", "--clients", "2", "--out", str(tmp_path)]
    chosen = ["cast", "who-plays-the-mentor"]
    words = [word for name in chosen for word in ("--query", name)]
    result = CliRunner().invoke(serving, [*options, *words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    found = json.loads((tmp_path / "serving.json").read_text(encoding="utf-8"))["measured"]
    assert [(one["query"], one["where"]) for one in found] == [(name, where) for name in chosen for where in WHERE]
    for one in found:
        assert one["failed"] == 0
        assert one["answers"] >= 20
        assert 0 < one["p50"] <= one["p99"]
    report = (tmp_path / "serving.md").read_text(encoding="utf-8")
    assert "| who-plays-the-mentor |" in report
    assert "0 of " in report

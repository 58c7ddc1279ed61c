"""A build is whole or it is not there: whatever happens to it, the one before stays in use."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from kg.build import STEPS, Build, build, check_data, current_build, fingerprint, is_current
from kg.errors import BuildError, DataError, InconsistencyError
from kg.graph import KnowledgeGraph, ensure_build
from kg.ontology import Ontology
from kg.paths import data_dir, ontology_dir
from kg.store import EmbeddedStore
from tests.support import ROOT

ONTOLOGY = ontology_dir()


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one build of the tiny drama, to copy."""
    folder = tmp_path_factory.mktemp("once") / "builds"
    build(ROOT / "tests" / "tiny", folder, ONTOLOGY)
    return folder


@pytest.fixture
def builds(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "builds"))


def answers(builds: Path) -> bool:
    """Whether the build in use knows Ann."""
    found = current_build(builds)
    assert found is not None
    return bool(KnowledgeGraph.of_build(found).query("ASK { ?x a dkg:Character ; skos:prefLabel 'Ann'@en }"))


def names(builds: Path) -> set[str]:
    return {path.name for path in builds.iterdir()}


def test_a_build_says_what_it_holds(once: Path) -> None:
    found = current_build(once)
    assert found is not None
    held = found.summary
    assert (held.dramas, held.thin_dramas, held.characters, held.people) == (1, 0, 3, 2)
    assert (held.relationships, held.events, held.sources) == (3, 4, 2)
    graph = KnowledgeGraph.of_build(found)
    counted = graph.query(
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o }"
        " FILTER(?g NOT IN (graph:inferred, graph:ontology, graph:themes, graph:alignments)) }"
    )
    assert [row["n"] for row in counted] == [held.asserted]  # type: ignore[union-attr]
    inferred = graph.query("SELECT (COUNT(*) AS ?n) { GRAPH graph:inferred { ?s ?p ?o } }")
    assert [row["n"] for row in inferred] == [held.inferred]  # type: ignore[union-attr]


def test_nothing_else_lies_about(once: Path) -> None:
    found = current_build(once)
    assert found is not None
    assert names(once) == {"current", found.path.name}
    assert names(found.path) == {"closure", "manifest.json", "store", "summary.json"}


def test_steps_are_told_in_order(tiny: Path, tmp_path: Path) -> None:
    heard: list[str] = []
    build(tiny, tmp_path / "builds", ONTOLOGY, heard.append)
    assert tuple(heard) == STEPS


def test_the_shipped_data_builds(built: Build) -> None:
    assert built.summary.dramas == 2
    assert built.summary.thin_dramas == 6
    assert is_current(built, data_dir(), ONTOLOGY)


def test_one_byte_makes_a_build_old(builds: Path, tiny: Path) -> None:
    found = current_build(builds)
    assert is_current(found, tiny, ONTOLOGY)
    path = tiny / "people.yaml"
    path.write_bytes(path.read_bytes() + b"\n")
    assert not is_current(found, tiny, ONTOLOGY)


@pytest.mark.parametrize("change", ["rename", "remove", "add", "ontology", "rule"])
def test_any_change_of_files_makes_a_build_old(builds: Path, tiny: Path, tmp_path: Path, change: str) -> None:
    ontology = Path(shutil.copytree(ONTOLOGY, tmp_path / "ontology"))
    found = current_build(builds)
    assert is_current(found, tiny, ontology)
    if change == "rename":
        (tiny / "dramas/tiny.yaml").rename(tiny / "dramas/tinier.yaml")
    elif change == "remove":
        (tiny / "people.yaml").unlink()
    elif change == "add":
        (tiny / "dramas/other.yaml").write_text("drama: other\n")
    elif change == "ontology":
        (ontology / "shapes.ttl").write_text("")
    else:
        (ontology / "rules/co-stars.rq").unlink()
    assert not is_current(found, tiny, ontology)


def test_another_version_makes_a_build_old(builds: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = current_build(builds)
    monkeypatch.setattr("kg.build.inputs.__version__", "999")
    assert not is_current(found, tiny, ONTOLOGY)


def test_what_is_no_data_makes_no_difference(tiny: Path) -> None:
    before = fingerprint(tiny, ONTOLOGY)
    (tiny / "notes.txt").write_text("x")
    os.utime(tiny / "people.yaml")
    assert fingerprint(tiny, ONTOLOGY) == before


def test_a_build_is_made_once(builds: Path, tiny: Path) -> None:
    found, made = ensure_build(tiny, builds)
    assert (made, found) == (False, current_build(builds))
    (tiny / "people.yaml").write_text((tiny / "people.yaml").read_text() + "# changed\n")
    again, made = ensure_build(tiny, builds)
    assert made
    assert again.path != found.path
    assert found.path.is_dir()  # for readers that have it open


def test_data_with_problems_leaves_the_old_build(builds: Path, tiny: Path) -> None:
    before = names(builds)
    (tiny / "people.yaml").write_text("people: [")
    with pytest.raises(DataError):
        build(tiny, builds, ONTOLOGY)
    assert names(builds) == before
    assert answers(builds)


def test_data_that_contradicts_itself_leaves_the_old_build(builds: Path, tiny: Path) -> None:
    before = names(builds)
    # An ontology in which a couple can never be exes, and every phase is a couple: the shapes see nothing of that.
    ontology = Path(shutil.copytree(ONTOLOGY, tiny.parent / "ontology"))
    relationships = ontology / "relationships.ttl"
    axiom = "\ndkg:Couple owl:disjointWith dkg:FormerCouple .\ndkg:ofArc rdfs:domain dkg:Couple .\n"
    relationships.write_text(relationships.read_text(encoding="utf-8") + axiom, encoding="utf-8")
    with pytest.raises(InconsistencyError, match="contradicts itself"):
        build(tiny, builds, ontology)
    assert names(builds) == before
    assert answers(builds)


def test_data_that_breaks_a_shape_is_named_with_its_line(builds: Path, tiny: Path, ontology: Ontology) -> None:
    path = tiny / "dramas/tiny.yaml"
    again = "{person: actor-one, billing: lead, from: gazette @ Cast 1}"
    text = path.read_text()
    assert again in text
    # One performance, two billings: every line of the file is right by itself.
    path.write_text(text.replace(again, again + "\n      - " + again.replace("lead", "guest")))
    with pytest.raises(DataError) as caught:
        check_data(tiny, ontology)
    (problem,) = caught.value.problems
    assert "billing" in problem.message
    assert problem.where.file.endswith("tiny.yaml")


def test_a_crash_in_the_middle_leaves_nothing(builds: Path, tiny: Path) -> None:
    before = names(builds)

    def crash(step: str) -> None:
        if step == STEPS[-1]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(tiny, builds, ONTOLOGY, crash, full=True)
    assert names(builds) == before
    assert answers(builds)


KILLED = """
import os, sys, signal
from pathlib import Path
import kg.build as module
from kg.store import EmbeddedStore

write = EmbeddedStore.write
def write_and_wait(path, quads):
    write(path, quads)          # the new store is there; the name of the build in use is not written yet
    print("written", flush=True)
    signal.pause()
EmbeddedStore.write = staticmethod(write_and_wait)
module.build(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), full=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_build_that_is_killed_leaves_the_old_one_in_use(builds: Path, tiny: Path) -> None:
    before = current_build(builds)
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tiny), str(builds), str(ONTOLOGY)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    process.send_signal(signal.SIGKILL)
    assert process.wait(timeout=30) == -signal.SIGKILL
    process.stdout.close()
    assert len(list(builds.glob("build-*"))) == 2  # what the dead one left
    assert current_build(builds) == before
    assert answers(builds)
    after = build(tiny, builds, ONTOLOGY, full=True)  # and it is in nobody's way
    assert current_build(builds) == after


@pytest.mark.parametrize("current", ["", "\n", "build-gone", "../../etc", "\0", "x" * 5000])
def test_a_spoilt_pointer_is_no_build(builds: Path, tiny: Path, current: str) -> None:
    (builds / "current").write_text(current)
    assert current_build(builds) is None


@pytest.mark.parametrize("summary", ["", "[]", "{}", '{"fingerprint": "x"}', "null", "\ufeff{}"])
def test_a_spoilt_summary_is_no_build(builds: Path, summary: str) -> None:
    found = current_build(builds)
    assert found is not None
    (found.path / "summary.json").write_text(summary)
    assert current_build(builds) is None


def test_no_folder_is_no_build(tmp_path: Path) -> None:
    assert current_build(tmp_path / "none") is None


def test_a_folder_that_cannot_be_written(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BuildError, match="cannot write to "):
        build(tiny, tmp_path / "file" / "builds", ONTOLOGY)


def test_a_read_only_folder(tiny: Path, tmp_path: Path) -> None:
    """As a user who may not write there: root may write everywhere, so the process steps down first."""
    builds = tmp_path / "builds"
    builds.mkdir()
    builds.chmod(0o555)
    code = """
import os, sys
from pathlib import Path
from kg.build import build
from kg.errors import BuildError
from kg.paths import ontology_dir
import kg.validate, kg.reason, owlrl, pyshacl, rdflib  # while this may still be read
data, builds = map(Path, sys.argv[1:])
def before_writing(step):
    if step == "writing the store" and os.getuid() == 0:
        os.setuid(65534)
try:
    build(data, builds, ontology_dir(), before_writing)
except BuildError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tiny), str(builds)],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout == f"cannot write to {builds}: Permission denied\n", done.stderr
    assert list(builds.iterdir()) == []


def test_two_builds_at_once(tiny: Path, tmp_path: Path) -> None:
    builds = tmp_path / "builds"
    other = Path(shutil.copytree(tiny, tmp_path / "other"))
    people = other / "people.yaml"
    people.write_text(people.read_text() + "# another\n")
    command = [sys.executable, "-m", "kg", "build", "--builds", str(builds), "--data"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    running = [
        subprocess.Popen([*command, str(data)], stdout=pipe, stderr=pipe, text=True, env=environment)
        for data in (tiny, other)
    ]
    for process in running:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    found = current_build(builds)
    assert found is not None
    assert answers(builds)
    assert is_current(found, tiny, ONTOLOGY) or is_current(found, other, ONTOLOGY)
    assert not [name for name in names(builds) if name.startswith(".")]


def test_old_builds_are_taken_away(builds: Path, tiny: Path) -> None:
    first = current_build(builds)
    assert first is not None
    for number in range(3):  # older builds still, from before
        old = builds / f"build-old{number}"
        shutil.copytree(first.path, old)
        past = time.time() - 1000 * (number + 1)
        os.utime(old, (past, past))
    (builds / "something-else").mkdir()
    newest = build(tiny, builds, ONTOLOGY, full=True)
    assert names(builds) == {"current", "something-else", first.path.name, newest.path.name}
    assert current_build(builds) == newest


def test_readers_go_on_while_a_new_build_takes_over(builds: Path, tiny: Path) -> None:
    found = current_build(builds)
    assert found is not None
    reader = KnowledgeGraph.of_build(found)
    build(tiny, builds, ONTOLOGY, full=True)
    build(tiny, builds, ONTOLOGY, full=True)  # by now the reader's build has been deleted
    assert not found.path.exists()
    assert reader.query("ASK { ?x skos:prefLabel 'Ann'@en }")


def test_many_readers_at_once(once: Path) -> None:
    found = current_build(once)
    assert found is not None
    graph = KnowledgeGraph.of_build(found)
    question = "SELECT (COUNT(*) AS ?n) { ?x a dkg:Character }"

    def ask(_: int) -> object:
        return graph.query(question).to_dicts()  # type: ignore[union-attr]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(64))) == [[{"n": 3}]] * 64


def test_summaries_are_values(once: Path) -> None:
    found = current_build(once)
    assert found is not None
    assert replace(found) == found
    assert found.store_path == found.path / "store"


def test_a_change_of_the_ontology_is_in_the_next_build_of_the_same_process(tmp_path: Path, tiny: Path) -> None:
    ontology = Path(shutil.copytree(ONTOLOGY, tmp_path / "ontology"))
    builds = tmp_path / "builds"
    build(tiny, builds, ontology)
    path = ontology / "relationships.ttl"
    text = path.read_text(encoding="utf-8")
    assert '"mentoring"@en' in text
    path.write_text(text.replace('"mentoring"@en', '"coaching"@en'), encoding="utf-8")
    found = build(tiny, builds, ontology)
    assert EmbeddedStore.open(found.store_path).query('ASK { dkg:Mentoring rdfs:label "coaching"@en }')


def test_who_waits_at_a_terminal_sees_the_steps(tmp_path: Path) -> None:
    opening = "import kg, sys; kg.open(sys.argv[1], sys.argv[2])"
    command = [sys.executable, "-c", opening, str(ROOT / "tests" / "tiny"), str(tmp_path)]
    assert STEPS[-1] in _seen_at_a_terminal(command)
    assert _seen_at_a_terminal(command) == ""


def _seen_at_a_terminal(command: list[str]) -> str:
    pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")
    watching, terminal = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    seen = b""
    with subprocess.Popen(command, stderr=terminal, env=environment) as opened, os.fdopen(watching, "rb", 0) as screen:
        os.close(terminal)
        with suppress(OSError):  # so Linux says that nobody holds the terminal any more
            while read := screen.read(4096):
                seen += read
    assert opened.returncode == 0
    return seen.decode()

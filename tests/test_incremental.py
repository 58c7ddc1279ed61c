"""A build from the one before gives what a build of every file gives: the same quads, counts and problems."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, Store

from benchmarks.generate import collection
from kg.build import STEPS, Build, build, current_build
from kg.build.manifest import Manifest
from kg.errors import DataError
from kg.graph import KnowledgeGraph
from kg.load.write import drama_to_yaml, people_to_yaml, sources_to_yaml
from kg.paths import ontology_dir
from tests.soundtracks import write_soundtracks
from tests.support import ROOT

ONTOLOGY = ontology_dir()
Edit = Callable[[Path], object]


def quads_of(found: Build) -> set[Quad]:
    """Everything in the store of a build, the default graph too, with the same names for blank nodes in each build."""
    quads = set(Store.read_only(str(found.store_path)))
    blank = Dataset(quad for quad in quads if BlankNode in (type(quad.subject), type(quad.object)))
    named = quads - set(blank)
    blank.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return named | set(blank)


def graphs_of(found: Build) -> set[str]:
    return {str(graph) for graph in Store.read_only(str(found.store_path)).named_graphs()}


def counts(found: Build) -> dict[str, object]:
    return {name: value for name, value in asdict(found.summary).items() if name not in ("built", "seconds")}


@dataclass(frozen=True)
class Held:
    """All in which two builds of the same files must agree; the hashes of these files are in the manifest."""

    quads: frozenset[Quad]
    graphs: frozenset[str]
    counts: dict[str, object]
    manifest: Manifest

    @classmethod
    def by(cls, found: Build) -> Held:
        return cls(frozenset(quads_of(found)), frozenset(graphs_of(found)), counts(found), Manifest.read(found.path))


def assert_same(found: Build, whole: Held) -> None:
    """Compare a build with what one of every file of the same data holds."""
    ours = Held.by(found)
    differences = ours.quads ^ whole.quads
    assert not differences, "\n".join(map(str, sorted(differences, key=str)[:20]))
    assert ours.graphs == whole.graphs
    assert ours.counts == whole.counts
    assert ours.manifest == whole.manifest


def assert_same_as_whole(found: Build, data: Path, folder: Path) -> None:
    """Compare a build with one of every file of the same data."""
    assert_same(found, Held.by(build(data, folder, ONTOLOGY, full=True)))


def rebuilt(data: Path, builds: Path) -> tuple[Build, str]:
    """Build again; return what came of it, and what was said."""
    said: list[str] = []
    found = build(data, builds, ONTOLOGY, tell=said.append)
    return found, " ".join(said)


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two Soundtracks, and the tiny drama and generated ones beside, with a build."""
    folder = tmp_path_factory.mktemp("incremental")
    data = write_soundtracks(folder / "data")
    generated = collection(3)
    for drama in generated.dramas:
        (data / "dramas" / f"{drama.slug}.yaml").write_text(drama_to_yaml(drama), encoding="utf-8")
    shutil.copy(ROOT / "tests/tiny/dramas/tiny.yaml", data / "dramas")
    tables = {
        "people.yaml": people_to_yaml(generated.people),
        "sources.yaml": sources_to_yaml(generated.sources),
    }
    for name, text in tables.items():
        beside = (ROOT / "tests/tiny" / name).read_text(encoding="utf-8")
        with (data / name).open("a", encoding="utf-8") as file:
            file.writelines("\n" + part.partition("\n")[2] for part in (text, beside))
    build(data, folder / "builds", ONTOLOGY)
    return folder


@pytest.fixture
def folder(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "kg"))


@pytest.fixture(scope="module")
def unedited(once: Path) -> set[Quad]:
    """What the first build holds, which each test gets a copy of."""
    first = current_build(once / "builds")
    assert first is not None
    return quads_of(first)


@pytest.fixture(scope="module")
def billed(once: Path, tmp_path_factory: pytest.TempPathFactory) -> Held:
    """What a build of every file holds after the edit that most tests make, "another billing"."""
    folder = tmp_path_factory.mktemp("billed")
    data = Path(shutil.copytree(once / "data", folder / "data"))
    EDITS["another billing"](data)
    return Held.by(build(data, folder / "whole", ONTOLOGY, full=True))


@pytest.fixture(scope="module")
def with_sequel(once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a sequel, built upon the first build."""
    folder = Path(shutil.copytree(once, tmp_path_factory.mktemp("sequel") / "kg"))
    EDITS["a sequel"](folder / "data")
    assert "changed" in rebuilt(folder / "data", folder / "builds")[1]
    return folder


def drop_first_theme(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    start = lines.index("themes:\n") + 1
    path.write_text("".join(lines[:start] + lines[start + 1 :]), encoding="utf-8")


def remove(slug: str) -> Edit:
    return lambda data: (data / f"dramas/{slug}.yaml").unlink()


def rename(slug: str, new: str) -> Edit:
    def edit(data: Path) -> None:
        path = (data / f"dramas/{slug}.yaml").rename(data / f"dramas/{new}.yaml")
        replace_in(path, f"drama: {slug}\n", f"drama: {new}\n")

    return edit


def change(slug: str, old: str, new: str) -> Edit:
    return lambda data: replace_in(data / f"dramas/{slug}.yaml", old, new)


def copy_of(slug: str, new: str) -> Edit:
    def edit(data: Path) -> None:
        shutil.copy(data / f"dramas/{slug}.yaml", data / f"dramas/{new}.yaml")
        replace_in(data / f"dramas/{new}.yaml", f"drama: {slug}\n", f"drama: {new}\n")

    return edit


EDITS: dict[str, Edit] = {
    "another billing": change("drama-0", "billing: lead", "billing: guest"),
    "another actor": change("tiny", "person: actor-one,", "person: actor-one-too,"),
    "a comment alone": lambda data: (data / "dramas/tiny.yaml").open("a").write("# nothing\n"),
    "a theme less": lambda data: drop_first_theme(data / "dramas/drama-2.yaml"),
    "a beat of another name": change("drama-0", "en: Beat 5,", "en: The end,"),
    "a beat between": change("soundtrack-1", "beats:\n", "beats:\n  before-all: {en: Before all, ko: 맨 처음}\n"),
    "another name": change("tiny", "en: Ann,", "en: Anna,"),
    "a new drama": copy_of("tiny", "tinier"),
    "a drama less": remove("drama-1"),
    "another slug": rename("drama-2", "drama-two"),
    "thin": change("drama-0", "coverage: full", "coverage: thin"),
    "a sequel": lambda data: (data / "dramas/drama-1.yaml").open("a").write(
        "production:\n  - {sequel_of: drama-0, from: [generated @ row]}\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_one_edit(folder: Path, tmp_path: Path, name: str) -> None:
    data, builds = folder / "data", folder / "builds"
    EDITS[name](data)
    found, said = rebuilt(data, builds)
    assert "building everything" not in said
    assert ("changed" if name != "a drama less" else "gone") in said
    assert current_build(builds) == found
    assert_same_as_whole(found, data, tmp_path / "whole")


def test_many_edits_one_after_another(folder: Path, tmp_path: Path) -> None:
    data, builds = folder / "data", folder / "builds"
    order = [name for name in EDITS if name not in ("a drama less", "another slug")]
    random.Random(7).shuffle(order)
    order += ["another slug"]
    for name in order:
        EDITS[name](data)
        found, said = rebuilt(data, builds)
        assert "building everything" not in said, (name, said)
    assert_same_as_whole(found, data, tmp_path / "whole")


def test_there_and_back(folder: Path, unedited: set[Quad], tmp_path: Path) -> None:
    data, builds = folder / "data", folder / "builds"
    EDITS["another billing"](data)
    assert quads_of(rebuilt(data, builds)[0]) != unedited
    shutil.copy(ROOT / "tests/thin/agency.yaml", data / "dramas")
    change("drama-0", "billing: guest", "billing: lead")(data)
    found, said = rebuilt(data, builds)
    assert "building everything" not in said
    assert quads_of(found) == unedited
    assert_same_as_whole(found, data, tmp_path / "whole")


def test_edits_of_several_dramas_at_once(folder: Path, tmp_path: Path) -> None:
    data, builds = folder / "data", folder / "builds"
    for name in ("another billing", "another actor", "another slug", "a new drama", "another name"):
        EDITS[name](data)
    found, said = rebuilt(data, builds)
    assert said == "4 of 13 dramas changed, 1 gone"
    assert_same_as_whole(found, data, tmp_path / "whole")


def test_a_sequel_of_a_drama_that_is_new_too(folder: Path, tmp_path: Path) -> None:
    data, builds = folder / "data", folder / "builds"
    copy_of("drama-0", "drama-zero")(data)
    (data / "dramas/drama-1.yaml").open("a").write(
        "production:\n  - {sequel_of: drama-zero, from: [generated @ row]}\n"
    )
    found, said = rebuilt(data, builds)
    assert "building everything" not in said
    assert_same_as_whole(found, data, tmp_path / "whole")


def test_the_tiny_drama_alone(tiny: Path, tmp_path: Path) -> None:
    builds = tmp_path / "builds"
    build(tiny, builds, ONTOLOGY)
    replace_in(tiny / "dramas/tiny.yaml", "en: Ann,", "en: Anna,")
    found, said = rebuilt(tiny, builds)
    assert said == "1 of 1 drama changed"
    assert_same_as_whole(found, tiny, tmp_path / "whole")


def test_nothing_has_changed(folder: Path) -> None:
    before = current_build(folder / "builds")
    found, said = rebuilt(folder / "data", folder / "builds")
    assert (found, said) == (before, "nothing has changed since the build in use")


def test_everything_on_request(folder: Path, unedited: set[Quad]) -> None:
    before = current_build(folder / "builds")
    assert before is not None
    found = build(folder / "data", folder / "builds", ONTOLOGY, full=True)
    assert found.path != before.path
    assert quads_of(found) == unedited


MISTAKES: dict[str, Edit] = {
    "an unknown person": change("drama-1", "person: person-0,", "person: person-00,"),
    "an unknown source": change("tiny", "gazette @ Cast 1", "gazete @ Cast 1"),
    "an unknown theme": change("tiny", "theme: ", "theme: no-"),
    "an unknown beat": change("drama-0", "told: beat-3", "told: beat-33"),
    "YAML that does not parse": lambda data: (data / "dramas/drama-2.yaml").write_text("drama: [\n"),
    "two mistakes": lambda data: (MISTAKES["an unknown person"](data), MISTAKES["an unknown source"](data)),
    "a file under the wrong name": lambda data: (data / "dramas/drama-1.yaml").rename(data / "dramas/drama-one.yaml"),
    "the same drama twice": lambda data: shutil.copy(data / "dramas/drama-1.yaml", data / "dramas/drama-9.yaml"),
    "a file that is not read": lambda data: shutil.copy(data / "dramas/drama-1.yaml", data / "dramas/drama-9.yml"),
    "a drama that a review is of": remove("soundtrack-1"),
    "a drama with a sequel": remove("drama-0"),
    "a broken drama with a sequel": lambda data: (data / "dramas/drama-0.yaml").write_text("x"),
    "a character with a person's slug": change("drama-0", "  c1:\n", "  person-1:\n"),
    "two billings": change(
        "tiny", "{person: actor-one, billing: lead, from: gazette @ Cast 1}",
        "{person: actor-one, billing: lead, from: gazette @ Cast 1}\n"
        "      - {person: actor-one, billing: guest, from: gazette @ Cast 1}",
    ),
    "a title told late, of a drama that is reviewed": change(
        "soundtrack-2", "\nnames:\n", "\nnames: []\nopen:\n"
    ),
    "a person less": lambda data: replace_in(data / "people.yaml", "  actor-one:\n", "  actor-none:\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_those_of_a_whole_build(with_sequel: Path, tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(with_sequel, tmp_path / "kg"))
    data, builds = folder / "data", folder / "builds"
    before = current_build(builds)
    assert before is not None
    there = {path.name for path in builds.iterdir()}
    MISTAKES[name](data)
    with pytest.raises(DataError) as ours:
        build(data, builds, ONTOLOGY)
    assert {path.name for path in builds.iterdir()} == there
    assert current_build(builds) == before
    with pytest.raises(DataError) as theirs:
        build(data, tmp_path / "whole", ONTOLOGY, full=True)
    assert ours.value.problems == theirs.value.problems
    assert KnowledgeGraph.of_build(before).query("ASK { ?x a dkg:Character ; skos:prefLabel 'Ann'@en }")


def test_what_is_mended_is_built(folder: Path, tmp_path: Path) -> None:
    data, builds = folder / "data", folder / "builds"
    MISTAKES["an unknown source"](data)
    with pytest.raises(DataError):
        build(data, builds, ONTOLOGY)
    change("tiny", "gazete @ Cast 1", "herald @ Cast 1")(data)
    found, said = rebuilt(data, builds)
    assert said == "1 of 12 dramas changed"
    assert_same_as_whole(found, data, tmp_path / "whole")


@pytest.mark.parametrize("name", ["people.yaml", "sources.yaml"])
def test_other_files_have_everything_built(folder: Path, tmp_path: Path, name: str) -> None:
    data, builds = folder / "data", folder / "builds"
    with (data / name).open("a") as file:
        file.write("# a comment\n")
    found, said = rebuilt(data, builds)
    assert said == f"building everything: data/{name} has changed"
    assert_same_as_whole(found, data, tmp_path / "whole")


def spoil(name: str, text: str | None) -> Edit:
    def edit(build_folder: Path) -> None:
        path = build_folder / name
        if path.is_dir():
            shutil.rmtree(path)
        elif text is None:
            path.unlink()
        else:
            path.write_text(text)

    return edit


SPOILT = {
    "no manifest": spoil("manifest.json", None),
    "half a manifest": spoil("manifest.json", '{"code": '),
    "another manifest": spoil("manifest.json", '{"code": "x"}'),
    "a manifest of lists": spoil("manifest.json", "[]"),
    "no closure": spoil("closure", None),
    "no table of the store": spoil("store/CURRENT", None),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_build_is_not_built_upon(folder: Path, billed: Held, name: str) -> None:
    data, builds = folder / "data", folder / "builds"
    before = current_build(builds)
    assert before is not None
    SPOILT[name](before.path)
    EDITS["another billing"](data)
    found, said = rebuilt(data, builds)
    assert said.startswith("building everything: the build before ")
    assert_same(found, billed)


def test_other_code_has_everything_built(folder: Path) -> None:
    found = current_build(folder / "builds")
    assert found is not None
    path = found.path / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**manifest, "code": "of another version"}))
    EDITS["another billing"](folder / "data")
    assert rebuilt(folder / "data", folder / "builds")[1] == "building everything: the code has changed"


@pytest.mark.parametrize("step", STEPS)
def test_an_interrupt_leaves_the_build_before(folder: Path, unedited: set[Quad], billed: Held, step: str) -> None:
    data, builds = folder / "data", folder / "builds"
    before = current_build(builds)
    assert before is not None
    there = {path.name for path in builds.iterdir()}
    EDITS["another billing"](data)

    def interrupt(begun: str) -> None:
        if begun == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(data, builds, ONTOLOGY, interrupt)
    assert {path.name for path in builds.iterdir()} == there
    assert current_build(builds) == before
    assert quads_of(before) == unedited
    assert not list(before.path.glob("in-use-*"))
    found, said = rebuilt(data, builds)
    assert said == "1 of 12 dramas changed"
    assert_same(found, billed)


KILLED = """
import signal, sys
from pathlib import Path
from kg.build import build
from kg.store import EmbeddedStore

write = EmbeddedStore.write_changed
def write_and_wait(*arguments):
    write(*arguments)          # the new store is there, with links to the files of the old one
    print("written", flush=True)
    signal.pause()
EmbeddedStore.write_changed = write_and_wait
build(*map(Path, sys.argv[1:]))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_build_that_is_killed_leaves_the_one_before(folder: Path, unedited: set[Quad], billed: Held) -> None:
    data, builds = folder / "data", folder / "builds"
    before = current_build(builds)
    assert before is not None
    EDITS["another billing"](data)
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(data), str(builds), str(ONTOLOGY)],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)
    process.stdout.close()
    (dead,) = (path for path in builds.glob("build-*") if path != before.path)
    assert current_build(builds) == before
    assert quads_of(before) == unedited
    shutil.rmtree(dead)  # what a later build does; the files that both had stay
    assert quads_of(before) == unedited
    assert_same(rebuilt(data, builds)[0], billed)


def test_a_build_outlives_the_one_that_it_shares_files_with(folder: Path, tmp_path: Path) -> None:
    data, builds = folder / "data", folder / "builds"
    first = current_build(builds)
    assert first is not None
    for actor in range(1, 5):
        replace_in(data / "dramas/drama-1.yaml", "billing: support", f"billing: support, told: beat-{actor}")
        found, _ = rebuilt(data, builds)
        replace_in(data / "dramas/drama-1.yaml", f"billing: support, told: beat-{actor}", "billing: support")
    assert not first.path.exists()
    assert len(list(builds.glob("build-*"))) == 2
    found, _ = rebuilt(data, builds)
    assert_same_as_whole(found, data, tmp_path / "whole")

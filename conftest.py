"""What all tests share, the examples in docstrings too: a build of the two Soundtracks, in a folder of its own."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from kg.build import Build, build, current_build, is_current
from kg.graph import KnowledgeGraph
from kg.paths import build_dir, data_dir, ontology_dir
from tests.soundtracks import write_soundtracks

_MADE_HERE = pytest.StashKey[Path]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden files be written anew, by hand and on purpose."""
    parser.addoption("--regenerate-golden", action="store_true", help="write tests/golden/ from what the code does now")


def pytest_configure(config: pytest.Config) -> None:
    """Send every build of this run to a folder of its own; the workers of xdist inherit it."""
    if hasattr(config, "workerinput"):
        return
    folder = Path(tempfile.mkdtemp(prefix="kg-tests-"))
    os.environ["KG_DATA"] = str(write_soundtracks(folder / "soundtracks"))
    os.environ["KG_BUILD"] = str(folder / "builds")
    config.stash[_MADE_HERE] = folder


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take the builds of this run away again."""
    folder = config.stash.get(_MADE_HERE, None)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def built() -> Build:
    """Return the build of the two Soundtracks, made once for all workers."""
    return _build_of(data_dir(), build_dir())


@pytest.fixture(scope="session")
def shipped() -> Build:
    """Return the build of all the shipped data, made once for all workers."""
    return _build_of(Path(__file__).parent / "data", build_dir().parent / "shipped")


def _build_of(data: Path, builds: Path) -> Build:
    builds.parent.mkdir(parents=True, exist_ok=True)
    with builds.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = current_build(builds)
        if found is None or not is_current(found, data, ontology_dir()):
            found = build(data, builds, ontology_dir())
    return found


@pytest.fixture(scope="session")
def graph(built: Build) -> KnowledgeGraph:
    """Return the graph of the two Soundtracks."""
    return KnowledgeGraph.of_build(built)


@pytest.fixture(autouse=True)
def _examples_find_a_build(request: pytest.FixtureRequest) -> None:
    """Let the examples in docstrings, which call ``kg.open()``, use the one build."""
    if isinstance(request.node, pytest.DoctestItem):
        request.getfixturevalue("built")

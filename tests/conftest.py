"""What the tests share beside the build: copies of the data, the command line, the reviews where they are at hand.

The build itself (`built`, `graph`) is in conftest.py of the checkout, since the examples in docstrings need it too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.graph import KnowledgeGraph
from kg.ontology import Ontology, load_ontology
from kg.paths import data_dir
from kg.web.app import create_app
from kg.web.export import Options, export_site
from tests.live import serving
from tests.support import ROOT, shared_by_workers
from tests.tables import Loaded, loaded

SOURCES = ROOT.parent / "shared" / "sources"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """The shipped ontology."""
    return load_ontology()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the data that a test may spoil."""
    return Path(shutil.copytree(data_dir(), tmp_path / "data"))


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of tests/tiny, a drama of three people that builds quickly."""
    return Path(shutil.copytree(ROOT / "tests" / "tiny", tmp_path / "tiny"))


@pytest.fixture
def kg_command(tmp_path: Path) -> Run:
    """Run ``kg`` as a person would: a process of its own, in a folder that is not the checkout."""

    def run(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        return subprocess.run(
            [sys.executable, "-m", "kg", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", **environment},
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def reviews() -> dict[str, str]:
    """The two reviews, word for word; they are not part of the repository."""
    if not SOURCES.is_dir():
        pytest.skip(f"the reviews are not in {SOURCES}")
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(SOURCES.glob("*.txt"))}


@pytest.fixture(scope="session")
def client(graph: KnowledgeGraph) -> Iterator[TestClient]:
    """A client of the application over the two Soundtracks, in English; its queries run in real worker processes."""
    with TestClient(create_app(graph), headers={"accept-language": "en"}) as made:
        yield made


@pytest.fixture
def server(graph: KnowledgeGraph) -> Iterator[str]:
    """The address of a real server over the two Soundtracks, without a slash at its end."""
    with serving(graph) as address:
        yield address


@pytest.fixture(scope="session")
def soundtracks_site(graph: KnowledgeGraph) -> Path:
    """The two Soundtracks as files, in both languages, two folders below one that a test may serve; to be read only."""
    with shared_by_workers("static") as above:
        site = above / "fans" / "dramas"
        if not site.exists():
            assert export_site(graph, site, Options(dumps=False, jobs=1)).problems == []
    return site


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Loaded]:
    """Load rows that a test writes down: a header and lines, or bytes."""

    def make(text: str | bytes, profile: str | Path = "plain", ending: str = "csv", **conditions: list[str]) -> Loaded:
        path = tmp_path / f"table.{ending}"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return loaded(path, profile, **conditions)

    return make

"""docs/sparql.md and docs/stores.md: what they say to a researcher, done as it stands against real servers."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.npm import installed
from tests.servers import free_port, oxigraph, running
from tests.support import ROOT
from tests.test_docs import blocks

SPARQL, STORES = ROOT / "docs" / "sparql.md", ROOT / "docs" / "stores.md"
OXIGRAPH = str(Path(sys.executable).parent / "oxigraph")


def block(language: str, words: str, page: Path = SPARQL) -> str:
    """The block of a page that has some words in it."""
    (found,) = (text for text in blocks(page, language) if words in text)
    return found


def done(words: list[str], folder: Path) -> str:
    """Run a command; return what it prints."""
    result = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    """A folder with the reader's own file."""
    (tmp_path / "watched.ttl").write_text(block("turtle", "my:watched"), encoding="utf-8")
    return tmp_path


def test_python_of_the_guide(server: str, tmp_path: Path) -> None:
    code = block("python", "SPARQLWrapper").replace("http://127.0.0.1:8000", server)
    titles = done([sys.executable, "-c", code], tmp_path).splitlines()
    assert len(titles) == 5
    assert titles == sorted(titles)


def test_a_federated_query_from_an_engine(server: str, watched: Path) -> None:
    (watched / "lent.rq").write_text(
        block("sparql", "SERVICE").replace("http://127.0.0.1:8000", server), encoding="utf-8"
    )
    lines = [line for line in block("sh", "lent.rq").splitlines() if line.startswith("oxigraph")]
    assert len(lines) == 2
    outputs = [done([OXIGRAPH, *shlex.split(line)[1:]], watched) for line in lines]
    rows = outputs[-1].splitlines()
    assert rows[0] == "name,other"
    assert "Park Hyung Sik,Han So Hee" in rows
    assert "Han So Hee,Park Hyung Sik" in rows


def test_a_federated_query_from_comunica(server: str, watched: Path) -> None:
    commands = installed(ROOT / "tests" / "clients")
    (load,) = (line for line in block("sh", "lent.rq").splitlines() if line.startswith("oxigraph load"))
    done([OXIGRAPH, *shlex.split(load)[1:]], watched)
    first, line = block("sh", "comunica-sparql").strip().splitlines()
    mine = f"127.0.0.1:{free_port()}"
    serve = shlex.split(first.removesuffix("&").replace("127.0.0.1:7878", mine))
    words = shlex.split(line.replace("http://127.0.0.1:8000", server).replace("127.0.0.1:7878", mine))
    assert words[:4] == ["npx", "-p", "@comunica/query-sparql", "comunica-sparql"]
    with running([OXIGRAPH, *serve[1:]], f"http://{mine}/query", watched, {}):
        rows = done([str(commands / "comunica-sparql"), *words[4:]], watched).splitlines()
    assert {"Soundtrack #1", "사운드트랙#1"} <= {row.strip('"') for row in rows}


def test_the_query_of_the_guide_names_sources(server: str) -> None:
    from SPARQLWrapper import JSON, SPARQLWrapper

    wrapper = SPARQLWrapper(f"{server}/sparql")
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(block("sparql", "Lee Eun Soo"))
    rows = wrapper.queryAndConvert()["results"]["bindings"]  # type: ignore[index, call-overload]
    assert len(rows) > 1
    assert {"source", "place", "beat"} == set(rows[0])


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed: apt-get install curl")
@pytest.mark.parametrize("page", ["sparql.md", "dataset.md", "linked-data.md"])
def test_curl_lines_answer(server: str, page: str, tmp_path: Path) -> None:
    lines = [
        line for text in blocks(ROOT / "docs" / page, "sh") for line in text.splitlines() if line.startswith("curl ")
    ]
    for line in lines:
        words = shlex.split(line.replace("http://127.0.0.1:8000", server), comments=True)
        assert done([*words, "--silent", "--show-error", "--fail"], tmp_path).strip(), line
    assert lines


@pytest.fixture
def with_oxigraph(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "oxigraph"
    folder.mkdir()
    with oxigraph(folder) as one:
        yield one.url


def test_commands_over_a_store(with_oxigraph: str, kg_command: Callable[..., object], tmp_path: Path) -> None:
    lines = [line for line in blocks(STORES, "sh")[0].splitlines() if line.startswith("kg ")]
    words = [shlex.split(line.replace("http://127.0.0.1:7878/query", with_oxigraph))[1:] for line in lines]
    assert [one[0] for one in words] == ["build", "query", "run", "serve"]
    for one in words[:3]:
        result = kg_command(*one)
        assert result.returncode == 0, result.stderr  # type: ignore[attr-defined]
        assert result.stdout.strip()  # type: ignore[attr-defined]
    port = free_port()
    command = [sys.executable, "-m", "kg", *words[3], "--port", str(port)]
    path = {"PYTHONPATH": str(ROOT)}
    with running(command, f"http://127.0.0.1:{port}/sparql", tmp_path, {}, path) as served:
        import httpx2

        address = served.url.removesuffix("/sparql")
        page = httpx2.get(f"{address}/drama/soundtrack-1", timeout=60)
        assert page.status_code == 200
        assert "Lee Eun Soo" in page.text
        answer = httpx2.get(
            served.url, params={"query": "SELECT ?b { ?a dkg:mentorOf ?b }", "format": "csv"}, timeout=60
        )
        assert "eunsoo" in answer.text
        assert httpx2.get(f"{address}/queries/cast.csv", timeout=60).status_code == 200
        assert httpx2.get(f"{address}/.well-known/void", timeout=120).status_code == 200
        assert httpx2.get(f"{address}/id/drama/soundtrack-1.ttl", timeout=60).status_code == 200
        assert httpx2.get(f"{address}/health", timeout=60).json()["status"] == "ok"


def test_every_server_is_said_to_be_run_or_not() -> None:
    table = re.search(r"^\| server \|.*?\n\n", STORES.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert table is not None
    rows = [line.split("|")[1:-1] for line in table[0].strip().splitlines()[2:]]
    assert {"all tests" in row[3] or row[3].strip() == "not run" for row in rows} == {True}
    for name in ("Oxigraph", "Virtuoso", "GraphDB", "Neptune", "QLever"):
        assert any(name in row[0] for row in rows), name

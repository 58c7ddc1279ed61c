"""The dumps: whole, the same every time, and read back as what they were made from."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, parse
from rdflib import Dataset as RdflibDataset
from rdflib import Graph
from rdflib.compare import isomorphic

import kg
from kg.build import Build, build
from kg.dataset import CHECKSUMS, Dump, dumps, write_dumps
from kg.errors import DramaKGError
from kg.graph import KnowledgeGraph
from kg.paths import data_dir, ontology_dir
from kg.store import EmbeddedStore
from kg.vocab import GRAPH_INFERRED
from tests.conftest import Run
from tests.live import serving
from tests.support import shared_by_workers

FORMATS = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD, "ttl": RdfFormat.TURTLE}


@pytest.fixture(scope="module")
def folder(graph: KnowledgeGraph) -> Path:
    """All dumps of the two Soundtracks."""
    with shared_by_workers("dumps") as made:
        if not (made / CHECKSUMS).exists():
            graph.dump(made)
    return made


@pytest.fixture(scope="module")
def address(graph: KnowledgeGraph) -> Iterator[str]:
    with serving(graph) as base:
        yield base


def wanted(graph: KnowledgeGraph, part: str) -> list[Quad]:
    return [
        quad
        for quad in graph.store.told()
        if part == "all" or (quad.graph_name == GRAPH_INFERRED) == (part == "inferred")
    ]


def canonical(quads: Iterator[Quad] | list[Quad]) -> set[str]:
    """Statements as text, blank nodes under canonical names."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


@pytest.mark.parametrize("dump", dumps(), ids=lambda dump: dump.name)
def test_read_back_it_is_what_it_was_made_from(graph: KnowledgeGraph, folder: Path, dump: Dump) -> None:
    content = gzip.decompress((folder / dump.name).read_bytes())
    read = list(parse(content, format=FORMATS[dump.format]))
    expected = wanted(graph, dump.part)
    if dump.format == "ttl":
        expected = list({Quad(quad.subject, quad.predicate, quad.object) for quad in expected})
    assert len(read) == len(expected)
    assert canonical(read) == canonical(expected)


@pytest.mark.parametrize("form", ["nq", "trig", "jsonld"])
def test_rdflib_reads_what_is_told_with_its_graphs(graph: KnowledgeGraph, folder: Path, form: str) -> None:
    names = {"nq": "nquads", "trig": "trig", "jsonld": "json-ld"}
    read = RdflibDataset().parse(
        data=gzip.decompress((folder / f"drama-kg-told.{form}.gz").read_bytes()), format=names[form]
    )
    expected: dict[str, int] = {}
    for quad in wanted(graph, "told"):
        assert isinstance(quad.graph_name, NamedNode)
        expected[quad.graph_name.value] = expected.get(quad.graph_name.value, 0) + 1
    assert {str(one.identifier): len(one) for one in read.graphs() if len(one)} == expected


def test_rdflib_reads_turtle_as_the_same_graph(graph: KnowledgeGraph, folder: Path) -> None:
    def ground(source: Graph) -> Graph:
        kept = Graph()
        for triple in source:
            if not any("BNode" in type(term).__name__ for term in triple):
                kept.add(triple)
        return kept

    content = gzip.decompress((folder / "drama-kg-inferred.ttl.gz").read_bytes())
    nt = "\n".join(f"{quad.triple} ." for quad in wanted(graph, "inferred"))
    assert isomorphic(Graph().parse(data=content, format="turtle"), Graph().parse(data=nt, format="nt"))
    told = ground(Graph().parse(data=gzip.decompress((folder / "drama-kg-told.ttl.gz").read_bytes()), format="turtle"))
    quads = {
        Quad(quad.subject, quad.predicate, quad.object)
        for quad in wanted(graph, "told")
        if not isinstance(quad.subject, BlankNode) and not isinstance(quad.object, BlankNode)
    }
    assert len(told) == len(quads)


def test_the_same_graph_gives_the_same_bytes_in_another_build_and_process(
    folder: Path, tmp_path: Path, kg_command: Run
) -> None:
    other = build(data_dir(), tmp_path / "builds", ontology_dir())
    done = kg_command("dump", str(tmp_path / "out"), KG_BUILD=str(other.path.parent), KG_DATA=str(data_dir()))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / CHECKSUMS).read_text() == (folder / CHECKSUMS).read_text()
    for dump in dumps():
        assert (tmp_path / "out" / dump.name).read_bytes() == (folder / dump.name).read_bytes(), dump.name


def test_checksums_are_those_of_the_files(folder: Path) -> None:
    lines = (folder / CHECKSUMS).read_text(encoding="ascii").splitlines()
    assert [line.split("  ")[1] for line in lines] == [dump.name for dump in dumps()]
    for line in lines:
        sha256, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--check", "--strict", CHECKSUMS], cwd=folder, check=True, capture_output=True)


def test_a_part_and_a_format_can_be_chosen(graph: KnowledgeGraph, tmp_path: Path, kg_command: Run) -> None:
    done = kg_command("dump", str(tmp_path / "out"), "--part", "inferred", "--format", "nq")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} - {".lock"} == {"drama-kg-inferred.nq.gz", CHECKSUMS}
    assert done.stdout.split()[0] in (tmp_path / "out" / CHECKSUMS).read_text()
    for part, form in (("every", "nq"), ("told", "docx")):
        with pytest.raises(kg.QueryError, match="of a dump is"):
            graph.dump(tmp_path, part, form)


def test_files_of_an_older_graph_are_replaced(graph: KnowledgeGraph, tmp_path: Path) -> None:
    write_dumps(EmbeddedStore.of([]), tmp_path, dumps(["told"], ["nq"]))
    old = (tmp_path / "drama-kg-told.nq.gz").read_bytes()
    (tmp_path / ".drama-kg-told.nq.gz.12345").write_bytes(b"of a process that was ended")
    graph.dump(tmp_path, "told", "nq")
    assert gzip.decompress(old) == b""
    assert {path.name for path in tmp_path.iterdir()} == {"drama-kg-told.nq.gz", CHECKSUMS, ".lock"}
    assert len(gzip.decompress((tmp_path / "drama-kg-told.nq.gz").read_bytes())) > 100_000


def test_a_dump_of_a_view_tells_nothing_later(graph: KnowledgeGraph, tmp_path: Path) -> None:
    graph.at().dump(tmp_path, "all", "nq")
    text = gzip.decompress((tmp_path / "drama-kg-all.nq.gz").read_bytes()).decode()
    later = "https://w3id.org/drama-kg/graph/soundtrack-1/hallyu-soundtrack-1/2"
    assert later not in text
    assert any(str(quad.graph_name) == f"<{later}>" for quad in graph.store.told())


def test_a_folder_that_cannot_be_written_is_told(graph: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DramaKGError, match="cannot write dumps to"):
        graph.dump(tmp_path / "file", "told", "nq")


def test_progress_ends_with_how_many_there_are(graph: KnowledgeGraph, tmp_path: Path) -> None:
    seen: dict[str, list[int]] = {}
    graph.dump(tmp_path, ("told", "all"), ("nq", "ttl"), lambda dump, n: seen.setdefault(dump.name, []).append(n))
    statistics = graph.statistics()
    for dump in dumps(("told", "all"), ("nq", "ttl")):
        assert seen[dump.name][0] == 0
        assert seen[dump.name][-1] == statistics.statements(dump.part, once=not dump.graphs)


def test_the_server_sends_them_whole_and_in_part(address: str, folder: Path) -> None:
    url = f"{address}/dump/drama-kg-told.nq.gz"
    whole = httpx2.get(url, timeout=60, headers={"accept-encoding": "gzip"})
    content = (folder / "drama-kg-told.nq.gz").read_bytes()
    assert whole.status_code == 200
    assert whole.content == content
    assert whole.headers["content-type"] == "application/gzip"
    assert "content-encoding" not in whole.headers
    assert whole.headers["accept-ranges"] == "bytes"
    head = httpx2.head(url)
    assert (head.status_code, head.content, int(head.headers["content-length"])) == (200, b"", len(content))
    part = httpx2.get(url, headers={"range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, content[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(content)}"
    assert httpx2.get(url, headers={"range": f"bytes={len(content) + 1}-"}).status_code == 416
    etag = whole.headers["etag"]
    known = httpx2.get(url, headers={"if-none-match": f'"other", {etag}'})
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", etag)
    resumed = httpx2.get(url, headers={"range": "bytes=5-9", "if-range": etag})
    assert (resumed.status_code, resumed.content) == (206, content[5:10])
    changed = httpx2.get(url, headers={"range": "bytes=5-9", "if-range": '"other"'})
    assert (changed.status_code, changed.content) == (200, content)


def test_the_server_makes_them_once_for_all_who_ask(built: Build, tmp_path: Path) -> None:
    copy = shutil.copytree(built.path, tmp_path / "build")
    shutil.rmtree(copy / "dumps", ignore_errors=True)
    with serving(KnowledgeGraph.of_build(Build(copy, built.summary))) as base, ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(httpx2.get, f"{base}/dump/{CHECKSUMS}", timeout=60) for _ in range(6)]
        answers = [one.result() for one in asked]
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.text for answer in answers}) == 1
        made = {path.name: path.stat().st_ino for path in (copy / "dumps").iterdir()}
    with serving(KnowledgeGraph.of_build(Build(copy, built.summary))) as base:
        assert httpx2.get(f"{base}/dump/{CHECKSUMS}", timeout=60).text == answers[0].text
        again = {path.name: path.stat().st_ino for path in (copy / "dumps").iterdir()}
    assert again == made, "a second server keeps what the first made"


def test_a_graph_in_memory_has_dumps_too(graph: KnowledgeGraph) -> None:
    with serving(graph.at()) as base:
        answer = httpx2.get(f"{base}/dump/drama-kg-all.nq.gz", timeout=60)
    assert answer.status_code == 200
    assert b"hallyu-soundtrack-1/2>" not in gzip.decompress(answer.content)


def test_short_addresses_and_wrong_ones(address: str) -> None:
    for form in FORMATS:
        answer = httpx2.get(f"{address}/dump.{form}")
        assert answer.status_code == 302
        assert answer.headers["location"] == f"/dump/drama-kg-all.{form}.gz"
    assert httpx2.get(f"{address}/dump.nq.gz").headers["location"] == "/dump/drama-kg-all.nq.gz"
    assert httpx2.get(f"{address}/dump.docx").status_code == 404
    assert httpx2.get(f"{address}/dump/").headers["location"] == "/dataset#downloads"
    assert httpx2.get(f"{address}/dump/?lang=ko").headers["location"] == "/dataset?lang=ko#downloads"
    for name in ("no.nq.gz", ".lock", "..%2Fsummary.json", "%2e%2e/summary.json", "drama-kg-told.nq"):
        answer = httpx2.get(f"{address}/dump/{name}", headers={"accept": "text/html"})
        assert answer.status_code == 404, name
    assert "drama-kg-told.nq.gz" in httpx2.get(f"{address}/dump/no.nq.gz", headers={"accept": "text/html"}).text

"""The clients that researchers come with, each as they use it, against a real server."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import SPARQLWrapper as sw
from rdflib import Dataset, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from kg.graph import KnowledgeGraph
from kg.vocab import DKG, GRAPH_BASE, ID_BASE
from kg.web.sparql.limits import Limits
from kg.web.sparql.processes.worker import LocalRunner
from tests.live import serving
from tests.npm import installed
from tests.support import ROOT

PREFIXES = f"PREFIX dkg: <{DKG.base}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
CAST = (
    PREFIXES
    + """SELECT ?name ?actor WHERE {
  ?performance dkg:portrays ?character ; dkg:performer/skos:prefLabel ?actor .
  ?character dkg:characterIn ?drama ; skos:prefLabel ?name .
  FILTER(LANG(?name) = "ko" && LANG(?actor) = "en")
} ORDER BY ?name ?actor"""
)
DRAMAS = PREFIXES + "SELECT ?d WHERE { ?d a dkg:Drama } ORDER BY ?d"
YES, NO = (PREFIXES + f"ASK {{ ?x a dkg:{kind} }}" for kind in ("Drama", "Spaceship"))
NAMES = PREFIXES + "CONSTRUCT { ?d skos:prefLabel ?name } WHERE { ?d a dkg:Drama ; skos:prefLabel ?name }"
DESCRIBE = f"DESCRIBE <{ID_BASE}drama/soundtrack-1>"
THEMES = GRAPH_BASE + "themes"


@pytest.fixture(scope="module")
def address(graph: KnowledgeGraph) -> Iterator[str]:
    """The endpoint of a real server."""
    with serving(graph) as made:
        yield f"{made}/sparql"


@pytest.fixture(scope="module")
def cast(graph: KnowledgeGraph) -> list[tuple[str, ...]]:
    """What everybody must find: the answer as the graph itself gives it."""
    found = [tuple(row.values()) for row in graph.query(CAST)]  # type: ignore[union-attr]
    assert len(found) > 10
    assert any("서" in name or "은" in name for name, _ in found)
    return found


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rdflib(address: str, graph: KnowledgeGraph, cast: list[tuple[str, ...]], method: str, form: str) -> None:
    store = SPARQLStore(address, method=method, returnFormat=form)
    assert [tuple(map(str, row)) for row in store.query(CAST)] == cast
    graph_names = store.query("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g", queryGraph=THEMES)
    assert len(graph_names) == 0  # the graph that a client names is its default graph, and there are no others
    concepts = PREFIXES + "SELECT ?c WHERE { ?c a skos:Concept }"
    within = store.query(concepts, queryGraph=THEMES)
    assert {str(row[0]) for row in within} == set(graph.query(concepts, graphs=[THEMES]).column("c"))  # type: ignore[union-attr]
    assert len(within) > 10


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_asks_and_constructs(address: str, graph: KnowledgeGraph, method: str) -> None:
    store = SPARQLStore(address, method=method, returnFormat="xml")
    assert [bool(store.query(query).askAnswer) for query in (YES, NO)] == [True, False]
    made = store.query(NAMES).graph
    assert made is not None
    assert len(made) == len(list(graph.query(NAMES)))
    assert len(store.query(DESCRIBE).graph or ()) > 10


def test_rdflib_browses_it_as_a_graph(address: str, graph: KnowledgeGraph) -> None:
    remote = Graph(SPARQLStore(address), identifier=URIRef(THEMES))
    concept = URIRef("http://www.w3.org/2004/02/skos/core#Concept")
    kind = URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    found = set(remote.subjects(kind, concept))
    query = PREFIXES + f"SELECT ?c {{ GRAPH <{THEMES}> {{ ?c a skos:Concept }} }}"
    assert {str(one) for one in found} == set(graph.query(query).column("c"))  # type: ignore[union-attr]
    everything = Dataset(SPARQLStore(address), default_union=True)
    assert (URIRef(ID_BASE + "drama/soundtrack-1"), kind, DKG_DRAMA) in everything


DKG_DRAMA = URIRef(DKG.base + "Drama")


@pytest.mark.parametrize("method", [sw.GET, sw.POST])
@pytest.mark.parametrize("how", [sw.URLENCODED, sw.POSTDIRECTLY])
@pytest.mark.parametrize("form", [sw.JSON, sw.XML, sw.CSV, sw.TSV])
def test_sparqlwrapper_selects(address: str, cast: list[tuple[str, ...]], method: str, how: str, form: str) -> None:
    client = _wrapper(address, CAST, form, method, how)
    found: Any = client.query().convert()
    if form == sw.JSON:
        rows = [(row["name"]["value"], row["actor"]["value"]) for row in found["results"]["bindings"]]
    elif form == sw.XML:
        values = [node.firstChild.data for node in found.getElementsByTagName("literal")]
        rows = list(zip(values[::2], values[1::2], strict=True))
    else:
        lines = csv.reader(io.StringIO(found.decode(), newline=""), delimiter="," if form == sw.CSV else "\t")
        rows = [tuple(cell.partition('"')[2].partition('"')[0] if '"' in cell else cell for cell in row)
                for row in lines][1:]  # fmt: skip
        rows = [tuple(cell.removesuffix("@ko").removesuffix("@en") for cell in row) for row in rows]
    assert rows == cast


def _wrapper(address: str, query: str, form: str, method: str = sw.GET, how: str = sw.URLENCODED) -> sw.SPARQLWrapper:
    client = sw.SPARQLWrapper(address)
    client.setQuery(query)
    client.setReturnFormat(form)
    client.setMethod(method)
    client.setRequestMethod(how)
    return client


@pytest.mark.parametrize("method", [sw.GET, sw.POST])
def test_sparqlwrapper_asks_constructs_and_names_graphs(address: str, graph: KnowledgeGraph, method: str) -> None:
    for form in (sw.JSON, sw.XML):
        answers = [_wrapper(address, query, form, method).query().convert() for query in (YES, NO)]
        told = [one["boolean"] if form == sw.JSON else "true" in one.toxml() for one in answers]
        assert told == [True, False]
    for form in (sw.TURTLE, sw.RDFXML, sw.N3, sw.JSONLD):
        found: Any = _wrapper(address, NAMES, form, method).query().convert()
        made = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
        assert len(made) == len(list(graph.query(NAMES)))
    client = _wrapper(address, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", sw.JSON, method)
    client.addDefaultGraph(THEMES)
    rows = client.queryAndConvert()["results"]["bindings"]
    assert int(rows[0]["n"]["value"]) == len(list(graph.store.told(graph=_iri(THEMES))))
    with pytest.raises(sw.SPARQLExceptions.QueryBadFormed, match="line 1, column"):
        _wrapper(address, "SELECT * {", sw.JSON, method).query()


def _iri(text: str) -> Any:
    from pyoxigraph import NamedNode

    return NamedNode(text)


@pytest.mark.skipif(shutil.which("curl") is None, reason="apt-get install curl")
def test_curl(address: str, cast: list[tuple[str, ...]], tmp_path: Path) -> None:
    def curl(*arguments: str) -> str:
        done = subprocess.run(
            ["curl", "--silent", "--show-error", "--fail-with-body", "--noproxy", "*", *arguments, address],
            capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
        return done.stdout

    as_csv = ("-H", "Accept: text/csv")
    file = tmp_path / "cast.rq"
    file.write_text(CAST, encoding="utf-8")
    for sent in (
        ("--data-urlencode", f"query={CAST}"),
        ("--get", "--data-urlencode", f"query={CAST}"),
        ("-H", "Content-Type: application/sparql-query", "--data-binary", f"@{file}"),
        ("--compressed", "--data-urlencode", f"query@{file}"),
    ):
        assert [tuple(row) for row in csv.reader(io.StringIO(curl(*as_csv, *sent)))][1:] == cast
    assert "line 1, column" in curl("--data-urlencode", "query=SELECT * {")
    header = tmp_path / "tag"
    curl("--get", "--data-urlencode", f"query={YES}", "--etag-save", str(header), "-o", "/dev/null")
    known = ("--etag-compare", str(header), "-o", "/dev/null", "-w", "%{http_code}")
    assert curl("--get", "--data-urlencode", f"query={YES}", *known) == "304"
    assert curl("--head", "--get", "--data-urlencode", f"query={YES}").startswith("HTTP/1.1 200")


@pytest.fixture(scope="module")
def comunica() -> Path:
    """The command of Comunica."""
    return installed(ROOT / "tests" / "clients") / "comunica-sparql"


def _comunica(command: Path, query: str, form: str, *sources: str) -> str:
    done = subprocess.run(
        [str(command), *(f"sparql@{source}" for source in sources), "-q", query, "-t", form],
        capture_output=True, text=True, encoding="utf-8", timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_comunica(comunica: Path, address: str, graph: KnowledgeGraph, cast: list[tuple[str, ...]]) -> None:
    found = json.loads(_comunica(comunica, CAST, "application/sparql-results+json", address))
    assert [(row["name"]["value"], row["actor"]["value"]) for row in found["results"]["bindings"]] == cast
    answers = [_comunica(comunica, query, "application/sparql-results+json", address) for query in (YES, NO)]
    assert [json.loads(one)["boolean"] for one in answers] == [True, False]
    made = Graph().parse(data=_comunica(comunica, NAMES, "text/turtle", address), format="turtle")
    assert len(made) == len(list(graph.query(NAMES)))
    within = PREFIXES + f"SELECT ?c WHERE {{ GRAPH <{THEMES}> {{ ?c a skos:Concept }} }}"
    rows = json.loads(_comunica(comunica, within, "application/sparql-results+json", address))["results"]["bindings"]
    assert {row["c"]["value"] for row in rows} == set(graph.query(within).column("c"))  # type: ignore[union-attr]


def test_comunica_federates(comunica: Path, address: str, graph: KnowledgeGraph) -> None:
    # The client does the federation: our endpoint never calls another host.
    alone = KnowledgeGraph(graph.store, graph.ontology)
    with serving(alone, LocalRunner(alone, Limits())) as other:
        found = _comunica(comunica, DRAMAS, "application/sparql-results+json", address, f"{other}/sparql")
    rows = [row["d"]["value"] for row in json.loads(found)["results"]["bindings"]]
    assert set(rows) == set(graph.query(DRAMAS).column("d"))  # type: ignore[union-attr]

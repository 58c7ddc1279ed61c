"""The W3C's Service Description tests (sparql11/service-description), and that what is described is true.

The group has three tests: a GET of the endpoint returns RDF, it has a matching ``sd:endpoint``, and it conforms to the
vocabulary. They are written here from their descriptions, and run against a real server.
"""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import VOID

from kg.build import Build
from kg.graph import KnowledgeGraph
from kg.vocab import GRAPH_BASE
from kg.web.sparql.limits import Limits, told_limits
from tests.asking import RUNAWAY
from tests.live import kg_serve, serving

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
SCHEMA = Namespace("https://schema.org/")
# Every term of https://www.w3.org/TR/sparql11-service-description/, sections 3.1 to 3.4.
CLASSES = {"Service", "Language", "Function", "Aggregate", "EntailmentRegime", "EntailmentProfile", "GraphCollection",
           "Dataset", "Graph", "NamedGraph", "Feature"}  # fmt: skip
INSTANCES = {"SPARQL10Query", "SPARQL11Query", "SPARQL11Update", "DereferencesURIs", "UnionDefaultGraph",
             "RequiresDataset", "EmptyGraphs", "BasicFederatedQuery"}  # fmt: skip
PROPERTIES = {
    # property -> domain, range (None: anything; "" a literal or an IRI of elsewhere)
    "endpoint": ("Service", None), "feature": ("Service", "Feature"),
    "defaultEntailmentRegime": ("Service", "EntailmentRegime"), "entailmentRegime": ("NamedGraph", "EntailmentRegime"),
    "defaultSupportedEntailmentProfile": ("Service", "EntailmentProfile"),
    "supportedEntailmentProfile": ("NamedGraph", "EntailmentProfile"), "extensionFunction": ("Service", "Function"),
    "extensionAggregate": ("Service", "Aggregate"), "languageExtension": ("Service", "Feature"),
    "supportedLanguage": ("Service", "Language"), "propertyFeature": ("Service", "Feature"),
    "defaultDataset": ("Service", "Dataset"), "availableGraphs": ("Service", "GraphCollection"),
    "resultFormat": ("Service", None), "inputFormat": ("Service", None), "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("GraphCollection", "NamedGraph"), "name": ("NamedGraph", None), "graph": ("NamedGraph", "Graph"),
}  # fmt: skip
MEDIA_TYPES = {
    "SPARQL_Results_JSON": "application/sparql-results+json", "SPARQL_Results_XML": "application/sparql-results+xml",
    "SPARQL_Results_CSV": "text/csv", "SPARQL_Results_TSV": "text/tab-separated-values", "Turtle": "text/turtle",
    "N-Triples": "application/n-triples", "RDF_XML": "application/rdf+xml", "JSON-LD": "application/ld+json",
    "TriG": "application/trig", "N-Quads": "application/n-quads",
}  # fmt: skip


@pytest.fixture(scope="module")
def address(graph: KnowledgeGraph) -> Iterator[str]:
    with serving(graph) as base:
        yield base


@pytest.fixture(scope="module")
def described(address: str) -> Graph:
    return Graph().parse(data=httpx2.get(f"{address}/sparql", timeout=60).text, format="turtle")


@pytest.fixture(scope="module")
def service(described: Graph) -> URIRef:
    (found,) = described.subjects(RDF.type, SD.Service)
    assert isinstance(found, URIRef)
    return found


@pytest.mark.parametrize("accept", [None, "*/*", "text/turtle", "application/rdf+xml", "application/ld+json;q=0.9",
                                    "application/n-triples, text/html;q=0.5"])  # fmt: skip
def test_returns_rdf(address: str, accept: str | None) -> None:
    """GET on endpoint returns RDF."""
    headers = {} if accept is None else {"accept": accept}
    answer = httpx2.get(f"{address}/sparql", headers=headers, timeout=60)
    assert answer.status_code == 200
    media_type = answer.headers["content-type"].partition(";")[0]
    found = Graph().parse(data=answer.text, format=media_type)
    assert list(found.subjects(RDF.type, SD.Service))
    assert answer.headers["access-control-allow-origin"] == "*"
    assert httpx2.head(f"{address}/sparql", headers=headers).status_code == 200


def test_has_endpoint_triple(address: str, described: Graph, service: URIRef) -> None:
    """Service description contains a matching sd:endpoint triple."""
    assert list(described.objects(service, SD.endpoint)) == [URIRef(f"{address}/sparql")]


def test_conforms_to_schema(described: Graph) -> None:
    """Service description conforms to schema."""
    terms = CLASSES | INSTANCES | set(PROPERTIES)
    for triple in described:
        for term in triple:
            if str(term).startswith(str(SD)):
                assert str(term).removeprefix(str(SD)) in terms, term
    for name, (domain, range_) in PROPERTIES.items():
        for subject, value in described.subject_objects(SD[name]):
            # A dataset is a collection of graphs by the vocabulary's own sub-class axiom.
            domains = {SD[domain], *([SD.Dataset] if domain == "GraphCollection" else [])}
            assert domains & set(described.objects(subject, RDF.type)), (subject, name)
            if range_ in CLASSES and not str(value).startswith((str(SD), "http://www.w3.org/ns/entailment/")):
                assert (value, RDF.type, SD[range_]) in described, (value, range_)
            assert not isinstance(value, Literal)
    for graph in described.subjects(RDF.type, SD.NamedGraph):
        assert len(list(described.objects(graph, SD.name))) == 1
    for dataset in described.subjects(RDF.type, SD.Dataset):
        assert len(list(described.objects(dataset, SD.defaultGraph))) <= 1


def test_a_browser_gets_the_page_and_a_client_that_wants_rows_a_reason(address: str) -> None:
    browser = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    assert httpx2.get(f"{address}/sparql", headers=browser).headers["content-type"].startswith("text/html")
    assert "<textarea" in httpx2.get(f"{address}/sparql", headers=browser).text
    for headers, params in (({"accept": "text/csv"}, {}), ({}, {"format": "csv"})):
        answer = httpx2.get(f"{address}/sparql", headers=headers, params=params)
        assert answer.status_code == 400
        assert "there is no query" in answer.text
    assert httpx2.get(f"{address}/sparql", params={"query": " "}).status_code == 400
    assert httpx2.post(f"{address}/sparql", data={"lang": "en"}).status_code == 400
    named = httpx2.get(f"{address}/sparql", headers=browser, params={"format": "jsonld"})
    assert named.headers["content-type"] == "application/ld+json"


def test_each_result_format_is_answered(address: str, described: Graph, service: URIRef) -> None:
    formats = {str(one).removeprefix(str(FORMATS)) for one in described.objects(service, SD.resultFormat)}
    assert {"SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle",
            "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads"} == formats  # fmt: skip
    for name in formats:
        rows = name.startswith("SPARQL")
        query = "SELECT ?d { ?d a dkg:Drama }" if rows else "CONSTRUCT WHERE { ?d a dkg:Drama }"
        headers = {"accept": MEDIA_TYPES[name]}
        answer = httpx2.get(f"{address}/sparql", params={"query": query}, headers=headers, timeout=60)
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == MEDIA_TYPES[name]


def test_languages_and_features_are_those_that_there_are(address: str, described: Graph, service: URIRef) -> None:
    assert set(described.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    update = httpx2.post(f"{address}/sparql", data={"update": "CLEAR ALL"})
    assert update.status_code in (400, 403, 405)
    assert set(described.objects(service, SD.feature)) == {SD.UnionDefaultGraph}
    assert not list(described.objects(service, SD.inputFormat))
    ask = {"query": "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}
    assert httpx2.get(f"{address}/sparql", params=ask).status_code == 403

    def number(where: str) -> int:
        query = f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?p ?o {{ {where} }} }}"
        answer = httpx2.get(f"{address}/sparql", params={"query": query}, timeout=60)
        return int(answer.json()["results"]["bindings"][0]["n"]["value"])

    assert number("?s ?p ?o") == number("GRAPH ?g { ?s ?p ?o }"), "the default graph is the union"


def test_graphs_are_there_and_as_large_as_said(described: Graph, service: URIRef, graph: KnowledgeGraph) -> None:
    dataset = described.value(service, SD.defaultDataset)
    assert dataset is not None
    default = described.value(dataset, SD.defaultGraph)
    assert default is not None
    assert int(str(described.value(default, VOID.triples))) == sum(1 for _ in graph.store.union())
    named = list(described.objects(dataset, SD.namedGraph))
    names = {str(described.value(one, SD.name)).removeprefix(GRAPH_BASE) for one in named}
    assert names == {"inferred", "provenance", "ontology", "themes", "alignments"}
    for one in named:
        name, content = described.value(one, SD.name), described.value(one, SD.graph)
        assert name is not None
        assert content is not None
        size = int(str(described.value(content, VOID.triples)))
        (row,) = graph.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}").to_dicts()  # type: ignore[union-attr]
        assert row["n"] == size


def test_limits_are_those_of_the_server(built: Build) -> None:
    """Every limit of ``kg serve`` is told, as it was set there, and kept."""
    with kg_serve(built, "--query-seconds", "2.5", "--answer-rows", "7", "--request-bytes", "50kB") as base:
        found = Graph().parse(data=httpx2.get(f"{base}/sparql", timeout=60).text, format="turtle")
        assert httpx2.get(f"{base}/sparql", params={"query": RUNAWAY}, timeout=60).status_code == 504
    units = {"seconds": "SEC", "bytes": "AD", "": "None"}
    expected = {
        name: (float(value), units[unit], means)
        for name, value, unit, means in told_limits(Limits(query_seconds=2.5, answer_rows=7, request_bytes=50_000))
    }
    assert expected == {
        str(found.value(one, SCHEMA.propertyID)): (
            float(str(found.value(one, SCHEMA.value))),
            str(found.value(one, SCHEMA.unitCode)),
            str(found.value(one, SCHEMA.name)),
        )
        for one in found.objects(None, SCHEMA.additionalProperty)
    }

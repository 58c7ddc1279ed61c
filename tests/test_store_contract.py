"""One contract for every store: the embedded one, and real servers that `kg build --store` has filled."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import httpx2
import pytest
from click.testing import CliRunner
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.build import Build
from kg.build.publish import publish_build
from kg.catalog import CatalogQuery, load_catalog
from kg.cli import main
from kg.errors import NotFoundError, QueryError, QueryRefusedError, QuerySyntaxError
from kg.export import export_views
from kg.graph import KnowledgeGraph
from kg.paths import queries_dir
from kg.results import Answer, Table, Triples
from kg.store import GraphStore
from kg.suspects import find_suspects
from kg.views import Viewpoint
from kg.vocab import DKG, GRAPH_BASE, GRAPH_PROVENANCE, RDF, SKOS, thing
from kg.web.dramas.pages import Pages
from tests.live import serving
from tests.pages import request_of
from tests.servers import SERVERS, Server

QUERIES = load_catalog(queries_dir())
DRAMA = thing("drama", "soundtrack-1")
EUNSOO = thing("drama", "soundtrack-1", "character", "eunsoo")
IN_LOVE = f"ASK {{ {EUNSOO} dkg:loverOf ?b }}"


@pytest.fixture(scope="module", params=["embedded", *SERVERS])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, built: Build
) -> Iterator[Server | None]:
    """A server that holds the two Soundtracks; None for the embedded store, which needs none."""
    if request.param == "embedded":
        yield None
        return
    with SERVERS[request.param](tmp_path_factory.mktemp("server")) as one, pytest.MonkeyPatch.context() as patch:
        for name, value in one.environment.items():
            patch.setenv(name, value)
        assert publish_build(built, one.url)
        yield one


@pytest.fixture
def secrets(server: Server | None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (server.environment if server else {}).items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="module")
def there(server: Server | None, built: Build) -> KnowledgeGraph:
    """The graph in the store that is tried."""
    return KnowledgeGraph.of_build(built) if server is None else KnowledgeGraph.of_url(server.url)


@pytest.fixture(scope="module")
def store(there: KnowledgeGraph) -> GraphStore:
    return there.store


def rows(answer: Answer) -> list[tuple[str, ...]]:
    """Rows in an order of their own; what GROUP_CONCAT joins comes in any order too."""
    assert isinstance(answer, Table)
    return sorted(tuple(_cell(str(term)) for term in row) for row in answer.terms)


def _cell(text: str) -> str:
    for separator in ("; ", " / ", ", "):
        if separator in text:
            return separator.join(sorted(text.strip('"').split(separator)))
    return text


def named(quads: Iterator[Quad] | Sequence[Quad]) -> set[Quad]:
    """Quads without those that have blank nodes, which have a name of their own in each store."""
    return {q for q in quads if not any(isinstance(term, BlankNode) or "genid" in str(term) for term in q)}


@pytest.fixture(scope="module")
def everything(graph: KnowledgeGraph) -> tuple[set[Quad], set[Quad]]:
    """What the embedded store is told, and its union."""
    return named(graph.store.told()), named(graph.store.union())


def test_it_holds_the_same_statements(
    store: GraphStore, graph: KnowledgeGraph, everything: tuple[set[Quad], set[Quad]]
) -> None:
    for question in (
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
        "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    ):
        assert rows(store.query(question)) == rows(graph.store.query(question))
    told, union = everything
    assert named(store.told()) == told
    assert named(store.union()) == union


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_every_query_of_the_catalogue(there: KnowledgeGraph, graph: KnowledgeGraph, query: CatalogQuery) -> None:
    assert rows(there.run(query.id)) == rows(graph.run(query.id))


@pytest.mark.parametrize(
    "pattern",
    [
        (EUNSOO, None, None, None),
        (None, SKOS.prefLabel, None, None),
        (None, RDF.type, NamedNode(DKG.base + "Mentoring"), None),
        (None, None, EUNSOO, None),
        (None, None, None, GRAPH_PROVENANCE),
        (None, DKG.inDrama, DRAMA, GRAPH_PROVENANCE),
        (EUNSOO, RDF.type, DKG.Character, None),
        (EUNSOO, RDF.type, DKG.Drama, NamedNode(GRAPH_BASE + "inferred")),
        (NamedNode("urn:nothing"), None, None, None),
    ],
)
def test_patterns(store: GraphStore, graph: KnowledgeGraph, pattern: tuple[NamedNode | None, ...]) -> None:
    assert set(store.told(*pattern)) == set(graph.store.told(*pattern))
    assert named(store.union(*pattern[:3])) == named(graph.store.union(*pattern[:3]))


def test_a_statement_is_found_in_each_graph_that_tells_it(store: GraphStore, graph: KnowledgeGraph) -> None:
    title = Triple(DRAMA, SKOS.prefLabel, Literal("Soundtrack #1", language="en"))
    found = set(store.telling(title))
    assert found == set(graph.store.telling(title))
    assert len(found) > 1
    for quad in found:
        assert quad in set(store.told(graph=quad.graph_name))  # type: ignore[arg-type]
        exact = store.told(quad.subject, quad.predicate, None, quad.graph_name)  # type: ignore[arg-type]
        assert quad in set(exact)


def test_many_graphs_are_read_at_once_and_in_order(store: GraphStore, graph: KnowledgeGraph) -> None:
    graphs = sorted({quad.graph_name for quad in graph.store.told(None, RDF.type)}, key=str)
    pairs = [(None, one) for one in graphs if "ontology" not in str(one)]
    found = list(store.told_of(pairs))
    assert named(found) == named(list(graph.store.told_of(pairs)))
    places = [graphs.index(quad.graph_name) for quad in found]
    assert places == sorted(places)
    about = [(EUNSOO, one) for _, one in pairs]
    assert set(store.told_of(about)) == set(graph.store.told_of(about))


def test_values_are_bound_as_terms(store: GraphStore) -> None:
    hostile = Literal('x" } INSERT DATA { <urn:a> <urn:b> <urn:c> } #')
    assert not store.query("ASK { ?s ?p ?value }", bindings={"value": hostile})
    found = store.query(
        "SELECT ?p { ?s skos:prefLabel ?name ; a ?p }", bindings={"name": Literal("이은수", language="ko")}
    )
    assert DKG.Character.value in [row["p"] for row in found]  # type: ignore[index, union-attr]


def test_words_of_every_kind_survive(store: GraphStore, graph: KnowledgeGraph) -> None:
    question = "SELECT DISTINCT ?o { ?s ?p ?o FILTER(isLiteral(?o)) } ORDER BY STR(?o)"
    assert rows(store.query(question)) == rows(graph.store.query(question))


def test_graphs_can_be_asked_alone(there: KnowledgeGraph, graph: KnowledgeGraph) -> None:
    question = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    alone = [GRAPH_PROVENANCE.value]
    assert rows(there.query(question, graphs=alone)) == rows(graph.query(question, graphs=alone))


def test_yes_no_and_graphs(store: GraphStore, graph: KnowledgeGraph) -> None:
    assert store.query("ASK { ?s dkg:mentorOf ?o }").boolean is True  # type: ignore[union-attr]
    assert store.query("ASK { ?s dkg:mentorOf ?s }").boolean is False  # type: ignore[union-attr]
    construct = "CONSTRUCT { ?a dkg:tiedTo ?b } WHERE { ?a dkg:loverOf ?b }"
    found = store.query(construct)
    assert isinstance(found, Triples)
    assert set(found) == set(graph.store.query(construct))
    named_graph = "CONSTRUCT { ?b dkg:position ?n } WHERE { GRAPH graph:provenance { ?b dkg:position ?n } }"
    assert set(store.query(named_graph)) == set(graph.store.query(named_graph))
    everything = "SELECT * { GRAPH graph:provenance { ?beat dkg:position ?n } }"
    assert store.query(everything).columns == ("beat", "n")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("question", "error", "words"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", QueryRefusedError, "never calls another host"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", QueryRefusedError, "update"),
        ("DROP ALL", QueryRefusedError, "update"),
        ("SELECT * {\n  ?s ?p }", QuerySyntaxError, r"line 2, column \d+: expected"),
        ("SELECT * { ?s foo:bar ?o }", QuerySyntaxError, "prefix foo: is not declared"),
        ("SELECT * { " + "{" * 200 + "}" * 200 + " }", QuerySyntaxError, "100 deep"),
        ("#" * 100_001, QueryError, "100,000"),
    ],
)
def test_what_is_refused(store: GraphStore, question: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        store.query(question)


def test_views_hold_the_same(there: KnowledgeGraph, graph: KnowledgeGraph) -> None:
    for position in (1, 2, "end"):
        mine, other = (g.drama("soundtrack-1", position).view.seen for g in (there, graph))
        assert set(mine.quads) == set(other.quads)
        assert set(mine.inferred) == set(other.inferred)
    here = there._views.seen(Viewpoint.of({DRAMA: 2}))
    assert set(here.quads) == set(graph._views.seen(Viewpoint.of({DRAMA: 2})).quads)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_pages_are_the_same(there: KnowledgeGraph, graph: KnowledgeGraph, lang: str) -> None:
    mine, other = Pages(there), Pages(graph)
    for path, slug in (("/", ""), ("/drama/soundtrack-1", "soundtrack-1"), ("/drama/soundtrack-2", "soundtrack-2")):
        show: Callable[[Pages], bytes] = lambda pages: bytes(  # noqa: E731
            (pages.drama if slug else pages.start)(request_of(path, slug, f"at=2&lang={lang}")).body  # noqa: B023
        )
        assert show(mine) == show(other)


def test_names_reports_and_reasons(there: KnowledgeGraph, graph: KnowledgeGraph) -> None:
    assert there.find("person", "박형식") == graph.find("person", "박형식")
    with pytest.raises(NotFoundError, match="Lee Eun Soo"):
        there.find("character", "Lee Eun Su")
    assert sorted(map(str, there.coverage())) == sorted(map(str, graph.coverage()))
    assert there.themes({"soundtrack-1": "end"}) == graph.themes({"soundtrack-1": "end"})
    mine, other = (g.explain("wooil", "mentorOf", "eunsoo") for g in (there, graph))
    assert len(mine.proofs) == len(other.proofs)
    assert sorted(map(str, find_suspects(there.store))) == sorted(map(str, find_suspects(graph.store)))
    assert there.export(drama="soundtrack-1") == graph.export(drama="soundtrack-1")
    view = there.drama("soundtrack-1", "end").view
    assert export_views([view], there.ontology, "network", "graphml", "en", None)
    assert len(there.drama("soundtrack-1", "end").to_networkx()) == len(
        graph.drama("soundtrack-1", "end").to_networkx()
    )


@pytest.mark.usefixtures("secrets")
def test_the_command_line(server: Server | None, kg_command: Callable[..., object], tmp_path: Path) -> None:
    if server is None:
        pytest.skip("the command line over the embedded store has its own tests")
    asked = ("query", "--store", server.url, "SELECT ?b { ?a dkg:mentorOf ?b }", "--format", "csv")
    done = kg_command(*asked)  # a process of its own, which has the secrets from its environment
    assert done.returncode == 0, done.stderr  # type: ignore[attr-defined]
    assert "eunsoo" in done.stdout  # type: ignore[attr-defined]
    for arguments, expected in (
        (("query", "--store", server.url, "--spoiler-free", IN_LOVE, "--format", "json"), "false"),
        (("run", "who-plays-the-mentor", "--store", server.url), "Kim Joo Hun"),
        (("info", "--store", server.url), "2 dramas"),
        (("explain", "wooil", "mentorOf", "eunsoo", "--store", server.url), "mentor"),
        (("chart", "soundtrack-1", "--store", server.url, "--out", str(tmp_path / "c.html")), "c.html"),
        (("build", "--store", server.url), "it was already at"),
    ):
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        assert expected in result.output


PAGES = (
    "/", "/drama/soundtrack-1?at=2&lang=ko", "/drama/soundtrack-1.json?at=end", "/drama/soundtrack-1/data",
    "/drama/soundtrack-1/why?s=wooil&p=mentorOf&o=eunsoo&at=end", "/data", "/data.csv", "/themes",
    "/theme/friends-to-lovers?at=*=end", "/queries", "/queries/cast", "/queries/cast.csv?at=*=end",
    "/queries/ties-at-the-end.json?at=soundtrack-1=3", "/queries/complete?type=character&q=eun",
    "/id/drama/soundtrack-1.ttl?at=end", "/id/drama/soundtrack-1/character/eunsoo?at=2",
    "/id/person/park-hyung-sik.json", "/id/theme/romance.nt", "/graph/provenance", "/ontology", "/.well-known/void",
    "/sparql?query=SELECT+*+%7B+GRAPH+%3Fg+%7B+%3Fs+a+dkg:Drama+%7D+%7D+ORDER+BY+STR(%3Fg)+STR(%3Fs)&format=csv",
    "/graph-store?graph=https://w3id.org/drama-kg/graph/themes", "/health",
)  # fmt: skip


@pytest.fixture(scope="module")
def expected_pages(graph: KnowledgeGraph) -> Mapping[str, object]:
    """What the pages of the embedded store say, asked once for all servers."""
    with serving(graph) as address:
        return pages_of(address)


def pages_of(address: str) -> dict[str, object]:
    found = {path: httpx2.get(address + path, timeout=120) for path in PAGES}
    assert {path: answer.status_code for path, answer in found.items()} == dict.fromkeys(PAGES, 200)
    return {path: _content(answer, address) for path, answer in found.items()}


@pytest.fixture(scope="module")
def remote(there: KnowledgeGraph) -> KnowledgeGraph:
    if there.store_url is None:
        pytest.skip("that is the site")
    return there


def test_the_whole_site_over_it(remote: KnowledgeGraph, expected_pages: Mapping[str, object]) -> None:
    with serving(remote) as address:
        found = pages_of(address)
    for path in PAGES:
        assert found[path] == expected_pages[path], path


def _content(response: httpx2.Response, address: str) -> object:
    """What an answer says: its address, the order of statements and names of blank nodes left out."""
    text = response.text.replace(address, "http://here")
    if "json" in response.headers["content-type"] and "ld+json" not in response.headers["content-type"]:
        return json.loads(text)
    if "turtle" in response.headers["content-type"] or "n-triples" in response.headers["content-type"]:
        return len(list(parse(text, format=RdfFormat.TURTLE)))
    return text

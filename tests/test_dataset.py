"""What the dataset says of itself: every number counted again from the statements, every required property there."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple
from pyoxigraph import Literal as RdfLiteral
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID, Namespace
from rdflib.term import Node
from starlette.testclient import TestClient

import kg
from kg.dataset import (
    Site,
    Statistics,
    about,
    as_text,
    count,
    kept_statistics,
    schema_org,
    service_description,
    void_description,
)
from kg.dataset.about import LICENCES
from kg.graph import KnowledgeGraph
from kg.store import EmbeddedStore
from kg.vocab import GRAPH_BASE, GRAPH_INFERRED, ID_BASE, SKOS
from tests.support import ROOT, eventually

DATASET = URIRef("https://w3id.org/drama-kg/dataset")
VOID_DOCUMENT = "https://w3id.org/drama-kg/void#"
SPDX = Namespace("http://spdx.org/rdf/terms#")
TYPES = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
    "application/n-triples": "nt",
}
HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def told(graph: KnowledgeGraph) -> list[Quad]:
    """Every statement of the named graphs."""
    return list(graph.store.told())


@pytest.fixture(scope="module")
def void(client: TestClient) -> Graph:
    return Graph().parse(data=client.get("/.well-known/void").text, format="turtle")


def test_totals_are_those_of_the_statements(void: Graph, told: list[Quad]) -> None:
    triples = {quad.triple for quad in told}
    subjects = {triple.subject for triple in triples}
    expected = {
        VOID.triples: len(triples),
        VOID.distinctSubjects: len(subjects),
        VOID.distinctObjects: len({triple.object for triple in triples}),
        VOID.entities: sum(str(subject).startswith(f"<{ID_BASE}") for subject in subjects),
        VOID.properties: len({triple.predicate for triple in triples}),
        VOID.classes: len({triple.object for triple in triples if str(triple.predicate) == f"<{RDF.type}>"}),
    }
    assert {name: int(void.value(DATASET, name)) for name in expected} == expected  # type: ignore[arg-type]


def test_class_partitions_count_things(void: Graph, told: list[Quad]) -> None:
    things = defaultdict(set)
    for quad in told:
        if str(quad.predicate) == f"<{RDF.type}>":
            things[str(quad.object).strip("<>")].add(quad.subject)
    said = {
        str(void.value(part, VOID["class"])): int(str(void.value(part, VOID.entities)))
        for part in void.objects(DATASET, VOID.classPartition)
    }
    assert said == {name: len(found) for name, found in things.items()}
    assert said["https://w3id.org/drama-kg/ontology#Drama"] == 8


def test_property_partitions_count_triples_things_and_values(void: Graph, told: list[Quad]) -> None:
    of: dict[str, set[Triple]] = defaultdict(set)
    for quad in told:
        of[quad.predicate.value].add(quad.triple)
    said = {
        str(void.value(part, VOID.property)): tuple(
            int(str(void.value(part, name))) for name in (VOID.triples, VOID.distinctSubjects, VOID.distinctObjects)
        )
        for part in void.objects(DATASET, VOID.propertyPartition)
    }
    assert said == {
        name: (len(found), len({one.subject for one in found}), len({one.object for one in found}))
        for name, found in of.items()
    }


def test_parts_are_told_and_inferred_and_what_is_in_them(void: Graph, told: list[Quad]) -> None:
    fixed = ("provenance", "ontology", "themes", "alignments")
    parts: dict[str, set[Triple]] = defaultdict(set)
    for quad in told:
        assert isinstance(quad.graph_name, NamedNode)
        name = quad.graph_name.value.removeprefix(GRAPH_BASE)
        parts["inferred" if name == "inferred" else "told"].add(quad.triple)
        if name != "inferred":
            parts[name if name in fixed else "sources"].add(quad.triple)
    said = {name: int(str(void.value(URIRef(VOID_DOCUMENT + name), VOID.triples))) for name in parts}
    assert said == {name: len(found) for name, found in parts.items()}
    top = {str(part) for part in void.objects(DATASET, VOID.subset) if (part, RDF.type, VOID.Linkset) not in void}
    assert top == {VOID_DOCUMENT + "told", VOID_DOCUMENT + "inferred"}
    below = {str(part) for part in void.objects(URIRef(VOID_DOCUMENT + "told"), VOID.subset)}
    assert below == {VOID_DOCUMENT + name for name in ("sources", *fixed)}


def test_linksets_count_links_to_the_outside(void: Graph, told: list[Quad]) -> None:
    matches = {f"{SKOS.base}{name}Match" for name in ("exact", "close", "related", "broad", "narrow")}
    triples = {
        quad.triple
        for quad in told
        if quad.predicate.value in matches and not str(quad.object).startswith("<https://w3id.org/drama-kg/")
    }
    sets = list(void.subjects(RDF.type, VOID.Linkset))
    assert sum(int(str(void.value(one, VOID.triples))) for one in sets) == len(triples) > 0
    spaces = {str(void.value(void.value(one, VOID.objectsTarget), VOID.uriSpace)) for one in sets}  # type: ignore[arg-type]
    for triple in triples:
        assert any(str(triple.object).startswith(f"<{space}") for space in spaces)
    assert {"https://mydramalist.com/", "https://schema.org/"} <= spaces


def test_examples_and_vocabularies_are_in_the_data(void: Graph, graph: KnowledgeGraph) -> None:
    for example in void.objects(DATASET, VOID.exampleResource):
        assert graph.query(f"ASK {{ <{example}> ?p ?o }}").boolean  # type: ignore[union-attr]
    vocabularies = {str(one) for one in void.objects(DATASET, VOID.vocabulary)}
    assert {"https://w3id.org/drama-kg/ontology#", str(SKOS.base)} <= vocabularies
    assert str(void.value(DATASET, VOID.uriSpace)) == ID_BASE


def test_a_view_is_counted_as_what_may_be_seen(graph: KnowledgeGraph) -> None:
    seen, everything = graph.at().statistics(), graph.statistics()
    assert 0 < seen.triples < everything.triples
    assert seen.triples == len({quad.triple for quad in graph.at().store.union()})


def test_nothing_is_counted_twice_for_one_build(graph: KnowledgeGraph, tmp_path: Path) -> None:
    found = kept_statistics(graph.store, tmp_path)
    assert found == count(graph.store)
    other = EmbeddedStore.of([])
    assert kept_statistics(other, tmp_path) == found, "it was not read from the file"
    (tmp_path / "statistics.json").write_text("{", encoding="utf-8")
    assert kept_statistics(other, tmp_path).triples == 0, "a broken file counts for nothing"
    assert kept_statistics(graph.store, tmp_path / "no" / "such" / "folder") == found, "where nothing can be kept"


def test_an_empty_graph_has_no_statements() -> None:
    found = count(EmbeddedStore.of([]))
    assert (found.triples, found.entities, found.graphs, found.classes, found.links) == (0, 0, 0, {}, ())
    assert isinstance(found, Statistics)
    assert list(void_description(found, about(), Site("http://127.0.0.1")))


def test_a_graph_that_somebody_else_wrote_is_described_too() -> None:
    """Classes without an IRI, names of other schemes, characters that Turtle would stumble over."""
    g = NamedNode("http://example.org/g")
    a, match = NamedNode("urn:x:a(1)'"), NamedNode(f"{SKOS.base}exactMatch")
    kind = NamedNode(str(RDF.type))
    store = EmbeddedStore.of(
        [
            Quad(a, kind, BlankNode("class"), g),
            Quad(BlankNode("b"), kind, NamedNode("urn:classes:One"), g),
            Quad(a, kind, NamedNode("http://example.org/<bad>".replace("<", "%3C").replace(">", "%3E")), g),
            *(Quad(a, match, NamedNode(f"urn:isbn:{n}"), g) for n in range(50)),
            *(Quad(a, match, NamedNode(f"https://example.org/{n}"), g) for n in range(50)),
            Quad(a, NamedNode("urn:p"), RdfLiteral('"""\\ \u2028'), g),
        ]
    )
    found = count(store)
    assert found.triples == 104
    assert set(found.classes) == {"urn:classes:One", "http://example.org/%3Cbad%3E"}
    assert {(link.target, link.triples) for link in found.links} == {("urn:", 50), ("https://example.org/", 50)}
    site = Site("http://127.0.0.1")
    for triples in (
        void_description(found, about(), site),
        service_description(found, about(), site, ["text/turtle"], []),
    ):
        assert len(Graph().parse(data=as_text(triples, "ttl"), format="turtle"))


def test_what_is_cited_is_the_version_that_runs(graph: KnowledgeGraph) -> None:
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert graph.summary is not None
    who = about(graph.summary)
    assert cff["version"] == who.version == kg.__version__
    assert set(cff["license"]) == set(LICENCES)
    assert who.licence in (ROOT / "data" / "LICENSE").read_text(encoding="utf-8")
    for text in (who.citation(), who.bibtex()):
        assert graph.summary.fingerprint in text
        assert graph.summary.built[:10] in text
        assert kg.__version__ in text
    assert about().full_version == kg.__version__


DESCRIPTIONS = ["/void", "/.well-known/void", "/dataset", "/sparql"]


@pytest.fixture(scope="module")
def turtles(client: TestClient) -> dict[str, set[tuple[Node, Node, Node]]]:
    """What each description says in Turtle. It names the dumps, and waits for them up to 20 s: they are made first."""
    eventually(lambda: client.get("/dump/SHA256SUMS").status_code == 200)
    texts = {path: client.get(path, headers={"accept": "text/turtle"}).text for path in DESCRIPTIONS}
    return {path: set(Graph().parse(data=text, format="turtle")) for path, text in texts.items()}


@pytest.mark.parametrize("path", DESCRIPTIONS)
@pytest.mark.parametrize("media_type", TYPES)
def test_descriptions_come_in_each_format(
    client: TestClient, turtles: dict[str, set[tuple[Node, Node, Node]]], path: str, media_type: str
) -> None:
    answer = client.get(path, headers={"accept": media_type})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "accept" in answer.headers["vary"].lower()
    assert set(Graph().parse(data=answer.text, format=TYPES[media_type])) == turtles[path] != set()


def test_endings_name_the_format(client: TestClient) -> None:
    for path in ("/void", "/dataset"):
        for ending, media_type in (("ttl", "text/turtle"), ("jsonld", "application/ld+json"), ("nt", "application/n")):
            assert client.get(f"{path}.{ending}", headers=HTML).headers["content-type"].startswith(media_type)
        wrong = client.get(f"{path}.docx", headers={"accept": "text/plain"})
        assert wrong.status_code == 404
        assert "ttl, jsonld, rdfxml, nt" in wrong.text
        assert client.get(path, headers={"accept": "image/png"}).status_code == 406
    assert client.get("/void", headers=HTML).headers["content-type"].startswith("text/turtle")


def test_a_host_that_is_none_is_refused(client: TestClient) -> None:
    for host in ("a b", "a>b", 'x"y'):
        answer = client.get("/dataset", headers={"host": host})
        assert answer.status_code in (200, 400)
        assert f"{host}" not in answer.text


def test_addresses_are_those_by_which_the_client_came(client: TestClient) -> None:
    found = Graph().parse(data=client.get("/dataset.ttl", headers={"host": "drama.example:8080"}).text, format="turtle")
    assert (None, DCAT.endpointURL, URIRef("http://drama.example:8080/sparql")) in found


def test_dcat_has_what_portals_require(client: TestClient) -> None:
    client.get("/dump/SHA256SUMS")
    found = Graph().parse(data=client.get("/dataset.ttl").text, format="turtle")
    for thing, required in (
        (DCAT.Dataset, (DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.publisher, DCAT.version,
                        DCTERMS.issued, DCTERMS.modified, DCTERMS.identifier, DCAT.keyword, DCAT.landingPage)),
        (DCAT.Distribution, (DCTERMS.title, DCAT.accessURL, DCTERMS.license)),
        (DCAT.DataService, (DCTERMS.title, DCAT.endpointURL, DCAT.endpointDescription, DCAT.servesDataset)),
    ):  # fmt: skip
        things = list(found.subjects(RDF.type, thing))
        assert things
        for one in things:
            for name in required:
                assert (one, name, None) in found, (one, name)
    files = [one for one in found.objects(DATASET, DCAT.distribution) if (one, DCAT.downloadURL, None) in found]
    assert len(files) == 12
    for file in files:
        address = str(found.value(file, DCAT.downloadURL)).removeprefix("http://testserver")
        content = client.get(address).content
        assert int(str(found.value(file, DCAT.byteSize))) == len(content)
        checksum = found.value(file, SPDX.checksum)
        assert found.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256  # type: ignore[arg-type]
        assert str(found.value(checksum, SPDX.checksumValue)) == hashlib.sha256(content).hexdigest()  # type: ignore[arg-type]
        assert str(found.value(file, DCAT.compressFormat)).endswith("application/gzip")
        assert "application/" in str(found.value(file, DCAT.mediaType)) or "turtle" in address or ".ttl" in address
    assert isinstance(next(found.objects(DATASET, DCAT.version)), Literal)


def test_schema_org_has_what_search_engines_require(client: TestClient) -> None:
    client.get("/dump/SHA256SUMS")
    page = client.get("/dataset", headers=HTML).text
    (embedded,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    document = json.loads(embedded)
    assert document == client.get("/dataset.json").json()
    assert document["@type"] == "Dataset"
    assert document["@context"] == "https://schema.org/"
    assert 50 <= len(document["description"]) <= 5000
    assert document["license"] == LICENCES["CC-BY-4.0"]
    assert document["version"].startswith(kg.__version__)
    assert document["creator"][0]["name"]
    for download in document["distribution"]:
        content = client.get(download["contentUrl"].removeprefix("http://testserver")).content
        assert download["contentSize"] == f"{len(content)} B"
        assert download["sha256"] == hashlib.sha256(content).hexdigest()


def test_embedded_data_cannot_end_its_element() -> None:
    who = replace(about(), keywords=("</script><script>alert(1)</script>",))
    document = schema_org(who, Site("http://127.0.0.1"), [])
    from kg.web.dataset.pages import _embedded

    text = str(_embedded(who, Site("http://127.0.0.1"), []))
    assert text.count("<") == 2
    assert json.loads(text[text.index("{") : text.rindex("}") + 1]) == document


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_page_says_what_is_in_it(client: TestClient, graph: KnowledgeGraph, lang: str) -> None:
    client.get("/dump/SHA256SUMS")
    page = client.get(f"/dataset?lang={lang}", headers=HTML).text
    found, summary = graph.statistics(), graph.summary
    assert summary is not None
    assert f"<strong>{found.triples:,}</strong>" in page
    assert summary.fingerprint in page
    assert about(summary).citation() in page
    assert page.count('class="dump"') == 12
    for section in ("downloads", "cite", "inside", "classes", "properties", "programs"):
        assert f'id="{section}"' in page
    for link in set(re.findall(r'href="(/(?:dump|dataset|void|sparql)[^"#]*)"', page)):
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link
    assert ("이 파일들에는" if lang == "ko" else "These files tell every drama to its end") in page


def test_the_union_is_the_default_graph(graph: KnowledgeGraph, told: list[Quad]) -> None:
    union = Store()
    union.extend(Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in told)
    assert len(union) == graph.statistics().triples
    inferred = {quad.triple for quad in told if quad.graph_name == GRAPH_INFERRED}
    assert len(inferred) == graph.statistics().statements("inferred")
    assert union.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())

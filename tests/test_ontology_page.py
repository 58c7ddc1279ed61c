"""/ontology documents every class and property from the files themselves, and nothing has to be kept in step."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from html import unescape

import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

from kg.figure import terms_chart
from kg.graph import KnowledgeGraph
from kg.linked import Term, Terms
from kg.ontology import CORE_FILES, Ontology
from kg.results import Table
from kg.vocab import DKG, OWL, RDF
from kg.web.app import create_app
from tests.support import path_of

HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def english(client: TestClient) -> str:
    return client.get("/ontology", params={"lang": "en"}, headers=HTML).text


@pytest.fixture(scope="module")
def terms(graph: KnowledgeGraph) -> Terms:
    return graph.terms


def article(page: str, name: str) -> str:
    """What a page says of one term."""
    return page.split(f'<article class="term" id="{name}"', 1)[1].split("</article>", 1)[0]


def written(ontology: Ontology) -> Graph:
    found = Graph()
    for name in CORE_FILES:
        found.parse(ontology.folder / name)
    return found


def test_every_term_of_the_files_has_its_anchor_label_and_comment(
    english: str, client: TestClient, ontology: Ontology
) -> None:
    korean = client.get("/ontology", params={"lang": "ko"}, headers=HTML).text
    files = written(ontology)
    kinds = [URIRef(OWL.base + kind) for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")]
    found = {str(s) for kind in kinds for s in files.subjects(URIRef(RDF.base + "type"), kind) if DKG.base in str(s)}
    assert len(found) > 500
    for iri in found:
        name = iri.removeprefix(DKG.base)
        assert path_of(iri) == f"/ontology#{name}"
        for page in (english, korean):
            said = unescape(article(page, name))
            for label in files.objects(URIRef(iri), URIRef("http://www.w3.org/2000/01/rdf-schema#label")):
                assert str(label) in said, name
    ids = re.findall(r'\bid="([^"]+)"', english)
    assert len(set(ids)) == len(ids)


def test_every_link_inside_the_page_leads_somewhere(english: str, client: TestClient) -> None:
    shapes = client.get("/shapes", params={"lang": "en"}, headers=HTML).text
    for page, other, path in ((english, shapes, "/shapes"), (shapes, english, "/ontology")):
        here = set(re.findall(r'\bid="([^"]+)"', page))
        there = set(re.findall(r'\bid="([^"]+)"', other))
        assert set(re.findall(r'href="#([^"]+)"', page)) - here - {"content"} == set()
        assert set(re.findall(rf'href="{path}[^"#]*#([^"]+)"', page)) - there == set()


def test_a_relationship_type_tells_roles_edge_axiom_and_line(english: str) -> None:
    said = article(english, "Mentoring")
    picture = ET.fromstring(re.search(r"<svg class=\"term-picture\".*?</svg>", said, re.DOTALL)[0])  # type: ignore[index]
    words = ["".join(text.itertext()) for text in picture.iter("text")]
    assert words == ["character", "mentoring", "character", "mentor", "mentee", "mentor", "dkg:mentorOf"]
    assert "#6d28d9" in said
    assert 'stroke-dasharray="20 4"' in said
    assert 'href="#mentorIn"' in said
    assert 'href="#Guidance"' in said
    assert "dkg:mentor char:a" in said
    assert "/queries/mentors-and-teachers" in said
    assert "2 times" in said
    edge = article(english, "mentorOf")
    assert "rel:mentorOf" in edge
    assert "http://purl.org/vocab/relationship/mentorOf" in edge
    assert 'href="#menteeOf"' in edge
    assert "marker-end" in said.split('class="drawn', 1)[1]
    assert "marker-end" not in article(english, "BestFriendship").split('class="drawn', 1)[1]
    assert 'href="#rule-symmetric-roles"' in article(english, "bestFriendOf")
    assert 'href="#rule-co-stars"' in article(english, "coStarOf")
    assert "friends" in article(english, "friendOf").split("DraCor", 1)[1]


def test_a_new_type_needs_no_word_here(
    tmp_path_factory: pytest.TempPathFactory, graph: KnowledgeGraph, ontology: Ontology
) -> None:
    """A type that is written in the Turtle alone is documented, with its roles, edge and line."""
    folder = tmp_path_factory.mktemp("ontology") / "o"
    shutil.copytree(ontology.folder, folder)
    block = (
        "dkg:Duel a owl:Class ; rdfs:subClassOf dkg:Conflict ;"
        " dkg:subjectRole dkg:duellist ; dkg:objectRole dkg:duellist ;"
        ' dkg:derivedEdge dkg:duelsWith ; rdfs:label "duel <b>"@en , "결투"@ko ; rdfs:comment "They duel."@en .\n'
        'dkg:duellist a owl:ObjectProperty ; rdfs:subPropertyOf dkg:party ; rdfs:label "duellist"@en , "결투자"@ko .\n'
        "dkg:duelsWith a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:subPropertyOf dkg:tiedTo ;"
        ' rdfs:label "duels with"@en , "결투 상대"@ko .\n'
    )
    with (folder / "relationships.ttl").open("a", encoding="utf-8") as file:
        file.write("\n" + block)
    with TestClient(create_app(KnowledgeGraph(graph.store, Ontology(folder)))) as client:
        page = client.get("/ontology?lang=en", headers=HTML).text
    said = article(page, "Duel")
    assert "duel &lt;b&gt;" in said
    assert "<b>" not in said
    assert 'href="#duellist"' in said
    assert 'href="#duelsWith"' in said
    assert 'href="#rule-symmetric-roles"' in article(page, "duelsWith")
    assert 'href="#Duel"' in article(page, "Conflict")


def test_every_query_of_a_term_returns_rows(graph: KnowledgeGraph, terms: Terms) -> None:
    assert set(terms.uses) == set(terms.terms)
    for name, use in terms.uses.items():
        if not use.queries:
            answer = graph.query(use.sparql)
            assert isinstance(answer, Table)
            assert len(answer) > 0, name
    named = {query.id for use in terms.uses.values() for query in use.queries}
    assert len(named) > 15
    assert all(f"dkg:{name}" in query.sparql for name, use in terms.uses.items() for query in use.queries)


def test_counts_are_those_of_the_data(graph: KnowledgeGraph, terms: Terms) -> None:
    for name, query in (
        ("Mentoring", "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a dkg:Mentoring }"),
        ("coStarOf", "SELECT (COUNT(*) AS ?n) { ?x dkg:coStarOf ?y }"),
        ("Scene", "SELECT (COUNT(*) AS ?n) { ?x a dkg:Scene }"),
    ):
        answer = graph.query(query)
        assert isinstance(answer, Table)
        assert terms.uses[name].count == answer.column("n")[0]


def test_the_data_are_the_core_files_together(client: TestClient, ontology: Ontology) -> None:
    turtle = Graph().parse(data=client.get("/ontology.ttl").text, format="turtle")
    assert isomorphic(turtle, written(ontology))
    by_accept = client.get("/ontology", headers={"accept": "application/ld+json"})
    assert by_accept.headers["content-location"] == "/ontology.jsonld"
    assert len(Graph().parse(data=by_accept.text, format="json-ld")) == len(turtle)
    rows = {row["name"]: row for row in client.get("/ontology.json").json()}
    assert rows["mentorOf"]["chains"] == [["mentorIn", "mentee"]]
    assert rows["Mentoring"]["line"]["kind"] == "Guidance"


def test_files_and_rules_as_they_are_written(client: TestClient, ontology: Ontology, english: str) -> None:
    for name in (*CORE_FILES, "alignments.ttl", "shapes.ttl", "context.jsonld", "rules/co-stars.rq"):
        assert client.get(f"/ontology/{name}").content == (ontology.folder / name).read_bytes()
    for name in ("../pyproject.toml", "LICENSE", "rules/%2e%2e/shapes.ttl", "%2e%2e/pyproject.toml"):
        assert client.get(f"/ontology/{name}").status_code == 404
    for path in (ontology.folder / "rules").glob("*.rq"):
        assert f'id="rule-{path.stem}"' in english


def test_the_shapes_say_what_they_demand(client: TestClient, ontology: Ontology) -> None:
    page = client.get("/shapes", params={"lang": "en"}, headers=HTML).text
    assert "A beat has exactly one position, a whole number from 1." in page
    assert "/ontology?lang=en#Beat" in page
    turtle = Graph().parse(data=client.get("/shapes.ttl").text, format="turtle")
    assert isomorphic(turtle, Graph().parse(ontology.folder / "shapes.ttl"))
    assert client.head("/shapes.json").headers["access-control-allow-origin"] == "*"


def test_the_overview_shows_the_classes_and_what_ties_them(terms: Terms) -> None:
    chart = terms_chart(terms.terms, lambda name: f"#{name}")
    nodes = {node.id for node in chart.nodes}
    assert {"Drama", "Character", "Person", "Performance", "Relationship", "Event", "Theme", "Source"} <= nodes
    assert not {"Mentoring", "Confession"} & nodes
    edges = {(edge.source, edge.target): edge.label["en"] for edge in chart.edges}
    assert "performer" in edges["Performance", "Actor"]
    assert edges["Actor", "Person"] == "kind of"


def test_terms_are_read_from_their_own_files_alone(terms: Terms) -> None:
    one: Term = terms.terms["friend"]
    assert one.role_in == ("BestFriendship", "ChildhoodFriendship", "Friendship")
    assert terms.terms["friendOf"].traits == ("SymmetricProperty",)
    assert terms.terms["Drama"].aligned[-1][1] == "http://purl.org/ontology/po/Series"


def test_no_link_to_the_endpoint_spoils(english: str) -> None:
    links = [unescape(link) for link in re.findall(r'href="(/sparql\?query=[^"]*)"', english)]
    assert links
    assert all("&spoiler-free=1" in link for link in links)

"""Linked data: every IRI has its page and its data, as far as somebody has watched, and no further."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import Graph
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

from kg.audit import Told, audit, checks_ahead
from kg.build import check_data
from kg.cli.audit import shown_of
from kg.errors import NotFoundError
from kg.graph import KnowledgeGraph
from kg.linked import BASE, Description
from kg.linked.visible import Visible
from kg.ontology import Ontology
from kg.reason import close
from kg.store import EmbeddedStore
from kg.views import Viewpoint
from kg.vocab import DKG, GRAPH_BASE, ID_BASE, RDF, RDFS, SKOS, thing
from kg.web.app import create_app
from tests.support import ROOT, path_of

EUNSOO = "/id/drama/soundtrack-1/character/eunsoo"
PARK = "/id/person/park-hyung-sik"
ONE = thing("drama", "soundtrack-1")
HTML = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
VIEWPOINTS = [Viewpoint(), Viewpoint.of({ONE: 3}), Viewpoint.of({ONE: 5, thing("drama", "soundtrack-2"): None}),
              Viewpoint(others=None)]  # fmt: skip


def ours(quads: Iterator[Quad] | list[Quad]) -> list[str]:
    """Every IRI of our namespace in some quads."""
    terms = {term for q in quads for term in (q.subject, q.predicate, q.object, q.graph_name)}
    return sorted(term.value for term in terms if isinstance(term, NamedNode) and term.value.startswith(BASE))


def things(graph: KnowledgeGraph) -> list[str]:
    return [iri for iri in ours(graph.store.told()) if iri.startswith(ID_BASE)]


def test_every_iri_of_the_store_has_its_page(client: TestClient, graph: KnowledgeGraph) -> None:
    found = [iri for iri in ours(graph.store.told()) if "#" not in iri]
    assert len(found) > 700
    for place, iri in enumerate(found):
        path = path_of(iri)
        assert path is not None, iri
        headers = HTML if place % 5 == 0 else {"accept": "application/json"}
        answer = client.get(path, params={"at": "end"}, headers=headers)
        assert answer.status_code == 200, f"{iri}: {answer.text[:300]}"
        if "json" in answer.headers["content-type"] and iri.startswith(ID_BASE):
            assert answer.json()["iri"] == iri


@pytest.mark.parametrize("number", range(len(VIEWPOINTS)))
def test_a_description_holds_what_the_view_of_everything_holds(graph: KnowledgeGraph, number: int) -> None:
    viewpoint = VIEWPOINTS[number]
    whole = graph._views.seen(viewpoint).closed
    told = set(whole.told())
    seen = 0
    for iri in things(graph):
        node = NamedNode(iri)
        expected = {quad.triple for quad in (*whole.told(node), *whole.told(value=node))}
        try:
            found = graph._parts.things.describe(node, viewpoint)
        except NotFoundError:
            assert not expected, iri
            continue
        seen += 1
        assert {quad.triple for quad in (*found.told, *found.inferred)} == expected, iri
        assert all(quad in told for quad in found.about), iri
    assert seen > 400


def test_what_is_not_told_is_answered_like_what_there_is_not(client: TestClient, graph: KnowledgeGraph) -> None:
    early, late = (
        ours(graph.drama("soundtrack-1").view.seen.quads),
        ours(graph.drama("soundtrack-1", "end").view.seen.quads),
    )
    hidden = [iri for iri in late if iri not in early and "/soundtrack-1/" in iri and "/theme/" not in iri]
    assert len(hidden) > 100
    nothing = "/id/drama/soundtrack-1/character/nobody-at-all"
    for ending in ("", ".ttl", ".jsonld", ".json", ".nt", ".trig"):
        model = client.get(nothing + ending)
        assert model.status_code == 404
        for iri in hidden[:: 1 if not ending else 7]:
            path = iri.removeprefix(BASE.removesuffix("/"))
            answer = client.get(path + ending)
            assert answer.status_code == 404, iri
            assert answer.text.replace(path, nothing) == model.text, iri
            assert dict(answer.headers) | {"content-length": ""} == dict(model.headers) | {"content-length": ""}
    assert f"{nothing}?at=end" in client.get(nothing, headers=HTML).text
    assert "(spoilers)" in client.get(nothing, headers=HTML).text
    assert "(spoilers)" not in client.get(nothing, params={"at": "end"}, headers=HTML).text


def test_a_thing_of_another_drama_is_told_by_its_own_premise(client: TestClient) -> None:
    kiss = "/id/drama/soundtrack-1/relationship/couple"
    assert client.get(kiss).status_code == client.get(kiss, params={"at": "soundtrack-2=end"}).status_code == 404
    assert client.get(kiss, params={"at": "end"}).status_code == 200
    person = client.get(PARK + ".json", params={"at": "soundtrack-1=2"}).json()
    assert {"iri": ONE.value, "label": {"en": "Soundtrack #1", "ko": "사운드트랙#1"}} in [
        one["value"] for one in person["statements"]
    ]


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [("ttl", "text/turtle"), ("jsonld", "application/ld+json"), ("json", "application/json"),
     ("nt", "application/n-triples"), ("trig", "application/trig"), ("html", "text/html")],
)  # fmt: skip
def test_a_form_by_ending_and_by_accept(client: TestClient, ending: str, media_type: str) -> None:
    by_ending = client.get(f"{EUNSOO}.{ending}", params={"at": "3"}, headers={"accept": "image/png"})
    by_accept = client.get(EUNSOO, params={"at": "3"}, headers={"accept": f"{media_type}, */*;q=0.1"})
    assert by_ending.status_code == by_accept.status_code == 200
    assert by_accept.headers["content-type"].split(";")[0] == media_type
    assert by_accept.headers["content-location"] == by_ending.headers["content-location"] == f"{EUNSOO}.{ending}?at=3"
    assert by_accept.headers["vary"].startswith("Accept, Accept-Language")
    assert (
        f'<{EUNSOO}.nt?at=3>; rel="alternate"; type="application/n-triples"'
        in client.get(f"{EUNSOO}?at=3", headers=HTML).headers["link"]
    )
    assert (by_accept.headers.get("access-control-allow-origin") == "*") == (ending != "html")
    if ending != "html":
        assert by_ending.content == by_accept.content
    head = client.head(f"{EUNSOO}.{ending}", params={"at": "3"})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == by_ending.headers["content-type"]


def test_what_no_form_fits_and_who_asks_first(client: TestClient) -> None:
    refused = client.get(EUNSOO, headers={"accept": "image/png"})
    assert refused.status_code == 406
    assert "text/turtle" in refused.text
    ahead = client.options(EUNSOO, headers={"origin": "https://elsewhere.example"})
    assert (ahead.status_code, ahead.headers["access-control-allow-origin"]) == (204, "*")
    assert "POST" not in ahead.headers["allow"]
    assert client.post(EUNSOO).status_code == 405
    assert 'rel="alternate" type="text/turtle"' in client.get(EUNSOO, headers=HTML).text


def test_the_rdf_forms_say_the_same_and_name_everything_twice(client: TestClient) -> None:
    graphs = []
    for ending, name in (("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld")):
        text = client.get(f"{EUNSOO}.{ending}", params={"at": "end"}).text
        graphs.append(Graph().parse(data=text, format=name))
    assert isomorphic(graphs[0], graphs[1])
    assert isomorphic(graphs[0], graphs[2])
    quads = list(parse(client.get(f"{EUNSOO}.trig", params={"at": "end"}).content, format=RdfFormat.TRIG))
    assert {str(quad.triple) for quad in quads} == {
        str(quad.triple) for quad in parse(client.get(f"{EUNSOO}.nt?at=end").content, format=RdfFormat.N_TRIPLES)
    }
    named = {(quad.subject.value, quad.object.language) for quad in quads if quad.predicate == RDFS.label}  # type: ignore[union-attr]
    for iri in {
        term.value for q in quads for term in (q.subject, q.predicate, q.object) if isinstance(term, NamedNode)
    }:
        if iri.startswith(BASE) and "/source/" not in iri:
            assert {(iri, "en"), (iri, "ko")} <= named, iri
    mentor = [quad for quad in quads if quad.predicate.value == DKG.base + "menteeOf"]
    assert [quad.graph_name.value for quad in mentor] == [f"{GRAPH_BASE}inferred"]  # type: ignore[union-attr]
    assert any(quad.predicate == DKG.address for quad in quads)


def test_every_property_that_pages_show_is_named_in_both_languages(graph: KnowledgeGraph) -> None:
    found = [graph.describe(iri, others="end") for iri in things(graph)[::4]]
    properties = {one.property for d in found for one in (*d.statements, *d.links)}
    assert len(properties) > 100
    assert [iri for iri in properties for d in found if iri in d.names and set(d.names[iri]) < {"en", "ko"}] == []
    assert {iri for iri in properties if not any(iri in d.names for d in found)} == set()


def test_json_is_laid_out_as_documented(client: TestClient) -> None:
    found = client.get("/id/drama/soundtrack-1/relationship/wooil-mentors-eunsoo.json", params={"at": "2"}).json()
    assert found["label"] == {"en": "mentoring: Kang Woo Il, Lee Eun Soo", "ko": "멘토 관계: 강우일, 이은수"}
    by_name = {one["property"]["iri"].rpartition("#")[2]: one for one in found["statements"]}
    mentor = by_name["mentor"]
    assert mentor["value"]["label"] == {"en": "Kang Woo Il", "ko": "강우일"}
    assert not mentor["inferred"]
    telling = next(one for one in mentor["told"] if one["source"]["iri"].endswith("/hallyu-soundtrack-1"))
    assert telling["places"] == ["Kang Woo Il 1", "Synopsis 1"] or "Synopsis 1" in telling["places"]
    assert (telling["beat"], telling["drama"]) == (2, ONE.value)
    assert by_name["party"]["inferred"]
    assert by_name["party"]["told"] == []
    incoming = {one["property"]["iri"].rpartition("#")[2]: one for one in found["incoming"]}
    assert incoming["mentorIn"]["total"] == 1
    assert incoming["mentorIn"]["things"][0]["inferred"]


def test_the_page_says_who_tells_what_and_links_it(client: TestClient) -> None:
    page = client.get(EUNSOO, params={"at": "3", "lang": "en"}, headers=HTML).text
    assert '<html lang="en">' in page
    assert "이은수" in page
    assert "/id/drama/soundtrack-1/character/wooil?at=3&amp;lang=en" in page
    assert (
        "/drama/soundtrack-1/why?at=3&amp;s=id%3Adrama%2Fsoundtrack-1%2Fcharacter%2Feunsoo&amp;p=dkg%3AmenteeOf" in page
    )
    assert "/id/person/han-so-hee?at=soundtrack-1%3D3&amp;lang=en" in page
    assert "/ontology?lang=en#menteeOf" in page
    assert "/character/soundtrack-1/eunsoo?at=3&amp;lang=en" in page
    assert "Hallyu Reviews" in page
    why = page.split('href="/drama/soundtrack-1/why', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    assert client.get(f"/drama/soundtrack-1/why{why}").status_code == 200
    korean = client.get(EUNSOO, params={"at": "3", "lang": "ko"}, headers=HTML).text
    assert "이에 대해 알려진 것" in korean
    assert "강우일" in korean


def test_long_lists_are_cut_with_a_query_that_has_them_all(client: TestClient, graph: KnowledgeGraph) -> None:
    page = client.get("/id/drama/soundtrack-1", params={"at": "end", "lang": "en"}, headers=HTML).text
    assert "more</a>" in page
    link = next(part for part in page.split('href="') if "more</a>" in part.split("</li>")[0]).split('"', 1)[0]
    answer = client.get(link.replace("&amp;", "&"), headers={"accept": "application/sparql-results+json"})
    assert answer.status_code == 200
    found = graph.describe(ONE.value, {"soundtrack-1": "end"})
    assert len(answer.json()["results"]["bindings"]) in {
        len(group.links) for group in found.links if len(group.links) > 30
    }


def test_many_values_are_cut_too(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.web.linked.thing_page._MOST_VALUES", 2)
    page = client.get(PARK, params={"at": "end", "lang": "en"}, headers=HTML).text
    row = page.split("co-star of</a></dt>", 1)[1].split("</dd>", 1)[0]
    assert row.count('class="linked-value"') == 2
    link = unescape(row.rsplit('<a href="', 1)[1].split('"', 1)[0])
    found = client.get(link, headers={"accept": "application/sparql-results+json"}).json()["results"]["bindings"]
    assert f"and {len(found) - 2} more" in row


@pytest.mark.parametrize(
    "at", ["0", "99", "-1", "x", "soundtrack-1=99", "nothing=1", "a=1;a=2", ";".join(["x=1"] * 99)]
)
def test_what_is_no_viewpoint_is_refused(client: TestClient, at: str) -> None:
    for path in (EUNSOO, "/graph/soundtrack-1/beats/1"):
        answer = client.get(path, params={"at": at})
        assert answer.status_code == 400, at
        assert "Traceback" not in answer.text
    assert client.get(PARK, params={"at": "2"}).status_code == 400


@pytest.mark.parametrize("path", ["/id/", "/id/person", "/id/person/%3Cscript%3E", "/id/a%20b", "/id/x" + "y" * 900,
                                  "/graph/", "/graph/nothing", "/graph/soundtrack-1/beats/99", "/view/", "/view/x",
                                  "/view/nothing=1", "/view/soundtrack-1=99"])  # fmt: skip
def test_what_is_no_thing_is_not_found(client: TestClient, path: str) -> None:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 404
    assert "<script>" not in answer.text.replace('<script src="', "")


def test_a_graph_lists_its_statements_page_by_page(client: TestClient, graph: KnowledgeGraph) -> None:
    path = "/graph/soundtrack-1/hallyu-soundtrack-1/2"
    assert client.get(path).status_code == 404
    found = client.get(f"{path}.json", params={"at": "2"}).json()
    told = list(graph.store.told(graph=NamedNode(BASE + path.removeprefix("/"))))
    assert found["total"] == len(told)
    rest = client.get(f"{path}.json", params={"at": "2", "page": 2}).json()["triples"]
    assert len(found["triples"]) + len(rest) == found["total"] > 100
    page = client.get(path, params={"at": "2", "lang": "en"}, headers=HTML).text
    assert "Hallyu Reviews" in page
    assert "A lyric that falls flat" in page
    ontology = client.get("/graph/ontology.json").json()["total"]
    assert ontology > 3000
    seen = sum(len(client.get("/graph/ontology.json", params={"page": n}).json()["triples"]) for n in (1, 2, 3))
    assert seen == 300
    assert client.get("/graph/ontology.json", params={"page": ontology}).json()["triples"] == []
    assert client.get("/graph/ontology", params={"page": "0"}).status_code == 400


def test_the_graphs_of_everything_hold_no_more_than_may_be_seen(client: TestClient, graph: KnowledgeGraph) -> None:
    def triples(name: str, at: str) -> list[str]:
        pages, number = [], 1
        while rows := client.get(f"/graph/{name}.json", params={"at": at, "page": number}).json()["triples"]:
            pages += rows
            number += 1
        return [json.dumps(row) for row in pages]

    premise, end = triples("provenance", ""), triples("provenance", "end")
    assert set(premise) < set(end)
    assert not any("hallyu-soundtrack-1/2" in row for row in premise)
    assert triples("inferred", "") == []
    view = graph.drama("soundtrack-1", 2).view.seen.inferred
    assert len(triples("inferred", "soundtrack-1=2")) == len({quad.triple for quad in view})


def test_a_view_explains_itself(client: TestClient) -> None:
    page = client.get("/view/soundtrack-1=2;soundtrack-2=end", params={"lang": "en"}, headers=HTML).text
    assert "Soundtrack #1: Step 2; Soundtrack #2: to the end; of every other drama the premise" in page
    assert "/drama/soundtrack-1?at=2&amp;lang=en" in page
    assert "default-graph-uri=https://w3id.org/drama-kg/view/soundtrack-1=2;soundtrack-2=end" in page
    data = Graph().parse(data=client.get("/view/premise.ttl").text, format="turtle")
    assert len(data) >= 4


def test_paths_of_iris() -> None:
    assert path_of(f"{ID_BASE}person/mydramalist:1-a.b") == "/id/person/mydramalist:1-a.b"
    assert path_of(f"{ID_BASE}person/mydramalist:1-a.ttl") == "/id/person/mydramalist:1-a.ttl.html"
    assert path_of(f"{BASE}view/a=2;*=end") == "/view/a=2;*=end"
    assert path_of(f"{DKG.base}Mentoring") == "/ontology#Mentoring"
    assert path_of(f"{ID_BASE}x y<z") == "/id/x%20y%3Cz"
    assert path_of("https://w3id.org/drama-kg/") is None
    assert path_of("https://w3id.org/drama-kg-other/id/x") is None


EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def tiny_store(ontology: Ontology) -> EmbeddedStore:
    told = check_data(ROOT / "tests" / "tiny", ontology)[1]
    early = NamedNode(f"{GRAPH_BASE}tiny/gazette/1")
    odd = thing("drama", "tiny", "character", "catalogue:1-a.ttl")
    told += [
        Quad(odd, RDF.type, DKG.Character, early),
        Quad(odd, DKG.characterIn, thing("drama", "tiny"), early),
        Quad(odd, SKOS.prefLabel, Literal(EVIL, language="en"), early),
        Quad(odd, DKG.note, Literal('javascript:alert("x")'), early),
        Quad(odd, SKOS.exactMatch, NamedNode("javascript:alert(1)"), early),
        Quad(odd, DKG.locator, Literal(EVIL), early),
    ]
    return EmbeddedStore.of([*told, *close(told, ontology, verify=False), *ontology.quads()])


def test_hostile_words_stay_words(tiny_store: EmbeddedStore, ontology: Ontology) -> None:
    path = path_of(f"{ID_BASE}drama/tiny/character/catalogue:1-a.ttl") or ""
    with TestClient(create_app(KnowledgeGraph(tiny_store, ontology))) as client:
        for address in (path, "/id/drama/tiny", "/graph/tiny/gazette/1"):
            page = client.get(address, headers=HTML).text
            assert "alert(1)" in page
            assert "<script>alert" not in page
            assert "<img" not in page
            assert 'href="javascript:' not in page
        turtle = client.get(path.removesuffix(".html") + ".ttl").text
        assert EVIL in {str(value) for value in Graph().parse(data=turtle, format="turtle").objects()}


def test_no_form_of_a_thing_depends_on_what_is_told_later(tiny_store: EmbeddedStore, ontology: Ontology) -> None:
    checks = [one for one in checks_ahead(Told(tiny_store.told())) if one.drama == "tiny"]
    report = audit(tiny_store, ontology, checks=checks, shown=shown_of(ontology))
    assert [str(finding) for finding in report.findings[:5]] == []
    assert report.checked[0].observed == 17


def test_a_page_that_sees_too_much_is_caught(
    tiny_store: EmbeddedStore, ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Visible, "sees", lambda _self, _quad, _viewpoint: True)
    checks = [one for one in checks_ahead(Told(tiny_store.told())) if one.drama == "tiny"][:1]
    report = audit(tiny_store, ontology, checks=checks, shown=shown_of(ontology))
    found = {finding.problem.partition(" depends")[0] for finding in report.findings}
    assert {"the things as html (en)", "the things as ttl (en)", "the things as json (en)"} <= found


def test_an_iri_that_is_none_is_told_so(graph: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="is no IRI"):
        graph.describe("not an iri")
    assert isinstance(graph.describe(ONE.value), Description)

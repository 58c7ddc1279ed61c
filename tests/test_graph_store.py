"""The SPARQL 1.1 Graph Store HTTP Protocol, as the test group of the W3C describes it, and what it must not allow.

The names of tests that begin with ``test_w3c`` are those of the group (https://www.w3.org/2009/sparql/docs/tests/).
"""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Iterator
from http.client import HTTPConnection
from uuid import uuid4

import httpx2
import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph
from rdflib.compare import isomorphic

from tests.listening import listening
from tests.live import TOKEN, serving_writable

TURTLE = {"content-type": "text/turtle"}
JOHN = """@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix v: <http://www.w3.org/2006/vcard/ns#> .
<> a foaf:Person ; foaf:businessCard [ a v:VCard ; v:fn "%s" ] ."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving_writable(tmp_path_factory.mktemp("writable") / "store") as found:
        yield f"{found}/graph-store"


@pytest.fixture
def client() -> Iterator[httpx2.Client]:
    with httpx2.Client(headers={"authorization": f"Bearer {TOKEN}"}, timeout=60) as made:
        yield made


@pytest.fixture
def place(address: str) -> str:
    """The address of a graph that is not there yet."""
    return f"{address}?graph=http://example.org/{uuid4()}"


def holds(client: httpx2.Client, place: str, turtle: str, base: str) -> None:
    """See that a graph holds this and nothing else."""
    found = client.get(place, headers={"accept": "text/turtle"})
    assert found.status_code == 200
    assert found.headers["content-type"].startswith("text/turtle")
    expected = Graph().parse(data=turtle, format="turtle", publicID=base)
    assert isomorphic(Graph().parse(data=found.text, format="turtle", publicID="http://nobody/"), expected)


def graph_of(place: str) -> str:
    return place.partition("?graph=")[2]


def test_w3c_put_initial_state_and_get(client: httpx2.Client, place: str) -> None:
    assert client.put(place, content=JOHN % "John Doe", headers=TURTLE).status_code == 201
    holds(client, place, JOHN % "John Doe", graph_of(place))


def test_w3c_put_graph_already_in_store(client: httpx2.Client, place: str) -> None:
    assert client.put(place, content=JOHN % "John Doe", headers=TURTLE).status_code == 201
    assert client.put(place, content=JOHN % "Jane Doe", headers=TURTLE).status_code == 204
    holds(client, place, JOHN % "Jane Doe", graph_of(place))


def test_w3c_put_default_graph(client: httpx2.Client, address: str) -> None:
    assert client.delete(f"{address}?default").status_code == 204
    assert client.put(f"{address}?default", content=JOHN % "Alice", headers=TURTLE).status_code == 201
    holds(client, f"{address}?default", JOHN % "Alice", address)
    assert client.put(f"{address}?default", content=JOHN % "Bob", headers=TURTLE).status_code == 204
    holds(client, f"{address}?default", JOHN % "Bob", address)


def test_w3c_put_mismatched_payload(client: httpx2.Client, place: str) -> None:
    headers = {"content-type": "application/rdf+xml"}
    assert client.put(place, content=JOHN % "John", headers=headers).status_code == 400
    assert client.get(place).status_code == 404


def test_w3c_put_empty_graph(client: httpx2.Client, place: str) -> None:
    assert client.put(place, content="", headers=TURTLE).status_code == 201
    holds(client, place, "", graph_of(place))


def test_w3c_put_replace_empty_graph(client: httpx2.Client, place: str) -> None:
    assert client.put(place, content="", headers=TURTLE).status_code == 201
    assert client.put(place, content=JOHN % "Jane", headers=TURTLE).status_code == 204
    holds(client, place, JOHN % "Jane", graph_of(place))
    assert client.put(place, content="", headers=TURTLE).status_code == 204
    holds(client, place, "", graph_of(place))


def test_w3c_delete_existing_and_get_of_it(client: httpx2.Client, place: str) -> None:
    client.put(place, content=JOHN % "John", headers=TURTLE)
    assert client.delete(place).status_code == 204
    assert client.get(place).status_code == 404


def test_w3c_delete_nonexistent_graph(client: httpx2.Client, place: str) -> None:
    refused = client.delete(place)
    assert refused.status_code == 404
    assert graph_of(place) in refused.text


def test_w3c_post_existing_graph(client: httpx2.Client, place: str) -> None:
    client.put(place, content=JOHN % "John", headers=TURTLE)
    more = '<http://example.org/x> <http://example.org/p> "more" .'
    assert client.post(place, content=more, headers=TURTLE).status_code == 204
    holds(client, place, f"{JOHN % 'John'}\n{more}", graph_of(place))


def test_w3c_post_multipart(client: httpx2.Client, place: str) -> None:
    client.put(place, content=JOHN % "John", headers=TURTLE)
    files = {
        "lastname": ("one.ttl", '<> <http://example.org/name> "박형식" .'.encode(), "text/turtle; charset=utf-8"),
        "other": (
            "two.nt",
            b'<http://example.org/x> <http://example.org/p> "line\\nline" .\n',
            "application/n-triples",
        ),
    }
    assert client.post(place, files=files).status_code == 204
    both = '<> <http://example.org/name> "박형식" . <http://example.org/x> <http://example.org/p> "line\\nline" .'
    holds(client, place, f"{JOHN % 'John'}\n{both}", graph_of(place))


def test_w3c_post_create_new_graph(client: httpx2.Client, address: str) -> None:
    made = client.post(address, content=JOHN % "New", headers=TURTLE)
    assert made.status_code == 201
    location = made.headers["location"]
    assert location.startswith(f"{address}/")
    holds(client, location, JOHN % "New", location)
    holds(client, f"{address}?graph={location}", JOHN % "New", location)
    other = client.post(address, content=JOHN % "New", headers=TURTLE)
    assert other.headers["location"] != location


def test_w3c_post_empty_graph_to_existing_graph(client: httpx2.Client, place: str) -> None:
    client.put(place, content=JOHN % "John", headers=TURTLE)
    assert client.post(place, content="", headers=TURTLE).status_code == 204
    holds(client, place, JOHN % "John", graph_of(place))


def test_w3c_head(client: httpx2.Client, place: str) -> None:
    assert client.head(place).status_code == 404
    client.put(place, content=JOHN % "John", headers=TURTLE)
    found = client.head(place)
    assert found.status_code == 200
    assert found.headers["content-type"].startswith("text/turtle")
    assert found.content == b""


def test_a_graph_by_its_own_address(client: httpx2.Client, address: str) -> None:
    own = f"{address}/person/{uuid4()}.ttl"
    assert client.put(own, content="<> <#p> <other.ttl> .", headers=TURTLE).status_code == 201
    text = client.get(own, headers={"accept": "application/n-triples"}).text
    assert text == f"<{own}> <{own}#p> <{address}/person/other.ttl> .\n"
    assert client.delete(own).status_code == 204


@pytest.mark.parametrize(
    ("media_type", "text"),
    [
        ("text/turtle", '<http://e/a> <http://e/p> "ㄱ"@ko .'),
        ("application/n-triples", '<http://e/a> <http://e/p> "ㄱ"@ko .'),
        ("application/ld+json", '{"@id": "http://e/a", "http://e/p": {"@value": "ㄱ", "@language": "ko"}}'),
        (
            "application/rdf+xml",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
            '<rdf:Description rdf:about="http://e/a"><e:p xml:lang="ko">ㄱ</e:p></rdf:Description></rdf:RDF>',
        ),
    ],
)
def test_each_form_goes_in_and_out(client: httpx2.Client, place: str, media_type: str, text: str) -> None:
    assert client.put(place, content=text.encode(), headers={"content-type": media_type}).status_code == 201
    plain = client.get(place, headers={"accept": "application/n-triples"})
    assert plain.content.decode() == '<http://e/a> <http://e/p> "ㄱ"@ko .\n'
    again = client.get(place, headers={"accept": f"{media_type}, */*;q=0.1"})
    assert again.headers["content-type"].partition(";")[0] == media_type
    form = RdfFormat.from_media_type(media_type)
    assert form is not None
    assert [str(quad.triple) for quad in parse(again.content, form)] == ['<http://e/a> <http://e/p> "ㄱ"@ko']


def test_a_whole_dataset(client: httpx2.Client, address: str) -> None:
    graph = f"http://example.org/{uuid4()}"
    text = f"<http://e/a> <http://e/p> <http://e/b> <{graph}> .\n_:x <http://e/p> _:x <{graph}> .\n"
    assert client.post(address, content=text, headers={"content-type": "application/n-quads"}).status_code == 204
    assert (
        len(client.get(f"{address}?graph={graph}", headers={"accept": "application/n-triples"}).text.split("\n")) == 3
    )
    whole = client.get(address, headers={"accept": "application/n-quads"})
    assert f"<http://e/a> <http://e/p> <http://e/b> <{graph}> ." in whole.text


def test_blank_nodes_of_two_requests_are_two(client: httpx2.Client, place: str) -> None:
    for _ in range(2):
        assert client.post(place, content='_:same <http://e/p> "x" .', headers=TURTLE).status_code in (201, 204)
    assert len(client.get(place, headers={"accept": "application/n-triples"}).text.splitlines()) == 2


OF_CSV = "--x\r\ncontent-type: text/csv\r\n\r\na,b\r\n--x--"
BOUNDARY = {"content-type": "multipart/form-data; boundary=x"}


@pytest.mark.parametrize(
    ("method", "fields", "headers", "body", "status", "words"),
    [
        ("PUT", "?graph=http://e/bad", TURTLE, "<http://e/a> <http://e/p> .", 400, "line 1, column"),
        ("PUT", "?graph=http://e/bad", TURTLE, "<a> <b> <c> .\n<a> <b> <c> \n<d> .", 400, "line 3"),
        ("POST", "?graph=http://e/bad", TURTLE, "<a> <b> <c> .\n<a> <b", 400, "nothing of it was stored"),
        ("POST", "?graph=http://e/bad", {"content-type": "text/csv"}, "a,b", 415, "application/n-triples"),
        ("POST", "?graph=http://e/bad", {}, "<a> <b> <c> .", 415, "text/turtle"),
        ("POST", "?graph=http://e/bad", {"content-type": "text/turtle; charset=euc-kr"}, "", 415, "UTF-8"),
        ("POST", "?graph=http://e/bad", {**TURTLE, "content-encoding": "gzip"}, "", 415, "Content-Encoding"),
        ("POST", "?graph=http://e/bad", {"content-type": "application/trig"}, "", 415, "names its graphs itself"),
        ("POST", "?graph=http://e/bad", BOUNDARY, "no parts", 400, "no parts"),
        ("POST", "?graph=http://e/bad", BOUNDARY, OF_CSV, 415, "a part of the form"),
        ("PUT", "?graph=relative", TURTLE, "", 400, "absolute IRI"),
        ("PUT", "?graph=http://e/a%20b", TURTLE, "", 400, "absolute IRI"),
        ("PUT", "?graph=http://e/a&default", TURTLE, "", 400, "one graph"),
        ("PUT", "?graph=http://e/a&graph=http://e/b", TURTLE, "", 400, "one graph"),
        ("PUT", "/own?graph=http://e/a", TURTLE, "", 400, "one graph"),
        ("PUT", "", TURTLE, "", 400, "name the graph"),
        ("DELETE", "", {}, "", 400, "name the graph"),
        ("PATCH", "?default", {"content-type": "application/sparql-update"}, "CLEAR ALL", 405, "/sparql"),
        ("GET", "?default", {"accept": "image/png"}, "", 406, "text/turtle"),
        ("GET", "?graph=relative", {}, "", 400, "absolute IRI"),
    ],
)  # fmt: skip
def test_refusals(
    client: httpx2.Client,
    address: str,
    method: str,
    fields: str,
    headers: dict[str, str],
    body: str,
    status: int,
    words: str,
) -> None:
    answer = client.request(method, address + fields, headers=headers, content=body)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text
    assert client.get(f"{address}?graph=http://e/bad").status_code == 404


def test_a_remote_context_is_not_fetched(client: httpx2.Client, place: str) -> None:
    with listening() as heard:
        text = f'{{"@context": "http://127.0.0.1:{heard.port}/context", "name": "x"}}'
        assert client.put(place, content=text, headers={"content-type": "application/ld+json"}).status_code == 400
        entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:{heard.port}/e">]><x>&e;</x>'
        assert client.put(place, content=entity, headers={"content-type": "application/rdf+xml"}).status_code == 400
    assert heard.callers == []


def test_nobody_writes_without_the_token(address: str, place: str) -> None:
    body = "<http://e/a> <http://e/p> <http://e/b> ."
    with httpx2.Client() as stranger:
        for method in ("PUT", "POST", "DELETE", "PATCH"):
            answer = stranger.request(method, place, content=body, headers=TURTLE)
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"].startswith("Bearer")
        wrong = ("Bearer wrong", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", "Basic !", "Bearer ㄱ")
        for given in wrong:
            headers = {**TURTLE, "authorization": given.encode()}
            assert stranger.put(place, content=body, headers=headers).status_code == 403  # type: ignore[arg-type]
        assert stranger.put(place, content=body, headers={**TURTLE, "authorization": "Digest x"}).status_code == 401
        cross = {**TURTLE, "authorization": f"Bearer {TOKEN}", "sec-fetch-site": "cross-site"}
        assert stranger.put(place, content=body, headers=cross).status_code == 403
        assert stranger.get(place).status_code == 404
        password = base64.b64encode(f"anybody:{TOKEN}".encode()).decode()
        assert (
            stranger.put(place, content=body, headers={**TURTLE, "authorization": f"Basic {password}"}).status_code
            == 201
        )
        assert stranger.get(place).status_code == 200


def test_a_body_has_a_limit_whatever_it_declares(client: httpx2.Client, place: str) -> None:
    def endless() -> Iterator[bytes]:
        for number in range(60):
            yield b"# " + bytes([65 + number % 26]) * 1_000_000 + b"\n"

    answer = client.put(place, content=endless(), headers=TURTLE)
    assert answer.status_code == 413
    assert "50 MB" in answer.text
    url = httpx2.URL(place)
    connection = HTTPConnection(url.host, url.port, timeout=30)
    connection.putrequest("PUT", url.raw_path.decode())
    for name, value in {**TURTLE, "authorization": f"Bearer {TOKEN}", "content-length": "50000001"}.items():
        connection.putheader(name, value)
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()
    assert client.get(place).status_code == 404


def test_a_read_only_server_gives_graphs_and_takes_none(server: str) -> None:
    graph = "https://w3id.org/drama-kg/graph/ontology"
    with httpx2.Client(headers={"authorization": f"Bearer {TOKEN}"}) as client:
        found = client.get(f"{server}/graph-store?graph={graph}", headers={"accept": "application/n-triples"})
        assert found.status_code == 200
        assert "<https://w3id.org/drama-kg/ontology#Drama>" in found.text
        assert client.head(f"{server}/graph-store?graph={graph}").status_code == 200
        assert client.get(f"{server}/graph-store?graph={graph}-not").status_code == 404
        assert client.get(f"{server}/graph-store?graph=https://w3id.org/drama-kg/view/premise").status_code == 404
        for method in ("PUT", "POST", "DELETE", "PATCH"):
            refused = client.request(method, f"{server}/graph-store?graph={graph}", headers=TURTLE)
            assert refused.status_code == 405
            assert refused.headers["allow"] == "GET, HEAD, OPTIONS"
            assert "--writable" in refused.text
        assert client.options(f"{server}/graph-store").headers["allow"] == "GET, HEAD, OPTIONS"


def test_curl(place: str) -> None:
    def curl(*arguments: str) -> str:
        done = subprocess.run(
            ["curl", "-sS", *arguments, place], capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout

    say = ("-o", "/dev/null", "-w", "%{http_code}")
    text = "<> <http://e/p> 'curl' ."
    assert curl("-X", "PUT", "-H", "content-type: text/turtle", "--data", text, *say) == "401"
    assert curl("-u", f"me:{TOKEN}", "-X", "PUT", "-H", "content-type: text/turtle", "--data", text, *say) == "201"
    assert "'curl'" in curl().replace('"', "'")
    assert curl("-H", f"authorization: Bearer {TOKEN}", "-X", "DELETE", *say) == "204"

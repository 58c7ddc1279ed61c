"""The SPARQL 1.1 Protocol for updates, as the test group of the W3C describes it, and what an update must not do.

The names of tests that begin with ``test_w3c`` are those of the group (https://www.w3.org/2009/sparql/docs/tests/).
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest
from pyoxigraph import Store
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore
from SPARQLWrapper import BASIC, JSON, POST, SPARQLWrapper

from kg.errors import BuildError, DramaKGError, QueryError, QueryRefusedError, QuerySyntaxError
from kg.store.updates import prepared_update, update_error
from kg.web.sparql.writing.carrying import Update
from kg.web.sparql.writing.token import token_of_environment
from kg.web.sparql.writing.writer import WriteLimits, Writer
from tests.listening import listening
from tests.live import TOKEN, serving_writable
from tests.support import ROOT

UPDATE = {"content-type": "application/sparql-update"}
UTF_16 = {"content-type": "application/sparql-update; charset=UTF-16"}
PLAIN = {"content-type": "text/plain"}
FORM = {"content-type": "application/x-www-form-urlencoded"}
DC = "PREFIX dc: <http://purl.org/dc/terms/>"
DATA = "http://kasei.us/2009/09/sparql/data/data"
INSERT_TYPE = """PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
CLEAR SILENT GRAPH <http://example.org/protocol-update-dataset-test/> ;
INSERT { GRAPH <http://example.org/protocol-update-dataset-test/> { ?s a rdf:Type } } WHERE { %s }"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving_writable(tmp_path_factory.mktemp("writable") / "store") as found:
        yield f"{found}/sparql"


@pytest.fixture
def client() -> Iterator[httpx2.Client]:
    with httpx2.Client(headers={"authorization": f"Bearer {TOKEN}"}, timeout=60) as made:
        yield made


@pytest.fixture
def holds(client: httpx2.Client, address: str) -> Callable[[str], bool]:
    """Ask the endpoint whether something is so."""

    def ask(pattern: str) -> bool:
        answer = client.get(address, params={"query": f"ASK {{ {pattern} }}"})
        assert answer.status_code == 200, answer.text
        return bool(answer.json()["boolean"])

    return ask


@pytest.fixture
def three_graphs(client: httpx2.Client, address: str) -> None:
    """The graphs data1, data2 and data3, each with one statement."""
    text = ";".join(
        f"CREATE SILENT GRAPH <{name}> ; INSERT DATA {{ GRAPH <{name}> {{ <{name}> a <http://e/D> }} }}"
        for name in (f"{DATA}{n}.rdf" for n in (1, 2, 3))
    )
    assert client.post(address, content=text, headers=UPDATE).status_code == 204


def typed(n: int) -> str:
    return f"GRAPH <http://example.org/protocol-update-dataset-test/> {{ <{DATA}{n}.rdf> a ?type }}"


def test_w3c_update_post_form(client: httpx2.Client, address: str) -> None:
    assert client.post(address, data={"update": "CLEAR SILENT GRAPH <http://e/none>"}).is_success


def test_w3c_update_post_direct(client: httpx2.Client, address: str) -> None:
    assert client.post(address, content="CLEAR SILENT GRAPH <http://e/none>", headers=UPDATE).is_success


def test_w3c_update_base_uri(client: httpx2.Client, address: str, holds: Callable[[str], bool]) -> None:
    text = """CLEAR SILENT GRAPH <http://example.org/protocol-base-test/> ;
    INSERT DATA {
        GRAPH <http://example.org/protocol-base-test/> { <http://example.org/s> <http://example.org/p> <test> } }"""
    assert client.post(address, content=text, headers=UPDATE).is_success
    base = "GRAPH <http://example.org/protocol-base-test/> { <http://example.org/s> <http://example.org/p> ?o"
    assert holds(base + ' FILTER(ISIRI(?o) && STR(?o) != "test" && STRENDS(STR(?o), "/test")) }')
    stated = f"BASE <http://example.org/base/> {text}"
    assert client.post(address, content=stated, headers=UPDATE).is_success
    assert holds(base + " FILTER(?o = <http://example.org/base/test>) }")


@pytest.mark.usefixtures("three_graphs")
def test_w3c_update_dataset_default_graph(client: httpx2.Client, address: str, holds: Callable[[str], bool]) -> None:
    form = {"update": INSERT_TYPE % "?s a ?x", "using-graph-uri": f"{DATA}1.rdf"}
    assert client.post(address, data=form).is_success
    assert (holds(typed(1)), holds(typed(2)), holds(typed(3))) == (True, False, False)


@pytest.mark.usefixtures("three_graphs")
def test_w3c_update_dataset_default_graphs(client: httpx2.Client, address: str, holds: Callable[[str], bool]) -> None:
    fields = [("using-graph-uri", f"{DATA}{n}.rdf") for n in (1, 2)]
    assert client.post(address, params=fields, content=INSERT_TYPE % "?s a ?x", headers=UPDATE).is_success
    assert (holds(typed(1)), holds(typed(2)), holds(typed(3))) == (True, True, False)


@pytest.mark.usefixtures("three_graphs")
def test_w3c_update_dataset_named_graphs(client: httpx2.Client, address: str, holds: Callable[[str], bool]) -> None:
    form = {"update": INSERT_TYPE % "GRAPH ?g { ?s a ?x }", "using-named-graph-uri": [f"{DATA}1.rdf", f"{DATA}2.rdf"]}
    assert client.post(address, data=form).is_success
    assert (holds(typed(1)), holds(typed(2)), holds(typed(3))) == (True, True, False)


@pytest.mark.usefixtures("three_graphs")
def test_w3c_update_dataset_full(client: httpx2.Client, address: str, holds: Callable[[str], bool]) -> None:
    form = {
        "update": INSERT_TYPE
        % "GRAPH ?g { ?s a ?x } OPTIONAL { ?default a ?x . FILTER(?default = ?s) } FILTER(!BOUND(?default))",
        "using-graph-uri": f"{DATA}1.rdf",
        "using-named-graph-uri": [f"{DATA}1.rdf", f"{DATA}2.rdf"],
    }
    assert client.post(address, data=form).is_success
    assert (holds(typed(1)), holds(typed(2)), holds(typed(3))) == (False, True, False)


@pytest.mark.parametrize("text", ["USING <http://e/g>", "USING NAMED <http://e/g>"])
@pytest.mark.parametrize("field", ["using-graph-uri", "using-named-graph-uri"])
def test_w3c_bad_update_dataset_conflict(client: httpx2.Client, address: str, text: str, field: str) -> None:
    update = f"INSERT {{ ?s a ?x }} {text} WHERE {{ ?s a ?x }}"
    refused = client.post(address, data={"update": update, field: "http://e/other"})
    assert refused.status_code == 400
    assert "USING" in refused.text
    also = client.post(
        address, data={"update": "WITH <http://e/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", field: "http://e/h"}
    )
    assert also.status_code == 400


@pytest.mark.parametrize(
    ("name", "method", "request_", "statuses"),
    [
        ("multiple_updates", "POST", {"content": "update=CLEAR+NAMED&update=CLEAR+DEFAULT", "headers": FORM}, (400,)),
        ("update_get", "GET", {"params": {"update": "CLEAR ALL"}}, (400, 405)),
        ("update_wrong_media_type", "POST", {"content": "CLEAR NAMED", "headers": PLAIN}, (400, 415)),
        ("update_missing_form_type", "POST", {"content": "update=CLEAR%20NAMED"}, (400, 415)),
        ("update_non_utf8", "POST", {"content": "CLEAR NAMED".encode("utf-16"), "headers": UTF_16}, (400, 415)),
        ("update_non_utf8", "POST", {"content": b"DELETE DATA { <a> <b> '\xff' }", "headers": UPDATE}, (400,)),
        ("update_syntax", "POST", {"data": {"update": "CLEAR XYZ"}}, (400,)),
    ],
)
def test_w3c_bad(
    client: httpx2.Client,
    address: str,
    holds: Callable[[str], bool],
    name: str,
    method: str,
    request_: dict[str, object],
    statuses: tuple[int, ...],
) -> None:
    client.post(
        address, data={"update": "INSERT DATA { GRAPH <http://e/stays> { <http://e/s> <http://e/p> 'stays' } }"}
    )
    answer = client.request(method, address, **request_)  # type: ignore[arg-type]
    assert answer.status_code in statuses, (name, answer.text)
    assert holds("GRAPH <http://e/stays> { <http://e/s> <http://e/p> 'stays' }")


@pytest.mark.parametrize(
    ("request_", "status", "words"),
    [
        ({"params": {"update": "CLEAR ALL"}, "content": "", "headers": UPDATE}, 400, "in the body"),
        ({"content": "query=ASK%7B%7D&update=CLEAR+ALL", "headers": FORM}, 400, "not both"),
        ({"data": {"update": "\nINSERT DATA {\n <http://e/s> <http://e/p> }"}}, 400, "line 3, column"),
        ({"data": {"update": "INSERT DATA { <http://e/s> <http://e/p> nope:x }"}}, 400, "line 1, column"),
        ({"data": {"update": "DROP GRAPH <http://e/never>"}}, 400, "does not exist"),
        ({"data": {"update": "CLEAR ALL", "using-graph-uri": "not an iri"}}, 400, "no IRI"),
        ({"data": {"update": "INSERT { ?a ?b ?c } WHERE " + "{" * 200 + "}" * 200}}, 400, "100 deep"),
        ({"data": {"update": "x" * 10_000_001}}, 413, "10 MB"),
        ({"content": b"#" * 10_000_001, "headers": UPDATE}, 413, "10 MB"),
    ],
)
def test_refusals(client: httpx2.Client, address: str, request_: dict[str, object], status: int, words: str) -> None:
    answer = client.post(address, **request_)  # type: ignore[arg-type]
    assert (answer.status_code, words in answer.text) == (status, True), answer.text


def test_several_operations_are_done_whole_or_not_at_all(
    client: httpx2.Client, address: str, holds: Callable[[str], bool]
) -> None:
    graph = f"http://example.org/{uuid4()}"
    fails = f"INSERT DATA {{ GRAPH <{graph}> {{ <http://e/s> <http://e/p> 1 }} }} ; DROP GRAPH <http://e/never>"
    assert client.post(address, content=fails, headers=UPDATE).status_code == 400
    assert not holds(f"GRAPH <{graph}> {{ ?s ?p ?o }}")
    works = f"""PREFIX e: <http://e/> INSERT DATA {{ GRAPH <{graph}> {{ e:s e:p 1 }} }} ;
    # Each operation may have a prologue of its own.
    PREFIX f: <http://f/> INSERT DATA {{ GRAPH <{graph}> {{ f:s e:p '; PREFIX f: <http://g/>' }} }}"""
    assert client.post(address, content=works, headers=UPDATE).status_code == 204
    assert holds(f"GRAPH <{graph}> {{ <http://e/s> <http://e/p> 1 . <http://f/s> <http://e/p> ?text }}")


def test_the_default_graph_is_no_union(client: httpx2.Client, address: str, holds: Callable[[str], bool]) -> None:
    one = f"http://e/{uuid4()}"
    text = f"INSERT DATA {{ <{one}> <http://e/p> 1 . GRAPH <http://e/g> {{ <{one}> <http://e/p> 2 }} }}"
    assert client.post(address, content=text, headers=UPDATE).status_code == 204
    assert holds(f"<{one}> <http://e/p> 1")
    assert not holds(f"<{one}> <http://e/p> 2")
    assert holds(f"GRAPH <http://e/g> {{ <{one}> <http://e/p> 2 }}")


def test_nobody_updates_without_the_token(address: str) -> None:
    requests: list[dict[str, object]] = [
        {"content": "CLEAR ALL", "headers": UPDATE},
        {"data": {"update": "CLEAR ALL"}},
        {"data": {"query": "ASK {}", "update": "CLEAR ALL"}},
        {"params": {"update": "CLEAR ALL"}},
    ]
    with httpx2.Client() as stranger:
        for request in requests:
            assert stranger.post(address, **request).status_code == 401  # type: ignore[arg-type]
            wrong = {**request, "headers": {**request.get("headers", {}), "authorization": "Bearer no"}}  # type: ignore[dict-item]
            assert stranger.post(address, **wrong).status_code == 403  # type: ignore[arg-type]
        assert stranger.post(address, data={"query": "ASK {}"}).json()["boolean"] is True
        long = stranger.post(address, data={"query": "ASK {} #" + "x" * 300_000})
        assert long.status_code == 413
        preflight = {"origin": "https://evil.example", "access-control-request-headers": "authorization"}
        allowed = stranger.options(address, headers=preflight).headers["access-control-allow-headers"]
        assert "authorization" not in allowed.lower()


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <{there}>",
        "LOAD SILENT <{there}> INTO GRAPH <http://e/g>",
        "CLEAR SILENT GRAPH <http://e/g>; lOaD<{there}>",
        "# LOAD\nLOAD # x\n <{there}>",
        "PREFIX LOAD: <{there}> LOAD LOAD:",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <{there}> { ?s ?p ?o } }",
        "INSERT { ?s ?p ?o } WHERE { SERVICE SILENT <{there}> { ?s ?p ?o } }",
        "INSERT { ?s ?p ?o } WHERE { VALUES ?w { <{there}> } SERVICE ?w { ?s ?p ?o } }",
        "INSERT { ?s ?p ?o } WHERE { ?s ?p ?o.SERVICE <{there}> {} }",
        "INSERT { ?s ?p ?o } WHERE { ?s ?p <http://e/a\\#b> . S\\u0045RVICE <{there}> { ?s ?p ?o } }",
        "PREFIX e: <http://e/> DELETE { ?s ?p ?o } WHERE { ?s ?p e:a\\#b SERVICE <{there}> { ?s ?p ?o } }",
        "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER EXISTS { service<{there}>{ ?s ?p ?o } } }",
        "INSERT { ?s ?p ?o } USING <{there}> WHERE { ?s ?p ?o }",
        "COPY <{there}> TO <http://e/g>",
        "CREATE SILENT GRAPH <{there}>",
    ],
)
def test_no_update_ever_connects(client: httpx2.Client, address: str, update: str) -> None:
    with listening() as heard:
        answer = client.post(address, data={"update": update.replace("{there}", f"http://127.0.0.1:{heard.port}/x")})
        calls = "service" in update.lower() or "load" in update.lower()
        assert answer.status_code in ((400, 403) if calls or "\\u" in update else (204,)), answer.text
        time.sleep(0.2)
    assert heard.callers == []


def test_words_that_only_look_like_calls() -> None:
    store = Store()
    text = """PREFIX load: <http://load/> PREFIX SERVICE: <http://service/>
    INSERT DATA { load:service SERVICE:load "SERVICE <http://x/> { LOAD }" } ; # LOAD <http://x/>
    PREFIX Load: <http://Load/> INSERT { ?service Load:x ?load } WHERE { ?service ?p ?load }"""
    prepared_update(text).run(store)
    assert len(store) == 2


def test_the_dataset_of_a_request_is_written_into_each_operation() -> None:
    text = """PREFIX where: <http://w/>
    DELETE WHERE { GRAPH ?where { ?s where:where "WHERE }" } } ;
    INSERT { ?s ?p "{ WHERE" } WHERE { ?s ?p ?o { SELECT * WHERE { ?s ?p ?o } } } ;
    INSERT DATA { where:a where:b 'USING' }"""
    found = prepared_update(text, None, ["http://g/"], ["http://n/"]).text
    clause = "USING <http://g/> USING NAMED <http://n/> WHERE"
    assert found.count(clause) == 2
    assert f'DELETE  {{ GRAPH ?where {{ ?s where:where "WHERE }}" }} }} {clause} {{ GRAPH ?where' in found
    Store().update(found)
    for wrong in ("http://g/> WHERE {} #", "no iri"):
        with pytest.raises(QueryError, match="no IRI"):
            prepared_update("DELETE WHERE { ?s ?p ?o }", None, [wrong])


def test_what_is_wrong_with_an_update_is_said() -> None:
    with pytest.raises(QuerySyntaxError, match=r"line 2, column 1\d"):
        try:
            Store().update("CLEAR ALL ;\nINSERT DATA {{")
        except SyntaxError as error:
            raise update_error("CLEAR ALL ;\nINSERT DATA {{", error) from error
    with pytest.raises(QueryError, match="twice"):
        prepared_update("PREFIX a: <http://a/> CLEAR ALL ; PREFIX a: <http://b/> CLEAR ALL")
    with pytest.raises(QueryRefusedError):
        prepared_update("LOAD <http://127.0.0.1:9/>")


def test_rdflib_writes(address: str) -> None:
    for given in ({"auth": ("me", TOKEN)}, {"headers": {"Authorization": f"Bearer {TOKEN}"}}):
        store = SPARQLUpdateStore(address, address, context_aware=True, **given)
        graph = Graph(store, identifier=URIRef(f"http://e/{uuid4()}"))
        graph.add((URIRef("http://e/s"), URIRef("http://e/p"), Literal("형식", lang="ko")))
        graph.update("INSERT { ?s <http://e/q> ?o } WHERE { ?s <http://e/p> ?o }")
        assert len(graph) == 2
        graph.remove((None, URIRef("http://e/p"), None))
        assert [str(o) for o in graph.objects()] == ["형식"]


def test_sparqlwrapper_writes(address: str) -> None:
    client = SPARQLWrapper(address)
    client.setHTTPAuth(BASIC)
    client.setCredentials("me", TOKEN)
    client.setMethod(POST)
    client.setQuery("INSERT DATA { <http://e/wrapper> <http://e/p> 1 }")
    client.query()
    client.setQuery("ASK { <http://e/wrapper> <http://e/p> 1 }")
    client.setReturnFormat(JSON)
    assert client.query().convert()["boolean"] is True


def test_a_read_only_server_takes_no_update(server: str) -> None:
    with httpx2.Client(headers={"authorization": f"Bearer {TOKEN}"}) as client:
        assert client.post(f"{server}/sparql", data={"update": "CLEAR ALL"}).status_code == 403
        assert client.post(f"{server}/sparql", content="CLEAR ALL", headers=UPDATE).status_code == 403


def test_pages_show_the_newest_state(client: httpx2.Client, address: str) -> None:
    site = address.removesuffix("/sparql")
    assert client.get(f"{site}/").status_code == 200
    drama = """PREFIX e: <https://w3id.org/drama-kg/graph/x/s/>
    INSERT DATA {
      GRAPH e:1 { <https://w3id.org/drama-kg/id/drama/ferry> a dkg:Drama ; dkg:coverage "full" ;
                  skos:prefLabel "The Ferry at Dawn"@en }
      GRAPH graph:provenance {
        e:1 dkg:revealedAt <https://e/beat> .
        <https://e/beat> dkg:inDrama <https://w3id.org/drama-kg/id/drama/ferry> ; dkg:position 1 } }"""
    before = client.get(f"{site}/health").json()["dramas"]
    assert client.post(address, content=drama, headers=UPDATE).status_code == 204, drama
    copy = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), STR(graph:))) }"
    assert client.post(address, content=copy, headers=UPDATE).status_code == 204
    assert client.get(f"{site}/health").json()["dramas"] == before + 1
    assert "The Ferry at Dawn" in client.get(f"{site}/", headers={"accept-language": "en"}).text


def test_the_state_outlives_the_server_and_snapshots_do_not(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    headers = {"authorization": f"Bearer {TOKEN}"}
    for number in range(3):
        with serving_writable(folder) as site, httpx2.Client(headers=headers, timeout=60) as client:
            assert len(list((folder / "snapshots").iterdir())) == 1
            client.post(f"{site}/sparql", data={"update": f"INSERT DATA {{ <http://e/s> <http://e/p> {number} }}"})
            for _ in range(2):
                count = client.get(f"{site}/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).json()
                assert count["results"]["bindings"][0]["n"]["value"] == str(number + 1)
            assert len(list((folder / "snapshots").iterdir())) == 1
        assert list((folder / "snapshots").iterdir()) == []


RUNAWAY = """INSERT { <http://e/n> <http://e/p> ?n } WHERE {
  SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?q } }"""


def test_a_write_that_does_not_end_is_ended_and_stalls_no_reader(tmp_path: Path) -> None:
    headers = {"authorization": f"Bearer {TOKEN}"}
    limits = WriteLimits(seconds=4)
    with serving_writable(tmp_path / "store", limits) as site, httpx2.Client(headers=headers, timeout=60) as client:
        data = "".join(f"<http://e/{n}> <http://e/p> {n} . " for n in range(400))
        assert client.post(f"{site}/sparql", data={"update": f"INSERT DATA {{ {data} }}"}).status_code == 204
        with ThreadPoolExecutor(1) as pool:
            began = time.monotonic()
            slow = pool.submit(client.post, f"{site}/sparql", data={"update": RUNAWAY})
            time.sleep(0.5)
            with httpx2.Client(timeout=60) as reader:
                answer = reader.get(f"{site}/sparql", params={"query": "ASK { <http://e/7> ?p 7 }"})
                assert answer.json()["boolean"] is True
                assert not slow.done()
            assert slow.result().status_code == 504
            assert time.monotonic() - began < 15
        after = client.post(f"{site}/sparql", data={"update": "INSERT DATA { <http://e/s> <http://e/p> 'after' }"})
        assert after.status_code == 204
        count = client.get(f"{site}/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).json()
        assert count["results"]["bindings"][0]["n"]["value"] == "401"


def test_a_write_that_takes_the_memory_costs_only_itself(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "store", WriteLimits(memory=300 << 20, seconds=60))
    try:
        assert writer.submit(Update("INSERT DATA { <http://e/s> <http://e/p> 1 }", "http://e/")).result().status == 204
        ten = "VALUES ?%s { 0 1 2 3 4 5 6 7 8 9 }"
        numbers = " ".join(ten % name for name in "abcdefg")
        texts = ",".join(f"STR(?{name})" for name in "abcdefg")
        hungry = f"INSERT {{ ?s ?p ?n }} WHERE {{ ?s ?p ?o {numbers} BIND(CONCAT({texts}) AS ?n) }}"
        assert writer.submit(Update(hungry, "http://e/")).result().status == 500
        assert writer.submit(Update("INSERT DATA { <http://e/s> <http://e/p> 2 }", "http://e/")).result().status == 204
        _, store = writer.snapshot()
        assert len(Store.read_only(str(store))) == 2
    finally:
        writer.close()


def test_a_writer_that_is_killed_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    """The kernel's own kill, at many moments of one large update: all of it is there, or nothing."""
    writer = Writer(tmp_path / "store")
    size = 40_000
    data = "".join(f"<http://e/{n}> <http://e/p> {n} . " for n in range(size))
    try:
        whole = 0
        for number, moment in enumerate((0.02, 0.1, 0.3, 0.6, 1.0, 1.5)):
            update = f"INSERT DATA {{ GRAPH <http://e/{number}> {{ {data} }} }}"
            future = writer.submit(Update(update, "http://e/"))
            time.sleep(moment)
            os.kill(writer.process, signal.SIGKILL)
            future.result()
            path = writer.snapshot()[1]
            store = Store.read_only(str(path))
            found = store.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <http://e/{number}> {{ ?s ?p ?o }} }}")
            count = int(next(iter(found))[0].value)  # type: ignore[arg-type, union-attr, call-overload]
            assert count in (0, size)
            whole += count == size
        assert whole < 6
    finally:
        writer.close()


def test_a_folder_is_one_of_ours_and_has_one_writer(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BuildError, match="holds something else"):
        Writer(other)
    assert [path.name for path in other.iterdir()] == ["thesis.txt"]
    writer = Writer(tmp_path / "store")
    try:
        with pytest.raises(BuildError, match="another server uses it"):
            Writer(tmp_path / "store")
        assert writer.snapshot()[1].is_dir()
    finally:
        writer.close()


@pytest.mark.parametrize("token", ["", "short", "with spaces in all of it", "토큰" * 10])
def test_a_token_is_needed_to_start(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_TOKEN", token)
    with pytest.raises(DramaKGError, match="export KG_TOKEN="):
        token_of_environment()


def test_kg_serve_writable(tmp_path: Path, kg_command: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    refused = kg_command("serve", "--writable", str(tmp_path / "store"), KG_TOKEN="")
    assert refused.returncode == 1
    assert "KG_TOKEN" in refused.stderr
    assert not (tmp_path / "store").exists()
    environment = {**os.environ, "KG_TOKEN": TOKEN, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-u", "-m", "kg", "serve", "--port", "0", "--writable", str(tmp_path / "store")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            site = process.stdout.readline().split()[4]
            with httpx2.Client(auth=httpx2.BasicAuth("me", TOKEN), timeout=30) as client:
                update = {"update": "INSERT DATA { <http://e/s> <http://e/p> 1 }"}
                assert client.post(f"{site}sparql", data=update).status_code == 204
                assert client.get(f"{site}sparql", params={"query": "ASK { ?s ?p 1 }"}).json()["boolean"] is True
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
        finally:
            process.kill()


def test_the_commands_of_the_documentation(tmp_path: Path, address: str) -> None:
    page = (ROOT / "docs" / "writing.md").read_text(encoding="utf-8")
    commands = [line for block in re.findall(r"^```sh\n(.*?)^```", page, re.S | re.M) for line in block.splitlines()]
    (tmp_path / "mine.ttl").write_text("<> <http://example.org/p> [] .", encoding="utf-8")
    site = address.removesuffix("/sparql")
    said = []
    for command in (line for line in commands if line.startswith("curl")):
        here = command.replace("http://127.0.0.1:8000", site).replace("curl", "curl -sS --fail-with-body", 1)
        done = subprocess.run(
            ["bash", "-c", here], cwd=tmp_path, env={**os.environ, "KG_TOKEN": TOKEN}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        said.append(done.stdout)
    assert len(said) == 7
    assert said[2].count("<http://example.org/mine> <http://example.org/p> _:") == 2
    assert "이은수" in said[-1]

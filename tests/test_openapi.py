"""The description for programs: whole, valid, true of every answer, and readable as a page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx2
import pytest
from jsonschema import Draft202012Validator
from starlette.routing import Route
from starlette.testclient import TestClient

from kg.graph import KnowledgeGraph
from kg.web.catalogue import catalogue_routes
from kg.web.sparql.processes.worker import LocalRunner
from tests.live import serving
from tests.support import ROOT

# One of each make of questions: a drama, two characters, a text, nothing to fill in.
SOME = "cast|ties-between|who-is-behind-the-name|compare-productions"


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def test_schemathesis_finds_no_fault(graph: KnowledgeGraph, tmp_path: Path) -> None:
    environment = {
        **os.environ, "SCHEMATHESIS_HOOKS": "openapi_hooks", "PYTHONPATH": str(ROOT / "tests"), "NO_COLOR": "1",
    }  # fmt: skip
    with serving(graph) as address:
        httpx2.get(f"{address}/dataset.json", timeout=60)  # the first who asks may wait for the dumps
        done = subprocess.run(
            [
                str(Path(sys.executable).parent / "schemathesis"), "run", f"{address}/openapi.json", "--checks", "all",
                "--max-examples", "8", "--seed", "1", "--phases", "examples,coverage,fuzzing", "--continue-on-failure",
                "--exclude-path-regex", f"^/queries/(?!({SOME})|complete)",
            ],
            capture_output=True, text=True, timeout=500, cwd=tmp_path, env=environment, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    tested = re.search(r"Operations:\s+(\d+) selected", done.stdout)
    assert tested
    assert int(tested[1]) >= 27, done.stdout


def test_every_question_is_described(document: dict[str, Any], graph: KnowledgeGraph) -> None:
    for query in graph.queries().values():
        page, data = (
            document["paths"][f"/queries/{query.id}"]["get"],
            document["paths"][f"/queries/{query.id}.{{form}}"],
        )
        named = [field["name"] for field in page["parameters"]]
        assert named[: len(query.parameters)] == [
            *(parameter.name for parameter in query.parameters if parameter.name != "lang"), "at", "lang",
        ][: len(query.parameters)]  # fmt: skip
        assert query.summary["en"] in page["summary"]
        assert data["get"]["parameters"][0]["name"] == "form"
    identities = [what["operationId"] for methods in document["paths"].values() for what in methods.values()]
    assert len(set(identities)) == len(identities)


def test_every_address_of_the_catalogue_is_described(document: dict[str, Any], graph: KnowledgeGraph) -> None:
    described = {path.replace("{form}", "csv") for path in document["paths"]}
    for route in catalogue_routes(graph, LocalRunner(graph)):
        assert isinstance(route, Route)
        if route.path != "/api":  # a page for people
            assert route.path.replace("{id}", "cast").replace("{form}", "csv") in described


def test_schemas_are_valid_and_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    used = set(re.findall(r"#/components/schemas/(\w+)", str(document)))
    assert used == set(schemas)


@pytest.mark.parametrize(
    ("address", "schema"),
    [
        ("/queries.json", "Queries"),
        ("/queries/complete?type=person&q=kim", "Suggestions"),
        ("/queries/ties-between.json?at=*=end", "Table"),
        ("/drama/soundtrack-2.json?at=end", "Drama"),
        ("/drama/mother.json", "Drama"),
        ("/health", "Health"),
        ("/person/park-hoon.json?at=*=end", "Person"),
        ("/character/soundtrack-1/eunsoo.json?at=3", "Character"),
        ("/path.json?from=park-hyung-sik&to=noh-sang-hyun&through=all", "Path"),
        ("/id/person/park-hyung-sik?at=end", "Thing"),
        ("/graph/soundtrack-1/beats/1", "Graph"),
        ("/sparql/limits", "Limits"),
        ("/sparql/terms.json", "EditorTerms"),
        ("/queries/cast.json?drama=nothing", "Problem"),
        ("/sparql?query=SELECT", "Problem"),
    ],
)
def test_answers_are_what_the_schema_says(
    client: TestClient, document: dict[str, Any], address: str, schema: str
) -> None:
    answer = client.get(address, headers={"accept": "application/json"}).json()
    whole = {"$ref": f"#/components/schemas/{schema}", "components": document["components"]}
    Draft202012Validator(whole).validate(answer)
    spoilt = {**answer, "something else": {"x": 1}}
    assert not Draft202012Validator(whole).is_valid(spoilt)


@pytest.mark.parametrize(
    "address",
    [
        "/drama/soundtrack-1.json",
        "/character/soundtrack-1/eunsoo.json",
        "/person/park-hyung-sik.json",
        "/search.json?q=a",
        "/path.json?from=park-hyung-sik&to=noh-sang-hyun&through=all",
        "/id/person/park-hyung-sik",
        "/id/drama/soundtrack-1",
        "/queries/complete?type=drama&q=s",
    ],
)
def test_how_far_is_read_as_it_is_described(client: TestClient, document: dict[str, Any], address: str) -> None:
    words = ["", "premise", "end", "2", "02", "x", "2x", "-1", "2.5", "END"]
    lists = ["*=end", "soundtrack-1=2", "soundtrack-1=2;soundtrack-2=end", "soundtrack-1=2x", "soundtrack-1=", "=2",
             "soundtrack-1=2;x"]  # fmt: skip
    texts = [*words, *lists]
    path = next(
        path for path in document["paths"]
        if re.fullmatch(re.sub(r"\\{\w+\\}", "[^.]+", re.escape(path)), address.partition("?")[0])
    )  # fmt: skip
    fields = document["paths"][path]["get"]["parameters"]
    pattern = next(field["schema"]["pattern"] for field in fields if field["name"] == "at")
    given = dict(parse_qsl(address.partition("?")[2]))
    accept = {"accept": "application/json"}
    got = {text: client.get(address, params={**given, "at": text}, headers=accept) for text in texts}
    of_no_drama = {"2", "02"} if address == "/id/person/park-hyung-sik" else set()
    assert {text for text, answer in got.items() if answer.status_code == 200} == {
        text for text in texts if re.search(pattern, text)
    } - of_no_drama  # fmt: skip
    assert {answer.status_code for answer in got.values()} == {200, 400}


def test_the_description_as_a_page(client: TestClient, document: dict[str, Any]) -> None:
    for lang in ("en", "ko"):
        page = client.get("/api", params={"lang": lang}).text
        assert '<a href="/openapi.json">' in page
        for path in document["paths"]:
            assert path in page
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=", page) == []


def test_any_site_may_read_it(client: TestClient) -> None:
    answer = client.get("/openapi.json")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.json()["openapi"] == "3.1.0"

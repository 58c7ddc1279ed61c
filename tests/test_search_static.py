"""Search without a server: the same spellings find the same things in the browser's script, and beats stay apart."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.testclient import TestClient

from kg.build import Build
from kg.graph import KnowledgeGraph
from kg.web.app import create_app
from kg.web.assets import offline_search
from kg.web.search import static_addresses
from tests.support import ROOT

TABLE = yaml.safe_load((ROOT / "tests" / "search_spellings.yaml").read_text(encoding="utf-8"))
ASKED = [
    (row["thing"], how, str(text), row.get("at") or [])
    for row in TABLE
    for how in ("first", "among", "not")
    for text in row.get(how, ())
]
# Runs the very scripts of the site, and answers a list of searches, each a text and how far somebody is.
HARNESS = """
const fs = require("node:fs"), vm = require("node:vm");
const [folder, searches] = process.argv.slice(2);
const documentElement = { lang: "en", dataset: { root: "../" } };
globalThis.document = { documentElement, baseURI: "http://site/en/index.html" };
const run = (path) => vm.runInThisContext(fs.readFileSync(`${folder}/${path}`, "utf8"));
globalThis.loadScript = async (address) => run(decodeURI(new URL(address).pathname).slice(1));
run("offline.js");
const asked = JSON.parse(fs.readFileSync(searches, "utf8"));
(async () => {
  const search = await vm.runInThisContext("OfflineSearch").open("../search/names.js");
  const found = [];
  for (const [q, at, most] of asked) {
    const { hits, near } = await search.find({ q, at, most });
    found.push(hits.length ? hits : near);
  }
  process.stdout.write(JSON.stringify(found));
})();
"""

Search = tuple[str, str, int]


def write_site(graph: KnowledgeGraph, folder: Path, addresses: list[str]) -> None:
    """Write the scripts of the search as a static site has them."""
    with TestClient(create_app(graph)) as client:
        for address in (offline_search(), *addresses):
            path = folder / ("offline.js" if address == offline_search() else address.lstrip("/"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(client.get(address).raise_for_status().text, encoding="utf-8")


def find(folder: Path, searches: list[Search]) -> list[list[dict[str, Any]]]:
    """What the scripts find."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node")
    (folder / "harness.cjs").write_text(HARNESS, encoding="utf-8")
    (folder / "searches.json").write_text(json.dumps(searches), encoding="utf-8")
    command = [node, folder / "harness.cjs", folder, folder / "searches.json"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=True)
    found: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def site(graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("site")
    write_site(graph, folder, static_addresses(graph))
    yield folder


def test_every_spelling_finds_in_the_browser_what_it_must(shipped: Build, tmp_path: Path) -> None:
    graph = KnowledgeGraph.of_build(shipped)
    steps = {f"/search/{slug}/{at}.js" for *_, ats in ASKED for slug, _, at in (one.partition("=") for one in ats)}
    write_site(graph, tmp_path, ["/search/names.js", *sorted(step for step in steps if "*" not in step)])
    asked = [one for one in ASKED if not any("*" in at for at in one[3])]
    assert len(asked) >= 300
    found = find(tmp_path, [(text, ";".join(at), 10_000 if how == "not" else 3) for _, how, text, at in asked])
    wrong, other = [], []
    for (thing, how, text, at), hits in zip(asked, found, strict=True):
        named = [f"{hit['kind']}/{hit['path']}" for hit in hits]
        good = {"first": named[:1] == [thing], "among": thing in named, "not": thing not in named}[how]
        if not good:
            wrong.append(f"{text!r} should find {thing} {how} (at {at}), and finds {named[:3]}")
        python = [f"{hit.kind}/{hit.path}" for hit in graph.search(text, seen=at, most=1)]
        if named[:1] != python:
            other.append(f"{text!r} finds {named[:1]}, and in Python {python}")
    assert wrong == []
    assert other == []


def test_hits_are_those_of_the_server(site: Path, graph: KnowledgeGraph) -> None:
    texts = [
        "park hyung",
        "ㅂㅎㅅ",
        "soundtrack",
        "soundtrak 1",
        "eun soo",
        "이은",
        "한소희",
        "friends",
        "첫사랑",
        "qkrgudtlr",
    ]
    found = find(site, [(text, at, 5) for text in texts for at in ("", "soundtrack-1=4")])
    for (text, at), hits in zip(((text, at) for text in texts for at in ([], ["soundtrack-1=4"])), found, strict=True):
        for hit, python in zip(hits, graph.search(text, seen=at, most=5), strict=True):
            same = ("kind", "path", "label", "detail", "matched", "how", "lead")
            assert {key: hit[key] for key in same} == {key: getattr(python, key) for key in same}, (text, at)


def test_an_alias_is_in_the_file_of_the_beat_that_tells_it(site: Path) -> None:
    told = {int(path.stem): "Jennifer" in path.read_text("utf-8") for path in (site / "search/soundtrack-1").iterdir()}
    assert [at for at in sorted(told) if told[at]] == [
        at for at in sorted(told) if at >= min(a for a in told if told[a])
    ]
    assert not told[2]
    ((near, *_),) = find(site, [("xqzwxqzw Hyungsik", "", 5)])
    assert near["path"] == "park-hyung-sik"
    for path in ("names.js", "soundtrack-2/2.js"):
        assert "Jennifer" not in (site / "search" / path).read_text("utf-8")
    last = max(told)
    before, after, gone = find(site, [("Jennifer", at, 5) for at in ("soundtrack-1=3", f"soundtrack-1={last}", "x=2")])
    assert before == gone
    assert [(hit["path"], hit["how"]) for hit in after][:1] == [("soundtrack-1/eunsoo", "alias")]
    assert after[0]["address"] == f"../en/character/soundtrack-1/eunsoo/at={last}/index.html"
    assert find(site, [("Jennifer", "soundtrack-1=end", 5)]) == [after]


def test_the_script_is_small_and_there_is_one_for_every_beat(site: Path, graph: KnowledgeGraph) -> None:
    assert (site / "offline.js").stat().st_size < 32_000
    assert len(static_addresses(graph)) == 1 + sum(row["beats"] - 1 for row in graph.dramas())
    with TestClient(create_app(graph)) as client:
        for path in ("/search/soundtrack-1/1.js", "/search/soundtrack-1/99.js", "/search/nothing/2.js"):
            assert client.get(path).status_code == 404
        box = client.get("/").text
    assert re.search(r'data-offline="/static/offline-[0-9a-f]{12}\.js"', box)
    assert 'data-index="/search/names.js"' in box

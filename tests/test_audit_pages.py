"""No page tells what is told later: it holds for every drama, and a leak by any channel is caught."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from kg.audit import Told
from kg.audit.phrases import Phrases, pieces
from kg.audit.untold import Untold
from kg.build import Build, check_data
from kg.cli import main
from kg.graph import KnowledgeGraph
from kg.ontology import Ontology
from kg.reason import close
from kg.store import EmbeddedStore
from kg.vocab import thing
from kg.web.audit import Visited, audit_pages, search_pages
from kg.web.inprocess import Site
from kg.web.words import every_word
from tests.support import ROOT

Leak = Callable[[KnowledgeGraph, Request], Response]
TINY = thing("drama", "tiny").value
DRAMAS = sorted(path.stem for path in (ROOT / "data" / "dramas").glob("*.yaml"))
SOUNDTRACK_BEATS = 7
DRAWN = random.Random(6).sample([slug for slug in DRAMAS if not slug.startswith("soundtrack")], 3)


@pytest.fixture(scope="module")
def everything(shipped: Build) -> KnowledgeGraph:
    return KnowledgeGraph.of_build(shipped)


@pytest.fixture(scope="module")
def untold(everything: KnowledgeGraph) -> Untold:
    return Untold(Told(everything.store.told()), every_word())


@pytest.fixture(scope="module")
def site(everything: KnowledgeGraph) -> Iterator[Site]:
    with Site(everything) as opened:
        yield opened


@pytest.mark.parametrize("slug", DRAMAS)
def test_no_page_of_a_drama_says_what_is_told_later(
    everything: KnowledgeGraph, untold: Untold, site: Site, slug: str
) -> None:
    last = everything.drama(slug).last
    assert last > 1
    for beat in range(1, last):
        visited = search_pages(site, untold, slug, beat, most=1)
        assert [str(finding) for finding in visited.findings] == []
        assert visited.pages > 20
        assert visited.phrases > 0


def test_every_drama_that_is_told_in_steps_is_read(everything: KnowledgeGraph) -> None:
    assert {row["slug"] for row in everything.dramas() if row["beats"] > 1} == set(DRAMAS)


@pytest.mark.parametrize("beat", range(1, SOUNDTRACK_BEATS))
def test_no_page_of_the_soundtracks_depends_on_what_is_told_later(graph: KnowledgeGraph, beat: int) -> None:
    wanted = {row["slug"] for row in graph.dramas() if row["beats"] > beat}
    assert wanted
    _passes(audit_pages(graph, beats=[beat], most=1), wanted)


def test_no_page_of_dramas_that_are_drawn_depends_on_what_is_told_later(everything: KnowledgeGraph) -> None:
    _passes(audit_pages(everything, dramas=DRAWN, beats=[2], most=1), set(DRAWN))


def _passes(visited: Iterable[Visited], dramas: set[str]) -> None:
    read = list(visited)
    assert [str(finding) for one in read for finding in one.findings] == []
    assert {one.drama for one in read} == dramas | {"all dramas", "exports"}
    assert all(one.pages > 20 for one in read if one.drama != "exports")
    assert all(one.phrases for one in read if one.drama in dramas)


def test_the_soundtracks_have_no_more_beats_than_are_compared(graph: KnowledgeGraph) -> None:
    assert max(row["beats"] for row in graph.dramas()) == SOUNDTRACK_BEATS


# What follows is about a drama of three people, to whose site a page with a leak is added.


@pytest.fixture(scope="module")
def tiny_graph(ontology: Ontology) -> KnowledgeGraph:
    told = check_data(ROOT / "tests" / "tiny", ontology)[1]
    whole = [*told, *close(told, ontology, verify=False), *ontology.quads()]
    return KnowledgeGraph(EmbeddedStore.of(whole), ontology)


def _values(graph: KnowledgeGraph, query: str) -> list[str]:
    return [str(row["v"]) for row in graph.query(query)]  # type: ignore[union-attr]


_COUNT = "SELECT (COUNT(*) AS ?v) { GRAPH ?g { ?s ?p ?o } }"
_THEME = "SELECT ?v { ?drama dkg:hasTheme ?v } ORDER BY ?v"
_PAIRS = "SELECT ?v { ?v a dkg:Relationship } ORDER BY ?v"


def _title(graph: KnowledgeGraph, request: Request) -> Response:
    titles = "SELECT ?v { ?d a dkg:Drama ; skos:prefLabel|skos:altLabel ?v } ORDER BY ?v"
    return HTMLResponse(f"<title>{' / '.join(_values(graph, titles))}</title>")


def _in_json(graph: KnowledgeGraph, request: Request) -> Response:
    return JSONResponse({"characters": _values(graph, "SELECT ?v { ?v a dkg:Character } ORDER BY ?v")})


def _escaped(graph: KnowledgeGraph, request: Request) -> Response:
    """Hidden in a script of the page, where each letter is an escape."""
    names = "SELECT ?v { ?c a dkg:Character ; skos:prefLabel ?v } ORDER BY ?v"
    text = "".join(f"\\u{ord(char):04x}" for char in ", ".join(_values(graph, names)))
    return HTMLResponse(f'<script type="application/json">"{text}"</script>')


def _search(graph: KnowledgeGraph, request: Request) -> Response:
    asked = request.query_params.get("q", "").casefold()
    labels = "SELECT ?v { ?thing skos:prefLabel|skos:altLabel ?v } ORDER BY ?v"
    return JSONResponse({"found": sum(asked in name.casefold() for name in _values(graph, labels)) if asked else 0})


def _a_count(graph: KnowledgeGraph, request: Request) -> Response:
    return HTMLResponse(f"<p>{_values(graph, _COUNT)[0]} statements</p>")


def _a_theme(graph: KnowledgeGraph, request: Request) -> Response:
    return HTMLResponse("".join(f"<i>{theme}</i>" for theme in _values(graph, _THEME)))


def _a_position(graph: KnowledgeGraph, request: Request) -> Response:
    """Where the chart puts somebody depends on how many pairs there are in the end."""
    return JSONResponse({"x": 10 * len(_values(graph, _PAIRS)), "y": 4})


def _a_reason(graph: KnowledgeGraph, request: Request) -> Response:
    kinds = "SELECT DISTINCT ?v { ?phase a ?type . ?type rdfs:subClassOf dkg:Relationship ; rdfs:label ?v } ORDER BY ?v"
    return HTMLResponse(f"<p>Alike: both have {len(_values(graph, kinds))} kinds of ties</p>")


def _a_status(graph: KnowledgeGraph, request: Request) -> Response:
    """Says of what is hidden that it may not be seen, and of what is nowhere that it is nowhere."""
    known = _values(graph, f"SELECT ?v {{ BIND(EXISTS {{ <{TINY}/character/stranger> ?p ?o }} AS ?v) }}")
    return HTMLResponse("no", status_code=403 if known == ["True"] else 404)


def _a_header(graph: KnowledgeGraph, request: Request) -> Response:
    return HTMLResponse("nothing here", headers={"x-known": _values(graph, _COUNT)[0]})


def _leaking(leak: Leak, path: str, graph: KnowledgeGraph) -> Site:
    return Site(graph, [Route(path, lambda request: leak(graph, request))])


LEAKS = [
    (_title, "/drama/tiny"),
    (_in_json, "/drama/tiny.json"),
    (_escaped, "/drama/tiny"),
    (_search, "/search.json"),
    (_a_count, "/drama/tiny"),
    (_a_theme, "/themes"),
    (_a_position, "/drama/tiny.json"),
    (_a_reason, "/drama/tiny"),
    (_a_status, "/character/tiny/{slug}"),
    (_a_header, "/drama/tiny"),
]


@pytest.mark.parametrize(("leak", "path"), LEAKS, ids=[leak.__name__.strip("_") for leak, _ in LEAKS])
def test_a_leak_is_caught_and_named(tiny_graph: KnowledgeGraph, leak: Leak, path: str) -> None:
    visited = audit_pages(tiny_graph, beats=[1], most=1, site_of=partial(_leaking, leak, path))
    found = {finding.problem for one in visited for finding in one.findings}
    assert found
    assert all(problem.startswith(path.split("{", maxsplit=1)[0]) for problem in found)


def test_a_site_without_a_leak_passes(tiny_graph: KnowledgeGraph) -> None:
    visited = list(audit_pages(tiny_graph, most=1))
    assert [str(finding) for one in visited for finding in one.findings] == []
    assert {(one.drama, one.beat) for one in visited} == {
        (name, beat) for name in ("tiny", "all dramas", "exports") for beat in (1, 2)
    }


def test_a_phrase_that_does_not_come_from_the_store_is_caught_too(tiny_graph: KnowledgeGraph) -> None:
    """A file that was kept from a build of everything is the same in every world: only its words betray it."""

    def kept(_: KnowledgeGraph, request: Request) -> Response:
        return HTMLResponse("<p>She meets <b>The</b> <mark>Str</mark>anger.</p><p>The Tiny&nbsp;One</p>")

    visited = list(audit_pages(tiny_graph, beats=[1], most=1, site_of=partial(_leaking, kept, "/drama/tiny")))
    found = {finding.statement: finding.problem for one in visited for finding in one.findings}
    assert found["the tiny one"].endswith("holds what is told later")
    assert "the stranger" in found


def test_what_is_told_later_is_known_word_by_word(tiny_graph: KnowledgeGraph) -> None:
    untold = Untold(Told(tiny_graph.store.told()), ["The office"])
    first = untold.phrases([TINY], 1)
    assert {"the stranger", "낯선 사람", "the tiny one", "ann finds a letter", "baker", "제빵사"} <= first.keys()
    assert first["baker"] == "dkg:occupation"
    assert not {"ann", "the office", "tiny", "sunshine"} & first.keys()
    assert "baker" not in untold.phrases([TINY], 2)
    assert f"{TINY}/character/stranger" in untold.things([TINY], 1)
    assert untold.titles(TINY, 1) == ["The Tiny One"]
    assert untold.phrases([TINY], 3) == {}


def test_a_person_whose_parts_are_all_told_later_is_untold(graph: KnowledgeGraph) -> None:
    untold, drama = Untold(Told(graph.store.told())), thing("drama", "soundtrack-1").value
    late = {"lee jung-eun", "이정은"}
    first = next(beat for beat in range(1, SOUNDTRACK_BEATS) if not late & untold.phrases([drama], beat).keys())
    assert first > 1
    assert late <= untold.phrases([drama], first - 1).keys()
    assert not {"park hyung-sik", "박형식"} & untold.phrases([drama], 1).keys()


def test_phrases_are_found_as_whole_words_and_before_korean_particles() -> None:
    looked_for = Phrases(["Ann", "은수", "a bc", "12", "Do", "the end"])
    assert looked_for.found_in("anne annie hann") == []
    assert looked_for.found_in("ann's, 은수에게 the ending") == ["ann", "은수"]
    assert looked_for.found_in("12 do a bc the end.") == ["a bc", "the end"]


def test_what_a_page_says_is_read_through_its_escapes() -> None:
    assert {"은수", "kim & lee"} <= set(pieces('<a title="%EC%9D%80%EC%88%98">Kim &amp;\n  Lee</a>'.replace("\n ", "")))
    assert "han sunwoo" in set(pieces('{"name":"\\u0048an\\u0020<mark>Sun</mark>woo"}'))


def test_the_verb_tells_what_it_read(tmp_path: Path) -> None:
    of_tiny = ["--data", str(ROOT / "tests" / "tiny"), "--builds", str(tmp_path)]
    result = CliRunner().invoke(main, ["audit", "pages", "tiny", "--at", "2", "--most", "1", "-f", "json", *of_tiny])
    assert result.exit_code == 0, result.stderr
    rows = json.loads(result.stdout)["results"]["bindings"]
    assert [row["drama"]["value"] for row in rows] == ["tiny", "all dramas", "exports"]
    assert all(row["findings"]["value"] == "0" and int(row["pages"]["value"]) for row in rows)
    assert "nothing leaks" in result.stderr

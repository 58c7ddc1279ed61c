"""Search: what each spelling finds in all the data, and that nothing is found which has not been told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
import yaml
from click.testing import CliRunner

from kg.audit import Reach, Told
from kg.audit.worlds import other_worlds
from kg.build import Build
from kg.cli import main
from kg.graph import KnowledgeGraph
from kg.search import HOW, Hit
from kg.search.told import kind_of
from kg.store import EmbeddedStore
from kg.vocab import ID_BASE, thing
from tests.support import ROOT

TABLE = yaml.safe_load((ROOT / "tests" / "search_spellings.yaml").read_text(encoding="utf-8"))
FIRST = 3
ALL = 10_000


def things(graph: KnowledgeGraph, text: str, at: list[str] | None, most: int = ALL) -> list[str]:
    return [f"{hit.kind}/{hit.path}" for hit in graph.search(text, seen=at, most=most)]


def wrong(graph: KnowledgeGraph) -> Iterator[str]:
    for row in TABLE:
        for how in ("first", "among", "not"):
            for text in map(str, row.get(how, ())):
                found = things(graph, text, row.get("at"), FIRST if how != "not" else ALL)
                good = {"first": found[:1] == [row["thing"]], "among": row["thing"] in found,
                        "not": row["thing"] not in found}[how]  # fmt: skip
                if not good:
                    yield f"{text!r} should find {row['thing']} {how} (at {row.get('at')}), and finds {found[:3]}"


def test_every_spelling_finds_what_it_must(shipped: Build) -> None:
    assert sum(len(row.get(how, ())) for row in TABLE for how in ("first", "among", "not")) >= 300
    assert list(wrong(KnowledgeGraph.of_build(shipped))) == []


VIEWPOINTS = [{}, {"soundtrack-1": 4, "soundtrack-2": 3}]


@pytest.mark.parametrize("positions", VIEWPOINTS, ids=str)
def test_what_is_told_later_changes_nothing(graph: KnowledgeGraph, positions: dict[str, int]) -> None:
    """No answer tells apart worlds in which what is hidden is missing, is something else, or is much more."""
    told = Told(graph.store.told())
    reach = Reach({thing("drama", slug).value: at for slug, at in positions.items()}, 1)
    seen = [f"{slug}={at}" for slug, at in positions.items()]
    names = {name.text for name in graph.names().all_names() if kind_of(name.iri) in ("drama", "character", "person")}
    texts = sorted(names | {"Jenifer", "제니ㅍ", "ㅈㄴㅍ", "wpslvj", "a", "이", "ㅎ", "photo"})
    answers = {text: graph.search(text, seen=seen, most=50) for text in texts}
    assert sum(map(bool, answers.values())) > len(texts) / 2 > 50
    for world, quads in other_worlds(told, reach):
        other = KnowledgeGraph(EmbeddedStore.of(quads), graph.ontology)
        for text, hits in answers.items():
            assert other.search(text, seen=seen, most=50) == hits, (world, text)


def test_a_view_tells_what_it_may_and_the_whole_graph_the_premise(graph: KnowledgeGraph) -> None:
    early, late = ["soundtrack-1=3"], ["soundtrack-1=4"]
    assert things(graph.at_texts(late), "Jennifer", None) == ["character/soundtrack-1/eunsoo"]
    assert things(graph, "Jennifer", late) == ["character/soundtrack-1/eunsoo"]
    for nothing in (things(graph, "Jennifer", None), things(graph, "Jennifer", early),
                    things(graph.at_texts(early), "Jennifer", None)):  # fmt: skip
        assert nothing == []


def test_a_hit_says_what_matched_why_and_which_one_it_is(graph: KnowledgeGraph) -> None:
    (hit,) = graph.search("jenifer", kind="character", seen=["soundtrack-1=4"])
    assert (hit.matched, hit.label, hit.lead) == ("Jennifer", {"en": "Lee Eun Soo", "ko": "이은수"}, True)
    assert hit.detail == {"en": "Soundtrack #1 · Han So Hee", "ko": "사운드트랙#1 · 한소희"}
    (alias,) = graph.search("제니퍼", kind="character", seen=["soundtrack-1=4"])
    assert (alias.matched, alias.how) == ("제니퍼", "alias")
    found = graph.search("soundtrack", seen=["*=end"])
    assert list(found.by_kind()) == list(dict.fromkeys(hit.kind for hit in found))
    assert [hit for hits in found.by_kind().values() for hit in hits if hit.how not in HOW] == []
    assert [hit.order for hit in found] == sorted(hit.order for hit in found)
    with pytest.raises(ValueError, match="no kind"):
        graph.search("x", kind="actor")


HOSTILE = [
    "", " ", "!?", "\0", "ㅂ" * 5000, "박형식" * 4000, "a " * 5000, "(" * 10_000, "\u202e", "ㅏㅏㅏ", "ᄀ",
    "é" * 10_000, "𝕻𝖆𝖗𝖐", "\ud800", "1" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_somebody_types_is_answered(graph: KnowledgeGraph, text: str) -> None:
    found = graph.search(text)
    graph.names().complete("person", text)
    assert not found or any(char.isalnum() for char in text)


def test_the_names_for_a_browser_are_those_that_may_be_known_and_no_more(graph: KnowledgeGraph) -> None:
    premise, step, whole = (
        json.dumps(graph.names(seen).entries(drama), ensure_ascii=False)
        for seen, drama in (([], None), (["soundtrack-1=4"], f"{ID_BASE}drama/soundtrack-1"), (["*=end"], None))
    )
    assert "Jennifer" not in premise
    assert "Jennifer" in step
    assert "soundtrack-2" not in step
    assert "Jennifer" in whole
    entries = graph.names([]).entries()
    found = {f"{entry.kind}/{entry.path}" for entry in entries}
    kinds = {entry.kind for entry in entries}
    assert found == {f"{hit.kind}/{hit.path}" for kind in kinds for hit in _all(graph, kind)}


def _all(graph: KnowledgeGraph, kind: str) -> list[Hit]:
    texts = [name.text for name in graph.names([]).all_names() if kind_of(name.iri) == kind]
    return [hit for text in texts for hit in graph.search(text, kind=kind, most=5)]


def test_the_command_says_what_matched_and_why(built: Build) -> None:
    run = CliRunner()
    table = run.invoke(main, ["search", "ㅂㅎㅅ", "--kind", "person", "--lang", "ko", "--format", "table"])
    assert re.search(r"person +박형식 .* 박형식 +choseong +lead +park-hyung-sik", table.stdout)
    rows = run.invoke(main, ["search", "Jennifer", "--at", "soundtrack-1=4", "--format", "csv"]).stdout.splitlines()
    assert rows[1].startswith("character,Lee Eun Soo,Soundtrack #1 · Han So Hee,Jennifer,alias,lead,")
    assert run.invoke(main, ["search", "Jennifer", "--format", "json"]).stdout == "[]\n"
    assert run.invoke(main, ["search", "x", "--at", "nothing=2"]).exit_code == 1

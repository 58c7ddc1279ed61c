"""``python -m benchmarks.searching``: how long a search takes, beside what one would use instead.

Names are made up, in hangul and in romanisations that are mixed as in life. Every query is asked in one process, one
way after the other in turns: our search, rapidfuzz over all names, and a SPARQL FILTER(CONTAINS(...)) over the store.
These two find far less (no first consonants, no romanisation; the filter no typing error), and know of no spoilers.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

import click
from pyoxigraph import Literal

from benchmarks.machine import describe, peak_mib, used_mib
from benchmarks.naming import named_collection
from benchmarks.spread import show
from kg.graph import KnowledgeGraph
from kg.load.quads import to_statements
from kg.names import choseong, jamo, keys_as_latin
from kg.ontology import load_ontology
from kg.paths import build_dir
from kg.store import EmbeddedStore

__all__ = ["KINDS", "main"]

KINDS = ("one letter", "beginning", "whole name", "given name first", "hangul", "half typed", "first consonants",
         "other romanisation", "typing error", "other layout", "nothing", "hostile")  # fmt: skip
_CONTAINS = """
SELECT DISTINCT ?thing ?label WHERE {
  ?thing skos:prefLabel|skos:altLabel ?label FILTER(CONTAINS(LCASE(STR(?label)), LCASE(?text)))
} LIMIT 20
"""
_COMPARED = 3  # queries of each kind that the others are asked too: they are slow
_HOSTILE = (
    "a " * 5000,
    "이" * 10_000,
    "ㅂ" * 10_000,
    "(.*)*" * 2000,
    "x" * 10_000,
    "park hyung sik " * 700,
    "é" * 5000,
)


class Took(NamedTuple):
    """Milliseconds by the clock, and of a processor."""

    clock: float
    processor: float


@dataclass(frozen=True, slots=True)
class Measured:
    """How long the queries of a kind took in one way: milliseconds that half and 99 of 100 took at most.

    ``processor`` is the same as ``p99``, of the time that a processor worked on it: other programs do not count in it.
    """

    kind: str
    way: str
    p50: float
    p99: float
    most: float
    processor: float
    queries: int


def _queries(names: list[tuple[str, str]], count: int) -> Iterator[tuple[str, str]]:
    """Yield kinds and texts, made from names in Latin letters and hangul."""
    rng = random.Random(2)
    for _ in range(count):
        latin, hangul = rng.choice(names)
        family, *given = latin.split()
        yield "one letter", rng.choice("aeghijklmnoprstuwy이김박ㄱㅅㅇ")
        yield "beginning", latin[: rng.randint(2, len(latin) - 1)]
        yield "whole name", latin
        yield "given name first", " ".join((*given, family))
        yield "hangul", hangul
        yield "half typed", hangul[:-1] + chr(ord(hangul[-1]) - (ord(hangul[-1]) - 0xAC00) % 28)
        yield "first consonants", choseong(hangul)[: rng.randint(1, 3)]
        yield (
            "other romanisation",
            latin.replace("oo", "u").replace("Park", "Bak").replace("Lee", "Rhee").replace("-", ""),
        )
        place = rng.randrange(1, len(latin) - 1)
        yield "typing error", latin[:place] + latin[place + 1] + latin[place] + latin[place + 2 :]
        yield "other layout", keys_as_latin(jamo(hangul))
        yield "nothing", "".join(rng.choice("qxzvjw") for _ in range(12))
        yield "hostile", rng.choice(_HOSTILE)


def _timed(ask: Callable[[str], object], text: str) -> Took:
    start, worked = time.perf_counter(), time.process_time()
    ask(text)
    return Took((time.perf_counter() - start) * 1e3, (time.process_time() - worked) * 1e3)


def _measured(kind: str, way: str, took: list[Took]) -> Measured:
    clock, processor = ([one[place] for one in took] for place in (0, 1))
    parts = _percent(clock, 50), _percent(clock, 99), max(clock), _percent(processor, 99)
    return Measured(kind, way, *(round(part, 3) for part in parts), len(took))


def _percent(took: list[float], percent: int) -> float:
    return quantiles(took, n=100, method="inclusive")[percent - 1]


def _others(graph: KnowledgeGraph, names: list[str]) -> dict[str, Callable[[str], object]]:
    """Return what one would use instead, as far as it is installed."""
    found: dict[str, Callable[[str], object]] = {
        "SPARQL CONTAINS": lambda text: list(graph.store.query(_CONTAINS, bindings={"text": Literal(text)}))
    }
    try:
        from rapidfuzz import fuzz, process, utils
    except ImportError:
        click.echo("rapidfuzz is not installed and left out: pip install rapidfuzz", err=True)
        return found
    processed = [utils.default_process(name) for name in names]
    found["rapidfuzz"] = lambda text: process.extract(
        text, processed, scorer=fuzz.WRatio, processor=utils.default_process, limit=20
    )
    return found


def _report(found: list[Measured], made: dict[str, float]) -> str:
    ways = list(dict.fromkeys(one.way for one in found))
    lines = [
        "# How long a search takes\n",
        f"{made['names']:,.0f} names of {made['things']:,.0f} things. Milliseconds: half and 99 of 100 took at most, "
        "the most, and what 99 of 100 took of a processor at most.\n",
        "| queries | " + " | ".join(f"{way}: p50 | p99 | most | p99 of a processor" for way in ways) + " | "
        + " | ".join(f"{way} takes" for way in ways[1:]) + " |",
        "|---|" + "---|" * (5 * len(ways) - 1),
    ]  # fmt: skip
    for kind in KINDS:
        rows = {one.way: one for one in found if one.kind == kind}
        ours = rows[ways[0]]
        cells = [f"{rows[way].p50} | {rows[way].p99} | {rows[way].most} | {rows[way].processor}" for way in ways]
        ratios = [f"{rows[way].p50 / ours.p50:.1f} times as long" for way in ways[1:]]
        lines.append(f"| {kind} | " + " | ".join((*cells, *ratios)) + " |")
    lines += ["", *(f"- {name}: {show([value])}" for name, value in made.items())]
    return "\n".join(lines)


def _graph(names: int) -> KnowledgeGraph:
    ontology = load_ontology()
    return KnowledgeGraph(EmbeddedStore.of(to_statements(named_collection(names)).quads, ontology.quads()), ontology)


def _made(graph: KnowledgeGraph) -> dict[str, float]:
    """Make the index, and that of other viewpoints; return what that took."""
    before = used_mib()
    made = {"seconds of the names": _timed(lambda _: graph.names().all_names(), "").clock / 1e3}
    made["seconds of the index, with the first answer"] = _timed(graph.search, "zzxq wvv").clock / 1e3
    graph.search("ㅂㅎ")
    made["MiB of names and index"] = used_mib() - before
    took = [_timed(lambda text: graph.search("a", seen=[f"drama-{text}=2"]), str(number)).clock for number in range(10)]
    made["milliseconds of the first answer from another viewpoint"] = median(took)
    return made


@click.command(help="Search made-up names, by our search and by what one would use instead.")
@click.option("--names", default=50_000, show_default=True, type=click.IntRange(100, 1_000_000), help="So many.")
@click.option("--queries", default=200, show_default=True, type=click.IntRange(2, 10_000), help="Of each kind.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for what is found.  [.kg/bench]")
def main(names: int, queries: int, out: Path | None) -> None:
    """Measure, print a report, and write it as Markdown and JSON."""
    folder = out or build_dir() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    graph = _graph(names)
    made = _made(graph)
    told = graph.names().all_names()
    people = {name.iri: name.text for name in told if "/person/" in name.iri and name.lang == "en"}
    pairs = [(people[name.iri], name.text) for name in told if name.iri in people and name.lang == "ko"]
    made = {"names": len(told), "things": len({name.iri for name in told}), **made}
    others = _others(graph, [name.text for name in told])
    took: dict[tuple[str, str], list[Took]] = {}
    for number, (kind, text) in enumerate(_queries(pairs, queries)):
        took.setdefault((kind, "kg search"), []).append(_timed(graph.search, text))
        if number < _COMPARED * len(KINDS):
            for way, ask in others.items():
                took.setdefault((kind, way), []).append(_timed(ask, text))
    found = [_measured(kind, way, times) for (kind, way), times in took.items()]
    for place, words in enumerate(("by the clock", "of a processor")):
        whole = [one[place] for (_, way), times in took.items() if way == "kg search" for one in times]
        for percent in (50, 99):
            made[f"p{percent} of all queries, milliseconds {words}"] = _percent(whole, percent)
    made["MiB of the process at most"] = peak_mib()
    report = _report(found, made)
    (folder / "searching.md").write_text(report + "\n", encoding="utf-8")
    records = {"machine": describe(), "made": made, "measured": [asdict(one) for one in found]}
    (folder / "searching.json").write_text(json.dumps(records, indent=1), encoding="utf-8")
    click.echo(report)


if __name__ == "__main__":
    main()

"""Measurements as tables in Markdown."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.engines import ASKERS, LOADERS, MEASURERS, OURS, PROJECTORS, REASONERS, TABLERS, Engine
from benchmarks.projecting import NETWORKS
from benchmarks.records import Records
from benchmarks.spread import ratio, show, show_seconds

__all__ = ["Table", "agreement", "all_tables", "geometric_mean", "work_seconds"]

_CATALOGUE = "catalogue: "


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a title, and a note on how to read it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def markdown(self) -> str:
        """Return the table as Markdown."""
        lines = [f"## {self.title}", "", *([self.note, ""] if self.note else [])]
        for row in (self.columns, ("---",) * len(self.columns), *self.rows):
            lines.append(f"| {' | '.join(row)} |")
        return "\n".join(lines) + "\n"


def all_tables(records: Records) -> list[Table]:
    """Return the table of each part that was measured."""
    made = (_samples, _loads, _table_loads, _closures, _questions, _projections, _measures, _cliques)
    return [table for make in made if (table := make(records)).rows]


def _samples(records: Records) -> Table:
    rows = []
    for size in records.sizes("sample"):
        for record in records.of("sample", size, OURS):
            values = record.values
            rate = values["quads"] / values["seconds"]
            rows.append((
                f"{size:,}", f"{values['dramas']:,}", f"{values['triples']:,}", f"{values['quads']:,}", f"{rate:,.0f}",
            ))  # fmt: skip
    columns = ("asked for", "dramas", "triples", "with graphs", "model to quads, each second")
    return Table("Samples", columns, tuple(rows))


def _gap(records: Records, part: str, size: int, engine: Engine, columns: int) -> list[tuple[str, ...]]:
    """Return a row that says why an engine was not measured; none where nobody asked for it."""
    trouble = records.trouble(part, size, engine.name)
    return [(f"{size:,}", engine.label, trouble, *[""] * (columns - 3))] if trouble else []


def _loads(records: Records) -> Table:
    columns = (
        "triples",
        "engine",
        "time",
        "times pyoxigraph in memory",
        "processor",
        "peak MiB",
        "bytes a triple on disk",
    )
    rows: list[tuple[str, ...]] = []
    for size in records.sizes("load"):
        base = records.values("load", size, "pyoxigraph", "seconds")
        triples = records.values("sample", size, OURS, "triples")[0]
        for engine in LOADERS:
            times = records.values("load", size, engine.name, "seconds")
            if not times:
                rows += _gap(records, "load", size, engine, len(columns))
                continue
            peaks = records.values("load", size, engine.name, "mib")
            on_disk = records.values("load", size, engine.name, "bytes")[0] / triples
            cpu = show_seconds(records.values("load", size, engine.name, "cpu"))
            rows.append((
                f"{size:,}", engine.label, show_seconds(times), show(ratio(times, base)), cpu, f"{max(peaks):,}",
                f"{on_disk:.0f}" if on_disk else "",
            ))  # fmt: skip
    return Table("Load", columns, tuple(rows), "From a file in N-Triples (the store: N-Quads, and each triple twice).")


def _table_loads(records: Records) -> Table:
    columns = (
        "statements", "engine", "credits", "time", "processor", "times Drama KG", "credits a second of processor",
        "peak MiB", "of these before", "answers",
    )  # fmt: skip
    rows: list[tuple[str, ...]] = []
    for size in records.sizes("tables"):
        ours, reference = (records.values("tables", size, OURS, name) for name in ("cpu", "hash"))
        for engine in TABLERS:
            found = records.of("tables", size, engine.name)
            if not found:
                rows += _gap(records, "tables", size, engine, len(columns))
                continue
            times, cpu, peaks = (
                records.values("tables", size, engine.name, name) for name in ("seconds", "cpu", "mib")
            )
            one = found[0].values
            same = "identical" if reference and reference[0] == one["hash"] else "differ"
            rows.append((
                f"{size:,}", engine.label, f"{one['rows']:,}", show_seconds(times), show_seconds(cpu),
                show(ratio(cpu, ours)), f"{one['rows'] / statistics.median(cpu):,.0f}", f"{max(peaks):,}",
                f"{one['mib_before']:,}", same,
            ))  # fmt: skip
    note = "A table of credits to a file of statements: ours says of each its source and its beat as well."
    return Table("Tables", columns, tuple(rows), note)


def _closures(records: Records) -> Table:
    columns = (
        "triples", "engine", "ontology", "load and close", "times Drama KG", "processor", "times Drama KG", "all",
        "times Drama KG", "peak MiB", "inferred", "answers",
    )  # fmt: skip
    rows: list[tuple[str, ...]] = []
    for size in records.sizes("closure"):
        ours = work_seconds(records, size, OURS)
        all_ours, cpu_ours = (records.values("closure", size, OURS, name) for name in ("total", "cpu"))
        for engine in REASONERS:
            totals = records.values("closure", size, engine.name, "total")
            if not totals:
                rows += _gap(records, "closure", size, engine, len(columns))
                continue
            ontology = records.values("closure", size, engine.name, "ontology")
            work, cpu = work_seconds(records, size, engine.name), records.values("closure", size, engine.name, "cpu")
            rows.append((
                f"{size:,}", engine.label, show_seconds(ontology) if max(ontology) > 0.001 else "given",
                show_seconds(work), show(ratio(work, ours)), show_seconds(cpu), show(ratio(cpu, cpu_ours)),
                show_seconds(totals), show(ratio(totals, all_ours)),
                f"{max(records.values('closure', size, engine.name, 'mib')):,}",
                f"{records.values('closure', size, engine.name, 'inferred')[0]:,}",
                agreement(records, size, engine.name),
            ))  # fmt: skip
    note = (
        "From N-Triples and the ontology to everything that follows and to every contradiction, in a new process each\n"
        "time. `ontology`: ours closes and compiles it anew, as the first build does (later ones find the rules on\n"
        "disk); engines that run our compiled rules are given them; Nemo parses them. `processor` is what all threads\n"
        "took of it for `load and close`. `answers` compares statements about things."
    )
    return Table("Closure", columns, tuple(rows), note)


def work_seconds(records: Records, size: int, engine: str) -> list[float]:
    """Return the seconds from file to closure, what is done for the ontology left out."""
    loads, closes = (records.values("closure", size, engine, name) for name in ("load", "close"))
    return [load + close for load, close in zip(loads, closes, strict=True)]


def agreement(records: Records, size: int, engine: str) -> str:
    """Return how what an engine inferred differs from what ours did."""
    lacks, beyond = (records.values("closure", size, engine, name) for name in ("lacks", "beyond"))
    if engine == OURS:
        return "reference"
    if not lacks or not beyond:
        return "not compared"
    parts = [f"{lacks[0]:,} lacking"] * bool(lacks[0]) + [f"{beyond[0]:,} more"] * bool(beyond[0])
    return ", ".join(parts) or "identical"


def geometric_mean(values: Sequence[float]) -> float:
    """Return the geometric mean, the one for ratios.

    >>> geometric_mean([1.0, 4.0])
    2.0
    """
    return math.exp(statistics.fmean(math.log(value) for value in values))


def _questions(records: Records) -> Table:
    columns = (
        "triples",
        "question",
        "Drama KG",
        "pyoxigraph",
        "rdflib",
        "times pyoxigraph",
        "rdflib, times Drama KG",
        "answers",
    )
    rows = []
    for size in records.sizes("queries"):
        found = {engine.name: records.of("queries", size, engine.name) for engine in ASKERS}
        by_engine = {name: one[0].values if one else {} for name, one in found.items()}
        if by_engine[OURS]:
            rows += list(_question_rows(size, by_engine))
    note = "The same triples in memory; the last row is the geometric mean over the questions of the catalogue."
    return Table("Queries", columns, tuple(rows), note)


def _question_rows(size: int, found: dict[str, dict[str, dict[str, object]]]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each question of our own, and one for all of the catalogue."""
    shares: dict[str, list[float]] = {"pyoxigraph": [], "rdflib": []}
    alike = []
    for name, ours in found[OURS].items():
        times = {engine: _times(found, engine, name) for engine in found}
        same = _alike([one[name]["hash"] for one in found.values() if "hash" in one.get(name, {})])
        plain, slow = ratio(times[OURS], times["pyoxigraph"]), ratio(times["rdflib"], times[OURS])
        if name.startswith(_CATALOGUE):
            shares["pyoxigraph"] += plain[:1] and [statistics.median(plain)]
            shares["rdflib"] += slow[:1] and [statistics.median(slow)]
            alike.append(same != "differ")
            continue
        shown = [show(times[engine.name], " ms") for engine in ASKERS]
        yield (f"{size:,}", f"{name} ({ours['rows']} rows)", *shown, show(plain), show(slow), same)
    means = [show([geometric_mean(shares[name])]) if shares[name] else "" for name in ("pyoxigraph", "rdflib")]
    counted = f"{sum(alike)} of {len(alike)} identical" if any(shares.values()) else ""
    yield (f"{size:,}", f"catalogue ({len(alike)} questions)", "", "", "", *means, counted)


def _alike(hashes: Sequence[object]) -> str:
    """Say whether answers are the same, where there is more than one."""
    if len(hashes) < 2:
        return ""
    return "identical" if len(set(hashes)) == 1 else "differ"


def _times(found: dict[str, dict[str, dict[str, object]]], engine: str, question: str) -> list[float]:
    times = found[engine].get(question, {}).get("ms", [])
    assert isinstance(times, list)
    return times


def _projections(records: Records) -> Table:
    columns = (
        "triples", "network", "engine", "time", "times Drama KG", "opened or read before", "with that, times Drama KG",
        "peak MiB", "nodes", "edges", "answers",
    )  # fmt: skip
    rows: list[tuple[str, ...]] = []
    for size in records.sizes("projection"):
        for of in NETWORKS:
            ours = next(iter(records.values("projection", size, OURS, of)), {})
            for engine in PROJECTORS:
                found = records.of("projection", size, engine.name)
                if not found:
                    rows += _gap(records, "projection", size, engine, len(columns))
                    continue
                values, one = found[0].values, found[0].values[of]
                share = show(ratio(one["seconds"], ours["seconds"])) if ours else ""
                base = records.values("projection", size, OURS, "open")
                whole = show(ratio(_with(one, values["open"]), _with(ours, base[0]))) if ours else ""
                rows.append((
                    f"{size:,}", of, engine.label, show_seconds(one["seconds"]), share, show_seconds([values["open"]]),
                    whole, f"{values['mib']:,}", f"{one['nodes']:,}", f"{one['edges']:,}",
                    "identical" if one["hash"] == ours.get("hash") else "differ",
                ))  # fmt: skip
        for record in records.of("projection", size, OURS):
            for name, label in (
                ("drama", "one drama, from opening its store"),
                ("view", "a view, from opening the store"),
            ):
                rows.append((f"{size:,}", "", f"Drama KG: {label}", show_seconds(record.values[name]), *[""] * 7))
    note = (
        "Characters by relationship, and actors by shared drama. Ours by SPARQL and columns, from a store on disk,\n"
        "with who tells each tie and by which beat; the others by a loop over bare triples in memory, once read."
    )
    return Table("Projection to NetworkX", columns, tuple(rows), note)


def _with(network: dict[str, list[float]], before: float) -> list[float]:
    return [seconds + before for seconds in network["seconds"]]


def _measures(records: Records) -> Table:
    columns = ("triples", "network", "nodes", "edges", "engine", "time", "times Drama KG", "peak MiB", "answers")
    rows: list[tuple[str, ...]] = []
    for of in NETWORKS:
        part = f"measures of {of}"
        for size in records.sizes(part):
            ours = records.of(part, size, OURS)
            for engine in MEASURERS:
                for record in records.of(part, size, engine.name):
                    values, base = record.values, ours[0].values if ours else {}
                    share = show(ratio(values["seconds"], base.get("seconds", [])))
                    rows.append((
                        f"{size:,}", of, f"{values['nodes']:,}", f"{values['edges']:,}", engine.label,
                        show_seconds(values["seconds"]), share, f"{values['mib']:,}",
                        "the same" if _close(values["sums"], base.get("sums", {})) else "differ",
                    ))  # fmt: skip
                if trouble := records.trouble(part, size, engine.name):
                    rows.append((f"{size:,}", of, "", "", engine.label, trouble, *[""] * 3))
    note = (
        "Degree, strength, betweenness, closeness, eigenvector, PageRank, clustering, distances, transitivity and\n"
        "assortativity, in one go. `answers`: the sums over all nodes agree to a millionth; the eigenvector's is left\n"
        "out, since NetworkX stops where it has hardly changed."
    )
    return Table("Measures", columns, tuple(rows), note)


def _close(some: dict[str, float], others: dict[str, float]) -> bool:
    return some.keys() == others.keys() and all(
        math.isclose(value, others[name], rel_tol=1e-6) for name, value in some.items()
    )


def _cliques(records: Records) -> Table:
    columns = ("members", "engine", "time", "times Drama KG", "peak MiB", "pairs", "answers")
    rows: list[tuple[str, ...]] = []
    for size in records.sizes("clique"):
        base = records.values("clique", size, OURS, "seconds")
        reference = records.values("clique", size, OURS, "hash")
        for engine in REASONERS:
            times = records.values("clique", size, engine.name, "seconds")
            if times:
                one = records.of("clique", size, engine.name)[0].values
                same = "identical" if reference and one["hash"] == reference[0] else "differ"
                share = show(ratio(times, base))
                counts = (f"{one['mib']:,}", f"{one['inferred']:,}")
                rows.append((str(size), engine.label, show_seconds(times), share, *counts, same))
            else:
                rows += _gap(records, "clique", size, engine, len(columns))
    return Table("A clique: one symmetric and transitive property", columns, tuple(rows))

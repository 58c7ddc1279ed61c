"""The goals of ``notes/engines.md`` that this run can speak of, each with what was found."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator

from benchmarks.engines import OURS
from benchmarks.projecting import NETWORKS
from benchmarks.records import Records
from benchmarks.spread import exponent, ratio, show
from benchmarks.tables import Table, agreement, geometric_mean, work_seconds

__all__ = ["goals"]

Goal = tuple[str, str, bool]
_MILLION, _HUNDRED = 1_000_000, 100_000


def goals(records: Records) -> Table:
    """Return the goals as a table."""
    asked: tuple[Callable[[Records], Iterator[Goal]], ...] = (
        _against_owlrl, _against_loading, _memory, _growth, _clique, _database, _queries, _projection,
    )  # fmt: skip
    rows = tuple((goal, found, "met" if met else "missed") for ask in asked for goal, found, met in ask(records))
    note = "Ratios are of measurements made one after the other: median (smallest-largest)."
    return Table("Goals", ("goal", "found", ""), rows, note)


def _cpu(records: Records, part: str, size: int, engine: str) -> list[float]:
    """Return the processor's seconds of all threads: on a busy machine they say more than the clock."""
    return records.values(part, size, engine, "cpu")


def _against_owlrl(records: Records) -> Iterator[Goal]:
    ours, theirs = (records.values("closure", _HUNDRED, name, "total") for name in (OURS, "owlrl"))
    if ours and theirs:
        found = ratio(theirs, ours)
        kept = ratio(theirs, work_seconds(records, _HUNDRED, OURS))
        alike = agreement(records, _HUNDRED, "owlrl")
        cpu = ratio(*(records.values("closure", _HUNDRED, name, "cpu_total") for name in ("owlrl", OURS)))
        shown = f"{show(found)}, {alike}; by processor {show(cpu)}; {show(kept)} with the rules of an earlier run"
        met = statistics.median(found) >= 200 and alike == "identical"
        yield "closure of 100,000, ontology included: at least 200 times as fast as owlrl, the same answer", shown, met


def _against_loading(records: Records) -> Iterator[Goal]:
    ours = work_seconds(records, _MILLION, OURS)
    theirs = records.values("load", _MILLION, "pyoxigraph", "seconds")
    if ours and theirs:
        found = ratio(ours, theirs)
        cpu = ratio(_cpu(records, "closure", _MILLION, OURS), _cpu(records, "load", _MILLION, "pyoxigraph"))
        goal = "closure of a million: no longer than pyoxigraph loads it"
        yield goal, f"{show(found)}; by processor {show(cpu)}", statistics.median(found) <= 1


def _memory(records: Records) -> Iterator[Goal]:
    peaks = records.values("closure", _MILLION, OURS, "mib")
    if peaks:
        yield "closure of a million: less than 600 MiB", f"{max(peaks):,} MiB", max(peaks) < 600


def _growth(records: Records) -> Iterator[Goal]:
    sizes = [size for size in records.sizes("closure") if size >= _HUNDRED and work_seconds(records, size, OURS)]
    if len(sizes) > 1:
        times = [statistics.median(work_seconds(records, size, OURS)) for size in sizes]
        found = exponent(sizes, times)
        cpu = exponent(sizes, [statistics.median(_cpu(records, "closure", size, OURS)) for size in sizes])
        spread = f"{found:.2f} from {sizes[0]:,} to {sizes[-1]:,}; by processor {cpu:.2f}"
        yield "the closure's time grows with an exponent of at most 1.3", spread, found <= 1.3


def _clique(records: Records) -> Iterator[Goal]:
    for size in records.sizes("clique"):
        ours, theirs = (records.values("clique", size, name, "seconds") for name in (OURS, "owlrl"))
        if ours and theirs:
            found = ratio(theirs, ours)
            goal = f"a clique of {size}: at least 100 times as fast as owlrl"
            yield goal, show(found), statistics.median(found) >= 100


def _database(records: Records) -> Iterator[Goal]:
    """Yield how DuckDB compares: it would be kept as a back end within twice the time."""
    for size in records.sizes("closure"):
        ours, theirs = (work_seconds(records, size, name) for name in (OURS, "duckdb"))
        if ours and theirs:
            found = ratio(theirs, ours)
            cpu = ratio(_cpu(records, "closure", size, "duckdb"), _cpu(records, "closure", size, OURS))
            goal = f"DuckDB within twice our time, from file to closure of {size:,}"
            yield goal, f"{show(found)}; by processor {show(cpu)}", statistics.median(found) <= 2


def _queries(records: Records) -> Iterator[Goal]:
    found = {name: records.of("queries", _HUNDRED, name) for name in (OURS, "pyoxigraph", "rdflib")}
    if not all(found.values()):
        return
    times = {name: one[0].values for name, one in found.items()}

    def share(one: str, other: str) -> float:
        pairs = [
            ratio([statistics.median(values["ms"])], [statistics.median(times[other][name]["ms"])])[0]
            for name, values in times[one].items()
            if values["ms"] and times[other].get(name, {}).get("ms")
        ]
        return geometric_mean(pairs)

    fast, plain = share("rdflib", OURS), share(OURS, "pyoxigraph")
    yield "all questions at 100,000: at least 25 times as fast as rdflib", show([fast]), fast >= 25
    yield "all questions at 100,000: at most 1.5 times what pyoxigraph alone takes", show([plain]), plain <= 1.5


def _projection(records: Records) -> Iterator[Goal]:
    for of in NETWORKS:
        ours, theirs = (records.values("projection", _MILLION, name, of) for name in (OURS, "rdflib"))
        if ours and theirs:
            found = ratio(theirs[0]["seconds"], ours[0]["seconds"])
            took = statistics.median(ours[0]["seconds"])
            yield f"a million into the network of {of} in seconds", f"{took:.2g} s; rdflib {show(found)}", took < 10

"""The order of measurements: engine after engine, and again, so that a busy minute of the machine falls on all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.answers import compare
from benchmarks.closing import answer_file
from benchmarks.engines import ASKERS, LOADERS, MEASURERS, OURS, PROJECTORS, REASONERS, TABLERS, Engine
from benchmarks.jobs import Outcome, run
from benchmarks.machine import available_mib
from benchmarks.projecting import NETWORKS
from benchmarks.records import Record, Records
from benchmarks.samples import Sample, folder_for, open_sample
from benchmarks.tabling import write_table
from kg.ontology import load_ontology
from kg.reason.program import Program

__all__ = ["PARTS", "Settings", "measure_all"]

PARTS = ("load", "tables", "closure", "queries", "projection", "measures", "clique")
_PATIENCE = 120.0  # seconds for all repeats of one measurement; the first is always made
_SAMPLE_SECONDS = 3600.0
_FEW = 100_000  # statements up to which the slow engines are repeated, too
_STATEMENTS = 14  # of one credit


@dataclass(frozen=True, slots=True)
class Settings:
    """What to measure: sizes in statements, how often, for how many seconds each at most."""

    folder: Path
    sizes: tuple[int, ...] = (10_000, 100_000)
    repeats: int = 3
    limit: float = 300.0
    parts: tuple[str, ...] = PARTS
    engines: tuple[str, ...] = ()
    members: int = 160

    def chosen(self, engines: tuple[Engine, ...]) -> list[Engine]:
        """Return the engines asked for; ours is always measured, since the others are compared with it."""
        return [e for e in engines if not self.engines or e.name in (*self.engines, OURS)]


def measure_all(settings: Settings, records: Records) -> Iterator[Record]:
    """Measure everything; add each measurement to ``records`` and yield it."""
    for record in _records(settings, records):
        records.add(record)
        yield record


def _records(settings: Settings, records: Records) -> Iterator[Record]:
    """Yield measurements; ``records`` has those that were yielded before."""
    for size in sorted(settings.sizes):
        yield from _sample(size, settings)
        sample = open_sample(folder_for(size, settings.folder / "samples"))
        if sample is None:
            continue
        if "load" in settings.parts:
            yield from _repeat("load", LOADERS, "loading", sample, settings, records, "seconds")
        if "tables" in settings.parts:
            yield from _tables(sample, settings, records)
        if "closure" in settings.parts:
            yield from _closures(sample, settings, records)
        for part, module in (("queries", "asking"), ("projection", "projecting")):
            if part in settings.parts:
                yield from _once(part, module, sample, settings)
        if "measures" in settings.parts:
            for of in NETWORKS:
                yield from _measures(of, sample, settings)
    if "clique" in settings.parts:
        yield from _cliques(settings)


def _sample(size: int, settings: Settings) -> Iterator[Record]:
    """Make a sample where there is none yet."""
    folder = folder_for(size, settings.folder / "samples")
    outcome = Outcome()
    if open_sample(folder) is None:
        outcome = run("samples", _SAMPLE_SECONDS, size=size, folder=str(folder))
    sample = open_sample(folder)
    values = {"dramas": sample.dramas, "triples": sample.triples, "quads": sample.quads} if sample else {}
    seconds = {"seconds": sample.seconds} if sample else {}
    yield Record("sample", size, OURS, {**values, **seconds}, outcome.trouble)


def _expected(engine: Engine, part: str, size: int, records: Records, value: str) -> float:
    """Return how long a slow engine would take: by what it is known to take or, where that is less, took just now.

    The machine may have been busy; the limit ends what takes too long.
    """
    taken = [(engine.seconds, 100_000)]
    for record in records:
        if (record.part, record.engine) == (part, engine.name) and value in record.values:
            taken.append((record.values[value], record.size))
    return min(float(seconds * (size / base) ** engine.growth) for seconds, base in taken)


def _refusal(engine: Engine, part: str, size: int, settings: Settings, records: Records, value: str) -> str:
    """Return why an engine is not measured, or ''."""
    if not engine.installed:
        return f"not installed: pip install {engine.package}"
    expected = _expected(engine, part, size, records, value) if engine.seconds else 0.0
    if expected > settings.limit:
        return f"not run (would take about {_duration(expected)})"
    memory = engine.mib * size / 100_000
    if memory > available_mib() / 2:
        return f"not run (would take about {memory / 1024:.0f} GiB of memory)"
    return ""


def _duration(seconds: float) -> str:
    """Return a rough time in words.

    >>> _duration(90), _duration(1320), _duration(9000)
    ('90 s', '22 min', '2.5 h')
    """
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def _repeat(
    part: str,
    engines: tuple[Engine, ...],
    module: str,
    sample: Sample,
    settings: Settings,
    records: Records,
    value: str,
    **arguments: object,
) -> Iterator[Record]:
    """Measure every engine, and again, as long as it does not try our patience."""
    spent: dict[str, float] = {}
    for turn in range(settings.repeats):
        for engine in settings.chosen(engines):
            if turn == 0:
                refusal = _refusal(engine, part, sample.size, settings, records, value)
            else:
                refusal = "enough" if spent[engine.name] * (turn + 1) / turn > _PATIENCE else ""
            if refusal:
                spent[engine.name] = float("inf")
                if turn == 0:
                    yield Record(part, sample.size, engine.name, trouble=refusal)
                continue
            given = {**arguments, "keep": turn == 0} if module == "closing" else arguments
            where = {} if "file" in given else {"folder": sample.folder}
            outcome = run(module, settings.limit, fresh=engine.name == OURS, engine=engine.name, **where, **given)
            took = outcome.values.get(value, float("inf"))
            spent[engine.name] = spent.get(engine.name, 0.0) + took
            yield Record(part, sample.size, engine.name, outcome.values, outcome.trouble)


def _tables(sample: Sample, settings: Settings, records: Records) -> Iterator[Record]:
    """Measure loading a table that has about so many statements."""
    file = Path(sample.folder) / "credits.csv"
    write_table(file, max(sample.size // _STATEMENTS, 1))
    yield from _repeat("tables", TABLERS, "tabling", sample, settings, records, "seconds", file=str(file))


def _closures(sample: Sample, settings: Settings, records: Records) -> Iterator[Record]:
    """Measure the closures, and compare what each engine inferred with what ours did."""
    folder = Path(sample.folder)
    Program.of(load_ontology())  # now on disk for the engines that are given the rules
    for old in folder.glob("inferred-*.npy"):
        old.unlink()
    for record in _repeat("closure", REASONERS, "closing", sample, settings, records, "total"):
        theirs, ours = answer_file(folder, record.engine), answer_file(folder, OURS)
        if "inferred" in record.values and theirs.exists() and ours.exists():
            lacks, beyond = compare(np.load(ours), np.load(theirs))
            record.values.update(lacks=lacks, beyond=beyond)
        yield record


def _once(part: str, module: str, sample: Sample, settings: Settings) -> Iterator[Record]:
    """Measure each engine in one process, which repeats within itself."""
    for engine in settings.chosen(PROJECTORS if part == "projection" else ASKERS):
        refusal = _refusal(engine, part, sample.size, settings, Records(), "seconds")
        if refusal:
            yield Record(part, sample.size, engine.name, trouble=refusal)
            continue
        outcome = run(module, settings.limit, engine=engine.name, folder=sample.folder, repeats=settings.repeats)
        yield Record(part, sample.size, engine.name, outcome.values, outcome.trouble)


def _measures(of: str, sample: Sample, settings: Settings) -> Iterator[Record]:
    """Measure the measures of one network; what takes minutes is not repeated."""
    part = f"measures of {of}"
    for engine in settings.chosen(MEASURERS):
        refusal = _refusal(engine, part, sample.size, settings, Records(), "seconds") if of == "actors" else ""
        if refusal:
            yield Record(part, sample.size, engine.name, trouble=refusal)
            continue
        repeats = 1 if engine.seconds and sample.size > _FEW else settings.repeats
        given = {"engine": engine.name, "folder": sample.folder, "of": of, "repeats": repeats}
        outcome = run("centrality", settings.limit, **given)
        yield Record(part, sample.size, engine.name, outcome.values, outcome.trouble)


def _cliques(settings: Settings) -> Iterator[Record]:
    for turn in range(settings.repeats):
        for engine in settings.chosen(REASONERS):
            if engine.name == "reasonable" or (turn and engine.seconds):
                continue  # the one has no rules to be given, the other takes a minute
            if not engine.installed:
                trouble = f"not installed: pip install {engine.package}"
                if not turn:
                    yield Record("clique", settings.members, engine.name, trouble=trouble)
                continue
            outcome = run("clique", settings.limit, engine=engine.name, members=settings.members)
            yield Record("clique", settings.members, engine.name, outcome.values, outcome.trouble)

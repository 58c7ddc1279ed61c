"""``python -m benchmarks.serving``: what the web layer costs.

Each query of the catalogue is asked through `/sparql` of a real server on loopback, by some clients at once that keep
their connections, and beside that of the same store in this process. Everything is bounded: the number of clients, the
seconds of each measurement, and what a server lets a query take.
"""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import geometric_mean, quantiles
from urllib.parse import urlencode, urlsplit

import click

from benchmarks.machine import describe
from benchmarks.served import served
from kg.graph import KnowledgeGraph
from kg.graph import open_graph as open_kg
from kg.paths import build_dir

__all__ = ["WHERE", "Measured", "main"]

WHERE = ("in process", "one client", "many clients")

_ACCEPT = "application/sparql-results+json"
_MOST_CLIENTS = 16
_ENOUGH = 20  # answers; a slow query is measured until there are so many, or for four times the seconds


@dataclass(frozen=True, slots=True)
class Measured:
    """How one query was answered: answers a second, and milliseconds that half and 99 of 100 took at most."""

    query: str
    where: str
    per_second: float
    p50: float
    p99: float
    answers: int
    failed: int


def _timed(ask: Callable[[], bool], seconds: float) -> tuple[list[float], int, float]:
    """Ask again and again; return how long each answer took in seconds, how many failed, and the time of it all."""
    took, failed = [], 0
    began = time.perf_counter()
    while True:
        start = time.perf_counter()
        good = ask()
        now = time.perf_counter()
        took.append(now - start)
        failed += not good
        spent = now - began
        if spent > 4 * seconds or (spent > seconds and len(took) >= _ENOUGH):
            return took, failed, spent


def _client(address: str, sparql: str, seconds: float) -> tuple[list[float], int, float]:
    """Ask a server from one connection that is kept."""
    place = urlsplit(address)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=60)
    path = f"/sparql?{urlencode({'query': sparql})}"

    def ask() -> bool:
        connection.request("GET", path, headers={"accept": _ACCEPT})
        response = connection.getresponse()
        response.read()
        return response.status == 200

    ask()  # so that a connection and a process are there
    try:
        return _timed(ask, seconds)
    finally:
        connection.close()


def _served(address: str, name: str, where: str, sparql: str, seconds: float, clients: int) -> Measured:
    with multiprocessing.get_context("spawn").Pool(clients) as pool:
        found = pool.starmap(_client, [(address, sparql, seconds)] * clients)
    took = [one for times, _, _ in found for one in times]
    rate = sum(len(times) / spent for times, _, spent in found)
    return _measured(name, where, took, sum(failed for _, failed, _ in found), rate)


def _in_process(graph: KnowledgeGraph, name: str, sparql: str, seconds: float) -> Measured:
    def ask() -> bool:
        return bool(graph.query(sparql).serialize("json"))

    ask()
    took, failed, spent = _timed(ask, seconds)
    return _measured(name, WHERE[0], took, failed, len(took) / spent)


def _measured(name: str, where: str, took: list[float], failed: int, rate: float) -> Measured:
    parts = quantiles(took, n=100, method="inclusive") if len(took) > 1 else took * 99
    half, most = (round(parts[place] * 1e3, 2) for place in (49, 98))
    return Measured(name, where, round(rate, 1), half, most, len(took), failed)


def _report(found: list[Measured], machine: dict[str, str], clients: int) -> str:
    by_name: dict[str, dict[str, Measured]] = {}
    for row in found:
        by_name.setdefault(row.query, {})[row.where] = row
    lines = [
        "# What the web layer costs\n",
        f"{machine.get('cores', '?')} cores, shared by server and clients. Milliseconds, and answers a second.\n",
        "| query | in process: p50 | p99 | a second | one client: p50 | p99 | added at p50 "
        f"| {clients} clients: p50 | p99 | a second |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, rows in by_name.items():
        here, one, many = (rows[where] for where in WHERE)
        cells = (here.p50, here.p99, f"{here.per_second:,.0f}", one.p50, one.p99, f"{one.p50 - here.p50:.2f}",
                 many.p50, many.p99, f"{many.per_second:,.0f}")  # fmt: skip
        lines.append(f"| {name} | " + " | ".join(map(str, cells)) + " |")
    rates = [geometric_mean([rows[where].per_second for rows in by_name.values()]) for where in WHERE]
    here, single, several = (f"{rate:,.0f}" for rate in rates)
    lines.append(
        f"\nGeometric mean of {len(by_name)} queries, answers a second: {here} in process; {single} for one client, "
        f"{rates[1] / rates[0]:.2f} of that; {several} for {clients}, {rates[2] / rates[0]:.2f} of it."
    )
    failed = sum(row.failed for row in found)
    lines.append(f"\n{failed} of {sum(row.answers for row in found):,} answers failed.")
    return "\n".join(lines)


@click.command(help="Ask the catalogue's queries of a server and of the same store in process, and compare.")
@click.option("--seconds", default=1.0, show_default=True, type=click.FloatRange(0.01, 60), help="A measurement's.")
@click.option("--clients", default=4, show_default=True, type=click.IntRange(1, _MOST_CLIENTS), help="At once.")
@click.option("--query", "queries", multiple=True, help="Queries of the catalogue; all if not given.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for what is found.  [.kg/bench]")
def main(seconds: float, clients: int, queries: tuple[str, ...], out: Path | None) -> None:
    """Measure, print a report, and write it as Markdown and JSON."""
    folder = out or build_dir() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    graph, machine = open_kg(), describe()
    found: list[Measured] = []
    with served(folder / "server.log") as address:
        for name in queries or graph.queries():
            sparql = graph.sparql_of(name)
            found.append(_in_process(graph, name, sparql, seconds))
            found.append(_served(address, name, WHERE[1], sparql, seconds, 1))
            found.append(_served(address, name, WHERE[2], sparql, seconds, clients))
            click.echo(f"{name}: {found[-3].p50} ms in process, {found[-2].p50} ms served", err=True)
    report = _report(found, machine, clients)
    (folder / "serving.md").write_text(report + "\n", encoding="utf-8")
    records = {"machine": machine, "clients": clients, "measured": [asdict(one) for one in found]}
    (folder / "serving.json").write_text(json.dumps(records, indent=1), encoding="utf-8")
    click.echo(report)


if __name__ == "__main__":
    main()

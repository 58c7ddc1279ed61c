"""Loading a table of credits: our loader, and what one would write instead with csv and rdflib.

python -m benchmarks.tabling cast.csv [TIMES]     # a table in the layout mdl-cast, so many times over
"""

from __future__ import annotations

import csv
import hashlib
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyoxigraph
import rdflib
from pyoxigraph import RdfFormat
from rdflib.namespace import RDF, SKOS

from benchmarks.machine import peak_mib
from kg.load.loaded import new_load
from kg.load.tables import find_profile, load_table
from kg.ontology import load_ontology

__all__ = ["measure", "write_table"]

_DKG = rdflib.Namespace("https://w3id.org/drama-kg/ontology#")
_ID = "https://w3id.org/drama-kg/id/"
_BILLING = {"Main Role": "main", "Support Role": "support", "Guest Role": "guest"}
_HEADER = ("mdl_slug", "title", "country", "type", "person_slug", "person_name", "character_as_listed", "role")
_CAST = 6


def write_table(path: Path, rows: int) -> None:
    """Write a table of so many credits in the layout mdl-cast, six to a drama, the same each time."""
    chance = random.Random(7)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        for row in range(rows):
            drama, place = divmod(row, _CAST)
            person = chance.randrange(rows // 3 + 1) * _CAST + place  # nobody twice in a drama
            names = [f"Character {chance.randrange(10_000)} Name" for _ in range(3)]
            cell = chance.choices(
                (
                    names[0],
                    f"{names[0]} / {names[1]}",
                    f"{names[0]} [Somebody's father]",
                    f"{names[0]} | {names[1]} [1950]",
                ),
                (84, 8, 7, 1),
            )[0]
            role = chance.choice(tuple(_BILLING))
            writer.writerow(
                (f"{drama}-drama-of-that-name", f"Drama of That Name {drama}", "South Korea", "Drama",
                 f"{person}-family-given", f"Family Given {person}", cell, role)
            )  # fmt: skip


def measure(engine: str, file: str) -> dict[str, object]:
    """Load a table from its file into a file of statements; say what it took, and a hash of what was said."""
    load_ontology().themes  # noqa: B018  (read once for every load of a process)
    with tempfile.TemporaryDirectory(prefix="kg-bench-tables-") as folder:
        before = peak_mib()
        started, processor = time.perf_counter(), time.process_time()
        rows, made = _ENGINES[engine](Path(file), Path(folder))
        seconds, cpu = time.perf_counter() - started, time.process_time() - processor
        peak, size = peak_mib(), made.stat().st_size
        statements, digest = _digest(made)
    return {
        "seconds": seconds, "cpu": cpu, "mib": peak, "mib_before": before, "rows": rows, "bytes": size,
        "statements": statements, "hash": digest,
    }  # fmt: skip


def _ours(file: Path, folder: Path) -> tuple[int, Path]:
    with new_load(folder, "table") as load:
        report = load_table(file, find_profile("mdl-cast"), load, name="table", rejected=lambda _: None)
    return report.rows, folder / "loaded" / "table.nq"


def _rdflib(file: Path, folder: Path) -> tuple[int, Path]:
    graph = rdflib.Graph()
    count = 0
    with file.open(encoding="utf-8", newline="") as text:
        for row in csv.DictReader(text):
            count += 1
            for triple in _triples(row):
                graph.add(triple)
    made = folder / "table.nt"
    graph.serialize(made, format="nt", encoding="utf-8")
    return count, made


def _triples(row: dict[str, str]) -> Iterator[tuple[rdflib.URIRef, rdflib.URIRef, rdflib.term.Node]]:
    """Yield what a row says, without its source."""
    drama, person = f"mydramalist:{row['mdl_slug']}", f"mydramalist:{row['person_slug']}"
    place = rdflib.Literal("cast")
    work = rdflib.URIRef(f"{_ID}drama/{drama}")
    yield work, RDF.type, _DKG.Drama
    yield work, _DKG.coverage, rdflib.Literal("thin")
    yield work, SKOS.prefLabel, rdflib.Literal(row["title"], "en")
    yield work, _DKG.identifier, rdflib.Literal(drama)
    yield work, SKOS.exactMatch, rdflib.URIRef(f"https://mydramalist.com/{row['mdl_slug']}")
    yield work, _DKG.locator, place
    actor = rdflib.URIRef(f"{_ID}person/{person}")
    yield actor, RDF.type, _DKG.Person
    yield actor, SKOS.prefLabel, rdflib.Literal(row["person_name"], "en")
    yield actor, _DKG.identifier, rdflib.Literal(person)
    yield actor, SKOS.exactMatch, rdflib.URIRef(f"https://mydramalist.com/people/{row['person_slug']}")
    yield actor, _DKG.locator, place
    part = rdflib.URIRef(f"{_ID}performance/{drama}/{person}")
    yield part, RDF.type, _DKG.Performance
    yield part, _DKG.inDrama, work
    yield part, _DKG.performer, actor
    yield part, _DKG.locator, place
    if row["role"] in _BILLING:
        yield part, _DKG.billing, rdflib.Literal(_BILLING[row["role"]])
    for number, cell in enumerate(filter(None, row["character_as_listed"].split(" | ")), start=1):
        slug = person if number == 1 else f"{person}~r{number}"
        yield from _role(rdflib.URIRef(f"{_ID}drama/{drama}/character/{slug}"), cell, work, part, place)


def _role(
    who: rdflib.URIRef, cell: str, work: rdflib.URIRef, part: rdflib.URIRef, place: rdflib.Literal
) -> Iterator[tuple[rdflib.URIRef, rdflib.URIRef, rdflib.term.Node]]:
    match = re.fullmatch(r"([^\[]+?)(?: \[(.+)\])?", cell)
    if match is None:
        return
    first, *others = match[1].split(" / ")
    yield who, RDF.type, _DKG.Character
    yield who, _DKG.characterIn, work
    yield who, SKOS.prefLabel, rdflib.Literal(first, "en")
    yield who, _DKG.locator, place
    yield part, _DKG.portrays, who
    for other in others:
        yield who, SKOS.altLabel, rdflib.Literal(other, "en")
    if match[2]:
        yield who, _DKG.note, rdflib.Literal(match[2], "en")


_ENGINES: dict[str, Callable[[Path, Path], tuple[int, Path]]] = {"ours": _ours, "rdflib": _rdflib}


def _digest(made: Path) -> tuple[int, str]:
    """Return how many statements a file has, and a hash of what it says of dramas, people and characters."""
    kind = RdfFormat.N_QUADS if made.suffix == ".nq" else RdfFormat.N_TRIPLES
    total = 0
    sums = 0
    for line in _once(pyoxigraph.parse(path=str(made), format=kind)):
        total += 1
        if re.match(rf"<{_ID}(?!source/|drama/[^/]+/beat/)", line):
            sums ^= int.from_bytes(hashlib.blake2b(line.encode(), digest_size=8).digest())
    return total, f"{sums:016x}"


def _once(quads: Iterable[pyoxigraph.Quad]) -> Iterator[str]:
    """Yield each statement once, without its graph."""
    seen: set[int] = set()
    for quad in quads:
        line = str(quad.triple)
        key = hash(line)
        if key not in seen:
            seen.add(key)
            yield line


def main() -> None:
    """Load a table given by its path, some times over, in a process for each engine."""
    from benchmarks.jobs import run

    source, times = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory(prefix="kg-bench-tables-") as folder:
        big = Path(folder) / "big.csv"
        header, *rows = source.read_bytes().splitlines(keepends=True)
        with big.open("wb") as file:
            file.write(header)
            for turn in range(times):
                # Another drama and another person each time, but for the first.
                file.writelines(rows if turn == 0 else _renamed(rows, turn))
        for engine in ("ours", "rdflib"):
            found = run("tabling", 900, engine=engine, file=str(big))
            sys.stdout.write(f"{engine}: {found.trouble or found.values}\n")


def _renamed(rows: list[bytes], turn: int) -> Iterator[bytes]:
    mark = b"%d" % turn
    for row in rows:
        cells = next(csv.reader([row.decode()]))
        cells[0] += mark.decode()
        cells[4] += mark.decode()
        yield ",".join('"' + cell.replace('"', '""') + '"' for cell in cells).encode() + b"\n"


if __name__ == "__main__":
    main()

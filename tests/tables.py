"""What the tests of tables share: a load in memory, and what it says in short."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, Quad, RdfFormat, parse

from kg.load.tables import Reject, Report, find_profile, load_table
from kg.vocab import compact


class Kept:
    """A load in memory."""

    def __init__(self) -> None:
        self.text = ""
        self.quads: list[Quad] = []

    def add(self, quads: list[Quad]) -> None:
        self.quads.extend(quads)

    def write(self, lines: str) -> None:
        self.text += lines

    @property
    def all(self) -> set[Quad]:
        return {*self.quads, *parse(self.text.encode(), format=RdfFormat.N_QUADS)}

    @property
    def short(self) -> set[str]:
        """Statements as people would say them, without their graph."""
        return {f"{short(q.subject)} {short(q.predicate)} {short(q.object)}" for q in self.all}


def short(term: Any) -> str:
    if isinstance(term, Literal):
        return f"'{term.value}'" + (f"@{term.language}" if term.language else "")
    text = compact(term.value)
    return text.removeprefix("id:").removeprefix("dkg:").removeprefix("skos:").removeprefix("rdf:")


Loaded = tuple[Kept, Report, list[Reject]]


def loaded(path: Path, profile: str | Path = "plain", **conditions: list[str]) -> Loaded:
    kept, rejects = Kept(), []
    chosen = find_profile(str(profile)).with_conditions(conditions)
    report = load_table(path, chosen, kept, name="mine", rejected=rejects.append)  # type: ignore[arg-type]
    assert report.rejected == len(rejects)
    return kept, report, rejects


def reasons(rejects: list[Reject]) -> list[tuple[int, str]]:
    return [(r.problem.where.line, f"{r.problem.message}; {r.problem.hint}") for r in rejects]


def cast_row(cell: str, role: str = "Main Role", kind: str = "Drama") -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["mdl_slug", "title", "country", "type", "person_slug", "person_name", "character_as_listed", "role"]
    )
    writer.writerow(["1-d", "D", "South Korea", kind, "2-p", "P", cell, role])
    return out.getvalue()

"""The exceptions that Drama KG raises.

DramaKGError
├── DataError            curated data, the ontology or a query file has problems (all of them, with file and line)
├── InconsistencyError   the data contradicts itself under the ontology (with the statements that clash)
├── QueryError           a SPARQL query cannot be answered
│   ├── QuerySyntaxError     it does not parse (with line and column)
│   └── QueryRefusedError    it asks for something that is not allowed, such as SERVICE
├── NotFoundError        no thing of that name (with the nearest names)
│   └── NoPathError          nothing connects two people (with how far each of them reaches)
├── LoadError            a catalogue, an endpoint or a play cannot be loaded
├── StoreError           a remote store cannot be reached, or does not do what it has to
└── BuildError           there is no usable build, or it cannot be written
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

__all__ = [
    "BuildError",
    "DataError",
    "DramaKGError",
    "InconsistencyError",
    "LoadError",
    "NoPathError",
    "NotFoundError",
    "Problem",
    "QueryError",
    "QueryRefusedError",
    "QuerySyntaxError",
    "StoreError",
    "Where",
    "did_you_mean",
]


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file; ``line`` counts from 1, and 0 stands for the file as a whole."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, where it stands, and what would be right.

    >>> print(Problem(Where("data/people.yaml", 7), "unknown source 'halyu'", "did you mean 'hallyu'?"))
    data/people.yaml:7: unknown source 'halyu'; did you mean 'hallyu'?
    """

    where: Where
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" + (f"; {self.hint}" if self.hint else "")


class DramaKGError(Exception):
    """The root of every exception that Drama KG raises on purpose."""


class DataError(DramaKGError):
    """Files have problems; ``problems`` holds every one that was found, sorted by place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class InconsistencyError(DramaKGError):
    """The data contradicts itself under the ontology; ``clashes`` are sentences that name the statements."""

    def __init__(self, clashes: Sequence[str]) -> None:
        self.clashes = tuple(clashes)
        super().__init__("\n".join(self.clashes))


class QueryError(DramaKGError):
    """A SPARQL query cannot be answered."""


class QuerySyntaxError(QueryError):
    """A SPARQL query does not parse; the message names line and column."""


class QueryRefusedError(QueryError):
    """A SPARQL query asks for what is not allowed here: SERVICE, LOAD or an update."""


class NotFoundError(DramaKGError):
    """Nothing of that name is in the graph."""


class NoPathError(NotFoundError):
    """Nothing that has been told connects two people."""


class LoadError(DramaKGError):
    """A catalogue, an endpoint or a play cannot be loaded; the load before stays."""


class StoreError(DramaKGError):
    """A remote store cannot be reached, refuses, or answers what it should not; what it held before stays in use."""


class BuildError(DramaKGError):
    """There is no usable build, or it cannot be written."""


def did_you_mean(wrong: str, right: Sequence[str]) -> str:
    """Return a question that offers the nearest of ``right``, or the whole choice when it is short, or ''.

    >>> did_you_mean("seonwo", ["seonwoo", "eunsoo"])
    "did you mean 'seonwoo'?"
    >>> did_you_mean("xyz", ["lead", "main"])
    'one of: lead, main'
    """
    near = get_close_matches(wrong, right, n=2, cutoff=0.6)
    if near:
        return "did you mean " + " or ".join(f"'{name}'" for name in near) + "?"
    if 0 < len(right) <= 8:
        return "one of: " + ", ".join(right)
    return ""

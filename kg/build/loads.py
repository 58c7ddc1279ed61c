"""Loads as a build takes them in: checked line by line, under the slugs that stay in use, joined with curated dramas.

A load may be far larger than the curated files, so its statements stay text, and go through here one after another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TextIO

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from kg.build.loadlines import BadLineError, Line, LineReader
from kg.errors import Problem, Where
from kg.load.identity import Identity
from kg.load.yamltree import display_path
from kg.ontology import Ontology
from kg.vocab import DKG, ID_BASE, PROV, RDF, SKOS

__all__ = ["Curated", "LoadFile", "Loads", "read_loads"]

_TOGETHER = 20_000  # lines
_MOST_PROBLEMS = 20  # of one load
_LONGEST_LINE = 1 << 20
_TYPE, _PORTRAYS, _DERIVED = str(RDF.type), str(DKG.portrays), str(PROV.wasDerivedFrom)
_PREFERRED, _ALTERNATIVE = str(SKOS.prefLabel), str(SKOS.altLabel)
_ONE_VALUE = frozenset((str(DKG.billing), str(DKG.coverage)))
_KINDS = {
    str(DKG.Drama): "dramas", str(DKG.Character): "characters", str(DKG.Person): "people", str(DKG.Source): "sources",
    str(DKG.Review): "sources",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LoadFile:
    """A file of N-Quads, and what people call it: a table that it was made of, or itself."""

    path: Path
    name: str
    has_lines: bool = True  # that people can look up

    @classmethod
    def of(cls, path: Path) -> LoadFile:
        """Take the file of a load."""
        return cls(path, display_path(path))

    def where(self, line: int) -> Where:
        """Return a place in it."""
        return Where(self.name, line if self.has_lines else 0)


class Curated:
    """What the curated files say of the things that loads may add to."""

    def __init__(self, quads: Iterable[Quad], identity: Identity) -> None:
        self.things: set[str] = set()
        self.preferred: dict[tuple[str, str], str] = {}
        self.single: dict[tuple[str, str], str] = {}
        self.roles: dict[str, set[str]] = {}
        joined = {f"{ID_BASE}person/{slug}" for slug in identity.people.values()}
        dramas = tuple(
            f"{ID_BASE}{kind}/{slug}" for slug in set(identity.dramas.values()) for kind in ("drama", "performance")
        )
        for quad in quads:
            if isinstance(quad.subject, NamedNode):
                subject = quad.subject.value
                self.things.add(f"<{subject}>")
                if subject in joined or (dramas and subject.startswith(dramas)):
                    self._take(f"<{subject}>", str(quad.predicate), str(quad.object))

    def _take(self, subject: str, predicate: str, value: str) -> None:
        if predicate == _PREFERRED:
            self.preferred[subject, _language(value)] = value
        elif predicate in _ONE_VALUE:
            self.single[subject, predicate] = value
        elif predicate == _PORTRAYS:
            self.roles.setdefault(subject, set()).add(value)


@dataclass(frozen=True)
class Loads:
    """What loads give to a build.

    ``file`` has their statements as canonical N-Quads, and ``things`` the IRIs that these are about. ``counts`` are of
    things that no curated file has; ``left_out`` are loaded dramas that a curated file tells in full, and ``joined``
    those that added to a curated one; ``joined_people`` are known by another slug. ``people`` are all of loads.
    """

    file: Path
    files: tuple[LoadFile, ...] = ()
    renamed: Callable[[str], str] = str
    things: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    joined_people: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()

    @cached_property
    def curated_too(self) -> frozenset[str]:
        """The loaded dramas that curated files know, by the slugs that their catalogues give them."""
        return self.left_out | self.joined

    def n_triples(self) -> Iterator[bytes]:
        """Yield the statements without their graphs."""
        if self.things:
            with self.file.open("rb") as lines:
                for line in lines:
                    yield line[: line.rindex(b" <")] + b" .\n"

    def quads(self) -> Iterator[Quad]:
        """Yield the statements."""
        if self.things:
            yield from parse(path=self.file, format=RdfFormat.N_QUADS)

    def origins(self, iris: Iterable[str]) -> dict[str, Where]:
        """Return the line at which each of some things is first spoken of; for problems, since it reads every file."""
        wanted = {f"<{iri}>" for iri in iris}
        found: dict[str, Where] = {}
        for file in self.files:
            for number, line in enumerate(_raw_lines(file.path), 1):
                subject = line.lstrip().split(" ", 1)[0].split("\t", 1)[0]
                subject = self.renamed(subject)
                if subject in wanted:
                    found.setdefault(subject[1:-1], file.where(number))
        return found


def read_loads(
    files: Iterable[LoadFile],
    identity: Identity,
    curated: Curated,
    beats: Mapping[str, int],
    ontology: Ontology,
    into: Path,
    problems: list[Problem],
) -> Loads:
    """Read the files of loads, and write what a build takes of them to a new file.

    ``beats`` says how many beats each curated drama has. What is wrong goes to ``problems``, each with its line.
    """
    reader = LineReader(ontology, identity)
    files = tuple(files)
    with into.open("w", encoding="utf-8", newline="\n") as out:
        joining = _Joining(reader, identity, curated, beats, ontology, out)
        for file in files:
            try:
                for line in _canonical_lines(file.path):
                    joining.take(reader.read(line))
            except (BadLineError, SyntaxError, OSError, ValueError) as error:
                problems.extend(_problems_of(file, reader, error))
        joining.finish()
    if not problems:
        problems.extend(_undescribed(files, joining))
    kinds = {kind: len(things) for kind, things in joining.new.items()}
    return Loads(
        file=into,
        files=files,
        renamed=LineReader(ontology, identity).renamed,  # a fresh one: what this one has kept of each term is large
        things=tuple(sorted(joining.things)),
        counts=kinds,
        left_out=frozenset(joining.left_out),
        joined=frozenset(joining.joined),
        joined_people=frozenset(slug for slug in identity.people if reader.has_met(f"<{ID_BASE}person/{slug}>")),
        people=frozenset(thing[len(ID_BASE) + 8 : -1] for thing in joining.people),
    )


def _canonical_lines(path: Path) -> Iterator[str]:
    """Yield the statements of a file of N-Quads in the one form that terms can be told apart in."""
    quads = parse(path=path, format=RdfFormat.N_QUADS)
    while some := list(islice(quads, _TOGETHER)):
        text = (serialize(some, format=RdfFormat.N_QUADS) or b"").decode()
        yield from text.removesuffix("\n").split("\n")


def _raw_lines(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        while line := file.readline(_LONGEST_LINE):
            yield line.decode("utf-8", "replace")


def _problems_of(file: LoadFile, reader: LineReader, error: Exception) -> list[Problem]:
    """Return what is wrong with a file, line by line: the parser reads many lines at once and stops at the first."""
    if isinstance(error, OSError):
        return [Problem(file.where(0), f"cannot be read: {error.strerror or error}")]
    found: list[Problem] = []
    for number, line in enumerate(_raw_lines(file.path), 1):
        problem = _problem_of(line, reader)
        if problem is not None and len(found) == _MOST_PROBLEMS:
            return [*found, Problem(file.where(0), f"has more than {_MOST_PROBLEMS} lines with a problem")]
        if problem is not None:
            found.append(Problem(file.where(number), *problem))
    return found or [Problem(file.where(0), f"cannot be read: {error}", "load it again: kg load")]


def _problem_of(line: str, reader: LineReader) -> tuple[str, str] | None:
    """Return what is wrong with one line, and what would be right."""
    try:
        for quad in parse(line, format=RdfFormat.N_QUADS):
            text = (serialize([quad], format=RdfFormat.N_QUADS) or b"").decode()
            reader.read(text.removesuffix("\n"))
    except BadLineError as error:
        return str(error), error.hint
    except (SyntaxError, ValueError) as error:
        return f"not N-Quads: {getattr(error, 'msg', None) or error}", "a load is not edited by hand: run kg load again"
    return None


def _undescribed(files: Iterable[LoadFile], joining: _Joining) -> Iterator[Problem]:
    """Yield the graphs that no beat tells: what is in them would always be visible."""
    for graph in sorted(joining.written - joining.told)[:_MOST_PROBLEMS]:
        for file in files:
            number = next((n for n, line in enumerate(_raw_lines(file.path), 1) if f" {graph}" in line), None)
            if number is not None:
                message = f"nothing says at which beat {graph} is told"
                yield Problem(file.where(number), message, "say dkg:revealedAt of it, in graph/provenance")
                break


def _language(literal: str) -> str:
    return literal[literal.rindex('"') + 1 :]


class _Joining:
    """Takes the lines of loads, leaves out what curated files tell in full, and joins what they tell thinly."""

    def __init__(
        self,
        reader: LineReader,
        identity: Identity,
        curated: Curated,
        beats: Mapping[str, int],
        ontology: Ontology,
        out: TextIO,
    ) -> None:
        self._reader = reader
        self._curated = curated
        self._out = out
        self._renames = bool(identity.dramas or identity.people)
        self._fates = {
            slug: "left out" if stays in identity.full or beats.get(stays, 1) > 1 else "joined"
            for slug, stays in identity.dramas.items()
        }
        self._waiting: list[Line] = []
        self._preferred = dict(curated.preferred)
        self._single = dict(curated.single)
        self._kinds = _kinds(ontology)
        self.things: set[str] = set()
        self.people: set[str] = set()
        self.new: dict[str, set[str]] = {kind: set() for kind in (*set(_KINDS.values()), "relationships", "events")}
        self.left_out: set[str] = set()
        self.joined: set[str] = set()
        self.written: set[str] = set()
        self.told: set[str] = set()

    def take(self, line: Line) -> None:
        """Take one line."""
        drama = line.about.drama
        fate = self._fates.get(drama) if drama else None
        if fate == "left out":
            self.left_out.add(drama)
        elif fate == "joined":
            self.joined.add(drama)
            self._waiting.append(line)
        else:
            self._put(line)

    def finish(self) -> None:
        """Take what had to wait: the lines of dramas that curated files tell thinly."""
        same = self._same_roles()
        for line in self._waiting:
            beat = line.about.beat or (line.about.graph.beat if line.about.graph else line.where.beat)
            described = line.about.beat or (line.about.graph is not None and not line.about.graph.source)
            if beat == "1" and (described or (line.where.kind == "drama" and not line.where.source)):
                continue  # the curated file describes its own beat
            self._put(line, same)
        self._waiting.clear()

    def _same_roles(self) -> dict[str, str]:
        """Return the loaded characters that are curated ones: the one role of one performer in one drama."""
        loaded: dict[str, set[str]] = {}
        for line in self._waiting:
            if line.predicate == _PORTRAYS:
                loaded.setdefault(self._reader.renamed(line.subject), set()).add(self._reader.renamed(line.object))
        players = Counter(role for roles in loaded.values() for role in roles)
        pairs = [(roles, self._curated.roles.get(performance, set())) for performance, roles in loaded.items()]
        return {
            role: curated
            for roles, known in pairs
            if len(roles) == len(known) == 1
            for role, curated in zip(roles, known, strict=True)
            if players[role] == 1
        }

    def _put(self, line: Line, same: Mapping[str, str] | None = None) -> None:
        """Write one line under the slugs that stay in use."""
        subject, predicate, value, graph = line[:4]
        if line.about.kind == "source" and subject in self._curated.things:
            return  # sources.yaml describes it
        if self._renames:
            subject, graph = self._reader.renamed(subject), self._reader.renamed(graph)
            if value[0] == "<":
                value = self._reader.renamed(value)
            if same:
                subject, value = same.get(subject, subject), same.get(value, value)
        if predicate == _PREFERRED:
            # Two loads, or a load and a curated file, may spell a name in two ways: the first is preferred.
            if self._preferred.setdefault((subject, _language(value)), value) != value:
                predicate = _ALTERNATIVE
        elif predicate in _ONE_VALUE and self._single.setdefault((subject, predicate), value) != value:
            return
        elif predicate == _TYPE:
            self._count(subject, value)
        if line.where.kind == "drama":
            self.written.add(line.graph)
        elif line.about.graph is not None and line.about.graph.drama and line.predicate != _DERIVED:
            self.told.add(line.subject)
        if line.about.graph is None:
            self.things.add(subject)
        self._out.write(f"{subject} {predicate} {value} {graph} .\n")

    def _count(self, subject: str, kind: str) -> None:
        counted = self._kinds.get(kind)
        if counted == "people":
            self.people.add(subject)
        if counted and subject not in self._curated.things:
            self.new[counted].add(subject)


def _kinds(ontology: Ontology) -> dict[str, str]:
    """Return what each class is counted as."""
    found = dict(_KINDS)
    found.update((f"<{DKG.base}{name}>", "relationships") for name in ontology.relationship_types)
    found.update((f"<{DKG.base}{name}>", "events") for name in ontology.event_kinds)
    return found

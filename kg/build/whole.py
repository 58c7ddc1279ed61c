"""A build from scratch: every file is read, and everything is checked."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from kg.build.folder import Build, Summary, forget_old_builds, fresh_folder
from kg.build.inputs import code_version, read_inputs
from kg.build.manifest import DramaNotes, Manifest
from kg.build.steps import STEPS, Progress
from kg.errors import DataError, Problem, Where
from kg.files import write_whole
from kg.load.curated import read_collection
from kg.load.quads import Statements, drama_statements, people_statements, source_statements, telling_addresses
from kg.model import Collection
from kg.ontology import ALIGNMENTS, Ontology
from kg.reason import Closure, Program, check, inferred_quad
from kg.store import EmbeddedStore
from kg.validate import Slice, validate_slices
from kg.vocab import GRAPH_BASE, RDF

__all__ = ["CheckedFiles", "build_all", "check_files"]


@dataclass(frozen=True)
class CheckedFiles:
    """A checked collection, and the statements of each of its files."""

    collection: Collection
    sources: Statements
    people: Statements
    dramas: dict[str, Statements]

    @property
    def quads(self) -> list[Quad]:
        """Every statement of every file."""
        return [quad for statements in self.parts for quad in statements.quads]

    @property
    def parts(self) -> list[Statements]:
        """The statements of each file."""
        return [self.sources, self.people, *self.dramas.values()]

    def slices(self) -> Iterator[Slice]:
        """Yield what each file says, with the classes of what it refers to in others."""
        typed: dict[NamedNode, list[Triple]] = {}
        for quad in self.quads:
            if quad.predicate == RDF.type and isinstance(quad.subject, NamedNode):
                typed.setdefault(quad.subject, []).append(quad.triple)
        for statements in self.parts:
            yield Slice.of(statements.quads, statements.origins, lambda node: typed.get(node, ()))


def check_files(data: Path, ontology: Ontology, progress: Progress = lambda _step: None) -> CheckedFiles:
    """Read a data folder and check it against every rule and shape; return what each file gives.

    Raises `DataError` with every problem of every file.
    """
    progress(STEPS[0])
    collection = read_collection(data, ontology)
    addresses = telling_addresses(collection.sources)
    dramas = {str(d.slug): drama_statements(d, ontology, addresses.get(d.slug, ())) for d in collection.dramas}
    sources = source_statements(collection.sources, dramas)
    checked = CheckedFiles(collection, sources, people_statements(collection.people), dramas)
    progress(STEPS[1])
    problems = validate_slices([_ontology_slice(ontology), *checked.slices()], ontology)
    if problems:
        raise DataError(problems)
    return checked


def build_all(data: Path, builds: Path, ontology_folder: Path, progress: Progress) -> Build:
    """Build the graph from every file of a data folder and put it to use.

    Raises `DataError`, `InconsistencyError` or `BuildError`; the build in use then stays.
    """
    started = time.perf_counter()
    inputs = read_inputs(data, ontology_folder)
    ontology = Ontology(ontology_folder)  # as the files are now: they are what the fingerprint is of
    checked = check_files(data, ontology, progress)
    asserted = set(checked.quads)
    progress(STEPS[2])
    program = Program.of(ontology)
    closure = Closure.of({quad.triple for quad in asserted}, program)
    check(closure, program)
    inferred = [inferred_quad(triple) for triple in closure.inferred()]
    progress(STEPS[3])
    notes = {
        str(drama.slug): DramaNotes.of(drama, checked.dramas[str(drama.slug)].quads)
        for drama in checked.collection.dramas
    }
    with fresh_folder(builds) as folder:
        quads = [*asserted, *inferred, *ontology.quads(), *_alignments(ontology.folder)]
        EmbeddedStore.write(folder / "store", quads)
        closure.save(folder / "closure")
        Manifest.of(code_version(), inputs, checked.collection, notes).write(folder)
        seconds = round(time.perf_counter() - started, 2)
        summary = _summary(checked.collection, asserted, len(inferred), inputs.fingerprint, seconds)
        write_whole(folder / "summary.json", json.dumps(asdict(summary), indent=2))
        write_whole(builds / "current", folder.name)
    forget_old_builds(builds, keep=folder.name)
    return Build(folder, summary)


def _ontology_slice(ontology: Ontology) -> Slice:
    return Slice({quad.triple for quad in ontology.quads()})


def _alignments(folder: Path) -> Iterator[Quad]:
    """Yield the alignments to other vocabularies, which are for readers and never reasoned over."""
    path = folder / ALIGNMENTS
    if path.is_file():
        graph = NamedNode(GRAPH_BASE + "alignments")
        try:
            for triple in parse(path=path, format=RdfFormat.TURTLE):
                yield Quad(triple.subject, triple.predicate, triple.object, graph)
        except SyntaxError as error:
            raise DataError([Problem(Where(str(path), error.lineno or 1), f"not Turtle: {error.msg}")]) from error


def _summary(collection: Collection, asserted: set[Quad], inferred: int, made_from: str, seconds: float) -> Summary:
    full = [drama for drama in collection.dramas if drama.coverage == "full"]
    return Summary(
        fingerprint=made_from,
        built=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        seconds=seconds,
        dramas=len(full),
        thin_dramas=len(collection.dramas) - len(full),
        characters=sum(len(drama.characters) for drama in collection.dramas),
        people=len(collection.people),
        relationships=sum(len(drama.relationships) for drama in collection.dramas),
        events=sum(len(drama.events) for drama in collection.dramas),
        sources=len(collection.sources),
        graphs=len({quad.graph_name for quad in asserted}),
        asserted=len(asserted),
        inferred=inferred,
    )

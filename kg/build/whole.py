"""A build from scratch: every file is read, and everything is checked."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from kg.build.checking import CheckedFiles, check_files, check_loads, soundness
from kg.build.folder import Build, Summary, forget_old_builds, fresh_folder
from kg.build.inputs import Inputs, code_version, read_inputs
from kg.build.loads import Loads
from kg.build.manifest import DramaNotes, Manifest
from kg.build.steps import STEPS, Progress
from kg.build.tables import table_files
from kg.errors import DataError, Problem, Where
from kg.files import write_whole
from kg.load.loaded import loaded_files
from kg.model import Collection
from kg.ontology import ALIGNMENTS, Ontology
from kg.reason import Closure, Program, check, inferred_quad
from kg.store import EmbeddedStore, StoreWriter
from kg.vocab import GRAPH_BASE, GRAPH_INFERRED

__all__ = ["CheckedFiles", "build_all", "check_all"]


@dataclass(frozen=True)
class _Counts:
    """How many statements and graphs a build was told, and how many statements follow."""

    asserted: int
    graphs: int
    inferred: int


def check_all(data: Path, ontology: Ontology, progress: Progress) -> tuple[Collection, list[Quad]]:
    """Read a data folder and check it against every rule and shape; return the collection and what it says.

    Loads are checked too, and that nothing in them contradicts: they are far larger than the curated files, so their
    statements are not returned. Raises `DataError` with every problem of every file, and `InconsistencyError`.
    """
    with TemporaryDirectory() as folder:
        work = Path(folder)
        checked = check_files(data, ontology, work, progress)
        if checked.loads is None:
            return checked.collection, checked.quads
        text = _n_triples(checked)
        with EmbeddedStore.writing(work / "store") as writer:
            _write_told(writer, checked, checked.loads, text)
            problems = check_loads(checked, writer.asking, ontology)
        if problems:
            raise DataError(problems)
        _closed(text, ontology)
        return checked.collection, checked.quads


def build_all(data: Path, builds: Path, ontology_folder: Path, progress: Progress, old: Build | None = None) -> Build:
    """Build the graph from every file of a data folder and put it to use.

    What the build ``old`` found sound in the loads is not looked at again. Raises `DataError`, `InconsistencyError` or
    `BuildError`; the build in use then stays.
    """
    started = time.perf_counter()
    inputs = read_inputs(data, ontology_folder)
    ontology = Ontology(ontology_folder)  # as the files are now: they are what the fingerprint is of
    sound = ""
    with ExitStack() as stack:
        if loaded_files(data) or table_files(data):
            # A large store is written once: its shapes are checked where it will stay.
            folder = stack.enter_context(fresh_folder(builds))
            checked = check_files(data, ontology, folder, progress)
            sound = soundness(inputs, checked)
            counts = _write_with_loads(folder, checked, ontology, progress, sound=_was_sound(old, sound))
        else:
            checked = check_files(data, ontology, None, progress)
            asserted = set(checked.quads)
            progress(STEPS[2])
            closure = _closed(_n_triples(checked), ontology)
            inferred = [inferred_quad(triple) for triple in closure.inferred()]
            progress(STEPS[3])
            folder = stack.enter_context(fresh_folder(builds))
            EmbeddedStore.write(folder / "store", [*asserted, *inferred, *_beside(ontology)])
            closure.save(folder / "closure")
            counts = _Counts(len(asserted), len({quad.graph_name for quad in asserted}), len(inferred))
        _manifest(checked, inputs, sound).write(folder)
        seconds = round(time.perf_counter() - started, 2)
        summary = _summary(checked, counts, inputs.fingerprint, seconds)
        write_whole(folder / "summary.json", json.dumps(asdict(summary), indent=2))
        write_whole(builds / "current", folder.name)
    forget_old_builds(builds, keep=folder.name)
    return Build(folder, summary)


def _was_sound(old: Build | None, sound: str) -> bool:
    try:
        return old is not None and Manifest.read(old.path).sound == sound
    except (OSError, ValueError, TypeError, KeyError):
        return False


def _write_with_loads(
    folder: Path, checked: CheckedFiles, ontology: Ontology, progress: Progress, *, sound: bool
) -> _Counts:
    """Write the store and the closure of curated files and loads; raises `DataError` for a shape that a load breaks.

    Loads stay text: as objects they would take many times the memory.
    """
    loads = checked.loads
    assert loads is not None  # noqa: S101
    text = _n_triples(checked)
    with EmbeddedStore.writing(folder / "store") as writer:
        asserted, graphs = _write_told(writer, checked, loads, text)
        problems = check_loads(checked, writer.asking, ontology, sound=sound)
        if problems:
            raise DataError(problems)
        progress(STEPS[2])
        closure = _closed(text, ontology)
        del text
        inferred = closure.inferred_n_triples()
        closure.save(folder / "closure")
        del closure
        progress(STEPS[3])
        writer.add_triples(inferred)
        writer.add_triples(inferred, GRAPH_INFERRED)
        writer.add(_beside(ontology))
        for path in folder.glob("*.nq"):
            path.unlink()
    return _Counts(asserted, graphs, inferred.count(b"\n"))


def _write_told(writer: StoreWriter, checked: CheckedFiles, loads: Loads, text: bytes) -> tuple[int, int]:
    """Write what files tell; return how many statements in how many graphs."""
    writer.add_named(checked.quads, loads.file)
    counts = len(writer), writer.graphs()
    writer.add_triples(text)
    return counts


def _n_triples(checked: CheckedFiles) -> bytes:
    """Return all that files tell, as N-Triples."""
    text = serialize({quad.triple for quad in checked.quads}, format=RdfFormat.N_TRIPLES) or b""
    return text if checked.loads is None else b"".join([text, *checked.loads.n_triples()])


def _closed(text: bytes, ontology: Ontology) -> Closure:
    """Return the closure of N-Triples. Raises `InconsistencyError`."""
    program = Program.of(ontology)
    closure = Closure.of_n_triples(text, program)
    check(closure, program)
    return closure


def _beside(ontology: Ontology) -> Iterator[Quad]:
    """Yield the ontology, and its alignments to other vocabularies, which are for readers and never reasoned over."""
    yield from ontology.quads()
    path = ontology.folder / ALIGNMENTS
    if path.is_file():
        graph = NamedNode(GRAPH_BASE + "alignments")
        try:
            for triple in parse(path=path, format=RdfFormat.TURTLE):
                yield Quad(triple.subject, triple.predicate, triple.object, graph)
        except SyntaxError as error:
            raise DataError([Problem(Where(str(path), error.lineno or 1), f"not Turtle: {error.msg}")]) from error


def _manifest(checked: CheckedFiles, inputs: Inputs, sound: str) -> Manifest:
    notes = {
        str(drama.slug): DramaNotes.of(drama, checked.dramas[str(drama.slug)].quads)
        for drama in checked.collection.dramas
    }
    return Manifest.of(code_version(), inputs, checked.collection, notes, checked.identity, checked.loads, sound)


def _summary(checked: CheckedFiles, counts: _Counts, made_from: str, seconds: float) -> Summary:
    collection = checked.collection
    full = [drama for drama in collection.dramas if drama.coverage == "full"]
    more = checked.loads.counts if checked.loads else {}
    return Summary(
        fingerprint=made_from,
        built=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        seconds=seconds,
        dramas=len(full),
        thin_dramas=len(collection.dramas) - len(full) + more.get("dramas", 0),
        characters=sum(len(drama.characters) for drama in collection.dramas) + more.get("characters", 0),
        people=len(collection.people) - len(checked.identity.given_up) + more.get("people", 0),
        relationships=sum(len(drama.relationships) for drama in collection.dramas) + more.get("relationships", 0),
        events=sum(len(drama.events) for drama in collection.dramas) + more.get("events", 0),
        sources=len(collection.sources) + more.get("sources", 0),
        graphs=counts.graphs,
        asserted=counts.asserted,
        inferred=counts.inferred,
        loaded_dramas=more.get("dramas", 0),
        left_out=len(checked.loads.left_out) if checked.loads else 0,
    )

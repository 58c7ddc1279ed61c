"""The pipeline: curated files to a store on disk, swapped in whole.

A build folder holds ``current``, a file that names the build in use, and one folder for each build. A new build is
written beside the old one, and ``current`` is replaced in one step, so that a build that fails or dies leaves the old
one in use.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import mkdtemp

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.errors import BuildError, DataError, Problem, Where
from kg.load.curated import read_collection
from kg.load.quads import to_statements
from kg.model import Collection
from kg.ontology import ALIGNMENTS, Ontology
from kg.reason import close
from kg.store import EmbeddedStore
from kg.validate import validate
from kg.version import __version__
from kg.vocab import GRAPH_BASE

__all__ = [
    "STEPS",
    "Build",
    "Summary",
    "build",
    "check_data",
    "current_build",
    "fingerprint",
    "in_use",
    "is_current",
]

STEPS = ("reading", "checking shapes", "reasoning", "writing the store")
_KEPT_BUILDS = 2
_DEAD_SECONDS = 3600.0
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build holds."""

    fingerprint: str
    built: str
    seconds: float
    dramas: int
    thin_dramas: int
    characters: int
    people: int
    relationships: int
    events: int
    sources: int
    graphs: int
    asserted: int
    inferred: int


@dataclass(frozen=True, slots=True)
class Build:
    """A finished build on disk."""

    path: Path
    summary: Summary

    @property
    def store_path(self) -> Path:
        """The folder of the store itself."""
        return self.path / "store"


def fingerprint(data: Path, ontology: Path) -> str:
    """Return a hash of every file that a build depends on, the package's version included."""
    digest = hashlib.sha256(__version__.encode())
    for folder in (data, ontology):
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".yaml", ".ttl", ".rq") and p.is_file()):
            digest.update(f"\0{path.relative_to(folder).as_posix()}\0".encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]


def current_build(builds: Path) -> Build | None:
    """Return the build in use, or None where there is none that can be used."""
    try:
        name = (builds / "current").read_text(encoding="utf-8").strip()
        path = builds / Path(name).name
        summary = Summary(**json.loads((path / "summary.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return Build(path, summary) if (path / "store").is_dir() else None


def is_current(found: Build | None, data: Path, ontology: Path) -> bool:
    """Tell whether a build was made from the files as they are now."""
    return found is not None and found.summary.fingerprint == fingerprint(data, ontology)


def check_data(
    data: Path, ontology: Ontology, progress: Progress = lambda _step: None
) -> tuple[Collection, list[Quad]]:
    """Read a data folder and check it against every rule and shape; return the collection and its quads.

    Raises `DataError` with every problem of every file.
    """
    progress(STEPS[0])
    collection = read_collection(data, ontology)
    statements = to_statements(collection, ontology)
    progress(STEPS[1])
    problems = validate(statements.quads, ontology, statements.origins)
    if problems:
        raise DataError(problems)
    return collection, statements.quads


def build(data: Path, builds: Path, ontology_folder: Path, progress: Progress = lambda _step: None) -> Build:
    """Build the graph from a data folder and put it to use; the build in use stays until the new one is whole.

    ``progress`` is called with each of `STEPS` as it begins. Raises `DataError`, `InconsistencyError` or `BuildError`.
    """
    started = time.perf_counter()
    ontology = Ontology(ontology_folder)  # as the files are now: they are what the fingerprint is of
    made_from = fingerprint(data, ontology_folder)
    collection, asserted = check_data(data, ontology, progress)
    progress(STEPS[2])
    inferred = close(asserted, ontology)
    progress(STEPS[3])
    quads = [*asserted, *inferred, *ontology.quads(), *_alignments(ontology_folder)]
    with _fresh_folder(builds) as folder:
        EmbeddedStore.write(folder / "store", quads)
        summary = _summary(collection, asserted, inferred, made_from, time.perf_counter() - started)
        _write(folder / "summary.json", json.dumps(asdict(summary), indent=2))
        _write(builds / "current", folder.name)
    _forget_old_builds(builds, keep=folder.name)
    return Build(folder, summary)


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


def _summary(
    collection: Collection, asserted: list[Quad], inferred: list[Quad], made_from: str, seconds: float
) -> Summary:
    full = [drama for drama in collection.dramas if drama.coverage == "full"]
    return Summary(
        fingerprint=made_from,
        built=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        seconds=round(seconds, 2),
        dramas=len(full),
        thin_dramas=len(collection.dramas) - len(full),
        characters=sum(len(drama.characters) for drama in collection.dramas),
        people=len(collection.people),
        relationships=sum(len(drama.relationships) for drama in collection.dramas),
        events=sum(len(drama.events) for drama in collection.dramas),
        sources=len(collection.sources),
        graphs=len({quad.graph_name for quad in asserted}),
        asserted=len(set(asserted)),
        inferred=len(inferred),
    )


@contextmanager
def _fresh_folder(builds: Path) -> Iterator[Path]:
    """Make a folder for a new build; take it away again when the build fails."""
    try:
        builds.mkdir(parents=True, exist_ok=True)
        folder = Path(mkdtemp(prefix="build-", dir=builds))
    except OSError as error:
        raise BuildError(f"cannot write to {builds}: {error.strerror or error}") from error
    try:
        yield folder
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise BuildError(f"the build could not be written to {folder}: {error.strerror or error}") from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _write(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old text or the new one, never half of it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def in_use(path: Path) -> Iterator[None]:
    """Keep a build from being deleted by later ones for as long as this process serves it."""
    marker = path / f"in-use-{os.getpid()}"
    try:
        marker.touch()
    except OSError:
        # A build on a read-only disk is not deleted by anybody either.
        yield
        return
    try:
        yield
    finally:
        marker.unlink(missing_ok=True)


def _is_served(path: Path) -> bool:
    """Tell whether a living process has marked a build as in use."""
    return any(_lives(int(marker.name.rpartition("-")[2])) for marker in path.glob("in-use-*[0-9]"))


def _lives(process: int) -> bool:
    if os.name != "posix":
        return True  # signal 0 would end the process there
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _modified(path: Path) -> float:
    """Return when a folder was changed; 0 for one that another build has just deleted."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _forget_old_builds(builds: Path, keep: str) -> None:
    """Delete what no longer serves: all but the newest builds and those in use, and what dead builds left behind.

    The build before the new one stays, for readers that have just opened it.
    """
    now = time.time()
    whole: list[Path] = []
    broken: list[Path] = []
    for path in builds.glob("build-*"):
        (whole if (path / "summary.json").exists() else broken).append(path)
    whole.sort(key=lambda path: (path.name == keep, _modified(path)), reverse=True)
    old = [path for path in whole[_KEPT_BUILDS:] if not _is_served(path)]
    dead = [path for path in broken if now - _modified(path) > _DEAD_SECONDS]
    for path in (*old, *dead):
        shutil.rmtree(path, ignore_errors=True)

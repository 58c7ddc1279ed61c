"""Which drama files have changed since a build, and what they say now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.build.inputs import Inputs, WholeBuildNeededError, code_version
from kg.build.manifest import DramaNotes, Manifest
from kg.errors import DataError, Problem
from kg.load.check import check_drama
from kg.load.curated import read_dramas
from kg.load.identity import drama_identifiers
from kg.load.world import World
from kg.load.yamltree import display_path
from kg.model import Drama
from kg.ontology import Ontology
from kg.store import EmbeddedStore
from kg.vocab import thing

__all__ = ["Change", "changed_since", "read_changed"]

_FEW = 10
_SHARE = 10  # more than one in so many, and reading them all is as quick
_DRAMAS = "data/dramas/"
_YAML = ".yaml"


@dataclass(frozen=True)
class Change:
    """The slugs of the drama files that are new or different, and of those that are gone."""

    written: tuple[str, ...]
    gone: tuple[str, ...]
    dramas: int

    def __len__(self) -> int:
        """How many files are concerned."""
        return len(self.written) + len(self.gone)


def changed_since(manifest: Manifest, data: Path, inputs: Inputs) -> Change:
    """Find the drama files that are not as a build knew them.

    Raises `WholeBuildNeededError` when something else has changed too, or a great part of the dramas.
    """
    if manifest.code != code_version():
        raise WholeBuildNeededError("the code has changed")
    if any((data / "dramas").glob("*.yml")):
        raise WholeBuildNeededError("there are files that are not read")
    different = dict(inputs.files.items() ^ manifest.files.items())
    others = [name for name in different if _slug(name) is None]
    if others:
        raise WholeBuildNeededError(f"{min(others)} has changed")
    written = tuple(sorted(slug for name in different if name in inputs.files and (slug := _slug(name))))
    gone = tuple(sorted(slug for name in different if name not in inputs.files and (slug := _slug(name))))
    change = Change(written, gone, sum(_slug(name) is not None for name in inputs.files))
    if len(change) > max(_FEW, change.dramas // _SHARE):
        raise WholeBuildNeededError(f"{len(change):,} of {change.dramas:,} dramas have changed")
    return change


def _slug(name: str) -> str | None:
    """Return the slug of a drama file, None for other files."""
    slug = name.removeprefix(_DRAMAS).removesuffix(_YAML)
    return slug if name == f"{_DRAMAS}{slug}{_YAML}" and "/" not in slug else None


def read_changed(
    change: Change, manifest: Manifest, data: Path, ontology: Ontology, store: EmbeddedStore
) -> tuple[Drama, ...]:
    """Read the files that have changed, and check them beside what the manifest knows of the others.

    ``store`` is that of the build before: it knows what has been loaded.

    Raises `DataError` with the problems that a whole build would find, and `WholeBuildNeededError` where it could find
    more: in files that have not changed.
    """
    problems: list[Problem] = []
    read = read_dramas([data / "dramas" / f"{slug}{_YAML}" for slug in change.written], ontology, problems)
    if {drama.slug for drama in read.dramas} | set(read.broken) != set(change.written):
        raise WholeBuildNeededError("a drama has another slug than its file")
    others = {slug: notes for slug, notes in manifest.dramas.items() if slug not in {*change.written, *change.gone}}
    world = _world(read.dramas, read.broken, others, manifest, data, ontology)
    for reason in _lost_references(others, manifest, world):
        raise WholeBuildNeededError(reason)
    for drama in read.dramas:
        problems.extend(check_drama(drama, world))
    if problems:
        raise DataError(problems)
    for reason in _identity_changes(read.dramas, change, others, manifest, store):
        raise WholeBuildNeededError(reason)
    return read.dramas


def _world(
    read: tuple[Drama, ...],
    broken: tuple[str, ...],
    others: Mapping[str, DramaNotes],
    manifest: Manifest,
    data: Path,
    ontology: Ontology,
) -> World:
    """Return the names of all files, in the order in which a whole build would read them."""
    beats = {slug: notes.beats for slug, notes in others.items()}
    beats |= {str(drama.slug): [beat.slug for beat in drama.beats] for drama in read}
    order = sorted(beats, key=lambda slug: f"{slug}{_YAML}")
    return World(
        ontology,
        dramas=[*order, *broken],
        beats={slug: beats[slug] for slug in order},
        people=manifest.people_in(display_path(data / "people.yaml")),
        sources=dict.fromkeys(manifest.sources),
    )


def _identity_changes(
    read: tuple[Drama, ...],
    change: Change,
    others: Mapping[str, DramaNotes],
    manifest: Manifest,
    store: EmbeddedStore,
) -> Iterator[str]:
    """Yield why more than the changed files may have another identity now: what loads tell rests on it."""
    now = {str(drama.slug): _meets_loads(drama.coverage, len(drama.beats), drama_identifiers(drama)) for drama in read}
    before = {
        slug: _meets_loads(notes.coverage, len(notes.beats), notes.identifiers)
        for slug in (*change.written, *change.gone)
        if (notes := manifest.dramas.get(slug))
    }
    given = {identifier for notes in others.values() for identifier in notes.identifiers}
    left_out, joined = set(manifest.left_out), set(manifest.joined)

    def is_loaded(identifier: str) -> bool:
        return identifier in left_out or any(True for _ in store.told(thing("drama", identifier)))

    for slug in (*change.written, *change.gone):
        (_, ours), (_, theirs) = now.get(slug, _NOTHING), before.get(slug, _NOTHING)
        if any(map(is_loaded, given & ours)):
            yield f"{slug} has the identifier of another drama"
        given |= ours
        if not joined.isdisjoint(theirs):
            yield f"loads add to {slug}"
        changed = ours ^ theirs if now.get(slug, _NOTHING)[0] == before.get(slug, _NOTHING)[0] else ours | theirs
        if any(map(is_loaded, changed)):
            yield f"loads tell of {slug}, and its identifiers or how fully it is told have changed"


_NOTHING: tuple[bool, frozenset[str]] = (False, frozenset())


def _meets_loads(coverage: str, beats: int, identifiers: Sequence[str]) -> tuple[bool, frozenset[str]]:
    """Return whether a drama leaves out what loads tell of it, and what identifies it."""
    return coverage == "full" or beats > 1, frozenset(identifiers)


def _lost_references(others: Mapping[str, DramaNotes], manifest: Manifest, world: World) -> Iterator[str]:
    """Yield why a file that has not changed may have a problem now."""
    known = set(world.dramas)
    for slug in manifest.dramas_of_sources:
        if slug not in known:
            yield f"a source refers to {slug}"
    for notes in others.values():
        yield from (f"a drama is the sequel of {slug}" for slug in notes.sequel_of if slug not in known)
    for slug, addresses in manifest.addresses.items():
        yield from (
            f"an address waits for {one.beat}" for one in addresses if one.beat not in world.beats.get(slug, ())
        )

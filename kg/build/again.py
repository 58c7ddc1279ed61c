"""A build from the one before: only the dramas that have changed are read, checked and written.

The result is the one that a build of every file would give. Where that is not sure, `WholeBuildNeededError` is raised.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Triple

from kg.build.change import Change, changed_since, read_changed
from kg.build.folder import Build, Summary, forget_old_builds, fresh_folder, in_use
from kg.build.inputs import WholeBuildNeededError, read_inputs
from kg.build.manifest import DramaNotes, Manifest
from kg.build.reasoner import Reasoner
from kg.build.steps import STEPS, Progress
from kg.errors import BuildError
from kg.files import write_whole
from kg.load.identity import unified_drama
from kg.load.quads import Statements, drama_statements
from kg.model import Drama
from kg.ontology import Ontology
from kg.reason import inferred_quad
from kg.store import EmbeddedStore
from kg.validate import Slice, validate_slices
from kg.vocab import GRAPH_BASE, GRAPH_INFERRED, GRAPH_ONTOLOGY, GRAPH_PROVENANCE, GRAPH_THEMES, ID_BASE, RDF

__all__ = ["build_changes"]

_NOT_DATA = frozenset((GRAPH_INFERRED, GRAPH_ONTOLOGY, GRAPH_THEMES, NamedNode(GRAPH_BASE + "alignments")))
_NOT_ASSERTED = frozenset((GRAPH_INFERRED, NamedNode(GRAPH_BASE + "alignments")))


@dataclass(frozen=True)
class _Old:
    """The build before."""

    manifest: Manifest
    store: EmbeddedStore
    reasoner: Reasoner


@dataclass(frozen=True)
class _Difference:
    """What some dramas say now and what they said before."""

    dramas: Mapping[str, Drama]
    now: Mapping[str, Statements]
    before: frozenset[Quad]

    @cached_property
    def quads(self) -> frozenset[Quad]:
        """Everything that they say now."""
        return frozenset(quad for statements in self.now.values() for quad in statements.quads)

    @cached_property
    def removed(self) -> frozenset[Quad]:
        """What they said and do not say any more."""
        return self.before - self.quads

    @cached_property
    def added(self) -> frozenset[Quad]:
        """What they did not say before."""
        return self.quads - self.before


def build_changes(
    old: Build, reasoner: Reasoner, data: Path, builds: Path, ontology_folder: Path, progress: Progress
) -> tuple[Build, Change]:
    """Build the graph from an older build and the drama files that have changed since, and put it to use.

    ``reasoner`` has the closure of the older build. Returns the older build itself where nothing has changed. Raises
    `DataError` or `BuildError`; the build in use then stays. Raises `WholeBuildNeededError` where only a build of every
    file gives the right result or the right problems.
    """
    started = time.perf_counter()
    with in_use(old.path):
        inputs, manifest = read_inputs(data, ontology_folder), _read_manifest(old)
        change = changed_since(manifest, data, inputs)
        if not len(change):
            return old, change
        ontology = Ontology(ontology_folder)
        progress(STEPS[0])
        before = _Old(manifest, _open_store(old), reasoner)
        dramas = read_changed(change, manifest, data, ontology, before.store)
        difference = _difference(before, change, dramas, ontology)
        progress(STEPS[1])
        if validate_slices(_slices(difference, before.store), ontology):
            raise WholeBuildNeededError("a shape is broken")
        progress(STEPS[2])
        lost, gained = _reason(difference, before)
        progress(STEPS[3])
        with fresh_folder(builds) as folder:
            reasoner.begin_to_save(folder / "closure")
            before.store.write_changed(folder / "store", [*difference.removed, *lost], [*difference.added, *gained])
            notes = _notes(difference, manifest, change)
            replace(manifest, files=inputs.files, dramas=notes).write(folder)
            summary = replace(
                _counts(old.summary, manifest.dramas, notes, len(difference.added) - len(difference.removed)),
                inferred=old.summary.inferred + len(gained) - len(lost),
                fingerprint=inputs.fingerprint,
                built=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                seconds=round(time.perf_counter() - started, 2),
            )
            reasoner.wait()
            write_whole(folder / "summary.json", json.dumps(asdict(summary), indent=2))
            write_whole(builds / "current", folder.name)
    forget_old_builds(builds, keep=folder.name)
    return Build(folder, summary), change


def _read_manifest(old: Build) -> Manifest:
    try:
        return Manifest.read(old.path)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise WholeBuildNeededError(f"the build before has no notes on its files ({error})") from error


def _open_store(old: Build) -> EmbeddedStore:
    try:
        return EmbeddedStore.open(old.store_path)
    except BuildError as error:
        raise WholeBuildNeededError(f"the build before cannot be read ({error})") from error


def _difference(old: _Old, change: Change, dramas: Iterable[Drama], ontology: Ontology) -> _Difference:
    addresses = old.manifest.addresses
    dramas = [unified_drama(drama, old.manifest.given_up) for drama in dramas]
    now = {str(d.slug): drama_statements(d, ontology, addresses.get(d.slug, ())) for d in dramas}
    said = (quad for slug in (*change.written, *change.gone) for quad in _said_before(slug, old))
    return _Difference({str(drama.slug): drama for drama in dramas}, now, frozenset(said))


def _said_before(slug: str, old: _Old) -> Iterator[Quad]:
    """Yield the quads that a drama's file gave to the build before."""
    notes = old.manifest.dramas.get(slug)
    if notes is None:
        return
    for graph in notes.graph_nodes(slug):
        yield from old.store.told(graph=graph)
    for thing in notes.described(slug):
        yield from old.store.told(subject=thing, graph=GRAPH_PROVENANCE)


def _slices(difference: _Difference, store: EmbeddedStore) -> Iterator[Slice]:
    """Yield what each changed drama says, and what other files say of it, with the classes of what these refer to."""
    typed: dict[NamedNode, list[Triple]] = {}
    for quad in difference.quads:
        if quad.predicate == RDF.type and isinstance(quad.subject, NamedNode):
            typed.setdefault(quad.subject, []).append(quad.triple)

    def elsewhere(**pattern: NamedNode) -> Iterator[Quad]:
        """Yield what the files that have not changed say."""
        return (q for q in store.told(**pattern) if q.graph_name not in _NOT_DATA and q not in difference.before)

    def types(node: NamedNode) -> Iterator[Triple]:
        yield from typed.get(node, ())
        yield from (quad.triple for quad in elsewhere(subject=node, predicate=RDF.type))

    for statements in difference.now.values():
        yield Slice.of(statements.quads, statements.origins, types)
    things = {quad.subject for quad in (*difference.quads, *difference.before)}
    named = [node for node in things if isinstance(node, NamedNode) and node.value.startswith(ID_BASE)]
    referring = {quad.subject for node in named for quad in elsewhere(value=node)}
    others = [quad for node in referring if isinstance(node, NamedNode) for quad in elsewhere(subject=node)]
    yield Slice.of(others, {}, types)


def _reason(difference: _Difference, old: _Old) -> tuple[list[Quad], list[Quad]]:
    """Bring the closure up to date; return how the inferred graph changes."""
    removed, added = difference.removed, difference.added
    still = {quad.triple for quad in added}
    gone = {quad.triple for quad in removed if quad.triple not in still}
    gone = {triple for triple in gone if not any(_asserts(quad, removed) for quad in old.store.telling(triple))}
    fresh = {triple for triple in still if not any(_asserts(quad, ()) for quad in old.store.telling(triple))}
    lost, gained = old.reasoner.update(gone, fresh)
    return [inferred_quad(triple) for triple in lost], [inferred_quad(triple) for triple in gained]


def _asserts(quad: Quad, removed: Iterable[Quad]) -> bool:
    return quad.graph_name not in _NOT_ASSERTED and quad not in removed


def _notes(difference: _Difference, manifest: Manifest, change: Change) -> dict[str, DramaNotes]:
    """Return the notes on all dramas, those that have changed brought up to date."""
    notes = {slug: one for slug, one in manifest.dramas.items() if slug not in change.gone}
    for slug, drama in difference.dramas.items():
        notes[slug] = DramaNotes.of(drama, difference.now[slug].quads)
    return notes


def _counts(summary: Summary, before: Mapping[str, DramaNotes], now: Mapping[str, DramaNotes], more: int) -> Summary:
    """Return the counts of a summary after a change of the dramas and of ``more`` statements."""

    def change(count: Callable[[DramaNotes], int]) -> int:
        return sum(map(count, now.values())) - sum(map(count, before.values()))

    full = change(lambda notes: notes.coverage == "full")
    return replace(
        summary,
        dramas=summary.dramas + full,
        thin_dramas=summary.thin_dramas + len(now) - len(before) - full,
        characters=summary.characters + change(lambda notes: notes.characters),
        relationships=summary.relationships + change(lambda notes: notes.relationships),
        events=summary.events + change(lambda notes: notes.events),
        graphs=summary.graphs + change(lambda notes: len(notes.graphs)),
        asserted=summary.asserted + more,
    )

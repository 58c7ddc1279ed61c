"""Reading and checking every file that a build is made from: the curated ones, and the loads beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Triple

from kg.build.inputs import Inputs, code_version
from kg.build.loads import Curated, Loads, read_loads
from kg.build.steps import STEPS, Progress
from kg.build.tables import files_of_loads
from kg.errors import DataError, Problem, Where
from kg.load.curated import read_collection
from kg.load.identity import Identity, one_slug_each, unified
from kg.load.quads import (
    Statements,
    decision_statements,
    drama_statements,
    people_statements,
    source_statements,
    telling_addresses,
)  # fmt: skip
from kg.model import Collection
from kg.ontology import Ontology
from kg.store import EmbeddedStore
from kg.validate import Slice, validate_slices
from kg.vocab import DKG, ID_BASE, RDF, thing

__all__ = ["CheckedFiles", "check_files", "check_loads", "soundness"]

_DECIDING = ("data/loaded/", "data/tables/", "ontology/")
_PEOPLE_TOGETHER = 200
_DRAMAS_TOGETHER = 5


@dataclass(frozen=True)
class CheckedFiles:
    """A checked collection, the statements of each of its files, and what loads add to them."""

    collection: Collection
    sources: Statements
    people: Statements
    dramas: dict[str, Statements]
    decisions: Statements = field(default_factory=Statements)
    identity: Identity = field(default_factory=Identity)
    loads: Loads | None = None

    @property
    def quads(self) -> list[Quad]:
        """Every statement of every curated file."""
        return [quad for statements in self.parts for quad in statements.quads]

    @property
    def parts(self) -> list[Statements]:
        """The statements of each curated file."""
        return [self.sources, self.people, self.decisions, *self.dramas.values()]

    def slices(self) -> Iterator[Slice]:
        """Yield what each curated file says, with the classes of what it refers to in others."""
        typed: dict[NamedNode, list[Triple]] = {}
        for quad in self.quads:
            if quad.predicate == RDF.type and isinstance(quad.subject, NamedNode):
                typed.setdefault(quad.subject, []).append(quad.triple)
        # A decision may be about somebody whom only a load knows.
        for slug in self.loads.people if self.loads else ():
            node = thing("person", slug)
            typed.setdefault(node, [Triple(node, RDF.type, DKG.Person)])
        for statements in self.parts:
            own = statements.quads
            if statements is self.decisions:
                # That two people are different is said of them here, and all else in other files.
                nodes = {quad.subject for quad in own if quad.predicate == RDF.type}
                own = [quad for quad in own if quad.subject in nodes]
            yield Slice.of(own, statements.origins, lambda node: typed.get(node, ()))


def check_files(
    data: Path, ontology: Ontology, work: Path | None, progress: Progress = lambda _step: None
) -> CheckedFiles:
    """Read a data folder and check the curated files against every rule and shape, and the loads line by line.

    What is made of the loads is written below ``work``; without it, loads are passed over. Raises `DataError` with
    every problem of every file.
    """
    progress(STEPS[0])
    problems: list[Problem] = []
    files = files_of_loads(data, work, problems) if work else []
    try:
        collection = read_collection(data, ontology)
    except DataError as error:
        if work:
            read_loads(files, Identity(), Curated([], Identity()), {}, ontology, work / "loaded.nq", problems)
        raise DataError([*error.problems, *problems]) from error
    checked = _checked(collection, ontology)
    if work and files:
        identity = checked.identity
        beats = {str(drama.slug): len(drama.beats) for drama in collection.dramas}
        curated = Curated(checked.quads, identity)
        loads = read_loads(files, identity, curated, beats, ontology, work / "loaded.nq", problems)
        problems.extend(one_slug_each(collection.dramas, loads.curated_too))
        checked = replace(checked, loads=loads, decisions=_decisions(collection, identity, loads.people))
    progress(STEPS[1])
    problems += validate_slices([_ontology_slice(ontology), *checked.slices()], ontology)
    if problems:
        raise DataError(problems)
    return checked


def _checked(collection: Collection, ontology: Ontology) -> CheckedFiles:
    """Turn a collection into the statements of each file."""
    identity = Identity.of(collection)
    unique = unified(collection, identity)
    addresses = telling_addresses(unique.sources)
    dramas = {str(d.slug): drama_statements(d, ontology, addresses.get(d.slug, ())) for d in unique.dramas}
    return CheckedFiles(
        collection=collection,
        sources=source_statements(unique.sources, dramas),
        people=people_statements(unique.people),
        dramas=dramas,
        decisions=_decisions(collection, identity, frozenset()),
        identity=identity,
    )


def _decisions(collection: Collection, identity: Identity, loaded: frozenset[str]) -> Statements:
    """Return the decisions about people whom curated files or loads know."""
    curated = {str(person.slug) for person in collection.people}
    return decision_statements(collection.decisions, identity, (curated - set(identity.given_up)) | loaded)


def _ontology_slice(ontology: Ontology) -> Slice:
    return Slice({quad.triple for quad in ontology.quads()})


def soundness(inputs: Inputs, checked: CheckedFiles) -> str:
    """Return a hash of the loads and of all that decides whether they keep the shapes, the curated files apart."""
    parts = [f"{name}={inputs.files[name]}" for name in sorted(inputs.files) if name.startswith(_DECIDING)]
    parts.append(code_version())
    if checked.loads is not None:
        identity = checked.identity
        parts += sorted(checked.loads.left_out)
        parts += [f"{slug}={identity.dramas[slug]}" for slug in sorted(checked.loads.joined)]
        parts += [f"{slug}={identity.people[slug]}" for slug in sorted(checked.loads.joined_people)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def check_loads(
    checked: CheckedFiles, store: EmbeddedStore, ontology: Ontology, *, sound: bool = False
) -> list[Problem]:
    """Hold what loads say against the shapes, as curated files are; the store has all that files tell.

    ``sound`` says that a build before found the same loads sound: then only what curated files speak of too is looked
    at. Returns what is wrong, each with the line of the load.
    """
    loads = checked.loads
    if loads is None:
        return []
    things = loads.things
    if sound:
        several = set(checked.identity.people.values())
        things = tuple(term for term in things if ":" not in (slug := _slug(term)) or slug in several)
    problems = validate_slices(_slices(things, store, {}), ontology)
    if not problems:
        return []
    # The line of every thing is only looked for when one is needed: loads are large.
    origins = loads.origins(term[1:-1] for term in things)
    return validate_slices(_slices(things, store, origins), ontology)


def _slices(things: tuple[str, ...], store: EmbeddedStore, origins: Mapping[str, Where]) -> Iterator[Slice]:
    """Yield what is said of the things of loads, some dramas or people together."""

    def types(node: NamedNode) -> Iterator[Triple]:
        return (quad.triple for quad in store.union(node, RDF.type))

    for some in _together(things):
        own = [quad for term in some for quad in store.union(NamedNode(term[1:-1]))]
        yield Slice.of(own, origins, types)


def _together(things: tuple[str, ...]) -> Iterator[list[str]]:
    """Yield the things of some dramas, or some people, at a time; what is a drama's stays together."""
    dramas = groupby(sorted(things, key=_owner), key=_owner)
    waiting: list[str] = []
    count = 0
    for owner, of_owner in dramas:
        if not owner:
            people = iter(of_owner)
            while some := list(islice(people, _PEOPLE_TOGETHER)):
                yield some
            continue
        waiting.extend(of_owner)
        count += 1
        if count == _DRAMAS_TOGETHER:
            yield waiting
            waiting, count = [], 0
    if waiting:
        yield waiting


def _owner(term: str) -> str:
    """Return the slug of the drama that a thing belongs to, '' for people and sources."""
    return _slug(term) if term.startswith(_OF_DRAMAS) else ""


def _slug(term: str) -> str:
    """Return the slug of what a thing is or belongs to: a drama, a person or a source."""
    return term[len(ID_BASE) + 1 : -1].split("/")[1]


_OF_DRAMAS = (f"<{ID_BASE}drama/", f"<{ID_BASE}performance/")

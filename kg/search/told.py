"""What search knows: the names of things, and what tells them apart, each with the beats that tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from pyoxigraph import NamedNode, Quad

from kg.store import GraphStore
from kg.vocab import CREDITS, DKG, GRAPH_PROVENANCE, GRAPH_THEMES, ID_BASE, OWL, PROV, SKOS

__all__ = ["Fact", "Name", "Part", "Place", "Told", "kind_of", "path_of", "read_told"]


class Place(NamedTuple):
    """Where something is told: by a beat of a drama, or by none (drama is '': what is known of people and themes)."""

    drama: str
    position: int


_ALWAYS = Place("", 0)


class Name(NamedTuple):
    """A name of a thing; ``naming`` is "label", "other", or "alias" for one that belongs to an alias of a character."""

    iri: str
    text: str
    lang: str
    naming: str
    place: Place


class Part(NamedTuple):
    """Somebody plays a character in a drama ('' for a part that nobody has named)."""

    person: str
    character: str
    drama: str
    billing: str
    place: Place


class Fact(NamedTuple):
    """What tells a thing from a namesake: a year, a network, an occupation; and how fully a drama is told."""

    iri: str
    key: str
    text: str
    lang: str
    place: Place


@dataclass(frozen=True)
class Told:
    """All of it, whoever may know it."""

    names: list[Name] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)


def kind_of(iri: str) -> str | None:
    """Return the kind of thing that an IRI names; None for what search does not know.

    >>> kind_of(f"{ID_BASE}drama/soundtrack-1/character/eunsoo"), kind_of(f"{ID_BASE}drama/soundtrack-1/beat/1")
    ('character', None)
    """
    if not iri.startswith(ID_BASE):
        return None
    parts = iri.removeprefix(ID_BASE).split("/")
    if len(parts) == 2 and parts[0] in ("drama", "person", "theme", "source"):
        return parts[0]
    return "character" if len(parts) == 4 and parts[0] == "drama" and parts[2] == "character" else None


def path_of(iri: str) -> str:
    """Return the slug of a thing, a character's with that of the drama.

    >>> path_of(f"{ID_BASE}drama/soundtrack-1/character/eunsoo"), path_of(f"{ID_BASE}person/park-hyung-sik")
    ('soundtrack-1/eunsoo', 'park-hyung-sik')
    """
    _, _, path = iri.removeprefix(ID_BASE).partition("/")
    return path.replace("/character/", "/")


def read_told(store: GraphStore) -> Told:
    """Read what a store tells. What is inferred is left out: nobody tells it, so nobody says from when on."""
    return _Reading(store).told()


class _Reading:
    def __init__(self, store: GraphStore) -> None:
        self._store = store

    def told(self) -> Told:
        return Told(
            list(dict.fromkeys([*self._names(), *self._sources()])),
            list(dict.fromkeys(self._parts())),
            list(dict.fromkeys(self._facts())),
        )

    def _quads(self, predicate: NamedNode) -> Iterator[tuple[str, Any, list[Place]]]:
        """Yield what is said with a predicate: of what, what, and by which beats."""
        for quad in self._store.told(None, predicate):
            places = self._places.get(_text(quad.graph_name))
            if places and isinstance(quad.subject, NamedNode):
                yield quad.subject.value, quad.object, places

    @cached_property
    def _places(self) -> Mapping[str, list[Place]]:
        """The beats that tell each graph; a graph that is derived from a source and told by no beat is always told."""
        beats = self._beats
        found: dict[str, list[Place]] = {GRAPH_THEMES.value: [_ALWAYS]}
        for quad in self._described(DKG.revealedAt):
            place = beats.get(_text(quad.object))
            found.setdefault(_text(quad.subject), []).extend([place] if place else [])
        for quad in self._described(PROV.wasDerivedFrom):
            found.setdefault(_text(quad.subject), [_ALWAYS])
        return found

    @cached_property
    def _beats(self) -> Mapping[str, Place]:
        positions = {_text(quad.subject): int(_text(quad.object)) for quad in self._described(DKG.position)}
        return {
            beat: Place(_text(quad.object), positions[beat])
            for quad in self._described(DKG.inDrama)
            if (beat := _text(quad.subject)) in positions
        }

    def _described(self, predicate: NamedNode) -> Iterator[Quad]:
        return self._store.told(None, predicate, None, GRAPH_PROVENANCE)

    def _names(self) -> Iterator[Name]:
        owners = self._owners()
        for predicate, naming in ((SKOS.prefLabel, "label"), (SKOS.altLabel, "other")):
            for iri, value, places in self._quads(predicate):
                text, lang = _text(value), getattr(value, "language", None) or "en"
                kind = kind_of(iri)
                if kind is not None:
                    known = _both(places, self._known.get(iri, ())) if kind == "person" else places
                    yield from (Name(iri, text, lang, naming, place) for place in known)
                for owner, also in owners.get(iri, ()):
                    yield from (Name(owner, text, lang, "alias", one) for one in _both(places, also))

    @cached_property
    def _known(self) -> Mapping[str, list[Place]]:
        """Which beats make a person known: those that tell of work in a drama, theirs or that of a namesake.

        The name of a person is no fact of a story. To list it before would tell that they are yet to come.
        """
        found: dict[str, list[Place]] = {}
        for predicate in CREDITS:
            for _, person, places in self._quads(predicate):
                found.setdefault(_text(person), []).extend(places)
        apart = [(one, _text(other)) for one, other, _ in self._quads(OWL.differentFrom)]
        beside = [(one, found.get(other, [])) for pair in apart for one, other in (pair, pair[::-1])]
        for one, places in beside:
            found[one] = [*found.get(one, ()), *places]
        return found

    def _owners(self) -> Mapping[str, list[tuple[str, list[Place]]]]:
        """Return whom each alias denotes, and which beats tell that."""
        found: dict[str, list[tuple[str, list[Place]]]] = {}
        for alias, character, places in self._quads(DKG.denotes):
            found.setdefault(alias, []).append((_text(character), places))
        return found

    def _sources(self) -> Iterator[Name]:
        """Yield the names of sources. One is known once it tells something, or judges a drama that has begun."""
        places: dict[str, dict[Place, None]] = {}
        for quad in self._described(PROV.wasDerivedFrom):
            told = self._places.get(_text(quad.subject), ())
            seen = self._about_people(quad.subject) if told == [_ALWAYS] else told
            places.setdefault(_text(quad.object), {}).update(dict.fromkeys(seen))
        judged = {_text(quad.subject): _text(quad.object) for quad in self._described(DKG.judges)}
        for quad in self._described(DKG.madeIn):
            if (drama := judged.get(_text(quad.subject))) is not None:
                places.setdefault(_text(quad.object), {})[Place(drama, 1)] = None
        for predicate, naming in ((SKOS.prefLabel, "label"), (SKOS.altLabel, "other")):
            for quad in self._described(predicate):
                source, lang = _text(quad.subject), getattr(quad.object, "language", None) or "en"
                if kind_of(source) == "source":
                    yield from (Name(source, _text(quad.object), lang, naming, one) for one in places.get(source, ()))

    def _about_people(self, graph: object) -> Iterator[Place]:
        """Yield when a graph that no beat tells is seen: once somebody of whom it speaks is known."""
        for quad in self._store.told(graph=graph) if isinstance(graph, NamedNode) else ():
            yield from (place for term in (quad.subject, quad.object) for place in self._known.get(_text(term), ()))

    def _parts(self) -> Iterator[Part]:
        """Yield the parts that people play. Who plays whom, and how it is billed, is said in one graph."""
        portrays = self._by_graph(DKG.portrays)
        billing = self._by_graph(DKG.billing)
        dramas = self._by_graph(DKG.inDrama)
        for said, people in self._by_graph(DKG.performer).items():
            for drama in dramas.get(said, ()):
                for character in portrays.get(said, [""]):
                    for billed in billing.get(said, [""]):
                        for place in self._places[said[1]]:
                            yield from (Part(person, character, drama, billed, place) for person in people)

    def _by_graph(self, predicate: NamedNode) -> Mapping[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for quad in self._store.told(None, predicate):
            graph = _text(quad.graph_name)
            if self._places.get(graph):
                found.setdefault((_text(quad.subject), graph), []).append(_text(quad.object))
        return found

    def _facts(self) -> Iterator[Fact]:
        for predicate, key in ((DKG.year, "year"), (DKG.network, "network"), (DKG.platform, "network"),
                               (DKG.occupation, "occupation"), (DKG.coverage, "coverage")):  # fmt: skip
            for iri, value, places in self._quads(predicate):
                lang = getattr(value, "language", None) or ""
                if kind_of(iri) is not None:
                    yield from (Fact(iri, key, _text(value), lang, place) for place in places)


def _both(some: Iterable[Place], others: Iterable[Place]) -> Iterator[Place]:
    """Yield where two statements are told together: the later of two beats of one drama."""
    for one in some:
        for other in others:
            if one.drama == other.drama or not one.drama or not other.drama:
                yield max(one, other, key=lambda place: (place.drama, place.position))


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))

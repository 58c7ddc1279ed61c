"""What a built graph knows of people: names, identifiers, works, and with whom they work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from kg.names import is_hangul
from kg.store import GraphStore
from kg.vocab import DKG, ID_BASE, OWL, RDF, SKOS

__all__ = ["People", "PersonFacts"]

_PERSON, _DRAMA, _PERFORMANCE = (f"{ID_BASE}{kind}/" for kind in ("person", "drama", "performance"))


@dataclass
class PersonFacts:
    """One person; ``roles`` are the characters they play, by drama."""

    slug: str
    name: str = ""
    names: list[str] = field(default_factory=list)
    identifiers: list[str] = field(default_factory=list)
    roles: dict[str, set[str]] = field(default_factory=dict)
    crew: set[str] = field(default_factory=set)

    @cached_property
    def hangul(self) -> frozenset[str]:
        """The names in hangul, without spaces."""
        return frozenset(name.replace(" ", "") for name in self.names if is_hangul(name))

    @property
    def works(self) -> set[str]:
        """The dramas that they act in or make."""
        return {*self.roles, *self.crew}


class People:
    """The people of a store."""

    def __init__(self) -> None:
        self.by_slug: dict[str, PersonFacts] = {}
        self.apart: set[frozenset[str]] = set()
        self.years: dict[str, int] = {}
        self.titles: dict[str, str] = {}
        self.casts: dict[str, set[str]] = {}

    @classmethod
    def of(cls, store: GraphStore) -> People:
        """Read the people of a store."""
        people = cls()
        for iri, _ in _pairs(store, RDF.type, _PERSON, DKG.Person):
            people.by_slug[iri[len(_PERSON) :]] = PersonFacts(iri[len(_PERSON) :])
        people._read_names(store)
        people._read_works(store)
        for one, other in _pairs(store, OWL.differentFrom, _PERSON):
            people.apart.add(frozenset((one[len(_PERSON) :], other[len(_PERSON) :])))
        return people

    def _read_names(self, store: GraphStore) -> None:
        for predicate in (SKOS.prefLabel, SKOS.altLabel):
            for quad in store.union(None, predicate):
                if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, Literal):
                    continue
                iri, text = quad.subject.value, quad.object
                if not iri.startswith((_PERSON, _DRAMA)) or iri.count("/") > _PERSON.count("/"):
                    continue  # a character, a group: nobody who is asked about here
                if iri.startswith(_PERSON) and (one := self.by_slug.get(iri[len(_PERSON) :])):
                    one.names.append(text.value)
                    if predicate == SKOS.prefLabel and (text.language == "en" or not one.name):
                        one.name = text.value
                elif predicate == SKOS.prefLabel and (text.language == "en" or iri not in self.titles):
                    self.titles[iri] = text.value
        for iri, identifier in _pairs(store, DKG.identifier, _PERSON):
            if one := self.by_slug.get(iri[len(_PERSON) :]):
                one.identifiers.append(identifier)
        for one in self.by_slug.values():
            one.names.sort()
            one.identifiers.sort()

    def _read_works(self, store: GraphStore) -> None:
        dramas = dict(_pairs(store, DKG.inDrama, _PERFORMANCE))
        roles: dict[str, set[str]] = {}
        for performance, role in _pairs(store, DKG.portrays, _PERFORMANCE):
            roles.setdefault(performance, set()).add(role)
        for performance, performer in _pairs(store, DKG.performer, _PERFORMANCE):
            slug, drama = performer[len(_PERSON) :], dramas.get(performance)
            if drama is not None and slug in self.by_slug:
                self.by_slug[slug].roles.setdefault(drama, set()).update(roles.get(performance, ()))
                self.casts.setdefault(drama, set()).add(slug)
        for predicate in (DKG.director, DKG.writer):
            for drama, person in _pairs(store, predicate, _DRAMA):
                if one := self.by_slug.get(person[len(_PERSON) :]):
                    one.crew.add(drama)
        for drama, year in _pairs(store, DKG.year, _DRAMA):
            if year.lstrip("-").isdigit():
                self.years[drama] = min(int(year), self.years.get(drama, 9999))

    def title(self, drama: str) -> str:
        """Return what a drama is called."""
        return self.titles.get(drama, drama[len(_DRAMA) :])

    def career(self, person: PersonFacts) -> tuple[int, int] | None:
        """Return the first and the last year of somebody's works, None where no year is known."""
        years = [self.years[drama] for drama in person.works if drama in self.years]
        return (min(years), max(years)) if years else None

    def co_stars(self, person: PersonFacts) -> set[str]:
        """Return whom somebody has acted with."""
        return {slug for drama in person.roles for slug in self.casts.get(drama, ())} - {person.slug}


def _pairs(
    store: GraphStore, predicate: NamedNode, base: str, value: NamedNode | None = None
) -> Iterator[tuple[str, str]]:
    """Yield what has a property and its value, of the things below an IRI, in the order of their letters."""
    yield from sorted(
        {
            (quad.subject.value, quad.object.value)
            for quad in store.union(None, predicate, value)
            if isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, NamedNode | Literal)
            and quad.subject.value.startswith(base)
        }
    )

"""What somebody may know of the names: which of them, what these things are called, and which come first."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kg.names import LANGUAGES, fold
from kg.search.index import KIND_ORDER, Flags, Ids, Index
from kg.search.told import Fact, Name, Part, Place, path_of
from kg.views import Viewpoint

__all__ = ["Details", "Seen"]

_FEW = 3  # titles that tell a person from a namesake
_LEADS = ("lead", "main")
_IN_FULL = 2  # a drama that is told in full counts so much more than one of which the cast alone is known
_NAMINGS = ("label", "other", "alias")


class Seen:
    """The part of an index that somebody may know. A viewpoint of None is that of who may know everything."""

    def __init__(self, index: Index, viewpoint: Viewpoint | None, details: Details) -> None:
        self.index = index
        self._viewpoint = viewpoint
        self._details = details
        reach = np.array([self._reach(drama) for drama in ("", *index.dramas)], np.int64)
        told = index.placed_at <= reach[index.placed_drama]
        self.open: Flags = np.zeros(len(index.names), np.bool_)
        self.open[index.placed[told]] = True

    def _reach(self, drama: str) -> int:
        """Return the last position of a drama that has been told."""
        big = int(np.iinfo(np.int32).max)
        if not drama or self._viewpoint is None:
            return big
        if not self._viewpoint.sees(drama, 1):
            return 0
        at = dict(self._viewpoint.positions).get(drama, self._viewpoint.others)
        return big if at is None else at

    def sees(self, place: Place) -> bool:
        """Tell whether what a beat tells may be known."""
        return not place.drama or self._viewpoint is None or self._viewpoint.sees(*place)

    @cached_property
    def _weights(self) -> tuple[NDArray[np.int32], Flags]:
        """How well known each thing is, and whether it is a lead, by the parts that have been told."""
        weights: Ids = np.zeros(len(self.index.things), np.int32)
        leads: Flags = np.zeros(len(self.index.things), np.bool_)
        told = [part for part in self._details.parts if self.sees(part.place)]
        full = {fact.iri for fact in self._details.told_in_full if self.sees(fact.place)}
        cast: dict[str, set[str]] = {}
        played: dict[str, set[str]] = {}
        for part in told:
            cast.setdefault(part.drama, set()).add(part.person)
            played.setdefault(part.person, set()).add(part.drama)
        for part in told:
            size = len(cast[part.drama])
            known = {part.person: len(played[part.person]), part.character: size,
                     part.drama: size * (_IN_FULL if part.drama in full else 1)}  # fmt: skip
            for iri, weight in known.items():
                number = self.index.number(iri)
                if number is not None:
                    weights[number] = max(weights[number], weight)
                    leads[number] |= part.billing in _LEADS
        return weights, leads

    @cached_property
    def rank(self) -> Ids:
        """The place of each thing among those that may be known: leads first, then who has many parts."""
        weights, leads = self._weights
        hidden = np.ones(len(weights), np.bool_)
        hidden[self.index.thing_of[self.open]] = False
        order = np.lexsort((np.arange(len(weights)), self.index.kind_numbers, -weights, ~leads, hidden))
        rank = np.empty(len(order), np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        return rank

    def is_lead(self, iri: str) -> bool:
        """Tell whether a thing plays, is or has a leading part."""
        number = self.index.number(iri)
        return number is not None and bool(self._weights[1][number])

    def of_kind(self, kind: str | None) -> Flags:
        """Return which names of a kind may be known; of all kinds but sources where none is said."""
        numbers = self.index.kind_numbers[self.index.thing_of]
        if kind is None:
            found: Flags = self.open & (numbers != KIND_ORDER.index("source"))
        else:
            found = self.open & (numbers == KIND_ORDER.index(kind))
        return found

    @cached_property
    def _owners(self) -> dict[str, dict[str, set[str]]]:
        found: dict[str, dict[str, set[str]]] = {}
        for number in np.flatnonzero(self.open).tolist():
            name = self.index.names[number]
            kind = self.index.kinds[self.index.thing_of[number]]
            found.setdefault(kind, {}).setdefault(fold(name.text), set()).add(name.iri)
        return found

    def owners(self, kind: str) -> dict[str, set[str]]:
        """Return which things of a kind have each name, in the form of `fold`."""
        return self._owners.get(kind, {})

    def by_name(self, kind: str) -> list[str]:
        """Return the things of a kind, in the order of their names."""
        things = {self.index.names[number].iri for number in np.flatnonzero(self.of_kind(kind)).tolist()}
        return sorted(things, key=lambda iri: (fold(self.label(iri, "en") or ""), iri))

    def all_names(self) -> list[Name]:
        """Return every name that may be known."""
        return [self.index.names[number] for number in np.flatnonzero(self.open).tolist()]

    def by_rank(self, kinds: Iterable[str]) -> list[str]:
        """Return the things of some kinds that may be known, the best known first."""
        things = {int(self.index.thing_of[number]) for number in np.flatnonzero(self.open).tolist()}
        ours = [thing for thing in things if self.index.kinds[thing] in kinds]
        return [self.index.things[thing] for thing in sorted(ours, key=lambda thing: self.rank[thing])]

    def names(self, iri: str) -> list[Name]:
        """Return the names of a thing that may be known, the main ones first."""
        return [name for number, name in self._details.names.get(iri, ()) if self.open[number]]

    def label(self, iri: str, lang: str) -> str | None:
        """Return what a thing is called in a language, or in another; None for what has no name."""
        names = self.names(iri)
        best = min(names, key=lambda name: (_NAMINGS.index(name.naming), name.lang != lang), default=None)
        return best.text if best else None

    def labels(self, iri: str) -> dict[str, str]:
        """Return what a thing is called in each language of the project."""
        return {lang: self.label(iri, lang) or path_of(iri) for lang in LANGUAGES}

    def detail(self, iri: str, kind: str) -> dict[str, str]:
        """Return what tells a thing from a namesake, in each language."""
        return {lang: " · ".join(self._detail(iri, kind, lang)) for lang in LANGUAGES}

    def _detail(self, iri: str, kind: str, lang: str) -> list[str]:
        parts = [part for part in self._details.parts_of.get(iri, ()) if self.sees(part.place)]
        if kind == "drama":
            return [*self._facts(iri, "year", lang)[:1], *self._facts(iri, "network", lang)[:1]]
        if kind == "character":
            drama = iri.partition("/character/")[0]
            return self._called([drama, *(part.person for part in parts)], lang)[:_FEW]
        parts.sort(key=lambda part: (part.billing not in _LEADS, self._year(part), part.drama))
        return [*self._called((part.drama for part in parts), lang)[:_FEW]] or self._facts(iri, "occupation", lang)[:1]

    def _year(self, part: Part) -> int:
        """Return a number that is the less, the later a drama was made."""
        years = self._facts(part.drama, "year", "en")
        return -int(years[0]) if years and years[0].isdecimal() else 0

    def _called(self, iris: Iterable[str], lang: str) -> list[str]:
        return [label for iri in dict.fromkeys(iris) if (label := self.label(iri, lang))]

    def _facts(self, iri: str, key: str, lang: str) -> list[str]:
        told = [fact for fact in self._details.facts_of.get(iri, ()) if fact.key == key and self.sees(fact.place)]
        ours = [fact.text for fact in told if fact.lang in ("", lang)] or [fact.text for fact in told]
        return sorted(dict.fromkeys(ours))


class Details:
    """What tells things apart, by thing."""

    def __init__(self, index: Index) -> None:
        self.parts = index.told.parts
        self.names: dict[str, list[tuple[int, Name]]] = {}
        for number, name in enumerate(index.names):
            self.names.setdefault(name.iri, []).append((number, name))
        self.parts_of: dict[str, list[Part]] = {}
        for part in index.told.parts:
            for iri in (part.person, part.character):
                self.parts_of.setdefault(iri, []).append(part)
        self.told_in_full = [fact for fact in index.told.facts if fact.key == "coverage" and fact.text == "full"]
        self.facts_of: dict[str, list[Fact]] = {}
        for fact in index.told.facts:
            self.facts_of.setdefault(fact.iri, []).append(fact)

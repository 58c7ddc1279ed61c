"""The person whom a text means, among those of whom something has been told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.analysis import ActorProfile
from kg.errors import NotFoundError
from kg.graph import KnowledgeGraph
from kg.names import fold
from kg.web.far import Far
from kg.web.problem import ProblemError
from kg.web.templating import Reader

__all__ = ["LONGEST_NAME", "AmbiguousError", "People", "UnknownPersonError", "known_for", "labelled", "seen_texts"]

LONGEST_NAME = 100
"""Characters of a name in an address."""
_MOST_LOOKED_AT = 24  # people whose names are like a text
_NEAR = 6


class AmbiguousError(ProblemError):
    """Several people have a name: ``choices`` are they. (300 is what HTTP has for an address with several answers.)"""

    def __init__(self, name: str, choices: Sequence[ActorProfile], reader: Reader) -> None:
        slugs = ", ".join(one.person.slug for one in choices)
        super().__init__(300, f"{reader.words('path_which', name=name[:LONGEST_NAME])} {slugs}")
        self.choices = tuple(choices)


class UnknownPersonError(ProblemError):
    """Nobody has a name, or nobody of whom anything is told so far: ``near`` are people with names like it."""

    def __init__(self, name: str, near: Sequence[ActorProfile], reader: Reader) -> None:
        super().__init__(404, reader.words("no_person", name=name[:80]))
        self.choices = tuple(near)


def seen_texts(far: Far) -> list[str]:
    """Return how far a reader is, as `KnowledgeGraph.at_texts` takes it."""
    return ["*=end"] if far.whole == "end" else [text for text in (far.whole or "").split(";") if text]


def known_for(profile: ActorProfile, reader: Reader) -> str:
    """Return what tells somebody from a namesake: one of their dramas, and the year."""
    for credit in sorted(profile.credits, key=lambda one: not one.drama.full):
        title = reader.plain(credit.drama.names)
        return f"{title}, {credit.drama.year}" if credit.drama.year else title
    return ""


def labelled(profile: ActorProfile, reader: Reader) -> str:
    """Return a name with what tells it from the same name of somebody else."""
    name, known = reader.plain(profile.person.names) or profile.person.slug, known_for(profile, reader)
    return f"{name} ({known})" if known else name


class People:
    """The people of one graph."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph

    def told(self, iri: str, far: Far) -> ActorProfile | None:
        """Return the person of an IRI, or None for who is told of later, and for who does not exist."""
        found = self._profile(iri, far)
        if found is None:
            return None
        namesakes = tuple(one for one in found.namesakes if self._profile(one.iri, far) is not None)
        return replace(found, namesakes=namesakes)

    def _profile(self, iri: str, far: Far) -> ActorProfile | None:
        try:
            found = self._graph.actor(iri, seen=seen_texts(far))
        except NotFoundError:
            return None
        if found.credits or far.whole == "end":
            return found
        # Who has worked nowhere, such as the namesake of somebody, is told of always; who works later is not yet.
        return None if self._graph.actor(iri, seen=["*=end"]).credits else found

    def person(self, name: str, far: Far, reader: Reader) -> ActorProfile:
        """Return the person of a slug or a name; who is told of later is not found, as who does not exist.

        Raises `AmbiguousError` where several have that name, `ProblemError` for nobody and for a text that is too long.
        """
        wanted = name.strip()
        if len(wanted) > LONGEST_NAME:
            raise ProblemError(400, reader.words("people_long", most=LONGEST_NAME))
        found = self._meant(wanted, far)
        if found is not None:
            return found
        near = self._like(wanted, far)
        same = [one for one in near if fold(wanted) in _folded(one)]
        if len(same) == 1:
            return same[0]
        if same:
            raise AmbiguousError(wanted, same, reader)
        raise UnknownPersonError(wanted, near[:_NEAR], reader)

    def _meant(self, name: str, far: Far) -> ActorProfile | None:
        try:
            return self.told(self._graph.find("person", name).value, far)
        except NotFoundError:
            return None

    def _like(self, name: str, far: Far) -> list[ActorProfile]:
        """Return people with names like a text."""
        if not fold(name):
            return []
        names = self._graph.names(seen_texts(far))
        found = [*names.complete("person", name, most=_MOST_LOOKED_AT), *names.near("person", name)]
        iris = dict.fromkeys(one.iri for one in found)
        return [profile for iri in iris if (profile := self.told(iri, far)) is not None]


def _folded(profile: ActorProfile) -> set[str]:
    """Return all names of a person, as `fold` has them."""
    others = (text for texts in profile.also.values() for text in texts)
    return {fold(text) for text in (*profile.person.names.values(), *others)}

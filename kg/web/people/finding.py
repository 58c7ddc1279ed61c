"""The person whom a text means, among those of whom something has been told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from kg.analysis import ActorProfile
from kg.errors import NotFoundError
from kg.graph import KnowledgeGraph
from kg.vocab import thing
from kg.web.far import Far
from kg.web.problem import ProblemError
from kg.web.templating import Reader

__all__ = ["LONGEST_NAME", "AmbiguousError", "People", "UnknownPersonError", "known_for", "labelled", "seen_texts"]

LONGEST_NAME = 100
"""Characters of a name in an address."""
_MOST_LOOKED_AT = 24  # people whose names are like a text
_NEAR = 6
_TITLES = 3  # that tell namesakes apart who have one in common
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._~-]*")
_SURELY = ("same", "romanised", "begins", "word", "choseong", "inside")  # how a search finds who may be meant


class AmbiguousError(ProblemError):
    """Several people have a name: ``choices`` are they. (300 is what HTTP has for an address with several answers.)"""

    def __init__(self, name: str, choices: Sequence[ActorProfile], reader: Reader) -> None:
        slugs = ", ".join(one.person.slug for one in choices)
        values = {"name": name[:LONGEST_NAME]}
        super().__init__(300, f"{reader.words('path_which', **values)} {slugs}", told="path_which", values=values)
        self.choices = tuple(choices)


class UnknownPersonError(ProblemError):
    """Nobody has a name, or nobody of whom anything is told so far: ``near`` are people with names like it."""

    def __init__(self, name: str, near: Sequence[ActorProfile], reader: Reader) -> None:
        super().__init__(404, reader.words("no_person", name=name[:80]))
        self.choices = tuple(near)


def seen_texts(far: Far) -> list[str]:
    """Return how far a reader is, as `KnowledgeGraph.at_texts` takes it."""
    return ["*=end"] if far.whole == "end" else [text for text in (far.whole or "").split(";") if text]


def known_for(profile: ActorProfile, reader: Reader, most: int = 1) -> str:
    """Return what tells somebody from a namesake: dramas as far as the reader is, those told in full first."""
    dramas = {one.drama.iri: one.drama for one in sorted(profile.credits, key=lambda one: not one.drama.full)}
    titles = (
        f"{reader.plain(drama.names)}, {drama.year}" if drama.year else reader.plain(drama.names)
        for drama in dramas.values()
    )
    return " · ".join(islice(titles, most))


def labelled(people: Sequence[ActorProfile], reader: Reader) -> list[str]:
    """Return the name of each with what tells them apart: a drama or two, what they do, or at the last the slug."""
    names = [reader.plain(one.person.names) or one.person.slug for one in people]
    for most in (1, _TITLES):
        known = [known_for(one, reader, most) or _work(one, reader) for one in people]
        texts = [f"{name} ({text})" if text else name for name, text in zip(names, known, strict=True)]
        if len(set(texts)) == len(texts):
            return texts
    return [f"{text} – {one.person.slug}" for text, one in zip(texts, people, strict=True)]


def _work(profile: ActorProfile, reader: Reader) -> str:
    return ", ".join(profile.occupations.get(reader.lang) or profile.occupations.get("en") or ())


class People:
    """The people of one graph."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph

    def told(self, iri: str, far: Far) -> ActorProfile | None:
        """Return the person of an IRI, or None for who is told of later, and for who does not exist."""
        try:
            return self._graph.actor(iri, seen=seen_texts(far))
        except NotFoundError:
            return None

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
        hits = self._graph.search(wanted, kind="person", seen=seen_texts(far), lang=reader.lang, most=_MOST_LOOKED_AT)
        told = ((hit, one) for hit in hits if (one := self.told(hit.iri, far)) is not None)
        like = list(islice(told, _NEAR))
        best = [one for hit, one in like if hit.order[:2] == like[0][0].order[:2] and hit.how in _SURELY]
        if len(best) == 1:
            return best[0]
        if best:
            raise AmbiguousError(wanted, best, reader)
        raise UnknownPersonError(wanted, [one for _, one in like], reader)

    def _meant(self, name: str, far: Far) -> ActorProfile | None:
        """Return the person of a slug."""
        if not _SLUG.fullmatch(name):
            return None
        iri = thing("person", name)
        # What has no name is no person: to look further would read the names of all.
        return self.told(iri.value, far) if self._graph.labels([iri]) else None

"""Finding one's way: how people are connected, who somebody is, and what to watch next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.errors import NotFoundError, did_you_mean
from kg.graph.finding import Finding
from kg.graph.given import viewpoint_of_texts
from kg.names import fold
from kg.search import SeenNames
from kg.views import FIRST, Viewpoint, position_of
from kg.vocab import ID_BASE

if TYPE_CHECKING:
    from kg.analysis import ActorProfile, CharacterProfile, Likeness, Paths

__all__ = ["Exploring"]


class Exploring(Finding):
    """What leads from one thing to others.

    ``seen`` says how far somebody is, in texts as `KnowledgeGraph.at_texts` takes them; without it only the premise of
    every drama is told.
    """

    def path(
        self, one: str, other: str, *, seen: Iterable[str] | None = None, through: str = "cast", most: int = 5
    ) -> Paths:
        """Return how two people are connected: the shortest chains of people who share a drama (docs/paths.md).

        ``through`` is "cast" for those who act together, or "all" for directors and writers too. Up to ``most``
        chains are found: the shortest, then some with one step more. Raises `NotFoundError` for a name that nobody or
        more than one has, `NoPathError` where nothing connects the two, and `QueryError` for the same person twice.

        >>> import kg
        >>> found = kg.open().path("박형식", "Noh Sang-hyun", through="all")
        >>> found.distance, found.best.people[1].name("en")
        (2, 'Kim Hee Won')
        """
        from kg.analysis import find_paths

        people = [self.find("person", name).value for name in (one, other)]
        credits = self._parts.credits.at(self._viewpoint(seen))
        return find_paths(credits, *people, through=through, most=most)

    def actor(self, name: str, *, seen: Iterable[str] | None = None) -> ActorProfile:
        """Return who a person is: names, identifiers, dramas with parts, and with whom they act.

        Raises `NotFoundError` for a name that nobody or more than one person has.

        >>> import kg
        >>> found = kg.open().actor("Park Hoon")
        >>> [(role.drama.slug, role.characters[0].name("ko"), role.billing) for role in found.roles]
        [('soundtrack-1', '결한', 'support')]
        """
        from kg.analysis import actor_profile

        credits = self._parts.credits.at(self._viewpoint(seen))
        return actor_profile(credits, self._parts.things, self.find("person", name).value)

    def character(self, name: str, *, at: int | str = FIRST) -> CharacterProfile:
        """Return who a character is by the beat ``at`` of their drama: a position, "premise" or "end".

        Raises `NotFoundError` for a name that no character or more than one has by then, and TypeError for what is
        no beat.

        >>> import kg
        >>> found = kg.open().character("Han Seon Woo")
        >>> found.drama.slug, found.row.billing, found.ties[0].other.name()
        ('soundtrack-1', 'lead', 'Lee Eun Soo')
        """
        from kg.analysis import character_profile

        iri = self._character_named(name, at)
        drama = iri.partition("/character/")[0]
        view = self._views.drama(NamedNode(drama), at)
        ref = self._parts.credits.at(Viewpoint()).drama(drama)
        found = character_profile(view, self.ontology, self._parts.told, ref, self._parts.things, iri)
        if found is None:
            raise NotFoundError(f"no character is called '{name.strip()[:60]}'")
        return found

    def similar(self, drama: str, *, seen: Iterable[str] | None = None, most: int = 6) -> tuple[Likeness, ...]:
        """Return the dramas that are most like one, each with the reasons in words (docs/paths.md).

        No reason rests on what is told later, of this drama or of the others. Raises `NotFoundError`, and `QueryError`
        for a wrong number.

        >>> import kg
        >>> found = kg.open().similar("Soundtrack #1")[0]
        >>> found.drama.slug, found.reasons[0].words["en"]
        ('soundtrack-2', 'its sequel')
        """
        from kg.analysis import find_alike

        iri = self.find("drama", drama).value
        return find_alike(self._parts.features.at(self._viewpoint(seen)), iri, most)

    def _viewpoint(self, seen: Iterable[str] | None) -> Viewpoint:
        return Viewpoint() if seen is None else viewpoint_of_texts(self.store, seen)

    def _character_named(self, name: str, at: int | str) -> str:
        """Return the IRI of the character of a name that may be known by a beat."""
        if not isinstance(name, str):
            raise TypeError(f"a character is found by a name, a slug or an IRI in a string, not by {name!r}")
        wanted = name.strip()
        names = self._parts.names.seen("character", Viewpoint(others=position_of(at)))
        known = {one.iri for one in names.all}
        slugs = wanted.removeprefix(f"{ID_BASE}drama/").replace("/character/", "/")
        drama, _, slug = slugs.partition("/")
        iri = f"{ID_BASE}drama/{drama}/character/{slug}"
        found = {iri} if iri in known else names.owners.get(fold(wanted), set()) if fold(wanted) else set()
        if len(found) == 1:
            return next(iter(found))
        if found:
            paths = (one.removeprefix(f"{ID_BASE}drama/").replace("/character/", "/") for one in found)
            choices = ", ".join(sorted(paths))
            raise NotFoundError(f"more than one character is called '{wanted[:60]}': say which by slug: {choices}")
        near = SeenNames(self._parts.names, Viewpoint(others=position_of(at))).near("character", wanted)
        hint = did_you_mean(wanted, [one.label for one in near])
        raise NotFoundError(f"no character is called '{wanted[:60]}'" + (f"; {hint}" if hint else ""))

"""Finding one's way: how people are connected, who somebody is, and what to watch next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from pyoxigraph import NamedNode

from kg.checked import checked_number
from kg.drama import Drama
from kg.errors import NotFoundError
from kg.graph.finding import Finding
from kg.graph.given import position_in, viewpoint_of_texts
from kg.search import SeenNames
from kg.views import FIRST, Viewpoint, position_of

if TYPE_CHECKING:
    from kg.analysis import ActorProfile, CharacterProfile, Likeness, Paths, ThemeProfile
    from kg.metrics import Metrics
    from kg.results import Table
    from kg.story import CommonArcs, Communities

__all__ = ["Exploring"]

_OPEN = ("person", "drama", "theme")


class Exploring(Finding):
    """What leads from one thing to others.

    ``seen`` says how far somebody is, in texts as `KnowledgeGraph.at_texts` takes them, or as beats by drama; without
    it only the premise of every drama is told. Where a name is asked for, a drama or a profile does as well.
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

        viewpoint = self._viewpoint(seen)
        first, last = (self._named("person", name, viewpoint) for name in (one, other))
        return find_paths(self._parts.credits.at(viewpoint), first, last, through=through, most=most)

    def actor(self, name: str, *, seen: Iterable[str] | None = None) -> ActorProfile:
        """Return who a person is: names, identifiers, dramas with parts, and with whom they act.

        Raises `NotFoundError` for a name that nobody or more than one person has.

        >>> import kg
        >>> found = kg.open().actor("Park Hoon")
        >>> [(role.drama.slug, role.characters[0].name("ko"), role.billing) for role in found.roles]
        [('soundtrack-1', '결한', 'support')]
        """
        from kg.analysis import actor_profile

        viewpoint = self._viewpoint(seen)
        return actor_profile(
            self._parts.credits.at(viewpoint), self._parts.things, self._named("person", name, viewpoint)
        )

    def character(self, name: str, *, at: int | str = FIRST, seen: Iterable[str] | None = None) -> CharacterProfile:
        """Return who a character is by the beat ``at`` of their drama: a position, "premise" or "end".

        Where ``seen`` is given, that says how far it is told. Raises `NotFoundError` for a name that no character or
        more than one has by then, and TypeError for what is no beat.

        >>> import kg
        >>> found = kg.open().character("Han Seon Woo")
        >>> found.drama.slug, found.row.billing, found.ties[0].other.name()
        ('soundtrack-1', 'lead', 'Lee Eun Soo')
        """
        from kg.analysis import character_profile

        viewpoint = Viewpoint(others=position_of(at)) if seen is None else self._viewpoint(seen)
        iri = self._named("character", name, viewpoint)
        drama = NamedNode(iri.partition("/character/")[0])
        view = self._views.drama(drama, at if seen is None else position_in(self.store, viewpoint, drama))
        ref = self._parts.credits.at(Viewpoint()).drama(drama.value)
        found = character_profile(view, self.ontology, self._parts.told, ref, self._parts.things, iri)
        if found is None:
            raise NotFoundError(f"no character is called '{name.strip()[:60]}'")
        return found

    def relationships(
        self,
        one: str,
        other: str | None = None,
        *,
        at: int | str = FIRST,
        seen: Iterable[str] | None = None,
        lang: str = "en",
    ) -> Table:
        """Return every phase of what ties a character to all others, or to one: a row each, in the order of the story.

        The columns are one, other, step, phase, relationship, starts, ends, certainty and told, with labels in
        ``lang``. ``at`` and ``seen`` are those of `character`. Raises what `character` raises.

        >>> import kg
        >>> found = kg.open().relationships("soundtrack-1/seonwoo", "soundtrack-1/eunsoo", at="end")
        >>> found.column("relationship_label")[0], found.column("relationship_label")[-1]
        ('best friendship', 'couple')
        """
        from kg.analysis import relationships_table

        profile = self.character(one, at=at, seen=seen)
        whom = None if other is None else self.character(other, at=at, seen=seen)
        table = relationships_table(profile, whom.row.iri if whom else None)
        drama = Drama(self._views.drama(NamedNode(profile.drama.iri), profile.position), self.ontology)
        return drama.labelled(table, lang)

    def meaning(self, name: str, *, kind: str | None = None, seen: Iterable[str] | None = None) -> tuple[str, str]:
        """Return the kind and the IRI of the one person, drama, character or theme that a name means.

        ``kind`` limits it to one of these. Raises `NotFoundError` where nothing has that name, or more than one thing.

        >>> import kg
        >>> kg.open().meaning("Han Sunwoo")[0]
        'character'
        """
        from kg.analysis import kind_of

        found = self._named(kind, name, self._viewpoint(seen))
        return kind_of(found), found

    def drama_seen(self, name: str, *, seen: Iterable[str] | None = None) -> Drama:
        """Return a drama as far as ``seen`` says. Raises `NotFoundError`.

        >>> import kg
        >>> kg.open().drama_seen("Soundtrack #1", seen=["*=3"]).position
        3
        """
        viewpoint = self._viewpoint(seen)
        drama = NamedNode(self._named("drama", name, viewpoint))
        return Drama(self._views.drama(drama, position_in(self.store, viewpoint, drama)), self.ontology, self.version)

    def metrics(
        self,
        drama: str,
        *,
        of: Literal["relationships", "presence"] = "relationships",
        seen: Iterable[str] | None = None,
    ) -> Metrics:
        """Return how central the characters of a drama are and what their network is like; see `Drama.metrics`.

        Raises `NotFoundError`, and ValueError for another network.

        >>> import kg
        >>> found = kg.open().metrics("Soundtrack #1", seen=["*=end"])
        >>> [(row["node"].rsplit("/", 1)[-1], row["degree"]) for row in found.table()][:2]
        [('seonwoo', 7), ('eunsoo', 7)]
        """
        return self.drama_seen(drama, seen=seen).metrics(of)

    def communities(self, drama: str, *, seed: int = 0, seen: Iterable[str] | None = None) -> Communities:
        """Return who in a drama has more to do with each other than with the rest; see `Story.communities`.

        Raises `NotFoundError`.

        >>> import kg
        >>> found = kg.open().communities("Soundtrack #1", seen=["*=end"])
        >>> len(found.members), found.compared
        (2, 7)
        """
        return self.drama_seen(drama, seen=seen).story.communities(seed)

    def arcs(self, *, seen: Iterable[str] | None = None, most: int = 10) -> CommonArcs:
        """Return the commonest ways in which relationships change, over all dramas as far as told (docs/analysis.md).

        Up to ``most`` whole sequences, and as many steps from one phase to the next. Raises `NotFoundError`, and
        `QueryError` for a wrong number.

        >>> import kg
        >>> found = kg.open().arcs(seen=["*=end"], most=100)
        >>> ("Couple", "FormerCouple") in [step.types for step in found.steps]
        True
        """
        from kg.analysis import SeenPhases
        from kg.story import common_arcs

        shown = checked_number("most", most)
        return common_arcs(SeenPhases(self._parts.told, self.ontology, self._viewpoint(seen)), shown)

    def theme(self, name: str, *, seen: Iterable[str] | None = None) -> ThemeProfile:
        """Return a theme with the dramas that have it or a narrower one. Raises `NotFoundError`.

        >>> import kg
        >>> found = kg.open().theme("동거")
        >>> found.theme.slug, [use.drama.slug for use in found.uses]
        ('cohabitation', ['soundtrack-2', 'soundtrack-1'])
        """
        from kg.analysis import theme_profile

        viewpoint, tree = self._viewpoint(seen), self._parts.theme_tree
        theme = tree[self._named("theme", name, viewpoint).rsplit("/", 1)[-1]]
        return theme_profile(theme, tree, self._parts.themes.at(viewpoint), self._parts.credits.at(viewpoint))

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

        viewpoint = self._viewpoint(seen)
        return find_alike(self._parts.features.at(viewpoint), self._named("drama", drama, viewpoint), most)

    def _viewpoint(self, seen: Iterable[str] | None) -> Viewpoint:
        return Viewpoint() if seen is None else viewpoint_of_texts(self.store, seen)

    def _named(self, kind: str | None, name: str, viewpoint: Viewpoint) -> str:
        """Return the IRI of what a name means that may be known from a viewpoint. Raises `NotFoundError`."""
        from kg.analysis import meant

        name = getattr(name, "iri", name)
        # The index of all names is slow to make: what certainly may be known is looked up without it.
        exact = [iri for one in _OPEN if kind in (None, one) and (iri := self._exactly(one, name, viewpoint))]
        return exact[0] if len(exact) == 1 else meant(SeenNames(self._parts.names, viewpoint), kind, name)

    def _exactly(self, kind: str, name: str, viewpoint: Viewpoint) -> str | None:
        try:
            iri = self.find(kind, name).value
        except NotFoundError:
            return None
        return iri if kind != "person" or iri in self._parts.credits.at(viewpoint) else None

"""What a network is to be made of, as people say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from kg.errors import NotFoundError, did_you_mean
from kg.ontology import Ontology
from kg.vocab import DKG

__all__ = [
    "NETWORKS", "CharacterNetwork", "Choice", "Network", "Told", "checked_characters", "chosen_kinds", "several",
]  # fmt: skip

Network = Literal["relationships", "presence", "actors", "dramas", "themes"]
"""Which network: of characters by relationship or by presence, of actors, of dramas, of themes."""
CharacterNetwork = Literal["relationships", "presence"]
"""Those of one drama's characters."""
Told = Literal["asserted", "inferred"]
"""Which ties: those that sources state, or those that follow."""
NETWORKS: tuple[str, ...] = get_args(Network)
"""Every `Network`."""
_OF_DRAMAS = ("cast", "themes")
_BY_KIND = ("relationships", "dramas")
_BY_TELLING = ("relationships", "dramas", "themes")


@dataclass(frozen=True, slots=True)
class Choice:
    """A network (``of``) and what to take into it: None takes all."""

    of: Network = "relationships"
    kinds: tuple[str, ...] | None = None
    sources: tuple[str, ...] | None = None
    told: Told | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for what is no network, and for a choice that it does not have."""
        if self.of not in NETWORKS:
            raise ValueError(f"there is no network of {self.of!r}: say one of {', '.join(map(repr, NETWORKS))}")
        if self.told not in (None, *get_args(Told)):
            raise ValueError(f"told={self.told!r} is no choice: say 'asserted', 'inferred', or None for both")
        for given, name, networks in ((self.kinds, "kinds", _BY_KIND), (self.told, "told", _BY_TELLING)):
            if given is not None and self.of not in networks:
                of = ", ".join(map(repr, networks))
                raise ValueError(f"the network of {self.of!r} has no choice of {name}: only those of {of} have")


def checked_characters(of: str) -> None:
    """Raise ValueError for what names no network of one drama's characters."""
    if of not in get_args(CharacterNetwork):
        raise ValueError(f"there is no network of {of!r}: say {' or '.join(map(repr, get_args(CharacterNetwork)))}")


def several(given: object) -> tuple[str, ...] | None:
    """Return what was given as one text or as several; None stays None, and a thing gives its IRI.

    Raises TypeError for anything else.

    >>> several("Romance"), several(["Romance", "Kinship"]), several(None)
    (('Romance',), ('Romance', 'Kinship'), None)
    """
    if given is None:
        return None
    ones = tuple(given) if isinstance(given, Iterable) and not isinstance(given, str) else (given,)
    found = tuple(getattr(one, "iri", one) for one in ones)
    for one in found:
        if not isinstance(one, str):
            raise TypeError(f"expected a text or several, not {one!r}")
    return found


def chosen_kinds(choice: Choice, ontology: Ontology) -> frozenset[str]:
    """Return the kinds of ties that are chosen: relationship types with those below them, or "cast" and "themes".

    Raises `NotFoundError` with the nearest names.

    >>> from kg.ontology import load_ontology
    >>> sorted(chosen_kinds(Choice(kinds=("Friendship",)), load_ontology()))
    ['BestFriendship', 'ChildhoodFriendship', 'FamilyLikeBond', 'Friendship']
    """
    types = ontology.relationship_types
    known = list(types) if choice.of == "relationships" else list(_OF_DRAMAS)
    if choice.kinds is None:
        return frozenset(known)
    by_name = {name.casefold(): name for name in known}
    found = set()
    for kind in choice.kinds:
        name = by_name.get(kind.strip().removeprefix("dkg:").removeprefix(DKG.base).casefold())
        if name is None:
            hint = did_you_mean(kind.strip(), known)
            what = "relationship type" if choice.of == "relationships" else "kind of tie between dramas"
            raise NotFoundError(f"no {what} is called '{kind.strip()[:60]}'" + (f"; {hint}" if hint else ""))
        found.add(name)
    if choice.of != "relationships":
        return frozenset(found)
    return frozenset(name for name, kind in types.items() if found & {name, *kind.ancestors})

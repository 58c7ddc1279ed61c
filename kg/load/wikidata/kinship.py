"""Relations between the items of characters as relationships of a drama, told last."""

from __future__ import annotations

from collections import Counter

from kg.load.loaded import catalogue_slug
from kg.load.wikidata.gather import Found, Kin
from kg.load.wikidata.terms import by_number
from kg.load.wikidata.wording import SOURCE
from kg.model import Citation, Relationship

__all__ = ["relationships"]

# Property → type, and its two roles: of the item that says so, and of the other.
_TYPES = {
    "P26": ("Marriage", "spouse", "spouse"),
    "P451": ("Couple", "partner", "partner"),
    "P3373": ("Siblinghood", "sibling", "sibling"),
    "P22": ("Parenthood", "child", "parent"),
    "P25": ("Parenthood", "child", "parent"),
    "P40": ("Parenthood", "parent", "child"),
}
# What is left of a relation that is said to be of a special kind (P1039: adoptive father, half-sister, sister-in-law).
_OF_A_KIND = ("Kinship", "relative", "relative")

Roles = tuple[tuple[str, tuple[str, ...]], ...]


def relationships(item: str, found: Found, told: str, left_out: Counter[str]) -> tuple[Relationship, ...]:
    """Return what holds between the characters of a drama, each once, whichever of the two says so.

    A marriage that ended is a marriage: it held in some phase, and Wikidata's end says nothing of the story's order.
    Relations of real people, such as kings, are history and not the drama's story.
    """
    here = set(found.characters_of(item))
    cited: dict[tuple[str, Roles], list[str]] = {}
    for kin in found.kin:
        if kin.character not in here or kin.property not in _TYPES:
            continue
        if kin.other not in here:
            left_out["relations to characters who are not in the same drama"] += 1
        elif found.is_real(kin.character) or found.is_real(kin.other):
            left_out["relations of real people who have a role"] += 1
        else:
            cited.setdefault(_phase(kin), []).append(f"{kin.character} {kin.property}")
    return tuple(
        Relationship(
            slug=_slug(kind, roles),
            type=kind,
            roles=tuple((role, tuple(catalogue_slug(SOURCE, who) for who in whom)) for role, whom in roles),
            cited=tuple(Citation(SOURCE, place) for place in dict.fromkeys(places)),
            told=told,
        )
        for (kind, roles), places in cited.items()
    )


def _phase(kin: Kin) -> tuple[str, Roles]:
    """Return the type of a relation and who has which role, alike from both sides."""
    kind, own, others = _OF_A_KIND if kin.of_kind and kin.property not in ("P26", "P451") else _TYPES[kin.property]
    if own == others:
        one, other = sorted((kin.character, kin.other), key=by_number)
        return kind, ((own, (one, other)),)
    filled = {own: (kin.character,), others: (kin.other,)}
    return kind, tuple((role, filled[role]) for role in ("parent", "child"))


def _slug(kind: str, roles: Roles) -> str:
    """Return the slug of a relationship: it has the type and both characters, by their items."""
    return catalogue_slug(SOURCE, "-".join((kind.lower(), *(who for _, whom in roles for who in whom))))

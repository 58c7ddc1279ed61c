"""Structural balance: whether the friends of friends are friends, and the enemies of enemies too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod

from kg.networks import PhaseRow
from kg.ontology import Ontology
from kg.story.ties import Pair, by_pair, is_doubted

__all__ = ["Balance", "SignedTriangle", "balance_of"]


@dataclass(frozen=True, slots=True)
class SignedTriangle:
    """Three characters and the signs (1, -1) of the first and second, the first and third, the second and third."""

    characters: tuple[str, str, str]
    signs: tuple[int, int, int]

    @property
    def balanced(self) -> bool:
        """Whether the product of the signs is positive."""
        return prod(self.signs) > 0


@dataclass(frozen=True, slots=True)
class Balance:
    """How balanced the network of those ties is that hold (D. Cartwright and F. Harary 1956, DOI 10.1037/h0046049).

    Of each pair the phases count that have no end as far as told, are not in doubt and have a sign; with both signs the
    pair is in ``ambivalent`` and in no triangle. ``share`` is that of the triangles that are balanced, None without
    any. ``whole`` tells whether every cycle is balanced: then, and only then, there are two camps, friends within and
    enemies between (one of them may be empty); None where no pair has a sign.
    """

    triangles: tuple[SignedTriangle, ...]
    share: float | None
    ambivalent: tuple[Pair, ...]
    whole: bool | None

    @property
    def frustrated(self) -> tuple[SignedTriangle, ...]:
        """The triangles that are not balanced."""
        return tuple(one for one in self.triangles if not one.balanced)


def balance_of(phases: Iterable[PhaseRow], ontology: Ontology) -> Balance:
    """Return how balanced a network of phases is."""
    holding = (phase for phase in phases if phase.end is None and not is_doubted(phase))
    signs = {
        pair: found
        for pair, of_pair in by_pair(holding, ontology).items()
        if (found := {ontology.relationship_types[phase.type].sign for phase in of_pair} - {0})
    }
    plain = {pair: found.pop() for pair, found in signs.items() if len(found) == 1}
    triangles = tuple(_triangles(plain))
    return Balance(
        triangles=triangles,
        share=sum(one.balanced for one in triangles) / len(triangles) if triangles else None,
        ambivalent=tuple(pair for pair in signs if pair not in plain),
        whole=_two_camps(plain) if plain else None,
    )


def _triangles(signs: Mapping[Pair, int]) -> Iterable[SignedTriangle]:
    """Yield each triangle once, its characters in the order of their letters."""
    after: dict[str, set[str]] = {}
    for one, other in signs:
        after.setdefault(one, set()).add(other)
    for one, other in signs:
        for third in sorted(after[one] & after.get(other, set())):
            yield SignedTriangle((one, other, third), (signs[one, other], signs[one, third], signs[other, third]))


def _two_camps(signs: Mapping[Pair, int]) -> bool:
    """Tell whether all can be put into two camps: positive pairs in the same, negative pairs in different ones."""
    around: dict[str, list[tuple[str, int]]] = {}
    for (one, other), sign in signs.items():
        around.setdefault(one, []).append((other, sign))
        around.setdefault(other, []).append((one, sign))
    camp: dict[str, int] = {}
    for start in around:
        waiting = [] if start in camp else [(start, 1)]
        while waiting:
            one, side = waiting.pop()
            if camp.setdefault(one, side) != side:
                return False
            waiting += [(other, side * sign) for other, sign in around[one] if camp.get(other) != side * sign]
    return True

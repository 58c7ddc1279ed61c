"""Love triangles: two who are drawn to the same third, and three who are all tied by love."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from kg.networks import PhaseRow, endpoints
from kg.ontology import Ontology
from kg.story.ties import is_a, is_doubted

__all__ = ["LoveTriangle", "love_triangles"]

# Those of ontology/rules/longs-for.rq and drawn-to.rq, with all types below them.
_LONGING = ("OneSidedLove", "Attraction")
_TOGETHER = ("Couple",)


@dataclass(frozen=True, slots=True)
class LoveTriangle:
    """Two rivals and the one whom both are drawn to, ``apex``; ``closed`` where the rivals have a tie of love too.

    ``apex`` is None where three are all tied by love and nobody is sought by two: then all are rivals. ``past`` is set
    where one of the ties is over, as far as told. ``told`` is the position of the beat by which the triangle is told,
    ``phases`` what it rests on (IRIs).
    """

    apex: str | None
    rivals: tuple[str, ...]
    closed: bool
    past: bool
    told: int
    phases: tuple[str, ...]


@dataclass(slots=True)
class _Drawn:
    """Why somebody is drawn to another."""

    phases: list[PhaseRow]
    longing: list[PhaseRow]


Drawn = Mapping[tuple[str, str], _Drawn]


def love_triangles(phases: Iterable[PhaseRow], ontology: Ontology) -> tuple[LoveTriangle, ...]:
    """Return the love triangles, those told first before others.

    A character is drawn to another who loves them or is attracted, or who is or was their partner, in a phase that
    is not in doubt. Two who are drawn to the same third make a triangle, but two partners, one after the other, do not:
    one of the two longs for the third. Three of whom every two are tied so are one as well.
    """
    drawn = _drawn(phases, ontology)
    sought: dict[str, list[str]] = {}
    for one, other in sorted(drawn):
        sought.setdefault(other, []).append(one)
    found = [
        triangle
        for apex, rivals in sorted(sought.items())
        for pair in combinations(rivals, 2)
        if (triangle := _sought_by_two(apex, pair, drawn)) is not None
    ]
    known = {frozenset((one.apex, *one.rivals)) for one in found}
    characters = sorted({end for pair in drawn for end in pair})
    found += [_tied_all_round(three, drawn) for three in _closed(characters, drawn) if frozenset(three) not in known]
    return tuple(sorted(found, key=lambda one: (one.told, one.apex or "", one.rivals)))


def _drawn(phases: Iterable[PhaseRow], ontology: Ontology) -> Drawn:
    found: dict[tuple[str, str], _Drawn] = {}
    for phase in phases:
        longing = is_a(phase, _LONGING, ontology)
        if is_doubted(phase) or not (longing or is_a(phase, _TOGETHER, ontology)):
            continue
        for one, other, directed in endpoints(phase, ontology):
            for pair in ((one, other),) if directed else ((one, other), (other, one)):
                entry = found.setdefault(pair, _Drawn([], []))
                entry.phases.append(phase)
                if longing:
                    entry.longing.append(phase)
    return found


def _sought_by_two(apex: str, rivals: tuple[str, str], drawn: Drawn) -> LoveTriangle | None:
    ways = [drawn[one, apex] for one in rivals]
    told = [
        max(_first(one.longing), _first(other.phases))
        for one, other in (ways, ways[::-1])
        if one.longing
    ]  # fmt: skip
    if not told:
        return None
    sides = [drawn[pair] for pair in (rivals, rivals[::-1]) if pair in drawn]
    return LoveTriangle(apex, rivals, bool(sides), any(map(_is_over, ways)), min(told), _iris([*ways, *sides]))


def _closed(characters: list[str], drawn: Drawn) -> Iterable[tuple[str, str, str]]:
    """Return all threes of whom every two are tied."""
    tied = {frozenset(pair) for pair in drawn}
    around = {one: [other for other in characters if frozenset((one, other)) in tied] for one in characters}
    return (
        (one, other, third)
        for one in characters
        for other, third in combinations([after for after in around[one] if after > one], 2)
        if frozenset((other, third)) in tied
    )


def _tied_all_round(three: tuple[str, str, str], drawn: Drawn) -> LoveTriangle:
    sides = [[drawn[way] for way in (pair, pair[::-1]) if way in drawn] for pair in combinations(three, 2)]
    past = any(all(map(_is_over, side)) for side in sides)
    told = max(min(_first(way.phases) for way in side) for side in sides)
    return LoveTriangle(None, three, True, past, told, _iris(way for side in sides for way in side))


def _is_over(way: _Drawn) -> bool:
    return all(phase.end is not None for phase in way.phases)


def _first(phases: Iterable[PhaseRow]) -> int:
    return min(phase.told for phase in phases)


def _iris(ways: Iterable[_Drawn]) -> tuple[str, ...]:
    return tuple(sorted({phase.iri for way in ways for phase in way.phases}))

"""Mentors who love, and who are loved by those whom they guide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kg.networks import PhaseRow, endpoints
from kg.ontology import Ontology
from kg.story.ties import by_pair, is_a, is_doubted

__all__ = ["MentorInLove", "mentors_who_love"]

# As in ontology/rules/sign-mentor-in-love.rq. An agreement to pose as a couple says nothing of love.
_GUIDANCE = ("Mentoring", "Teaching", "Coaching")
_LOVE = ("Romance",)
_NO_LOVE = ("ContractRelationship",)


@dataclass(frozen=True, slots=True)
class MentorInLove:
    """Somebody who guides or teaches another, and love between the two, before, while or after.

    ``loves`` says who loves or loved: the "guide", the "guided" or "both". ``doubted`` is set where no phase of love,
    or none of guidance, is certain. ``guidance`` and ``love`` are the phases (IRIs).
    """

    guide: str
    guided: str
    loves: Literal["guide", "guided", "both"]
    doubted: bool
    guidance: tuple[str, ...]
    love: tuple[str, ...]


def mentors_who_love(phases: Iterable[PhaseRow], ontology: Ontology) -> tuple[MentorInLove, ...]:
    """Return who guides or teaches somebody and loves or loved them, or is or was loved by them."""
    found = []
    for pair, of_pair in by_pair(phases, ontology).items():
        love = [
            phase for phase in of_pair
            if is_a(phase, _LOVE, ontology) and not is_a(phase, _NO_LOVE, ontology)
        ]  # fmt: skip
        for guide, guided in (pair, pair[::-1]) if love else ():
            guidance = [
                phase for phase in of_pair
                if is_a(phase, _GUIDANCE, ontology) and (guide, guided, True) in endpoints(phase, ontology)
            ]  # fmt: skip
            if guidance:
                found.append(_mentor(guide, guided, guidance, love, ontology))
    return tuple(found)


def _mentor(
    guide: str, guided: str, guidance: list[PhaseRow], love: list[PhaseRow], ontology: Ontology
) -> MentorInLove:
    lovers = {
        who
        for phase in love
        for one, other, directed in endpoints(phase, ontology)
        if {one, other} == {guide, guided}
        for who in ((one,) if directed else (one, other))
    }
    return MentorInLove(
        guide=guide,
        guided=guided,
        loves="both" if len(lovers) > 1 else "guide" if guide in lovers else "guided",
        doubted=all(map(is_doubted, love)) or all(map(is_doubted, guidance)),
        guidance=tuple(phase.iri for phase in guidance),
        love=tuple(phase.iri for phase in love),
    )

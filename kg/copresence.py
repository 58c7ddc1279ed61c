"""Who appears with whom: the pairs that drama researchers count, from scenes or, without scenes, from events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.views import View

__all__ = ["Copresence", "Together", "read_copresence"]


@dataclass(frozen=True, slots=True)
class Together:
    """Two characters (IRIs), how often they appear together, and the beats of the first and the last time."""

    one: str
    other: str
    weight: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Copresence:
    """Who appears with whom, as far as told.

    ``counted`` says in what: "scenes" in which both speak or, for a drama without scenes, "events" in which both take
    part. ``characters`` holds everybody who appears at all.
    """

    counted: Literal["scenes", "events"]
    characters: tuple[str, ...]
    pairs: tuple[Together, ...]


def read_copresence(view: View) -> Copresence:
    """Return who appears with whom in a view's drama."""
    from kg.projection import drama_presence

    there, pairs = drama_presence(view)
    return Copresence(
        "scenes" if "scenes" in there["counted"] else "events",
        tuple(there["character"]),
        tuple(Together(*row) for row in pairs.select("one", "other", "strength", "first", "last").iter_rows()),
    )

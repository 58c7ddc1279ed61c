"""Pairs of people who may be one person, or one person who may be two: for somebody to decide, never for a program.

See docs/identity.md. People are compared only where they share a key, so that ten thousand take seconds.
"""

from __future__ import annotations

from kg.store import GraphStore
from kg.suspects.evidence import Suspect, weigh
from kg.suspects.pairs import suspicious_pairs
from kg.suspects.people import People

__all__ = ["Suspect", "find_suspects"]


def find_suspects(store: GraphStore, *, person: str | None = None, everything: bool = False) -> list[Suspect]:
    """Return the pairs of people of a built store who may be one, those that look most like one first.

    ``person`` is a slug: only pairs with that person. ``everything`` adds pairs whom nothing ties but two spellings of
    what may be one name, and whom one catalogue keeps apart. What ``data/identity.yaml`` has decided is left out.

    >>> import kg
    >>> isinstance(find_suspects(kg.open().store), list)
    True
    """
    people = People.of(store)
    found = (weigh(pair, people) for pair in suspicious_pairs(people) if person is None or person in pair.slugs)
    kept = [suspect for suspect in found if everything or person is not None or not suspect.is_weak]
    return sorted(kept, key=lambda suspect: (-suspect.score, suspect.one, suspect.other))

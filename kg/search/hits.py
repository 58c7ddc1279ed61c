"""What a search finds, as people and pages get it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.search.matching import Match, matches
from kg.search.seen import Seen
from kg.search.told import path_of

__all__ = ["Hit", "Hits", "search"]

_LITERAL = ("same", "begins", "word", "choseong", "inside")


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that a text finds.

    ``kind`` is "drama", "character", "person" or "theme", ``path`` its slug, a character's with that of the drama.
    ``label`` and ``detail`` are by language: what it is called, and what tells it from a namesake. ``matched`` is the
    very name that fits, ``how`` the way in which it does (a key of `HOW`). ``lead`` says that it plays, is or has a
    leading part. ``order`` sorts hits of one search: the level of the way, the distance, and the rank of the thing.
    """

    iri: str
    kind: str
    path: str
    label: Mapping[str, str]
    matched: str
    how: str
    detail: Mapping[str, str]
    lead: bool
    order: tuple[int, int, int]


class Hits(list[Hit]):
    """What a search finds, the best first."""

    def by_kind(self) -> dict[str, list[Hit]]:
        """Return the hits of each kind; the kind of the best hit comes first.

        >>> import kg
        >>> [(kind, len(hits)) for kind, hits in kg.open().search("park hyung").by_kind().items()]
        [('person', 1)]
        """
        found: dict[str, list[Hit]] = {}
        for hit in self:
            found.setdefault(hit.kind, []).append(hit)
        return found


def search(seen: Seen, text: str, kind: str | None, lang: str, most: int) -> Hits:
    """Return the things that a text finds among what may be seen, the best first."""
    return Hits(_hit(seen, match) for match in matches(seen, text, kind, lang, most))


def _hit(seen: Seen, match: Match) -> Hit:
    index = seen.index
    thing = int(index.thing_of[match.name])
    iri, kind, name = index.things[thing], index.kinds[thing], index.names[match.name]
    return Hit(
        iri=iri,
        kind=kind,
        path=path_of(iri),
        label=seen.labels(iri),
        matched=name.text,
        how="alias" if name.naming == "alias" and match.how in _LITERAL else match.how,
        detail=seen.detail(iri, kind),
        lead=seen.is_lead(iri),
        order=(match.level, match.distance, int(seen.rank[thing])),
    )

"""What the network of a drama says of its story, laid out for the template: over the steps, shape, and by source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.drama import Drama
from kg.networks import CharacterRow
from kg.projection import CharacterNetwork
from kg.story import Communities, Story
from kg.web.network.numbers import number

__all__ = ["Shape", "Source", "Track", "shape_of", "sources_of", "tracks_of"]

_TRACKS = 6
_WIDE, _HIGH = 120, 26  # of the line beside a name, in pixels
Rows = tuple[CharacterRow, ...]


@dataclass(frozen=True, slots=True)
class Track:
    """A measure of a character at each step told, None where they are not told yet; ``line`` has the points of it."""

    who: CharacterRow
    values: tuple[str | None, ...]
    line: str
    wide: int = _WIDE
    high: int = _HIGH


@dataclass(frozen=True, slots=True)
class Source:
    """What of the network one source tells."""

    titles: Mapping[str, str]
    characters: int
    ties: int
    alone: int
    most_central: CharacterRow | None


@dataclass(frozen=True, slots=True)
class Shape:
    """What stands out in a network: each list is empty where there is nothing of its kind.

    ``triangles`` has who is sought, by whom, and whether it is over; ``splitting`` who holds parts together, with the
    sizes of these; ``bridges`` pairs, ``mentors`` who guides and is guided. Of ``triples`` of signed ties ``balanced``
    are, and the others are in ``frustrated``. ``agreement`` says how far communities are the groups of sources.
    """

    triangles: tuple[tuple[CharacterRow | None, Rows, bool], ...]
    splitting: tuple[tuple[CharacterRow, tuple[int, ...]], ...]
    bridges: tuple[Rows, ...]
    mentors: tuple[Rows, ...]
    triples: int
    balanced: int
    frustrated: tuple[Rows, ...]
    communities: tuple[Rows, ...]
    agreement: str | None


def tracks_of(drama: Drama, of: CharacterNetwork) -> list[Track]:
    """Return the betweenness over the steps of those who were ever the most central, the latest leader first."""
    found: dict[str, dict[int, float]] = {}
    for row in drama.story.over_beats("betweenness", of):
        found.setdefault(row["node"], {})[row["beat"]] = row["value"]
    names = {row.iri: row for row in drama.characters}
    ever = [node for node, values in found.items() if any(values.values()) and node in names]
    last = drama.position
    ranked = sorted(ever, key=lambda node: (-found[node].get(last, 0.0), -max(found[node].values()), node))
    top = max((max(found[node].values()) for node in ever), default=1.0)
    steps = range(1, last + 1)
    return [
        Track(
            names[node],
            tuple(number(found[node][step]) if step in found[node] else None for step in steps),
            _line(found[node], last, top),
        )
        for node in ranked[:_TRACKS]
    ]


def _line(values: Mapping[int, float], last: int, top: float) -> str:
    """Return the points of a line over the steps, as SVG has them."""
    across = (_WIDE - 4) / max(last - 1, 1)
    return " ".join(
        f"{2 + (step - 1) * across:.1f},{_HIGH - 2 - value / top * (_HIGH - 4):.1f}" for step, value in values.items()
    )


def shape_of(drama: Drama) -> Shape:
    """Return what stands out in the network of relationships, as far as told."""
    story, names = drama.story, {row.iri: row for row in drama.characters}

    def rows(iris: Iterable[str]) -> Rows:
        return tuple(names[iri] for iri in iris if iri in names)

    balance, communities = story.balance, story.communities()
    return Shape(
        triangles=tuple((names.get(one.apex or ""), rows(one.rivals), one.past) for one in story.triangles),
        splitting=tuple(
            (names[one.character], tuple(len(part) for part in one.parts))
            for one in story.cut_characters
            if one.splits and one.character in names
        ),
        bridges=tuple(rows((one.one, one.other)) for one in story.bridges),
        mentors=tuple(rows(pair) for pair in dict.fromkeys((one.guide, one.guided) for one in story.mentors_who_love)),
        triples=len(balance.triangles),
        balanced=sum(one.balanced for one in balance.triangles),
        frustrated=tuple(rows(one.characters) for one in balance.frustrated),
        communities=tuple(rows(members) for members in communities.members if len(members) > 1),
        agreement=_agreement(communities),
    )


def _agreement(found: Communities) -> str | None:
    return None if found.rand is None else number(found.rand)


def sources_of(drama: Drama, story: Story) -> list[Source]:
    """Return what each source that tells of a tie tells of the network, that of most ties first."""
    names = {row.iri: row for row in drama.characters}
    titles = {row.iri: row.title for row in drama.sources}
    found = []
    for one in story.by_source():
        if not one.phases:
            continue
        central = max(one.metrics.nodes, key=lambda node: node.betweenness, default=None)
        leads = central is not None and central.betweenness > 0
        found.append(
            Source(
                titles.get(one.source, {"en": one.source}),
                len(one.characters),
                len(one.phases),
                len(one.only_here),
                names.get(central.node) if central and leads else None,
            )
        )
    return found

"""What a relationship chart shows, as plain frozen values: no drawing here, and no pyvis.

A `Text` maps language codes to words and always has `"en"`; a language it lacks falls back to English.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

__all__ = ["Chart", "ChartEdge", "ChartGroup", "ChartKind", "ChartNode", "ChartSource", "ChartWords", "Text"]

Text = Mapping[str, str]
Lines = tuple[tuple[int, Text], ...]
"""Lines of text, each with how deep it is set in."""


@dataclass(frozen=True, slots=True)
class ChartKind:
    """One kind of line, which is one entry of the legend.

    `dash` is empty for a full line. `heart` puts a small ♥ beside the words of such lines (while they last).
    """

    id: str
    label: Text
    color: str
    color_dark: str
    dash: tuple[int, ...] = ()
    width: float = 2.0
    heart: bool = False


@dataclass(frozen=True, slots=True)
class ChartGroup:
    """A titled box: a family, a workplace."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class ChartWords:
    """Words in one language, `new` if first told at this beat; sources need not say the same in the other."""

    words: str
    language: str = "en"
    new: bool = False


@dataclass(frozen=True, slots=True)
class ChartSource:
    """Where something is told: a source and the place in it, and the source's address."""

    words: Text
    href: str | None = None


@dataclass(frozen=True, slots=True)
class ChartNode:
    """One character.

    `detail` is the occupation, `actor` who plays the part; `aliases`, `occupations` and `notes` are all that is known
    so far, in the order of the telling; `remarks` are about the data and not of the story. `new` if first told at this
    beat.
    """

    id: str
    label: Text
    detail: Text | None = None
    actor: Text | None = None
    lead: bool = False
    group: str | None = None
    unnamed: bool = False
    href: str | None = None
    actor_href: str | None = None
    aliases: tuple[ChartWords, ...] = ()
    occupations: tuple[ChartWords, ...] = ()
    notes: tuple[ChartWords, ...] = ()
    remarks: tuple[ChartWords, ...] = ()
    new: bool = False


@dataclass(frozen=True, slots=True)
class ChartEdge:
    """One phase of a relationship: `label` is the word on the line, `new` if first told at this beat.

    `details` are lines that stand below the note (why, since when); `disagrees` names lines that cannot be true beside
    this one, this one itself where it stands for what two sources tell differently. `told` is the position of the beat
    that tells it, `ends_now` says that this beat tells of its end. `follows` is a tie that no source tells: it is drawn
    on demand. `why` is the address that says why, `proof` says it in words.
    """

    id: str
    source: str
    target: str
    kind: str
    label: Text
    directed: bool = False
    ended: bool = False
    uncertain: bool = False
    note: Text | None = None
    sources: tuple[ChartSource, ...] = ()
    new: bool = False
    details: tuple[Text, ...] = ()
    disagrees: tuple[str, ...] = ()
    told: int | None = None
    ends_now: bool = False
    follows: bool = False
    why: str | None = None
    proof: Lines = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart. Raises ValueError when its parts do not fit together, with every problem in one message.

    `beats` names the steps of the telling so far, by position; the last is the one that is shown.

    >>> Chart({"en": "Empty"}, {"en": ""}, (), (), (), ()).nodes
    ()
    >>> Chart({"en": "?"}, {"en": ""}, (), (ChartEdge("e", "a", "b", "love", {"en": "love"}),), (), ())
    Traceback (most recent call last):
    ValueError: chart: edge e: no node a; edge e: no node b; edge e: no kind love
    """

    title: Text
    caption: Text
    nodes: tuple[ChartNode, ...]
    edges: tuple[ChartEdge, ...]
    groups: tuple[ChartGroup, ...]
    kinds: tuple[ChartKind, ...]
    footer: Text | None = None
    beats: Mapping[int, Text] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problems = [
            *_repeated("node", self.nodes),
            *_repeated("edge", self.edges),
            *_repeated("group", self.groups),
            *_repeated("kind", self.kinds),
            *self._loose_ends(),
        ]
        if problems:
            raise ValueError("chart: " + "; ".join(problems))

    def _loose_ends(self) -> Iterable[str]:
        nodes, groups, kinds = ({part.id for part in parts} for parts in (self.nodes, self.groups, self.kinds))
        for node in self.nodes:
            if node.group is not None and node.group not in groups:
                yield f"node {node.id}: no group {node.group}"
        edges = {edge.id for edge in self.edges}
        for edge in self.edges:
            yield from (f"edge {edge.id}: no edge {other}" for other in edge.disagrees if other not in edges)
            yield from (f"edge {edge.id}: no node {end}" for end in (edge.source, edge.target) if end not in nodes)
            if edge.source == edge.target:
                yield f"edge {edge.id}: ties {edge.source} to itself"
            if edge.kind not in kinds:
                yield f"edge {edge.id}: no kind {edge.kind}"


def _repeated(what: str, parts: Iterable[ChartNode | ChartEdge | ChartGroup | ChartKind]) -> Iterable[str]:
    counts = Counter(part.id for part in parts)
    return (f"{what} {one}: {count} times" for one, count in counts.items() if count > 1)

"""The divisions of a play's body, and the segments that DraCor counts as scenes.

Which divisions are segments follows DraCor's own rule, so that its published numbers can be computed from our graph.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kg.load.tei.play import PlayScene

__all__ = ["Division", "cut_scenes"]


@dataclass(slots=True)
class Division:
    """The body, or a ``div``, ``div1`` or ``div2`` in it.

    ``depth`` is 0 for the body; ``kinds`` are the element names of the divisions directly inside; ``speakers`` holds
    who speaks anywhere in it, in order.
    """

    name: str
    type: str
    line: int
    depth: int
    speaks_itself: bool = False
    has_speech: bool = False
    kinds: set[str] = field(default_factory=set)
    speakers: dict[str, None] = field(default_factory=dict)


def cut_scenes(divisions: Sequence[Division]) -> tuple[list[str], list[PlayScene]]:
    """Return the kinds of the parts that hold scenes, and the scenes, from the divisions in document order.

    A play that is one row of scenes has one part, "play", and so has one without divisions.

    >>> body = Division("body", "", 1, 0)
    >>> scenes = [Division("div", "scene", line, 1, True, True, speakers={"emilia": None}) for line in (2, 3)]
    >>> cut_scenes([body, *scenes])[0]
    ['play']
    """
    is_segment = _segment_rule(divisions)
    chosen = [
        (top, division) for top, division in zip(_tops(divisions), divisions, strict=True) if is_segment(division)
    ]
    if all(top is None or top.type == "scene" for top, _ in chosen):
        alone = len(chosen) == 1 and chosen[0][0] is None
        return ["play"] if chosen else [], [
            PlayScene(0, 0 if alone else number, tuple(division.speakers), division.line)
            for number, (_, division) in enumerate(chosen, start=1)
        ]
    parts: list[Division] = []
    scenes = []
    number = 0
    for top, division in chosen:
        if top is None:
            continue
        if not parts or parts[-1] is not top:
            parts.append(top)
            number = 0
        number += division is not top
        scene = 0 if division is top else number
        scenes.append(PlayScene(len(parts) - 1, scene, tuple(division.speakers), division.line))
    return [part.type for part in parts], scenes


def _tops(divisions: Sequence[Division]) -> list[Division | None]:
    """Return, for each division, the one directly in the body that it is or lies in; None for the body."""
    tops: list[Division | None] = []
    top: Division | None = None
    for division in divisions:
        if division.depth == 0:
            top = None
        elif division.depth == 1:
            top = division
        tops.append(top)
    return tops


def _segment_rule(divisions: Sequence[Division]) -> Callable[[Division], bool]:
    """Return which divisions are segments: DraCor's rule, which depends on the elements that a file uses."""
    names = {division.name for division in divisions}
    if not names & {"div", "div1"}:
        return lambda division: division.name == "body"
    if any(division.name == "div2" and division.type == "scene" for division in divisions):
        return lambda division: (
            (division.name == "div2" and division.type == "scene")
            or (division.name == "div1" and division.speaks_itself and "div2" not in division.kinds)
        )
    if "div1" in names:
        return lambda division: division.name == "div1"
    return lambda division: (
        division.name == "div" and (division.speaks_itself or (division.type == "scene" and not division.has_speech))
    )

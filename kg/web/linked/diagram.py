"""The picture of a relationship type: who has which role, and the line that a chart draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.linked import Term
from kg.ontology import LineStyle
from kg.web.templating import Reader

__all__ = ["RolePicture", "role_picture"]

_LETTER, _HANGUL, _PAD = 7.6, 14.5, 26.0  # about how wide a letter is, in the units of the picture
_GAP = 22.0


@dataclass(frozen=True, slots=True)
class RolePicture:
    """Words and places: two characters at the sides, the type between them, roles on the way to it.

    ``word`` stands on the line that a chart draws, ``edge`` under it; a directed one has an arrow.
    """

    width: float
    side: float
    middle: float
    arm: float
    person: str
    type: str
    first: str
    second: str
    word: str
    edge: str | None
    line: LineStyle
    directed: bool


def role_picture(term: Term, terms: Mapping[str, Term], words: Mapping[str, str], reader: Reader) -> RolePicture | None:
    """Return the picture of a type with roles and an edge, None for any other term; ``words`` stand on its line."""
    if len(term.roles) < 1 or term.line is None:
        return None
    first = terms[term.roles[0]]
    second = first if term.symmetric else terms[term.roles[1]]
    texts = [reader.plain(one.label) for one in (terms["Character"], term, first, second)]
    side, middle = _wide(texts[0]), _wide(texts[1])
    arm = max(_wide(texts[2]), _wide(texts[3]), 60.0) + _GAP
    edge = terms.get(term.edge or "")
    return RolePicture(
        width=2 * side + middle + 2 * arm,
        side=side,
        middle=middle,
        arm=arm,
        person=texts[0],
        type=texts[1],
        first=texts[2],
        second=texts[3],
        word=reader.plain(words),
        edge=f"dkg:{edge.name}" if edge else None,
        line=term.line,
        directed=not term.symmetric,
    )


def _wide(text: str) -> float:
    """Return about how wide a box around some words is."""
    return sum(_HANGUL if char > "\u1100" else _LETTER for char in text) + _PAD

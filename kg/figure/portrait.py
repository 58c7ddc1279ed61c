"""The letter on a portrait, and the colours of portraits and boxes.

The portraits themselves are drawn on the canvas (`static/draw.js`), so that they stay sharp at every zoom,
follow the reader's theme and need no image to be loaded.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["LEAD_TINT", "LONE_TINT", "Tint", "glyph", "group_tint"]


class Tint(NamedTuple):
    """One colour on light paper and on dark."""

    light: str
    dark: str


LEAD_TINT = Tint("#d92a6c", "#ff6a9f")
LONE_TINT = Tint("#5b6b86", "#9fb0cc")
_GROUP_TINTS = (
    Tint("#a8620c", "#e5a24a"),
    Tint("#0f7591", "#4fc0dd"),
    Tint("#1b7f3f", "#5fcb85"),
    Tint("#5046c8", "#a29bff"),
    Tint("#a8327e", "#ea7fc4"),
    Tint("#7a6a12", "#cfbb4e"),
    Tint("#9a3b2c", "#f0907d"),
    Tint("#2f5fa8", "#7fb0f5"),
)
_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
_LATIN_SURNAMES = frozenset(
    """
    kim lee yi park pak bak choi jung jeong chung kang cho jo yoon yun jang chang lim im han oh seo
    shin sin kwon hwang ahn an song ryu yoo yu hong jeon jun ko go moon mun yang son bae baek heo
    huh nam shim sim noh roh ha kwak sung seong cha joo ju woo koo gu min na jin ji uhm um chae won
    cheon bang gong hyun ham byun yeom seok
    """.split()  # noqa: SIM905 - a list of quoted names is harder to read
)
_LONG_SURNAMES = ("남궁", "황보", "제갈", "선우", "독고", "사공", "서문", "동방")


def group_tint(index: int) -> Tint:
    """The colour of the group with this number; colours repeat after eight groups."""
    return _GROUP_TINTS[index % len(_GROUP_TINTS)]


def glyph(name: str) -> str:
    """The first syllable or letter of the given name.

    >>> glyph("강태오"), glyph("남궁민수"), glyph("강 태오"), glyph("산")
    ('태', '민', '태', '산')
    >>> glyph("Kang Tae-oh"), glyph("Yoon Dong Hyeon"), glyph("jennifer"), glyph("  ")
    ('T', 'D', 'J', '?')
    """
    words = name.split()
    if not words:
        return "?"
    if _is_hangul(words[0]):
        return _hangul_given(words)[0]
    hyphened = next((word for word in words if "-" in word.strip("-")), None)
    family_first = len(words) > 1 and words[0].lower() in _LATIN_SURNAMES
    found = next((char for char in hyphened or words[family_first] if char.isalnum()), None)
    return found.upper() if found else "?"


def _is_hangul(word: str) -> bool:
    return all("가" <= char <= "힣" for char in word)


def _hangul_given(words: list[str]) -> str:
    first = words[0]
    if len(words) == 2 and len(first) <= 2 and _is_hangul(words[1]) and (first in _SURNAMES or first in _LONG_SURNAMES):
        return words[1]
    if first.startswith(_LONG_SURNAMES) and len(first) >= 3:
        return first[2:]
    if len(first) == 3 and first[0] in _SURNAMES:
        return first[1:]
    return first

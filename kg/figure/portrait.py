"""The letter on a portrait, and the colours of portraits and boxes.

The portraits themselves are drawn on the canvas (`static/draw.js`), so that they stay sharp at every zoom,
follow the reader's theme and need no image to be loaded.
"""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import category, normalize

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
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹모탁국어은편용"
)
_LATIN_SURNAMES = frozenset(
    """
    kim lee yi park pak bak choi jung jeong chung kang cho jo yoon yun jang chang lim im han oh shin sin kwon gwon
    hwang ahn an song ryu hong jeon jun ko go moon mun yang son sohn bae baek heo huh nam shim sim noh roh no kwak
    gwak sung seong cha koo gu uhm um chae won cheon bang gong hyun ham byun byeon yeom seok keum geum kum gil pyo
    maeng myung wang namgung hwangbo jegal
    """.split()  # noqa: SIM905 - a list of quoted names is harder to read
)
# Also the first syllable of many given names: a family name only before two more words.
_LATIN_EITHER = frozenset("do so eun ji jin min ha seo yoo yu ju joo in woo na sun seon tae ye ma mo".split())  # noqa: SIM905
_LONG_SURNAMES = ("남궁", "황보", "제갈", "선우", "독고", "사공", "서문", "동방")


def group_tint(index: int) -> Tint:
    """The colour of the group with this number; colours repeat after eight groups."""
    return _GROUP_TINTS[index % len(_GROUP_TINTS)]


def glyph(name: str) -> str:
    """The first syllable or letter of the given name; what is neither letter nor figure only where nothing else is.

    "?" is the sign of those whose name nobody knows, so no name gets it.

    >>> glyph("강태오"), glyph("남궁민수"), glyph("강 태오"), glyph("산"), glyph("제이준")
    ('태', '민', '태', '산', '제')
    >>> glyph("Kang Tae-oh"), glyph("Yoon Dong Hyeon"), glyph("Do Hyeon Seo"), glyph("Ji Won"), glyph("jennifer")
    ('T', 'D', 'H', 'J', 'J')
    >>> glyph("🌙 Mina"), glyph("🌙"), glyph("???")
    ('M', '🌙', '·')
    """
    words = list(filter(None, (_letters(word) for word in normalize("NFC", name).split())))
    if not words:
        return next((char for char in name if category(char) == "So"), "·")
    if _is_hangul(words[0]):
        return _hangul_given(words)[0]
    hyphened = next((word for word in words if "-" in word), None)
    return (hyphened or words[_latin_given(words)])[0].upper()[0]


def _letters(word: str) -> str:
    """Return a word without signs around and in it, except hyphens."""
    return "".join(char for char in word if char.isalnum() or char == "-").strip("-")


def _latin_given(words: list[str]) -> int:
    """Return the place of the word that begins the given name."""
    first = words[0].lower()
    known = first in _LATIN_SURNAMES or (first in _LATIN_EITHER and len(words) > 2)
    return 1 if known and len(words) > 1 else 0


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

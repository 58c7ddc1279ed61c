"""Looking for many phrases at once in what a page says."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import unquote

__all__ = ["Phrases", "normal", "pieces"]

_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
# A page may mark a part of a name, as a search does with what matched: the name is still there to be read.
_INLINE = re.compile(r"</?(?:mark|b|strong|em|i|span|wbr)\b[^>]*>")
_BETWEEN = re.compile(r'[<>"\n\t]+')
_KEYS = (8, 4, 2)  # how many letters of a phrase its key has: as many as it has itself
_SHORTEST_LATIN = 3
_REMEMBERED = 100_000  # pieces: pages of a site share most of theirs
_SHORTEST = 2


def normal(text: str) -> str:
    """Return a text as it is compared: composed, without capitals, with single spaces.

    >>> normal("  Eun\\u00a0 Soo ")
    'eun soo'
    """
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip().casefold()


def pieces(body: str) -> Iterator[str]:
    """Yield what a page, a script or a document says, in pieces as they are compared; each may be any of its escapes.

    >>> list(pieces('<p title="R&amp;D">Han <mark>Sun</mark>woo</p>{"a":"\\\\u0041%20b"}'))
    ['p title=', 'r&d', 'han sunwoo', '/p', '{', 'a', ':', 'a b', '}']
    """
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), _INLINE.sub("", body))
    return filter(None, map(_said, _BETWEEN.split(plain)))


@lru_cache(maxsize=_REMEMBERED)
def _said(piece: str) -> str:
    return normal(unquote(html.unescape(piece), errors="replace"))


class Phrases:
    """Phrases that are looked for, each as whole words; a Korean one may have a particle behind it.

    >>> Phrases(["Jennifer", "은수"]).found_in("is jennifer 은수가? jennifers")
    ['jennifer', '은수']
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._keyed: dict[str, list[str]] = defaultdict(list)
        for phrase in sorted({normal(one) for one in phrases}):
            if _can_be_looked_for(phrase):
                self._keyed[phrase[: next((n for n in _KEYS if n <= len(phrase)), 2)]].append(phrase)

    def found_in(self, text: str) -> list[str]:
        """Return the phrases that stand in a text that `normal` has made, in their order."""
        found: set[str] = set()
        for word in _WORD.finditer(text):
            place = word.start()
            for letters in _KEYS:
                for phrase in self._keyed.get(text[place : place + letters], ()):
                    if text.startswith(phrase, place) and _ends_there(text, place + len(phrase)):
                        found.add(phrase)
        return sorted(found)


def _can_be_looked_for(phrase: str) -> bool:
    """Tell whether a phrase says anything by itself: a number or two letters may stand anywhere."""
    letters = sum(char.isalpha() for char in phrase)
    return phrase[:1].isalnum() and letters >= (_SHORTEST_LATIN if phrase.isascii() else _SHORTEST)


def _ends_there(text: str, place: int) -> bool:
    return place >= len(text) or not text[place - 1].isascii() or not (text[place].isascii() and text[place].isalnum())

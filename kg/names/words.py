"""The words of a name, as search compares them."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["letters_of", "words_of"]

_APOSTROPHES = re.compile("['’‘ʻ`´]")
_NOT_JAMO = re.compile("[^ㄱ-ㆎ]+")  # that form would make first consonants of them, which join what follows
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, without marks, punctuation and apostrophes.

    >>> words_of("It's Okay, PARK Hyŏng-sik #1"), words_of("사운드트랙#1")
    (['its', 'okay', 'park', 'hyong', 'sik', '1'], ['사운드트랙', '1'])
    """
    compatible = _APOSTROPHES.sub("", _NOT_JAMO.sub(_compatible, text).casefold())
    if not compatible.isascii():
        compatible = "".join(char for char in unicodedata.normalize("NFD", compatible) if not _is_mark(char))
        compatible = unicodedata.normalize("NFC", compatible)
    return _parted(_WORD.findall(compatible))


def letters_of(text: str) -> str:
    """Return the words of a text in one.

    >>> letters_of("Park Hyung-sik")
    'parkhyungsik'
    """
    return "".join(words_of(text))


def _compatible(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) == "Mn"


def _parted(words: list[str]) -> list[str]:
    """Part digits from the hangul that they follow: 응답하라1988 is two words."""
    return [part for word in words for part in re.findall(r"[^\W\d]+|\d[^\W가-힣]*|\w", word)]

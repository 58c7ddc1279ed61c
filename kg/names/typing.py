"""Hangul as it is typed: first consonants (ㅂㅎㅅ), syllables that are not finished, and the other keyboard layout."""

from __future__ import annotations

import re

from kg.names.syllables import decompose

__all__ = [
    "KEYS",
    "PAIRS",
    "choseong",
    "choseong_pattern",
    "jamo",
    "keys_as_hangul",
    "keys_as_latin",
    "lone_consonants",
]

KEYS = dict(zip("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
                "qwertyuiopasdfghjklzxcvbnmQWERTOP", strict=True))  # fmt: skip
"""The key of a Latin keyboard on which each letter of hangul is."""
PAIRS = {
    "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ", "ㅢ": "ㅡㅣ", "ㄳ": "ㄱㅅ",
    "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip
"""The letters that are typed by two keys."""
_LETTERS = {key: letter for letter, key in KEYS.items()}
_CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_LONE = re.compile(f"[{_CONSONANTS}]")


def _letters(text: str) -> list[str]:
    return [letter for char in text for letter in (decompose(char) if "가" <= char <= "힣" else (char,))]


def jamo(text: str) -> str:
    """Return hangul as the letters that are typed for it, one by one: what is half typed begins what is meant.

    >>> jamo("박형식"), jamo("박혀"), jamo("과")
    ('ㅂㅏㄱㅎㅕㅇㅅㅣㄱ', 'ㅂㅏㄱㅎㅕ', 'ㄱㅗㅏ')
    """
    return "".join(PAIRS.get(letter, letter) for letter in _letters(text))


def lone_consonants(text: str) -> str:
    """Return a text that has consonants which belong to no syllable, each by itself; '' for one that has none.

    >>> lone_consonants("박ㅎㅅ"), lone_consonants("ㅄㅎ"), lone_consonants("박형식")
    ('박ㅎㅅ', 'ㅂㅅㅎ', '')
    """
    each = "".join(PAIRS.get(char, char) for char in text)
    return each if _LONE.search(each) else ""


def choseong(text: str) -> str:
    """Return the first consonant of each syllable; what is no hangul stays.

    >>> choseong("박형식"), choseong("박ㅎㅅ")
    ('ㅂㅎㅅ', 'ㅂㅎㅅ')
    """
    return "".join(decompose(char)[0] if "가" <= char <= "힣" else char for char in text)


def choseong_pattern(text: str) -> re.Pattern[str]:
    """Return what fits names that begin as a text does, in which a consonant stands for a syllable that it begins.

    >>> bool(choseong_pattern("박ㅎㅅ").match("박형식")), bool(choseong_pattern("박ㅎㅅ").match("백현수"))
    (True, False)
    """
    return re.compile("".join(_syllables_from(char) if char in _CONSONANTS else re.escape(char) for char in text))


def _syllables_from(onset: str) -> str:
    first = ord("가") + _CONSONANTS.index(onset) * 588
    return f"[{onset}{chr(first)}-{chr(first + 587)}]"


def keys_as_hangul(text: str) -> str:
    """Return the letters of hangul that the keys of a text would have typed.

    >>> keys_as_hangul("qkrgudtlr") == jamo("박형식")
    True
    """
    return "".join(_LETTERS.get(char) or _LETTERS.get(char.lower(), char) for char in text)


def keys_as_latin(text: str) -> str:
    """Return what the keys of hangul would have typed in Latin letters.

    >>> keys_as_latin("ㅔㅁ가")
    'park'
    """
    return "".join(KEYS.get(letter, letter) for letter in jamo(text)).lower()

"""Comparing names as people write them, and the text rules of the project."""

from __future__ import annotations

import re
import unicodedata

from kg.names.romanisation import is_hangul, name_readings, romanisation_keys
from kg.names.sounds import Sound, name_sounds, query_sounds, word_sound
from kg.names.typing import (
    choseong,
    choseong_pattern,
    jamo,
    keys_as_hangul,
    keys_as_latin,
    lone_consonants,
)
from kg.names.words import letters_of, words_of

__all__ = [
    "LANGUAGES", "SLUG", "Sound", "choseong", "choseong_pattern", "fold", "is_hangul", "is_nfc", "jamo",
    "keys_as_hangul", "keys_as_latin", "letters_of", "lone_consonants", "name_readings", "name_sounds", "query_sounds",
    "romanisation_keys", "unwanted_character", "word_sound", "words_of",
]  # fmt: skip

LANGUAGES = ("en", "ko")  # those that the data, the pages and the charts are in
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_BIDI_CONTROLS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"


def is_nfc(text: str) -> bool:
    """Tell whether text is in Unicode normalisation form C, as all text of the project is."""
    return unicodedata.is_normalized("NFC", text)


def unwanted_character(text: str) -> str:
    """Return the name of the first control or direction-changing character in text, or ''.

    Such characters are invisible in an editor and can make a page show something else than it says.

    >>> unwanted_character("a\\u202eb")
    'U+202E RIGHT-TO-LEFT OVERRIDE'
    """
    for char in text:
        if char in _BIDI_CONTROLS or (unicodedata.category(char) in ("Cc", "Cs", "Co", "Zl", "Zp") and char != "\n"):
            return f"U+{ord(char):04X} {unicodedata.name(char, 'control character')}"
    return ""


def fold(text: str) -> str:
    """Return a key that is equal for spellings that differ in case, spaces, hyphens and punctuation.

    >>> fold("Park Hyung-sik") == fold("PARK HYUNG SIK") and fold("Soundtrack #1") == "soundtrack1"
    True
    """
    compatible = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in compatible if char.isalnum())

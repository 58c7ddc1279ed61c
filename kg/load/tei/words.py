"""The small texts of a TEI file: clean text, language tags, identifiers, years."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from kg.names import unwanted_character

__all__ = ["PLAY_ID", "WIKIDATA_ID", "clean", "language_tag", "references", "year_of"]

PLAY_ID: Final = re.compile(r"[a-z]{2,20}[0-9]{6}")
WIKIDATA_ID: Final = re.compile(r"Q[1-9][0-9]{0,11}")

_LONGEST_ID = 100
_TAG = re.compile(r"([A-Za-z]{2,3})((?:-[A-Za-z0-9]{2,8}){0,3})")
_YEAR = re.compile(r"(-?[0-9]{4})(?:-[0-9]{2}){0,2}")
# BCP 47 wants the shorter code where there is one; TEI files often have the longer.
_SHORTER = {
    "bak": "ba", "cze": "cs", "ces": "cs", "dan": "da", "deu": "de", "dut": "nl", "ell": "el", "eng": "en", "fra": "fr",
    "fre": "fr", "ger": "de", "gre": "el", "heb": "he", "hun": "hu", "ita": "it", "jpn": "ja", "kor": "ko", "lat": "la",
    "nld": "nl", "nor": "no", "pol": "pl", "por": "pt", "rus": "ru", "spa": "es", "swe": "sv", "tat": "tt", "ukr": "uk",
    "yid": "yi",
}  # fmt: skip


def clean(text: str) -> str:
    """Return text in one line and in NFC, without characters that nobody sees.

    >>> clean("  Der\\n   Prinz\\u202e ")
    'Der Prinz'
    """
    composed = unicodedata.normalize("NFC", text)
    seen = (" " if char.isspace() else char for char in composed if char.isspace() or not unwanted_character(char))
    return " ".join("".join(seen).split())


def language_tag(text: str) -> str:
    """Return a language tag as BCP 47 writes it; "und" for what is none.

    >>> language_tag("de"), language_tag("eng"), language_tag("<x>")
    ('de', 'en', 'und')
    """
    found = _TAG.fullmatch(text.strip())
    if not found:
        return "und"
    language = found[1].lower()
    return _SHORTER.get(language, language) + found[2].lower()


def references(text: str) -> tuple[list[str], list[str]]:
    """Return the ids that a list of references points at, each once, and the references that are none.

    >>> references("#odoardo  #claudia claudia")
    (['odoardo', 'claudia'], ['claudia'])
    """
    good: dict[str, None] = {}
    bad: dict[str, None] = {}
    for token in text.split():
        if token.startswith("#") and 1 < len(token) <= _LONGEST_ID:
            good[token[1:]] = None
        else:
            bad[token[:_LONGEST_ID]] = None
    return list(good), list(bad)


def year_of(text: str) -> int | None:
    """Return the year of a date, negative before the common era; None for what is no date.

    >>> year_of("1772-03-13"), year_of("-0458"), year_of("soon")
    (1772, -458, None)
    """
    found = _YEAR.fullmatch(text.strip())
    return int(found[1]) if found else None

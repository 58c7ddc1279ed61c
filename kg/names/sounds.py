"""How a name sounds, roughly: one key for all spellings of a Korean name, and its beginning for one half typed.

Where `kg.names.romanisation` reads a spelling back as carefully as it can, to judge whether two names may be one, this
is for search: vowels and consonants that spellings mix up are one letter each. 박형식, Park Hyung-sik and Bak
Hyeongsik are ``pakhyonksik``; who has typed "park hyu" is at ``pakhyo``. The rules are tables that are applied in
order, so that a browser can apply the same ones (docs/search.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kg.names.syllables import IRREGULAR_SURNAMES, SURNAMES, decompose, north_to_south
from kg.names.words import words_of

__all__ = ["CODA_SOUNDS", "LATIN_SOUNDS", "ONSET_SOUNDS", "SURNAME_SOUNDS", "VOWEL_SOUNDS", "Sound", "name_sounds",
           "query_sounds", "word_sound"]  # fmt: skip

ONSET_SOUNDS = dict(zip("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅈㅉㅊㅋㅌㅍㅎ", "kknttlmppssjjjktph", strict=True)) | {"ㅇ": ""}
VOWEL_SOUNDS = dict(zip(
    "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
    ("a", "e", "ya", "ye", "o", "e", "yo", "ye", "o", "wa", "e", "e", "yo", "o", "o", "e", "wi", "yo", "o", "i", "i"),
    strict=True,
))  # fmt: skip
_CODAS = zip("ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅈㅊㅋㅌㅍ", "kkknnntlkmlllplmppttttktp", strict=True)
CODA_SOUNDS = {"": "", "ㅇ": "nk", "ㅎ": "", **dict(_CODAS)}

LATIN_SOUNDS = (
    ("yeou|yeo|yoo|you|yeu|yew|yo|yu", "yo"),
    ("yae|yea|ye", "ye"),
    ("yi|eui|ee|(?:(?<=ng)|(?<![bcdfgjklmpqrstvxz]))ui", "i"),
    ("weo|woo|wou|wo|wu", "o"),
    ("wi|wee", "wi"),
    ("wae|we|(?<=h)o[ei](?![aeiou])", "e"),
    ("wa", "wa"),
    ("eou|eo|eu|oo|ou|o|u", "o"),
    ("ae|ea(?=k)|e", "e"),
    ("ya", "ya"),
    ("a", "a"),
    ("i|y", "i"),
    ("w|(?<=[aeiou])h(?![aeiouwy])|r(?=[bcdfgjkmnpqstvxz])", ""),
    ("tch|ts|dj|tj|ch|j|z", "j"),
    ("sh|ss|s|c(?=[eiy])", "s"),
    ("ck|k|g|c|q|x", "k"),
    ("th|t|d", "t"),
    ("ph|p|b|v|f", "p"),
    ("rh|r|l", "l"),
)  # fmt: skip
"""What Latin letters sound like; the first line with a pattern that fits at a place is taken. Others stay."""

SURNAME_SOUNDS: dict[str, str] = {}
"""What family names sound like whose spelling does not say it (Lee, Yi and Rhee; Park; Noh and Roh)."""

_TOKEN = re.compile("|".join(f"({pattern})" for pattern, _ in LATIN_SOUNDS))
_AGAIN = re.compile(r"(.)\1+")
_HANGUL = re.compile("[가-힣]+")
_MOST_SYLLABLES = 5  # of a name whose later syllables may begin a given name
_MOST_WORDS = 8


class Sound(NamedTuple):
    """How a name sounds from one of its words on.

    ``at`` is the number of the word or syllable, 0 for the whole name; ``first`` how long the sound of that word is.
    """

    key: str
    at: int
    first: int


@lru_cache(maxsize=65536)
def word_sound(word: str) -> str:
    """Return how a word sounds, in hangul or Latin letters.

    >>> [word_sound(word) for word in ("형식", "hyungsik", "hyeongshik", "seonu", "선우")]
    ['hyonksik', 'hyonksik', 'hyonksik', 'sono', 'sono']
    """
    return "".join(
        _hangul_sound(part) if "가" <= part[0] <= "힣" else _once(_TOKEN.sub(_sound_of, part))
        for part in re.findall("[가-힣]+|[^가-힣]+", word)
    )


def _sound_of(match: re.Match[str]) -> str:
    return LATIN_SOUNDS[(match.lastindex or 1) - 1][1]


def _hangul_sound(text: str) -> str:
    parts = (decompose(syllable) for syllable in text)
    return _once("".join(ONSET_SOUNDS[onset] + VOWEL_SOUNDS[vowel] + CODA_SOUNDS[coda] for onset, vowel, coda in parts))


def _once(sound: str) -> str:
    return _AGAIN.sub(r"\1", sound)


def _surname_sound(surname: str) -> str:
    return _hangul_sound(north_to_south(surname))


SURNAME_SOUNDS.update({spelling: _surname_sound(read[0]) for spelling, read in IRREGULAR_SURNAMES.items()})
SURNAME_SOUNDS.update(dict.fromkeys(("ra", "la"), "na"))


def name_sounds(name: str) -> list[Sound]:
    """Return how a name sounds from each of its words or syllables on, and with the family name last.

    >>> [sound.key for sound in name_sounds("Lee Eun Soo")]
    ['ionso', 'onsoi', 'onso', 'so', 'lionso', 'onsoli']
    >>> [sound.key for sound in name_sounds("이은수")]
    ['ionso', 'onsoi', 'onso', 'so']
    """
    found: dict[tuple[str, int], Sound] = {}
    for sounds in _readings(_name_parts(name)):
        whole = [(0, sounds), *([(0, [*sounds[1:], sounds[0]])] if len(sounds) > 1 else [])]
        for at, parts in [*whole, *((at, sounds[at:]) for at in range(1, len(sounds)))]:
            key = _once("".join(parts))
            if key:
                found.setdefault((key, at), Sound(key, at, len(parts[0])))
    return list(found.values())


def _name_parts(name: str) -> list[str]:
    words = words_of(name)
    if len(words) == 1 and _HANGUL.fullmatch(words[0]) and len(words[0]) <= _MOST_SYLLABLES:
        return list(words[0])
    return words[:_MOST_WORDS]


def _readings(parts: list[str]) -> Iterator[list[str]]:
    """Yield the sounds of the parts of a name as they are written, and as the family name that stands first is said."""
    if not parts:
        return
    sounds = [word_sound(part) for part in parts]
    said = _family_sound(parts[0])
    if len(parts) > 1 and said is not None:
        yield [said, *sounds[1:]]
    elif len(parts) > 1 and (last := SURNAME_SOUNDS.get(parts[-1])) is not None:
        yield [*sounds[:-1], last]
    yield sounds


def _family_sound(part: str) -> str | None:
    """Return how a family name sounds where that is not how it is written."""
    if part in SURNAMES and (said := _surname_sound(part)) != word_sound(part):
        return said
    return SURNAME_SOUNDS.get(part)


def query_sounds(text: str) -> list[str]:
    """Return how what somebody has typed may sound; its family name may be joined to the rest.

    >>> query_sounds("Rhee Eunsoo"), query_sounds("leeeunsoo")
    (['ionso', 'lionso'], ['lionso', 'ionso'])
    """
    words = words_of(text)[:_MOST_WORDS]
    found = [_once("".join(sounds)) for sounds in _readings(_name_parts(text))]
    if len(words) == 1:
        word = words[0]
        found += [
            _once(said + word_sound(word[len(spelling) :]))
            for spelling, said in SURNAME_SOUNDS.items()
            if word.startswith(spelling) and len(word) >= len(spelling)
        ]
    return list(dict.fromkeys(key for key in found if key))

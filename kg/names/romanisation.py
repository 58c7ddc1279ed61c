"""Korean names in hangul and in Latin letters: which spellings may stand for one name.

There is no one way to write a Korean name in Latin letters. 박형식 is Park Hyung-sik, Park Hyungsik, Bak Hyeong-sik
(Revised Romanisation) and Pak Hyŏng-sik (McCune-Reischauer). So a spelling is read back: into every hangul name that it
may stand for, each with a number that says how unusual that reading is. Two names that have a reading in common may be
one name. That says nothing of the people: see docs/identity.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.names.syllables import (
    CODAS,
    IRREGULAR_SURNAMES,
    NUCLEI,
    ONSETS,
    SURNAMES,
    compose,
    decompose,
    north_to_south,
    plain,
)

__all__ = ["is_hangul", "name_readings", "romanisation_keys"]

_MOST_READINGS = 48  # of a name; the usual ones come first
_MOST_UNUSUAL = 2
_MOST_LETTERS = 24  # of a word that is read as Korean
_MOST_SYLLABLES = 4  # of a given name
_LONGEST = 100
_ASPIRATED = re.compile("(ch|k|t|p)['’‘ʻ`]")  # McCune-Reischauer: ch'a is 차, cha is 자
_BREVES = str.maketrans({"ŏ": "eo", "ŭ": "eu", "Ŏ": "Eo", "Ŭ": "Eu"})
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SYLLABLES = re.compile("[가-힣]+")

Readings = dict[str, int]


def is_hangul(text: str) -> bool:
    """Tell whether text is written in hangul, spaces apart."""
    return _SYLLABLES.fullmatch(re.sub(r"[\s·]", "", text)) is not None


def romanisation_keys(name: str) -> frozenset[str]:
    """Return keys of a name: two spellings of one Korean name, in hangul or Latin letters, have one in common.

    >>> park = romanisation_keys("박형식")
    >>> spellings = ("Park Hyung Sik", "Park Hyungsik", "PARK Hyung-shik", "Bak Hyeong-sik", "Pak Hyŏngsik")
    >>> all(park & romanisation_keys(spelling) for spelling in (*spellings, "Hyung-sik Park"))
    True
    >>> bool(park & romanisation_keys("Park Hyung-soo")), bool(park & romanisation_keys("Kim Hyung-sik"))
    (False, False)
    """
    return frozenset(name_readings(name))


@lru_cache(maxsize=65536)
def name_readings(name: str) -> Readings:
    """Return the keys of a name, each with how unusual it is to read the name so; 0 is usual.

    A key is a family name and a given name, parted by a bar; a name without a family name begins with the bar. Where
    a name cannot be read as Korean ("Steven"), the key is its letters, whatever their order in words.

    >>> name_readings("Han Ji Min")
    {'한|지민': 0, '민|한지': 1, '|한지민': 2, 'han ji min': 0}
    >>> name_readings("Steven Yeun")
    {'연|steven': 2, '윤|steven': 2, 'steven yeun': 0}
    """
    text = _IN_BRACKETS.sub(" ", unicodedata.normalize("NFC", name[:_LONGEST])).strip()
    if is_hangul(text):
        found = _best(_of_hangul(_SYLLABLES.findall(text)))
    else:
        words = _words(text)
        found = _best(_of_words(words))
        if words:
            found.setdefault(_letters(words), 0)
    return found


def _best(readings: Iterable[tuple[str, int]]) -> Readings:
    """Return the least unusual readings, the usual first."""
    found: Readings = {}
    for key, cost in sorted(readings, key=lambda reading: (reading[1], reading[0])):
        if cost > _MOST_UNUSUAL or len(found) == _MOST_READINGS:
            break
        found.setdefault(key, cost)
    return found


def _letters(words: Iterable[str]) -> str:
    return " ".join(sorted(word.lower() for word in words))


def _words(text: str) -> list[str]:
    """Return the words of a name in the plain letters a to z; an aspirated consonant is a capital letter."""
    spelt = unicodedata.normalize("NFKD", text.translate(_BREVES))
    plain_text = "".join(char for char in spelt if not unicodedata.combining(char)).casefold()
    marked = _ASPIRATED.sub(lambda match: match[1][0].upper(), plain_text)
    return re.findall(r"[a-zCKTP]+", marked) or re.findall(r"\w+", marked)


# From hangul


def _of_hangul(parts: list[str]) -> Iterator[tuple[str, int]]:
    """Yield the keys of a name in hangul: with each family name that it may begin with, and without one."""
    text = "".join(parts)
    for length in (1, 2):
        family = text[:length]
        if family in SURNAMES and len(text) > length:
            for given, cost in _pronounced(text[length:]):
                yield f"{north_to_south(plain(family))}|{given}", cost
    # Another order, or a name for the stage: 리 in 스테파니 리 stands last, and 수지 has no family name.
    unusual = int(text[0] in SURNAMES and len(text) > 1)
    for given, cost in _pronounced(text):
        yield f"|{given}", cost + unusual


def _pronounced(text: str) -> Iterator[tuple[str, int]]:
    """Yield a given name as it is written, and as it is said where that differs and is romanised."""
    written = [decompose(syllable) for syllable in plain(text)]
    yield _joined(written), 0
    said = list(written)
    for place, (onset, vowel, _) in enumerate(said):
        if onset == "ㄹ" and vowel in "ㅣㅑㅕㅖㅛㅠ":  # 정렬 is written jung-yeol too
            said[place] = ("ㅇ", *said[place][1:])
    if said != written:
        yield _joined(said), 1
    for place in range(len(written) - 1):
        coda, onset = written[place][2], written[place + 1][0]
        new = _ASSIMILATED.get((coda, onset))
        if new:
            changed = list(written)
            changed[place] = (*changed[place][:2], new[0])
            changed[place + 1] = (new[1], *changed[place + 1][1:])
            yield _joined(changed), 1


# What McCune-Reischauer writes as it is said: 석민 is Sŏngmin.
_ASSIMILATED = {
    **{("ㄱ", onset): ("ㅇ", onset) for onset in "ㄴㅁ"},
    **{("ㅂ", onset): ("ㅁ", onset) for onset in "ㄴㅁ"},
    **{("ㅅ", onset): ("ㄴ", onset) for onset in "ㄴㅁ"},
    ("ㄱ", "ㄹ"): ("ㅇ", "ㄴ"),
    ("ㅂ", "ㄹ"): ("ㅁ", "ㄴ"),
    ("ㅇ", "ㄹ"): ("ㅇ", "ㄴ"),
    ("ㅁ", "ㄹ"): ("ㅁ", "ㄴ"),
    ("ㄴ", "ㄹ"): ("ㄹ", "ㄹ"),
    ("ㄹ", "ㄴ"): ("ㄹ", "ㄹ"),
}


def _joined(syllables: Iterable[tuple[str, str, str]]) -> str:
    return "".join(compose(*syllable) for syllable in syllables)


# From Latin letters


def _of_words(words: list[str]) -> Iterator[tuple[str, int]]:
    """Yield what words in Latin letters may stand for, the family name first or last."""
    if any(not word.isascii() for word in words):
        return
    ways = [(words[0], words[1:]), (words[-1], words[:-1])] if len(words) > 1 else []
    known = 0  # the ways before that began with a family name: each makes the next less likely
    for family, given in ways:
        surnames = _surnames(family)
        for surname, cost in surnames:
            yield from ((f"{surname}|{name}", cost + more + known) for name, more in _given(given))
        known += bool(surnames)
    yield from ((f"|{name}", cost + known) for name, cost in _given(words) if not name.isascii())


def _surnames(word: str) -> list[tuple[str, int]]:
    """Return the family names that a word may stand for."""
    known = IRREGULAR_SURNAMES.get(word, ())
    found = {north_to_south(plain(name)): 0 for name in known}
    for name, cost in _read(word, family=True):
        if name in _SURNAME_KEYS:
            found.setdefault(name, cost)
    return list(found.items())


_SURNAME_KEYS = frozenset(north_to_south(plain(name)) for name in SURNAMES)


def _given(words: list[str]) -> list[tuple[str, int]]:
    """Return what the words of a given name may stand for; its letters where one of them is not Korean."""
    foreign = [word for word in words if not _word(word)]
    if foreign:
        # A second given name of another language is often left out: Steven Sanghyun Noh.
        korean = [word for word in words if word not in foreign]
        known = [(name, cost + 1) for name, cost in (_given(korean) if korean else ()) if len(name) > 1]
        return [(_letters(words), 1), *known]
    readings = [("", 0)]
    for word in words:
        parts = _word(word)
        if len(words) > 1 and any(len(part) == 1 for part, _ in parts):
            parts = [(part, cost) for part, cost in parts if len(part) == 1]  # Seo Jin, not Se-o Jin
        readings = [(before + part, cost + more) for before, cost in readings for part, more in parts]
        readings = sorted(readings, key=lambda reading: reading[1])[:_MOST_READINGS]
    return [(name, cost) for name, cost in readings if len(name) <= _MOST_SYLLABLES]


def _word(word: str) -> list[tuple[str, int]]:
    """Return what a word of a given name may stand for."""
    return _read(word, family=False) or [(name, 0) for name in IRREGULAR_SURNAMES.get(word, ())]


@lru_cache(maxsize=16384)
def _read(word: str, *, family: bool) -> list[tuple[str, int]]:
    """Return the hangul that a word may stand for, each with its cost; nothing where it is no Korean word."""
    if not 0 < len(word) <= _MOST_LETTERS:
        return []
    # From the end: what may follow each place.
    rest: list[Readings] = [{} for _ in range(len(word) + 1)]
    rest[len(word)] = {"": 0}
    for start in range(len(word) - 1, -1, -1):
        found: Readings = {}
        for end, syllable, cost in _syllables_at(word, start, family):
            # Two vowels that meet are rather one: Hyeon is 현 before it is 혜온.
            meet = decompose(syllable)[2] == ""
            for tail, more in rest[end].items():
                key = syllable + tail
                hiatus = meet and tail != "" and decompose(tail[0])[0] == "ㅇ"
                found[key] = min(found.get(key, 99), cost + more + hiatus)
        rest[start] = dict(sorted(found.items(), key=lambda reading: reading[1])[:_MOST_READINGS])
    if family:
        return [(north_to_south(name), cost) for name, cost in rest[0].items()]
    return list(rest[0].items())


def _syllables_at(word: str, start: int, family: bool) -> Iterator[tuple[int, str, int]]:
    """Yield the syllables that a word may have at a place: where each ends, in hangul, and its cost."""
    for onset, onsets in _parts_at(word, start, ONSETS):
        for nucleus, nuclei in _parts_at(word, onset, NUCLEI):
            if word[onset:nucleus] == "y" and (onset == start or nucleus < len(word)):
                continue  # a vowel only at the end, as in Suzy
            # An h that no vowel follows only lengthens: Ahn, Noh.
            for codas_from in {nucleus, nucleus + (word[nucleus : nucleus + 1] == "h")}:
                for end, codas in _parts_at(word, codas_from, CODAS):
                    for first, first_cost in onsets:
                        for vowel, vowel_cost in nuclei:
                            if vowel == "ㅢ" and first not in "ㅇㅎㄴ":
                                continue
                            cost = vowel_cost + (0 if family else first_cost)
                            for last, last_cost in codas:
                                yield end, compose(first, vowel, last), cost + last_cost


Part = tuple[tuple[str, int], ...]


def _parts_at(word: str, start: int, table: dict[str, Part]) -> Iterator[tuple[int, Part]]:
    """Yield the letters of a table that stand at a place: where they end, and what they may mean."""
    for length in range(min(4, len(word) - start) + 1):
        meaning = table.get(word[start : start + length])
        if meaning is not None:
            yield start + length, meaning

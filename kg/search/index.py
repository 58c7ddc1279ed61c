"""The keys under which names are found, sorted once for everybody, whatever they may see."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.names import choseong, jamo, name_sounds, words_of
from kg.names.syllables import SURNAMES
from kg.search.nearness import Letters, letter_table
from kg.search.told import Name, Place, Told, kind_of

__all__ = ["END", "KIND_ORDER", "Flags", "Ids", "Index", "Keys"]

KIND_ORDER = ("person", "drama", "character", "theme", "source")
"""The kinds of things, in the order in which equals of different kinds are listed."""

Ids = NDArray[np.int32]
Flags = NDArray[np.bool_]

END = "\n"
"""What parts the first consonants of a name from its letters, in a key."""
_LAST = "\U0010ffff"
_ONE, _BITS = np.uint64(1), np.uint16(63)
_PREFIXES = (4, 6, 8, 12, 16, 24, 36)  # lengths of the beginnings of keys whose letters are known
_MOST_SYLLABLES = 5  # of a name in hangul that may be a family name and a given name
_NAMED_IN_KOREAN = ("person", "character")


class Key(NamedTuple):
    """A key of a name: ``at`` is the number of the word that it begins with, ``first`` how long that word is in it."""

    text: str
    name: int
    at: int
    first: int


class Keys:
    """Sorted keys: those that begin with a text are a range."""

    def __init__(self, keys: Iterable[Key]) -> None:
        entries = sorted(set(keys), key=itemgetter(0, 1))
        self.texts = [text for text, *_ in entries]
        numbers = np.array([entry[1:] for entry in entries], np.int32).reshape(len(entries), 3)
        self.names, self.at, self.first = (np.ascontiguousarray(column) for column in numbers.T)

    def beginning(self, text: str) -> slice:
        """Return where the keys stand that begin with a text."""
        return slice(bisect_left(self.texts, text), bisect_right(self.texts, text + _LAST))

    def same(self, text: str) -> slice:
        """Return where the keys stand that are a text."""
        return slice(bisect_left(self.texts, text), bisect_right(self.texts, text))

    def sharing_letters(self, text: str, most: int) -> Ids:
        """Return which keys could differ from a text, or begin with what does, by at most so many errors.

        An error takes away one letter at most, so the first letters of such a key have all but as many of the text's,
        and no more than as many others.
        """
        wanted = _letter_set(text)
        long = next((length for length in _PREFIXES if length >= len(text) + most), _PREFIXES[-1])
        short = next((length for length in reversed(_PREFIXES) if length <= len(text) - most), 0)
        missing = np.bitwise_count(wanted & ~self._letter_sets[long])
        more = np.bitwise_count(self._letter_sets[short] & ~wanted) if short else np.zeros_like(missing)
        return np.flatnonzero((missing <= most) & (more <= most)).astype(np.int32)

    @cached_property
    def letters(self) -> Letters:
        """The first letters of the keys, as numbers."""
        return letter_table(self.texts, _PREFIXES[-1])

    @cached_property
    def lengths(self) -> Ids:
        """How many letters the keys have."""
        return np.array([len(text) for text in self.texts], np.int32)

    @cached_property
    def _letter_sets(self) -> dict[int, NDArray[np.uint64]]:
        """The sets of letters that keys have within so many letters, as bits."""
        found: dict[int, NDArray[np.uint64]] = {}
        letters = np.zeros(len(self.texts), np.uint64)
        for length, codes in enumerate(self.letters, 1):
            letters |= np.where(codes > 0, _ONE << (codes & _BITS).astype(np.uint64), 0).astype(np.uint64)
            if length in _PREFIXES:
                found[length] = letters.copy()
        return found


def _letter_set(text: str) -> np.uint64:
    found = 0
    for char in text:
        found |= 1 << (ord(char) & int(_BITS))
    return np.uint64(found)


class Index:
    """The names of what a store tells, each name once, and its keys."""

    def __init__(self, told: Told) -> None:
        self.told = told
        places: dict[tuple[str, str, str, str], list[Place]] = {}
        for name in told.names:
            places.setdefault((name.iri, name.naming, name.lang, name.text), []).append(name.place)
        self.names = [Name(iri, text, lang, naming, of[0]) for (iri, naming, lang, text), of in sorted(places.items())]
        self.things = list(dict.fromkeys(name.iri for name in self.names))
        self._number = {iri: number for number, iri in enumerate(self.things)}
        self.kinds = [str(kind_of(iri)) for iri in self.things]
        self.kind_numbers: Ids = np.array([KIND_ORDER.index(kind) for kind in self.kinds], np.int32)
        self.thing_of: Ids = np.array([self._number[name.iri] for name in self.names], np.int32)
        self.dramas: dict[str, int] = {}
        """The number of each drama that tells something; 0 stands for what is always told."""
        self._place(places)
        self.words = [words_of(name.text) for name in self.names]
        self.word_counts: Ids = np.array([len(words) for words in self.words], np.int32)

    def number(self, iri: str) -> int | None:
        """Return the number of a thing; None for what has no name."""
        return self._number.get(iri)

    def _place(self, places: dict[tuple[str, str, str, str], list[Place]]) -> None:
        flat = [(number, place) for number, (_, of) in enumerate(sorted(places.items())) for place in dict.fromkeys(of)]
        self.placed: Ids = np.array([number for number, _ in flat], np.int32)
        self.placed_drama: Ids = np.array([self.drama_number(place.drama) for _, place in flat], np.int32)
        self.placed_at: Ids = np.array([place.position for _, place in flat], np.int32)

    def drama_number(self, drama: str) -> int:
        """Return the number of a drama, a new one for one that is not known yet."""
        return self.dramas.setdefault(drama, len(self.dramas) + 1) if drama else 0

    @cached_property
    def letters(self) -> Keys:
        """The letters of names from each of their words on."""
        return Keys(self._by_letters)

    @cached_property
    def typed(self) -> Keys:
        """The same as the letters of hangul, as they are typed."""
        return Keys(
            Key(jamo(key.text), key.name, key.at, len(jamo(key.text[: key.first])))
            for key in self._by_letters
            if _has_hangul(key.text)
        )

    @cached_property
    def initials(self) -> Keys:
        """The first consonants of names in hangul, each with the letters of the name."""
        return Keys(
            Key(choseong(key.text) + END + key.text, *key[1:]) for key in self._by_letters if _has_hangul(key.text)
        )

    @cached_property
    def sounds(self) -> Keys:
        """What names sound like from each of their words or syllables on."""
        return Keys(
            Key(sound.key, number, sound.at, sound.first)
            for number, name in enumerate(self.names)
            if (kind := self.kinds[self.thing_of[number]]) in _NAMED_IN_KOREAN
            or (kind == "drama" and _has_hangul(name.text))
            for sound in name_sounds(name.text)
        )

    @cached_property
    def _by_letters(self) -> list[Key]:
        return list(self._letters())

    def _letters(self) -> Iterator[Key]:
        for number, words in enumerate(self.words):
            for at, word in enumerate(words):
                yield Key("".join(words[at:]), number, at, len(word))
            if len(words) == 1 and self.kinds[self.thing_of[number]] in _NAMED_IN_KOREAN:
                given = _given_name(words[0])
                if given:
                    yield Key(given, number, 1, len(given))

    @cached_property
    def joined(self) -> str:
        """The letters of all names in one text, each begun by a line end."""
        return "\n" + "\n".join("".join(words) for words in self.words) + "\n"

    @cached_property
    def starts(self) -> Ids:
        """Where each name begins in that text."""
        lengths = np.array([sum(map(len, words)) + 1 for words in self.words], np.int32)
        return np.concatenate(([1], 1 + np.cumsum(lengths)[:-1])).astype(np.int32)


def _given_name(name: str) -> str:
    """Return a name in hangul without the family name."""
    if not 1 < len(name) <= _MOST_SYLLABLES or not all("가" <= char <= "힣" for char in name):
        return ""
    if len(name) > 2 and name[:2] in SURNAMES:
        return name[2:]
    return name[1:] if name[0] in SURNAMES else ""


def _has_hangul(text: str) -> bool:
    return any("가" <= char <= "힣" for char in text)

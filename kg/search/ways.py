"""The ways in which a text finds names: each looks its own form of the text up among the keys of that form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.names import (
    choseong,
    choseong_pattern,
    jamo,
    keys_as_hangul,
    keys_as_latin,
    letters_of,
    lone_consonants,
    query_sounds,
    words_of,
)
from kg.search.index import END, Ids, Index, Keys
from kg.search.nearness import errors_allowed, errors_between

__all__ = ["CERTAIN_WAYS", "HOW", "LAST_WAYS", "Found", "Way"]

HOW = {
    "same": "the name itself; case, spaces, hyphens and punctuation do not matter",
    "begins": "the name begins so",
    "word": "words of the name begin so, in whatever order; the family name may be left out or come last",
    "alias": "in one of these ways it finds another identity of a character",
    "choseong": "the syllables begin with these consonants",
    "romanised": "the name sounds so, or begins to, in whatever romanisation",
    "inside": "it stands somewhere in the name",
    "keyboard": "it is what these keys type in the other layout, Latin or Korean",
    "typo": "the name has it, but for a typing error or a few",
}
"""The ways in which a name is found, the surest first, and what each means."""

_MOST_WORDS = 8
_MOST_TRIED = 300  # names in which typing errors are counted
_SHORTEST_INSIDE = 2
_SHORTEST_SOUND = 3  # a shorter one is the sound of a whole word
_SHORTEST_KEYS = 3  # in the other layout
_FAR = 3  # what spelling is taken to differ by where it is in other letters

Counts = NDArray[np.int64]


class Found(NamedTuple):
    """Names that fit in one way: at a level (0 is surest), and within it each at a distance (0 is nearest)."""

    how: str
    level: int
    names: Ids
    distances: Counts


Way = Callable[[Index, str], Iterator[Found]]


def _literally(index: Index, text: str) -> Iterator[Found]:
    yield from _among(index.letters, letters_of(text))
    words = words_of(text)[:_MOST_WORDS]
    if len(words) > 1:
        keys = index.letters
        names = reduce(np.intersect1d, (keys.names[keys.beginning(word)] for word in words))
        yield Found("word", 2, names, index.word_counts[names].astype(np.int64) - len(words))


def _among(keys: Keys, text: str) -> Iterator[Found]:
    """Yield names that are a text, that begin with it, or of which a later word does."""
    same, some = keys.same(text), keys.beginning(text)
    names, at = keys.names[some], keys.at[some]
    goes_on = _goes_on_with_digit(keys.texts[some], text)
    yield _found("same", 0, keys.names[same][keys.at[same] == 0])
    for how, level, fits in (("begins", 1, at == 0), ("word", 1, at == 1), ("word", 2, at > 1)):
        yield _found(how, level, names[fits], goes_on[fits])


def _goes_on_with_digit(keys: list[str], text: str) -> Counts:
    """Return 1 for each key in which the number that ends a text goes on: 1 is nearer to #1 than to 1988."""
    if not text[-1:].isdecimal():
        return np.zeros(len(keys), np.int64)
    return np.array([key[len(text) : len(text) + 1].isdecimal() for key in keys], np.int64)


def _found(how: str, level: int, names: Ids, distances: Counts | None = None) -> Found:
    return Found(how, level, names, np.zeros(len(names), np.int64) if distances is None else distances)


def _half_typed(index: Index, text: str) -> Iterator[Found]:
    letters = letters_of(text)
    if _has_hangul(letters) and not lone_consonants(letters):
        for one in _among(index.typed, jamo(letters)):
            yield one._replace(distances=one.distances + 1)


def _by_initials(index: Index, text: str) -> Iterator[Found]:
    letters = lone_consonants(letters_of(text))
    if letters:
        yield from _begun_by(index.initials, choseong(letters), letters)


def _begun_by(keys: Keys, initials: str, letters: str) -> Iterator[Found]:
    some, whole = keys.beginning(initials), keys.beginning(initials + END)
    names, at = keys.names[some], keys.at[some]
    places = np.arange(some.start, some.stop)
    distances = np.where(at > 1, 2, 1) - ((at == 0) & (places >= whole.start) & (places < whole.stop))
    if letters != initials:
        pattern = choseong_pattern(letters)
        fits = np.array([pattern.match(key.partition(END)[2]) is not None for key in keys.texts[some]], np.bool_)
        names, distances = names[fits], distances[fits]
    yield _found("choseong", 3, names, distances)


def _by_sound(index: Index, text: str) -> Iterator[Found]:
    keys, letters = index.sounds, letters_of(text)
    for sound in query_sounds(text):
        same, some = keys.same(sound), keys.beginning(sound)
        names = keys.names[same][keys.at[same] == 0]
        yield _found("romanised", 4, names, _spelling(index, letters, names))
        at = keys.at[some]
        fits = np.ones(len(at), np.bool_) if len(sound) >= _SHORTEST_SOUND else keys.first[some] == len(sound)
        yield _found("romanised", 5, keys.names[some][fits], np.minimum(at[fits] // 2, 1).astype(np.int64))


def _spelling(index: Index, letters: str, names: Ids) -> Counts:
    """Return by how many letters names that sound like a text are spelt differently."""
    found = [errors_between(letters, "".join(index.words[name]), _FAR - 1) for name in names[:_MOST_TRIED].tolist()]
    return np.array(found + [_FAR] * (len(names) - len(found)), np.int64)


def _inside(index: Index, text: str) -> Iterator[Found]:
    letters = letters_of(text)
    if len(letters) < _SHORTEST_INSIDE:
        return
    places, at = [], index.joined.find(letters)
    while at >= 0:
        places.append(at)
        at = index.joined.find(letters, at + 1)
    names = np.searchsorted(index.starts, np.array(places, np.int64), "right") - 1
    yield _found("inside", 6, names.astype(np.int32))


def _in_the_other_layout(index: Index, text: str) -> Iterator[Found]:
    typed = "".join(text.split())
    if len(typed) < _SHORTEST_KEYS:
        return
    if typed.isascii():
        meant = keys_as_hangul(typed)
        ways = [*_among(index.typed, meant), *_begun_by(index.initials, meant, meant)]
    else:
        ways = [*_among(index.letters, letters_of(keys_as_latin(typed)))]
    for one in ways:
        yield _found("keyboard", 7, one.names, one.distances + one.level)


def _mistyped(index: Index, text: str) -> Iterator[Found]:
    letters = letters_of(text)
    keys = index.letters
    if _has_hangul(letters):
        letters, keys = jamo(letters), index.typed
    most = errors_allowed(letters)
    if not most:
        return
    near = keys.sharing_letters(letters, most)
    errors = np.array([_errors(letters, keys, number, most) for number in near[:_MOST_TRIED].tolist()], np.int64)
    near = near[: len(errors)][errors <= 2 * most]
    yield _found("typo", 8, keys.names[near], errors[errors <= 2 * most])


def _errors(letters: str, keys: Keys, number: int, most: int) -> int:
    """Return twice the errors, and one more where the name goes on or begins earlier; more than that for no match."""
    name = keys.texts[number]
    whole = errors_between(letters, name, most)
    if whole <= most:
        return 2 * whole - 1 + int(keys.at[number] > 0)
    begun = errors_between(letters, name, most, begins=True)
    return 2 * begun


def _has_hangul(text: str) -> bool:
    return any("가" <= char <= "힣" for char in text)


CERTAIN_WAYS: tuple[Way, ...] = (_literally, _half_typed, _by_initials, _by_sound, _inside)
"""What is always looked for."""
LAST_WAYS: tuple[Way, ...] = (_in_the_other_layout, _mistyped)
"""What is looked for where nothing better is found, one after the other."""

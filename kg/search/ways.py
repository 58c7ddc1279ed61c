"""The ways in which a text finds names: each looks its own form of the text up among the keys of that form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
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
    romanisation_keys,
    words_of,
)
from kg.search.index import END, Flags, Ids, Index, Keys
from kg.search.nearness import errors_allowed, errors_between, errors_in_names

__all__ = ["CERTAIN_WAYS", "HOW", "LAST_WAYS", "Asked", "Found", "Way"]

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
_MOST_READ = 50  # names that sound alike and are read with care
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


@dataclass(frozen=True)
class Asked:
    """What somebody has typed, and the names that it may find."""

    index: Index
    open: Flags
    text: str

    @cached_property
    def words(self) -> list[str]:
        """The words of the text."""
        return words_of(self.text)

    @cached_property
    def letters(self) -> str:
        """The words in one."""
        return "".join(self.words)


Way = Callable[[Asked], Iterator[Found]]


def _literally(asked: Asked) -> Iterator[Found]:
    keys, words = asked.index.letters, asked.words[:_MOST_WORDS]
    yield from _among(keys, asked.letters)
    if len(words) > 1:
        names = reduce(np.intersect1d, (keys.names[keys.beginning(word)] for word in words))
        yield Found("word", 2, names, asked.index.word_counts[names].astype(np.int64) - len(words))


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


def _half_typed(asked: Asked) -> Iterator[Found]:
    if _has_hangul(asked.letters) and not lone_consonants(asked.letters):
        for one in _among(asked.index.typed, jamo(asked.letters)):
            yield one._replace(distances=one.distances + 1)


def _by_initials(asked: Asked) -> Iterator[Found]:
    letters = lone_consonants(asked.letters)
    if letters:
        yield from _begun_by(asked.index.initials, choseong(letters), letters)


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


def _by_sound(asked: Asked) -> Iterator[Found]:
    keys = asked.index.sounds
    for sound in query_sounds(asked.text):
        same, some = keys.same(sound), keys.beginning(sound)
        names = keys.names[same][keys.at[same] == 0]
        names = names[asked.open[names]]  # before some are left out: which ones must not depend on what is hidden
        yield _found("romanised", 4, names, _spelling(asked, names))
        at = keys.at[some]
        fits = np.ones(len(at), np.bool_) if len(sound) >= _SHORTEST_SOUND else keys.first[some] == len(sound)
        yield _found("romanised", 5, keys.names[some][fits], np.minimum(at[fits] // 2, 1).astype(np.int64))


def _spelling(asked: Asked, names: Ids) -> Counts:
    """Return how differently names that sound like a text are spelt: less where a careful reader reads them alike."""
    index, readings = asked.index, romanisation_keys(asked.text)
    return np.array(
        [
            min(errors_between(asked.letters, "".join(index.words[name])), _FAR)
            + (0 if readings & romanisation_keys(index.names[name].text) else _FAR)
            for name in names[:_MOST_READ].tolist()
        ]
        + [2 * _FAR] * max(len(names) - _MOST_READ, 0),
        np.int64,
    )


def _inside(asked: Asked) -> Iterator[Found]:
    index, letters = asked.index, asked.letters
    if len(letters) < _SHORTEST_INSIDE:
        return
    places, at = [], index.joined.find(letters)
    while at >= 0:
        places.append(at)
        at = index.joined.find(letters, at + 1)
    names = np.searchsorted(index.starts, np.array(places, np.int64), "right") - 1
    yield _found("inside", 6, names.astype(np.int32))


def _in_the_other_layout(asked: Asked) -> Iterator[Found]:
    index, typed = asked.index, "".join(asked.text.split())
    if len(typed) < _SHORTEST_KEYS:
        return
    if typed.isascii():
        meant = keys_as_hangul(typed)
        ways = [*_among(index.typed, meant), *_begun_by(index.initials, meant, meant)]
    else:
        ways = [*_among(index.letters, letters_of(keys_as_latin(typed)))]
    for one in ways:
        yield _found("keyboard", 7, one.names, one.distances + one.level)


def _mistyped(asked: Asked) -> Iterator[Found]:
    hangul = _has_hangul(asked.letters)
    letters = jamo(asked.letters) if hangul else asked.letters
    keys = asked.index.typed if hangul else asked.index.letters
    most = errors_allowed(letters, hangul=hangul)
    if not most:
        return
    near = keys.sharing_letters(letters, most)
    whole, begun = errors_in_names(letters, keys.letters[:, near], keys.lengths[near])
    later = keys.at[near] > 0
    distances = np.minimum(2 * whole + later, 2 * begun + 1).astype(np.int64)
    fits = distances <= 2 * most + 1
    yield _found("typo", 8, keys.names[near][fits], distances[fits])


def _has_hangul(text: str) -> bool:
    return any("가" <= char <= "힣" for char in text)


CERTAIN_WAYS: tuple[Way, ...] = (_literally, _half_typed, _by_initials, _by_sound, _inside)
"""What is always looked for."""
LAST_WAYS: tuple[Way, ...] = (_in_the_other_layout, _mistyped)
"""What is looked for where nothing better is found, one after the other."""

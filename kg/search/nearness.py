"""How many typing errors lie between a text and names."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Letters", "errors_allowed", "errors_between", "errors_in_names", "letter_table"]

Letters = NDArray[np.uint16]

_ALLOWED = {False: ((4, 0), (6, 1), (12, 2), (33, 3)), True: ((4, 0), (10, 1), (33, 2))}
"""A text of fewer letters than the first number may have so many errors; for Latin letters, and for those of hangul."""
_MOST = max(errors for table in _ALLOWED.values() for _, errors in table)


def errors_allowed(text: str, *, hangul: bool = False) -> int:
    """Return how many typing errors a text may have and still find something; in a very long one none is looked for.

    >>> [errors_allowed("x" * length) for length in (3, 4, 6, 12, 33)]
    [0, 1, 2, 3, 0]
    """
    return next((errors for length, errors in _ALLOWED[hangul] if len(text) < length), 0)


def letter_table(texts: list[str], width: int) -> Letters:
    """Return the first letters of texts as a table of numbers, a column for each letter; 0 where a text has ended."""
    padded = "".join(text[:width].ljust(width, "\0") for text in texts)
    codes = np.frombuffer(padded.encode("utf-32-le"), np.uint32).reshape(len(texts), width)
    return np.ascontiguousarray(codes.T.astype(np.uint16))


def errors_between(text: str, name: str) -> int:
    """Return how many letters are wrong, missing, too many, or swapped with the next one.

    Of a name that is longer by more letters than may be missing, it is a number that is too great for any text.

    >>> errors_between("sonudtrack", "soundtrack"), errors_between("crash lan", "crash landi")
    (1, 2)
    """
    whole, _ = errors_in_names(text, letter_table([name], len(name)), np.array([len(name)]))
    return int(whole[0])


def errors_in_names(text: str, names: Letters, lengths: NDArray[np.int32]) -> tuple[NDArray[np.int16], ...]:
    """Return how many errors lie between a text and each name, and between it and the nearest beginning of each.

    That is the optimal string alignment distance, counted for all names at once: one line of its table after another,
    each a line of numbers for the names. A name that is longer than the table of its letters is never the whole of it.
    """
    width = min(len(names), len(text) + _MOST)
    before = last = np.repeat(np.arange(width + 1, dtype=np.int16)[:, None], names.shape[1], axis=1)
    codes = letter_table([text], len(text))[:, 0]
    for row, code in enumerate(codes, 1):
        line = np.empty_like(last)
        line[0] = row
        other = names[:width] != code
        for column in range(1, width + 1):
            least = np.minimum(last[column], line[column - 1]) + 1
            np.minimum(least, last[column - 1] + other[column - 1], out=least)
            if row > 1 and column > 1:
                swapped = ~other[column - 2] & (names[column - 1] == codes[row - 2])
                np.minimum(least, np.where(swapped, before[column - 2] + 1, least), out=least)
            line[column] = least
        before, last = last, line
    ends = np.minimum(lengths, width)
    places = np.arange(width + 1)[:, None]
    whole = np.where(lengths <= width, last[ends, np.arange(len(ends))], np.int16(len(text) + width))
    return whole, np.where(places <= ends, last, np.int16(len(text) + width)).min(axis=0)

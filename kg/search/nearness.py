"""How many typing errors lie between two texts."""

from __future__ import annotations

__all__ = ["errors_allowed", "errors_between"]

_ALLOWED = ((4, 0), (6, 1), (12, 2))  # fewer letters than the first number may have so many errors
_MOST = 3


def errors_allowed(text: str) -> int:
    """Return how many typing errors a text may have and still find something.

    >>> [errors_allowed("x" * length) for length in (3, 4, 6, 12)]
    [0, 1, 2, 3]
    """
    return next((errors for length, errors in _ALLOWED if len(text) < length), _MOST)


def errors_between(text: str, name: str, most: int, *, begins: bool = False) -> int:
    """Return how many letters are wrong, missing, too many, or swapped with the next one; more than ``most`` for more.

    That is the optimal string alignment distance. ``begins`` takes the beginning of the name that is the nearest.

    >>> errors_between("sonudtrack", "soundtrack", 2), errors_between("crash lan", "crash landing", 2, begins=True)
    (1, 0)
    """
    too_many = most + 1
    if not begins and abs(len(text) - len(name)) > most:
        return too_many
    name = name[: len(text) + most]
    before: list[int] = []
    last = list(range(len(name) + 1))
    for row, letter in enumerate(text, 1):
        line = [row]
        for column, other in enumerate(name, 1):
            cost = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == name[column - 2] and text[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most and min(last) > most:
            return too_many
        before, last = last, line
    return min(min(last) if begins else last[-1], too_many)

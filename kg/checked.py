"""Checks of what a caller gives, each with a sentence for what is wrong."""

from __future__ import annotations

from numbers import Integral

from kg.errors import QueryError
from kg.names import LANGUAGES

__all__ = ["checked_language", "checked_number"]


def checked_language(lang: object) -> str:
    """Return a language that everything is said in. Raises `QueryError` for another.

    >>> checked_language("fr")
    Traceback (most recent call last):
    kg.errors.QueryError: 'lang' is en or ko, not 'fr'
    """
    if not isinstance(lang, str) or lang not in LANGUAGES:
        raise QueryError(f"'lang' is {' or '.join(LANGUAGES)}, not {lang!r}")
    return lang


def checked_number(name: str, value: object, most: int | None = None) -> int:
    """Return a whole number from 1, and up to ``most``. Raises `QueryError` for another, and for what is none.

    >>> checked_number("most", 0)
    Traceback (most recent call last):
    kg.errors.QueryError: 'most' is a number from 1, not 0
    """
    # A number of NumPy or of a data frame is one as well; True is none.
    whole = int(value) if isinstance(value, Integral) and not isinstance(value, bool) else 0
    if whole < 1 or (most is not None and whole > most):
        raise QueryError(f"'{name}' is a number from 1{f' to {most}' if most else ''}, not {value!r}")
    return whole

"""Text from data as a terminal may have it."""

from __future__ import annotations

__all__ = ["printable"]


def printable(text: str) -> str:
    """Return text without what a terminal would obey: escape sequences, direction changes.

    >>> printable("a\\x1b[31mb")
    'a�[31mb'
    """
    return "".join(
        char if char.isprintable() else " " if char in "\n\t" else "\N{REPLACEMENT CHARACTER}" for char in text
    )

"""Measures as people read them."""

from __future__ import annotations

__all__ = ["number"]

_DIGITS = 2


def number(value: float | None) -> str:
    """Return a number in few digits, "–" for none.

    >>> number(0.555), number(3.0), number(12), number(None)
    ('0.56', '3', '12', '–')
    """
    if value is None:
        return "–"
    return f"{value:,.0f}" if value == int(value) else f"{value:.{_DIGITS}f}"

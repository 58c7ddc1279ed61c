"""Which part of a name somebody has typed."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup

from kg.names import fold

__all__ = ["marked"]


def marked(name: str, typed: str) -> Markup | None:
    """Return a name with what was typed marked in it, as the letters stand there; None where they do not.

    >>> marked("Park Hyung-sik", "hyungsik")
    Markup('Park <mark>Hyung-sik</mark>')
    >>> marked("Park Hyung-sik", "sik park"), marked("박형식", "ㅂㅎㅅ")
    (Markup('<mark>Park</mark> Hyung-<mark>sik</mark>'), None)
    """
    letters = [(letter, place) for place, char in enumerate(name) for letter in fold(char)]
    folded = "".join(letter for letter, _ in letters)
    for texts in ([typed], typed.split()):
        found = [folded.find(fold(text)) if fold(text) else -1 for text in texts]
        if texts and min(found) >= 0:
            places = {
                letters[start + step][1]
                for start, text in zip(found, texts, strict=True)
                for step in range(len(fold(text)))
            }
            return _with_marks(name, places)
    return None


def _with_marks(name: str, places: set[int]) -> Markup:
    """Return a name with marks around its characters at some places; a hyphen or space between two is marked too."""
    between = {place for place, char in enumerate(name) if not fold(char) and {place - 1, place + 1} <= places}
    parts = groupby(range(len(name)), key=lambda place: place in places | between)
    texts = [(within, "".join(name[place] for place in group)) for within, group in parts]
    return Markup().join(Markup("<mark>{}</mark>").format(text) if within else text for within, text in texts)

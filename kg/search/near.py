"""What somebody may have meant by a text that finds nothing: whatever its parts find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kg.search.hits import Hit

__all__ = ["near_hits"]

_SURE = ("same", "begins", "word", "alias")  # ways in which a part of a text must fit
_PARTS = 8  # of a text that are looked for


def near_hits(find: Callable[[str], Iterable[Hit]], text: str, most: int) -> list[Hit]:
    """Return up to ``most`` things to offer; ``find`` searches, and so finds only what its reader may know."""
    near: dict[str, Hit] = {}
    for part in _parts(text):
        for hit in find(part):
            if hit.how in _SURE:
                near.setdefault(hit.iri, hit)
        if len(near) >= most:
            break
    return list(near.values())[:most]


def _parts(text: str) -> Iterator[str]:
    """Yield parts of a text: its words, the longest first, and then its beginnings."""
    words = sorted(text.split(), key=len, reverse=True)
    yield from [word for word in words if word != text and len(word) > 1][:_PARTS]
    for length in (len(text) * 2 // 3, len(text) // 2, len(text) // 3):
        if length > 1:
            yield text[:length]

"""The one thing that a name means, as far as somebody may know it; or whom it may mean, for them to choose."""

from __future__ import annotations

from kg.errors import NotFoundError
from kg.search import Hit, SeenNames
from kg.vocab import ID_BASE

__all__ = ["meant"]

_SURE = {"same": 0, "alias": 0, "word": 2, "romanised": 4}
"""The ways of `kg.search` that may say whom a name means, each up to a level."""
_CHOICES = 8
_OFFERED = 3
_LONGEST = 60  # characters of a name that an error repeats


def meant(names: SeenNames, kind: str, text: str) -> str:
    """Return the IRI of the thing of a kind that is meant by an IRI, a slug or a name, in whatever spelling.

    A name that fits one thing better than all others means that one. Raises `NotFoundError` where none fits, with
    the nearest names, and where several fit equally well, with the slugs to choose from; TypeError for no text.
    """
    if not isinstance(text, str):
        raise TypeError(f"a {kind} is found by a name, a slug or an IRI in a string, not by {text!r}")
    wanted = text.strip()
    address = _address(kind, wanted)
    if _is_of(kind, address) and names.knows(address):
        return address
    hits = names.search(wanted, kind=kind, most=_CHOICES)
    sure = [hit for hit in hits if hit.order[0] <= _SURE.get(hit.how, -1)]
    best = [hit for hit in sure if hit.order[:2] == sure[0].order[:2]]
    if len(best) == 1:
        return best[0].iri
    if best:
        choices = ", ".join(_choice(hit) for hit in sorted(best, key=lambda hit: hit.path))
        raise NotFoundError(f"more than one {kind} is called '{wanted[:_LONGEST]}': say which by slug: {choices}")
    near = " or ".join(f"'{hit.label['en']}'" for hit in hits[:_OFFERED])
    raise NotFoundError(f"no {kind} is called '{wanted[:_LONGEST]}'" + (f"; did you mean {near}?" if near else ""))


def _address(kind: str, text: str) -> str:
    """Return the IRI that a text is, or would be the slug of."""
    if text.startswith(ID_BASE):
        return text
    return f"{ID_BASE}drama/{text.replace('/', '/character/', 1)}" if kind == "character" else f"{ID_BASE}{kind}/{text}"


def _is_of(kind: str, iri: str) -> bool:
    return "/character/" in iri if kind == "character" else iri.startswith(f"{ID_BASE}{kind}/") and iri.count("/") == 5


def _choice(hit: Hit) -> str:
    return f"{hit.path} ({hit.detail['en']})" if hit.detail["en"] else hit.path

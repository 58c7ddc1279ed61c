"""The one thing that a name means, as far as somebody may know it; or whom it may mean, for them to choose."""

from __future__ import annotations

from kg.errors import NotFoundError
from kg.search import Hit, SeenNames
from kg.vocab import ID_BASE

__all__ = ["KINDS", "kind_of", "meant"]

KINDS = ("person", "drama", "character", "theme")

_SURE = {"same": 0, "alias": 0, "word": 2, "romanised": 4}
"""The ways of `kg.search` that may say whom a name means, each up to a level."""
_CHOICES = 8
_OFFERED = 3
_LONGEST_NAME = 200
_LONGEST = 60  # characters of a name that an error repeats


def meant(names: SeenNames, kind: str | None, text: str) -> str:
    """Return the IRI of the thing that is meant by an IRI, a slug or a name, in whatever spelling.

    ``kind`` is "person", "drama", "character" or "theme", None for any of them. A name that fits one thing better than
    all others means that one. Raises `NotFoundError` where none fits, with the nearest names, and where several fit
    equally well, with the slugs to choose from; TypeError for what is no text.
    """
    if not isinstance(text, str):
        raise TypeError(f"a {kind or 'thing'} is found by a name, a slug or an IRI in a string, not by {text!r}")
    wanted = text.strip()
    addresses = (_address(one, wanted) for one in (KINDS if kind is None else (kind,)))
    known = [iri for iri in addresses if iri and names.knows(iri)]
    if len(known) == 1:
        return known[0]
    asked = len(wanted) <= _LONGEST_NAME and any(map(str.isalnum, wanted))
    hits = names.search(wanted, kind=kind, most=_CHOICES) if asked else []
    sure = [hit for hit in hits if _is_sure(hit, wanted)]
    best = [hit for hit in sure if hit.order[:2] == sure[0].order[:2]]
    if len(best) == 1:
        return best[0].iri
    if best:
        choices = ", ".join(_choice(hit, kind) for hit in sorted(best, key=lambda hit: (hit.kind, hit.path)))
        raise NotFoundError(f"more than one {kind or 'thing'} is called '{wanted[:_LONGEST]}': say which: {choices}")
    near = " or ".join(f"'{hit.label['en']}' ({_apart(hit, kind)})" for hit in hits[:_OFFERED])
    what = kind or "person, drama, character or theme"
    raise NotFoundError(f"no {what} is called '{wanted[:_LONGEST]}'" + (f"; did you mean {near}?" if near else ""))


def _is_sure(hit: Hit, text: str) -> bool:
    """Tell whether a text may mean what it finds. What sounds alike and is far longer or shorter is another name."""
    alike = hit.how != "romanised" or abs(len(text) - len(hit.matched)) <= len(hit.matched)
    return alike and hit.order[0] <= _SURE.get(hit.how, -1)


def kind_of(iri: str) -> str:
    """Return the kind of a thing.

    >>> kind_of("https://w3id.org/drama-kg/id/drama/soundtrack-1/character/eunsoo")
    'character'
    """
    return "character" if "/character/" in iri else iri.removeprefix(ID_BASE).split("/")[0]


def _address(kind: str, text: str) -> str | None:
    """Return the IRI of a kind that a text is, or would be the slug of."""
    if text.startswith(ID_BASE):
        return text if kind_of(text) == kind else None
    if kind == "character":
        drama, slash, slug = text.partition("/")
        return f"{ID_BASE}drama/{drama}/character/{slug}" if slash else None
    return f"{ID_BASE}{kind}/{text}"


def _choice(hit: Hit, kind: str | None) -> str:
    path = _path(hit, kind)
    return f"{path} ({hit.detail['en']})" if hit.detail["en"] else path


def _apart(hit: Hit, kind: str | None) -> str:
    """Return what tells a thing from another of the same name, and by what it can be asked for."""
    return "; ".join(text for text in (_path(hit, kind), hit.detail["en"]) if text)


def _path(hit: Hit, kind: str | None) -> str:
    return hit.path if kind else f"{hit.kind} {hit.path}"

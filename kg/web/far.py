"""How far a reader is, as the address of a thing says it, and as the addresses of other things do."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.requests import Request

from kg.errors import NotFoundError
from kg.linked import drama_slug_of
from kg.views import FIRST, parse_beat, parse_viewpoint
from kg.web.problem import ProblemError
from kg.web.templating import Reader

__all__ = ["Far", "far_of"]

_MOST_NAMED = 20  # dramas in an address


@dataclass(frozen=True, slots=True)
class Far:
    """Positions by the slug of a drama, None for the end; ``others`` of the dramas that are not named."""

    positions: Mapping[str, int | None] = field(default_factory=dict)
    others: int | None = FIRST

    @property
    def given(self) -> dict[str, int | str]:
        """The positions as `KnowledgeGraph.describe` takes them."""
        return {slug: _given(at) for slug, at in self.positions.items()}

    @property
    def rest(self) -> int | str:
        """The position of the others as `KnowledgeGraph.describe` takes it."""
        return _given(self.others)

    def at(self, iri: str) -> int | str | None:
        """Return the field ``at`` of the page of a thing, None for the premise."""
        slug = drama_slug_of(iri)
        if slug is None:
            return self.whole
        found = self.positions.get(slug, self.others)
        return "end" if found is None else found if found > FIRST else None

    @property
    def whole(self) -> str | None:
        """The field ``at`` that says all of it, None for the premise of every drama."""
        if self.others == FIRST:
            named = {slug: at for slug, at in self.positions.items() if at != FIRST}
        else:
            named = {**self.positions, "*": self.others}
        if named == {"*": None}:
            return "end"
        return ";".join(f"{slug}={_given(at)}" for slug, at in sorted(named.items())) or None

    @property
    def asking(self) -> dict[str, str]:
        """The fields of an address at the endpoint that ask as far as this."""
        whole = self.whole
        return {"at": "*=end" if whole == "end" else whole} if whole else {"spoiler-free": "1"}


def far_of(request: Request, reader: Reader, iri: str, dramas: Mapping[str, int], *, forgiving: bool = False) -> Far:
    """Read how far a reader is: ``at=2`` for a thing of one drama, ``at=soundtrack-1=2;*=end``, ``at=end``.

    ``dramas`` has the number of beats of each drama, by slug. Of a drama that is named twice the earlier beat counts.
    ``forgiving`` leaves out what names no drama or no beat, and has the page say so: what a browser remembers may be of
    another build, and less is told for it. Raises `ProblemError`.
    """
    texts = [text.strip() for text in ";".join(request.query_params.getlist("at")).split(";", _MOST_NAMED)]
    if len(texts) > _MOST_NAMED:
        raise ProblemError(400, reader.words("themes_at_long"))
    home = drama_slug_of(iri)
    named = _named([text for text in texts if text not in ("", "premise")], home, reader)
    others = named.pop("*", FIRST)
    if others == 0:
        raise ProblemError(400, reader.words("at_unread", text="*=0"))
    told: dict[str, int | None] = {}
    for slug, at in named.items():
        last = dramas.get(slug)
        if last is not None and (at is None or FIRST <= at <= last):
            told[slug] = at
        elif slug != home or last is not None:
            _tell(slug, at, last, reader, forgiving=forgiving)
    return Far(told, others)


def _tell(slug: str, at: int | None, last: int | None, reader: Reader, *, forgiving: bool) -> None:
    """Say that there is no such drama (``last`` None) or step: on a ``forgiving`` page, or as a problem."""
    words = reader.words
    if forgiving:
        values = {"at": at, "title": slug, "last": last}
        text = words("at_no_drama", name=slug[:80]) if last is None else words("at_no_step", **values)
        reader.left_out.append(text)
        return
    text = words("no_drama", name=slug[:80]) if last is None else words("linked_no_step", at=at, last=last)
    raise ProblemError(400, text)


def _named(texts: Sequence[str], home: str | None, reader: Reader) -> dict[str, int | None]:
    """Return the positions that texts name, by slug; a beat alone is one of ``home``, and ``end`` that of all."""
    if len(texts) == 1 and "=" not in texts[0]:
        with _read(texts[0], "at_unread_step" if home else "at_unread", reader):
            at = parse_beat(texts[0])
        if at is not None and home is None:
            raise ProblemError(400, reader.words("linked_at"))
        return {home or "*": at}
    named: dict[str, int | None] = {}
    for text in texts:
        with _read(text, "at_unread", reader):
            ((name, at),) = parse_viewpoint([text]).items()
        named[name] = min(at, named.get(name, at), key=lambda one: math.inf if one is None else one)
    return named


@contextmanager
def _read(text: str, told: str, reader: Reader) -> Iterator[None]:
    try:
        yield
    except NotFoundError:
        raise ProblemError(400, reader.words(told, text=text[:60])) from None


def _given(at: int | None) -> int | str:
    return "end" if at is None else at

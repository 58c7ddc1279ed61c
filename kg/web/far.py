"""How far a reader is, as the address of a thing says it, and as the addresses of other things do."""

from __future__ import annotations

from collections.abc import Mapping
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

    ``dramas`` has the number of beats of each drama, by slug. ``forgiving`` drops what names no drama or no beat: what
    a browser remembers may be of another build, and what is dropped tells less. Raises `ProblemError`.
    """
    texts = [text.strip() for text in ";".join(request.query_params.getlist("at")).split(";", _MOST_NAMED)]
    if len(texts) > _MOST_NAMED:
        raise ProblemError(400, reader.words("themes_at_long"))
    texts = [text for text in texts if text not in ("", "premise")]
    home = drama_slug_of(iri)
    try:
        if len(texts) == 1 and "=" not in texts[0]:
            at = parse_beat(texts[0])
            if at is not None and home is None:
                raise ProblemError(400, reader.words("linked_at"))
            named: dict[str, int | None] = {home or "*": at}
        else:
            named = parse_viewpoint(texts)
    except NotFoundError as error:
        raise ProblemError(400, str(error)) from None
    others = named.pop("*", FIRST)
    if forgiving:
        named = {slug: at for slug, at in named.items() if dramas.get(slug, 0) >= (at or FIRST) and at != 0}
    for slug, position in named.items():
        if slug not in dramas and slug != home:
            raise ProblemError(400, reader.words("no_drama", name=slug[:80]))
        if position is not None and not FIRST <= position <= dramas.get(slug, position):
            raise ProblemError(400, reader.words("linked_no_step", at=position, last=dramas[slug]))
    return Far({slug: at for slug, at in named.items() if slug in dramas}, others)


def _given(at: int | None) -> int | str:
    return "end" if at is None else at

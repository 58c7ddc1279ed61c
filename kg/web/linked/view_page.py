"""The page of a view: what it is, as far as which beats it tells, and how to ask it."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import NotFoundError
from kg.linked import Description
from kg.views import FIRST, parse_viewpoint, view_iri_texts
from kg.vocab import DKG, GRAPH_PROVENANCE, RDFS, thing
from kg.web.far import Far
from kg.web.linked.thing_page import Dramas
from kg.web.problem import ProblemError
from kg.web.templating import Reader, page
from kg.web.words import Words

__all__ = ["described_view", "render_view"]

_MOST_NAMED = 20  # dramas


def described_view(iri: str, reader: Reader, dramas: Dramas) -> tuple[Description, Far]:
    """Return what a view is, and how far it tells. Raises `ProblemError` for what is no view."""
    texts = view_iri_texts(iri) if iri else None
    if texts is None or len(texts) > _MOST_NAMED:
        raise ProblemError(404, reader.words("linked_nothing"))
    try:
        named = parse_viewpoint(texts)
    except NotFoundError as error:
        raise ProblemError(404, str(error)) from None
    others = named.pop("*", FIRST)
    for slug, at in named.items():
        last = dramas.beats.get(slug)
        if last is None:
            raise ProblemError(404, reader.words("no_drama", name=slug[:80]))
        if at is not None and not FIRST <= at <= last:
            raise ProblemError(404, reader.words("linked_no_step", at=at, last=last))
    far = Far(named, others)
    node = NamedNode(iri)
    quads = [
        *(Quad(node, RDFS.label, Literal(_label(far, Words(lang), dramas), language=lang), GRAPH_PROVENANCE)
          for lang in ("en", "ko")),
        *(Quad(node, RDFS.comment, Literal(Words(lang)("view_is"), language=lang), GRAPH_PROVENANCE)
          for lang in ("en", "ko")),
        *(Quad(node, DKG.revealedAt, thing("drama", slug, "beat", str(at or dramas.beats[slug])), GRAPH_PROVENANCE)
          for slug, at in sorted(named.items())),
    ]  # fmt: skip
    names = {iri: {lang: _label(far, Words(lang), dramas) for lang in ("en", "ko")}}
    return Description(node, tuple(quads), (), (), names, {}), far


def _label(far: Far, words: Words, dramas: Dramas) -> str:
    named = [_step(words, dramas.titles[slug], at) for slug, at in sorted(far.positions.items())]
    rest = words("view_rest_end") if far.others is None else words("view_rest", at=far.others)
    if far.others == FIRST:
        rest = words("view_rest_premise")
    return "; ".join([*named, rest])


def _step(words: Words, titles: Mapping[str, str], at: int | None) -> str:
    title = titles.get(words.lang) or next(iter(titles.values()), "")
    return f"{title}: {words('view_end') if at is None else words('step', n=at)}"


def render_view(found: Description, far: Far, reader: Reader, dramas: Dramas, addresses: Mapping[str, str]) -> str:
    """Render the page; ``addresses`` has those of the other forms."""
    return page(
        "view.html",
        reader,
        iri=found.iri,
        label=found.label,
        named=[(slug, dramas.titles[slug], at) for slug, at in sorted(far.positions.items())],
        others=far.others,
        addresses=addresses,
        query=reader.link("/sparql", query=_QUERY, **far.asking),
    )


_QUERY = "SELECT ?one ?tie ?other WHERE {\n  ?tie rdfs:subPropertyOf* dkg:tiedTo .\n  ?one ?tie ?other .\n} LIMIT 100"

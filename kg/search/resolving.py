"""Finding things by a name, a slug or an IRI."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.errors import NotFoundError, did_you_mean
from kg.names import SLUG, fold
from kg.search.told import path_of
from kg.store import GraphStore, Term
from kg.views import as_table
from kg.vocab import DKG, ID_BASE, thing

__all__ = ["KINDS", "resolve"]

KINDS = {
    "drama": DKG.Drama,
    "character": DKG.Character,
    "person": DKG.Person,
    "theme": DKG.Theme,
    "source": DKG.Source,
}
_LABELS = """
SELECT DISTINCT ?thing ?label WHERE {
  ?thing a ?kind .
  ?thing skos:prefLabel|skos:altLabel ?label .
} ORDER BY ?thing ?label
"""
# A drama is found by the names that its premise tells: what is not found offers the nearest names, which may not spoil.
_DRAMAS = """
SELECT DISTINCT ?thing ?label WHERE {
  ?thing a dkg:Drama .
  GRAPH ?graph { ?thing skos:prefLabel|skos:altLabel ?label }
  ?graph dkg:revealedAt/dkg:position 1 .
} ORDER BY ?thing ?label
"""
_IS_DRAMA = """
ASK { ?thing a ?kind . GRAPH ?graph { ?thing skos:prefLabel ?label } ?graph dkg:revealedAt/dkg:position 1 }
"""
_IS_KIND = "ASK { ?thing a ?kind ; skos:prefLabel ?label }"
_IS_SOURCE = "ASK { ?thing dkg:sourceKind ?kind ; skos:prefLabel ?label }"
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._~-]{0,199}")
_SOURCES = """
SELECT DISTINCT ?thing ?label WHERE { ?thing dkg:sourceKind ?kindOfSource ; skos:prefLabel ?label }
"""


@dataclass(frozen=True, slots=True)
class _Named:
    """A thing and one of its names."""

    thing: NamedNode
    label: str


def _labels(store: GraphStore, kind: str) -> list[_Named]:
    """Return every name of every thing of a kind."""
    if kind == "source":
        table = as_table(store.query(_SOURCES))
    elif kind == "drama":
        table = as_table(store.query(_DRAMAS))
    else:
        table = as_table(store.query(_LABELS, bindings={"kind": KINDS[kind]}))
    return [_Named(NamedNode(row["thing"]), row["label"]) for row in table]


def resolve(store: GraphStore, kind: str, text: str) -> NamedNode:
    """Return the one thing of a kind that is meant by an IRI, a slug or a name in any spelling of its letters.

    A character's slug alone may be given as ``drama-slug/character-slug``. Raises `NotFoundError` when nothing or
    more than one thing has that name, with the nearest names or the slugs to choose from.
    """
    if not isinstance(text, str):
        raise TypeError(f"a {kind} is found by a name, a slug or an IRI in a string, not by {text!r}")
    wanted = text.strip()
    if (known := _by_address(store, kind, wanted)) is not None:
        return known
    hits = _labels(store, kind)
    things = {hit.thing.value: hit.thing for hit in hits}
    if wanted in things:
        return things[wanted]
    by_slug = [iri for iri in things if _is_slug_of(wanted, iri)]
    found = by_slug or sorted(
        {hit.thing.value for hit in hits if fold(hit.label) == fold(wanted)} if fold(wanted) else ()
    )
    if len(found) == 1:
        return things[found[0]]
    if found:
        choices = ", ".join(path_of(iri) for iri in found)
        raise NotFoundError(f"more than one {kind} is called '{wanted[:60]}': say which by slug: {choices}")
    hint = did_you_mean(wanted, sorted({hit.label for hit in hits} | {path_of(iri) for iri in things}))
    raise NotFoundError(f"no {kind} is called '{wanted[:60]}'" + (f"; {hint}" if hint else ""))


def _by_address(store: GraphStore, kind: str, text: str) -> NamedNode | None:
    """Return the thing whose IRI or slug a text is, without reading the names of all; None leaves it to the names."""
    slugs = text.removeprefix(f"{ID_BASE}drama/").replace("/character/", "/") if kind == "character" else text
    slugs = slugs.removeprefix(f"{ID_BASE}{kind}/")
    drama, slash, character = slugs.partition("/")
    if not all(map(_SLUG.fullmatch, (drama, character) if slash else (drama,))) or bool(slash) != (kind == "character"):
        return None
    found = thing("drama", drama, "character", character) if kind == "character" else thing(kind, slugs)
    bindings: dict[str, Term] = {"thing": found} if kind == "source" else {"thing": found, "kind": KINDS[kind]}
    question = {"drama": _IS_DRAMA, "source": _IS_SOURCE}.get(kind, _IS_KIND)
    return found if as_table(store.query(question, bindings=bindings)).boolean else None


def _is_slug_of(text: str, iri: str) -> bool:
    path = path_of(iri)
    return text == path or (SLUG.fullmatch(text) is not None and path.endswith(f"/{text}"))

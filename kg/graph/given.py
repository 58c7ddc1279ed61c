"""What people give, as terms: the names of graphs and things, and how far somebody is in which drama."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import NamedNode

from kg.errors import NotFoundError, QueryError
from kg.search import resolve
from kg.store import GraphStore
from kg.views import FIRST, Viewpoint, last_beat, parse_viewpoint, position_of
from kg.vocab import VIEW_BASE

__all__ = ["graph_names", "position_in", "texts_of_seen", "thing_named", "viewpoint_at", "viewpoint_of_texts"]


def graph_names(sparql: str, *names: Sequence[str] | None) -> tuple[list[NamedNode] | None, ...]:
    """Return lists of names of graphs as IRIs. Raises `QueryError` for what is none, and for a view in a query."""
    if VIEW_BASE in sparql:
        raise QueryError("a view is no graph to be named in FROM: use g.at(...), --at, at=... or default-graph-uri")
    try:
        return tuple(None if some is None else [NamedNode(iri) for iri in some] for some in names)
    except ValueError as error:
        raise QueryError(f"the name of a graph is no IRI: {error}") from error


def thing_named(iri: str) -> NamedNode:
    """Return the IRI of a thing. Raises `NotFoundError` for what is none."""
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise NotFoundError(f"'{iri[:60]}' is no IRI: {error}") from error


def viewpoint_at(store: GraphStore, positions: Mapping[str, int | str] | None, others: int | str) -> Viewpoint:
    """Return the viewpoint of who is at these beats, by the name of a drama, and at ``others`` in all others.

    Raises `NotFoundError`, and TypeError for what is no beat.
    """
    if positions is not None and not isinstance(positions, Mapping):
        raise TypeError(f"at() takes beats by drama, such as {{'soundtrack-1': 2}}, not {positions!r}")
    given = {name: position_of(beat) for name, beat in (positions or {}).items()}
    return _viewpoint(store, given, position_of(others))


def viewpoint_of_texts(store: GraphStore, given: str | Iterable[str] | Mapping[str, int | str]) -> Viewpoint:
    """Return the viewpoint that people write as ``soundtrack-1=2``, ``*=end``: in texts, or in one with ``;`` between.

    Beats by the name of a drama are taken, too. Raises `NotFoundError`, and TypeError for anything else.
    """
    if isinstance(given, Mapping):
        positions = {name: position_of(beat) for name, beat in given.items()}
    else:
        texts = given.split(";") if isinstance(given, str) else list(given)
        if not all(isinstance(text, str) for text in texts):
            raise TypeError(f"how far is said in texts, such as ['soundtrack-1=2', '*=end'], not in {given!r}")
        positions = parse_viewpoint(texts)
    others = positions.pop("*", FIRST)
    return _viewpoint(store, positions, others)


def texts_of_seen(given: str | Iterable[str] | Mapping[str, int | str]) -> tuple[str, ...]:
    """Return what `viewpoint_of_texts` takes as texts, one for each drama.

    >>> texts_of_seen({"soundtrack-1": 2}), texts_of_seen("soundtrack-1=2; *=end")
    (('soundtrack-1=2',), ('soundtrack-1=2', '*=end'))
    """
    if isinstance(given, Mapping):
        return tuple(f"{name}={beat}" for name, beat in given.items())
    return tuple(text.strip() for text in given.split(";")) if isinstance(given, str) else tuple(given)


def position_in(store: GraphStore, viewpoint: Viewpoint, drama: NamedNode) -> int:
    """Return the position of the last beat of a drama that is told from a viewpoint; the premise is always."""
    last = last_beat(store, drama)
    return max((n for n in range(FIRST, last + 1) if viewpoint.sees(drama.value, n)), default=FIRST)


def _viewpoint(store: GraphStore, positions: Mapping[str, int | None], others: int | None) -> Viewpoint:
    named: dict[NamedNode, int | None] = {}
    for name, position in positions.items():
        drama = resolve(store, "drama", name)
        if drama in named:
            raise NotFoundError(f"{drama.value} is named twice, once as '{name[:60]}'")
        if position is not None and not FIRST <= position <= last_beat(store, drama):
            raise NotFoundError(f"there is no beat {position}: {name[:60]} has beats 1 to {last_beat(store, drama)}")
        named[drama] = position
    if others is not None and others < FIRST:
        raise NotFoundError(f"there is no beat {others}: a drama has beats from 1")
    return Viewpoint.of(named, others)

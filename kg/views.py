"""What a viewer may see, given how far they are in each drama.

A view is made by selecting the statements that are told by then, and closing those: what only later statements imply is
not in it, nor are the descriptions of later beats and graphs, or sources that tell nothing yet (`kg.audit` proves it).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeGuard

from pyoxigraph import NamedNode, Quad

from kg.errors import NotFoundError
from kg.kept import Kept
from kg.ontology import Ontology
from kg.reason import close
from kg.results import Answer, Table
from kg.store import EmbeddedStore, GraphStore, Term
from kg.vocab import (
    CREDITS,
    DKG,
    GRAPH_BASE,
    GRAPH_ONTOLOGY,
    GRAPH_PROVENANCE,
    GRAPH_THEMES,
    ID_BASE,
    OWL,
    PROV,
    VIEW_BASE,
)

__all__ = ["FIRST", "View", "Viewpoint", "Views", "as_table", "is_person", "last_beat", "parse_beat",
           "parse_viewpoint", "position_of", "view_iri_texts"]  # fmt: skip

FIRST = 1
"""The position of the premise, which spoils nothing."""
_ALIGNMENTS = NamedNode(GRAPH_BASE + "alignments")
_ALWAYS = (GRAPH_ONTOLOGY, GRAPH_THEMES, _ALIGNMENTS)
_PERSON = ID_BASE + "person/"
_FEW = 50  # things that are asked for one by one, and not by reading what is said of all
_KEPT = 32  # views
_ANSWERS_KEPT = 80  # of each
_MOST_KEPT = 250_000  # statements of them all: a view of everything takes a hundred MiB


@dataclass(frozen=True)
class Viewpoint:
    """How far somebody is: positions of beats by drama, and for the dramas that are not named.

    None stands for the end. ``only`` limits the view to the dramas that are named.

    >>> drama = NamedNode("https://w3id.org/drama-kg/id/drama/soundtrack-1")
    >>> Viewpoint.of({drama: 2}).sees(drama.value, 3), Viewpoint.of({drama: None}).sees(drama.value, 3)
    (False, True)
    """

    positions: tuple[tuple[str, int | None], ...] = ()
    others: int | None = FIRST
    only: bool = False

    @classmethod
    def of(
        cls, positions: Mapping[NamedNode, int | None], others: int | None = FIRST, *, only: bool = False
    ) -> Viewpoint:
        """Return the viewpoint of somebody who is at these beats."""
        return cls(tuple(sorted((drama.value, at) for drama, at in positions.items())), others, only)

    @cached_property
    def _by_drama(self) -> dict[str, int | None]:
        return dict(self.positions)

    def sees(self, drama: str, position: int) -> bool:
        """Tell whether a beat of a drama has been told."""
        if self.only and drama not in self._by_drama:
            return False
        at = self._by_drama.get(drama, self.others)
        return at is None or position <= at


@dataclass(frozen=True)
class View:
    """A drama as told by the beat ``position`` of ``last``."""

    drama: NamedNode
    position: int
    last: int
    seen: Seen

    def query(self, sparql: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """Answer a query over what has been told and what follows from that; see `EmbeddedStore.query`."""
        return self.seen.closed.query(sparql, bindings=bindings)

    def select(self, sparql: str, **bindings: Term) -> Table:
        """Answer a SELECT query over what sources have told; ``?drama`` is bound to the view's drama.

        Every page about a drama at a beat asks much the same, so that answers are kept with the view.
        """
        bound = {"drama": self.drama, **bindings}
        key = (sparql, *sorted(bound.items()))
        return self.seen.answers.get(key, lambda: as_table(self.seen.asserted.query(sparql, bindings=bound)))


class Seen:
    """What can be seen from a viewpoint: the statements, and stores of them that are made when they are asked.

    Two who ask at once may both make a store; they are the same, and one of them is kept.
    """

    def __init__(self, quads: list[Quad], ontology: Ontology, always: Callable[[], list[Quad]]) -> None:
        self.quads = quads
        self.answers = Kept[Table](_ANSWERS_KEPT)
        self._ontology = ontology
        self._always = always

    @cached_property
    def asserted(self) -> EmbeddedStore:
        """The statements of sources, with the ontology."""
        return EmbeddedStore.of(self.quads, self._always())

    @cached_property
    def inferred(self) -> list[Quad]:
        """What follows from them."""
        return close(self.quads, self._ontology, verify=False)

    @cached_property
    def closed(self) -> EmbeddedStore:
        """The statements of sources, the ontology, and what follows."""
        return EmbeddedStore.of([*self.quads, *self.inferred], self._always())


class Views:
    """The views of one store; the last few are kept."""

    def __init__(self, store: GraphStore, ontology: Ontology) -> None:
        self._store = store
        self._ontology = ontology
        self._kept: dict[Viewpoint, Seen] = {}
        self._lock = threading.Lock()

    @cached_property
    def _common(self) -> list[Quad]:
        return EmbeddedStore.with_union(self._whole(_ALWAYS))

    def drama(self, drama: NamedNode, at: int | str = FIRST) -> View:
        """Return one drama as told by a beat: its position, "premise" for the first, "end" for the last.

        Raises `NotFoundError` when the drama has no such beat, and TypeError for what is no beat.
        """
        told = position_of(at)
        last = last_beat(self._store, drama)
        position = last if told is None else told
        if not 1 <= position <= last:
            raise NotFoundError(f"there is no beat {position}: this drama has beats 1 to {last}")
        return View(drama, position, last, self.seen(Viewpoint.of({drama: position}, only=True)))

    def seen(self, viewpoint: Viewpoint) -> Seen:
        """Return what can be seen from a viewpoint."""
        with self._lock:
            found = self._kept.pop(viewpoint, None)
            if found is None:
                found = Seen(list(self._told(viewpoint)), self._ontology, lambda: self._common)
            self._kept[viewpoint] = found
            held = sum(len(one.quads) for one in self._kept.values())
            while len(self._kept) > _KEPT or (held > _MOST_KEPT and len(self._kept) > 1):
                held -= len(self._kept.pop(next(iter(self._kept))).quads)
        return found

    def follows(self, viewpoint: Viewpoint) -> list[Quad]:
        """Return what follows from what has been told of dramas by itself, without what is known of people."""
        told = list(self._whole(self._graphs(self._beats(viewpoint))))
        return close(told, self._ontology, verify=False)

    def _told(self, viewpoint: Viewpoint) -> Iterator[Quad]:
        """Yield the statements that are told from a viewpoint, with the descriptions of what tells them.

        They come in an order that depends on themselves alone: an answer that nobody sorts shows the order in which
        its statements were stored.
        """
        beats = self._beats(viewpoint)
        graphs = self._graphs(beats)
        dated = list(self._whole(graphs))
        yield from dated
        found = list(self._about_people(dated, viewpoint))
        yield from found
        yield from self._provenance(beats, _sorted([*graphs, *(quad.graph_name for quad in found)]))

    def _about_people(self, dated: Iterable[Quad], viewpoint: Viewpoint) -> Iterable[Quad]:
        """Return what is known of people who are known to work in a drama, and of whom they are told apart from.

        What a person is called is told by no beat; to tell it before they appear would tell that they are yet to come.
        """
        if viewpoint.only:
            people = _sorted(term for quad in dated for term in (quad.subject, quad.object) if is_person(term))
            # Asked graph by graph: of a busy actor, far more is inferred than told.
            return self._store.told_of((one, graph) for one in people for graph in self._about.get(one, ()))
        known = {quad.object for quad in dated if quad.predicate in CREDITS}
        whole = list(self._whole(self._timeless))
        apart = [(quad.subject, quad.object) for quad in whole if quad.predicate == OWL.differentFrom]
        known |= {one for pair in apart for one, other in (pair, pair[::-1]) if other in known}
        hidden = {
            quad.subject for quad in whole
            if not known.issuperset(term for term in (quad.subject, quad.object) if is_person(term))
        }  # fmt: skip
        return (quad for quad in whole if quad.subject not in hidden)

    def _whole(self, graphs: Iterable[NamedNode]) -> Iterator[Quad]:
        """Yield all that some graphs tell."""
        return self._store.told_of((None, graph) for graph in graphs)

    def _graphs(self, beats: Iterable[NamedNode]) -> list[NamedNode]:
        """Return the graphs that beats tell."""
        return _sorted(quad.subject for quad in self._pointing(DKG.revealedAt, set(beats)))

    def _beats(self, viewpoint: Viewpoint) -> dict[NamedNode, NamedNode]:
        """Return the beats that have been told, each with its drama."""
        dramas = [NamedNode(iri) for iri, _ in viewpoint.positions] if viewpoint.only else [None]
        return {
            beat: drama
            for one in dramas
            for beat, drama, position in _beats(self._store, one)
            if viewpoint.sees(drama.value, position)
        }

    @cached_property
    def _timeless(self) -> list[NamedNode]:
        """The graphs of statements that no beat tells: those about people."""
        dated = {quad.subject for quad in self._described(DKG.revealedAt)}
        derived = {quad.subject for quad in self._described(PROV.wasDerivedFrom)}
        return _sorted(derived - dated)

    @cached_property
    def _about(self) -> dict[NamedNode, list[NamedNode]]:
        """The timeless graphs that speak of each thing."""
        found: dict[NamedNode, dict[NamedNode, None]] = {}
        for quad in self._whole(self._timeless):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.graph_name, NamedNode):
                found.setdefault(quad.subject, {})[quad.graph_name] = None
        return {one: list(graphs) for one, graphs in found.items()}

    def _pointing(self, predicate: NamedNode, things: set[NamedNode]) -> Iterator[Quad]:
        """Yield which descriptions point at some things."""
        if len(things) > _FEW:
            return (quad for quad in self._described(predicate) if quad.object in things)
        return (quad for one in things for quad in self._described(predicate, one))

    def _described(self, predicate: NamedNode, value: NamedNode | None = None) -> Iterator[Quad]:
        return self._store.told(None, predicate, value, GRAPH_PROVENANCE)

    def _provenance(self, beats: Mapping[NamedNode, NamedNode], graphs: list[NamedNode]) -> Iterator[Quad]:
        """Yield the descriptions of what can be seen: graphs, sources, what these think of the dramas, and beats."""
        about = list(self._descriptions(graphs))
        judging = self._pointing(DKG.judges, set(beats.values()))
        about += self._descriptions(_sorted(quad.subject for quad in judging))
        yield from about
        sources = {quad.object for quad in about if quad.predicate in (PROV.wasDerivedFrom, DKG.madeIn)}
        yield from self._descriptions([*_sorted(beats), *_sorted(sources)])

    def _descriptions(self, things: Iterable[NamedNode]) -> Iterator[Quad]:
        return self._store.told_of((one, GRAPH_PROVENANCE) for one in things)


def is_person(term: object) -> TypeGuard[NamedNode]:
    """Tell whether a term is the IRI of a person."""
    return isinstance(term, NamedNode) and term.value.startswith(_PERSON)


def _sorted(nodes: Iterable[object]) -> list[NamedNode]:
    """Return IRIs, each once, in the order of their letters."""
    return sorted({node for node in nodes if isinstance(node, NamedNode)}, key=lambda node: node.value)


def as_table(answer: Answer) -> Table:
    """Return an answer that is known to be a table."""
    if not isinstance(answer, Table):
        raise TypeError("expected the answer to a SELECT or ASK query")
    return answer


def last_beat(store: GraphStore, drama: NamedNode) -> int:
    """Return the position of a drama's last beat. Raises `NotFoundError` for what is no drama of the store."""
    positions = [position for _, _, position in _beats(store, drama)]
    if not positions:
        raise NotFoundError(f"{drama.value} is no drama of this graph")
    return max(positions)


def _beats(store: GraphStore, drama: NamedNode | None = None) -> Iterator[tuple[NamedNode, NamedNode, int]]:
    """Yield beats with their drama and position: those of one drama, or all."""
    beats = [(quad.subject, quad.object) for quad in store.told(None, DKG.inDrama, drama, GRAPH_PROVENANCE)]
    about = store.told_of((beat, GRAPH_PROVENANCE) for beat, _ in beats)  # type: ignore[misc]
    positions = {quad.subject: quad.object.value for quad in about if quad.predicate == DKG.position}  # type: ignore[union-attr]
    for beat, of in beats:
        if beat in positions:
            yield beat, of, int(positions[beat])  # type: ignore[misc]


def parse_viewpoint(texts: Iterable[str]) -> dict[str, int | None]:
    """Read how far somebody is as people write it: ``DRAMA=BEAT``, where ``*`` stands for every other drama.

    Raises `NotFoundError` for what is not written so, or names a drama twice.

    >>> parse_viewpoint(["soundtrack-1=2", "*=end"])
    {'soundtrack-1': 2, '*': None}
    """
    found: dict[str, int | None] = {}
    for text in texts:
        name, equals, beat = text.rpartition("=")
        if not equals or not name.strip():
            raise NotFoundError(f"'{text[:60]}' is no viewpoint: write DRAMA=BEAT, such as soundtrack-1=2")
        if name.strip() in found:
            raise NotFoundError(f"'{name.strip()[:60]}' is named twice")
        found[name.strip()] = parse_beat(beat.strip())
    return found


def view_iri_texts(iri: str) -> list[str] | None:
    """Return what the IRI of a view says, for `parse_viewpoint`; None for an IRI that names no view.

    >>> view_iri_texts("https://w3id.org/drama-kg/view/soundtrack-1=2;soundtrack-2=end")
    ['soundtrack-1=2', 'soundtrack-2=end']
    >>> view_iri_texts("https://w3id.org/drama-kg/view/premise")
    []
    """
    if not iri.startswith(VIEW_BASE):
        return None
    said = iri.removeprefix(VIEW_BASE)
    return [] if said == "premise" else said.split(";")


def position_of(beat: int | str) -> int | None:
    """Return the position of a beat as people and programs give it; None is the end.

    Raises `NotFoundError` for a text that is no beat, and TypeError for anything else.
    """
    if isinstance(beat, str):
        return parse_beat(beat)
    # None would be what a look-up gives for a drama that nobody has begun: the very one that must not be told.
    if isinstance(beat, bool) or not isinstance(beat, int):
        raise TypeError(f"a beat is a number, 'premise' or 'end', not {beat!r}")
    return beat


def parse_beat(text: str) -> int | None:
    """Read a beat as people give it: a position, "premise" or "end".

    Raises `NotFoundError` for anything else.

    >>> parse_beat("premise"), parse_beat("3"), parse_beat("end")
    (1, 3, None)
    """
    if text == "end":
        return None
    if text == "premise":
        return FIRST
    if text.isascii() and text.isdigit() and len(text) < 5:
        return int(text)
    raise NotFoundError(f"'{text[:40]}' is no beat: give a number from 1, 'premise' or 'end'")

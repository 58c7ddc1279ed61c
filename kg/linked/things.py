"""Describing things: what has been told of them by a viewpoint, and what follows from that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Quad

from kg.errors import NotFoundError
from kg.kept import Kept
from kg.linked.iris import drama_slug_of
from kg.linked.names import Names
from kg.linked.values import Description, Telling, Texts
from kg.linked.visible import Visible
from kg.ontology import Ontology
from kg.reason import close
from kg.store import GraphStore
from kg.themes import AllThemes
from kg.views import FIRST, Viewpoint, Views
from kg.vocab import DKG, GRAPH_INFERRED, GRAPH_PROVENANCE, ID_BASE, thing

__all__ = ["Things"]

_KEPT = 200  # descriptions
_PERSON, _THEME = ID_BASE + "person/", ID_BASE + "theme/"
_OF_SOURCE = (DKG.sourceKind, DKG.address, DKG.publisher, DKG.author, DKG.language)


class Things:
    """The things of one store.

    What follows is inferred from what may be seen alone, and from no more than it takes: the one drama that a thing
    belongs to, the dramas in which a person has been seen, for a theme or a source the statements that name it.
    """

    def __init__(self, store: GraphStore, views: Views, ontology: Ontology, themes: AllThemes) -> None:
        self.visible = Visible(store)
        self._store = store
        self._views = views
        self._ontology = ontology
        self._themes = themes
        self._names = Names(store, self.visible, ontology)
        self._kept = Kept[Description](_KEPT)

    def describe(self, one: NamedNode, viewpoint: Viewpoint) -> Description:
        """Return what is known of a thing. Raises `NotFoundError` where nothing is, whether or not it is told later."""
        return self._kept.get((one.value, viewpoint), lambda: self._make(one, viewpoint))

    def told(self, one: NamedNode, viewpoint: Viewpoint) -> Description:
        """Return what sources tell of a thing, without what follows. Raises `NotFoundError` where they tell nothing."""
        found = self.visible.about(one, viewpoint)
        if not found:
            raise NotFoundError("nothing is told of this so far; it may be told later")
        return self.described(one, viewpoint, found)

    def _make(self, one: NamedNode, viewpoint: Viewpoint) -> Description:
        told = self.visible.about(one, viewpoint)
        inferred = sorted(
            {quad for quad in self._follows(one, viewpoint, told) if one in (quad.subject, quad.object)}, key=str
        )
        if not told and not inferred:
            raise NotFoundError("nothing is told of this so far; it may be told later")
        return self.described(one, viewpoint, told, inferred)

    def described(
        self, one: NamedNode, viewpoint: Viewpoint, told: list[Quad], inferred: Iterable[Quad] = ()
    ) -> Description:
        """Return a description made of statements, with the names and sources of all that is in them."""
        graphs = dict.fromkeys(q.graph_name for q in told if isinstance(q.graph_name, NamedNode))
        tellings = {graph.value: self._telling(graph, viewpoint) for graph in graphs}
        about = list(dict.fromkeys(quad for graph in graphs for quad in self._about(graph, viewpoint)))
        terms = (
            one,
            *(term for q in (*told, *inferred, *about) for term in (q.subject, q.predicate, q.object)),
        )
        names = self._names.of((term for term in terms if isinstance(term, NamedNode)), viewpoint)
        return Description(one, tuple(told), tuple(inferred), tuple(about), names, tellings)

    def names_of(self, things: Iterable[NamedNode], viewpoint: Viewpoint) -> Mapping[str, Texts]:
        """Return what things are called, by IRI."""
        return self._names.of(things, viewpoint)

    def _follows(self, one: NamedNode, viewpoint: Viewpoint, told: list[Quad]) -> Iterable[Quad]:
        """Return what follows, of the thing and perhaps of others."""
        slug = drama_slug_of(one.value)
        if slug is not None:
            return self._follows_in(thing("drama", slug), viewpoint, told)
        if one.value.startswith(_PERSON):
            dramas = {drama for quad in told for drama, _ in self._places(quad)}
            if dramas:
                return self._views.seen(_of_dramas(dramas, viewpoint)).inferred
        if one.value.startswith(_THEME):
            shown = list(self._shows(one, viewpoint))
            return [*shown, *close([*told, *shown], self._ontology, verify=False)]
        return close(told, self._ontology, verify=False) if told else []

    def _shows(self, theme: NamedNode, viewpoint: Viewpoint) -> Iterable[Quad]:
        """Yield which dramas show a theme, and by which signs."""
        slug = theme.value.removeprefix(_THEME)
        for use in self._themes.at(viewpoint).get(slug, ()):
            if use.shown:
                yield Quad(NamedNode(use.drama), DKG.showsTheme, theme, GRAPH_INFERRED)
        for sign in self._themes.signs(viewpoint).get(slug, ()):
            yield Quad(NamedNode(sign), DKG.signOf, theme, GRAPH_INFERRED)

    def _follows_in(self, drama: NamedNode, viewpoint: Viewpoint, told: list[Quad]) -> Iterable[Quad]:
        """Return what follows in one drama, and from what other dramas say of the thing."""
        if next(self._store.told(None, DKG.inDrama, drama, GRAPH_PROVENANCE), None) is None:
            return []
        seen = self._views.seen(_of_dramas([drama], viewpoint))
        foreign = [quad for quad in told if any(other != drama for other, _ in self._places(quad))]
        return close([*seen.quads, *foreign], self._ontology, verify=False) if foreign else seen.inferred

    def _places(self, quad: Quad) -> Iterable[tuple[NamedNode, int]]:
        """Return the beats that tell a statement."""
        if not isinstance(quad.graph_name, NamedNode) or quad.graph_name == GRAPH_PROVENANCE:
            return ()
        return self.visible.places_of(quad.graph_name) or ()

    def _telling(self, graph: NamedNode, viewpoint: Viewpoint) -> Telling:
        source = self.visible.source_of(graph)
        seen = [(d, at) for d, at in self.visible.places_of(graph) or () if viewpoint.sees(d.value, at)]
        drama, beat = (seen[0][0].value, seen[0][1]) if seen else (None, None)
        return Telling(graph.value, source.value if source else None, (), drama, beat)

    def _about(self, graph: NamedNode, viewpoint: Viewpoint) -> Iterable[Quad]:
        """Return the description of a graph and, shortly, of its source and its beat."""
        own = sorted(self._store.told(subject=graph, graph=GRAPH_PROVENANCE), key=str)
        yield from own
        for quad in own:
            if quad.predicate == DKG.revealedAt:
                yield from sorted(self._store.told(quad.object, graph=GRAPH_PROVENANCE), key=str)  # type: ignore[arg-type]
            elif isinstance(quad.object, NamedNode):
                for predicate in _OF_SOURCE:
                    yield from self.visible.of(quad.object, predicate, viewpoint)


def _of_dramas(dramas: Iterable[NamedNode], viewpoint: Viewpoint) -> Viewpoint:
    """Return the viewpoint of somebody who knows these dramas alone."""
    known = dict(viewpoint.positions)
    return Viewpoint.of({drama: known.get(drama.value, viewpoint.others) for drama in dramas}, FIRST, only=True)

"""The tree of themes, and which drama has which: what sources say beside what the structure of the story shows."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, Quad

from kg.ontology import Ontology
from kg.store import GraphStore
from kg.views import View, Viewpoint, Views, as_table
from kg.vocab import DKG, GRAPH_THEMES, ID_BASE, SKOS

__all__ = ["TABLES", "AllThemes", "DramaTheme", "Theme", "ThemeDrama", "read_drama_themes", "theme_tree"]

Texts = Mapping[str, str]

_BASE = ID_BASE + "theme/"
_PARTS_OF_DRAMA = ID_BASE.count("/") + 2  # of the IRI of a drama, between slashes
_DEFINITION = NamedNode(SKOS.base + "definition")
_SAID = """
SELECT DISTINCT ?theme ?source WHERE {
  GRAPH ?graph { ?drama dkg:hasTheme ?theme }
  GRAPH graph:provenance { ?graph prov:wasDerivedFrom ?source }
} ORDER BY ?theme ?source
"""
# Over the whole store: what a beat tells is not yet told before it.
_SAID_ANYWHERE = """
SELECT DISTINCT ?drama ?theme ?position WHERE {
  GRAPH ?graph { ?drama dkg:hasTheme ?theme }
  GRAPH graph:provenance { ?graph dkg:revealedAt/dkg:position ?position }
}
"""
_WITH_STORY = """
SELECT ?drama (MAX(?position) AS ?last) WHERE {
  { SELECT DISTINCT ?drama { ?phase dkg:ofArc ?arc ; dkg:inDrama ?drama } }
  GRAPH graph:provenance { ?beat dkg:inDrama ?drama ; dkg:position ?position }
} GROUP BY ?drama
"""
# For those who want to ask it themselves, by name: the themes of ?drama, of every drama, and those below ?top.
_EITHER = """SELECT DISTINCT ?drama ?theme ?how WHERE {
  %s{ GRAPH ?graph { ?drama dkg:hasTheme ?theme } ?graph dkg:revealedAt ?beat BIND("said" AS ?how) }
  UNION { ?drama dkg:showsTheme ?theme BIND("shown" AS ?how) }
} ORDER BY ?theme ?drama ?how
"""
TABLES: Mapping[str, str] = {
    "themes_said": _SAID,
    "themes_shown": "SELECT DISTINCT ?theme WHERE { ?drama dkg:showsTheme ?theme } ORDER BY ?theme",
    "themes_all": _EITHER % "",
    "themes_below": _EITHER % "?theme skos:broader* ?top .\n  ",
}


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the tree. ``also`` has other names by language, ``broader`` and ``narrower`` slugs."""

    slug: str
    label: Texts
    definition: Texts
    also: Mapping[str, tuple[str, ...]]
    broader: tuple[str, ...]
    narrower: tuple[str, ...]

    @property
    def iri(self) -> str:
        """The theme's IRI."""
        return _BASE + self.slug


@dataclass(frozen=True, slots=True)
class DramaTheme:
    """A theme of one drama: the sources that say so (IRIs), and whether the structure of the story shows it."""

    theme: str
    label: Texts
    said: tuple[str, ...]
    shown: bool


@dataclass(frozen=True, slots=True)
class ThemeDrama:
    """A drama (its IRI) of one theme: whether a source says so, and whether the structure of the story shows it."""

    drama: str
    said: bool
    shown: bool


@lru_cache(maxsize=4)
def theme_tree(ontology: Ontology) -> Mapping[str, Theme]:
    """Return every theme of the ontology by slug, in the order of the slugs.

    >>> from kg.ontology import load_ontology
    >>> tree = theme_tree(load_ontology())
    >>> tree["love-square"].broader, tree["love-square"].label["ko"]
    (('love-triangle',), '사각관계')
    """
    texts: dict[tuple[str, NamedNode], dict[str, list[str]]] = {}
    links: dict[tuple[str, NamedNode], list[str]] = {}
    slugs: dict[str, None] = {}
    for quad in ontology.quads():
        if quad.graph_name != GRAPH_THEMES or not isinstance(quad.subject, NamedNode):
            continue
        slug, value = quad.subject.value.removeprefix(_BASE), quad.object
        if isinstance(value, Literal):
            by_language = texts.setdefault((slug, quad.predicate), {})
            by_language.setdefault(value.language or "en", []).append(value.value)
        elif isinstance(value, NamedNode):
            links.setdefault((slug, quad.predicate), []).append(value.value.removeprefix(_BASE))
            if value == DKG.Theme:
                slugs[slug] = None

    def one(slug: str, predicate: NamedNode) -> dict[str, str]:
        return {lang: min(found) for lang, found in sorted(texts.get((slug, predicate), {}).items())}

    def linked(slug: str, predicate: NamedNode) -> tuple[str, ...]:
        return tuple(sorted(links.get((slug, predicate), ())))

    found = {
        slug: Theme(
            slug,
            one(slug, SKOS.prefLabel),
            one(slug, _DEFINITION),
            {lang: tuple(sorted(also)) for lang, also in sorted(texts.get((slug, SKOS.altLabel), {}).items())},
            linked(slug, SKOS.broader),
            linked(slug, SKOS.narrower),
        )
        for slug in sorted(slugs)
    }
    return MappingProxyType(found)


def read_drama_themes(view: View, ontology: Ontology) -> list[DramaTheme]:
    """Return the themes of a drama that sources have told, or that follow from what they have told, by slug."""
    said: dict[str, list[str]] = {}
    for row in view.select(_SAID):
        said.setdefault(str(row["theme"]).removeprefix(_BASE), []).append(str(row["source"]))
    shown = {theme for drama, theme in _shown(view.seen.inferred) if drama == view.drama.value}
    labels = ontology.themes
    return [
        DramaTheme(slug, labels.get(slug, {"en": slug}), tuple(said.get(slug, ())), slug in shown)
        for slug in sorted({*said, *shown})
    ]


def _shown(inferred: Iterable[Quad]) -> Iterator[tuple[str, str]]:
    """Yield the drama and the theme of what a story shows."""
    for quad in inferred:
        if quad.predicate == DKG.showsTheme and isinstance(quad.subject, NamedNode):
            yield quad.subject.value, str(quad.object.value).removeprefix(_BASE)  # type: ignore[union-attr]


def _signs(inferred: Iterable[Quad]) -> Iterator[tuple[str, str]]:
    """Yield what is a sign of a theme, and the theme."""
    for quad in inferred:
        if quad.predicate == DKG.signOf and isinstance(quad.subject, NamedNode):
            yield quad.subject.value, str(quad.object.value).removeprefix(_BASE)  # type: ignore[union-attr]


class AllThemes:
    """Which dramas of a store have which theme, as far as somebody may see.

    What a story shows is worked out once for each drama and beat that is asked for, so that however many viewpoints
    are asked for, there is no more to do than there are beats.
    """

    def __init__(self, store: GraphStore, views: Views) -> None:
        self._store = store
        self._views = views
        self._shown: dict[tuple[str, int], frozenset[str]] = {}
        self._signs: dict[tuple[str, int], frozenset[tuple[str, str]]] = {}
        self._lock = threading.Lock()

    def at(self, viewpoint: Viewpoint) -> dict[str, tuple[ThemeDrama, ...]]:
        """Return the dramas of each theme that has any, by the theme's slug; dramas in the order of their IRIs."""
        said = {(drama, theme) for drama, theme, told in self._said if viewpoint.sees(drama, told)}
        shown = {(drama, theme) for drama, themes in self._shown_at(viewpoint) for theme in themes}
        found: dict[str, list[ThemeDrama]] = {}
        for drama, theme in sorted({*said, *shown}):
            use = ThemeDrama(drama, (drama, theme) in said, (drama, theme) in shown)
            found.setdefault(theme, []).append(use)
        return {theme: tuple(uses) for theme, uses in sorted(found.items())}

    def signs(self, viewpoint: Viewpoint) -> dict[str, tuple[str, ...]]:
        """Return what in a story is a sign of each theme that has any: IRIs of phases and characters, by slug."""
        found: dict[str, list[str]] = {}
        for drama, at in self._asked(viewpoint):
            for one, theme in self._signs[drama, at]:
                found.setdefault(theme, []).append(one)
        return {theme: tuple(sorted(ones)) for theme, ones in sorted(found.items())}

    @cached_property
    def _said(self) -> list[tuple[str, str, int]]:
        rows = as_table(self._store.query(_SAID_ANYWHERE))
        return [(row["drama"], row["theme"].removeprefix(_BASE), row["position"]) for row in rows]

    @cached_property
    def _last(self) -> dict[str, int]:
        """The last beat of every drama whose relationships are known."""
        return {row["drama"]: row["last"] for row in as_table(self._store.query(_WITH_STORY))}

    def _shown_at(self, viewpoint: Viewpoint) -> list[tuple[str, frozenset[str]]]:
        return [(drama, self._shown[drama, at]) for drama, at in self._asked(viewpoint)]

    def _asked(self, viewpoint: Viewpoint) -> list[tuple[str, int]]:
        """Return how far each drama is told that has been begun; what it shows so far is known from now on."""
        asked = {
            drama: max((n for n in range(1, last + 1) if viewpoint.sees(drama, n)), default=0)
            for drama, last in self._last.items()
        }
        with self._lock:  # so that those who ask at once wait for one answer
            missing = {drama: at for drama, at in asked.items() if at and (drama, at) not in self._shown}
            if missing:
                self._work_out(missing)
        return [(drama, at) for drama, at in asked.items() if at]

    def _work_out(self, positions: Mapping[str, int]) -> None:
        """Keep what dramas show at these beats. One closure for all: no rule reaches from a drama to another."""
        viewpoint = Viewpoint.of({NamedNode(drama): at for drama, at in positions.items()}, only=True)
        follows = self._views.follows(viewpoint)
        shown: dict[str, set[str]] = {drama: set() for drama in positions}
        signs: dict[str, set[tuple[str, str]]] = {drama: set() for drama in positions}
        for drama, theme in _shown(follows):
            shown[drama].add(theme)
        for one, theme in _signs(follows):
            signs["/".join(one.split("/")[:_PARTS_OF_DRAMA])].add((one, theme))
        self._signs.update({(drama, at): frozenset(signs[drama]) for drama, at in positions.items()})
        self._shown.update({(drama, at): frozenset(shown[drama]) for drama, at in positions.items()})

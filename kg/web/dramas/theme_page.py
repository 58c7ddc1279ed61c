"""The pages of themes: what sources say beside what the structure of the stories shows, over all dramas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.drama import Drama
from kg.graph import KnowledgeGraph
from kg.kept import Kept
from kg.listing import titles_of
from kg.names import fold
from kg.themes import DramaTheme, Theme, ThemeDrama
from kg.web.dramas.queries import ask_themes
from kg.web.far import Far, far_of
from kg.web.problem import ProblemError
from kg.web.templating import Reader, page

__all__ = ["KINDS", "ThemePages", "kind_of", "theme_groups"]

KINDS = ("both", "said", "shown")
"""How a drama has a theme: a source says so and the story shows it, or one of the two alone."""
_PAGES_KEPT = 100
_MOST_LISTED = 300  # dramas of one list

Texts = Mapping[str, str]


def kind_of(use: DramaTheme | ThemeDrama) -> str:
    """Return which of `KINDS` a use of a theme is."""
    return "both" if use.said and use.shown else "said" if use.said else "shown"


def theme_groups(drama: Drama) -> list[tuple[str, list[DramaTheme]]]:
    """Return the themes of a drama by kind, without the kinds that have none."""
    groups = {kind: [use for use in drama.compared_themes if kind_of(use) == kind] for kind in KINDS}
    return [(kind, uses) for kind, uses in groups.items() if uses]


@dataclass(frozen=True, slots=True)
class _Told:
    """The dramas of each theme as far as a reader is."""

    far: Far
    themes: Mapping[str, tuple[ThemeDrama, ...]]


@dataclass(frozen=True, slots=True)
class _Listed:
    """A drama in the list of a theme, with what of the theme it has: the narrower themes, by slug."""

    slug: str
    titles: Texts
    at: int | str | None
    through: tuple[tuple[str, str], ...]


class ThemePages:
    """The pages of one graph."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self._titles: dict[str, tuple[str, Texts]] = {}
        self._beats: dict[str, int] = {}
        for row in graph.dramas():
            self._titles.setdefault(row["drama"], (row["slug"], titles_of(row)))
            self._beats.setdefault(row["slug"], row["beats"])
        self._made = Kept[str](_PAGES_KEPT)

    def tree(self, request: Request) -> Response:
        """``/themes``: the tree of themes, with how many dramas have each."""
        reader = Reader(request, ("at",))
        told = self._told(request, reader)
        return self._page(("themes", told.far.whole), reader, lambda: self._tree(reader, told))

    def theme(self, request: Request) -> Response:
        """``/theme/{slug}``: one theme and its dramas."""
        reader = Reader(request, ("at",))
        told = self._told(request, reader)
        name = request.path_params["slug"]
        slug = self._slug(name, reader, told.far)
        if slug != name:
            return RedirectResponse(reader.link(f"/theme/{slug}", at=told.far.whole), 307)
        return self._page(("theme", slug, told.far.whole), reader, lambda: self._theme(slug, reader, told))

    def _page(self, key: tuple[object, ...], reader: Reader, make: Callable[[], str]) -> Response:
        whole = (*key, reader.lang, reader.explicit, reader.same_in("en"))
        text = self._made.get(whole, make)
        headers = {"vary": "Accept-Language", "cache-control": "no-cache"}
        return Response(text, media_type="text/html", headers=headers)

    def _told(self, request: Request, reader: Reader) -> _Told:
        far = far_of(request, reader, "", self._beats, forgiving=True)
        return _Told(far, self._graph.themes(far.given, others=far.rest))

    def _uses(self, told: _Told) -> dict[str, dict[str, dict[str, str]]]:
        """Return, for each theme, its dramas with the themes through which they have it, and how.

        A theme has the dramas of the narrower ones too.
        """
        found: dict[str, dict[str, dict[str, str]]] = {}
        for theme, uses in told.themes.items():
            for broader in self._upwards(theme):
                for use in uses:
                    found.setdefault(broader, {}).setdefault(use.drama, {})[theme] = kind_of(use)
        return found

    def _upwards(self, slug: str) -> Iterable[str]:
        """Return a theme and all that are broader."""
        seen, level = {slug: None}, [slug]
        while level:
            level = [up for one in level if one in self._graph.theme_tree for up in self._graph.theme_tree[one].broader]
            level = [up for up in level if up not in seen]
            seen.update(dict.fromkeys(level))
        return seen

    def _tree(self, reader: Reader, told: _Told) -> str:
        uses, tree = self._uses(told), self._graph.theme_tree
        tops = [theme for theme in tree.values() if not theme.broader]
        counts = {slug: _counts(dramas.values()) for slug, dramas in uses.items()}
        own = [kind_of(use) for dramas in told.themes.values() for use in dramas]
        return page(
            "themes.html",
            reader,
            tree=tree,
            tops=sorted(tops, key=lambda theme: (-len(uses.get(theme.slug, ())), theme.slug)),
            counts=counts,
            kinds=KINDS,
            totals={kind: own.count(kind) for kind in KINDS},
            dramas=len({use.drama for dramas in told.themes.values() for use in dramas}),
            by_label=lambda slugs: _by_label(slugs, tree, reader),
            far=told.far,
            asked=ask_themes(reader, _asked(told.far)),
        )

    def _theme(self, slug: str, reader: Reader, told: _Told) -> str:
        uses, tree = self._uses(told), self._graph.theme_tree
        dramas = uses.get(slug, {})
        theme = tree[slug]
        groups = []
        for kind in KINDS:
            listed = [iri for iri, through in dramas.items() if _whole(through.values()) == kind]
            rows = sorted((self._listed(iri, dramas[iri], slug, told.far) for iri in listed), key=lambda row: row.slug)
            groups.append((kind, len(rows), rows[:_MOST_LISTED]))
        return page(
            "theme.html",
            reader,
            theme=theme,
            tree=tree,
            other_label=next(((lang, text) for lang, text in theme.label.items() if lang != reader.lang), None),
            also=theme.also.get(reader.lang, ()),
            above=self._path(slug),
            counts={one: _counts(found.values()) for one, found in uses.items()},
            kinds=KINDS,
            groups=groups,
            by_label=lambda slugs: _by_label(slugs, tree, reader),
            far=told.far,
            asked=ask_themes(reader, _asked(told.far), theme.iri),
        )

    def _path(self, slug: str) -> list[Theme]:
        """Return the themes above one, the broadest first; by the first where there are several."""
        found: list[Theme] = []
        theme = self._graph.theme_tree[slug]
        while theme.broader and len(found) < len(self._graph.theme_tree):
            theme = self._graph.theme_tree[theme.broader[0]]
            found.append(theme)
        return found[::-1]

    def _listed(self, iri: str, through: Mapping[str, str], slug: str, far: Far) -> _Listed:
        own, titles = self._titles.get(iri) or (iri.rsplit("/", 1)[-1], {"en": iri.rsplit("/", 1)[-1]})
        return _Listed(own, titles, far.at(iri), tuple(sorted(through.items(), key=lambda one: (one[0] != slug, one))))

    def _slug(self, name: str, reader: Reader, far: Far) -> str:
        """Return the slug of a theme by slug or by one of its names, or raise the page that offers the nearest ones."""
        tree = self._graph.theme_tree
        if name in tree:
            return name
        known: dict[str, str] = {}
        for theme in tree.values():
            for text in (theme.slug, *theme.label.values(), *(text for texts in theme.also.values() for text in texts)):
                known.setdefault(fold(text), theme.slug)
        found = known.get(fold(name[:200]))
        if found:
            return found
        near = dict.fromkeys(known[text] for text in get_close_matches(fold(name[:60]), known, n=6, cutoff=0.6))
        links = [(reader.link(f"/theme/{slug}", at=far.whole), reader.plain(tree[slug].label)) for slug in near]
        raise ProblemError(404, reader.words("no_theme", name=name[:80]), links=links)


def _asked(far: Far) -> str | None:
    """Return how far a query is asked, as the endpoint takes it."""
    return far.asking.get("at")


def _whole(kinds: Iterable[str]) -> str:
    """Return how a drama has a theme, given how it has the themes below it."""
    found = set(kinds)
    return next(iter(found)) if len(found) == 1 else "both"


def _counts(dramas: Iterable[Mapping[str, str]]) -> dict[str, int]:
    """Return how many dramas have a theme in each way."""
    ways = [_whole(through.values()) for through in dramas]
    return {kind: ways.count(kind) for kind in KINDS}


def _by_label(slugs: Sequence[str], tree: Mapping[str, Theme], reader: Reader) -> list[Theme]:
    return sorted((tree[slug] for slug in slugs), key=lambda theme: reader.plain(theme.label).casefold())

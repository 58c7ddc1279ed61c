"""The pages of themes: what sources say beside what the structure of the stories shows, over all dramas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.drama import Drama
from kg.errors import NotFoundError
from kg.graph import KnowledgeGraph
from kg.kept import Kept
from kg.listing import titles_of
from kg.names import fold
from kg.themes import DramaTheme, Theme, ThemeDrama
from kg.views import FIRST, parse_viewpoint
from kg.web.dramas.queries import ask_themes
from kg.web.problem import ProblemError
from kg.web.templating import Reader, page

__all__ = ["KINDS", "ThemePages", "kind_of", "theme_groups"]

KINDS = ("both", "said", "shown")
"""How a drama has a theme: a source says so and the story shows it, or one of the two alone."""
_PAGES_KEPT = 100
_MOST_NAMED = 20  # dramas in an address
_PREMISE = ("", "premise")
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
class _Far:
    """How far a reader is: ``texts`` as in an address (``soundtrack-1=2``), and positions by drama's slug.

    ``themes`` are the dramas of each theme as far as that.
    """

    texts: tuple[str, ...]
    positions: Mapping[str, int | None]
    themes: Mapping[str, tuple[ThemeDrama, ...]] = field(compare=False)

    @property
    def others(self) -> int | None:
        """How far the dramas are told that are not named; None is to the end."""
        return self.positions.get("*", FIRST)

    @property
    def address(self) -> str | None:
        """What links hand on, None for the premise of every drama."""
        return ";".join(self.texts) or None

    def of(self, slug: str) -> int | str | None:
        """Return the field ``at`` of a drama's page, None for the premise."""
        at = self.positions.get(slug, self.others)
        return "end" if at is None else at if at > FIRST else None


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
        for row in graph.dramas():
            self._titles.setdefault(row["drama"], (row["slug"], titles_of(row)))
        self._made = Kept[str](_PAGES_KEPT)

    def tree(self, request: Request) -> Response:
        """``/themes``: the tree of themes, with how many dramas have each."""
        reader, far = Reader(request, ("at",)), self._far(request)
        return self._page(("themes", far.texts), reader, lambda: self._tree(reader, far))

    def theme(self, request: Request) -> Response:
        """``/theme/{slug}``: one theme and its dramas."""
        reader, far = Reader(request, ("at",)), self._far(request)
        name = request.path_params["slug"]
        slug = self._slug(name, reader, far)
        if slug != name:
            return RedirectResponse(reader.link(f"/theme/{slug}", at=far.address), 307)
        return self._page(("theme", slug, far.texts), reader, lambda: self._theme(slug, reader, far))

    def _page(self, key: tuple[object, ...], reader: Reader, make: Callable[[], str]) -> Response:
        whole = (*key, reader.lang, reader.explicit, reader.same_in("en"))
        text = self._made.get(whole, make)
        headers = {"vary": "Accept-Language", "cache-control": "no-cache"}
        return Response(text, media_type="text/html", headers=headers)

    def _far(self, request: Request) -> _Far:
        """Read how far the reader is: ``at=soundtrack-1=2;*=end``, or "end" for every drama."""
        texts = [text.strip() for text in ";".join(request.query_params.getlist("at")).split(";", _MOST_NAMED)]
        if len(texts) > _MOST_NAMED:
            raise ProblemError(400, Reader(request).words("themes_at_long"))
        try:
            positions = parse_viewpoint("*=end" if text == "end" else text for text in texts if text not in _PREMISE)
            slugs = {name if name == "*" else self._drama_slug(name): at for name, at in positions.items()}
            named = {slug: _given(at) for slug, at in slugs.items() if slug != "*"}
            themes = self._graph.themes(named, others=_given(slugs.get("*", FIRST)))
        except NotFoundError as error:
            raise ProblemError(400, str(error)) from None
        texts = [f"{slug}={_given(at)}" for slug, at in sorted(slugs.items())]
        return _Far(tuple(texts), slugs, themes)

    def _drama_slug(self, name: str) -> str:
        return self._titles[self._graph.find("drama", name).value][0]

    def _uses(self, far: _Far) -> dict[str, dict[str, dict[str, str]]]:
        """Return, for each theme, its dramas with the themes through which they have it, and how.

        A theme has the dramas of the narrower ones too.
        """
        found: dict[str, dict[str, dict[str, str]]] = {}
        for theme, uses in far.themes.items():
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

    def _tree(self, reader: Reader, far: _Far) -> str:
        uses, tree = self._uses(far), self._graph.theme_tree
        tops = [theme for theme in tree.values() if not theme.broader]
        counts = {slug: _counts(dramas.values()) for slug, dramas in uses.items()}
        own = [kind_of(use) for dramas in far.themes.values() for use in dramas]
        return page(
            "themes.html",
            reader,
            tree=tree,
            tops=sorted(tops, key=lambda theme: (-len(uses.get(theme.slug, ())), theme.slug)),
            counts=counts,
            kinds=KINDS,
            totals={kind: own.count(kind) for kind in KINDS},
            dramas=len({use.drama for dramas in far.themes.values() for use in dramas}),
            by_label=lambda slugs: _by_label(slugs, tree, reader),
            far=far,
            asked=ask_themes(reader, far.address),
        )

    def _theme(self, slug: str, reader: Reader, far: _Far) -> str:
        uses, tree = self._uses(far), self._graph.theme_tree
        dramas = uses.get(slug, {})
        theme = tree[slug]
        groups = []
        for kind in KINDS:
            listed = [iri for iri, through in dramas.items() if _whole(through.values()) == kind]
            rows = sorted((self._listed(iri, dramas[iri], slug, far) for iri in listed), key=lambda row: row.slug)
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
            far=far,
            asked=ask_themes(reader, far.address, theme.iri),
        )

    def _path(self, slug: str) -> list[Theme]:
        """Return the themes above one, the broadest first; by the first where there are several."""
        found: list[Theme] = []
        theme = self._graph.theme_tree[slug]
        while theme.broader and len(found) < len(self._graph.theme_tree):
            theme = self._graph.theme_tree[theme.broader[0]]
            found.append(theme)
        return found[::-1]

    def _listed(self, iri: str, through: Mapping[str, str], slug: str, far: _Far) -> _Listed:
        own, titles = self._titles.get(iri) or (iri.rsplit("/", 1)[-1], {"en": iri.rsplit("/", 1)[-1]})
        return _Listed(own, titles, far.of(own), tuple(sorted(through.items(), key=lambda one: (one[0] != slug, one))))

    def _slug(self, name: str, reader: Reader, far: _Far) -> str:
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
        links = [(reader.link(f"/theme/{slug}", at=far.address), reader.plain(tree[slug].label)) for slug in near]
        raise ProblemError(404, reader.words("no_theme", name=name[:80]), links=links)


def _given(at: int | None) -> int | str:
    return "end" if at is None else at


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

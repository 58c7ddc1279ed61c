"""The pictures of all dramas together, as far as somebody has watched them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import NamedNode

from kg.figure.spec import Text
from kg.plot.captions import captions, far_told, small_print
from kg.plot.drawing import drawing
from kg.plot.network import Drawn, backbone, draw_network, strongest
from kg.plot.nothing import NOTHING, draw_nothing
from kg.plot.pairs import draw_pairs
from kg.plot.plot import Plot
from kg.plot.sheet import Look
from kg.plot.themes import draw_themes, grid_of, grid_table
from kg.results import Table
from kg.sparqltext import with_prefixes
from kg.themes import TABLES
from kg.vocab import ID_BASE, PREFIXES

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.figure import Figure

    from kg.between import ThemePairs
    from kg.themes import Theme, ThemeDrama

__all__ = ["GRAPH_PLOTS", "plot_network", "plot_pairs", "plot_themes"]

# Whoever asks it of the whole graph gets what is told late, too.
_AS_FAR = "# Ask it of the graph as far as it is told to you: g.at_texts({seen}), or the endpoint with at=…\n"
_TOGETHER = """
SELECT ?one ?other (COUNT(DISTINCT ?shared) AS ?strength) WHERE {
  %s
  FILTER(STR(?one) < STR(?other))
} GROUP BY ?one ?other ORDER BY DESC(?strength) ?one ?other
"""
_PAIRS = {
    "actors": "[] dkg:performer ?one ; dkg:inDrama ?shared . [] dkg:performer ?other ; dkg:inDrama ?shared .",
    "dramas": "[] dkg:performer ?shared ; dkg:inDrama ?one . [] dkg:performer ?shared ; dkg:inDrama ?other .",
    "theme_pairs": "GRAPH ?a { ?shared dkg:hasTheme ?one } GRAPH ?b { ?shared dkg:hasTheme ?other }",
}
_TITLES: Mapping[str, Text] = {
    "themes": {"en": "Themes by drama", "ko": "드라마별 주제"},
    "actors": {"en": "Who acts together", "ko": "함께 연기한 배우들"},
    "dramas": {"en": "Dramas with the same people or themes", "ko": "같은 사람이나 주제가 있는 드라마"},
    "theme_pairs": {"en": "Themes that occur together", "ko": "함께 나오는 주제"},
}
_SHOWS: Mapping[str, Text] = {
    "themes": {
        "en": "The {shown} commonest of {total} themes, in {dramas} dramas; like dramas stand side by side",
        "ko": "주제 {total}개 중 가장 흔한 {shown}개, 드라마 {dramas}편; 비슷한 드라마를 나란히 놓음",
    },
    "actors": {
        "en": "Lines join who plays in the same drama, the wider the more dramas: of each the {ties} strongest. The "
              "size is the sum of all. {shown} of {total} people, those with most",
        "ko": "선은 같은 드라마에 함께 출연함(작품이 많을수록 굵음), 저마다 가장 강한 {ties}개. 크기는 모두의 합. "
              "{total}명 중 가장 많은 {shown}명",
    },
    "dramas": {
        "en": "Lines join dramas with the same people or themes, the wider the more: of each the {ties} strongest. "
              "{shown} of {total} dramas",
        "ko": "선은 같은 사람이나 주제가 있음(많을수록 굵음), 저마다 가장 강한 {ties}개. 드라마 {total}편 중 {shown}편",
    },
    "theme_pairs": {
        "en": "Pairs of themes that sources name: in how many dramas both occur, beside how many chance would have. "
              "{shown} of {total} pairs, the least likely; of {tested} tested, {beyond} with q up to 0.05",
        "ko": "출처가 말하는 주제 두 개씩: 둘 다 나오는 드라마 수와 우연일 때의 기대값. "
              "{total}쌍 중 우연으로 보기 가장 어려운 {shown}쌍; 검정한 {tested}쌍 가운데 q가 0.05 이하인 것 "
              "{beyond}쌍",
    },
}  # fmt: skip
_STRENGTH: Text = {"en": "all ties together", "ko": "관계의 합"}


def plot_themes(
    uses: Mapping[str, Sequence[ThemeDrama]],
    tree: Mapping[str, Theme],
    titles: Mapping[str, Text],
    seen: Iterable[str] | None,
    version: str,
    look: Look,
    *,
    most: int = 32,
) -> Plot:
    """Return the heat map of themes by drama; ``uses`` and ``tree`` by slug, ``titles`` of dramas by IRI."""
    grid = grid_of(uses, most, base=ID_BASE + "theme/")
    names: dict[str, Text] = {**_with_english(titles), **{theme.iri: theme.label for theme in tree.values()}}
    shows = _filled("themes", shown=len(grid.themes), total=len(uses), dramas=len(grid.dramas))
    far = far_told(seen, _by_slug(titles))
    drawn = _Drawing("themes", look, far, version, _asked(TABLES["themes_all"], tuple(seen or ())))
    return drawn.plot(grid_table(grid), shows, lambda title, small: draw_themes(grid, names, look, title, small))


def plot_pairs(
    found: ThemePairs,
    titles: Mapping[str, Text],
    seen: Iterable[str] | None,
    version: str,
    look: Look,
    *,
    most: int = 24,
) -> Plot:
    """Return the picture of the pairs of themes that chance explains least."""
    pairs = found.pairs[:most]
    far = far_told(seen, _by_slug(titles))
    shows = _filled(
        "theme_pairs", shown=len(pairs), total=len(found.pairs), tested=found.tested, beyond=len(found.within())
    )
    query = _asked(_TOGETHER % _PAIRS["theme_pairs"], tuple(seen or ()))
    drawn = _Drawing("theme_pairs", look, far, version, query)
    return drawn.plot(found.table(look.lang, most), shows, lambda title, small: draw_pairs(pairs, look, title, small))


def plot_network(
    graph: nx.Graph[str],
    what: str,
    titles: Mapping[str, Text],
    seen: Iterable[str] | None,
    version: str,
    look: Look,
    *,
    most: int = 50,
    ties: int = 3,
) -> Plot:
    """Return the picture of a network by the ``strength`` of its edges, the ``ties`` strongest of each node."""
    value = {one: float(sum(data.get("strength", 1) for data in graph[one].values())) for one in graph}
    shown = backbone(strongest(graph, value, most), ties)
    names = {
        one: {"en": data.get("label", one), "ko": data.get("label_ko", "")} for one, data in graph.nodes(data=True)
    }
    far = far_told(seen, _by_slug(titles))
    rows = (
        (NamedNode(one), NamedNode(other), data.get("strength", 1))
        for one, other, data in sorted(shown.edges(data=True), key=_pair)
    )
    data = Table.of_rows(("one", "other", "strength"), rows)
    shows = _filled(what, shown=len(shown), total=len(graph), ties=ties)
    network = Drawn(shown, value, names, frozenset())
    drawn = _Drawing(what, look, far, version, _asked(_TOGETHER % _PAIRS[what], tuple(seen or ())))
    return drawn.plot(data, shows, lambda title, small: draw_network(network, look, title, small, _STRENGTH))


GRAPH_PLOTS: Mapping[str, Callable[..., Plot]] = {
    "themes": plot_themes,
    "actors": plot_network,
    "dramas": plot_network,
    "theme_pairs": plot_pairs,
}
"""What can be drawn of the graph."""


class _Drawing(NamedTuple):
    """What pictures of the graph share."""

    what: str
    look: Look
    far: Text
    version: str
    query: str

    def plot(self, data: Table, shows: Text, draw: Callable[[Text, Text], Figure]) -> Plot:
        """Return the picture that ``draw`` makes of a title and small print, or, without data, one that says so."""
        title, small = _TITLES[self.what], small_print(self.far, self.version)
        with drawing():
            figure = draw(title, small) if len(data) else draw_nothing(NOTHING[self.what], self.look, title, small)
        said = captions(title, shows if len(data) else NOTHING[self.what], self.far, self.version)
        return Plot(figure, data, self.query, said, self.look.lang)


def _pair(edge: tuple[str, str, Mapping[str, Any]]) -> tuple[float, str, str]:
    return -edge[2].get("strength", 1), edge[0], edge[1]


def _asked(query: str, seen: Sequence[str]) -> str:
    return _AS_FAR.format(seen=list(seen)) + with_prefixes(query, PREFIXES)


def _with_english(titles: Mapping[str, Text]) -> dict[str, Text]:
    return {iri: {"en": next(iter(title.values())), **title} for iri, title in titles.items()}


def _by_slug(titles: Mapping[str, Text]) -> dict[str, Text]:
    return {iri.rsplit("/", 1)[-1]: title for iri, title in titles.items()}


def _filled(what: str, **values: int) -> Text:
    return {lang: words.format(**values) for lang, words in _SHOWS[what].items()}

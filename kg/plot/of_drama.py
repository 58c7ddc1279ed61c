"""The pictures of one drama, as far as it is told: each from a view, which has nothing of what comes later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.facts import read_events
from kg.figure.drama import chart_of
from kg.figure.spec import Chart, Text
from kg.metrics import measure as measured
from kg.metrics.wording import NODE_WORDS
from kg.networks import endpoints, read_phases
from kg.ontology import Ontology
from kg.plot.captions import captions, headed, small_print
from kg.plot.centrality import draw_centrality, series_of
from kg.plot.character_network import OF, PHASES, network_to_draw
from kg.plot.chart import draw_chart
from kg.plot.drawing import drawing
from kg.plot.network import Drawn, draw_network, strongest
from kg.plot.nothing import NOTHING, draw_nothing
from kg.plot.plot import Plot
from kg.plot.sheet import Look
from kg.plot.timeline import bars_of, bars_table, draw_timeline, rows_of
from kg.plot.wishes import checked_wishes
from kg.projection import CharacterNetwork
from kg.results import Table
from kg.sparqltext import bind, with_prefixes
from kg.story import Story
from kg.views import View
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["DRAMA_PLOTS", "plot_drama"]

_CHART = {"en": "relationship chart", "ko": "인물관계도"}
_TIMELINE = {"en": "how relationships go on", "ko": "관계의 흐름"}
_SHOWS_CHART = {
    "en": "Who is what to whom: lines by kind of relationship, an arrow where it has a direction, faint where it has "
          "ended",
    "ko": "인물 사이의 관계: 선은 관계의 종류, 화살표는 방향, 흐린 선은 지난 관계",
}  # fmt: skip
_SHOWS_TIMELINE = {
    "en": "Phases of relationships by pair: a bar begins at the step that first tells of the phase, and stops at the "
          "one that tells of its end. {shown} of {total} pairs",
    "ko": "두 사람마다의 관계: 막대는 처음 알려진 단계에서 시작하고 끝났다고 알려진 단계에서 멈춘다. {total}쌍 중 "
          "{shown}쌍",
}  # fmt: skip


def plot_drama(view: View, ontology: Ontology, what: str, version: str, wishes: Mapping[str, Any]) -> Plot:
    """Return a picture of a drama: see `kg.drama.Drama.plot`. Raises `QueryError` and ImportError."""
    look, options = checked_wishes("a drama", DRAMA_PLOTS, what, wishes)
    with drawing():
        return DRAMA_PLOTS[what](_Told(view, ontology, version, look), **options)


class _Told:
    """A drama as far as told, with what its pictures share."""

    def __init__(self, view: View, ontology: Ontology, version: str, look: Look) -> None:
        self.view = view
        self.ontology = ontology
        self.look = look
        self.version = version
        self.chart = chart_of(view, ontology)

    @property
    def small(self) -> Text:
        """What is printed small below a picture."""
        return small_print(self.chart.caption, self.version)

    def ended(self) -> Mapping[str, int]:
        """Return the beat that tells of the end of each phase that has ended."""
        rows = self.view.select(self._asked(PHASES))
        return {row["phase"]: row["ended"] for row in rows if row["ended"] is not None}

    def names(self) -> Mapping[str, Text]:
        """Return the names of the characters."""
        return {node.id: node.label for node in self.chart.nodes}

    def leads(self) -> frozenset[str]:
        """Return the leads."""
        return frozenset(node.id for node in self.chart.nodes if node.lead)

    def plot(self, figure: Any, data: Table, shows: Text, query: str = PHASES) -> Plot:
        """Return a picture with its caption, and with what it rests on as any endpoint answers it."""
        said = captions(self.chart.title, shows, self.chart.caption, self.version)
        return Plot(figure, data, with_prefixes(self._asked(query), PREFIXES), said, self.look.lang)

    def nothing(self, of: str, title: Text, data: Table, query: str = PHASES) -> Plot:
        """Return a picture that says that none of ``of`` is known."""
        return self.plot(draw_nothing(NOTHING[of], self.look, title, self.small), data, NOTHING[of], query)

    def _asked(self, query: str) -> str:
        return bind(query, {"drama": self.view.drama, "at": Literal(self.view.position)})


def _chart(told: _Told) -> Plot:
    shown: Chart = _with(told.chart, headed(told.chart.title, _CHART), told.small)
    columns = ("one", "other", "phase", "relationship", "directed", "told", "ended")
    ended = told.ended()
    rows = (
        (NamedNode(one), NamedNode(other), NamedNode(phase.iri), phase.type, str(directed).lower(), phase.told,
         ended.get(phase.iri))
        for phase in read_phases(told.view)
        for one, other, directed in endpoints(phase, told.ontology)
    )  # fmt: skip
    data = Table.of_rows(columns, rows)
    if not shown.nodes:
        return told.nothing("characters", shown.title, data)
    return told.plot(draw_chart(shown, told.look), data, _SHOWS_CHART)


def _timeline(told: _Told, *, most: int = 20) -> Plot:
    bars = bars_of(told.chart, read_phases(told.view), told.ended(), read_events(told.view))
    rows, total = rows_of(told.chart, bars, Story(told.view, told.ontology).arcs, most)
    shown = _with(told.chart, headed(told.chart.title, _TIMELINE), told.small)
    if not rows:
        return told.nothing("relationships", shown.title, bars_table(rows))
    figure = draw_timeline(shown, rows, told.view.position, told.look)
    return told.plot(figure, bars_table(rows), _filled(_SHOWS_TIMELINE, shown=len(rows), total=total))


def _network(
    told: _Told, *, of: CharacterNetwork = "relationships", measure: str = "betweenness", most: int = 60
) -> Plot:
    whole = network_to_draw(told.view, told.ontology, of)
    words, said = _measure_words(measure), OF[of]
    value = {one.node: float(getattr(one, measure) or 0.0) for one in measured(whole).nodes}
    graph = _simple(whole)
    shown = strongest(graph, value, most)
    rows = ((NamedNode(one), value[one]) for one in sorted(shown, key=lambda one: (-value[one], one)))
    data, title = Table.of_rows(("node", measure), rows), headed(told.chart.title, said.heading)
    if not graph.edges:
        return told.nothing(said.missing, title, data, said.query)
    figure = draw_network(Drawn(shown, value, told.names(), told.leads()), told.look, title, told.small, words)
    shows = _filled(said.network, shown=len(shown), total=len(graph), measure=words)
    return told.plot(figure, data, shows, said.query)


def _centrality(
    told: _Told, *, of: CharacterNetwork = "relationships", measure: str = "betweenness", most: int = 8
) -> Plot:
    whole = network_to_draw(told.view, told.ontology, of)
    words, said = _measure_words(measure), OF[of]
    data = Story(told.view, told.ontology).over_beats(measure, of)
    title = headed(headed(told.chart.title, words), said.heading)
    if not whole.edges:
        return told.nothing(said.missing, title, data, said.query)
    figure = draw_centrality(
        series_of(data), told.names(), told.leads(), told.chart.beats, told.view.position, most, told.look,
        title, told.small, words,
    )  # fmt: skip
    return told.plot(figure, data, _filled(said.centrality, measure=words), said.query)


DRAMA_PLOTS: Mapping[str, Callable[..., Plot]] = {
    "chart": _chart,
    "network": _network,
    "timeline": _timeline,
    "centrality": _centrality,
}
"""What can be drawn of a drama."""


def _with(chart: Chart, title: Text, small: Text) -> Chart:
    from dataclasses import replace

    return replace(chart, title=title, caption=small)


def _measure_words(measure: str) -> Text:
    if measure not in tuple(NODE_WORDS):
        raise QueryError(f"there is no measure {measure!r}: say {', '.join(NODE_WORDS)}")
    english, korean = NODE_WORDS[measure]
    return {"en": english, "ko": korean}


def _filled(text: Text, **values: Any) -> Text:
    """Return a text with its gaps filled; a value may be a text itself."""
    return {
        lang: words.format(
            **{name: value[lang] if isinstance(value, Mapping) else value for name, value in values.items()}
        )
        for lang, words in text.items()
    }


def _simple(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Return a graph without direction, whose ties have as ``strength`` how many there are between the two."""
    import networkx as nx

    found: nx.Graph[str] = nx.Graph()
    found.add_nodes_from(graph)
    for one, other, strength in graph.edges(data="strength", default=1):
        if one != other:
            before = found.edges[one, other]["strength"] if found.has_edge(one, other) else 0
            found.add_edge(one, other, strength=before + strength)
    return found

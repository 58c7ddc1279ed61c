"""Any NetworkX graph of ours as an interactive picture: people who act together, themes that meet, characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import QueryError
from kg.figure.show import Figure
from kg.figure.spec import Chart, ChartEdge, ChartGroup, ChartKind, ChartNode, Text
from kg.names import LANGUAGES
from kg.ontology import Ontology

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["chart_of_network", "figure_of_network"]

_MOST_LINES = 400
_FEW = 12  # nodes that need no boxes
_TITLE: Text = {"en": "Network", "ko": "네트워크"}
_CAPTION: Text = {
    "en": "{shown} of {total}, those with the strongest ties; {lines} lines, the strongest of each",
    "ko": "{total} 가운데 관계가 가장 강한 {shown}, 저마다 가장 강한 선 모두 {lines}개",
}
_WHOLE: Text = {"en": "{total}, with {lines} lines", "ko": "{total}, 선 {lines}개"}
_STRENGTHS = (
    ("#5b6675", "#aeb8c7", (4, 4), 1.2), ("#2f7fc1", "#74b8f2", (), 2.0), ("#6d28d9", "#b794ff", (20, 4), 3.0),
    ("#c8243f", "#ff7f95", (), 4.4),
)  # fmt: skip
_PLAIN = ChartKind("tie", {"en": "tie", "ko": "관계"}, "#5b6675", "#aeb8c7", (), 1.6)


class _Tie(NamedTuple):
    """An edge of a graph, whichever kind of graph that is."""

    one: str
    other: str
    data: Mapping[str, Any]

    @property
    def strength(self) -> float:
        return float(self.data.get("strength", 1))


def figure_of_network(
    graph: nx.Graph[str],
    lang: str = "en",
    *,
    ontology: Ontology | None = None,
    title: Text = _TITLE,
    most: int = 60,
    ties: int = 3,
) -> Figure:
    """Return a graph as a figure: see `chart_of_network`. Raises `QueryError` for one without nodes.

    >>> import kg
    >>> g = kg.open()
    >>> figure_of_network(g.to_networkx("actors", dramas=["soundtrack-1", "soundtrack-2"])).chart.title["ko"]
    '네트워크'
    """
    return Figure(chart_of_network(graph, ontology=ontology, title=title, most=most, ties=ties), lang=lang)


def chart_of_network(
    graph: nx.Graph[str], *, ontology: Ontology | None = None, title: Text = _TITLE, most: int = 60, ties: int = 3
) -> Chart:
    """Return a graph as a chart: nodes are named by their fields ``label`` and ``label_ko``.

    Lines have the width of their ``strength`` or, where edges have a ``type`` of ``ontology``, the line of that kind.
    Of a larger graph the ``most`` nodes with the strongest ties are shown, of each the ``ties`` strongest where these
    have a strength, and the caption says so. Those who have most to do with each other share a box. A directed edge
    has an arrow unless it is ``symmetric``. Raises `QueryError` for a graph without nodes.
    """
    import networkx as nx

    if not isinstance(graph, nx.Graph):
        raise QueryError(f"a picture is of an answer or of a NetworkX graph, not of {graph!r:.60}")
    if not len(graph):
        raise QueryError("an empty network has no picture")
    every = [_Tie(one, other, data) for one, other, data in graph.edges(data=True) if one != other]
    shown, kept = _strongest(graph, every, most, ties)
    kinds = _kinds(kept, ontology)
    used = {kind.id: kind for kind in kinds}
    drawn = [
        _edge(f"t{place}", tie, kind, graph.is_directed())
        for place, (tie, kind) in enumerate(zip(kept, kinds, strict=True))
    ]
    gaps = {"shown": len(shown), "total": len(graph), "lines": len(drawn)}
    group, boxes = _together(kept) if any("strength" in tie.data for tie in kept) else ({}, {})
    caption = _WHOLE if len(kept) == len(every) else _CAPTION
    return Chart(
        title=title,
        caption={lang: caption[lang].format(**gaps) for lang in LANGUAGES},
        nodes=tuple(_node(one, data, group.get(one)) for one, data in graph.nodes(data=True) if one in shown),
        edges=tuple(drawn),
        groups=tuple(ChartGroup(name, label) for name, label in boxes.items()),
        kinds=tuple(used.values()),
    )


def _strongest(graph: nx.Graph[str], ties: list[_Tie], most: int, each: int) -> tuple[set[str], list[_Tie]]:
    """Return the nodes with the strongest ties, and the ties between them, the strongest of each node."""
    value = dict.fromkeys(graph, 0.0)
    for tie in ties:
        value[tie.one] += tie.strength
        value[tie.other] += tie.strength
    shown = set(sorted(graph, key=lambda one: (-value[one], one))[:most])
    within = sorted((tie for tie in ties if tie.one in shown and tie.other in shown), key=lambda tie: -tie.strength)
    drawn: Counter[str] = Counter()
    kept = []
    for tie in within:
        if "strength" not in tie.data or min(drawn[tie.one], drawn[tie.other]) < each:
            kept.append(tie)
            drawn.update((tie.one, tie.other))
    return shown, kept[:_MOST_LINES]


def _together(ties: list[_Tie]) -> tuple[dict[str, str], dict[str, Text]]:
    """Return the box of each node of a group of three or more, and what the boxes are called: A, B, C …

    Groups are those that Clauset, Newman and Moore's greedy modularity finds, which has no chance in it.
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    for tie in sorted(ties, key=lambda tie: (tie.one, tie.other)):
        graph.add_edge(tie.one, tie.other, weight=tie.strength)
    if graph.number_of_nodes() <= _FEW:
        return {}, {}
    found = [sorted(part) for part in nx.community.greedy_modularity_communities(graph, "weight") if len(part) > 2]
    names = {chr(ord("A") + place): part for place, part in enumerate(found[:26])}
    return {one: name for name, part in names.items() for one in part}, {name: {"en": name} for name in names}


def _node(one: str, data: Mapping[str, Any], group: str | None) -> ChartNode:
    english = str(data.get("label") or one.rsplit("/", 1)[-1])
    return ChartNode(
        id=one,
        label={"en": english, "ko": str(data.get("label_ko") or english)},
        lead=data.get("billing") == "lead",
        group=group,
        unnamed=bool(data.get("unnamed")),
    )


def _edge(identity: str, tie: _Tie, kind: ChartKind, directed: bool) -> ChartEdge:
    data = tie.data
    word = str(data.get("label") or "")
    if not word and "strength" in data:
        word = f"{tie.strength:g}" if tie.strength > 1 else ""
    shared = ", ".join(map(str, data.get("dramas", ())))
    return ChartEdge(
        id=identity,
        source=tie.one,
        target=tie.other,
        kind=kind.id,
        label={"en": word, "ko": str(data.get("label_ko") or word)},
        directed=directed and not data.get("symmetric"),
        ended=bool(data.get("ended")),
        uncertain=data.get("certainty") is not None,
        told=data.get("told"),
        details=({"en": shared},) if shared else (),
    )


def _kinds(ties: list[_Tie], ontology: Ontology | None) -> list[ChartKind]:
    """Return the kind of each line."""
    if ontology is not None and any(tie.data.get("type") in ontology.relationship_types for tie in ties):
        return [_styled(str(tie.data.get("type")), ontology) for tie in ties]
    by_strength = dict(_by_strength(sorted({tie.strength for tie in ties})))
    return [by_strength[tie.strength] for tie in ties]


def _styled(name: str, ontology: Ontology) -> ChartKind:
    if name not in ontology.relationship_types:
        return _PLAIN
    style = ontology.style(name)
    legend = {"en": style.kind, **style.legend}
    return ChartKind(style.kind, legend, style.color, style.color_dark, style.dash, style.width, style.symbol == "♥")


def _by_strength(strengths: list[float]) -> Iterator[tuple[float, ChartKind]]:
    """Yield a kind for each strength: as many classes of them as there are lines to tell them apart."""
    if len(strengths) < 2:
        yield from ((strength, _PLAIN) for strength in strengths)
        return
    count = min(len(_STRENGTHS), len(strengths))
    classes: list[list[float]] = [[] for _ in range(count)]
    for place, strength in enumerate(strengths):
        classes[-1 - (len(strengths) - 1 - place) * count // len(strengths)].append(strength)  # the weak ones apart
    for place, members in enumerate(classes):
        low, high = members[0], members[-1]
        words = f"{low:g}" if low == high else f"{low:g}–{high:g}"
        light, dark, dash, width = _STRENGTHS[place + len(_STRENGTHS) - count]
        kind = ChartKind(f"s{place}", {"en": f"strength {words}", "ko": f"세기 {words}"}, light, dark, dash, width)
        yield from ((strength, kind) for strength in members)

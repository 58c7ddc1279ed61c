"""The answer to a query as a picture: a network, when it has two columns of things or is made of triples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

from kg.errors import QueryError
from kg.figure.lines import Line, Network, last_part, network_of
from kg.figure.show import Figure
from kg.figure.spec import Chart, ChartEdge, ChartGroup, ChartKind, ChartNode, Text
from kg.ontology import Ontology
from kg.results import Answer, Table
from kg.vocab import DKG

__all__ = ["MOST_LINES", "MOST_THINGS", "NoChart", "chart_of_answer", "figure_of"]

MOST_THINGS = 200
MOST_LINES = 400
_TITLE: Text = {"en": "Answer", "ko": "결과"}
# For words that the ontology gives no line of their own, in the order in which they come.
_LINES = (
    ("#1f66d6", "#7fb2ff", ()),
    ("#c77700", "#ffb74d", (7, 5)),
    ("#2e7d4f", "#6fd39a", ()),
    ("#7a4fd8", "#b79cff", (10, 4)),
    ("#c62828", "#ff8a80", (9, 4, 2, 4)),
    ("#00838f", "#4dd0e1", (2, 3)),
    ("#a0568f", "#dc9bd0", (3, 4)),
)
_OTHER = ChartKind("other", {"en": "others", "ko": "그 밖"}, "#5b6675", "#aeb8c7", (), 1.6)

Link = Callable[[str], str | None]


class NoChart(NamedTuple):
    """Why there is no picture, for people."""

    reason: Text


def _no_link(_: str) -> str | None:
    return None


def chart_of_answer(
    answer: Answer,
    labels: Mapping[str, Text] | None = None,
    *,
    ontology: Ontology | None = None,
    title: Text = _TITLE,
    link: Link = _no_link,
) -> Chart | NoChart:
    """Return the picture of an answer, or why there is none.

    In a table, the first two columns of IRIs are who and whom, or of characters and people where there are two of
    those. A column of our classes or properties, or else of short texts, has the words on the lines. Without one, every
    further column of people is a whom too, and the columns' names are the words. The other columns are told of a line
    when it is chosen. Of triples, the predicates are the words,
    and literals and types stand with their subject. ``labels`` names things by IRI (a column ``x_label`` does so too),
    ``ontology`` gives the kinds of relationships their lines, ``link`` the page of a thing.
    """
    if isinstance(answer, Table) and answer.boolean is not None:
        return NoChart({"en": "A yes or no has no picture.", "ko": "예/아니요 결과는 그림이 없습니다."})
    if not len(answer):
        return NoChart({"en": "An empty answer has no picture.", "ko": "결과가 없어 그릴 것이 없습니다."})
    network = network_of(answer, labels or {})
    if network is None or not network.lines:
        return NoChart({
            "en": "To be drawn, an answer needs two columns of IRIs: who, and whom.",
            "ko": "그림을 그리려면 IRI 열이 두 개(누가, 누구를) 있어야 합니다.",
        })  # fmt: skip
    things, lines = len(network.things), len(network.lines)
    if things > MOST_THINGS or lines > MOST_LINES:
        return NoChart({
            "en": f"{things:,} things and {lines:,} lines are too many for a picture: at most {MOST_THINGS} and "
                  f"{MOST_LINES} are drawn. Narrow the query, or add LIMIT.",
            "ko": f"대상 {things:,}개, 선 {lines:,}개는 그리기에 너무 많습니다. {MOST_THINGS}개와 {MOST_LINES}개까지 "
                  "그립니다. 조건을 좁히거나 LIMIT를 붙이세요.",
        })  # fmt: skip
    return _Drawing(network, ontology, link).chart(title)


def figure_of(
    answer: Answer, labels: Mapping[str, Text] | None = None, *, ontology: Ontology | None = None, lang: str = "en"
) -> Figure:
    """Return the picture of an answer as a figure. Raises `QueryError` with the reason where there is none.

    `KnowledgeGraph.figure` does this with the labels of its graph.
    """
    found = chart_of_answer(answer, labels, ontology=ontology)
    if isinstance(found, NoChart):
        raise QueryError(found.reason.get(lang, found.reason["en"]))
    return Figure(found, lang=lang)


class _Drawing:
    """Dresses a network."""

    def __init__(self, network: Network, ontology: Ontology | None, link: Link) -> None:
        self._network = network
        self._link = link
        self._types: dict[str, str] = {}  # IRI of a type, or of its derived edge -> name of the type
        if ontology is not None:
            types = ontology.relationship_types
            # Of several types with one edge, the first is the widest.
            self._types = {DKG.base + kind.edge: name for name, kind in reversed(list(types.items())) if kind.edge}
            self._types |= {DKG.base + name: name for name in types}
        self._ontology = ontology
        self._kinds = self._legend()

    def chart(self, title: Text) -> Chart:
        """Return the chart."""
        network = self._network
        groups = dict.fromkeys(network.groups.values()) if len(set(network.groups.values())) > 1 else {}
        edges = {self._same(line): line for line in reversed(network.lines)}
        return Chart(
            title=title,
            caption=self._caption(len(edges)),
            nodes=tuple(self._node(one, groups) for one in network.things),
            edges=tuple(self._edge(f"l{n}", line) for n, line in enumerate(reversed(edges.values()))),
            groups=tuple(ChartGroup(iri, self._name(iri)) for iri in groups),
            kinds=tuple({kind.id: kind for kind in self._kinds.values()}.values()),
        )

    def _same(self, line: Line) -> object:
        """Return what two lines have in common that would be drawn twice: a symmetric one is told from both sides."""
        if self._directed(line.word):
            return line
        return frozenset((line.source, line.target)), line.word, line.details

    def _caption(self, lines: int) -> Text:
        things, undrawn = len(self._network.things), self._network.undrawn
        english = f"{things} things, {lines} line{'' if lines == 1 else 's'}"
        korean = f"대상 {things}개, 선 {lines}개"
        if undrawn:
            rows = "1 row has" if undrawn == 1 else f"{undrawn} rows have"
            return {"en": f"{english}; {rows} no line", "ko": f"{korean}, 선이 없는 행 {undrawn}개"}
        return {"en": english, "ko": korean}

    def _node(self, one: str, groups: Mapping[str, None]) -> ChartNode:
        facts = self._network.facts.get(one)
        group = self._network.groups.get(one)
        return ChartNode(
            id=one,
            label=self._name(one),
            detail={"en": " · ".join(facts)} if facts else None,
            lead=len(self._network.things) == 2,  # a pair stands apart, with room for many words between
            group=group if group in groups else None,
            href=self._link(one),
        )

    def _edge(self, identity: str, line: Line) -> ChartEdge:
        return ChartEdge(
            id=identity,
            source=line.source,
            target=line.target,
            kind=self._kinds[line.word].id,
            label=self._word(line.word),
            directed=self._directed(line.word),
            details=tuple({"en": detail} for detail in line.details),
        )

    def _name(self, one: str) -> Text:
        """Return what a thing is called, the end of its IRI where it has no name."""
        known = self._network.names.get(one)
        if known:
            return known if "en" in known else {**known, "en": next(iter(known.values()))}
        return {"en": last_part(one)}

    def _word(self, word: str) -> Text:
        name = self._types.get(word)
        kind = self._ontology.relationship_types[name] if self._ontology is not None and name is not None else None
        if word in self._network.names and (kind is None or word != DKG.base + kind.name):
            return self._name(word)  # an edge's own name: several types may have it
        if kind is not None:
            return {"en": kind.name, **kind.chart_label}
        return {"en": (last_part(word) if "://" in word else word).replace("_", " ")}

    def _directed(self, word: str) -> bool:
        name = self._types.get(word)
        return name is None or self._ontology is None or not self._ontology.relationship_types[name].symmetric

    def _legend(self) -> dict[str, ChartKind]:
        """Return the kind of line of each word."""
        words = [word for word, _ in Counter(line.word for line in self._network.lines).most_common()]
        own = [word for word in words if word not in self._types]
        found = {word: self._styled(self._types[word]) for word in words if word in self._types}
        for place, word in enumerate(own):
            light, dark, dash = _LINES[place % len(_LINES)]
            several = len(own) <= len(_LINES)
            found[word] = ChartKind(f"word-{place}", self._word(word), light, dark, dash) if several else _OTHER
        return found

    def _styled(self, name: str) -> ChartKind:
        assert self._ontology is not None  # noqa: S101 - the types come from it
        style = self._ontology.style(name)
        legend = {"en": style.kind, **style.legend}
        return ChartKind(
            style.kind, legend, style.color, style.color_dark, style.dash, style.width, heart=style.symbol == "♥"
        )

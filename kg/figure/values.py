"""A chart as plain values for its template and its script: cut, cleaned, and each thing said once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.figure.placing import chart_bends
from kg.figure.portrait import LEAD_TINT, LONE_TINT, glyph, group_tint
from kg.figure.safe import both, clip, color, link
from kg.figure.spec import Chart, ChartEdge, ChartKind, ChartNode, ChartSource, ChartWords
from kg.layout import ChartLayout

__all__ = ["chart_values", "edge_values", "lean", "node_values"]

_TITLE, _CAPTION, _NAME, _DETAIL, _WORD, _NOTE, _SOURCE = 160, 400, 60, 90, 40, 600, 200  # kept characters of a text
_MOST_WORDS = 60  # notes of one character
_PLAIN = "#6b7280"
ENDED_WIDTH = 0.7  # of the line of a relationship that lasts
Values = dict[str, Any]


def chart_values(chart: Chart, layouts: Mapping[str, ChartLayout]) -> Values:
    """Return what the script needs beside nodes and edges."""
    tints = [LEAD_TINT, LONE_TINT]
    return {
        "title": both(chart.title, _TITLE),
        "caption": both(chart.caption, _CAPTION),
        "footer": both(chart.footer, _CAPTION),
        "beats": {position: both(label, _NAME) for position, label in chart.beats.items()},
        "kinds": [_kind(kind) for kind in _used_kinds(chart)],
        "groups": [
            {"id": group.id, "label": both(group.label, _NAME), **group_tint(index)._asdict()}
            for index, group in enumerate(chart.groups)
        ],
        "tints": [tint._asdict() for tint in tints],  # of leads, and of who is in no group
        "sources": [_source(source) for source in _sources(chart)],
        "layouts": {form: _layout_values(layout) for form, layout in layouts.items()},
    }


def _used_kinds(chart: Chart) -> list[ChartKind]:
    used = {edge.kind for edge in chart.edges}
    return [kind for kind in chart.kinds if kind.id in used]


def _kind(kind: ChartKind) -> Values:
    return {
        "id": kind.id,
        "label": both(kind.label, _WORD),
        "light": color(kind.color, _PLAIN),
        "dark": color(kind.color_dark, _PLAIN),
        "dash": [max(1, min(40, int(length))) for length in kind.dash][:6],
        "width": max(1.0, min(6.0, kind.width)),
        "heart": kind.heart,
    }


def _layout_values(layout: ChartLayout) -> Values:
    return {
        "width": layout.width,
        "height": layout.height,
        "cell": layout.cell,
        "leadCell": layout.lead_cell,
        "boxes": [box._asdict() for box in layout.boxes],
    }


def _sources(chart: Chart) -> list[ChartSource]:
    """Return every source of a chart once."""
    return list({(s.words["en"], s.href): s for edge in chart.edges for s in edge.sources}.values())


def _source(source: ChartSource) -> Values:
    return {"text": both(source.words, _SOURCE), "href": web_link(source.href)}


def web_link(address: str | None) -> str | None:
    """Return an address on the web, None for every other."""
    return link(address) if address and address.startswith(("http://", "https://")) else None


def node_values(chart: Chart, layouts: Mapping[str, ChartLayout]) -> list[Values]:
    """Return the characters."""
    return [_node(node, layouts) for node in chart.nodes]


def _node(node: ChartNode, layouts: Mapping[str, ChartLayout]) -> Values:
    name = both(node.label, _NAME) or {}
    return {
        "id": node.id,
        "name": name,
        "glyph": {language: "?" if node.unnamed else glyph(text) for language, text in name.items()},
        "detail": both(node.detail, _DETAIL),
        "actor": both(node.actor, _NAME),
        "aliases": _words(node.aliases, _NAME),
        "jobs": _words(node.occupations, _DETAIL),
        "notes": _words(node.notes, _NOTE),
        "remarks": _words(node.remarks, _NOTE),
        "lead": node.lead,
        "unnamed": node.unnamed,
        "isNew": node.new,
        "group": node.group,
        "href": link(node.href),
        "actorHref": link(node.actor_href),
        "at": {form: [round(part, 1) for part in layout.places[node.id]] for form, layout in layouts.items()},
    }


def _words(told: Iterable[ChartWords], most: int) -> dict[str, list[Values]]:
    """Return what is told in each language, in the order of the telling."""
    found: dict[str, list[Values]] = {}
    for one in list(told)[:_MOST_WORDS]:
        said = lean({"text": clip(one.words, most), "isNew": one.new})
        found.setdefault(one.language, []).append(said)
    return found


def edge_values(chart: Chart, layouts: Mapping[str, ChartLayout]) -> list[Values]:
    """Return the lines."""
    bent = chart_bends(chart, layouts)
    kinds = {kind.id: _kind(kind) for kind in chart.kinds}
    places = {(source.words["en"], source.href): place for place, source in enumerate(_sources(chart))}
    sources = [_source(source) for source in _sources(chart)]
    return [_edge(edge, kinds[edge.kind], bent[edge.id], places, sources) for edge in chart.edges]


def _edge(
    edge: ChartEdge,
    kind: Mapping[str, Any],
    bend: Mapping[str, float],
    places: Mapping[tuple[str, str | None], int],
    sources: list[Values],
) -> Values:
    word = both(edge.label, _WORD) or {}
    told = [places[source.words["en"], source.href] for source in edge.sources]
    return {
        "id": edge.id,
        "from": edge.source,
        "to": edge.target,
        "width": round(kind["width"] * (ENDED_WIDTH if edge.ended else 1), 2),
        "kind": edge.kind,
        "word": {language: text + ("?" if edge.uncertain else "") for language, text in word.items()},
        "directed": edge.directed,
        "ended": edge.ended,
        "endsNow": edge.ends_now,
        "uncertain": edge.uncertain,
        "isNew": edge.new,
        "follows": edge.follows,
        "heart": bool(kind["heart"]) and not edge.ended,
        "told": edge.told,
        "note": both(edge.note, _NOTE),
        "details": [both(detail, _NOTE) for detail in edge.details],
        "otherwise": [other for other in edge.disagrees if other != edge.id],
        "disputed": edge.id in edge.disagrees,
        "sources": told,
        "said": [sources[place] for place in told],  # for the template; the script has them once for all lines
        "why": link(edge.why),
        "proof": [[depth, both(words, _NOTE)] for depth, words in edge.proof],
        "bend": bend,
    }


def lean(values: Mapping[str, Any]) -> Values:
    """Leave out what says nothing: a page holds hundreds of such values.

    >>> lean({"a": False, "b": None, "c": [], "d": 0, "e": "x", "said": "twice"})
    {'d': 0, 'e': 'x'}
    """
    kept = {key: value for key, value in values.items() if key != "said"}
    return {key: value for key, value in kept.items() if (value == 0 and value is not False) or value}

"""A relationship chart (인물관계도) as HTML: one file that works offline, or a fragment for a server's page.

pyvis builds the network and renders our template with it; vis-network draws. Both forms share one template
body and one script, which reads everything it shows from a block of JSON.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from kg.figure.assets import HERE, chart_script, chart_style, csp_hash, vis_script
from kg.figure.curves import bends
from kg.figure.portrait import LEAD_TINT, LONE_TINT, Tint, glyph, group_tint
from kg.figure.safe import both, color, link, script_json
from kg.figure.spec import Chart, ChartEdge, ChartKind, ChartNode
from kg.figure.textsize import broken_width, name_sizes, text_height, title_width, word_width
from kg.figure.wording import WORDS
from kg.layout import ChartLayout, LayoutEdge, LayoutGroup, LayoutNode, chart_layout
from kg.names import LANGUAGES

__all__ = ["chart_fragment", "chart_page"]

_NAME, _DETAIL, _WORD, _NOTE = 60, 90, 40, 600  # characters that are kept of a text
_PLAIN = "#6b7280"
NAME_ROOM = 100.0  # the width that the words under a portrait surely have
ENDED_WIDTH = 0.7  # of the line of a relationship that lasts

# vis-network only draws: no physics, no moving of characters, and no styles of its own for what is chosen.
_OPTIONS: dict[str, object] = {
    "autoResize": False,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "dragNodes": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 120,
        "keyboard": {"enabled": False},
    },
    "nodes": {"shape": "dot", "chosen": False, "borderWidth": 2.5},
    "edges": {"chosen": False, "hoverWidth": 0, "selectionWidth": 0, "endPointOffset": {"from": 0, "to": 2}},
}


def chart_page(chart: Chart, *, lang: str = "en") -> str:
    """One standalone HTML file that works with no network. `lang` is the language it opens in (en or ko).

    >>> page = chart_page(Chart({"en": "Dawn"}, {"en": ""}, (), (), (), ()))
    >>> page.startswith("<!doctype html>"), "https://cdn" in page
    (True, False)
    """
    return _render(chart, lang, "page.html")


def chart_fragment(chart: Chart, *, lang: str = "en") -> str:
    """HTML to embed in a page that loads `static_files()` (see `static_tags`); no inline script or style.

    >>> "<style" in chart_fragment(Chart({"en": "Dawn"}, {"en": ""}, (), (), (), ()))
    False
    """
    return _render(chart, lang, "fragment.html")


def _render(chart: Chart, lang: str, template: str) -> str:
    language = lang if lang in LANGUAGES else "en"
    network = importlib.import_module("pyvis.network").Network(directed=True)
    layouts = {form: _layout(chart, portrait=form == "tall") for form in ("wide", "tall")}
    network.nodes = _vis_nodes(chart, layouts)
    network.edges = _vis_edges(chart, layouts)
    network.options = _OPTIONS
    network.heading = _page_values(chart, language, layouts, network.nodes)
    network.set_template_dir(str(HERE / "templates"), template)
    network.templateEnv = _environment()
    # A lone surrogate in an identifier cannot be written as UTF-8.
    return str(network.generate_html()).encode("utf-8", "replace").decode()


@cache
def _environment() -> Environment:
    """pyvis makes one without escaping for every network; ours escapes, and compiles each template once."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["script_json"] = script_json
    return environment


def _page_values(
    chart: Chart, language: str, layouts: Mapping[str, ChartLayout], nodes: Sequence[Mapping[str, Any]]
) -> dict[str, object]:
    style, scripts = chart_style(), (vis_script(), chart_script())
    title, kinds = both(chart.title, 160), [_kind(kind) for kind in _used_kinds(chart)]
    return {
        "lang": language,
        "words": WORDS,
        "title": title,
        "caption": both(chart.caption, 400),
        "footer": both(chart.footer, 400),
        "kinds": kinds,
        "marks": _marks(chart),
        "by_id": {node["id"]: node for node in nodes},
        "data": {
            "lang": language,
            "words": WORDS,
            "title": title,
            "caption": both(chart.caption, 400),
            "marks": _marks(chart),
            "options": _OPTIONS,
            "kinds": kinds,
            "groups": _groups(chart),
            "layouts": {form: _layout_values(layout) for form, layout in layouts.items()},
        },
        "style": Markup(style),  # noqa: S704 - our own file
        "scripts": [Markup(script) for script in scripts],  # noqa: S704 - our own and vis-network's file
        "script_hashes": " ".join(map(csp_hash, scripts)),
        "style_hash": csp_hash(style),
    }


def _used_kinds(chart: Chart) -> list[ChartKind]:
    used = {edge.kind for edge in chart.edges}
    return [kind for kind in chart.kinds if kind.id in used]


def _kind(kind: ChartKind) -> dict[str, object]:
    return {
        "id": kind.id,
        "label": both(kind.label, _WORD),
        "light": color(kind.color, _PLAIN),
        "dark": color(kind.color_dark, _PLAIN),
        "dash": [max(1, min(40, int(length))) for length in kind.dash][:6],
        "width": max(1.0, min(6.0, kind.width)),
        "heart": kind.heart,
    }


def _marks(chart: Chart) -> list[str]:
    """The signs beside the lines that this chart really uses, for the legend."""
    edges = chart.edges
    found = {
        "directed": any(edge.directed for edge in edges),
        "ended": any(edge.ended for edge in edges),
        "uncertain": any(edge.uncertain for edge in edges),
        "new": any(edge.new for edge in edges),
    }
    return [mark for mark, used in found.items() if used]


def _groups(chart: Chart) -> list[dict[str, object]]:
    return [
        {"id": group.id, "label": both(group.label, _NAME), **group_tint(index)._asdict()}
        for index, group in enumerate(chart.groups)
    ]


def _layout_values(layout: ChartLayout) -> dict[str, object]:
    return {
        "width": layout.width,
        "height": layout.height,
        "cell": layout.cell,
        "leadCell": layout.lead_cell,
        "boxes": [box._asdict() for box in layout.boxes],
    }


def _layout(chart: Chart, *, portrait: bool) -> ChartLayout:
    hearts = {kind.id for kind in chart.kinds if kind.heart}
    return chart_layout(
        [LayoutNode(node.id, node.lead, node.group, text_height(node, NAME_ROOM)) for node in chart.nodes],
        [_layout_edge(edge, edge.kind in hearts) for edge in chart.edges],
        [LayoutGroup(group.id, title_width(group)) for group in chart.groups],
        portrait=portrait,
    )


def _layout_edge(edge: ChartEdge, heart: bool) -> LayoutEdge:
    return LayoutEdge(edge.source, edge.target, word_width(edge, heart=heart), broken_width(edge, heart=heart))


def _vis_nodes(chart: Chart, layouts: Mapping[str, ChartLayout]) -> list[dict[str, Any]]:
    tints = {group.id: group_tint(index) for index, group in enumerate(chart.groups)}
    return [_vis_node(node, tints, layouts) for node in chart.nodes]


def _vis_node(node: ChartNode, tints: Mapping[str, Tint], layouts: Mapping[str, ChartLayout]) -> dict[str, Any]:
    tint = LEAD_TINT if node.lead else tints.get(node.group or "", LONE_TINT)
    name = both(node.label, _NAME) or {}
    place = layouts["wide"].places[node.id]
    return {
        "id": node.id,
        "x": place.x,
        "y": place.y,
        "size": place.radius,
        "name": name,
        "glyph": {language: "?" if node.unnamed else glyph(text) for language, text in name.items()},
        "detail": both(node.detail, _DETAIL),
        "actor": both(node.actor, _NAME),
        "lead": node.lead,
        "unnamed": node.unnamed,
        "tint": tint._asdict(),
        "href": link(node.href),
        "actorHref": link(node.actor_href),
        "at": {form: layout.places[node.id] for form, layout in layouts.items()},
    }


def _vis_edges(chart: Chart, layouts: Mapping[str, ChartLayout]) -> list[dict[str, Any]]:
    # What lasts runs nearest the middle of a pair, what has ended outside.
    lasting_first = sorted(chart.edges, key=lambda edge: edge.ended)
    ends = [(edge.id, edge.source, edge.target) for edge in lasting_first]
    bent = {form: bends(layout, ends, name_sizes(chart, layout)) for form, layout in layouts.items()}
    kinds = {kind.id: _kind(kind) for kind in chart.kinds}
    return [
        _vis_edge(edge, kinds[edge.kind], {form: found[edge.id] for form, found in bent.items()})
        for edge in chart.edges
    ]


def _vis_edge(edge: ChartEdge, kind: Mapping[str, Any], bend: Mapping[str, float]) -> dict[str, Any]:
    word = both(edge.label, _WORD) or {}
    return {
        "id": edge.id,
        "from": edge.source,
        "to": edge.target,
        "width": kind["width"] * (ENDED_WIDTH if edge.ended else 1),
        "dashes": kind["dash"] or False,
        "kind": edge.kind,
        "word": {language: text + ("?" if edge.uncertain else "") for language, text in word.items()},
        "directed": edge.directed,
        "ended": edge.ended,
        "uncertain": edge.uncertain,
        "isNew": edge.new,
        "heart": bool(kind["heart"]) and not edge.ended,
        "note": both(edge.note, _NOTE),
        "details": [both(detail, _NOTE) for detail in edge.details],
        "otherwise": [other for other in edge.disagrees if other != edge.id],
        "disputed": edge.id in edge.disagrees,
        "sources": [{"text": both(source, 200), "href": _web(source["en"])} for source in edge.sources],
        "bend": bend,
    }


def _web(source: str) -> str | None:
    return link(source) if source.startswith(("http://", "https://")) else None

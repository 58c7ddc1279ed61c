"""A relationship chart (인물관계도) as HTML: one file that works offline, or a fragment for a server's page.

pyvis builds the network and renders our template with it; vis-network draws. Both forms share one template
body and one script, which reads everything it shows from a block of JSON.
"""

from __future__ import annotations

import importlib
from functools import cache

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from kg.figure.assets import HERE, chart_script, chart_style, csp_hash, vis_script
from kg.figure.placing import chart_layouts
from kg.figure.safe import both, script_json
from kg.figure.spec import Chart
from kg.figure.values import chart_values, edge_values, lean, node_values
from kg.figure.wording import WORDS
from kg.names import LANGUAGES

__all__ = ["chart_fragment", "chart_page"]


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
    layouts = chart_layouts(chart)
    network.nodes = node_values(chart, layouts)
    network.edges = edge_values(chart, layouts)
    network.heading = {**_page_values(chart, language), "data": {"lang": language, **chart_values(chart, layouts)}}
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
    environment.filters["lean"] = lean
    return environment


def _page_values(chart: Chart, language: str) -> dict[str, object]:
    style, scripts = chart_style(), (vis_script(), chart_script())
    return {
        "lang": language,
        "words": WORDS,
        "title": both(chart.title, 160),
        "caption": both(chart.caption, 400),
        "footer": both(chart.footer, 400),
        "beats": {position: both(label, 60) for position, label in chart.beats.items()},
        "names": {node.id: both(node.label, 60) for node in chart.nodes},
        "style": Markup(style),  # noqa: S704 - our own file
        "scripts": [Markup(script) for script in scripts],  # noqa: S704 - our own and vis-network's file
        "script_hashes": " ".join(map(csp_hash, scripts)),
        "style_hash": csp_hash(style),
    }

"""The scripts and the style of a chart: vis-network as pyvis ships it, and our own.

`static/*.js` are parts of one classic script (a page opened from a disk cannot load ES modules); they are put
together here, inside one function, so that nothing but `window.dramaChart` becomes global.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from kg.figure.wording import WORDS

__all__ = [
    "StaticFile",
    "chart_script",
    "chart_style",
    "csp_hash",
    "static_files",
    "static_tags",
    "vis_script",
]

HERE = Path(__file__).parent
_PARTS = (
    "base.js", "data.js", "portraits.js", "draw.js", "words.js", "view.js", "moving.js", "dragging.js", "focus.js",
    "panel.js", "facts.js", "path.js", "reach.js", "find.js", "news.js", "twin.js", "keys.js", "tools.js",
    "picture.js", "svg.js", "state.js", "more.js", "mount.js",
)  # fmt: skip
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
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


class StaticFile(NamedTuple):
    """One file that a server gives out as it is."""

    content: bytes
    media_type: str


@cache
def vis_script() -> str:
    """vis-network 9.1.2, read from the installed pyvis without importing it (the import takes 0.3 s)."""
    spec = find_spec("pyvis")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("pyvis is not installed; run: pip install pyvis==0.3.2")
    return (Path(spec.submodule_search_locations[0]) / _VIS).read_text(encoding="utf-8")


@cache
def chart_script() -> str:
    """Our own script, one function around all parts, with the words and options that all charts share."""
    shared = f"const WORDS = {json.dumps(WORDS, ensure_ascii=False)};\nconst OPTIONS = {json.dumps(_OPTIONS)};"
    parts = "\n".join((HERE / "static" / name).read_text(encoding="utf-8") for name in _PARTS)
    return f'(function () {{\n"use strict";\n{shared}\n{parts}\n}})();\n'


@cache
def chart_style() -> str:
    """The style sheet, which a page that embeds a fragment needs as well."""
    return (HERE / "static" / "chart.css").read_text(encoding="utf-8")


@lru_cache(maxsize=8)  # every chart has the same script and style
def csp_hash(text: str) -> str:
    """The source expression that lets exactly this inline script or style pass a Content-Security-Policy.

    >>> csp_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def static_files() -> Mapping[str, StaticFile]:
    """Name -> content and media type; a name carries a hash of its content and may be cached for ever.

    >>> sorted(name.split("-")[0] for name in static_files())
    ['chart', 'chart', 'vis']
    """
    made = {}
    for stem, ending, text, media_type in (
        ("vis-network", "min.js", vis_script(), "text/javascript; charset=utf-8"),
        ("chart", "js", chart_script(), "text/javascript; charset=utf-8"),
        ("chart", "css", chart_style(), "text/css; charset=utf-8"),
    ):
        content = text.encode()
        name = f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}.{ending}"
        made[name] = StaticFile(content, media_type)
    return MappingProxyType(made)


def static_tags(base: str = "/static") -> str:
    """The elements that a page with a fragment needs in its head; `base` is where the files are served.

    >>> print(static_tags("/s"))  # doctest: +ELLIPSIS
    <link rel="stylesheet" href="/s/chart-....css">
    <script src="/s/vis-network-....min.js" defer></script>
    <script src="/s/chart-....js" defer></script>
    """
    names = list(static_files())
    styles = [f'<link rel="stylesheet" href="{base}/{name}">' for name in names if name.endswith(".css")]
    scripts = [f'<script src="{base}/{name}" defer></script>' for name in names if name.endswith(".js")]
    return "\n".join([*styles, *scripts])

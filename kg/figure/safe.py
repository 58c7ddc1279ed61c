"""Text and addresses from data, made fit for a page. Escaping happens at output (Jinja, `script_json`)."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping

from markupsafe import Markup

from kg.figure.spec import Text
from kg.names import LANGUAGES

__all__ = ["both", "clip", "color", "link", "script_json"]

_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})\Z")
_ODD = re.compile(r"[\x00-\x20\x7f\\]")
_JOINERS = "\u200c\u200d"  # format characters that emoji and some scripts need
_SCRIPT_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def clip(text: str, most: int) -> str:
    """One line without control or direction characters, cut to `most` characters with an ellipsis.

    >>> clip("a\\u202eb\\n c", 9), clip("abcdef", 4)
    ('ab c', 'abc…')
    """
    kept = "".join(
        " " if char.isspace() else char
        for char in text[: 4 * most + 64]
        if char.isspace() or char in _JOINERS or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Cn")
    )
    line = " ".join(kept.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def both(text: Text | None, most: int) -> dict[str, str] | None:
    """The text in each language of the switch; an absent one falls back to English.

    >>> both({"en": "pub"}, 20)
    {'en': 'pub', 'ko': 'pub'}
    """
    if text is None:
        return None
    spoken: Mapping[str, str] = {language: text.get(language) or text["en"] for language in LANGUAGES}
    return {language: clip(words, most) for language, words in spoken.items()}


def link(address: str | None) -> str | None:
    """The address if it is http, https or a path on the same site; None for everything else.

    >>> link("https://a.org/x"), link("/person/kim"), link("javascript:alert(1)"), link("//evil.org")
    ('https://a.org/x', '/person/kim', None, None)
    """
    if not address or _ODD.search(address) or address.startswith("//") or len(address) > 2000:
        return None
    scheme = re.match(r"([^/?#]*?):", address)
    return address if scheme is None or scheme[1].lower() in ("http", "https") else None


def color(value: str, fallback: str) -> str:
    """A hexadecimal colour, or the fallback.

    >>> color("#e91e63", "#888888"), color("red;}</style>", "#888888")
    ('#e91e63', '#888888')
    """
    return value if _COLOR.match(value) else fallback


def script_json(value: object) -> Markup:
    """JSON that may stand inside a script element.

    >>> print(script_json({"a": "</script>"}))
    {"a":"\\u003c/script\\u003e"}
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.translate(_SCRIPT_ESCAPES))  # noqa: S704 - escaped in the same line

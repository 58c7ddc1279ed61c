"""The picture of what is not known: a line that says so, in place of an empty page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.figure.spec import Text
from kg.plot.sheet import Look, Sheet, wrapped

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["NOTHING", "draw_nothing"]

_HEIGHT, _SIZE = 60.0, 8.0
NOTHING: Mapping[str, Text] = {
    "characters": {"en": "No characters are known so far.", "ko": "아직 알려진 인물이 없습니다."},
    "relationships": {"en": "No relationships are known so far.", "ko": "아직 알려진 관계가 없습니다."},
    "presence": {
        "en": "Nobody is known so far to appear with anybody.", "ko": "함께 나온다고 알려진 인물이 아직 없습니다.",
    },
    "themes": {"en": "No themes are known so far.", "ko": "아직 알려진 주제가 없습니다."},
    "actors": {
        "en": "No actors are known so far to act together.", "ko": "함께 연기한다고 알려진 배우가 아직 없습니다.",
    },
    "dramas": {
        "en": "No dramas are known so far to have the same people or themes.",
        "ko": "같은 사람이나 주제가 있다고 알려진 드라마가 아직 없습니다.",
    },
    "theme_pairs": {
        "en": "No themes are known so far to occur together.", "ko": "함께 나온다고 알려진 주제가 아직 없습니다.",
    },
}  # fmt: skip
"""What is said of things of which none is known."""


def draw_nothing(words: Text, look: Look, title: Text, small: Text) -> Figure:
    """Return a picture with a line of text alone."""
    sheet = Sheet(look, _HEIGHT, title, small)
    lines = wrapped(look.say(words), _SIZE, look.width - 12)
    for at, line in enumerate(lines):
        y = sheet.top + _HEIGHT / 2 + (at - (len(lines) - 1) / 2) * _SIZE * 1.25
        sheet.write(sheet.page, look.width / 2, y, line, _SIZE, look.quiet)
    return sheet.figure

"""Which installed font has hangul: matplotlib draws boxes where none has."""

from __future__ import annotations

import warnings
from functools import cache
from itertools import chain

__all__ = ["STACK", "families", "hangul_font", "tell_of_missing_hangul"]

STACK = ("Noto Sans KR", "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic", "NanumGothic", "sans-serif")
"""The fonts that a picture as SVG asks for, as our pages do, whichever of them the reader has."""
_SYLLABLE = 0xAC00  # 가
_ALWAYS = "DejaVu Sans"  # comes with matplotlib
_REGULAR = 400


@cache
def hangul_font() -> str | None:
    """Return the family of an installed font that has hangul, one of `STACK` if there is one; None where none has."""
    from matplotlib import font_manager

    entries = [one for one in font_manager.fontManager.ttflist if one.style == "normal"]
    known = (one for family in STACK for one in entries if one.name == family)
    # Then any, sans before serif and regular before bold.
    others = sorted(entries, key=lambda one: ("Sans" not in one.name, str(one.weight) != str(_REGULAR), one.name))
    return next((one.name for one in chain(known, others) if _has_hangul(one.fname)), None)


@cache
def _has_hangul(path: str) -> bool:
    from matplotlib import font_manager

    try:
        return font_manager.get_font(path).get_char_index(_SYLLABLE) != 0
    except (OSError, RuntimeError):  # a font that is gone or broken
        return False


def families() -> tuple[str, ...]:
    """Return the fonts to draw with, the first that has a letter draws it."""
    found = hangul_font()
    return (found, _ALWAYS) if found else (_ALWAYS,)


@cache
def tell_of_missing_hangul() -> None:
    """Warn, once, that no installed font has hangul."""
    warnings.warn(
        "no installed font has hangul: PNG and PDF show boxes in place of Korean (SVG is right wherever it is read). "
        "Install one, such as Noto Sans KR (apt-get install fonts-noto-cjk), and start anew",
        UserWarning,
        stacklevel=2,
    )

"""Drawing with matplotlib, which is imported in this package alone and only when something is drawn.

Nothing here touches pyplot: a figure belongs to nobody but its plot, and goes when that goes.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kg.paths import extra_command
from kg.plot.fonts import families, hangul_font

__all__ = ["drawing"]

_LOCK = threading.RLock()
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text, which can be searched, read aloud and set in the reader's own font
    "svg.hashsalt": "drama-kg",  # the same picture has the same bytes
    "pdf.fonttype": 3,  # the one that holds fonts with cubic outlines, as those with hangul are
    "axes.unicode_minus": True,
    "axes.formatter.use_mathtext": False,
    "text.parse_math": False,  # a name with $ in it is a name
    "text.usetex": False,
}


@contextmanager
def drawing() -> Iterator[None]:
    """Let one thread draw, with our settings in place of those of whoever calls. Raises ImportError.

    Matplotlib's settings are global, and are read when a figure is made as well as when it is written.
    """
    try:
        import matplotlib
    except ImportError as error:
        raise ImportError(f"plots need matplotlib: {extra_command('figures')}") from error
    with _LOCK, matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update({**_SETTINGS, "font.family": list(families())})
        if hangul_font() is not None:
            yield
            return
        with warnings.catch_warnings():  # `fonts` has said it once, and what to do
            warnings.filterwarnings("ignore", message=r"Glyph \d+ .*missing from")
            yield

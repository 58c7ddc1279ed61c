"""`Plot`: a picture for a paper, with the data and the query behind it."""

from __future__ import annotations

import errno
import io
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.files import write_whole
from kg.plot.drawing import drawing
from kg.plot.fonts import STACK, families
from kg.results import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["FORMATS", "Plot"]

FORMATS = ("png", "svg", "pdf")
_DPI = 300  # of a file
_SCREEN = 96  # pixels in an inch of a page, half of those that are shown


class Plot:
    """A picture that shows itself in a notebook and saves itself for a paper.

    ``figure`` is matplotlib's, to be altered at will, and ``axes`` those in it. ``data`` is what was drawn, as rows.
    ``query`` is the SPARQL text that any endpoint with this graph answers with what the picture rests on. ``captions``
    says what it shows, how far that is told, and of which version of the data, by language.
    """

    def __init__(self, figure: Figure, data: Table, query: str, captions: Mapping[str, str], lang: str) -> None:
        self.figure = figure
        self.data = data
        self.query = query
        self.captions = captions
        self.lang = lang

    @property
    def caption(self) -> str:
        """The caption in the plot's language."""
        return self.captions[self.lang]

    @property
    def axes(self) -> list[Axes]:
        """The axes of the figure; the first spans all of it, and has the title and the legend."""
        return self.figure.axes

    def save(self, path: str | Path, *, dpi: float = _DPI) -> Path:
        """Write a .svg, .png or .pdf file, whole or not at all; return the path.

        The caption goes with it. The same plot gives the same bytes. ``dpi`` is that of a PNG. Raises OSError, and
        ValueError for another ending.
        """
        target = Path(path)
        ending = target.suffix.removeprefix(".").lower()
        if ending not in FORMATS:
            raise ValueError(f"a plot is saved as .{', .'.join(FORMATS[:-1])} or .{FORMATS[-1]}, not as {target.name}")
        if not target.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "no such folder", str(target.parent))
        write_whole(target, self.to_bytes(ending, dpi=dpi))
        return target

    def to_bytes(self, format: str = "png", *, dpi: float = _DPI) -> bytes:
        """Return the picture as a file of a format."""
        file = io.BytesIO()
        with drawing():
            self.figure.savefig(file, format=format, dpi=dpi, metadata=self._metadata(format))
        return self._for_readers(file.getvalue()) if format == "svg" else file.getvalue()

    def _metadata(self, format: str) -> dict[str, Any]:
        """Return what a file says of itself; no date, so that the same plot gives the same bytes."""
        if format == "pdf":
            return {"Title": self.caption, "Creator": None, "Producer": None, "CreationDate": None}
        if format == "svg":
            return {"Title": self.caption, "Creator": None, "Date": None}
        return {"Description": self.caption, "Software": None}

    def _for_readers(self, svg: bytes) -> bytes:
        """Name fonts that readers have, and say what is seen to those who do not see it."""
        text = svg.decode("utf-8")
        ours, theirs = (", ".join(_quoted(name) for name in names) for names in (families(), STACK))
        text = text.replace(ours, theirs)
        title = f"<title>{escape(self.caption)}</title>"
        return re.sub(r"(<svg [^>]*)>", rf'\1 role="img">\n {_literal(title)}', text, count=1).encode("utf-8")

    def _repr_png_(self) -> bytes:
        return self.to_bytes("png", dpi=2 * _SCREEN)

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        width, height = (round(inches * _SCREEN) for inches in self.figure.get_size_inches())
        shown = {"width": width, "height": height, "alt": self.caption}
        return {"image/png": self._repr_png_(), "text/plain": repr(self)}, {"image/png": shown}

    def __repr__(self) -> str:
        return f"<Plot: {self.caption}>"


def _quoted(name: str) -> str:
    return f"'{name}'" if " " in name else name


def _literal(text: str) -> str:
    """Return a text as a replacement that `re` takes as it is."""
    return text.replace("\\", r"\\")

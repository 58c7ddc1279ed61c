"""`Figure`: a chart that shows itself in a notebook and saves itself as one page."""

from __future__ import annotations

import errno
from html import escape
from pathlib import Path

from kg.checked import checked_language
from kg.figure.chart import chart_page
from kg.figure.spec import Chart
from kg.files import write_whole

__all__ = ["Figure"]


class Figure:
    """A picture of a chart.

    In a notebook it is its own output: a frame that runs apart from the notebook's page and needs no network. Raises
    `QueryError` for a ``lang`` other than "en" and "ko".
    """

    def __init__(self, chart: Chart, *, lang: str = "en", height: int = 780) -> None:
        self.chart = chart
        self.lang = checked_language(lang)
        self.height = height

    def to_html(self) -> str:
        """Return the picture as one HTML page that loads nothing."""
        return chart_page(self.chart, lang=self.lang)

    def save(self, path: str | Path) -> Path:
        """Write the page to a file, whole or not at all; return the path. Raises OSError."""
        target = Path(path)
        if not target.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "no such folder", str(target.parent))
        write_whole(target, self.to_html())
        return target

    def _repr_html_(self) -> str:
        # A sandboxed frame is the one way that works in Jupyter, nbconvert and a moved HTML file, with no network.
        page = escape(self.to_html(), quote=True)
        return (
            f'<iframe sandbox="allow-scripts allow-downloads" srcdoc="{page}" width="100%" height="{self.height}" '
            'style="border:0" title="relationship chart"></iframe>'
        )

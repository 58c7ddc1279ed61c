"""Pictures for papers, by matplotlib, which is used here and nowhere else (``pip install 'drama-kg[figures]'``)."""

from __future__ import annotations

from kg.plot.of_drama import DRAMA_PLOTS, plot_drama
from kg.plot.of_graph import GRAPH_PLOTS, plot_network, plot_pairs, plot_themes
from kg.plot.plot import FORMATS, Plot
from kg.plot.wishes import MOST, checked_wishes, options_of

__all__ = [
    "DRAMA_PLOTS", "FORMATS", "GRAPH_PLOTS", "MOST", "Plot", "checked_wishes", "options_of", "plot_drama",
    "plot_network", "plot_pairs", "plot_themes",
]  # fmt: skip

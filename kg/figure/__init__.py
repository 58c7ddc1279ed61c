"""Pictures: the relationship chart (인물관계도). pyvis is used here and nowhere else."""

from kg.figure.answer import NoChart, chart_of_answer, figure_of
from kg.figure.assets import StaticFile, static_files, static_tags
from kg.figure.chart import chart_fragment, chart_page
from kg.figure.network import chart_of_network, figure_of_network
from kg.figure.portrait import glyph
from kg.figure.proof import proof_chart, proof_figure
from kg.figure.show import Figure
from kg.figure.spec import Chart, ChartEdge, ChartGroup, ChartKind, ChartNode, ChartSource, ChartWords, Text
from kg.figure.terms import terms_chart

__all__ = [
    "Chart",
    "ChartEdge",
    "ChartGroup",
    "ChartKind",
    "ChartNode",
    "ChartSource",
    "ChartWords",
    "Figure",
    "NoChart",
    "StaticFile",
    "Text",
    "chart_fragment",
    "chart_of_answer",
    "chart_of_network",
    "chart_page",
    "figure_of",
    "figure_of_network",
    "glyph",
    "proof_chart",
    "proof_figure",
    "static_files",
    "static_tags",
    "terms_chart",
]

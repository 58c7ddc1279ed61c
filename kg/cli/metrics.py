"""The verb that measures the network of a drama."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from kg.cli.common import data_options, open_graph, printable, store_option
from kg.cli.far import at_option, seen_in_drama
from kg.cli.output import write_answer
from kg.cli.ways import in_format_option, lang_option, write_json

if TYPE_CHECKING:
    from kg.metrics import NetworkMetrics

__all__ = ["metrics"]

_DIGITS = 3
_WORDS = {
    "size": ("characters", "인물"),
    "pairs": ("pairs that are tied", "이어진 쌍"),
    "ties": ("ties", "관계"),
    "density": ("density", "밀도"),
    "mean_degree": ("mean degree", "평균 차수"),
    "diameter": ("diameter", "지름"),
    "mean_distance": ("mean distance", "평균 거리"),
    "longest_distance": ("longest distance within a part", "부분 안의 최장 거리"),
    "mean_distance_within": ("mean distance within a part", "부분 안의 평균 거리"),
    "clustering": ("mean clustering", "평균 군집 계수"),
    "clustering_defined": ("mean clustering, of two neighbours or more", "평균 군집 계수, 이웃 둘 이상"),
    "transitivity": ("transitivity", "전이성"),
    "reciprocity": ("reciprocity", "상호성"),
    "assortativity": ("assortativity", "동류성"),
    "positive": ("share of positive ties", "긍정적 관계의 비율"),
    "negative": ("share of negative ties", "부정적 관계의 비율"),
}
_WITHIN = ("longest_distance", "mean_distance_within")  # which a network of one part has already said
_PARTS = ("characters of the parts that do not reach each other", "서로 닿지 않는 부분마다의 인물 수")


@click.command(
    epilog="""\b
Examples:
  kg metrics soundtrack-1
  kg metrics "사운드트랙 #2" --at end --lang ko
  kg metrics soundtrack-1 --at end --of presence --format csv"""
)
@click.argument("drama")
@click.option("--of", type=click.Choice(("relationships", "presence")), default="relationships", show_default=True,
              help="Which network: of relationships, or of who appears together.")  # fmt: skip
@lang_option
@at_option("[DRAMA=]BEAT")
@in_format_option
@store_option()
@data_options
def metrics(
    drama: str, of: Literal["relationships", "presence"], lang: str, fmt: str, data: Path | None, builds: Path | None,
    at: tuple[str, ...],
) -> None:  # fmt: skip
    """Say who is central in a drama, and what the network of its characters is like.

    Told as far as --at says; by default that is the premise. docs/analysis.md defines each measure.
    """
    from kg.metrics import nodes_table

    graph = open_graph(data, builds)
    told = graph.drama_seen(drama, seen=seen_in_drama(graph, drama, at))
    found = told.metrics(of)
    if fmt == "json":
        write_json(asdict(found))
        return
    if fmt == "table":
        click.echo("\n".join(map(printable, _lines(found.network, lang))))
    write_answer(told.labelled(nodes_table(found.nodes, _DIGITS if fmt == "table" else None), lang), fmt)


def _lines(network: NetworkMetrics, lang: str) -> list[str]:
    """Return the measures of the whole in lines; what has no number is left out."""
    parts = len(network.components)
    told = {name: getattr(network, name) for name in _WORDS if parts > 1 or name not in _WITHIN}
    lines = [f"{_WORDS[name][lang == 'ko']}: {_number(value)}" for name, value in told.items() if value is not None]
    if parts > 1:
        sizes = ", ".join(str(part.nodes) for part in network.components)
        lines.append(f"{_PARTS[lang == 'ko']}: {sizes}")
    return lines


def _number(value: float) -> str:
    return f"{value:.{_DIGITS}f}" if isinstance(value, float) else f"{value:,}"

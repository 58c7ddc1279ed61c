"""The verb that measures the network of a drama."""

from __future__ import annotations

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
        write_json(found.to_dict())
        return
    if fmt == "table":
        click.echo("\n".join(map(printable, _lines(found.network, lang))))
    write_answer(told.labelled(nodes_table(found.nodes, _DIGITS if fmt == "table" else None), lang), fmt)


def _lines(network: NetworkMetrics, lang: str) -> list[str]:
    """Return the measures of the whole in lines; what has no number is left out."""
    from kg.metrics.wording import NETWORK_WORDS

    parts = len(network.components)
    told = {name: getattr(network, name) for name in NETWORK_WORDS if parts > 1 or name not in _WITHIN}
    words = {name: NETWORK_WORDS[name][lang == "ko"] for name in told}
    lines = [f"{words[name]}: {_number(value)}" for name, value in told.items() if value is not None]
    if parts > 1:
        sizes = ", ".join(str(part.nodes) for part in network.components)
        lines.append(f"{_PARTS[lang == 'ko']}: {sizes}")
    return lines


def _number(value: float) -> str:
    return f"{value:.{_DIGITS}f}" if isinstance(value, float) else f"{value:,}"

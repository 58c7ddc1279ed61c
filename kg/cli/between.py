"""Verbs for what lies between dramas: collaboration, theme-pairs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from kg.cli.common import data_options, open_graph, store_option
from kg.cli.far import at_option, seen_of
from kg.cli.output import write_answer
from kg.cli.ways import in_format_option, lang_option, write_json

if TYPE_CHECKING:
    from kg.between import Collaboration, ThemePairs

__all__ = ["collaboration", "theme_pairs"]

_SHOWN = click.option("--most", type=click.IntRange(1), default=20, show_default=True, help="How many rows to show.")
_FEW = 0.05
_DIGITS = 3
_DIGITS_OF_P = 5


@click.command(
    epilog="""\b
Examples:
  kg collaboration
  kg collaboration --at "*=end" --of pairs --lang ko
  kg collaboration --at "*=end" --format csv --most 500"""
)
@click.option("--of", type=click.Choice(("people", "pairs")), default="people", show_default=True,
              help="Who connects most others, or who acts together again.")  # fmt: skip
@_SHOWN
@lang_option
@at_option()
@in_format_option
@store_option()
@data_options
def collaboration(
    of: Literal["people", "pairs"], most: int, lang: str, fmt: str, data: Path | None, builds: Path | None,
    at: tuple[str, ...],
) -> None:  # fmt: skip
    """Say what the world of actors is like: how far they are apart, who connects most, who acts together again.

    Two are tied who act in the same drama, as far as --at says; by default that is the premise of each.
    """
    found = open_graph(data, builds).collaboration(seen=seen_of(at))
    if fmt == "json":
        write_json(found.to_dict())
        return
    if fmt == "table":
        click.echo("\n".join(_world(found, korean=lang == "ko")))
    table = found.people_table(lang, most) if of == "people" else found.pairs_table(lang, most)
    write_answer(table.rounded(_DIGITS) if fmt == "table" else table, fmt)


def _world(found: Collaboration, *, korean: bool) -> list[str]:
    """Return lines on the network as a whole."""
    network, people = found.metrics.network, found.metrics.network.size
    sizes = ", ".join(str(part.nodes) for part in network.components if part.nodes > 1)
    steps = ", ".join(f"{number}: {count:,}" for number, count in enumerate(found.steps, start=1))
    mean = network.mean_distance_within
    if korean:
        lines = [f"배우 {people:,}명, 함께 나온 쌍 {network.pairs:,}", f"이어진 무리의 인원: {sizes}"]
        return [*lines, f"몇 단계 떨어진 쌍의 수: {steps}", *([f"평균 거리: {mean:.2f}"] if mean else [])]
    lines = [f"{people:,} actors, {network.pairs:,} pairs who act together", f"people of the parts: {sizes}"]
    return [*lines, f"pairs by steps apart: {steps}", *([f"mean distance: {mean:.2f}"] if mean else [])]


@click.command(
    epilog="""\b
Examples:
  kg theme-pairs
  kg theme-pairs --at "*=end" --told both --lang ko
  kg theme-pairs --at "*=end" --format csv --most 1000"""
)
@click.option("--told", type=click.Choice(("asserted", "inferred", "both")), default="asserted", show_default=True,
              help="Themes that sources name, that the story shows, or both.")  # fmt: skip
@click.option("--least", type=click.IntRange(1), default=3, show_default=True,
              help="How many dramas must have a theme for it to be tested.")  # fmt: skip
@_SHOWN
@lang_option
@at_option()
@in_format_option
@store_option()
@data_options
def theme_pairs(
    told: Literal["asserted", "inferred", "both"], least: int, most: int, lang: str, fmt: str, data: Path | None,
    builds: Path | None, at: tuple[str, ...],
) -> None:  # fmt: skip
    """Say which themes occur together in dramas, and how likely chance would have it so.

    By Fisher's exact test, one-sided (p), corrected by Benjamini and Hochberg for all pairs that are tested (q).
    """
    chosen = None if told == "both" else told
    found = open_graph(data, builds).theme_pairs(seen=seen_of(at), told=chosen, least=least)
    if fmt == "json":
        write_json(found.to_dict())
        return
    if fmt == "table":
        click.echo(_tested(found, korean=lang == "ko"))
    table = found.table(lang, most)
    write_answer(table.rounded(_DIGITS_OF_P) if fmt == "table" else table, fmt)


def _tested(found: ThemePairs, *, korean: bool) -> str:
    """Return a line on how many pairs were tested and found."""
    sure = len(found.within(_FEW))
    if korean:
        return f"작품 {found.dramas:,}편, 검정한 쌍 {found.tested:,}, 그중 q ≤ {_FEW}: {sure:,}"
    return f"{found.dramas:,} dramas, {found.tested:,} pairs tested, {sure:,} of them with q up to {_FEW}"

"""The verb that measures the network of a drama."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import data_options, open_graph, printable, store_option
from kg.cli.far import at_option, seen_in_drama
from kg.cli.ways import DIGITS, in_format_option, lang_option, write_json, write_rows

if TYPE_CHECKING:
    from kg.drama import Drama
    from kg.metrics import NetworkMetrics
    from kg.projection import CharacterNetwork
    from kg.results import Table

__all__ = ["metrics"]


@click.command(
    epilog="""\b
Examples:
  kg metrics soundtrack-1
  kg metrics "사운드트랙 #2" --at end --lang ko
  kg metrics soundtrack-1 --at end --of presence --format csv
  kg metrics soundtrack-1 --at end --over-beats
  kg metrics soundtrack-1 --at end --over-beats degree --format csv
  kg metrics soundtrack-1 --at end --of presence --over-beats
  kg metrics soundtrack-1 --at end --by-source"""
)
@click.argument("drama")
@click.option("--of", type=click.Choice(("relationships", "presence")), default="relationships", show_default=True,
              help="Which network: of relationships, or of who appears together.")  # fmt: skip
@click.option(
    "--over-beats",
    metavar="[MEASURE]",
    is_flag=False,
    flag_value="betweenness",
    default=None,
    help="One measure at every beat told: betweenness, degree, closeness ..., or 'network' for the whole.",
)
@click.option("--by-source", is_flag=True, help="The network according to each source.")
@lang_option
@at_option("[DRAMA=]BEAT")
@in_format_option
@store_option()
@data_options
def metrics(
    drama: str, of: CharacterNetwork, over_beats: str | None, by_source: bool, lang: str, fmt: str,
    data: Path | None, builds: Path | None, at: tuple[str, ...],
) -> None:  # fmt: skip
    """Say who is central in a drama, and what the network of its characters is like.

    Told as far as --at says; by default that is the premise. docs/analysis.md defines each measure.
    """
    if of != "relationships" and by_source:
        raise click.UsageError("--by-source measures the network of relationships alone")
    if over_beats and by_source:
        raise click.UsageError("say --over-beats or --by-source, not both")
    graph = open_graph(data, builds)
    told = graph.drama_seen(drama, seen=seen_in_drama(graph, drama, at))
    if over_beats:
        _write_over_beats(told, over_beats, of, lang, fmt)
        return
    if by_source:
        write_rows(told, told.story.table("sources"), lang, fmt)
        return
    found = told.metrics(of)
    if fmt == "json":
        write_json(found.to_dict())
        return
    if fmt == "table":
        click.echo("\n".join(map(printable, _lines(found.network, lang))))
    write_rows(told, found.table(), lang, fmt)


def _write_over_beats(told: Drama, measure: str, of: CharacterNetwork, lang: str, fmt: str) -> None:
    """Write a measure at each beat: for people a column for each beat, for programs a row."""
    from kg.story import NODE_MEASURES

    if measure not in (*NODE_MEASURES, "network"):
        known = ", ".join(NODE_MEASURES)
        raise click.UsageError(f"--over-beats '{measure[:40]}' is no measure: say {known} or network")
    story = told.story
    found = story.network_over_beats(of) if measure == "network" else story.over_beats(measure, of)
    if fmt != "table":
        write_rows(told, found, lang, fmt)
        return
    beats = [beat for beat in told.beats if beat.position <= told.position]
    for beat in beats:
        click.echo(printable(f"{beat.position}  {beat.label.get(lang) or beat.label.get('en', '')}"))
    write_rows(told, _by_measure(found, lang) if measure == "network" else _by_character(found, len(beats)), lang, fmt)


def _by_character(found: Table, beats: int) -> Table:
    """Return a row for each character with a value for each beat, who has most at the last of them first."""
    from pyoxigraph import NamedNode

    from kg.results import Table

    values: dict[str, list[float | None]] = {}
    for row in found:
        values.setdefault(row["node"], [None] * beats)[row["beat"] - 1] = row["value"]
    ordered = sorted(values.items(), key=lambda one: (-(one[1][-1] or 0), one[0]))
    columns = ("character", *map(str, range(1, beats + 1)))
    return Table.of_rows(columns, ((NamedNode(node), *over) for node, over in ordered))


def _by_measure(found: Table, lang: str) -> Table:
    """Return a row for each measure of the network with a value for each beat."""
    from kg.metrics.wording import NETWORK_WORDS
    from kg.results import Table

    columns = ("measure", *map(str, found.column("beat")))
    return Table.of_rows(columns, ((words[lang == "ko"], *found.column(name)) for name, words in NETWORK_WORDS.items()))


def _lines(network: NetworkMetrics, lang: str) -> list[str]:
    """Return the measures of the whole in lines; what has no number is left out."""
    from kg.metrics.wording import NETWORK_WORDS, PARTS

    korean, known = lang == "ko", network.known()
    named = {words[korean]: known[name] for name, words in NETWORK_WORDS.items() if name in known}
    lines = [f"{words}: {_number(value)}" for words, value in named.items()]
    if len(network.components) > 1:
        sizes = ", ".join(str(part.nodes) for part in network.components)
        lines.append(f"{PARTS[korean]}: {sizes}")
    return lines


def _number(value: float) -> str:
    return f"{value:.{DIGITS}f}" if isinstance(value, float) else f"{value:,}"

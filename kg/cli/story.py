"""The verb that says what a drama's network tells of its story."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import data_options, open_graph, plural, printable, store_option
from kg.cli.far import at_option, seen_in_drama, seen_of
from kg.cli.output import write_answer
from kg.cli.ways import in_format_option, lang_option, write_json, write_rows

if TYPE_CHECKING:
    from kg.drama import Drama
    from kg.ontology import Ontology
    from kg.story import CommonArc, CommonArcs

__all__ = ["story"]

_PARTS = (
    "arcs", "triangles", "mentors", "balance", "bridges", "cuts", "go-betweens", "communities", "sources",
    "ties-by-source",
)  # fmt: skip
_MOST = 10
_COMMON = (("commonest arcs", "가장 흔한 관계의 흐름"), ("commonest steps", "가장 흔한 변화"))


@click.command(
    epilog="""\b
Examples:
  kg story soundtrack-1
  kg story "사운드트랙 #2" --at end --lang ko
  kg story soundtrack-1 --at end --what arcs --format csv
  kg story --at "*=end" --most 5"""
)
@click.argument("drama", required=False)
@click.option("--what", type=click.Choice(_PARTS), help="One part alone, as a table.")
@click.option("--most", type=click.IntRange(1, 100),
              help=f"How many arcs to show, where no drama is named.  [default: {_MOST}]")  # fmt: skip
@lang_option
@at_option("[DRAMA=]BEAT")
@in_format_option
@store_option()
@data_options
def story(
    drama: str | None, what: str | None, most: int | None, lang: str, fmt: str, data: Path | None, builds: Path | None,
    at: tuple[str, ...],
) -> None:  # fmt: skip
    """Say what the network of a drama tells of its story: triangles, arcs, bridges, balance, communities.

    Without DRAMA, say which arcs of relationships are commonest over all dramas. Told as far as --at says; by default
    that is the premise. docs/analysis.md has the definitions.
    """
    graph = open_graph(data, builds)
    if drama is None:
        if what is not None:
            raise click.UsageError("--what is a part of one drama: name it")
        _write_common(graph.arcs(seen=seen_of(at), most=most or _MOST), graph.ontology, lang, fmt)
        return
    if most is not None:
        raise click.UsageError("--most is of the arcs of all dramas: leave it out, or the drama")
    told = graph.drama_seen(drama, seen=seen_in_drama(graph, drama, at))
    if what is not None:
        write_rows(told, told.story.table(what), lang, fmt)
    elif fmt == "json":
        write_json({part: told.labelled(told.story.table(part), lang).to_dicts() for part in _PARTS})
    elif fmt != "table":
        raise click.UsageError(f"say which part is to be written as {fmt}: --what {', '.join(_PARTS)}")
    else:
        _write_all(told, lang)


def _write_common(found: CommonArcs, ontology: Ontology, lang: str, fmt: str) -> None:
    if fmt == "json":
        write_json(found.table().to_dicts())
    elif fmt != "table":
        write_answer(found.table(), fmt)
    else:
        for words, arcs in zip(_COMMON, (found.sequences, found.steps), strict=True):
            click.echo(words[lang == "ko"])
            for one in arcs:
                click.echo(printable(f"  {_common_words(one, ontology, lang)}"))


def _common_words(one: CommonArc, ontology: Ontology, lang: str) -> str:
    types = ontology.relationship_types
    arc = " → ".join(types[name].label.get(lang, name) for name in one.types)
    pairs, dramas = one.pairs, len(one.dramas)
    if lang == "ko":
        return f"{arc}: {pairs}쌍, 드라마 {dramas}편"
    return f"{arc}: {plural(pairs, 'pair')} in {plural(dramas, 'drama')}"


def _write_all(told: Drama, lang: str) -> None:
    """Write all that is found in words, part by part; a part without anything is left out."""
    from kg.cli.story_words import HEADINGS, agreement_words, balance_words, lines_of

    for part, headings in HEADINGS.items():
        if part == "balance":
            names = {row.iri: row.names.get(lang) or row.names.get("en", row.slug) for row in told.characters}
            lines = list(balance_words(told.story.balance, names, lang))
        else:
            lines = lines_of(part, told.labelled(told.story.table(part), lang).to_dicts(), lang)
        if part == "communities":
            lines += agreement_words(told.story.communities(), lang)
        if lines:
            click.echo("\n".join(map(printable, (headings[lang == "ko"], *(f"  {line}" for line in lines)))))

"""The verb that draws pictures for papers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.common import data_options, note, open_graph, store_option
from kg.cli.far import at_option, seen_in_drama, seen_of
from kg.cli.ways import lang_option

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph
    from kg.plot import Plot

__all__ = ["plot"]

_OF_DRAMA = ("chart", "network", "timeline", "centrality")
_OF_ALL = ("themes", "actors", "dramas", "theme_pairs")


@click.command(
    epilog="""\b
Examples:
  kg plot soundtrack-1 timeline --at end
  kg plot "사운드트랙 #2" chart --lang ko --width single -o chart.svg
  kg plot soundtrack-1 centrality --at 4 --print data
  kg plot soundtrack-1 network --of presence --at end
  kg plot themes --at end -o themes.pdf"""
)
@click.argument("words", nargs=-1, required=True, metavar="[DRAMA] WHAT")
@click.option("-o", "--out", "--save", type=click.Path(dir_okay=False, path_type=Path),
              help="A .png, .svg or .pdf file. Default: a .png in this folder.")  # fmt: skip
@click.option("--print", "said", type=click.Choice(("caption", "query", "data")),
              help="Print this of the picture, and write no file unless --out says so.")  # fmt: skip
@click.option("--width", default="double", show_default=True, help="In mm, or of how many columns: single, double.")
@click.option("--dark", is_flag=True, help="On a dark ground.")
@click.option("--no-title", is_flag=True, help="Without a title, for a paper that has its own.")
@click.option("--measure", help="Of network and centrality: what they show, such as betweenness, degree, closeness or "
              "pagerank.")  # fmt: skip
@click.option("--of", type=click.Choice(("relationships", "presence")), help="Of network and centrality: which "
              "network, of relationships (the default) or of who appears together.")  # fmt: skip
@click.option("--most", type=click.IntRange(1, 500), help="Of all but chart: how many characters, pairs, themes, "
              "actors or dramas are shown.")  # fmt: skip
@click.option("--ties", type=click.IntRange(1, 500), help="Of actors and dramas: how many ties of each are drawn, the "
              "strongest.")  # fmt: skip
@lang_option
@at_option("[DRAMA=]BEAT")
@store_option()
@data_options
def plot(
    words: tuple[str, ...], out: Path | None, said: str | None, width: str, dark: bool, no_title: bool,
    measure: str | None, of: str | None, most: int | None, ties: int | None, lang: str, at: tuple[str, ...],
    data: Path | None, builds: Path | None,
) -> None:  # fmt: skip
    """Draw a picture for a paper, as PNG, SVG or PDF.

    Of a drama: its chart, network, timeline or centrality. Of all of them: themes, actors, dramas or theme_pairs.
    Told as far as --at says; by default that is the premise.
    """
    *drama, what = words
    _check_words(words)
    options = {
        "measure": measure,
        "of": of,
        "most": most,
        "ties": ties,
        "dark": dark or None,
        "title": False if no_title else None,
    }
    given = {name: value for name, value in options.items() if value is not None}
    graph = open_graph(data, builds)
    try:
        found = _drawn(graph, drama, what, at, lang=lang, width=_width(width), **given)
    except ImportError as error:
        raise click.ClickException(str(error)) from error
    if said is not None:
        click.echo({"caption": found.caption, "query": found.query, "data": found.data.to_csv()}[said].rstrip())
    if said is None or out is not None:
        path = out or Path(f"{'-'.join([*(_slug(graph, one, at) for one in drama), what])}.png")
        _write(found, path)


def _check_words(words: tuple[str, ...]) -> None:
    *drama, what = words
    alone = next((word for word in words if word in _OF_ALL), None)
    if drama and alone is not None:
        raise click.UsageError(f"{alone} is a picture of all dramas and takes no drama: kg plot {alone}")
    if not drama and what in _OF_DRAMA:
        raise click.UsageError(f"{what} is a picture of one drama: say which, as in kg plot soundtrack-1 {what}")
    if len(drama) > 1 or what not in (_OF_DRAMA if drama else _OF_ALL):
        raise click.UsageError(
            f"say DRAMA and one of {', '.join(_OF_DRAMA)}, or one of {', '.join(_OF_ALL)} alone, "
            f"not '{' '.join(words)}'"
        )


def _drawn(graph: KnowledgeGraph, drama: list[str], what: str, at: tuple[str, ...], **options: Any) -> Plot:
    if not drama:
        return graph.plot(what, seen=seen_of(at), **options)
    return graph.drama_seen(drama[0], seen=seen_in_drama(graph, drama[0], at)).plot(what, **options)


def _slug(graph: KnowledgeGraph, drama: str, at: tuple[str, ...]) -> str:
    found = graph.drama_seen(drama, seen=seen_in_drama(graph, drama, at))
    return f"{found.slug}-{found.position}"


def _width(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text  # a word, or what is refused with a reason


def _write(found: Plot, path: Path) -> None:
    try:
        found.save(path)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"cannot write {path}: {error.strerror or error}") from error
    click.echo(path)
    note(found.caption)

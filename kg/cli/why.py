"""The verb that answers "why?": explain."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.common import data_options, open_graph, printable, store_option
from kg.cli.far import view_options

__all__ = ["explain"]


@click.command(
    epilog="""\b
Examples:
  kg explain wooil mentorOf eunsoo
  kg explain "Park Hyung Sik" coStarOf "Han So Hee" --lang ko
  kg explain --at soundtrack-1=2 seonwoo tiedTo eunsoo --out why.html"""
)
@click.argument("subject")
@click.argument("predicate")
@click.argument("object")
@click.option("--lang", type=click.Choice(("en", "ko")), default="en", show_default=True)
@click.option(
    "-f", "--format", "fmt", type=click.Choice(("text", "json", "ttl")), default="text", show_default=True,
    help="ttl is RDF in the words of PROV-O.",
)  # fmt: skip
@click.option(
    "-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Draw the shortest proof as one HTML file."
)
@view_options
@store_option()
@data_options
def explain(
    subject: str,
    predicate: str,
    object: str,
    lang: str,
    fmt: str,
    out: Path | None,
    data: Path | None,
    builds: Path | None,
    seen: tuple[str, ...] | None,
) -> None:
    """Say why a statement holds: who tells it, or from what it follows and by which axiom.

    SUBJECT and OBJECT are names or slugs of characters, people, dramas, themes and sources, paths such as
    soundtrack-1/relationship/couple, prefixed names or IRIs; PREDICATE is a property such as mentorOf, its label,
    or "a".
    """
    found = open_graph(data, builds, seen).explain(subject, predicate, object)
    if out is not None:
        from kg.figure import proof_figure

        try:
            proof_figure(found, lang).save(out)
        except OSError as error:
            raise click.ClickException(f"cannot write {out}: {error.strerror or error}") from error
        click.echo(out)
    elif fmt == "text":
        click.echo("\n".join(map(printable, found.text(lang).split("\n"))))
    elif fmt == "json":
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
    else:
        click.echo(found.to_rdf().to_turtle(), nl=False)

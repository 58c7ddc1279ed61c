"""Verbs that ask: query, run, queries."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.common import data_options, open_graph, store_option
from kg.cli.far import view_options
from kg.cli.output import format_option, write_answer

__all__ = ["queries", "query", "run"]


@click.command(
    epilog="""\b
Examples:
  kg query "SELECT ?a ?b { ?a dkg:mentorOf ?b }"
  kg query --at soundtrack-1=2 "SELECT ?a ?b { ?a dkg:loverOf ?b }"
  kg query --file my.rq --format csv > answer.csv
  echo "ASK { ?x a dkg:Alias }" | kg query -"""
)
@click.argument("sparql", required=False)
@click.option(
    "--file",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read it from a file.",
)
@view_options
@format_option
@store_option()
@data_options
def query(
    sparql: str | None,
    file: Path | None,
    fmt: str | None,
    data: Path | None,
    builds: Path | None,
    seen: tuple[str, ...] | None,
) -> None:
    """Answer a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    The prefixes dkg:, id:, graph:, skos:, prov:, rdf:, rdfs:, owl: and xsd: are known. "-" reads standard input.
    """
    if (sparql is None) == (file is None):
        raise click.UsageError("give either a query or --file")
    write_answer(open_graph(data, builds, seen).query(_text(sparql, file)), fmt)


def _text(sparql: str | None, file: Path | None) -> str:
    if file is not None:
        try:
            return file.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise click.UsageError(f"{file} is not UTF-8") from error
    return sys.stdin.read() if sparql == "-" else str(sparql)


@click.command(
    epilog="""\b
Examples:
  kg run who-plays-the-mentor
  kg run who-plays-the-mentor character="Lee Eun Soo" --format json
  kg run ties-at-the-end --spoiler-free"""
)
@click.argument("name")
@click.argument("parameters", nargs=-1, metavar="[PARAMETER=VALUE]...")
@click.option(
    "--lang", type=click.Choice(("en", "ko")), default="en", show_default=True, help="Language of the answer."
)
@view_options
@format_option
@store_option()
@data_options
def run(
    name: str,
    parameters: tuple[str, ...],
    lang: str,
    fmt: str | None,
    data: Path | None,
    builds: Path | None,
    seen: tuple[str, ...] | None,
) -> None:
    """Run a query of the catalogue; "kg queries" lists them.

    A parameter may be a name in English or Korean, a slug or an IRI; those left out take their defaults.
    """
    values = {}
    for parameter in parameters:
        key, equals, value = parameter.partition("=")
        if not equals:
            raise click.UsageError(f"'{parameter}' is no parameter: write NAME=VALUE, such as character=eunsoo")
        if key == "lang":
            raise click.UsageError("the language of the answer is an option: --lang ko")
        values[key] = value
    write_answer(open_graph(data, builds, seen).run(name, lang=lang, **values), fmt)


@click.command(epilog="Example:  kg queries")
@click.option(
    "--lang",
    type=click.Choice(("en", "ko")),
    default="en",
    show_default=True,
    help="Language of the summaries.",
)
@click.argument("name", required=False)
def queries(name: str | None, lang: str) -> None:
    """List the queries of the catalogue, or show one with its SPARQL."""
    from kg.catalog import find_query, load_catalog
    from kg.paths import queries_dir

    catalog = load_catalog(queries_dir())
    if name is not None:
        found = find_query(catalog, name)
        click.echo(f"{found.summary[lang]}\n")
        for parameter in found.parameters:
            click.echo(f"  {parameter.name} ({parameter.type}; default: {parameter.default})  {parameter.help}")
        click.echo(f"\n{found.sparql}" if found.parameters else found.sparql, nl=False)
        return
    width = max(map(len, catalog), default=0)
    for found in catalog.values():
        click.echo(f"{found.id:<{width}}  {found.summary[lang]}")

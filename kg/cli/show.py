"""The verb that shows one thing: show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.common import data_options, note, open_graph, store_option
from kg.cli.far import alone_in, at_option, seen_of
from kg.cli.output import write_answer
from kg.cli.ways import in_format_option, lang_option, write_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.graph import KnowledgeGraph
    from kg.results import Table

__all__ = ["show"]

_KINDS = ("person", "drama", "character", "theme")


@click.command(
    epilog="""\b
Examples:
  kg show "Park Hyung-sik"
  kg show "Soundtrack #1" --at 3
  kg show soundtrack-2/suho --at end --lang ko
  kg show friends-to-lovers --format csv"""
)
@click.argument("name")
@click.option("--kind", type=click.Choice(_KINDS), help="Which, where a name means things of several kinds.")
@lang_option
@at_option("[DRAMA=]BEAT")
@in_format_option
@store_option()
@data_options
def show(
    name: str, kind: str | None, lang: str, fmt: str, data: Path | None, builds: Path | None, at: tuple[str, ...]
) -> None:
    """Show a person, a drama, a character or a theme.

    NAME is a name in any of its spellings, a slug or an IRI. Only the premise of each drama is told, unless --at says
    more. As rows, that is what a person did, a character's relationships, and the characters or dramas of the others.
    """
    graph = open_graph(data, builds)
    found, iri, seen = _meant(graph, name, kind, at)
    _SHOWN[found](graph, iri, seen, lang, fmt)


def _meant(graph: KnowledgeGraph, name: str, kind: str | None, at: tuple[str, ...]) -> tuple[str, str, tuple[str, ...]]:
    """Return the kind and the IRI of what is meant, and how far to tell: a beat alone is one of its drama."""
    from kg.errors import NotFoundError
    from kg.linked import drama_slug_of

    if not alone_in(at):
        return *graph.meaning(name, kind=kind, seen=seen_of(at)), seen_of(at)
    # A name that is told later names no drama by itself; a path such as soundtrack-2/suho does.
    said = drama_slug_of(name) or (name.partition("/")[0] if "/" in name else None)
    first = seen_of(at, [said]) if said else seen_of([text for text in at if text == "end" or not alone_in([text])])
    try:
        found, iri = graph.meaning(name, kind=kind, seen=first)
    except NotFoundError as error:
        more = "" if said else "; a name that is told later is found by --at DRAMA=BEAT"
        raise NotFoundError(f"{error}{more}") from None
    home = drama_slug_of(iri)
    return found, iri, seen_of(at, [home] if home else ())


def _person(graph: KnowledgeGraph, iri: str, seen: tuple[str, ...], lang: str, fmt: str) -> None:
    from kg.analysis import roles_table
    from kg.cli.summaries import person_lines

    found = graph.actor(iri, seen=seen)
    _write(fmt, found.to_dict, lambda: roles_table(found, lang), lambda: person_lines(found, lang))


def _character(graph: KnowledgeGraph, iri: str, seen: tuple[str, ...], lang: str, fmt: str) -> None:
    from kg.cli.summaries import character_lines

    found = graph.character(iri, seen=seen)
    _write(
        fmt, found.to_dict, lambda: graph.relationships(iri, seen=seen, lang=lang),
        lambda: character_lines(found, graph.ontology, lang),
    )  # fmt: skip
    _say_how_far(found.position, found.last)


def _drama(graph: KnowledgeGraph, iri: str, seen: tuple[str, ...], lang: str, fmt: str) -> None:
    from pyoxigraph import NamedNode

    from kg.cli.summaries import cast_table, drama_dict, drama_lines
    from kg.vocab import DKG

    found = graph.drama_seen(iri, seen=seen)
    alike = graph.similar(iri, seen=seen, most=3)
    made = [NamedNode(DKG.base + row.property) for row in found.production]
    _write(
        fmt, lambda: drama_dict(found, alike), lambda: cast_table(found, lang),
        lambda: drama_lines(found, alike, graph.labels(made, lang), lang),
    )  # fmt: skip
    _say_how_far(found.position, found.last)


def _theme(graph: KnowledgeGraph, iri: str, seen: tuple[str, ...], lang: str, fmt: str) -> None:
    from kg.analysis import uses_table
    from kg.cli.summaries import theme_lines

    found = graph.theme(iri, seen=seen)
    _write(
        fmt, found.to_dict, lambda: uses_table(found, lang),
        lambda: theme_lines(found, graph.theme_tree, lang),
    )  # fmt: skip


_SHOWN = {"person": _person, "character": _character, "drama": _drama, "theme": _theme}


def _write(fmt: str, values: Callable[[], Any], table: Callable[[], Table], lines: Callable[[], list[str]]) -> None:
    """Write what is asked for of JSON values, a table and lines of text; each is made only then."""
    if fmt == "json":
        write_json(values())
    elif fmt != "table":
        write_answer(table(), fmt)
    else:
        click.echo("\n".join(lines()))


def _say_how_far(position: int, last: int) -> None:
    if position < last:
        note(f"told to step {position} of {last}; further: --at {position + 1} … --at end")

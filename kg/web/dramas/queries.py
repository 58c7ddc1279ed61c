"""The links from tables and pictures to their queries: the very text that a table is made from, seen from as far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from pyoxigraph import NamedNode

from kg.drama import Drama
from kg.report import measure_queries
from kg.sparqltext import bind, with_prefixes
from kg.themes import TABLES
from kg.vocab import PREFIXES
from kg.web.templating import Reader

__all__ = ["Ask", "QueryLink", "ask_drama", "ask_measures", "ask_text", "ask_themes"]

QueryLink = tuple[str, str]
"""What the query asks, in words, and the address that opens it."""

Ask = Callable[..., list[QueryLink]]


def ask_drama(drama: Drama, reader: Reader) -> Ask:
    """Return what gives a template the links to the queries of tables of a drama: ``asks("cast", "characters")``."""
    at = f"{drama.slug}={drama.position}"
    return lambda *tables: [ask_text(reader, name, drama.sparql_of(name), {"at": at}) for name in tables]


def ask_text(reader: Reader, name: str, sparql: str, far: Mapping[str, str] | None = None) -> QueryLink:
    """Return the link to one query, ``name`` of the words; ``far`` are fields that say how far somebody is, if any."""
    return reader.words(f"ask_{name}"), reader.link("/sparql", query=with_prefixes(sparql, PREFIXES), **(far or {}))


def ask_measures(reader: Reader, names: Iterable[str], drama: str | None = None) -> list[QueryLink]:
    """Return the links to the queries behind numbers of the report, several where one is their sum or difference.

    ``drama`` is the IRI of the one that is counted, None for all that are told in full. They have no viewpoint: a
    number counts all that is told, and spoils nothing.
    """
    only = None if drama is None else NamedNode(drama)
    found = []
    for name in names:
        texts = measure_queries(name, only, thin=False)
        links = [ask_text(reader, f"measure_{name}", text) for text in texts]
        several = len(links) > 1
        found += [(f"{words} ({n})" if several else words, address) for n, (words, address) in enumerate(links, 1)]
    return found


def ask_themes(reader: Reader, far: str | None, top: str | None = None) -> list[QueryLink]:
    """Return the link to the themes of dramas, or of one theme (its IRI) and those below it.

    ``far`` says how far somebody is as pages of several dramas have it; None is the premise of every drama.
    """
    name = "themes" if top is None else "theme"
    text = TABLES["themes_all"] if top is None else bind(TABLES["themes_below"], {"top": NamedNode(top)})
    return [ask_text(reader, name, text, {"at": far} if far else {"spoiler-free": "1"})]

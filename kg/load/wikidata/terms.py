"""Wikidata's own terms: which items and properties the importer speaks of, and reading an item's id from a term."""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

from kg.errors import LoadError

__all__ = [
    "CHARACTER_CLASSES", "ENTITY", "HUMAN", "KIN", "PREFIXES", "SERIES_CLASSES", "STREAMING_CLASSES", "by_number",
    "checked_item", "item_id", "local",
]  # fmt: skip

ENTITY = "http://www.wikidata.org/entity/"
_PROP = "http://www.wikidata.org/prop/"

PREFIXES = f"""\
PREFIX wd: <{ENTITY}>
PREFIX wdt: <{_PROP}direct/>
PREFIX p: <{_PROP}>
PREFIX ps: <{_PROP}statement/>
PREFIX psv: <{_PROP}statement/value/>
PREFIX pq: <{_PROP}qualifier/>
PREFIX wikibase: <http://wikiba.se/ontology#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

SERIES_CLASSES = ("Q5398426", "Q1259759")  # television series; miniseries, which is not below it on every day
CHARACTER_CLASSES = ("Q95074", "Q15632617")  # fictional character, fictional human
STREAMING_CLASSES = ("Q63241860", "Q122759350")  # over-the-top media service, streaming television service
HUMAN = "Q5"

# spouse, father, mother, child, sibling, unmarried partner
KIN = ("P26", "P22", "P25", "P40", "P3373", "P451")

# No item has more than nine digits yet; a bound keeps ids short wherever they go.
_ITEM = re.compile(r"Q[1-9][0-9]{0,11}", re.ASCII)


def checked_item(item: str) -> str:
    """Return an item's id as it is.

    Raises `LoadError` for what is none.

    >>> checked_item("Q884")
    'Q884'
    >>> checked_item("Q0")
    Traceback (most recent call last):
    kg.errors.LoadError: 'Q0' is no Wikidata item; an item is Q and a number, as at the end of its page's address: Q884
    """
    if not _ITEM.fullmatch(item):
        raise LoadError(
            f"'{item}' is no Wikidata item; an item is Q and a number, as at the end of its page's address: Q884"
        )
    return item


def item_id(term: object) -> str | None:
    """Return the id of the item that a term is; None for anything else, such as Wikidata's "unknown value".

    >>> item_id(NamedNode("http://www.wikidata.org/entity/Q884"))
    'Q884'
    >>> item_id(NamedNode("http://www.wikidata.org/.well-known/genid/4c1f")) is None
    True
    """
    if not isinstance(term, NamedNode) or not term.value.startswith(ENTITY):
        return None
    value = term.value[len(ENTITY) :]
    return value if _ITEM.fullmatch(value) else None


def by_number(item: str) -> int:
    """Return the number of an item, to sort by.

    >>> sorted(["Q10", "Q9"], key=by_number)
    ['Q9', 'Q10']
    """
    return int(item[1:])


def local(term: object) -> str:
    """Return the last part of an IRI: ``P161`` of ``wdt:P161``; '' for what is no IRI."""
    return re.split(r"[/#]", term.value)[-1] if isinstance(term, NamedNode) else ""

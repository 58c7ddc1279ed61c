"""The questions that are put to Wikidata, in standard SPARQL 1.1: no label service and nothing of one engine.

The public service gives a query a minute. So every question but the first names the items that it is about (``VALUES``,
some dozens), and every pattern starts from what is bound: ``wdt:P31/wdt:P279*`` is walked upwards from a few items and
never downwards from a class, which has millions below it. Where several properties are asked for, each is a branch of a
union with its own ``VALUES``: with a variable for the property, some engines first read all there is of it.

``wdt:`` leads to the values of best rank, as Wikidata counts them: the preferred ones if there are any, else the
normal ones. Where a question needs the statement itself (a qualifier, the precision of a date), it takes the rank along
and the reader does the same (`kg.load.wikidata.ranks`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.load.wikidata.terms import (
    CHARACTER_CLASSES,
    ENTITY,
    KIN,
    PREFIXES,
    SERIES_CLASSES,
    STREAMING_CLASSES,
    checked_item,
)
from kg.vocab import XSD

__all__ = [
    "LABEL_LANGUAGES", "Query", "cast", "dates", "direct", "fictional", "kin", "labels", "present", "redirects",
    "sequels", "series_among", "series_of_country", "streaming",
]  # fmt: skip

# The languages whose label can stand in for an English one, best first: "mul" is Wikidata's own for names that are
# written alike in many languages, the others write names in Latin letters.
LABEL_LANGUAGES = ("en", "mul", "en-gb", "en-ca", "fr", "es", "de", "it", "pt", "nl", "id")


@dataclass(frozen=True, slots=True)
class Query:
    """A SPARQL query and the variables of its rows."""

    text: str
    variables: tuple[str, ...]


def _select(variables: str, where: str, after: str = "", *, distinct: bool = False) -> Query:
    """Return a query for some variables; ``variables`` are their names with spaces between."""
    names = tuple(variables.split())
    head = " ".join(f"?{name}" for name in names)
    text = f"{PREFIXES}SELECT {'DISTINCT ' if distinct else ''}{head} WHERE {{\n{where.strip()}\n}}{after}"
    return Query(text, names)


def _items(items: Sequence[str]) -> str:
    """Write items as terms; what is no item raises."""
    return " ".join(f"wd:{checked_item(item)}" for item in items)


def _each(items: Sequence[str], properties: Sequence[str], pattern: str) -> str:
    """Return a union with a branch for each property, in whose pattern ``P`` stands for it."""
    branches = (
        f"{{ VALUES ?item {{ {_items(items)} }} {pattern.replace(':P ', f':{name} ')} BIND(wdt:{name} AS ?property) }}"
        for name in properties
    )
    return "\n  UNION\n  ".join(branches)


def _instance_of(classes: Sequence[str]) -> str:
    """Return a pattern's end: is an instance of one of some classes.

    They stand in a filter: as values, they would have an engine begin with all that is below them.
    """
    return f"wdt:P31/wdt:P279* ?class . FILTER(?class IN ({_items(classes).replace(' ', ', ')}))"


def _instances(items: Sequence[str], classes: Sequence[str]) -> Query:
    """Ask which of some items are instances of one of some classes."""
    where = f"VALUES ?item {{ {_items(items)} }}\n  ?item {_instance_of(classes)}"
    return _select("item", where, distinct=True)


def series_of_country(country: str, since: int | None, after: str | None, limit: int) -> Query:
    """Ask for the series of a country, those first aired in a year or later, ``limit`` of them from past one on.

    Pages go by the item itself, not by OFFSET: nothing is missed or told twice when Wikidata changes meanwhile.
    """
    aired = having = ""
    if since is not None:
        first_day = Literal(f"{since:04d}-01-01T00:00:00Z", datatype=NamedNode(XSD.base + "dateTime"))
        aired = "?drama wdt:P580|wdt:P577 ?date . FILTER(isLiteral(?date))"
        having = f" HAVING(MIN(?date) >= {first_day})"
    beyond = f"FILTER(STR(?drama) > {Literal(ENTITY + checked_item(after))})" if after else ""
    where = f"""
  ?drama wdt:P495 {_items([country])} .
  {beyond}
  {aired}
  ?drama {_instance_of(SERIES_CLASSES)}"""
    return _select("drama", where, f"\nGROUP BY ?drama{having}\nORDER BY STR(?drama)\nLIMIT {limit:d}")


def series_among(items: Sequence[str]) -> Query:
    """Ask which of some items are series."""
    return _instances(items, SERIES_CLASSES)


def redirects(items: Sequence[str]) -> Query:
    """Ask which items some others were merged into."""
    return _select("item target", f"VALUES ?item {{ {_items(items)} }}\n  ?item owl:sameAs ?target .")


def direct(items: Sequence[str], properties: Sequence[str]) -> Query:
    """Ask for the values of best rank of some properties."""
    return _select("item property value", _each(items, properties, "?item wdt:P ?value ."))


def dates(items: Sequence[str]) -> Query:
    """Ask when series began (P580), came out (P577) and ended (P582), each with its precision.

    Without the precision, "2020" would read as the first of January.
    """
    pattern = """?item p:P ?statement . ?statement wikibase:rank ?rank .
    OPTIONAL { ?statement psv:P ?node . ?node wikibase:timeValue ?time ; wikibase:timePrecision ?precision . }"""
    return _select("item property rank time precision", _each(items, ("P580", "P577", "P582"), pattern))


def cast(items: Sequence[str]) -> Query:
    """Ask for the cast (P161): who, as which character (P453), or as whom where that has no item (P4633)."""
    where = f"""
  VALUES ?item {{ {_items(items)} }}
  ?item p:P161 ?statement .
  ?statement wikibase:rank ?rank .
  OPTIONAL {{ ?statement ps:P161 ?person }}
  OPTIONAL {{ ?statement pq:P453 ?character }}
  OPTIONAL {{ ?statement pq:P4633 ?role }}"""
    return _select("item statement rank person character role", where)


def present(items: Sequence[str]) -> Query:
    """Ask which items say that they are present in some works (P1441); places and swords say so too."""
    return _select("character item", f"VALUES ?item {{ {_items(items)} }}\n  ?character wdt:P1441 ?item .")


def fictional(items: Sequence[str]) -> Query:
    """Ask which of some items are fictional characters."""
    return _instances(items, CHARACTER_CLASSES)


def kin(items: Sequence[str]) -> Query:
    """Ask for spouses, parents, children, siblings and partners, with the kind of kinship where it is given (P1039)."""
    pattern = """?item p:P ?statement . ?statement wikibase:rank ?rank .
    OPTIONAL { ?statement ps:P ?other } OPTIONAL { ?statement pq:P1039 ?kinship }"""
    return _select("item property rank other kinship", _each(items, KIN, pattern))


def sequels(items: Sequence[str]) -> Query:
    """Ask which works of the same series (P179) some works follow.

    "Follows" (P155) alone is not enough: on Wikidata it also says what a network showed before in the same hour. It
    counts where both works are part of one series, or where it stands as a qualifier of the series itself.
    """
    where = f"""
  VALUES ?item {{ {_items(items)} }}
  ?item wdt:P179 ?series .
  {{ ?item wdt:P155 ?before . ?before wdt:P179 ?series . BIND(?item AS ?of) BIND(wdt:P155 AS ?property) }}
  UNION
  {{ ?before wdt:P156 ?item . ?before wdt:P179 ?series . BIND(?before AS ?of) BIND(wdt:P156 AS ?property) }}
  UNION
  {{ ?item p:P179 ?statement . ?statement ps:P179 ?series ; pq:P155 ?before ; wikibase:rank ?rank .
     FILTER(?rank != wikibase:DeprecatedRank) BIND(?item AS ?of) BIND(wdt:P179 AS ?property) }}
  UNION
  {{ ?statement pq:P156 ?item ; ps:P179 ?series ; wikibase:rank ?rank . ?before p:P179 ?statement .
     FILTER(?rank != wikibase:DeprecatedRank) BIND(?before AS ?of) BIND(wdt:P179 AS ?property) }}"""
    return _select("item before of property", where, distinct=True)


def streaming(items: Sequence[str]) -> Query:
    """Ask which broadcasters are streaming services."""
    return _instances(items, STREAMING_CLASSES)


def labels(items: Sequence[str]) -> Query:
    """Ask what some items are called: labels that can be shown, and aliases in English and Korean."""
    shown = ", ".join(f'"{language}"' for language in (*LABEL_LANGUAGES, "ko"))
    where = f"""
  {{ VALUES ?item {{ {_items(items)} }} ?item rdfs:label ?text .
    FILTER(LANG(?text) IN ({shown})) BIND(rdfs:label AS ?kind) }}
  UNION
  {{ VALUES ?item {{ {_items(items)} }} ?item skos:altLabel ?text .
    FILTER(LANG(?text) IN ("en", "ko", "mul")) BIND(skos:altLabel AS ?kind) }}"""
    return _select("item kind text", where)

"""How much is known of each drama, in numbers: a row for each, counted by the store.

The numbers are of all that is told, early or late: they say how much there is, and nothing of what it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from pyoxigraph import NamedNode

from kg.report.thin import lacks
from kg.report.wording import MEASURES
from kg.results import Table
from kg.store import GraphStore
from kg.views import as_table

__all__ = ["coverage_table", "measure_queries"]

_GRAPHS = (
    "GRAPH graph:provenance { ?graph prov:wasDerivedFrom ?source ; dkg:revealedAt ?beat . ?beat dkg:inDrama ?drama }"
)
_STATEMENTS = f"{_GRAPHS} GRAPH ?graph {{ ?s ?p ?o }}"
_LATE = f"""{_STATEMENTS} GRAPH graph:provenance {{ ?beat dkg:position ?place }}
  {{ SELECT ?drama (MAX(?position) AS ?last) WHERE {{
    GRAPH graph:provenance {{ ?step a dkg:Beat ; dkg:inDrama ?drama ; dkg:position ?position }} }} GROUP BY ?drama }}
  FILTER(?place > 1 && 4 * ?place > ?last)"""
_TEXTS = (
    f"""{_GRAPHS} GRAPH ?graph {{ ?it ?p ?text }} FILTER(LANG(?text) = '%s')
      VALUES ?p {{ dkg:occupation dkg:note dkg:reason dkg:outcome dkg:leavesOpen dkg:setting dkg:genre }}""",
    """?it a dkg:Event . GRAPH ?graph { ?it dkg:inDrama ?drama ; skos:prefLabel ?text } FILTER(LANG(?text) = '%s')""",
)
_PEOPLE = "?drama dkg:hasCastMember|dkg:director|dkg:writer ?it"
_NO_IDENTIFIER = "{ SELECT ?it WHERE { ?it a dkg:Person FILTER NOT EXISTS { ?it dkg:identifier ?known } } }"
_PARENTHOOD = "|".join(
    f"dkg:{edge}|^dkg:{edge}" for edge in ("parentOf", "stepparentOf", "adoptiveParentOf", "legalParentOf")
)
_KOREAN = "?it dkg:characterIn ?drama ; skos:prefLabel ?name FILTER(LANG(?name) = 'ko')"
_UNNAMED = "?it dkg:isUnnamed true ; dkg:characterIn ?drama"
_SINGLE = """{ SELECT ?drama ?it WHERE {
    VALUES ?kind { dkg:Relationship dkg:Event } ?it a ?kind . GRAPH ?graph { ?it dkg:inDrama ?drama }
    GRAPH graph:provenance { ?graph prov:wasDerivedFrom ?source }
  } GROUP BY ?drama ?it HAVING(COUNT(DISTINCT ?source) = 1) }"""
_STATEMENTS_DISAGREE = """{ SELECT DISTINCT ?drama ?it ?other WHERE {
    ?it dkg:disagreesWith ?other ; dkg:inDrama ?drama . FILTER(STR(?it) < STR(?other)) } }"""
_VALUES_DISAGREE = """{ SELECT DISTINCT ?drama ?it ?property WHERE {
    ?property dkg:singleValued true . ?it ?property ?one , ?other . FILTER(?one < ?other)
    OPTIONAL { ?it dkg:inDrama ?of } BIND(COALESCE(?of, ?it) AS ?drama) } }"""

# The columns that are counted: what is counted for each drama, and the pattern that binds it and ?drama.
_COUNTS: Mapping[str, tuple[str, str]] = {
    "characters": ("DISTINCT ?it", "?it dkg:characterIn ?drama"),
    "characters_cast": ("DISTINCT ?it", "?performance dkg:portrays ?it . ?it dkg:characterIn ?drama"),
    "characters_tied": ("DISTINCT ?it", "?arc dkg:between ?it . ?it dkg:characterIn ?drama"),
    "relationships": ("DISTINCT ?it", "?it a dkg:Relationship ; dkg:inDrama ?drama"),
    "pairs": ("DISTINCT ?it", "?it a dkg:RelationshipArc ; dkg:inDrama ?drama"),
    "events": ("DISTINCT ?it", "?it a dkg:Event ; dkg:inDrama ?drama"),
    "groups": ("DISTINCT ?it", "?it a dkg:Group ; dkg:inDrama ?drama"),
    "families": ("DISTINCT ?it", "?it dkg:groupKind 'family' ; dkg:inDrama ?drama"),
    "families_parentless": (
        "DISTINCT ?it",
        f"?it dkg:groupKind 'family' ; dkg:inDrama ?drama "
        f"FILTER NOT EXISTS {{ ?member dkg:memberOf ?it . ?member {_PARENTHOOD} ?relative }}",
    ),
    "themes": ("DISTINCT ?it", "?drama dkg:hasTheme ?it"),
    "sources": ("DISTINCT ?source", _GRAPHS),
    "statements": ("*", _STATEMENTS),
    "late": ("*", _LATE),
    "single": ("*", _SINGLE),
    "uncertain": ("DISTINCT ?it", "?it dkg:certainty ?how ; dkg:inDrama ?drama"),
    "open": ("DISTINCT ?text", "?drama dkg:leavesOpen ?text FILTER(LANG(?text) = 'en')"),
    "people": ("DISTINCT ?it", _PEOPLE),
    "people_by_name": ("DISTINCT ?it", f"{_NO_IDENTIFIER} {_PEOPLE}"),
}
# Columns that are the sum or the difference of two counts: each a count that is added or taken away.
_COMBINED: Mapping[str, tuple[tuple[int, str, str], ...]] = {
    "characters_named": ((1, "DISTINCT ?it", "?it dkg:characterIn ?drama"), (-1, "DISTINCT ?it", _UNNAMED)),
    "characters_ko": ((1, "DISTINCT ?it", _KOREAN), (-1, "DISTINCT ?it", f"{_UNNAMED} . {_KOREAN}")),
    "texts": tuple((1, "*", pattern % "en") for pattern in _TEXTS),
    "texts_ko": tuple((1, "*", pattern % "ko") for pattern in _TEXTS),
    "disagreements": ((1, "*", _STATEMENTS_DISAGREE), (1, "*", _VALUES_DISAGREE)),
}

# What a drama is called, by what its premise tells.
_NAME = """GRAPH ?graph {{ ?drama a dkg:Drama ; skos:prefLabel ?name }} FILTER(LANG(?name) = '{}')
  GRAPH graph:provenance {{ ?graph dkg:revealedAt ?beat . ?beat dkg:position 1 }}"""
_OF_A_DRAMA: Mapping[str, tuple[str, str]] = {
    "title": ("MIN(?name)", _NAME.format("en")),
    "title_ko": ("MIN(?name)", _NAME.format("ko")),
    "coverage": ("MIN(?found)", "?drama dkg:coverage ?found"),
    "beats": ("MAX(?n)", "GRAPH graph:provenance { ?beat a dkg:Beat ; dkg:inDrama ?drama ; dkg:position ?n }"),
}


def coverage_table(store: GraphStore, drama: NamedNode | None = None, *, thin: bool = True) -> Table:
    """Return a row of numbers for each drama of a closed store, those that are told in full first, then by title.

    With ``drama``, return the row of that one alone; without ``thin``, no row of a drama of which only a few facts are
    known, such as a line of a filmography. The columns are drama, slug, title, title_ko, coverage, beats, the
    counts that `kg.report.wording.MEASURES` explains, and ``thin``: what is thin, in words.
    """
    only = _only(drama, thin=thin)
    known = {name: _by_drama(store, *what, only) for name, what in _OF_A_DRAMA.items()}
    counts = {name: _count(store, only, (1, *what)) for name, what in _COUNTS.items()}
    counts |= {name: _count(store, only, *parts) for name, parts in _COMBINED.items()}
    columns = [name for name in MEASURES if name in counts]
    rows = []
    for iri, coverage in known["coverage"].items():
        row = {"drama": iri, "slug": iri.rsplit("/", 1)[-1], "coverage": coverage}
        row |= {name: found.get(iri) for name, found in known.items()}
        row |= {name: counts[name].get(iri, 0) for name in columns}
        rows.append(row | {"thin": "; ".join(lack.text() for lack in lacks(row))})
    rows.sort(key=lambda row: (row["coverage"], row["title"] or row["title_ko"] or row["slug"], row["slug"]))
    names = ("drama", "slug", *known, *columns, "thin")
    return Table.of_rows(names, ((NamedNode(row["drama"]), *(row[name] for name in names[1:])) for row in rows))


def measure_queries(name: str, drama: NamedNode | None = None, *, thin: bool = True) -> list[str]:
    """Return the queries behind one of the numbers of `coverage_table`, which is their sum or their difference.

    >>> measure_queries("events")
    ['SELECT ?drama (COUNT(DISTINCT ?it) AS ?value) WHERE { ?it a dkg:Event ; dkg:inDrama ?drama } GROUP BY ?drama']
    """
    if name in _OF_A_DRAMA:
        return [_counting(*_OF_A_DRAMA[name], _only(drama, thin=thin))]
    parts = _COMBINED.get(name) or ((1, *_COUNTS[name]),)
    return [_counting(f"COUNT({what})", pattern, _only(drama, thin=thin)) for _, what, pattern in parts]


def _only(drama: NamedNode | None, *, thin: bool) -> str:
    """Return a pattern that says of which dramas."""
    # str() of a NamedNode is its N-Triples form, in which nothing can end the IRI early.
    return f"VALUES ?drama {{ {drama} }} " if drama is not None else "" if thin else "?drama dkg:coverage 'full' . "


def _counting(what: str, pattern: str, only: str) -> str:
    return f"SELECT ?drama ({what} AS ?value) WHERE {{ {only}{pattern} }} GROUP BY ?drama"


def _count(store: GraphStore, only: str, *parts: tuple[int, str, str]) -> Counter[str]:
    """Return a number by drama: counts, each added or taken away."""
    found: Counter[str] = Counter()
    for sign, what, pattern in parts:
        for iri, number in _by_drama(store, f"COUNT({what})", pattern, only).items():
            found[iri] += sign * number
    return found


def _by_drama(store: GraphStore, what: str, pattern: str, only: str) -> dict[str, Any]:
    """Return an aggregate of what a pattern finds by drama; ``only`` is a pattern that says of which dramas."""
    found = as_table(store.query(_counting(what, pattern, only)))
    return {row["drama"]: row["value"] for row in found}

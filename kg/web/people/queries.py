"""The queries behind the tables and pictures of people: each is asked from as far as its page is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.sparqltext import bind
from kg.web.dramas.queries import QueryLink, ask_text
from kg.web.far import Far
from kg.web.templating import Reader

__all__ = ["PersonAsks", "ask_path", "ask_person"]

_ROLES = """
SELECT DISTINCT ?drama ?year ?character ?billing WHERE {
  ?performance dkg:performer ?person ; dkg:inDrama ?drama .
  OPTIONAL { ?drama dkg:year ?year }
  OPTIONAL { ?performance dkg:portrays ?character }
  OPTIONAL { ?performance dkg:billing ?billing }
} ORDER BY DESC(?year) ?drama ?character
"""
_MADE = """
SELECT DISTINCT ?drama ?year ?job WHERE {
  VALUES ?job { dkg:director dkg:writer }
  ?drama ?job ?person .
  OPTIONAL { ?drama dkg:year ?year }
} ORDER BY DESC(?year) ?drama ?job
"""
_CO_STARS = """
SELECT ?other (COUNT(DISTINCT ?drama) AS ?dramas) WHERE {
  ?performance dkg:performer ?person ; dkg:inDrama ?drama .
  ?beside dkg:performer ?other ; dkg:inDrama ?drama .
  FILTER(?other != ?person)
} GROUP BY ?other ORDER BY DESC(?dramas) ?other
"""
_ACTS = "^dkg:inDrama/dkg:performer"
_HAS_A_PART = {"cast": _ACTS, "all": f"({_ACTS})|dkg:director|dkg:writer"}


@dataclass(frozen=True, slots=True)
class PersonAsks:
    """The links below the tables of a person's page."""

    roles: list[QueryLink]
    made: list[QueryLink]
    co_stars: list[QueryLink]


def ask_person(person: str, reader: Reader, far: Far) -> PersonAsks:
    """Return the links to the queries of a person, by their IRI."""

    def ask(name: str, text: str) -> list[QueryLink]:
        return [ask_text(reader, name, bind(text, {"person": NamedNode(person)}), far.asking)]

    return PersonAsks(ask("roles", _ROLES), ask("made", _MADE), ask("co_stars", _CO_STARS))


def ask_path(pairs: Sequence[tuple[str, str]], through: str, reader: Reader, far: Far) -> list[QueryLink]:
    """Return the link to the dramas that people share, by pairs of IRIs; ``through`` is "cast" or "all"."""
    rows = " ".join(f"({NamedNode(one)} {NamedNode(other)})" for one, other in pairs)
    part = _HAS_A_PART[through]
    text = (
        f"\nSELECT DISTINCT ?one ?drama ?other WHERE {{\n  VALUES (?one ?other) {{ {rows} }}\n"
        f"  ?drama {part} ?one .\n  ?drama {part} ?other .\n}} ORDER BY ?one ?drama\n"
    )
    return [ask_text(reader, "path", text, far.asking)]

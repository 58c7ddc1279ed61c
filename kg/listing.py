"""The query behind the list of dramas, and what its rows say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["LISTING", "titles_of"]

# What the premise tells of each drama, and how many beats there are: a list of dramas spoils nothing.
LISTING = """
SELECT ?drama ?slug ?title ?title_ko ?coverage ?year ?episodes ?beats WHERE {
  { SELECT ?drama (MAX(?n) AS ?beats) WHERE { ?beat dkg:inDrama ?drama ; dkg:position ?n } GROUP BY ?drama }
  { SELECT ?drama (MIN(?c) AS ?coverage) WHERE {
      GRAPH ?g { ?drama dkg:coverage ?c } ?g dkg:revealedAt/dkg:position 1 } GROUP BY ?drama }
  OPTIONAL { SELECT ?drama (MIN(?y) AS ?year) WHERE {
      GRAPH ?g { ?drama dkg:year ?y } ?g dkg:revealedAt/dkg:position 1 } GROUP BY ?drama }
  OPTIONAL { SELECT ?drama (MAX(?e) AS ?episodes) WHERE {
      GRAPH ?g { ?drama dkg:episodeCount ?e } ?g dkg:revealedAt/dkg:position 1 } GROUP BY ?drama }
  OPTIONAL { SELECT ?drama (MIN(?en) AS ?title) WHERE {
      GRAPH ?g { ?drama a dkg:Drama ; skos:prefLabel ?en } ?g dkg:revealedAt/dkg:position 1
      FILTER(LANG(?en) = "en") } GROUP BY ?drama }
  OPTIONAL { SELECT ?drama (MIN(?ko) AS ?title_ko) WHERE {
      GRAPH ?g { ?drama a dkg:Drama ; skos:prefLabel ?ko } ?g dkg:revealedAt/dkg:position 1
      FILTER(LANG(?ko) = "ko") } GROUP BY ?drama }
  BIND(STRAFTER(STR(?drama), "id/drama/") AS ?slug)
} ORDER BY STR(?coverage) STR(?title)
"""


def titles_of(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the titles of a drama by language, from its row in a list; its slug where it has none.

    >>> titles_of({"slug": "mother", "title": "Mother", "title_ko": "마더"})
    {'en': 'Mother', 'ko': '마더'}
    """
    titles = {lang: row[key] for lang, key in (("en", "title"), ("ko", "title_ko")) if row[key]}
    return titles or {"en": row["slug"]}

"""Who plays with whom, as far as the premises tell: for the page that finds the way between two in the browser."""

from __future__ import annotations

import json
from typing import Any

from pyoxigraph import NamedNode

from kg.graph import KnowledgeGraph
from kg.listing import titles_of
from kg.names import LANGUAGES
from kg.views import as_table
from kg.web.export.addresses import Address
from kg.web.words import Words

__all__ = ["CO_STARS", "co_stars"]

CO_STARS = Address(("path", "people.js"))
"""A script that hands the data to the page: one that was opened from a disk may load nothing else."""

_PARTS = """
SELECT DISTINCT ?person ?drama ?character WHERE {
  ?performance dkg:inDrama ?drama ; dkg:performer ?person .
  OPTIONAL { ?performance dkg:portrays ?character }
} ORDER BY ?person ?drama ?character
"""
_WORDS = ("one", "many", "step", "nobody", "none", "same", "others")
_PAGE_WORDS = ("path_picture", "path_words", "person_no_part")


def co_stars(graph: KnowledgeGraph) -> bytes:
    """Return the script: people, dramas, and parts, which point into both by number; and the words of the page."""
    rows = as_table(graph.at().query(_PARTS)).to_dicts()
    years = {row["drama"]: (row["year"], row["beats"] > 1, titles_of(row)) for row in graph.dramas()}
    people = {iri: place for place, iri in enumerate(dict.fromkeys(row["person"] for row in rows))}
    dramas = {iri: place for place, iri in enumerate(dict.fromkeys(row["drama"] for row in rows))}
    names = _names(graph, [*people, *{row["character"]: None for row in rows if row["character"]}])
    parts: dict[tuple[int, int], list[Any]] = {}
    for row in rows:
        roles = parts.setdefault((people[row["person"]], dramas[row["drama"]]), [])
        if row["character"]:
            roles.append([_slug(row["character"]), names[row["character"]]])
    found = {
        "people": [[_slug(iri), names[iri]] for iri in people],
        "dramas": [[_slug(iri), years[iri][2], years[iri][0], years[iri][1]] for iri in dramas],
        "parts": [[person, drama, roles] for (person, drama), roles in parts.items()],
        "words": {lang: _words(lang) for lang in LANGUAGES},
    }
    return f"coStars({json.dumps(found, ensure_ascii=False, separators=(',', ':'))});\n".encode()


def _names(graph: KnowledgeGraph, iris: list[str]) -> dict[str, dict[str, str]]:
    """Return what people and characters are called before the first episode, by language."""
    nodes, seen = [NamedNode(iri) for iri in iris], graph.at()
    by_language = {lang: seen.labels(nodes, lang) for lang in LANGUAGES}
    return {iri: {lang: found.get(iri, _slug(iri)) for lang, found in by_language.items()} for iri in iris}


def _words(lang: str) -> dict[str, str]:
    """Return words whose places the script fills in."""
    words = Words(lang)
    places = {name: f"{{{name}}}" for name in ("one", "other", "n", "role", "role2", "drama", "name")}
    own = {name: words(f"static_path_{name}", **places) for name in _WORDS}
    return {**own, **{name.partition("_")[2]: words(name) for name in _PAGE_WORDS}}


def _slug(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]

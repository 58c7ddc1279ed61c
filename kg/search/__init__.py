"""Finding things by their names: the one that is meant, those that go on from what is typed, and whatever fits."""

from kg.search.completing import AllNames, SeenNames, Suggestion
from kg.search.hits import Hit, Hits
from kg.search.near import near_hits
from kg.search.portable import Entry, tables
from kg.search.resolving import KINDS, resolve
from kg.search.ways import HOW

__all__ = [
    "HOW",
    "KINDS",
    "AllNames",
    "Entry",
    "Hit",
    "Hits",
    "SeenNames",
    "Suggestion",
    "near_hits",
    "resolve",
    "tables",
]

"""Finding things by their names: the one that is meant, those that go on from what is typed, and whatever fits."""

from kg.search.completing import AllNames, SeenNames, Suggestion
from kg.search.resolving import KINDS, resolve

__all__ = ["KINDS", "AllNames", "SeenNames", "Suggestion", "resolve"]

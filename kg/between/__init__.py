"""What lies between dramas: the people who act in several, and the themes that come together (docs/analysis.md)."""

from __future__ import annotations

from kg.between.chance import benjamini_hochberg, fisher_exact
from kg.between.collaboration import Collaboration, RecurringPair, collaboration_of
from kg.between.theme_pairs import ThemePair, ThemePairs, find_theme_pairs

__all__ = [
    "Collaboration", "RecurringPair", "ThemePair", "ThemePairs", "benjamini_hochberg", "collaboration_of",
    "find_theme_pairs", "fisher_exact",
]  # fmt: skip

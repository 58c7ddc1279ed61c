"""Themes that occur together in dramas more often than chance would have it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from kg.analysis import DramaRef, Named
from kg.between.chance import benjamini_hochberg, fisher_exact
from kg.results import Table
from kg.themes import Theme
from kg.vocab import ID_BASE

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["LEAST", "ThemePair", "ThemePairs", "find_theme_pairs"]

LEAST = 3
"""How many dramas must have a theme for it to be tested."""
_THEME, _DRAMA = ID_BASE + "theme/", ID_BASE + "drama/"


@dataclass(frozen=True, slots=True)
class ThemePair:
    """Two themes that occur together: in how many dramas (``observed``), and in how many by chance (``expected``).

    ``p`` is that of Fisher's exact test, one-sided: how likely at least as many are by chance. ``q`` is p corrected for
    all pairs that were tested (Benjamini and Hochberg).
    """

    one: Named
    other: Named
    observed: int
    expected: float
    p: float
    q: float
    dramas: tuple[DramaRef, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "one": self.one.to_dict(), "other": self.other.to_dict(), "observed": self.observed,
            "expected": self.expected, "p": self.p, "q": self.q, "dramas": [one.to_dict() for one in self.dramas],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class ThemePairs:
    """The pairs that occur, the least likely first.

    ``dramas`` is the number of those that have any theme, ``tested`` that of the pairs: all two themes that at least
    ``least`` dramas have, but for those of which one is the broader.
    """

    dramas: int
    least: int
    tested: int
    pairs: tuple[ThemePair, ...]

    def within(self, rate: float = 0.05) -> tuple[ThemePair, ...]:
        """Return the pairs of which at most such a share are expected to be there by chance: ``q`` up to ``rate``."""
        return tuple(pair for pair in self.pairs if pair.q <= rate)

    def table(self, lang: str = "en", most: int | None = None) -> Table:
        """Return a row for each pair, with its numbers and the titles of its dramas; ``most`` of them at most."""
        columns = ("one", "one_label", "other", "other_label", "observed", "expected", "p", "q", "dramas")
        return Table.of_rows(columns, (_row(pair, lang) for pair in self.pairs[:most]))

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "dramas": self.dramas,
            "least": self.least,
            "tested": self.tested,
            "pairs": [pair.to_dict() for pair in self.pairs],
        }


def _row(pair: ThemePair, lang: str) -> tuple[NamedNode | str | float, ...]:
    return (
        NamedNode(pair.one.iri), pair.one.name(lang), NamedNode(pair.other.iri), pair.other.name(lang), pair.observed,
        pair.expected, pair.p, pair.q, ", ".join(one.name(lang) for one in pair.dramas),
    )  # fmt: skip


def find_theme_pairs(
    themes: nx.Graph[str], tree: Mapping[str, Theme], named: Callable[[str], DramaRef], least: int = LEAST
) -> ThemePairs:
    """Test all pairs of themes of a network of themes, whose nodes have the ``dramas`` (slugs) of each.

    ``named`` gives a drama with its names, by its IRI. Themes that fewer than ``least`` dramas have are not tested;
    they could hardly be a finding, and each test makes the others harder. How many dramas have a theme is given to the
    test, so that this choice favours no result.
    """
    having = {node.removeprefix(_THEME): frozenset(data["dramas"]) for node, data in themes.nodes(data=True)}
    size = len(frozenset[str]().union(*having.values()))
    above = {slug: _above(slug, tree) for slug in having}
    often = sorted(slug for slug, dramas in having.items() if len(dramas) >= least)
    tested = [(one, other) for one, other in combinations(often, 2)
              if one not in above[other] and other not in above[one]]  # fmt: skip
    chances = [
        fisher_exact(len(having[one] & having[other]), len(having[one]), len(having[other]), size)
        for one, other in tested
    ]
    found = [
        ThemePair(
            Named(_THEME + one, tree[one].label),
            Named(_THEME + other, tree[other].label),
            len(both),
            len(having[one]) * len(having[other]) / size,
            p,
            q,
            tuple(named(_DRAMA + slug) for slug in sorted(both)),
        )
        for (one, other), p, q in zip(tested, chances, benjamini_hochberg(chances), strict=True)
        if (both := having[one] & having[other])
    ]
    found.sort(key=lambda pair: (pair.p, -pair.observed, pair.one.iri, pair.other.iri))
    return ThemePairs(size, least, len(tested), tuple(found))


def _above(slug: str, tree: Mapping[str, Theme]) -> frozenset[str]:
    """Return every theme that is broader than one."""
    found: set[str] = set()
    level = set(tree[slug].broader)
    while level:
        found |= level
        level = {broader for one in level for broader in tree[one].broader} - found
    return frozenset(found)

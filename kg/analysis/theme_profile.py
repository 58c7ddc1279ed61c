"""What a theme is, and which dramas have it, as far as told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.analysis.credits import SeenCredits
from kg.analysis.values import DramaRef
from kg.richtext import Card, Shown
from kg.themes import Theme, ThemeDrama

__all__ = ["ThemeProfile", "ThemeUse", "theme_profile"]


@dataclass(frozen=True, slots=True)
class ThemeUse:
    """A drama that has a theme or a narrower one: by what a source says, by what its story shows, or by both."""

    drama: DramaRef
    said: bool
    shown: bool


@dataclass(frozen=True, slots=True)
class ThemeProfile(Shown):
    """A theme and its dramas, those of narrower themes too: the newest first, those whose story is known before all."""

    theme: Theme
    uses: tuple[ThemeUse, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        one = self.theme
        return {
            "iri": one.iri, "names": dict(one.label), "definition": dict(one.definition),
            "also": {lang: list(names) for lang, names in one.also.items()},
            "broader": list(one.broader), "narrower": list(one.narrower),
            "dramas": [{**use.drama.to_dict(), "said": use.said, "shown": use.shown} for use in self.uses],
        }  # fmt: skip

    def card(self) -> Card:
        """Return what a notebook shows of it: what it means, and which dramas have it."""
        one = self.theme
        return Card.of(
            " · ".join(dict.fromkeys(one.label.values())),
            (
                ("means", one.definition.get("en")),
                ("broader", ", ".join(one.broader)),
                ("narrower", ", ".join(one.narrower)),
            ),
            ("drama", "year", "a source says so", "the story shows it"),
            [(use.drama.cell(), str(use.drama.year or ""), use.said, use.shown) for use in self.uses],
        )


def theme_profile(
    theme: Theme, tree: Mapping[str, Theme], dramas: Mapping[str, tuple[ThemeDrama, ...]], seen: SeenCredits
) -> ThemeProfile:
    """Return a theme with the dramas that have it, from those of every theme by its slug."""
    below, left = set[str](), [theme.slug]
    while left:
        slug = left.pop()
        if slug not in below:
            below.add(slug)
            left.extend(tree[slug].narrower)
    said = {use.drama for slug in below for use in dramas.get(slug, ()) if use.said}
    shown = {use.drama for slug in below for use in dramas.get(slug, ()) if use.shown}
    uses = (ThemeUse(seen.drama(one), one in said, one in shown) for one in said | shown)
    return ThemeProfile(
        theme, tuple(sorted(uses, key=lambda use: (not use.drama.full, -(use.drama.year or 0), use.drama.iri)))
    )

"""What a step of a drama tells that the step before it does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from kg.drama import Drama
from kg.networks import CharacterRow

__all__ = ["News", "news_of"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class News:
    """What is first told at a step, by IRI; empty at the premise, where all is new.

    ``occupations`` and ``actors`` are characters of whom that is told first, ``named`` are those who had no name, or
    another one; ``owners`` are aliases whose owner comes out, ``ended`` relationships that end.
    """

    characters: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    occupations: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    notes: frozenset[tuple[str, str]] = frozenset()
    aliases: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    relationships: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """What there is of each kind, with the section that has it: (kind, section, number)."""
        aliases = self.aliases | self.owners
        sections = {
            "characters": ("cast", self.characters),
            "named": ("cast", self.named),
            "aliases": ("cast", aliases),
            "relationships": ("relationships", self.relationships),
            "ended": ("relationships", self.ended),
            "events": ("events", self.events),
            "themes": ("themes", self.themes),
        }
        return [(kind, section, len(found)) for kind, (section, found) in sections.items() if found]


def news_of(drama: Drama, before: Drama | None) -> News:
    """Compare a drama with itself a step before; None is for the premise."""
    if before is None:
        return News()
    known = {row.iri: row for row in before.characters}
    met = [(row, known[row.iri]) for row in drama.characters if row.iri in known]
    owned = {alias.iri for alias in before.aliases if alias.denotes}
    lasting = {phase.iri for phase in before.phases if not phase.end}
    aliases = _first((row.iri for row in drama.aliases), (row.iri for row in before.aliases))
    return News(
        characters=_first((row.iri for row in drama.characters), known),
        named=frozenset(row.iri for row, old in met if _name(row) != _name(old)),
        occupations=frozenset(row.iri for row, old in met if _more(row, old)),
        actors=frozenset(row.iri for row, old in met if len(row.actors) > len(old.actors)),
        notes=_first(
            ((row.character, row.text) for row in drama.notes), ((row.character, row.text) for row in before.notes)
        ),
        aliases=aliases,
        owners=frozenset(row.iri for row in drama.aliases if row.denotes) - owned - aliases,
        relationships=_first((row.iri for row in drama.phases), (row.iri for row in before.phases)),
        ended=frozenset(row.iri for row in drama.phases if row.end and row.iri in lasting),
        events=_first((row.iri for row in drama.events), (row.iri for row in before.events)),
        themes=_first((row.theme for row in drama.compared_themes), (row.theme for row in before.compared_themes)),
    )


def _first(now: Iterable[_T], before: Iterable[_T]) -> frozenset[_T]:
    return frozenset(now) - frozenset(before)


def _name(row: CharacterRow) -> tuple[bool, str | None]:
    return row.unnamed, row.names.get("en")


def _more(row: CharacterRow, old: CharacterRow) -> bool:
    return any(set(words) - set(old.occupations.get(lang, ())) for lang, words in row.occupations.items())

"""The page where a fan arrives, and the list of all dramas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from kg.drama import Drama
from kg.listing import LISTING
from kg.networks import CharacterRow
from kg.web.dramas.queries import ask_text
from kg.web.templating import Reader, page

__all__ = ["Card", "dramas_page", "start_page"]

_FACES = 4


@dataclass(frozen=True, slots=True)
class Card:
    """A drama in a list; the numbers are those of the premise."""

    slug: str
    iri: str
    titles: Mapping[str, str]
    full: bool
    year: int | None
    episodes: int | None
    beats: int


def start_page(told: Iterable[tuple[Card, Drama]], others: int, reader: Reader) -> str:
    """Render the start page: the dramas that are told step by step, each at its premise, and how many others are."""
    return page(
        "start.html",
        reader,
        full=[(card, faces, _players(faces)) for card, faces in ((card, _faces(drama)) for card, drama in told)],
        others=others,
        listing=[ask_text(reader, "dramas", LISTING)],
    )


def dramas_page(cards: Iterable[Card], reader: Reader) -> str:
    """Render the list of all dramas, by year, the latest first and those of no known year last."""
    ordered = sorted(cards, key=lambda card: (-(card.year or 0), reader.plain(card.titles).casefold(), card.slug))
    years = [(year, list(found)) for year, found in groupby(ordered, key=lambda card: card.year)]
    return page("dramas.html", reader, years=years, listing=[ask_text(reader, "dramas", LISTING)])


def _faces(drama: Drama) -> list[CharacterRow]:
    """Return the characters whom a card shows: the leads or, where no source names any, those of the main parts.

    Those with the most relationships come first.
    """
    ties = Counter(party.character for phase in drama.phases for party in phase.parties)
    rows = sorted(drama.characters, key=lambda row: -ties[row.iri])
    leads = [row for row in rows if row.billing == "lead"]
    return (leads or [row for row in rows if row.billing == "main"])[:_FACES]


def _players(faces: Iterable[CharacterRow]) -> list[Mapping[str, str]]:
    """Return who plays them, each once: somebody may play two."""
    return list(dict(row.actors[0] for row in faces if row.actors).values())

"""Suspects as text for people, and as rows and values for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from kg.suspects.evidence import Suspect

__all__ = ["COLUMNS", "as_row", "as_text", "as_value"]

COLUMNS = (
    "one", "other", "names", "for", "against", "undecided", "co_stars", "years", "works", "identifiers", "decision",
)  # fmt: skip
_SHOWN_WORKS = 5


def as_row(suspect: Suspect) -> list[str]:
    """Return a suspect as cells under `COLUMNS`; what is of each of the two is parted by ``/``."""
    return [
        suspect.one,
        suspect.other,
        " / ".join(suspect.names),
        "; ".join(suspect.speaks_for),
        "; ".join(suspect.speaks_against),
        "; ".join(suspect.undecided),
        ", ".join(suspect.co_stars),
        " / ".join(suspect.years),
        " / ".join(", ".join(works) for works in suspect.works),
        " / ".join(", ".join(identifiers) for identifiers in suspect.identifiers),
        suspect.decision(),
    ]


def as_value(suspect: Suspect) -> dict[str, Any]:
    """Return a suspect as JSON values."""
    return {**asdict(suspect), "decision": suspect.decision()}


def as_text(suspect: Suspect) -> str:
    """Return a suspect as a paragraph, with the lines that decide at its end."""
    return "\n".join((*_lines(suspect), *suspect.decision().splitlines()))


def _lines(suspect: Suspect) -> Iterator[str]:
    for number, slug in enumerate((suspect.one, suspect.other)):
        works = suspect.works[number]
        more = f" and {len(works) - _SHOWN_WORKS} more" if len(works) > _SHOWN_WORKS else ""
        known = [
            f"{suspect.names[number]} ({slug})",
            suspect.years[number],
            ", ".join(works[:_SHOWN_WORKS]) + more,
            ", ".join(suspect.identifiers[number]),
        ]
        yield "; ".join(part for part in known if part)
    for word, texts in (
        ("one person", suspect.speaks_for), ("two people", suspect.speaks_against), ("not known", suspect.undecided),
    ):  # fmt: skip
        yield from (f"  {word}: {text}" for text in texts)

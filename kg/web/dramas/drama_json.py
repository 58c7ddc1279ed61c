"""A drama as far as it has been told, as JSON: the same facts as its page, and nothing that is told later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from kg.drama import Drama
from kg.networks import PhaseRow

__all__ = ["as_json"]


def as_json(drama: Drama) -> dict[str, Any]:
    """Return the document that ``/drama/{slug}.json`` serves."""
    types = drama.ontology.relationship_types
    return {
        "iri": drama.iri,
        "slug": drama.slug,
        "titles": dict(drama.titles),
        "told": {"position": drama.position, "last": drama.last, "complete": drama.position == drama.last},
        "beats": _rows(drama.beats),
        "production": _rows(drama.production),
        "groups": _rows(drama.groups),
        "characters": _rows(drama.characters),
        "notes": _rows(drama.notes),
        "aliases": _rows(drama.aliases),
        "performers": _rows(drama.performers),
        "relationships": [
            {**_phase(phase), "label": dict(types[phase.type].label), "told": phase.told} for phase in drama.phases
        ],
        "events": _rows(drama.events),
        "themes": _rows(drama.themes),
        "themes_compared": _rows(drama.compared_themes),
        "judgements": _rows(drama.judgements),
        "left_open": {lang: list(texts) for lang, texts in drama.left_open.items()},
        "sources": _rows(drama.sources),
    }


def _phase(phase: PhaseRow) -> dict[str, Any]:
    row = asdict(phase)
    row["starts"], row["ends"] = row.pop("start"), row.pop("end")
    return row


def _rows(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [asdict(row) for row in rows]

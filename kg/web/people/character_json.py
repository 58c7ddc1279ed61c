"""A character as far as a drama has been told, as JSON: the same facts as the page, and nothing that is told later."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kg.analysis import CharacterProfile
from kg.drama import Drama
from kg.web.people.character_page import Stage, bonds_of, sources_of

__all__ = ["character_json"]


def character_json(drama: Drama, profile: CharacterProfile) -> dict[str, Any]:
    """Return the document that ``/character/{drama}/{slug}.json`` serves."""
    row, bonds = profile.row, bonds_of(drama, profile)
    return {
        "iri": row.iri,
        "slug": row.slug,
        "drama": {"iri": drama.iri, "slug": drama.slug, "titles": dict(drama.titles)},
        "told": {"position": drama.position, "last": drama.last, "complete": drama.position == drama.last},
        "names": dict(row.names),
        "also": {lang: list(texts) for lang, texts in profile.also.items()},
        "unnamed": row.unnamed,
        "aliases": [dict(alias.names) for alias in profile.aliases],
        "played_by": [{"iri": iri, "names": dict(actor)} for iri, actor in row.actors],
        "billing": row.billing,
        "occupations": {lang: list(words) for lang, words in row.occupations.items()},
        "groups": [{"iri": one.iri, "names": dict(one.names)} for one in profile.groups],
        "notes": [asdict(note) for note in profile.notes],
        "relationships": [
            {"with": bond.other.to_dict(), "phases": [_phase(stage) for stage in bond.stages]} for bond in bonds
        ],
        "events": [asdict(event) for event in profile.events],
        "sources": [
            {"iri": source.iri, "titles": dict(source.title), "places": list(places)}
            for source, places in sources_of(drama, profile, bonds)
        ],
    }


def _phase(stage: Stage) -> dict[str, Any]:
    row = asdict(stage.phase)
    row["starts"], row["ends"] = row.pop("start"), row.pop("end")
    return {**row, "label": dict(stage.kind.label), "directed": list(stage.ends), "told": stage.phase.told}

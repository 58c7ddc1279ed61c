"""What one curated file may refer to in the others: people, sources, dramas and their beats, by name alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import Problem, Where, did_you_mean
from kg.load.shapes import Mark
from kg.model import Cited, Collection
from kg.ontology import Ontology

__all__ = ["UNPLACED", "World", "place_of", "unknown"]

UNPLACED = Where("(not from a file)", 0)


def place_of(value: object, fallback: Where | None) -> Where:
    """Return the line of a value that remembers it, else that of what it stands in."""
    if isinstance(value, Mark) and hasattr(value, "where"):
        return value.where
    return fallback or UNPLACED


def unknown(what: str, slug: str, known: Sequence[str], where: Where | None) -> Problem:
    """Return the problem that a name leads nowhere, with the nearest names that would."""
    return Problem(place_of(slug, where), f"unknown {what} '{slug}'", did_you_mean(slug, list(known)))


@dataclass(frozen=True)
class World:
    """The names that a drama may refer to outside itself.

    ``people`` and ``sources`` are None where their file could not be read: what refers to them is then let pass.
    ``dramas`` also holds the slugs of drama files that could not be read, and ``beats`` does not.
    """

    ontology: Ontology
    dramas: Sequence[str]
    beats: Mapping[str, Sequence[str]]
    people: Mapping[str, Where] | None
    sources: Mapping[str, object] | None

    @classmethod
    def of(
        cls,
        collection: Collection,
        ontology: Ontology,
        *,
        people_known: bool = True,
        sources_known: bool = True,
        broken: Sequence[str] = (),
    ) -> World:
        """Take the names of a whole collection; ``broken`` are the drama files that could not be read."""
        return cls(
            ontology,
            dramas=[*(drama.slug for drama in collection.dramas), *broken],
            beats={drama.slug: [beat.slug for beat in drama.beats] for drama in collection.dramas},
            people={p.slug: place_of(p.slug, p.where) for p in collection.people} if people_known else None,
            sources=dict.fromkeys(source.slug for source in collection.sources) if sources_known else None,
        )

    def citations(self, cited: Cited, where: Where | None) -> Iterable[Problem]:
        """Find citations of unknown sources."""
        for citation in cited:
            if self.sources is not None and citation.source not in self.sources:
                yield unknown("source", citation.source, list(self.sources), where)

    def person(self, slug: str, where: Where | None) -> Iterable[Problem]:
        """Find a reference to an unknown person."""
        if self.people is not None and slug not in self.people:
            yield unknown("person", slug, list(self.people), where)

    def drama(self, slug: str, where: Where | None) -> Iterable[Problem]:
        """Find a reference to an unknown drama."""
        if slug not in self.dramas:
            yield unknown("drama", slug, self.dramas, where)

"""What answers are made of: things with their names, dramas, and who did what in which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.richtext import Cell

__all__ = ["JOBS", "Credit", "DramaRef", "Named"]

Texts = Mapping[str, str]

JOBS = ("performer", "director", "writer")


@dataclass(frozen=True, slots=True)
class Named:
    """A thing and its names by language, as far as told.

    >>> Named("https://w3id.org/drama-kg/id/person/park-hoon", {"en": "Park Hoon"}).name("ko")
    'Park Hoon'
    """

    iri: str
    names: Texts

    @property
    def slug(self) -> str:
        """The last part of the IRI."""
        return self.iri.rsplit("/", 1)[-1]

    def name(self, lang: str = "en") -> str:
        """Return its name in a language, or in another; its slug where it has none."""
        return self.names.get(lang) or self.names.get("en") or next(iter(self.names.values()), self.slug)

    def cell(self) -> Cell:
        """Return its name as it is shown, with its IRI."""
        return Cell(self.name(), self.iri)

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {"iri": self.iri, "names": dict(self.names)}


@dataclass(frozen=True, slots=True)
class DramaRef(Named):
    """A drama: ``full`` tells whether its story is known, or only a line of a catalogue."""

    year: int | None
    full: bool

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {"iri": self.iri, "names": dict(self.names), "year": self.year, "full": self.full}


@dataclass(frozen=True, slots=True)
class Credit:
    """What somebody did in a drama: ``job`` is one of `JOBS`; characters and billing are those of a performer."""

    person: Named
    drama: DramaRef
    job: str
    characters: tuple[Named, ...] = ()
    billing: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values, without the person and the drama."""
        return {"job": self.job, "characters": [one.to_dict() for one in self.characters], "billing": self.billing}

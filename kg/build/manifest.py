"""What a build remembers of its files, so that the next one need not read those that have not changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from kg.build.inputs import Inputs
from kg.build.loads import Loads
from kg.errors import Where
from kg.files import write_whole
from kg.load.identity import Identity, drama_identifiers
from kg.load.quads import TellingAddress, beat_iri, telling_addresses
from kg.load.world import place_of
from kg.model import Collection, Drama
from kg.vocab import GRAPH_BASE, GRAPH_PROVENANCE

__all__ = ["DramaNotes", "Manifest"]

_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class DramaNotes:
    """What the other files, the summary and the next build need of a drama; ``graphs`` are named without the slug."""

    coverage: str
    beats: Sequence[str]
    sequel_of: Sequence[str]
    characters: int
    relationships: int
    events: int
    graphs: Sequence[str]
    identifiers: Sequence[str]

    @classmethod
    def of(cls, drama: Drama, quads: Iterable[Quad]) -> DramaNotes:
        """Take the notes of a drama and the quads that its file gave."""
        base = f"{GRAPH_BASE}{drama.slug}/"
        graphs = {quad.graph_name for quad in quads if quad.graph_name != GRAPH_PROVENANCE}
        return cls(
            coverage=str(drama.coverage),
            beats=[str(beat.slug) for beat in drama.beats],
            sequel_of=[str(fact.value) for fact in drama.production if fact.key == "sequel_of"],
            characters=len(drama.characters),
            relationships=len(drama.relationships),
            events=len(drama.events),
            graphs=sorted(graph.value.removeprefix(base) for graph in graphs if isinstance(graph, NamedNode)),
            identifiers=drama_identifiers(drama),
        )

    def graph_nodes(self, slug: str) -> list[NamedNode]:
        """Return the graphs that hold the drama's statements, the provenance left out."""
        return [NamedNode(f"{GRAPH_BASE}{slug}/{path}") for path in self.graphs]

    def described(self, slug: str) -> list[NamedNode]:
        """Return the things of the drama that the graph of provenance describes: its graphs and beats."""
        return [*self.graph_nodes(slug), *(beat_iri(slug, n) for n in range(1, max(1, len(self.beats)) + 1))]


@dataclass(frozen=True)
class Manifest:
    """What is known of the files of a build: their hashes, and the names that they give each other.

    ``given_up`` are people's slugs and those that stay in their place, and ``left_out`` and ``joined`` the loaded
    dramas that curated files tell in full, and thinly. ``sound`` stands for the loads that keep every shape, and for
    what that rests on.
    """

    code: str
    files: Mapping[str, str]
    people: Mapping[str, int]  # the line of each
    sources: Sequence[str]
    addresses: Mapping[str, Sequence[TellingAddress]]
    dramas_of_sources: Sequence[str]
    given_up: Mapping[str, str]
    left_out: Sequence[str]
    joined: Sequence[str]
    sound: str
    dramas: Mapping[str, DramaNotes]

    @classmethod
    def of(
        cls,
        code: str,
        inputs: Inputs,
        collection: Collection,
        notes: Mapping[str, DramaNotes],
        identity: Identity,
        loads: Loads | None,
        sound: str,
    ) -> Manifest:
        """Take the notes of a whole collection."""
        return cls(
            code=code,
            files=inputs.files,
            people={str(p.slug): place_of(p.slug, p.where).line for p in collection.people},
            sources=[str(source.slug) for source in collection.sources],
            addresses=telling_addresses(collection.sources),
            dramas_of_sources=sorted(_referred(collection)),
            given_up=identity.given_up,
            left_out=sorted(loads.left_out) if loads else [],
            joined=sorted(loads.joined) if loads else [],
            sound=sound,
            dramas=notes,
        )

    @classmethod
    def read(cls, build: Path) -> Manifest:
        """Read the manifest of a build.

        Raises OSError, ValueError or TypeError when there is none that can be read.
        """
        found = json.loads((build / _NAME).read_text(encoding="utf-8"))
        found["dramas"] = {slug: DramaNotes(*notes) for slug, notes in found["dramas"].items()}
        found["addresses"] = {
            slug: [TellingAddress(*address) for address in addresses] for slug, addresses in found["addresses"].items()
        }
        return cls(**found)

    def write(self, build: Path) -> None:
        """Write the manifest into the folder of a build."""
        values = {
            **{name: getattr(self, name) for name in self.__dataclass_fields__},
            "addresses": {
                slug: [[one.source, one.address, one.drama, one.beat] for one in addresses]
                for slug, addresses in self.addresses.items()
            },
            "dramas": {
                slug: [getattr(notes, name) for name in DramaNotes.__slots__] for slug, notes in self.dramas.items()
            },
        }
        write_whole(build / _NAME, json.dumps(values, ensure_ascii=False, separators=(",", ":")))

    def people_in(self, file: str) -> dict[str, Where]:
        """Return the places of the people, in the people file as it is called now."""
        return {slug: Where(file, line) for slug, line in self.people.items()}


def _referred(collection: Collection) -> set[str]:
    """Return the dramas that the sources refer to."""
    found: set[str] = set()
    for source in collection.sources:
        found.update(str(judgement.of) for judgement in source.judgements)
        if source.reviews is not None:
            found.add(str(source.reviews))
        if source.address_told is not None:
            found.add(str(source.address_told.source))
    return found

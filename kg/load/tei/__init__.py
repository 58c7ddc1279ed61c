"""Plays that DraCor encodes in TEI: persons, relations, and who speaks in which scene."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import Problem
from kg.load.loaded import new_load
from kg.load.quads import to_statements
from kg.load.tei.convert import to_collection
from kg.load.tei.read import read_play
from kg.ontology import Ontology, load_ontology
from kg.paths import loads_dir

__all__ = ["PlayLoad", "load_play"]


@dataclass(frozen=True, slots=True)
class PlayLoad:
    """What a load took in; ``path`` is its file, ``problems`` what was odd in the play."""

    path: Path
    drama: str
    title: str
    characters: int
    relationships: int
    scenes: int
    problems: tuple[Problem, ...]


def load_play(file: Path, data: Path, name: str | None = None, ontology: Ontology | None = None) -> PlayLoad:
    """Load a TEI file of DraCor into a data folder, as ``loaded/{name}.nq``.

    The load is called after the play's identifier (``dracor-ger000088``) unless it is given a name. Loading the same
    file again writes the same bytes. Raises `LoadError` with file and line for what is no play, and writes nothing.
    """
    ontology = ontology or load_ontology()
    play = read_play(file)
    collection, left_out = to_collection(play, str(file), ontology)
    statements = to_statements(collection, ontology)
    name = name or f"dracor-{play.id}"
    with new_load(data, name) as load:
        load.add(dict.fromkeys(statements.quads))
    drama = collection.dramas[0]
    return PlayLoad(
        path=loads_dir(data) / f"{name}.nq",
        drama=drama.slug,
        title=play.titles[0].text,
        characters=len(drama.characters),
        relationships=len(drama.relationships),
        scenes=len(drama.scenes),
        problems=(*play.problems, *left_out),
    )

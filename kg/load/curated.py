"""Curated YAML files to `kg.model` values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kg.errors import DataError, Problem, Where
from kg.load.check import check
from kg.load.convert import parse_story_time, to_decisions, to_drama, to_people, to_sources
from kg.load.files import drama_file, identity_file, people_file, sources_file
from kg.load.shapes import Entry, Mark, Reader, Record
from kg.load.world import World
from kg.load.yamltree import display_path, read_tree
from kg.model import Collection, Drama
from kg.ontology import Ontology, load_ontology

__all__ = ["ReadDramas", "drama_paths", "parse_story_time", "read_collection", "read_drama", "read_dramas"]

T = TypeVar("T")


@dataclass(frozen=True)
class ReadDramas:
    """What some drama files hold: the dramas, and the slugs of the files of which nothing could be read."""

    dramas: tuple[Drama, ...]
    broken: tuple[str, ...]


def drama_paths(folder: Path) -> list[Path]:
    """Return the drama files of a data folder."""
    return sorted((folder / "dramas").glob("*.yaml"))


def read_collection(folder: Path, ontology: Ontology | None = None) -> Collection:
    """Read and check every file of a data folder.

    Raises `DataError` with every problem of every file.
    """
    ontology = ontology or load_ontology()
    problems: list[Problem] = []
    if not folder.is_dir():
        raise DataError([Problem(Where(display_path(folder), 0), "no such folder")])
    read = read_dramas(drama_paths(folder), ontology, problems)
    for path in sorted((folder / "dramas").glob("*.yml")):
        problems.append(Problem(Where(display_path(path), 1), "is not read", "name it .yaml"))
    people = _read(folder / "people.yaml", people_file(), to_people, problems)
    sources = _read(folder / "sources.yaml", sources_file(), to_sources, problems)
    path = folder / "identity.yaml"  # a folder without decisions needs none
    decisions = _read(path, identity_file(), to_decisions, problems) if path.exists() else ()
    collection = Collection(dramas=read.dramas, people=people or (), sources=sources or (), decisions=decisions or ())
    world = World.of(
        collection, ontology, people_known=people is not None, sources_known=sources is not None, broken=read.broken
    )
    problems.extend(check(collection, world))
    if problems:
        raise DataError(problems)
    return collection


def read_dramas(paths: Iterable[Path], ontology: Ontology, problems: list[Problem]) -> ReadDramas:
    """Read drama files without checking what they refer to; their problems go to ``problems``."""
    layout = drama_file(ontology)
    dramas: list[Drama] = []
    broken: list[str] = []
    for path in paths:
        drama = _read(path, layout, to_drama, problems)
        if drama is None:
            broken.append(path.stem)
        else:
            _check_file_name(path, drama, problems)
            dramas.append(drama)
    return ReadDramas(tuple(dramas), tuple(broken))


def read_drama(path: Path, ontology: Ontology | None = None) -> Drama:
    """Read one drama file without checking what it refers to outside itself.

    Raises `DataError`.
    """
    problems: list[Problem] = []
    drama = _read(path, drama_file(ontology or load_ontology()), to_drama, problems)
    if problems or drama is None:
        raise DataError(problems)
    return drama


def _read(path: Path, layout: Record, convert: Callable[[Entry], T], problems: list[Problem]) -> T | None:
    """Read one file through its layout; None when nothing of it could be read."""
    before = len(problems)
    tree = read_tree(path, problems)
    if tree is None:
        return None
    entry = layout.read(tree, Reader(display_path(path), problems))
    if entry is None or (len(problems) > before and any(key not in entry for key in layout.required)):
        return None
    return convert(entry)


def _check_file_name(path: Path, drama: Drama, problems: list[Problem]) -> None:
    if path.stem != drama.slug and isinstance(drama.slug, Mark):
        hint = f"rename the file to {drama.slug}.yaml or write drama: {path.stem}"
        problems.append(Problem(drama.slug.where, f"the drama '{drama.slug}' is in a file named {path.name}", hint))

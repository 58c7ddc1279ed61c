"""The loads of a data folder: those that `kg load` wrote, and the tables that are kept beside the curated files."""

from __future__ import annotations

from pathlib import Path

from kg.build.loads import LoadFile
from kg.errors import DataError, LoadError, Problem, Where
from kg.load.loaded import Load, loaded_files
from kg.load.yamltree import display_path

__all__ = ["files_of_loads", "table_files"]

_PROFILE = "plain"


def table_files(data: Path) -> list[Path]:
    """Return the tables of a data folder that every build reads, in the order of their names."""
    return sorted((data / "tables").glob("[!.]*.csv"))


def files_of_loads(data: Path, work: Path, problems: list[Problem]) -> list[LoadFile]:
    """Return every load of a data folder; tables are made into loads below ``work``, their bad rows into problems."""
    found = [_of_table(path, work, problems) for path in table_files(data)]
    return [*found, *(LoadFile.of(path) for path in loaded_files(data))]


def _of_table(path: Path, work: Path, problems: list[Problem]) -> LoadFile:
    from kg.load.tables import find_profile, load_table

    name = display_path(path)
    made = work / f"table-{path.stem}.nq"
    with made.open("wb") as file:
        try:
            load_table(
                path, find_profile(_PROFILE), Load(file), rejected=lambda reject: problems.append(reject.problem)
            )
        except DataError as error:
            problems.extend(error.problems)
        except LoadError as error:
            problems.append(Problem(Where(name, 0), str(error)))
    return LoadFile(made, name, has_lines=False)

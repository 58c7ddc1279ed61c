"""What `kg load` took in: a file of statements for each load, beside the curated files; every build includes them.

A load is named by who ran it. Its file is written whole or not at all, and holds the same text whenever the same input
is loaded, so a load can be run again at any time. Things are called after the identifier that their catalogue gives
them (`catalogue_slug`), never after a label: which of them are people and dramas of the curated files is decided by
the build.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Quad, RdfFormat, serialize

from kg.errors import LoadError
from kg.files import lives
from kg.names import SLUG
from kg.paths import loads_dir

__all__ = ["CATALOGUE_SLUG", "Load", "catalogue_slug", "loaded_files", "new_load"]

CATALOGUE_SLUG = re.compile(r"[a-z0-9_]+:[A-Za-z0-9._~-]+")
"""What `catalogue_slug` returns; no slug of a curated file has a colon."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


class Load:
    """Takes the statements of one load, in the order in which they come."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def add(self, quads: Iterable[Quad]) -> None:
        """Write quads."""
        serialize(quads, self._file, format=RdfFormat.N_QUADS)

    def write(self, lines: str) -> None:
        """Write N-Quads that are ready, each ended by a line feed."""
        self._file.write(lines.encode())


@contextmanager
def new_load(data: Path, name: str) -> Iterator[Load]:
    """Begin the load called ``name`` in a data folder; it replaces the one before when it ends without an exception.

    Raises `LoadError` for a name that is no slug and where the folder cannot be written.
    """
    if not SLUG.fullmatch(name):
        raise LoadError(f"'{name}' cannot name a load; use lower-case letters, digits and hyphens: my-catalogue")
    path = loads_dir(data) / f"{name}.nq"
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _forget_the_dead(path)
        with beside.open("wb") as file:
            yield Load(file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise LoadError(f"the load could not be written to {path}: {error.strerror or error}") from error
    finally:
        beside.unlink(missing_ok=True)


def _forget_the_dead(path: Path) -> None:
    """Delete what loads of this name left behind when they were killed."""
    for left in path.parent.glob(f".{path.name}.*"):
        process = left.suffix[1:]
        if process.isdigit() and not lives(int(process)):
            left.unlink(missing_ok=True)


def loaded_files(data: Path) -> list[Path]:
    """Return the files of every load of a data folder, in the order of their names."""
    return sorted(loads_dir(data).glob("[!.]*.nq"))


def catalogue_slug(scheme: str, value: str) -> str:
    """Return the slug of a thing that a catalogue identifies: different values never give the same slug.

    >>> catalogue_slug("mydramalist", "33898-itaewon-class")
    'mydramalist:33898-itaewon-class'
    >>> catalogue_slug("mine", "a b")
    'mine:a~20b'
    """
    safe = _UNSAFE.sub(lambda match: "".join(f"~{byte:02x}" for byte in match[0].encode()), value)
    return f"{scheme}:{safe}"

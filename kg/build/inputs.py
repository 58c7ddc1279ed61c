"""What a build is made from: the files, and the code that reads them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.build.folder import Build
from kg.paths import loads_dir
from kg.version import __version__

__all__ = ["Inputs", "WholeBuildNeededError", "code_version", "fingerprint", "is_current", "read_inputs"]

_READ = (".yaml", ".ttl", ".rq", ".nq", ".csv")
# The parts of the package that decide what a build holds.
_CODE = (
    "build", "load", "reason", "validate", "errors.py", "model.py", "names", "ontology.py", "store", "vocab.py",
)  # fmt: skip


class WholeBuildNeededError(Exception):
    """The build before cannot be changed into the new one; the message says why."""


@dataclass(frozen=True)
class Inputs:
    """A hash of every file of the data and the ontology, by ``data/…`` and ``ontology/…``."""

    files: Mapping[str, str]

    @property
    def fingerprint(self) -> str:
        """One hash of all, the package's version included."""
        digest = hashlib.sha256(__version__.encode())
        for name, file in sorted(self.files.items()):
            digest.update(f"\0{name}\0{file}".encode())
        return digest.hexdigest()[:16]


def read_inputs(data: Path, ontology: Path) -> Inputs:
    """Hash every file that a build depends on."""
    folders = {"data": data, "ontology": ontology}
    if data not in (loads := loads_dir(data)).parents:
        folders["data/loaded"] = loads
    return Inputs(
        {
            f"{kind}/{path[len(str(folder)) + 1 :].replace(os.sep, '/')}": _hash(path)
            for kind, folder in folders.items()
            for path in _files(str(folder))
        }
    )


def fingerprint(data: Path, ontology: Path) -> str:
    """Return a hash of every file that a build depends on, the package's version included."""
    return read_inputs(data, ontology).fingerprint


def is_current(found: Build | None, data: Path, ontology: Path) -> bool:
    """Tell whether a build was made from the files as they are now."""
    return found is not None and found.summary.fingerprint == fingerprint(data, ontology)


@cache
def code_version() -> str:
    """Return a hash of the code that makes a build, and of the version of the engine."""
    import pyoxigraph

    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256(f"{__version__} {pyoxigraph.__version__}".encode())
    for name in _CODE:
        top = package / name
        # Beside the code lie the profiles of tables.
        for path in sorted([*top.rglob("*.py"), *top.rglob("*.yaml")]) if top.is_dir() else [top]:
            digest.update(f"\0{path.name}\0{_hash(str(path))}".encode())
    return digest.hexdigest()[:16]


def _files(folder: str) -> Iterator[str]:
    """Yield the files below a folder that a build reads."""
    for parent, _, names in os.walk(folder):
        yield from (f"{parent}{os.sep}{name}" for name in names if name.endswith(_READ))


def _hash(path: str) -> str:
    with open(path, "rb") as file:  # noqa: PTH123  (a thousand files: a Path for each would double the time)
        return hashlib.file_digest(file, "sha256").hexdigest()

"""Builds on disk: each in a folder of its own, the one in use named by the file ``current``."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from kg.errors import BuildError
from kg.files import lives

__all__ = ["Build", "Summary", "current_build", "forget_old_builds", "fresh_folder", "in_use"]

_KEPT_BUILDS = 2
_DEAD_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build holds."""

    fingerprint: str
    built: str
    seconds: float
    dramas: int
    thin_dramas: int
    characters: int
    people: int
    relationships: int
    events: int
    sources: int
    graphs: int
    asserted: int
    inferred: int
    loaded_dramas: int = 0
    """How many of the thin dramas only a load knows."""
    left_out: int = 0
    """How many loaded dramas a curated file tells in full: these are told as that file tells them, and no other way."""

    @classmethod
    def read(cls, found: Mapping[str, object] | None) -> Summary | None:
        """Return what was kept of a summary; None where nothing was, or another version wrote it."""
        try:
            return cls(**found) if found else None  # type: ignore[arg-type]
        except TypeError:
            return None


@dataclass(frozen=True, slots=True)
class Build:
    """A finished build on disk."""

    path: Path
    summary: Summary

    @property
    def closure_path(self) -> Path:
        """The folder of what the reasoner keeps for the next build."""
        return self.path / "closure"

    @property
    def store_path(self) -> Path:
        """The folder of the store itself."""
        return self.path / "store"


def current_build(builds: Path) -> Build | None:
    """Return the build in use, or None where there is none that can be used."""
    try:
        name = (builds / "current").read_text(encoding="utf-8").strip()
        path = builds / Path(name).name
        summary = Summary.read(json.loads((path / "summary.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return Build(path, summary) if summary is not None and (path / "store").is_dir() else None


@contextmanager
def fresh_folder(builds: Path) -> Iterator[Path]:
    """Make a folder for a new build; take it away again when the build fails."""
    try:
        builds.mkdir(parents=True, exist_ok=True)
        folder = Path(mkdtemp(prefix="build-", dir=builds))
    except OSError as error:
        raise BuildError(f"cannot write to {builds}: {error.strerror or error}") from error
    try:
        yield folder
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise BuildError(f"the build could not be written to {folder}: {error.strerror or error}") from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@contextmanager
def in_use(path: Path) -> Iterator[None]:
    """Keep a build from being deleted by later ones for as long as this process serves it."""
    marker = path / f"in-use-{os.getpid()}"
    try:
        marker.touch()
    except OSError:
        # A build on a read-only disk is not deleted by anybody either.
        yield
        return
    try:
        yield
    finally:
        marker.unlink(missing_ok=True)


def _is_served(path: Path) -> bool:
    """Tell whether a living process has marked a build as in use."""
    return any(lives(int(marker.name.rpartition("-")[2])) for marker in path.glob("in-use-*[0-9]"))


def _modified(path: Path) -> float:
    """Return when a folder was changed; 0 for one that another build has just deleted."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def forget_old_builds(builds: Path, keep: str) -> None:
    """Delete what no longer serves: all but the newest builds and those in use, and what dead builds left behind.

    The build before the new one stays, for readers that have just opened it.
    """
    now = time.time()
    whole: list[Path] = []
    broken: list[Path] = []
    for path in builds.glob("build-*"):
        (whole if (path / "summary.json").exists() else broken).append(path)
    whole.sort(key=lambda path: (path.name == keep, _modified(path)), reverse=True)
    old = [path for path in whole[_KEPT_BUILDS:] if not _is_served(path)]
    dead = [path for path in broken if now - _modified(path) > _DEAD_SECONDS]
    for path in (*old, *dead):
        shutil.rmtree(path, ignore_errors=True)

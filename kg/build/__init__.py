"""The pipeline: curated files to a store on disk, swapped in whole.

A build folder holds ``current``, a file that names the build in use, and one folder for each build. A new build is
written beside the old one, and ``current`` is replaced in one step, so that a build that fails or dies leaves the old
one in use.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.build.folder import Build, Summary, current_build, in_use
from kg.build.inputs import fingerprint, is_current
from kg.build.steps import STEPS, Progress

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.build.change import Change
    from kg.model import Collection
    from kg.ontology import Ontology

__all__ = [
    "STEPS",
    "Build",
    "Progress",
    "Summary",
    "build",
    "check_data",
    "current_build",
    "fingerprint",
    "in_use",
    "is_current",
]


def build(
    data: Path,
    builds: Path,
    ontology_folder: Path,
    progress: Progress = lambda _step: None,
    *,
    full: bool = False,
    tell: Callable[[str], None] = lambda _text: None,
) -> Build:
    """Build the graph from a data folder and put it to use; the build in use stays until the new one is whole.

    Where only a few drama files have changed since the build in use, only these are read, and the result is the same;
    ``full`` has everything read again. ``progress`` is called with each of `STEPS` as it begins, and ``tell`` with what
    was done, in words. Raises `DataError`, `InconsistencyError` or `BuildError`.
    """
    old = None if full else current_build(builds)
    if old is not None:
        from kg.build.inputs import WholeBuildNeededError

        try:
            found, change = _build_upon(old, data, builds, ontology_folder, progress)
        except WholeBuildNeededError as reason:
            tell(f"building everything: {reason}")
        else:
            tell(_in_words(change))
            return found
    from kg.build.whole import build_all

    return build_all(data, builds, ontology_folder, progress, old)


def _build_upon(
    old: Build, data: Path, builds: Path, ontology_folder: Path, progress: Progress
) -> tuple[Build, Change]:
    """Build upon an older build; its closure is opened in another process, from before the other parts are loaded."""
    from kg.build.reasoner import Reasoner

    with Reasoner.started(old.closure_path, ontology_folder) as reasoner:
        from kg.build.again import build_changes

        return build_changes(old, reasoner, data, builds, ontology_folder, progress)


def check_data(
    data: Path, ontology: Ontology, progress: Progress = lambda _step: None
) -> tuple[Collection, list[Quad]]:
    """Read a data folder and check it against every rule and shape; return the collection and its quads.

    Loads are checked beside them, and not returned. Raises `DataError` with every problem of every file, and
    `InconsistencyError` where loads contradict.
    """
    from kg.build.whole import check_all

    return check_all(data, ontology, progress)


def _in_words(change: Change) -> str:
    """Say how many dramas a build had to read."""
    if not len(change):
        return "nothing has changed since the build in use"
    noun = "drama" if change.dramas == 1 else "dramas"
    words = []
    if change.written:
        words.append(f"{len(change.written):,} of {change.dramas:,} {noun} changed")
    if change.gone:
        words.append(f"{len(change.gone):,} gone")
    return ", ".join(words)

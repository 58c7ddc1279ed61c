"""The folder of a static site: written beside the old one, and put in its place when it is whole."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import Any

from kg.files import lives
from kg.web.export.errors import ExportError

__all__ = ["folder_of_site", "mark", "write_file"]

_MARK = "drama-kg-site.json"  # by which a later run knows that it may take the folder's place
_NOT_JEKYLL = ".nojekyll"  # some hosts leave out what begins with "_" otherwise


def write_file(folder: Path, name: str, content: bytes) -> None:
    """Write a file by its path in the site, with ``/``. Raises OSError."""
    path = folder.joinpath(*name.split("/"))
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def mark(folder: Path, about: dict[str, Any]) -> None:
    """Write what makes a folder a site, and what a host needs to know. Raises OSError."""
    write_file(folder, _NOT_JEKYLL, b"")
    write_file(folder, _MARK, (json.dumps(about, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode())


@contextmanager
def folder_of_site(target: Path) -> Iterator[Path]:
    """Give the folder of a draft that takes the place of a folder once it is whole, and goes away where that fails.

    Raises `ExportError` for a folder that holds something else, and for one that cannot be written.
    """
    target = target.absolute()
    _tidy(target)
    _check(target)
    draft, old = (target.with_name(f".{target.name}.{os.getpid()}{end}") for end in ("", ".old"))
    try:
        draft.mkdir(parents=True)
        yield draft
        _check(target)  # hours may have passed
        if target.exists():
            target.rename(old)
        try:
            draft.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
    except OSError as error:
        raise ExportError(f"cannot write {target}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _tidy(target: Path) -> None:
    """Clear away what a run has left beside a folder that was ended at once, by a power cut or from outside.

    One that was ended between the two steps of the exchange has left the site under another name: it comes back.
    """
    begun = re.compile(rf"\.{re.escape(target.name)}\.([0-9]+)(\.old)?")
    for path in sorted(target.parent.glob(f".{escape(target.name)}.*")):
        found = begun.fullmatch(path.name)
        if found is None or lives(int(found[1])):
            continue
        if found[2] and not target.exists():
            path.rename(target)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _check(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise ExportError(f"{target} is no folder")
    if target.is_dir() and any(target.iterdir()) and not (target / _MARK).is_file():
        raise ExportError(
            f"{target} holds something else, which would be lost: give an empty or new folder, or one with a site of "
            "an earlier run"
        )

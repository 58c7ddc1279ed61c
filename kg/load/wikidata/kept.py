"""Answers kept on disk until a load is done, so that one that died goes on where it was."""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from pathlib import Path

from kg.errors import LoadError
from kg.files import write_whole

__all__ = ["Kept"]

_OLDEST = 24 * 3600.0  # seconds: what an earlier run was told yesterday is asked again


class Kept:
    """The answers of one load from one endpoint, a file for each question."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        self._address = address

    def get(self, query: str) -> bytes | None:
        """Return the answer that is kept for a question, unless it is too old."""
        path = self._path(query)
        try:
            if time.time() - path.stat().st_mtime > _OLDEST:
                return None
            return path.read_bytes()
        except OSError:
            return None

    def put(self, query: str, body: bytes) -> None:
        """Keep an answer. Raises `LoadError` where the folder cannot be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._path(query), body.decode(errors="replace"))
        except OSError as error:
            raise LoadError(f"answers cannot be kept in {self.folder}: {error.strerror or error}") from error

    @property
    def any(self) -> bool:
        """Whether there is something to go on from."""
        return next(self.folder.glob("*.json"), None) is not None

    def clear(self) -> None:
        """Remove what is kept, and the folder unless somebody put something else there."""
        for path in self.folder.glob("*.json"):
            path.unlink(missing_ok=True)
        with suppress(OSError):
            self.folder.rmdir()

    def _path(self, query: str) -> Path:
        digest = hashlib.sha256(f"{self._address}\0{query}".encode()).hexdigest()
        return self.folder / f"{digest[:32]}.json"

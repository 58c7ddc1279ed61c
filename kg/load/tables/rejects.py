"""Rows that a load could not take: a CSV file of them, which no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from kg.errors import LoadError, Problem

__all__ = ["Reject", "Rejects", "harmless"]

_MAX_SHOWN = 1000
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


class Reject(NamedTuple):
    """A row that was not taken: what is wrong where, and the row's cells."""

    problem: Problem
    cells: Sequence[str | tuple[str, ...]]


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, with what is invisible spelt out.

    A cell that begins with = + - or @, in either width, gets an apostrophe before it; line ends and
    invisible characters are written as <U+000A>.

    >>> harmless("=1+1"), harmless("a\\u202eb")
    ("'=1+1", 'a<U+202E>b')
    """
    if len(cell) > _MAX_SHOWN:
        cell = f"{cell[:_MAX_SHOWN]}…"
    shown = _INVISIBLE.sub(_spelt, cell)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown


def _spelt(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"<byte {code - 0xDC00:02X}>" if 0xDC80 <= code <= 0xDCFF else f"<U+{code:04X}>"


class Rejects:
    """Writes rejects to a file that takes its place when all went well; without rejects there is no file.

    Raises `LoadError` where it cannot be written.
    """

    def __init__(self, path: Path, header: Sequence[str] = ()) -> None:
        self.path = path
        self.header = header
        self.count = 0
        self._beside = path.with_name(f".{path.name}.{os.getpid()}")
        self._file: io.TextIOWrapper | None = None

    def __enter__(self) -> Rejects:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._file is not None:
                self._file.close()
            if kind is None and self._file is not None:
                self._beside.replace(self.path)
            elif kind is None:
                self.path.unlink(missing_ok=True)
            else:
                self._beside.unlink(missing_ok=True)
        except OSError as problem:
            raise LoadError(f"the rejects could not be written to {self.path}: {problem.strerror}") from problem

    def add(self, reject: Reject) -> None:
        """Write one."""
        try:
            if self._file is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self._beside.open("w", encoding="utf-8", newline="")
                self._write(["line", "reason", *self.header])
            problem = reject.problem
            reason = f"{problem.message}; {problem.hint}" if problem.hint else problem.message
            cells = ["|".join(cell) if isinstance(cell, tuple) else cell for cell in reject.cells]
            self._write([str(problem.where.line), reason, *cells])
        except OSError as error:
            raise LoadError(f"the rejects could not be written to {self.path}: {error.strerror}") from error
        self.count += 1

    def _write(self, cells: Sequence[str]) -> None:
        assert self._file is not None  # noqa: S101  (opened above)
        csv.writer(self._file, lineterminator="\n").writerow([harmless(cell) for cell in cells])

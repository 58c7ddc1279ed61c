"""The rows of a table as a stream: CSV, TSV and JSON Lines, with the line of each and what is wrong with it.

However large the file and whatever it holds, a few blocks of it are in memory at a time.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, BinaryIO, Literal, NamedTuple

from kg.errors import LoadError

__all__ = ["MAX_ROW", "Fault", "Row", "csv_rows", "json_rows", "lines_of"]

MAX_ROW = 256 * 1024  # bytes of a line, and characters of a row
_MAX_LINES = 50  # of one row: a quotation mark that is never closed takes no more with it
_BLOCK = 64 * 1024
_SHOWN = 500

Cell = str | tuple[str, ...]


class Fault(NamedTuple):
    """What is wrong with a row, and what would be right."""

    message: str
    hint: str


class Row(NamedTuple):
    """A row: the line where it begins, its cells, and what is wrong with it."""

    line: int
    cells: Sequence[Cell]
    fault: Fault | None = None


_TOO_LONG = Fault(f"the line is longer than {MAX_ROW:,} bytes", "one row a line, ended by a line feed")
_TOO_MANY = Fault(
    f"a quotation mark opens here and is not closed within {_MAX_LINES} lines", "close it, or double one that is meant"
)
_UNENDED = Fault("a quotation mark opens here and is never closed", "close it, or double one that is meant")


class _TooLongError(Exception):
    """A line or a row is longer than it may be."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class _Lines:
    """The lines of a file as text; it can go back to a line of the row at hand."""

    def __init__(self, file: BinaryIO, file_name: str, advance: Callable[[int], None]) -> None:
        self._file = file
        self._name = file_name
        self._advance = advance
        self._block: Iterator[str | None] = iter(())
        self._rest = b""
        self._begun = False
        self._taken: list[str | None] = []
        self._size = 0
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._block, "")
        while line == "":
            self._read()
            line = next(self._block, "")
        self.number += 1
        self._taken.append(line)
        if line is None:
            raise _TooLongError(_TOO_LONG)
        self._size += len(line)
        if len(self._taken) > _MAX_LINES or self._size > MAX_ROW:
            raise _TooLongError(_TOO_MANY if len(self._taken) > 1 else _TOO_LONG)
        return line

    def begin(self) -> None:
        """Begin a row at the next line."""
        self._taken.clear()
        self._size = 0

    @property
    def first(self) -> str:
        """The first line of the row at hand."""
        return (self._taken[0] or "") if self._taken else ""

    @property
    def count(self) -> int:
        """How many lines the row at hand has."""
        return len(self._taken)

    def back(self) -> None:
        """Go back to the second line of the row at hand."""
        again = self._taken[1:]
        if again:
            self.number -= len(again)
            self._block = chain(again, self._block)

    def _read(self) -> None:
        """Read some more lines. Raises `StopIteration` at the end and `LoadError` where a file is no text."""
        data = self._rest + self._file.read(_BLOCK)
        self._advance(len(data) - len(self._rest))
        if not self._begun:
            data = self._beginning(data)
        end = data.rfind(b"\n") + 1
        if end:
            self._rest = data[end:]
            self._block = _split(data[:end])
        elif len(data) <= MAX_ROW and len(data) > len(self._rest):
            self._rest = data
        elif len(data) > MAX_ROW:
            self._skip()
        elif data:
            self._rest = b""
            self._block = _split(data)
        else:
            raise StopIteration

    def _skip(self) -> None:
        """Leave the rest of an endless line out."""
        while block := self._file.read(_BLOCK):
            self._advance(len(block))
            end = block.find(b"\n") + 1
            if end:
                self._rest = block[end:]
                break
        else:
            self._rest = b""
        self._block = iter((None,))

    def _beginning(self, data: bytes) -> bytes:
        """Take a mark of UTF-8 away; refuse what is no UTF-8 text at all."""
        self._begun = True
        if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:_BLOCK].split(b"\n", 1)[0]:
            raise LoadError(f"{self._name} is not UTF-8 text (UTF-16, or no text at all): save it as UTF-8")
        data = data.removeprefix(b"\xef\xbb\xbf")
        if b"\n" not in data and b"\r" in data:
            raise LoadError(
                f"{self._name}: its lines end in a carriage return alone: save it with LF or CRLF line ends"
            )
        return data


def _split(data: bytes) -> Iterator[str]:
    # What is not UTF-8 becomes lone surrogates, which no cell may hold: only rows that need the cell are refused.
    return io.StringIO(data.decode("utf-8", "surrogateescape"), newline="\n")


def lines_of(file: BinaryIO, file_name: str, advance: Callable[[int], None] = lambda _: None) -> _Lines:
    """Return the lines of a file for `csv_rows` or `json_rows`; ``advance`` is told how many bytes were read."""
    return _Lines(file, file_name, advance)


def csv_rows(lines: _Lines, *, delimiter: str = ",", quotes: bool = True) -> Iterator[Row]:
    """Yield the rows of CSV text, the header too; lines that are empty are passed over.

    A row that cannot be read is yielded with its fault and its first line for a cell; the next line is tried again
    then, so that a quotation mark that is never closed costs one row.
    """
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE
    reader = csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=True)
    width = 0
    while True:
        lines.begin()
        start = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _TooLongError as error:
            yield Row(start, [_shown(lines)], error.fault)
            lines.back()
            continue
        except csv.Error as error:
            yield Row(start, [_shown(lines)], _csv_fault(str(error)))
            lines.back()
            continue
        if not cells:
            continue
        width = width or len(cells)
        if len(cells) != width:
            many = lines.count > 1
            hint = "is a quotation mark left open?" if many else "quote a cell that holds the separator"
            yield Row(
                start,
                [_shown(lines)] if many else cells,
                Fault(f"{_cells(len(cells))}, where the header has {width}", hint),
            )
            if many:
                lines.back()
            continue
        yield Row(start, cells)


def _cells(count: int) -> str:
    return f"{count} cell{'' if count == 1 else 's'}"


def _shown(lines: _Lines) -> str:
    return lines.first.rstrip("\r\n")[:_SHOWN]


def _csv_fault(message: str) -> Fault:
    if "unexpected end of data" in message:
        return _UNENDED
    if "expected after" in message:
        return Fault("text follows a closing quotation mark", 'double a quotation mark that is meant: "a ""b"" c"')
    if "new-line character" in message:
        return Fault("a carriage return stands within the line", "save the file with LF or CRLF line ends")
    if "field limit" in message:
        return Fault("a cell is too long", f"a row has at most {MAX_ROW:,} characters")
    return Fault(f"is no CSV: {message}", "see docs/loading.md")


def json_rows(lines: _Lines, columns: Sequence[str], lists: frozenset[str]) -> Iterator[Row]:
    """Yield the rows of JSON Lines, with a cell for each of ``columns``; those in ``lists`` may be lists of texts."""
    while True:
        lines.begin()
        start = lines.number + 1
        try:
            line = next(lines)
        except StopIteration:
            return
        except _TooLongError as error:
            yield Row(start, [_shown(lines)], error.fault)
            continue
        if line.isspace():
            continue
        yield _json_row(start, line, columns, lists)


def _json_row(start: int, line: str, columns: Sequence[str], lists: frozenset[str]) -> Row:
    raw = [line.rstrip("\r\n")[:_SHOWN]]
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Row(start, raw, Fault(f"is no JSON: {error}"[:200], 'one object a line: {"drama": "…", "person": "…"}'))
    if not isinstance(found, dict):
        return Row(start, raw, Fault("is no JSON object", 'one object a line: {"drama": "…", "person": "…"}'))
    cells: list[Cell] = []
    for column in columns:
        value = found.get(column)
        cell = _json_cell(value, in_list=column in lists)
        if cell is None:
            what = "an object" if isinstance(value, dict) else "a list"
            return Row(
                start,
                raw,
                Fault(f"'{column}' is {what}", "a text, a number or, where many are allowed, a list of texts"),
            )
        cells.append(cell)
    return Row(start, cells)


def _json_cell(value: Any, *, in_list: bool) -> Cell | None:
    """Return a value as a cell, None for one that no cell can hold."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and in_list:
        items = [_json_cell(item, in_list=False) for item in value]
        return None if None in items else tuple(item for item in items if isinstance(item, str))
    if isinstance(value, dict | list):
        return None
    return json.dumps(value)

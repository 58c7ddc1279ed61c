"""Reading untrusted XML as a stream of elements: no document type, no entities, no network, memory that is bounded.

The parser is expat. What it hands on are elements with their attributes and their text; what it refuses raises
`LoadError` with the line.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, NoReturn, Protocol
from xml.parsers import expat

from kg.errors import LoadError, Where

__all__ = ["Elements", "read_elements"]

_CHUNK = 1 << 16
_LARGEST = 64 << 20  # bytes of a file; the longest play of DraCor has four million
_LONGEST_TOKEN = 1 << 20  # bytes of one tag or comment, which expat must hold as a whole
_DEEPEST = 100
_MOST_ATTRIBUTES = 100


class Elements(Protocol):
    """What is told of a document, in its order; names are ``{namespace}local`` without braces: ``namespace local``."""

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """An element begins."""

    def text(self, text: str) -> None:
        """A piece of the text of the innermost element."""

    def end(self, name: str) -> None:
        """The innermost element ends."""


def read_elements(path: Path, elements: Elements) -> None:
    """Tell ``elements`` what an XML file holds.

    Raises `LoadError` for a file that cannot be read, is not well-formed UTF-8, has a document type (the place where
    entities are made), or goes beyond a limit: 64 MiB, a tag of 1 MiB, 100 levels, 100 attributes.
    """
    try:
        with path.open("rb") as file:
            _Reading(path, elements).read(file)
    except OSError as error:
        raise LoadError(f"{path}: cannot be read: {error.strerror or error}") from error


class _Reading:
    """One reading of one file."""

    def __init__(self, path: Path, elements: Elements) -> None:
        self._path = path
        self._elements = elements
        self._depth = 0
        # Whatever the file declares: the encodings that Python could add to expat's own are none of a play's.
        self._parser = parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = elements.text

    def read(self, file: BinaryIO) -> None:
        """Parse a file to its end."""
        fed = 0
        try:
            while chunk := file.read(_CHUNK):
                fed += len(chunk)
                if fed > _LARGEST:
                    self._refuse(f"a play has at most {_LARGEST >> 20} MiB, and this file has more")
                self._parser.Parse(chunk, False)
                if fed - max(self._parser.CurrentByteIndex, 0) > _LONGEST_TOKEN + _CHUNK:
                    self._refuse("a tag or comment of more than 1 MiB")
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            message = expat.ErrorString(error.code)
            raise LoadError(
                f"{Where(str(self._path), error.lineno)}: not well-formed XML in UTF-8: {message}"
            ) from error

    def _refuse(self, message: str) -> NoReturn:
        raise LoadError(f"{Where(str(self._path), self._parser.CurrentLineNumber)}: {message}")

    def _doctype(self, *_: object) -> None:
        self._refuse("a document type or an entity is declared: TEI needs none, and none is read")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._refuse(f"elements lie more than {_DEEPEST} deep in each other")
        if len(attributes) > _MOST_ATTRIBUTES:
            self._refuse(f"an element has more than {_MOST_ATTRIBUTES} attributes")
        self._elements.start(name, attributes, self._parser.CurrentLineNumber)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._elements.end(name)

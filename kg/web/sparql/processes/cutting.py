"""Answers as they are sent, no longer than the limits allow: whole rows or triples, and a word about what is missing.

The engine makes an answer while it is read, so an answer that is cut is never made whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import IO, cast

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, Triple

from kg.results import Triples
from kg.web.sparql.limits import Limits, size_in_words

__all__ = ["LIMITS_PATH", "Cut", "triples_within", "written_graph", "written_table"]

LIMITS_PATH = "/sparql/limits"
"""Where the limits are told, for whoever finds an answer cut."""

_ENGINE_FORMS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}


@dataclass(frozen=True, slots=True)
class Cut:
    """That an answer has only its first rows or triples, and which limit it met: "rows" or "bytes"."""

    kept: int
    limit: str

    def words(self, limits: Limits) -> str:
        """Return a sentence about it."""
        most = f"{limits.answer_rows:,} rows or triples" if self.limit == "rows" else size_in_words(limits.answer_bytes)
        return f"cut to the first {self.kept:,}: an answer has at most {most}; see {LIMITS_PATH}"


class _FullError(Exception):
    """No more rows are wanted."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the rows of a format begin, where one ends that has another after it, and what closes the document."""

    start: re.Pattern[bytes]
    row: re.Pattern[bytes]
    mark: bytes  # in each end of a row, and perhaps elsewhere
    close: bytes = b""


# Texts are stepped over, since they may hold what looks like the end of a row.
_LAYOUTS = {
    "json": _Layout(
        re.compile(rb'"bindings":\['),
        re.compile(rb'(?:[^"}]++|"(?:[^"\\]++|\\.)*+"|\}(?!,\{))*+\}(?=,\{)', re.DOTALL),
        b"},{",
        b"]}}",
    ),
    "xml": _Layout(
        re.compile(rb"<results>"),
        re.compile(rb"(?:[^<]++|<(?!/result><result>))*+</result>(?=<result>)"),
        b"</result>",
        b"</results></sparql>",
    ),
    "csv": _Layout(re.compile(rb"\n"), re.compile(rb'(?:[^"\n]++|"[^"]*+")*+\n(?=.)', re.DOTALL), b"\n"),
    "tsv": _Layout(re.compile(rb"\n"), re.compile(rb"[^\n]*+\n(?=.)", re.DOTALL), b"\n"),
}
_FIRST_LOOK = 1 << 16


class _Rows:
    """A file that takes rows up to the limits, and then stops whoever writes."""

    def __init__(self, form: str, limits: Limits) -> None:
        self._layout = _LAYOUTS[form]
        self._rows = limits.answer_rows
        self._size = limits.answer_bytes
        self._held = bytearray()
        self._next_look = _FIRST_LOOK
        self._kept = 0
        self._end = -1  # of the rows that are kept
        self.cut: Cut | None = None

    def write(self, piece: bytes) -> int:
        """Take a piece of the document. Raises `_FullError` once there is enough."""
        if self.cut:  # whoever writes has some left over, and tries once more
            raise _FullError
        self._held += piece
        if len(self._held) > self._size or len(self._held) > self._next_look:
            # Looking again only when there is half as much more keeps the looking in proportion.
            self._next_look = len(self._held) * 3 // 2
            self._look()
            if self.cut:
                raise _FullError
        return len(piece)

    def flush(self) -> None:
        """Do nothing: it is all in memory."""

    def body(self) -> bytes:
        """Return the document, whole or closed after the last row that is kept."""
        if self.cut is None:
            self._look()
        if self.cut is None:
            return bytes(self._held)
        return bytes(self._held[: self._end]) + self._layout.close

    def _look(self) -> None:
        """See whether a limit is met, and after which row."""
        too_long = len(self._held) > self._size
        if not too_long and self._held.count(self._layout.mark) < self._rows:
            return
        if self._end < 0:
            start = self._layout.start.search(self._held)
            if start is None:
                return
            self._end = start.end()
        last = self._size - len(self._layout.close)
        while row := self._layout.row.match(self._held, self._end):
            if row.end() > last:
                break
            self._kept, self._end = self._kept + 1, row.end()
            if self._kept == self._rows:
                self.cut = Cut(self._kept, "rows")
                return
            # What stands between two rows belongs to the one after it: a comma, in JSON.
        if too_long:
            self.cut = Cut(self._kept, "bytes")


def written_table(found: QuerySolutions | QueryBoolean, form: str, limits: Limits) -> tuple[bytes, Cut | None]:
    """Return rows, or a yes or no, in a SPARQL results format; with what is missing, if anything."""
    if isinstance(found, QueryBoolean):
        return found.serialize(format=_ENGINE_FORMS[form]) or b"", None
    rows = _Rows(form, limits)
    with suppress(_FullError):
        found.serialize(cast("IO[bytes]", rows), format=_ENGINE_FORMS[form])
    body = rows.body()
    if rows.cut and form == "json":
        body = body.replace(b'{"head":{', b'{"head":{"link":["%s"],' % LIMITS_PATH.encode(), 1)
    elif rows.cut and form == "xml":
        body = body.replace(b"</head>", b'<link href="%s"/></head>' % LIMITS_PATH.encode(), 1)
    return body, rows.cut


def triples_within(found: Iterable[Triple], limits: Limits) -> tuple[list[Triple], Cut | None]:
    """Return the triples that may be sent, as N-Triples at least, without reading many more."""
    taken: list[Triple] = []
    size = 0
    for triple in islice(found, limits.answer_rows + 1):
        size += len(str(triple))
        if size > limits.answer_bytes:
            return taken, Cut(len(taken), "bytes")
        taken.append(triple)
    if len(taken) > limits.answer_rows:
        return taken[:-1], Cut(limits.answer_rows, "rows")
    return taken, None


def written_graph(found: Iterable[Triple], form: str, limits: Limits) -> tuple[bytes, Cut | None]:
    """Return triples in an RDF format; with what is missing, if anything."""
    taken, cut = triples_within(found, limits)
    while True:
        body = Triples(taken).serialize(form)
        if cut is not None:
            body = _noted(body, form, cut.words(limits))
        if len(body) <= limits.answer_bytes or not taken:
            return body, cut
        # Some formats are longer than N-Triples.
        taken = taken[: min(len(taken) - 1, int(len(taken) * limits.answer_bytes / len(body) * 0.95))]
        cut = Cut(len(taken), "bytes")


def _noted(body: bytes, form: str, words: str) -> bytes:
    """Put a sentence into a document, where its format has comments."""
    if form == "rdfxml":
        declaration, end, rest = body.partition(b"?>")
        return b"%s%s\n<!-- %s -->%s" % (declaration, end, words.encode(), rest)
    return body if form == "jsonld" else b"# %s\n%s" % (words.encode(), body)

"""Terms as numbers and triples as columns of them, so that a million triples need no million Python objects.

A term is written as in canonical N-Triples, where no IRI and no blank node holds a space; a line is cut at its first
two.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pyoxigraph import RdfFormat, Triple, parse, serialize

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Numbers", "Terms", "differ", "triples_of"]

Numbers = NDArray[np.int64]
_BLOCK = 16 << 20  # bytes cut at a time: what this needs in memory stays below what the columns do
_ROWS = 1 << 17  # rows written at a time
_NUMBER = r'^"([+-]?[0-9.eE+-]+)"\^\^<http://www\.w3\.org/2001/XMLSchema#(?:decimal|integer|double|float|int|long|short|nonNegativeInteger|positiveInteger)>$'
_TEXT = re.compile(r'"@[A-Za-z0-9-]+$')


def differ(one: str, other: str) -> bool:
    """Tell whether two literals have different values for certain: texts and numbers, of which we know how they are
    written.

    >>> differ('"1"^^<http://www.w3.org/2001/XMLSchema#integer>', '"1.0"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    False
    >>> differ('"one"', '"one"@en')
    True
    """
    numbers = [re.match(_NUMBER, literal) for literal in (one, other)]
    if numbers[0] and numbers[1]:
        return float(numbers[0][1]) != float(numbers[1][1])
    known = [
        found or literal.endswith('"') or _TEXT.search(literal)
        for found, literal in zip(numbers, (one, other), strict=True)
    ]
    return one != other and all(known)


class Terms:
    """A dictionary of terms: each has a number, from 1, that it keeps.

    >>> terms = Terms()
    >>> rows = terms.encode(b'<urn:a> <urn:p> "x y" .\\n<urn:b> <urn:p> <urn:a> .\\n')
    >>> terms.text(rows[1])
    ['<urn:b>', '<urn:p>', '<urn:a>']
    """

    def __init__(self, first: Sequence[str] = ()) -> None:
        """Number terms; those of ``first`` from 1, in their order."""
        import polars as pl

        self._kind = pl.Categorical(pl.Categories.random())
        # The numbering lives for as long as a column of this kind does.
        self._anchor = pl.Series(["", *first], dtype=pl.String).cast(self._kind)
        self._count = len(self._anchor)
        if self._anchor.to_physical().to_list() != list(range(self._count)):
            raise RuntimeError("polars no longer numbers categories in the order of their first use")
        self._values = np.empty(0)

    def __len__(self) -> int:
        """One more than the highest number."""
        return self._count

    def encode(self, n_triples: bytes) -> Numbers:
        """Number the terms of canonical N-Triples, as `pyoxigraph.serialize` writes it; one row for each line."""
        rows = [self._encode_block(block) for block in _blocks(n_triples)]
        return np.concatenate(rows) if rows else np.empty((0, 3), dtype=np.int64)

    def encode_triples(self, triples: Iterable[Triple]) -> Numbers:
        """Number the terms of triples; one row for each, in order."""
        return self.encode(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")

    def _encode_block(self, block: bytes) -> Numbers:
        import polars as pl

        line = pl.read_lines(io.BytesIO(block), name="line").to_series()
        parts = line.str.strip_suffix(" .").str.splitn(" ", 3).struct.unnest()
        return np.stack([self._numbers(parts[name]) for name in parts.columns], axis=1)

    def _numbers(self, terms: pl.Series) -> Numbers:
        found = terms.cast(self._kind).to_physical().to_numpy().astype(np.int64)
        if len(found):
            self._count = max(self._count, int(found.max()) + 1)
        return found

    def numbers(self, terms: Sequence[str]) -> Numbers:
        """Return the number of each term, new ones for those not seen before."""
        import polars as pl

        return self._numbers(pl.Series(terms, dtype=pl.String))

    def series(self, numbers: Numbers) -> pl.Series:
        """Return the terms of some numbers as a column."""
        import polars as pl

        return pl.Series(numbers.astype(np.uint32)).cat.to(self._kind).cast(pl.String)

    def text(self, numbers: Numbers) -> list[str]:
        """Return the terms of some numbers."""
        return self.series(numbers).to_list()

    def decode(self, rows: Numbers) -> bytes:
        """Return rows of (subject, predicate, object) as N-Triples."""
        return b"".join(self._decode_block(rows[start : start + _ROWS]) for start in range(0, len(rows), _ROWS))

    def _decode_block(self, rows: Numbers) -> bytes:
        import polars as pl

        columns = [self.series(rows[:, place]).alias(name) for place, name in enumerate("spo")]
        lines = pl.DataFrame(columns).select(pl.format("{} {} {} .\n", "s", "p", "o").str.join("")).item()
        return bytes(lines, "utf-8")

    def values(self, numbers: Numbers) -> NDArray[np.float64]:
        """Return the value of each term that is a number, NaN for any other."""
        if len(self._values) < self._count:
            self._values = np.pad(self._values, (0, self._count - len(self._values)), constant_values=np.inf)
        unread = np.flatnonzero(np.bincount(numbers[np.isposinf(self._values[numbers])]))
        if len(unread):
            self._values[unread] = self._read_values(unread)
        return self._values[numbers]

    def _read_values(self, numbers: Numbers) -> NDArray[np.float64]:
        import polars as pl

        found = self.series(numbers).str.extract(_NUMBER, 1).cast(pl.Float64, strict=False)
        return found.fill_null(float("nan")).to_numpy()

    def literals(self, numbers: Numbers) -> NDArray[np.bool_]:
        """Tell which terms are literals."""
        return self.series(numbers).str.starts_with('"').to_numpy()

    def save(self, path: Path) -> None:
        """Write the dictionary to a file."""
        import polars as pl

        pl.DataFrame({"term": self.series(np.arange(1, self._count))}).write_ipc(path)

    @classmethod
    def open(cls, path: Path) -> Terms:
        """Read what `save` wrote."""
        import polars as pl

        terms = cls()
        terms._numbers(pl.read_ipc(path)["term"])
        return terms


def _blocks(text: bytes) -> Iterable[bytes]:
    """Cut text into blocks that end with a line."""
    start = 0
    while start < len(text):
        end = start + _BLOCK
        end = len(text) if end >= len(text) else text.rfind(b"\n", start, end) + 1
        yield text[start:end]
        start = end


def triples_of(n_triples: bytes) -> Iterable[Triple]:
    """Parse N-Triples that we wrote."""
    return (quad.triple for quad in parse(n_triples, format=RdfFormat.N_TRIPLES, lenient=True))

"""Terms as numbers and triples as columns of them, so that a million triples need no million Python objects.

A term is written as in canonical N-Triples, where no IRI and no blank node has a space: a line is cut at its first two.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pyoxigraph import RdfFormat, Triple, parse, serialize

from kg.reason.literals import number

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Numbers", "Terms", "triples_of"]

Numbers = NDArray[np.int64]
_BLOCK = 4 << 20  # bytes cut at a time: what this needs in memory stays below what the columns do
_LITTLE = 4 << 20  # bytes below which polars is not worth loading
_FEW = 20_000  # rows, likewise
_ROWS = 1 << 17  # rows written at a time


class Terms:
    """A dictionary of terms: each has a number, from 1, that it keeps.

    Much text is cut and numbered by polars, and Python sees each different term once; for little, loading polars would
    take longer than the work.

    >>> terms = Terms()
    >>> rows = terms.encode(b'<urn:a> <urn:p> "x y" .\\n<urn:b> <urn:p> <urn:a> .\\n')
    >>> terms.text(rows[1])
    ['<urn:b>', '<urn:p>', '<urn:a>']
    """

    def __init__(self, first: Iterable[str] = ()) -> None:
        """Number terms; those of ``first``, each once, from 1, in their order."""
        self._text = ["", *first]
        self._number = dict(zip(self._text, count()))
        self._values = np.empty(0)

    def __len__(self) -> int:
        """One more than the highest number."""
        return len(self._text)

    def numbers(self, terms: Iterable[str]) -> Numbers:
        """Return the number of each term, new ones for those not seen before."""
        given, known = list(terms), self._number
        fresh = dict.fromkeys(term for term in given if term not in known)
        known.update(zip(fresh, count(len(self._text))))
        self._text += fresh
        return np.array([known[term] for term in given], dtype=np.int64)

    def text(self, numbers: Numbers) -> list[str]:
        """Return the terms of some numbers."""
        text = self._text
        return [text[number] for number in numbers.tolist()]

    def encode(self, n_triples: bytes) -> Numbers:
        """Number the terms of canonical N-Triples, as `pyoxigraph.serialize` writes it; one row for each line."""
        if len(n_triples) < _LITTLE:
            lines = n_triples.decode().split("\n")[:-1]
            return self.numbers(part for line in lines for part in line[:-2].split(" ", 2)).reshape(-1, 3)
        codes, different = _cut(n_triples)
        numbers: Numbers = self.numbers(different)[codes]
        return numbers

    def encode_triples(self, triples: Iterable[Triple]) -> Numbers:
        """Number the terms of triples; one row for each, in order."""
        return self.encode(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")

    def decode(self, rows: Numbers) -> bytes:
        """Return rows of (subject, predicate, object) as N-Triples."""
        if len(rows) < _FEW:
            terms = iter(self.text(rows.reshape(-1)))
            return "".join(f"{s} {p} {o} .\n" for s, p, o in zip(terms, terms, terms, strict=True)).encode()
        import polars as pl

        text = pl.Series(self._text)
        return b"".join(_decode_block(rows[start : start + _ROWS], text) for start in range(0, len(rows), _ROWS))

    def values(self, numbers: Numbers) -> NDArray[np.float64]:
        """Return the value of each term that is a number, NaN for any other."""
        if len(self._values) < len(self):
            self._values = np.pad(self._values, (0, len(self) - len(self._values)), constant_values=np.inf)
        unread = np.flatnonzero(np.bincount(numbers[np.isposinf(self._values[numbers])]))
        for place in unread.tolist():
            value = number(self._text[place])
            self._values[place] = np.nan if value is None else value
        return self._values[numbers]

    def literals(self, numbers: Numbers) -> NDArray[np.bool_]:
        """Tell which terms are literals."""
        text = self._text
        return np.fromiter((text[number].startswith('"') for number in numbers.tolist()), dtype=bool)

    def save(self, path: Path) -> None:
        """Write the dictionary to a file, a term a line: in N-Triples no term holds a line's end."""
        path.write_text("\n".join(self._text), encoding="utf-8", newline="\n")

    @classmethod
    def open(cls, path: Path) -> Terms:
        """Read what `save` wrote."""
        with path.open(encoding="utf-8", newline="\n") as file:
            return cls(file.read().split("\n")[1:])


def _cut(n_triples: bytes) -> tuple[NDArray[np.uint32], pl.Series]:
    """Return the terms of each line as places in a column of the different ones, and that column."""
    import polars as pl

    kind = pl.Categorical(pl.Categories.random())
    rows = []
    anchor = pl.Series([], dtype=kind)  # a numbering lives for as long as a column of its kind does
    for block in _blocks(n_triples):
        line = pl.read_lines(io.BytesIO(block), name="line").to_series()
        parts = line.str.strip_suffix(" .").str.splitn(" ", 3).struct.unnest()
        coded = [parts[name].cast(kind) for name in parts.columns]
        rows.append(np.stack([column.to_physical().to_numpy() for column in coded], axis=1))
        anchor = coded[0]
    codes = np.concatenate(rows)
    different = pl.Series(np.arange(int(codes.max()) + 1, dtype=np.uint32)).cat.to(kind).cast(pl.String)
    del anchor
    return codes, different


def _decode_block(rows: Numbers, text: pl.Series) -> bytes:
    import polars as pl

    columns = [text.gather(rows[:, place]).alias(name) for place, name in enumerate("spo")]
    lines = pl.DataFrame(columns).select(pl.format("{} {} {} .\n", "s", "p", "o").str.join("")).item()
    return bytes(lines, "utf-8")


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

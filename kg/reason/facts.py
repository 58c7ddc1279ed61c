"""A set of facts as one sorted column of keys, with look-ups for whole columns at a time.

A fact is a relation and two terms. A property is a relation; so is a class, whose second term is 0. The three numbers
stand in one 64-bit key, so that sorting, merging and searching a million facts are single operations.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.reason.columns import Numbers

__all__ = ["Facts", "Packing", "difference", "found_in", "repeat_ranges", "sorted_set"]


@dataclass(frozen=True, slots=True)
class Packing:
    """How a fact is packed: ``bits`` for each term, the relation above them."""

    bits: int

    @classmethod
    def of(cls, relations: int) -> Packing:
        """Return the packing that leaves most room for terms beside a number of relations."""
        return cls((63 - max(8, relations.bit_length() + 1)) // 2)

    @property
    def mask(self) -> int:
        """The bits of one term; the highest number of a term too."""
        return (1 << self.bits) - 1

    def pack(self, relation: Numbers | int, one: Numbers | int, other: Numbers | int) -> Numbers:
        """Pack relations and terms."""
        packed: Numbers = (relation << (2 * self.bits)) | (one << self.bits) | other  # type: ignore[assignment]
        return packed

    def unpack(self, keys: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Return relations, first and second terms."""
        return keys >> (2 * self.bits), (keys >> self.bits) & self.mask, keys & self.mask


def sorted_set(*columns: Numbers) -> Numbers:
    """Return what is in some columns, sorted and each once.

    By sorting: NumPy's own ``unique`` hashes integers, which takes five times as long on a million of them.
    """
    filled = [column for column in columns if len(column)]
    if not filled:
        return np.empty(0, dtype=np.int64)
    ordered = np.sort(filled[0] if len(filled) == 1 else np.concatenate(filled))
    keep = np.empty(len(ordered), dtype=bool)
    keep[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=keep[1:])
    return ordered if keep.all() else ordered[keep]


def found_in(keys: Numbers, of: Numbers) -> NDArray[np.bool_]:
    """Tell for each key whether it is in a sorted column."""
    if not len(of):
        return np.zeros(len(keys), dtype=bool)
    places = np.searchsorted(of, keys)
    places[places == len(of)] = 0
    present: NDArray[np.bool_] = of[places] == keys
    return present


def difference(keys: Numbers, of: Numbers) -> Numbers:
    """Return the keys that are not in a sorted column."""
    return keys[~found_in(keys, of)]


def repeat_ranges(starts: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """Return, for ranges of positions, the number of the range and each position in it."""
    which = np.repeat(np.arange(len(starts)), counts)
    ends = np.cumsum(counts)
    return which, np.arange(len(which)) - np.repeat(ends - counts, counts) + np.repeat(starts, counts)


class Facts:
    """Sorted keys that can be asked by relation, first term or second term; ``relations`` are those that have any."""

    def __init__(self, packing: Packing, keys: Numbers) -> None:
        self.packing = packing
        self.keys = keys
        self._turned: dict[int, Numbers] = {}
        self._slices: dict[int, Numbers] = {}
        self.relations = {*self._relations(keys)}

    def __len__(self) -> int:
        return len(self.keys)

    def add(self, fresh: Numbers) -> None:
        """Add sorted keys that are not there yet."""
        # A stable sort merges two sorted runs in one pass.
        self.keys = np.sort(np.concatenate([self.keys, fresh]), kind="stable")
        self.relations.update(self._forget(fresh))

    def remove(self, gone: Numbers) -> None:
        """Take sorted keys away."""
        self.keys = difference(self.keys, gone)
        self.relations.difference_update([one for one in self._forget(gone) if not len(self.of(one))])

    def _forget(self, changed: Numbers) -> list[int]:
        """Forget what was known of the relations of changed keys; return these."""
        self._slices.clear()
        relations = self._relations(changed)
        for relation in relations:
            self._turned.pop(relation, None)
        return relations

    def _relations(self, keys: Numbers) -> list[int]:
        """Return the relations of sorted keys, of which each has one run."""
        relation = keys >> (2 * self.packing.bits)
        starts = np.flatnonzero(relation[1:] != relation[:-1]) + 1
        found: list[int] = relation[np.concatenate([[0], starts])].tolist() if len(relation) else []
        return found

    def of(self, relation: int) -> Numbers:
        """Return the keys of a relation."""
        found = self._slices.get(relation)
        if found is None:
            shift = 2 * self.packing.bits
            start, end = np.searchsorted(self.keys, [relation << shift, (relation + 1) << shift])
            found = self._slices[relation] = self.keys[start:end]
        return found

    def turned(self, relation: int) -> Numbers:
        """Return the keys of a relation with the two terms exchanged, sorted."""
        found = self._turned.get(relation)
        if found is None:
            _, one, other = self.packing.unpack(self.of(relation))
            found = self._turned[relation] = np.sort(self.packing.pack(relation, other, one))
        return found

    def partners(self, relation: int, terms: Numbers, *, second: bool = False) -> tuple[Numbers, Numbers]:
        """Return, for a column of first terms (or second ones), the rows that have partners, and each partner."""
        keys = self.turned(relation) if second else self.of(relation)
        low = np.searchsorted(keys, self.packing.pack(relation, terms, 0))
        high = np.searchsorted(keys, self.packing.pack(relation, terms, self.packing.mask), side="right")
        rows, places = repeat_ranges(low, high - low)
        return rows, keys[places] & self.packing.mask

"""The commonest arcs over all dramas: whole sequences of phases, and the steps from one phase to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from pyoxigraph import NamedNode

from kg.analysis.turns import SeenPhases
from kg.results import Table
from kg.storyorder import in_phase_order

__all__ = ["CommonArc", "CommonArcs", "common_arcs"]


@dataclass(frozen=True, slots=True)
class CommonArc:
    """Types (local names) that follow each other, in how many pairs, with their arcs and dramas (IRIs)."""

    types: tuple[str, ...]
    arcs: tuple[str, ...]
    dramas: tuple[str, ...]

    @property
    def pairs(self) -> int:
        """In how many pairs it is found."""
        return len(self.arcs)


@dataclass(frozen=True, slots=True)
class CommonArcs:
    """What is commonest: found in most dramas, then in most pairs.

    ``sequences`` are all phases of a pair from the first to the last, ``steps`` two that follow each other.
    """

    sequences: tuple[CommonArc, ...]
    steps: tuple[CommonArc, ...]

    def table(self) -> Table:
        """Return a row for each arc and drama that has it: kind, place, types, numbers of pairs and dramas, drama."""
        return Table.of_rows(
            ("kind", "place", "types", "pairs", "dramas", "drama"),
            (
                (kind, place, " > ".join(one.types), one.pairs, len(one.dramas), NamedNode(drama))
                for kind, found in (("sequence", self.sequences), ("step", self.steps))
                for place, one in enumerate(found, start=1)
                for drama in one.dramas
            ),
        )


def common_arcs(phases: SeenPhases, most: int) -> CommonArcs:
    """Return the commonest arcs, up to ``most`` sequences and as many steps.

    A phase that is in doubt or in dispute is passed over, and one of the same type as that before it adds nothing. Who
    have been only one thing to each other have no arc.
    """
    sequences: dict[tuple[str, ...], dict[str, str]] = {}
    steps: dict[tuple[str, ...], dict[str, str]] = {}
    for arc, drama, types in _sequences(phases):
        sequences.setdefault(types, {})[arc] = drama
        for step in pairwise(types):
            steps.setdefault(step, {})[arc] = drama
    return CommonArcs(_commonest(sequences, most), _commonest(steps, most))


def _sequences(phases: SeenPhases) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield each arc with more than one phase, its drama, and the types of its phases in order."""
    later: dict[str, list[tuple[str, str]]] = {}
    for before, after in phases.turns():
        for arc in set(phases.arcs_of(before)).intersection(phases.arcs_of(after)):
            later.setdefault(arc, []).append((before, after))
    for arc, turns in sorted(later.items()):
        known = {
            phase: name for phase in sorted(phases.by_arc[arc])
            if phase not in phases.disputed and (name := phases.type_of(phase))
        }  # fmt: skip
        types = tuple(name for name, _ in groupby(known[phase] for phase in in_phase_order(known, turns)))
        drama = next(filter(None, map(phases.drama_of, known)), None)
        if len(types) > 1 and drama is not None:
            yield arc, drama, types


def _commonest(found: dict[tuple[str, ...], dict[str, str]], most: int) -> tuple[CommonArc, ...]:
    arcs = [CommonArc(types, tuple(sorted(by)), tuple(sorted(set(by.values())))) for types, by in found.items()]
    return tuple(sorted(arcs, key=lambda one: (-len(one.dramas), -one.pairs, one.types))[:most])

"""Putting events in the order in which they happen in the story, as far as sources tell it."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence

__all__ = ["in_phase_order", "in_story_order"]


def in_story_order(years: Mapping[str, float | None], earlier: Iterable[tuple[str, str]]) -> Sequence[str]:
    """Return events so that each comes after those that it is known to follow.

    ``years`` gives each event its distance from the story's present (negative before it, None where no source says) and
    ``earlier`` pairs of an event with a later one. What neither decides goes by years, then by name. Should the
    pairs go round in a circle, which checked data never does, its events come last.

    >>> in_story_order({"kiss": 1, "returns": 1, "army": -8}, [("returns", "kiss")])
    ['army', 'returns', 'kiss']
    """
    later: dict[str, set[str]] = {event: set() for event in years}
    waiting = dict.fromkeys(years, 0)
    for first, second in set(earlier):
        if first in later and second in later and second not in later[first]:
            later[first].add(second)
            waiting[second] += 1

    def rank(event: str) -> tuple[float, str]:
        return (years[event] or 0.0, event)

    ready = [rank(event) for event, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    ordered: list[str] = []
    while ready:
        _, event = heapq.heappop(ready)
        ordered.append(event)
        for following in later[event]:
            waiting[following] -= 1
            if waiting[following] == 0:
                heapq.heappush(ready, rank(following))
    return [*ordered, *sorted(set(years) - set(ordered), key=rank)]


def in_phase_order(phases: Iterable[str], later: Iterable[tuple[str, str]]) -> list[str]:
    """Return the phases of a pair in the order in which they begin in the story.

    ``later`` pairs a phase with one that begins later (`dkg:laterPhase`). What it does not decide keeps its order.

    >>> in_phase_order(["couple", "friends", "love"], [("love", "couple"), ("friends", "couple"), ("friends", "love")])
    ['friends', 'love', 'couple']
    """
    before = dict.fromkeys(phases, 0)
    for first, second in set(later):
        if first in before and second in before:
            before[second] += 1
    return sorted(before, key=before.__getitem__)

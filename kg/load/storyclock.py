"""The order of a drama's events in the story, as far as its file tells it."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from kg.model import Drama

__all__ = ["StoryOrder", "cycle_in", "direct_order", "story_order"]


class StoryOrder:
    """A partial order of events: ``later[a]`` holds the events that come directly after ``a``."""

    def __init__(self) -> None:
        self.later: dict[str, set[str]] = {}

    def add(self, earlier: str, later: str) -> None:
        """Say that one event comes before another."""
        self.later.setdefault(earlier, set()).add(later)
        self.later.setdefault(later, set())

    def __contains__(self, event: object) -> bool:
        return event in self.later

    def reaches(self, earlier: str | None, later: str | None) -> bool:
        """Tell whether one event comes before another, directly or through others."""
        seen: set[str] = set()
        stack = [earlier] if earlier is not None else []
        while stack:
            for following in self.later.get(stack.pop(), ()):
                if following == later:
                    return True
                if following not in seen:
                    seen.add(following)
                    stack.append(following)
        return False


def direct_order(drama: Drama) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    """Yield (earlier event, later event, the events whose telling reveals that) as the file says it.

    These are the pairs from ``after`` and from the sides of the present; pairs that follow from numbers of years are
    left to the rule ``story-order.rq``.
    """
    slugs = {event.slug for event in drama.events}
    for event in drama.events:
        for earlier in event.after:
            if earlier in slugs:
                yield earlier, event.slug, (earlier, event.slug)
        if drama.present in slugs and event.slug != drama.present and event.when is not None:
            pair = (event.slug, drama.present) if event.when.side == "before" else (drama.present, event.slug)
            yield pair[0], pair[1], pair


def story_order(drama: Drama) -> StoryOrder:
    """Return everything that a drama's file says of the order of its events."""
    order = StoryOrder()
    slugs = {event.slug for event in drama.events}
    for earlier, later, _ in direct_order(drama):
        order.add(earlier, later)
    for event in drama.events:
        for result in event.leads_to:
            if result in slugs:
                order.add(event.slug, result)
    for side in ("before", "after"):
        _add_years(drama, side, order)
    return order


def _add_years(drama: Drama, side: str, order: StoryOrder) -> None:
    """Order the events that have a number of years on one side of the present."""
    by_years: dict[float, list[str]] = {}
    for event in drama.events:
        if event.when is not None and event.when.side == side and event.when.years is not None:
            years = float(event.when.years)
            by_years.setdefault(-years if side == "before" else years, []).append(event.slug)
    for (_, earlier), (_, later) in pairwise(sorted(by_years.items())):
        for first in earlier:
            for second in later:
                order.add(first, second)


def cycle_in(order: StoryOrder) -> list[str]:
    """Return the events of one circle, in order, or an empty list where there is none."""
    try:
        TopologicalSorter(order.later).prepare()
    except CycleError as error:
        # graphlib reads the mapping as "depends on", so its circle runs from later to earlier.
        return list(reversed(error.args[1][1:]))
    return []

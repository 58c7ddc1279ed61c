"""Whose turn it is: a place in one of the two lanes that queries run in, taken in the order of arrival."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

__all__ = ["BusyError", "Lane"]


class BusyError(Exception):
    """As many queries wait as may wait, or one has waited as long as it may; the message says which."""


class Lane:
    """A few places; who finds none waits for one."""

    def __init__(self, places: int) -> None:
        self._places = self._free = places
        self._waiting: deque[object] = deque()
        self._changed = threading.Condition()

    @property
    def taken(self) -> int:
        """How many places are taken."""
        return self._places - self._free

    def enter(self, until: float, unwanted: Callable[[], bool]) -> bool:
        """Take a place; return False when nobody wants it any more.

        ``until`` is a time of `time.monotonic`. Raises `BusyError` when there was no place by then.
        """
        me = object()
        with self._changed:
            self._waiting.append(me)
            try:
                first = self._changed.wait_for(
                    lambda: unwanted() or (self._free > 0 and self._waiting[0] is me), max(0, until - time.monotonic())
                )
                if unwanted():
                    return False
                if not first:
                    raise BusyError
                self._free -= 1
                return True
            finally:
                self._waiting.remove(me)
                self._changed.notify_all()

    def enter_now(self) -> bool:
        """Take a place if one is free and nobody waits; tell whether it was."""
        with self._changed:
            if self._free == 0 or self._waiting:
                return False
            self._free -= 1
            return True

    def leave(self) -> None:
        """Give a place back."""
        with self._changed:
            self._free += 1
            self._changed.notify_all()

    def look_again(self) -> None:
        """Have those who wait see whether they are still wanted."""
        with self._changed:
            self._changed.notify_all()

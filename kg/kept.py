"""Keeping what was made for a while: it costs something to make, and is asked for again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

__all__ = ["Kept"]

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """The few things that were last asked for, by key; threads may share it.

    A thing is made once: who asks for it meanwhile waits for it, and nobody waits for another one.

    >>> squares = Kept[int](2)
    >>> [squares.get(n, lambda: n * n) for n in (1, 2, 3)], len(squares)
    ([1, 4, 9], 2)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()
        self._making: dict[Hashable, Lock] = {}

    def __len__(self) -> int:
        return len(self._things)

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the thing of a key, made where it is not there. Raises what ``make`` raises."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                return self._things[key]
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if key in self._things:
                    return self._things[key]
            try:
                made = make()
                with self._lock:
                    self._things[key] = made
                    while len(self._things) > self._most:
                        self._things.popitem(last=False)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return made

"""What a picture may be asked for: which kinds there are, and which options each of them has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import Parameter, signature
from typing import Any

from kg.checked import checked_number
from kg.errors import QueryError
from kg.plot.plot import Plot
from kg.plot.sheet import Look, look_of

__all__ = ["MOST", "checked_wishes", "options_of"]

MOST = 500
"""The largest number that a picture takes, of things shown or of ties of each."""
_NUMBERS = ("most", "ties")


def options_of(draw: Callable[..., Plot]) -> tuple[str, ...]:
    """Return the options of one kind of picture: what its function takes by name alone."""
    return tuple(name for name, one in signature(draw).parameters.items() if one.kind is Parameter.KEYWORD_ONLY)


def checked_wishes(
    subject: str, kinds: Mapping[str, Callable[..., Plot]], what: str, given: Mapping[str, Any]
) -> tuple[Look, dict[str, Any]]:
    """Return how a picture of a subject is to look, and its own options. Raises `QueryError` for a wrong wish."""
    if what not in tuple(kinds):
        raise QueryError(f"there is no plot {what!r} of {subject}: say {', '.join(kinds)}")
    shared, own = tuple(signature(look_of).parameters), options_of(kinds[what])
    for name in given:
        if name not in shared + own:
            raise QueryError(f"the plot {what!r} has no option {name!r}: it has {', '.join(own + shared)}")
    look = look_of(**{name: value for name, value in given.items() if name in shared})
    return look, {
        name: checked_number(name, value, MOST) if name in _NUMBERS else value
        for name, value in given.items() if name in own
    }  # fmt: skip

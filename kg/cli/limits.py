"""The limits of `kg serve` as options: one for each field of `kg.web.sparql.limits.Limits`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from typing import Any, TypeVar

import click

from kg.web.sparql.limits import Limits, size_in_words

__all__ = ["limit_options"]

Command = TypeVar("Command", bound=Callable[..., Any])

_UNITS = {"": 1, "b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "kib": 2**10, "mib": 2**20, "gib": 2**30}
_MOST = 1e15


def _size(_context: click.Context, _option: click.Parameter, value: str) -> int:
    """Read a number of bytes as people write it: 500kB, 10 MB, 2GiB."""
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*([a-z]*)", value.strip().lower())
    size = float(found[1]) * _UNITS.get(found[2], 0) if found else 0
    if not 1 <= size <= _MOST:
        raise click.BadParameter(f"{value!r} is no size: write 500kB, 10MB or 2GB")
    return int(size)


def limit_options(command: Command) -> Command:
    """Add an option for each limit to a verb, which gets them all as ``limits``."""

    @wraps(command)
    def with_limits(*args: Any, **kwargs: Any) -> Any:
        given = {one.name: kwargs.pop(one.name) for one in fields(Limits)}
        return command(*args, limits=Limits(**given), **kwargs)

    made: Any = with_limits
    for one in reversed(fields(Limits)):
        name = "--" + one.name.replace("_", "-")
        unit = one.metadata["unit"]
        given: dict[str, Any] = {"show_default": True, "default": one.default, "help": one.metadata["help"]}
        if unit == "bytes":
            shown = size_in_words(one.default).replace(" ", "")
            given |= {"default": shown, "callback": _size, "metavar": "SIZE"}
        elif unit == "seconds":
            given |= {"type": click.FloatRange(0.01, 86_400), "metavar": "SECONDS"}
        else:
            most = 10**9 if one.name == "answer_rows" else 256
            given |= {"type": click.IntRange(0 if one.name == "queue" else 1, most), "metavar": "N"}
        made = click.option(name, one.name, **given)(made)
    return made  # type: ignore[no-any-return]

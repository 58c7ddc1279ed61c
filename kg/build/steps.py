"""The steps of a build, as a person sees them."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["STEPS", "Progress"]

STEPS = ("reading", "checking shapes", "reasoning", "writing the store")
Progress = Callable[[str], None]

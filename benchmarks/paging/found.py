"""One number that was measured of a page, beside its goal and what somebody would have who used something else."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Found"]


@dataclass(frozen=True, slots=True)
class Found:
    """A number: ``part`` is the table it belongs to, ``what`` the page and ``how`` the size of the window and the way.

    ``goal`` is what it is to be below (``least``: above), ``other`` the same of a plain pyvis page of the same drama,
    and ``because`` what it comes from, where that was found out.
    """

    part: str
    what: str
    how: str
    number: str
    value: float
    goal: float | None = None
    least: bool = False
    other: float | None = None
    because: str = ""

    @property
    def kept(self) -> bool | None:
        """Whether the goal is kept; None where there is none."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.least else self.value < self.goal

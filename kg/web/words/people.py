"""Words of the pages about people, characters and the ways between people."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, tuple[str, str]] = {}

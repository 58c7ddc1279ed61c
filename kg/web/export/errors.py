"""What can go wrong with an export."""

from __future__ import annotations

from kg.errors import DramaKGError

__all__ = ["ExportError"]


class ExportError(DramaKGError):
    """The site could not be written."""

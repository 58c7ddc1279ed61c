"""The site as files: the pages of the application, written for any file host."""

from __future__ import annotations

from kg.web.export.errors import ExportError
from kg.web.export.site import Options, Report, export_site

__all__ = ["ExportError", "Options", "Report", "export_site"]

"""Pictures of the pages for a person to look at, in the folder that KG_SCREENSHOTS names, if it names one."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.album import write_album

__all__ = ["show_pictures", "take_picture"]

_FOLDER = os.environ.get("KG_SCREENSHOTS")


def take_picture(page: Page, name: str) -> None:
    """Take a picture of what a page shows."""
    if _FOLDER:
        page.screenshot(path=Path(_FOLDER) / f"{name}.jpg", type="jpeg", quality=82)


def show_pictures() -> None:
    """Write a page to look through them."""
    if _FOLDER and Path(_FOLDER).is_dir():
        write_album(Path(_FOLDER))

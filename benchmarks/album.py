"""A page to look through a folder of pictures, whose names are what they show, parts parted by dots."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from jinja2 import Environment

__all__ = ["write_album"]

_PAGE = Path(__file__).with_suffix(".html")


def write_album(folder: Path) -> Path:
    """Write ``index.html`` over all pictures of a folder, and return its path."""
    files = sorted(path.name for path in folder.glob("*.jpg"))
    groups = [
        (name, [(file, ", ".join(file.split(".")[1:-1])) for file in some])
        for name, some in groupby(files, lambda file: file.split(".")[0])
    ]
    path = folder / "index.html"
    page = Environment(autoescape=True).from_string(_PAGE.read_text(encoding="utf-8"))
    path.write_text(page.render(groups=groups), encoding="utf-8")
    return path

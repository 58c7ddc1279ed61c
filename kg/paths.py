"""Where the ontology, the curated data and the queries lie, and where loads and builds go."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

__all__ = ["build_dir", "citation_file", "data_dir", "extra_command", "loads_dir", "ontology_dir", "queries_dir"]

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent


def _shipped(name: str) -> Path:
    """Find a folder or file of the checkout, or its copy inside the installed wheel.

    The checkout is asked first: an editable install also leaves a stale copy in the wheel's place.
    """
    if (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / name).exists():
        return _CHECKOUT / name
    return _PACKAGE / "_bundled" / name


def ontology_dir() -> Path:
    """Return the folder with the ontology's Turtle files."""
    return _shipped("ontology")


def data_dir() -> Path:
    """Return the folder with the curated data: ``$KG_DATA``, or the data that came with the package."""
    chosen = os.environ.get("KG_DATA")
    return Path(chosen) if chosen else _shipped("data")


def loads_dir(data: Path) -> Path:
    """Return the folder of the loads of a data folder: ``loaded`` in it or, for the data inside an installed package,
    one of the user's own, which outlives the package.
    """
    if _PACKAGE not in data.resolve().parents:
        return data / "loaded"
    from platformdirs import user_data_path

    return user_data_path("drama-kg") / "loaded"


def queries_dir() -> Path:
    """Return the folder with the catalogue's ``.rq`` files."""
    return _shipped("queries")


def citation_file() -> Path:
    """Return the file that says how the work is cited (Citation File Format)."""
    return _shipped("CITATION.cff")


def build_dir() -> Path:
    """Return the folder for builds: ``$KG_BUILD``, else ``.kg`` of the checkout, else the user's cache."""
    chosen = os.environ.get("KG_BUILD")
    if chosen:
        return Path(chosen)
    if (_CHECKOUT / "pyproject.toml").is_file():
        return _CHECKOUT / ".kg"
    from platformdirs import user_cache_path

    return user_cache_path("drama-kg")


def extra_command(extra: str) -> str:
    """Return the command that installs an extra, which in a checkout is not the one of the package."""
    if (_CHECKOUT / "pyproject.toml").is_file():
        return shlex.join([sys.executable, "-m", "pip", "install", "-e", f"{_CHECKOUT}[{extra}]"])
    return f"pip install 'drama-kg[{extra}]'"

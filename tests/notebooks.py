"""Notebooks, run as a reader would: from a clean kernel, in a folder that is not the checkout, over all the data."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from kg.build import Build
from tests.support import ROOT, shared_by_workers

__all__ = ["NOTEBOOKS", "code_cells", "executed", "saved"]

NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))


def executed(name: str, build: Build, findings: str = "") -> Any:
    """Return a notebook with its outputs, run once for all workers; ``findings`` are asserted in its kernel.

    Raises what the first failing cell raises.
    """
    with shared_by_workers(f"notebook-{name}") as folder:
        path = folder / "done.ipynb"
        if not path.exists():
            folder.mkdir(exist_ok=True)
            notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", 4)
            notebook.cells.append(nbformat.v4.new_code_cell(findings))
            environment = {
                **os.environ, "KG_DATA": str(ROOT / "data"), "KG_BUILD": str(build.path.parent), "PYTHONPATH": str(ROOT)
            }  # fmt: skip
            place = {"metadata": {"path": str(folder)}}
            client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources=place)
            client.execute(env=environment)
            notebook.cells.pop()
            assert list(folder.iterdir()) == [], "a notebook leaves nothing behind"
            nbformat.write(notebook, path)
    return nbformat.read(path, 4)


def code_cells(notebook: Any) -> list[Any]:
    """The cells of code of a notebook."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def saved(notebook: Any, folder: Path) -> Path:
    """Write a notebook as the page that ``jupyter nbconvert --to html`` makes of it."""
    from nbconvert import HTMLExporter

    body, _ = HTMLExporter().from_notebook_node(notebook)
    path = folder / "notebook.html"
    path.write_text(body, encoding="utf-8")
    return path

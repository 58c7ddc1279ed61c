"""The notebooks run from a clean kernel, show what they say that they show, and what they say is true."""

from __future__ import annotations

import base64
import html
import io
import json
import re

import nbformat
import numpy as np
import pytest
from jupyter_client.manager import start_new_kernel
from matplotlib.image import imread

from kg.build import Build
from tests.notebooks import NOTEBOOKS, code_cells, executed
from tests.support import ROOT

# What the prose says, in the variables of each notebook.
FINDINGS = {
    "tour": """
assert [len(full), len(dramas) - len(full)] == [36, 1028]
first = g.drama("Soundtrack #1")
assert {one.slug for one in first.characters if one.billing == "lead"} == {"eunsoo", "seonwoo"}
loves = [one for one in first.phases if one.type == "OneSidedLove"]
assert [one.iri.rsplit("/", 1)[-1] for one in loves] == ["seonwoo-loves-eunsoo"]
assert any(one.endswith("/eunsoo") for one in loves[0].concealed_from)
why = g.explain("wooil", "mentorOf", "eunsoo").text()
assert why.count("told by") == why.count(", step 2 of the telling") == 2 * 3
assert best.drama.slug == "soundtrack-2"
""",
    "sparql": """
assert list(kinds["type_label"])[:3] == ["romance", "kinship", "conflict"]
first = secrets[secrets["drama_label"] == "Soundtrack #1"]
assert sorted(first["lover_label"]) == sorted(first["beloved_label"]) == ["Han Seon Woo", "Lee Eun Soo"]
assert "Soundtrack #2" in set(reunions["drama_label"])
told = disagreements.groupby(["event_label", "years"])["source"].nunique()
assert told["Seon Woo and Eun Soo become friends"][20] > told["Seon Woo and Eun Soo become friends"][19] > 1
assert (at_step_2, at_the_end) == (False, True)
""",
    "your-own-data": """
assert not builds.exists()
assert page.name == "night-ferry.html"
""",
}  # fmt: skip
# How many charts, other pictures and tables a notebook shows.
SHOWN = {"tour": (2, 0, 5), "sparql": (1, 1, 5), "your-own-data": (2, 0, 3)}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_is_made_for_readers(name: str) -> None:
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", 4)
    nbformat.validate(notebook)
    assert notebook.cells[0].source.startswith("# ")
    text = "".join(cell.source for cell in notebook.cells)
    assert "../" not in text, "a notebook runs in any folder"
    for cell in code_cells(notebook):
        assert not cell.outputs, "commit notebooks without outputs"
        assert cell.execution_count is None
        assert len(cell.source.splitlines()) <= 15


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_and_what_it_says_is_true(name: str, shipped: Build) -> None:
    notebook = executed(name, shipped, FINDINGS[name])
    outputs = [output for cell in code_cells(notebook) for output in cell.outputs]
    assert [one.text for one in outputs if one.output_type == "stream" and one.name == "stderr"] == []
    assert not [one for one in outputs if one.output_type == "error"]
    shown = [one.data for one in outputs if "data" in one]
    pages = [one["text/html"] for one in shown if "text/html" in one]
    charts = [one for one in pages if "<iframe" in one]
    tables = [one for one in pages if "<table" in one]
    pictures = [one["image/png"] for one in shown if "image/png" in one]
    for one in charts:
        assert_drawn(one)
    for one in tables:
        assert len(re.findall(r"<t[dh]", one)) > 2, "a table has rows"
    for one in pictures:
        pixels = imread(io.BytesIO(base64.b64decode(one)))
        assert len(np.unique(pixels.reshape(-1, pixels.shape[-1]), axis=0)) > 20, "a picture is not blank"
    assert (len(charts), len(pictures)) == SHOWN[name][:2]
    assert len(tables) >= SHOWN[name][2]


def assert_drawn(frame: str) -> None:
    """A chart is a frame that may do nothing but run its script, with somebody and some tie in it."""
    assert re.match(r'<iframe sandbox="allow-scripts allow-downloads" srcdoc="', frame)
    (page,) = re.findall(r'srcdoc="([^"]*)"', frame)
    (data,) = re.findall(r'class="dc-data">(.*?)</script>', html.unescape(page), re.DOTALL)
    chart = json.loads(data)
    assert len(chart["nodes"]) > 1
    assert len(chart["edges"]) > 0


def test_a_kernel_completes_a_query(built: Build) -> None:
    """As JupyterLab asks for it, by the protocol."""
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(ROOT))
    try:
        assert client.execute_interactive("%load_ext kg", timeout=60)["content"]["status"] == "ok"
        cell = "%%sparql\nSELECT * WHERE {\n  ?one dkg:mentorO"
        found = client.complete(cell, reply=True, timeout=60)["content"]
        assert (found["matches"], cell[found["cursor_start"] : found["cursor_end"]]) == (
            ["dkg:mentorOf"],
            "dkg:mentorO",
        )
        failed = client.execute_interactive("%%sparql\nSELECT", timeout=60, output_hook=lambda _message: None)
        assert failed["content"]["status"] == "error"  # so that "Run all" stops there
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)

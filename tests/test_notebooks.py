"""The notebooks run from a clean kernel, show what they say that they show, and what they say is true."""

from __future__ import annotations

import base64
import html
import io
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from jupyter_client.manager import start_new_kernel
from matplotlib.image import imread

from kg.build import STEPS, Build
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
    "two-soundtracks": """
assert {"music", "love under one roof", "jealousy"} <= themes["#1"] & themes["#2"]
assert "friends to lovers" in themes["#1"] - themes["#2"] and "exes reunited" in themes["#2"] - themes["#1"]
types = {name: drama.story.arcs[0].types for name, drama in dramas.items()}
assert types["#1"].index("Couple") == len(types["#1"]) - 1
assert types["#2"].count("Couple") == 2 and set(types["#2"][-2:]) == {"Discord", "Jealousy"}
secret = {one.iri.rsplit("/", 1)[-1]: one.told for one in first.phases if one.type == "OneSidedLove"}
assert secret == {"seonwoo-loves-eunsoo": 1, "eunsoo-loves-seonwoo": 6}
one, two = (numbers[name] for name in dramas)
assert (one.size, two.size, one.longest_distance, two.longest_distance, two.diameter) == (11, 9, 3, 3, None)
assert two.density > one.density and two.size - two.components[0].nodes == 1
most = {}
for name, drama in dramas.items():
    table = drama.story.over_beats().to_pandas()
    most[name] = [rows.loc[rows.value.idxmax(), "node"].rsplit("/", 1)[-1] for _, rows in table.groupby("beat")]
assert most["#1"] == ["seonwoo", *["eunsoo"] * 5, "seonwoo"]
assert most["#2"][1:] == [*["hyeonseo"] * 4, "suho"]
split = {name: list(table[table["parts"] > 1]["character_label"]) for name, table in cuts.items()}
assert split == {"#1": ["Han Seon Woo", "Lee Eun Soo"], "#2": ["Ji Su Ho"]}
apexes = [one.apex.rsplit("/", 1)[-1] for one in first.story.triangles]
assert (len(apexes), apexes.count("eunsoo")) == (4, 3)
assert [one.told for one in second.story.triangles] == [1]
loves = {(one.guide.rsplit("/", 1)[-1], one.loves) for drama in dramas.values() for one in drama.story.mentors_who_love}
assert loves == {("seonwoo", "both"), ("hyeonseo", "both"), ("wooil", "guide")}
alone = [len(drama.story.by_source()[0].only_here) / len(drama.phases) for drama in dramas.values()]
assert 0.3 < alone[0] < 0.34 and 0.45 < alone[1] < 0.5
""",
    "actors": """
assert [len(part) for part in parts][:2] == [434, 1]
assert shares[2] + shares[3] > 0.8 and 1 / 26 < nx.density(world) < 1 / 24
assert table.sort_values("degree")["name"].iloc[-1] == "Kim Ji-won"
assert table["name"][0] == "Park Hyung Sik"
assert nx.clustering(world, park.iri) < nx.clustering(world, table["node"][1])
assert distance.max() == 3
assert again["dramas"].max() == 7
""",
    "your-own-data": """
assert not builds.exists()
assert page.name == "night-ferry.html"
""",
}  # fmt: skip
# How many charts, other pictures and tables a notebook shows.
SHOWN = {
    "tour": (2, 0, 5),
    "two-soundtracks": (2, 3, 7),
    "sparql": (1, 1, 5),
    "actors": (1, 2, 4),
    "your-own-data": (2, 0, 3),
}


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


def test_a_first_build_shows_its_steps_and_a_second_opening_says_nothing(tmp_path: Path) -> None:
    opening = f"import kg\ng = kg.open({str(ROOT / 'tests' / 'tiny')!r}, {str(tmp_path)!r})"
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(ROOT))
    shown: list[str] = []

    def keep(message: dict[str, Any]) -> None:
        if message["msg_type"] in ("display_data", "update_display_data", "stream"):
            shown.append(message["content"].get("text") or message["content"]["data"]["text/plain"])

    try:
        assert client.execute_interactive(opening, timeout=60, output_hook=keep)["content"]["status"] == "ok"
        steps = [f"building the graph: {step} (step {place} of 4)" for place, step in enumerate(STEPS, 1)]
        assert shown[:-1] == ["building the graph", *steps]
        assert re.fullmatch(r"built the graph, which is kept for the next time \(\d+\.\d s\)", shown.pop())
        shown.clear()
        assert client.execute_interactive(opening, timeout=60, output_hook=keep)["content"]["status"] == "ok"
        assert shown == []
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)

"""What `kg load` writes beside the curated files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import LoadError
from kg.load.loaded import catalogue_slug, loaded_files, new_load

QUAD = Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal("말\n", language="ko"), NamedNode("urn:g"))


def test_a_load_is_written_whole(tmp_path: Path) -> None:
    with new_load(tmp_path, "mine") as load:
        load.add([QUAD])
        load.write('<urn:s> <urn:p> "b" <urn:g> .\n')
        assert loaded_files(tmp_path) == []
    (path,) = loaded_files(tmp_path)
    assert [quad.object.value for quad in parse(path=path, format=RdfFormat.N_QUADS)] == ["말\n", "b"]
    assert [file.name for file in path.parent.iterdir()] == ["mine.nq"]


def test_a_load_that_dies_leaves_the_one_before(tmp_path: Path) -> None:
    with new_load(tmp_path, "mine") as load:
        load.add([QUAD])
    (path,) = loaded_files(tmp_path)
    before = path.read_bytes()
    with pytest.raises(RuntimeError), new_load(tmp_path, "mine") as load:
        load.write("half a li")
        raise RuntimeError
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["mine.nq"]


def test_what_a_killed_load_left_is_cleared_away(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    folder = tmp_path / "loaded"
    folder.mkdir()
    left, alive, other = (
        folder / f".{name}" for name in (f"mine.nq.{gone.pid}", f"mine.nq.{os.getppid()}", "yours.nq.1")
    )
    for path in (left, alive, other):
        path.touch()
    with new_load(tmp_path, "mine") as load:
        load.add([QUAD])
    assert [left.exists(), alive.exists(), other.exists()] == [False, True, True]


@pytest.mark.parametrize("name", ["", "../x", "a b", ".hidden", "이름"])
def test_a_load_has_a_plain_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(LoadError, match="cannot name a load"), new_load(tmp_path, name):
        pass


def test_different_identifiers_have_different_slugs() -> None:
    values = ["a b", "a~20b", "a-b", "a/b", "A-b", "아", "", "a.b", "a%20b"]
    assert len({catalogue_slug("x", value) for value in values}) == len(values)
    assert catalogue_slug("wikidata", "Q884") == "wikidata:Q884"

"""Which way the parts depend, what is imported when, and what is public."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import kg
from tests.support import ROOT

# DESIGN.md, section 3, from the bottom to the top. A part may use what stands above it in this list and its own line.
LAYERS = [
    {
        "errors",
        "version",
        "paths",
        "files",
        "kept",
        "plaintext",
        "richtext",
        "vocab",
        "names",
        "checked",
        "ontology",
        "terms",
        "model",
    },
    {"load"},
    {"sparqltext", "frames", "results", "store", "reason", "validate"},
    {"views", "search", "labels", "catalog", "build", "audit", "explain", "suspects"},
    {
        "facts",
        "listing",
        "networks",
        "copresence",
        "metrics",
        "projection",
        "between",
        "layout",
        "report",
        "story",
        "storyorder",
        "themes",
        "linked",
        "analysis",
    },
    {"figure", "plot", "export", "dataset"},
    {"drama", "graph"},
    {"web", "cli", "notebook"},
]
LEVEL = {part: level for level, parts in enumerate(LAYERS) for part in parts}
HEAVY = (
    "rdflib", "pyoxigraph", "networkx", "pyvis", "owlrl", "pyshacl", "pandas", "rich", "yaml", "jinja2", "starlette",
    "matplotlib",
)  # fmt: skip
FILES = sorted((ROOT / "kg").rglob("*.py"))
MODULES = ["kg", *(module.name for module in walk_packages(kg.__path__, "kg.") if module.name != "kg.__main__")]


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, anywhere in it, those for type checkers left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    only_for_types = {
        id(child)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for child in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in only_for_types:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative imports hide the layer"
            if node.module == "kg":
                yield from ((f"kg.{alias.name}", node.lineno) for alias in node.names)
            else:
                yield str(node.module), node.lineno
        elif (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).endswith(("import_module", "find_spec"))
            and isinstance(node.args[0], ast.Constant)
        ):
            yield str(node.args[0].value), node.lineno


def part_of(path: Path) -> str:
    return path.relative_to(ROOT / "kg").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    part = part_of(path)
    if part in ("__init__", "__main__"):
        return
    assert part in LEVEL, f"kg.{part} is in no layer: say in tests/test_architecture.py where it belongs"
    for module, line in imports(path):
        names = module.split(".")
        if names[0] == "kg" and len(names) > 1 and names[1] != "__version__":
            assert names[1] in LEVEL, f"{path}:{line} imports {module}"
            assert LEVEL[names[1]] <= LEVEL[part], f"{path}:{line}: kg.{part} may not import {module}"


def test_every_part_has_a_layer() -> None:
    parts = {part_of(path) for path in FILES} - {"__init__", "__main__"}
    assert parts == set(LEVEL)


def test_parts_of_one_layer_do_not_import_in_a_circle() -> None:
    edges: dict[str, set[str]] = {}
    for path in FILES:
        of = part_of(path)
        found = {m.split(".")[1] for m, _ in imports(path) if m.startswith("kg.") and m != "kg.__version__"}
        edges.setdefault(of, set()).update(found - {of})
    edges.pop("__init__", None)  # the public names, looked up on first use
    done: set[str] = set()
    while True:
        free = {part for part, needs in edges.items() if part not in done and needs <= done}
        if not free:
            break
        done |= free
    assert set(edges) - done == set()


@pytest.mark.parametrize(
    ("library", "home"), [("pyvis", "figure"), ("matplotlib", "plot"), ("owlrl", "reason"), ("pyshacl", "validate")]
)
def test_a_library_has_one_home(library: str, home: str) -> None:
    users = {part_of(path) for path in FILES for module, _ in imports(path) if module.split(".")[0] == library}
    assert users == {home}


@pytest.mark.parametrize("name", MODULES)
def test_what_a_module_says_it_has(name: str) -> None:
    module = import_module(name)
    public = getattr(module, "__all__", None)
    if public is None:
        assert not module.__dict__.get("__path__") or not [
            key for key, value in vars(module).items() if getattr(value, "__module__", "").startswith(name)
        ], f"{name} has no __all__"
        return
    assert sorted(public, key=order) == list(public)
    assert len(set(public)) == len(public)
    for attribute in public:
        assert hasattr(module, attribute), f"{name} has no {attribute}"


def order(name: str) -> tuple[int, str]:
    """Ruff's order: constants, then classes, then functions."""
    return (0 if name.isupper() else 1 if name[:1].isupper() else 2, name)


def test_the_public_face() -> None:
    assert kg.__all__ == [
        "BuildError", "DataError", "DramaKGError", "Figure", "InconsistencyError", "KnowledgeGraph", "NotFoundError",
        "QueryError", "QueryRefusedError", "QuerySyntaxError", "StoreError", "Table", "Triples", "__version__", "open",
    ]  # fmt: skip
    for error in (name for name in kg.__all__ if name.endswith("Error")):
        assert issubclass(getattr(kg, error), kg.DramaKGError)
    assert dir(kg) == kg.__all__
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'nothing'"):
        kg.nothing  # noqa: B018


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after some code."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys, json\nprint('\\n' + json.dumps(sorted(sys.modules)))"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    return {name.split(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def test_import_kg_loads_no_engine() -> None:
    assert not loaded_by("import kg; kg.DataError") & set(HEAVY)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"], ["serve", "--help"]])
def test_help_loads_no_engine(arguments: list[str]) -> None:
    code = f"from kg.cli import main\ntry:\n    main({arguments!r})\nexcept SystemExit:\n    pass"
    assert not loaded_by(code) & set(HEAVY)


def test_help_is_quick() -> None:
    """As a ratio, so that a slow machine does not fail it: no more than a few starts of the interpreter itself."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def fastest(*arguments: str) -> float:
        took = []
        for _ in range(5):
            started = time.perf_counter()
            subprocess.run([sys.executable, *arguments], capture_output=True, check=True, env=environment)
            took.append(time.perf_counter() - started)
        return min(took)

    assert fastest("-m", "kg", "--help") < 12 * fastest("-c", "pass") + 0.1

"""The documentation is true because it runs: README commands, examples, generated pages, links."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, parse

from docs import python_reference
from docs.generate import pages
from docs.python_reference import UndocumentedError, module_page
from kg.build import Build
from kg.cli import main
from kg.ontology import Ontology
from kg.reason import Closure, Program

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def blocks(path: Path, language: str) -> list[str]:
    """Return the fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def shell_lines(path: Path, program: str) -> list[str]:
    """Return the commands of a page that start with a program."""
    lines = [line for block in blocks(path, "sh") for line in block.splitlines()]
    return [line for line in lines if line.split(" ")[0] == program]


@pytest.mark.parametrize("command", shell_lines(ROOT / "README.md", "kg"))
def test_readme_commands_run_as_they_stand(
    command: str, tmp_path: Path, shipped: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_DATA", str(ROOT / "data"))
    monkeypatch.setenv("KG_BUILD", str(shipped.path.parent))
    words = shlex.split(command, comments=True)
    # tests/test_cli.py starts processes; here one would only load the program anew for every line.
    done = CliRunner().invoke(main, words[1:], catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    if words[1] == "chart":
        assert (tmp_path / done.stdout.strip()).stat().st_size > 100_000
    elif "--out" in words:
        assert (tmp_path / words[words.index("--out") + 1]).stat().st_size > 1_000
    else:
        assert len(done.stdout.splitlines()) > 2


def test_the_readme_names_a_command_of_each_kind() -> None:
    verbs = {line.split()[1] for line in shell_lines(ROOT / "README.md", "kg")}
    assert {"chart", "query", "run"} <= verbs
    assert {line.split()[1] for line in shell_lines(ROOT / "README.md", "make")} == {"serve", "test"}


@pytest.mark.parametrize(
    "page", ["README.md", "docs/analysis.md", "docs/figures.md", "docs/notebooks.md", "docs/paths.md", "docs/search.md"]
)
def test_python_on_a_page_runs(page: str, built: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # what is saved is saved here
    code = "\n".join(blocks(ROOT / page, "pycon"))
    test = doctest.DocTestParser().get_doctest(code, {}, page, page, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    runner.run(test)
    results = runner.summarize(verbose=False)
    assert results.attempted > 4
    assert results.failed == 0


@pytest.mark.parametrize("page", ["README.md", "docs/notebooks.md"])
def test_cells_on_a_page_run(page: str, built: object) -> None:
    interactive = pytest.importorskip("IPython.core.interactiveshell")
    shell = interactive.InteractiveShell()
    for cell in blocks(ROOT / page, "ipython"):
        done = shell.run_cell(cell)
        done.raise_error()
    assert done.result is not None


@pytest.mark.parametrize("command", shell_lines(ROOT / "docs" / "paths.md", "kg"))
def test_commands_of_the_page_on_paths_run(command: str, built: object) -> None:
    done = CliRunner().invoke(main, shlex.split(command)[1:], catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize("path", sorted(pages()), ids=lambda path: path.name)
def test_generated_pages_are_current(path: Path) -> None:
    assert path.exists(), "run: make docs"
    assert path.read_text(encoding="utf-8") == pages()[path], f"{path.name} is out of date; run: make docs"


def test_a_public_name_that_says_nothing_is_an_error() -> None:
    def silent(one: int) -> int:
        return one

    @dataclass
    class Row:
        one: int

    class Half:
        """It says what it is."""

        def silent(self) -> None: ...

    for name, thing, said in (("silent", silent, "x.silent"), ("Row", Row, "x.Row"), ("Half", Half, "x.Half.silent")):
        thing.__module__ = "kg.x"
        module = ModuleType("x", "What a module is.")
        module.__dict__.update({"__all__": [name], name: thing})
        with pytest.raises(UndocumentedError, match=f"^{said} has no docstring"):
            list(module_page(module))
    with pytest.raises(UndocumentedError, match=r"json\.encoder\.INFINITY has no text below it"):
        list(python_reference._entry("json.encoder", "INFINITY", 1.0))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_picture_of_the_readme_is_a_picture() -> None:
    picture = ROOT / "docs" / "images" / "chart.png"
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_no_page_names_this_machine_or_a_registry() -> None:
    for page in [*PAGES, ROOT / "requirements.txt", ROOT / "requirements-dev.txt", ROOT / "Makefile"]:
        text = page.read_text(encoding="utf-8")
        assert "/work/" not in text, page
        assert not re.search(r"https?://[^\s]*(pypi|pythonhosted|npmjs)", text), page


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed: apt-get install curl")
def test_the_readme_curl_line_answers(built: object, server: str) -> None:
    (line,) = shell_lines(ROOT / "README.md", "curl")
    words = [word.replace("http://127.0.0.1:8000", server.rstrip("/")) for word in shlex.split(line)]
    done = subprocess.run([*words, "--silent", "--fail"], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    rows = done.stdout.splitlines()
    assert rows[0] == "who,whom"
    assert any(row.endswith("/eunsoo") and "/seonwoo," in row for row in rows[1:])


def test_the_ontology_can_be_changed_as_the_page_on_reasoning_says(tmp_path: Path) -> None:
    """Its lines, added to the ontology, and no line of Python."""
    folder = tmp_path / "ontology"
    shutil.copytree(ROOT / "ontology", folder)
    (added,) = blocks(ROOT / "docs" / "reasoning.md", "turtle")
    with (folder / "relationships.ttl").open("a", encoding="utf-8") as file:
        file.write(f"\n{added}")
    data = """
        @prefix dkg: <https://w3id.org/drama-kg/ontology#> . @prefix : <https://w3id.org/drama-kg/id/> .
        :phase a dkg:SwornSiblings ; dkg:swornSibling :a , :b .
        :wedding a dkg:Marriage ; dkg:spouse :c , :d .
        :family a dkg:Parenthood ; dkg:parent :e ; dkg:child :d .
    """
    triples = [quad.triple for quad in parse(data, format=RdfFormat.TURTLE)]
    closure = Closure.of(triples, Program.of(Ontology(folder)))
    found = {
        tuple(re.split(r"[/#]", term.value)[-1] for term in (triple.subject, triple.predicate, triple.object))
        for triple in closure.inferred()
    }
    for statement in (
        ("a", "swornSiblingOf", "b"), ("b", "swornSiblingOf", "a"), ("a", "relativeOf", "b"), ("b", "tiedTo", "a"),
        ("c", "childInLawOf", "e"), ("e", "parentInLawOf", "c"), ("c", "relativeOf", "e"),
    ):  # fmt: skip
        assert statement in found
    assert ("a", "swornSiblingOf", "a") not in found
    assert ("d", "childInLawOf", "e") not in found

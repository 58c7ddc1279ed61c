"""Files that pages load: our style and scripts, the chart's and the query editor's.

Each is named by a hash of its content, and so cached for ever.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

from kg.figure import StaticFile, static_files
from kg.web.problem import ProblemError

__all__ = [
    "drama_tags", "editor_tags", "export_tags", "has_editor", "offline_search", "own_address", "own_files", "own_tags",
    "start_tags", "static",
]  # fmt: skip

_FOLDER = Path(__file__).parent / "static"
_DRAMA = _FOLDER / "drama"
_EARLY = _FOLDER / "early"  # what runs before a page is drawn
_START = _FOLDER / "start"
_STYLE = _FOLDER / "style"
_SEARCH = _FOLDER / "search"  # what a site without a server searches by
_ROOMS = (
    "base", "frame", "start", "steps", "drama", "data", "themes", "linked", "ontology", "ask", "dataset", "phone",
    "touch", "print",
)  # fmt: skip
_EDITOR = _FOLDER / "editor"
_EXPORT = _FOLDER / "export"  # of the pages that only a static site has
_VENDOR = _FOLDER / "vendor"  # what hatch_build.py fetches; it may be missing
_ENGINE = _VENDOR / "oxigraph"  # of the static site's page for SPARQL
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
          ".wasm": "application/wasm"}  # fmt: skip


@cache
def own_files() -> Mapping[str, StaticFile]:
    """Name -> content and media type.

    >>> [name.partition("-")[0] for name in own_files() if name.endswith(".css")][0]
    'site'
    """
    folders = (_VENDOR, _ENGINE, _EDITOR, _EXPORT, _DRAMA, _EARLY, _START, _FOLDER)
    files = (item for folder in folders for item in _named(folder).items())
    return MappingProxyType({**_site_style(), **_offline_search(), **dict(files)})


def _named(folder: Path) -> dict[str, StaticFile]:
    made: dict[str, StaticFile] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix in _TYPES:
            made |= _file(path.stem, path.suffix, path.read_bytes())
    return made


def _site_style() -> dict[str, StaticFile]:
    """Return the style of the site: one file for a browser, made of one for each room, the later ones winning."""
    return _file("site", ".css", b"\n".join((_STYLE / f"{room}.css").read_bytes() for room in _ROOMS))


def _offline_search() -> dict[str, StaticFile]:
    return _file("offline", ".js", b"\n".join(path.read_bytes() for path in sorted(_SEARCH.glob("*.js"))))


def _file(stem: str, suffix: str, content: bytes) -> dict[str, StaticFile]:
    name = f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}{suffix}"
    return {name: StaticFile(content, _TYPES[suffix])}


def own_tags(base: str = "/static") -> str:
    """Return the elements that every page has in its head."""
    return "\n".join((_tags(_named(_EARLY), base, defer=False), _tags({**_site_style(), **_named(_FOLDER)}, base)))


def offline_search(base: str = "/static") -> str:
    """Return the address of the script by which the box searches where there is no server."""
    (name,) = _offline_search()
    return f"{base}/{name}"


def drama_tags(base: str = "/static") -> str:
    """Return the elements that the page of a drama has in its head besides."""
    return _tags(_named(_DRAMA), base)


def start_tags(base: str = "/static") -> str:
    """Return the elements that the lists of dramas have in their head besides."""
    return _tags(_named(_START), base)


def has_editor() -> bool:
    """Tell whether the query editor was fetched when this package was built (hatch_build.py)."""
    return bool(_named(_VENDOR))


def editor_tags(base: str = "/static") -> str:
    """Return the elements that the query page has in its head besides: none where there is no editor."""
    return _tags({**_named(_VENDOR), **_named(_EDITOR)}, base) if has_editor() else ""


def export_tags(stem: str, base: str = "/static") -> str:
    """Return the element that loads a script of the static site."""
    return _tags([name for name in _named(_EXPORT) if name.rpartition("-")[0] == stem], base)


def own_address(name: str, base: str = "/static") -> str | None:
    """Return the address of one of the files by its name without the hash; None where it is missing.

    >>> own_address("nothing.js") is None
    True
    """
    stem, _, ending = name.rpartition(".")
    found = (one for one in own_files() if one.rpartition("-")[0] == stem and one.endswith(f".{ending}"))
    return next((f"{base}/{one}" for one in found), None)


def _tags(names: Iterable[str], base: str, *, defer: bool = True) -> str:
    makers = {
        ".css": '<link rel="stylesheet" href="{}">',
        ".js": '<script src="{}" defer></script>' if defer else '<script src="{}"></script>',
        ".svg": '<link rel="icon" type="image/svg+xml" href="{}">',
    }
    return "\n".join(makers[Path(name).suffix].format(f"{base}/{name}") for name in names)


def static(request: Request) -> Response:
    """Serve one of the files. Its name changes with its content, so nobody needs to ask for it twice."""
    name = request.path_params["name"]
    found = own_files().get(name) or static_files().get(name)
    if found is None:
        raise ProblemError(404, "there is no such file", told="problem_404_text")
    headers = {"cache-control": "public, max-age=31536000, immutable", "content-type": found.media_type}
    return Response(found.content, headers=headers)

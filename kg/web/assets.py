"""Files that pages load: our style and script and the chart's, named by a hash of their content, so cached for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

from kg.figure import StaticFile, static_files
from kg.web.problem import ProblemError

__all__ = ["own_files", "own_tags", "static"]

_FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@cache
def own_files() -> Mapping[str, StaticFile]:
    """Name -> content and media type.

    >>> sorted(name.partition("-")[0] for name in own_files())
    ['complete', 'icon', 'site', 'site']
    """
    made = {}
    for path in sorted(_FOLDER.iterdir()):
        if path.suffix in _TYPES:
            content = path.read_bytes()
            name = f"{path.stem}-{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"
            made[name] = StaticFile(content, _TYPES[path.suffix])
    return MappingProxyType(made)


def own_tags(base: str = "/static") -> str:
    """Return the elements that every page has in its head."""
    makers = {
        ".css": '<link rel="stylesheet" href="{}">',
        ".js": '<script src="{}" defer></script>',
        ".svg": '<link rel="icon" type="image/svg+xml" href="{}">',
    }
    return "\n".join(makers[Path(name).suffix].format(f"{base}/{name}") for name in own_files())


def static(request: Request) -> Response:
    """Serve one of the files. Its name changes with its content, so nobody needs to ask for it twice."""
    name = request.path_params["name"]
    found = own_files().get(name) or static_files().get(name)
    if found is None:
        raise ProblemError(404, "there is no such file")
    headers = {"cache-control": "public, max-age=31536000, immutable", "content-type": found.media_type}
    return Response(found.content, headers=headers)

"""The two files that browsers and crawlers ask for by a fixed name: an icon, and what crawlers may read."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

__all__ = ["root_routes"]

_FOLDER = Path(__file__).parent / "static" / "root"
_TYPES = {"favicon.ico": "image/x-icon", "robots.txt": "text/plain; charset=utf-8"}


def root_routes() -> list[BaseRoute]:
    """Return their routes."""
    return [Route(f"/{name}", _file) for name in _TYPES]


def _file(request: Request) -> Response:
    name = request.url.path.removeprefix("/")
    headers = {"cache-control": "public, max-age=86400", "content-type": _TYPES[name]}
    return Response((_FOLDER / name).read_bytes(), headers=headers)

"""`/dump/…`: the dumps as files, whole or in part, for whoever comes back with what they have."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from kg.dataset import CHECKSUMS, FORMATS, Dump, dumps
from kg.web.dataset.preparing import Preparing
from kg.web.negotiate import has_version
from kg.web.problem import ProblemError
from kg.web.security import OPEN_TO_ALL
from kg.web.templating import Reader

__all__ = ["Downloads"]

_WAIT_SECONDS = 20.0
_HEADERS = {**OPEN_TO_ALL, "cache-control": "no-cache"}


class Downloads:
    """The dumps that somebody makes."""

    def __init__(self, preparing: Preparing) -> None:
        self._preparing = preparing

    async def file(self, request: Request) -> Response:
        """``/dump/{name}``: a dump or the file of checksums; ranges are served, and 304 to who has it."""
        name = request.path_params["name"]
        if name not in {CHECKSUMS, *(dump.name for dump in dumps())}:
            links = [(f"/dump/{dump.name}", dump.name) for dump in dumps()]
            raise ProblemError(404, Reader(request).words("no_dump", name=name[:80]), links=links)
        path = await self._preparing.file(name, _WAIT_SECONDS)
        if path is None:
            raise ProblemError(503, Reader(request).words("dump_later"), {"retry-after": "30"})
        media_type = "text/plain; charset=utf-8" if name == CHECKSUMS else "application/gzip"
        answer = FileResponse(path, headers=_HEADERS, media_type=media_type, stat_result=path.stat())
        if has_version(request.headers.getlist("if-none-match"), answer.headers["etag"]):
            return Response(status_code=304, headers={**_HEADERS, "etag": answer.headers["etag"]})
        return answer

    @staticmethod
    async def short(request: Request) -> Response:
        """``/dump.nq`` and the like: everything in a format."""
        ending = request.path_params["ending"].removesuffix(".gz")
        if ending not in FORMATS:
            links = [(f"/dump.{known}", f"/dump.{known}") for known in FORMATS]
            raise ProblemError(404, Reader(request).words("no_dump", name=f"dump.{ending[:80]}"), links=links)
        return RedirectResponse(f"/dump/{Dump('all', ending).name}", 302, headers=_HEADERS)

    @staticmethod
    async def listed(request: Request) -> Response:
        """``/dump/``: the list is on the page about the dataset."""
        return RedirectResponse(Reader(request).link("/dataset", anchor="downloads"), 302)

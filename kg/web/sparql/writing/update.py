"""The SPARQL 1.1 Protocol for updates: what a request asks to be written."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.datastructures import QueryParams
from starlette.requests import Request

from kg.web.problem import ProblemError
from kg.web.sparql.writing.carrying import Update

__all__ = ["FORM", "UPDATE", "address", "form_fields", "media_type", "read_body", "update_of"]

FORM = "application/x-www-form-urlencoded"
UPDATE = "application/sparql-update"


async def update_of(request: Request, most: int) -> Update:
    """Read an update, of at most so many bytes. Raises `ProblemError` for what the protocol does not allow."""
    if request.method != "POST":
        raise ProblemError(405, "an update is sent by POST", {"allow": "POST"})
    if "update" in request.query_params:
        raise ProblemError(400, f"send the update in the body: as {UPDATE}, or as the field 'update' of a form")
    kind = media_type(request)
    body = await read_body(request, most, "an update")
    if kind == UPDATE:
        fields = request.query_params
        try:
            texts = [body.decode("utf-8")]
        except UnicodeDecodeError as error:
            raise ProblemError(400, f"the body is not UTF-8: {error.reason} at byte {error.start}") from error
    else:
        fields = form_fields(body)
        texts = fields.getlist("update")
    if len(texts) != 1:
        raise ProblemError(400, "there is more than one 'update'")
    if "query" in fields or "query" in request.query_params:
        raise ProblemError(400, "a request is a query or an update, not both")
    both = QueryParams([*request.query_params.multi_items(), *(fields.multi_items() if kind == FORM else ())])
    using, named = (tuple(both.getlist(name)) for name in ("using-graph-uri", "using-named-graph-uri"))
    return Update(texts[0], address(request), using, named)


def address(request: Request) -> str:
    """Return the address of a request without its fields. Raises `ProblemError` where that is no IRI."""
    found = str(request.url.replace(query="", fragment=""))
    try:
        return NamedNode(found).value
    except ValueError as error:
        raise ProblemError(400, f"the address of the request is no IRI: {error}") from error


def media_type(request: Request) -> str:
    """Return the media type of a body, without its parameters. Raises `ProblemError` for another charset than UTF-8."""
    kind, _, rest = request.headers.get("content-type", "").lower().partition(";")
    if "charset=" in rest and "utf-8" not in rest:
        raise ProblemError(415, "send the text in UTF-8")
    return kind.strip()


def form_fields(body: bytes) -> QueryParams:
    """Read a form. Raises `ProblemError` for one that cannot be read."""
    try:
        text = body.decode("utf-8")
        return QueryParams(parse_qsl(text, keep_blank_values=True, max_num_fields=100, errors="strict"))
    except ValueError as error:
        raise ProblemError(400, f"the form cannot be read: {error}") from error


async def read_body(request: Request, most: int, what: str, keep: Callable[[bytes], object] | None = None) -> bytes:
    """Read a body up to a limit, whatever its declared length says; with ``keep``, give it away piece by piece.

    Raises `ProblemError`.
    """
    too_long = ProblemError(413, f"{what} may have {most / 1e6:g} MB at once; send it in parts")
    declared = request.headers.get("content-length", "0")
    if not declared.isdigit() or int(declared) > most:
        raise too_long
    parts = bytearray()
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise too_long
        (keep or parts.extend)(part)
    return bytes(parts)

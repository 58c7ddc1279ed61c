"""Reading what a request sends: its body up to a limit, as text or as a form."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.datastructures import QueryParams
from starlette.requests import Request

from kg.web.problem import ProblemError
from kg.web.sparql.limits import size_in_words

__all__ = ["FORM", "address", "form_fields", "media_type", "read_body", "text_of"]

FORM = "application/x-www-form-urlencoded"


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


def text_of(body: bytes) -> str:
    """Return a body as text. Raises `ProblemError`."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemError(400, f"the body is not UTF-8: {error.reason} at byte {error.start}") from error


def form_fields(body: bytes) -> QueryParams:
    """Read a form. Raises `ProblemError` for one that cannot be read."""
    try:
        return QueryParams(parse_qsl(text_of(body), keep_blank_values=True, max_num_fields=100, errors="strict"))
    except ValueError as error:
        raise ProblemError(400, f"the form cannot be read: {error}") from error


async def read_body(
    request: Request, most: int, what: str, keep: Callable[[bytes], object] | None = None
) -> bytes:  # fmt: skip
    """Read a body up to a limit, whatever its declared length says; with ``keep``, give it away piece by piece.

    ``what`` says what it is. Raises `ProblemError`.
    """
    too_long = ProblemError(413, f"{what} may have {size_in_words(most)} at once")
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

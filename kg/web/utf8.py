"""Fields of an address that are not UTF-8 are refused: what they should say cannot be known."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.web.problem import ProblemError

__all__ = ["ReadableAddresses"]


class ReadableAddresses:
    """ASGI middleware that answers 400 for such a field; ``tell`` is the handler of `ProblemError`."""

    def __init__(self, app: ASGIApp, tell: Callable[[Request, Exception], Response]) -> None:
        self._app = app
        self._tell = tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or _is_utf8(scope.get("query_string", b"")):
            await self._app(scope, receive, send)
            return
        text = "a field of the address is not UTF-8, such as %ff; 박 is %EB%B0%95"
        answer = self._tell(Request(scope), ProblemError(400, text, told="not_utf8"))
        await answer(scope, receive, send)


def _is_utf8(text: bytes) -> bool:
    try:
        unquote_to_bytes(text).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True

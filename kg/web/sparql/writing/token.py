"""Who may write: those who know the token, which comes from the environment."""

from __future__ import annotations

import base64
import binascii
import hmac
import os

from starlette.requests import Request

from kg.errors import DramaKGError
from kg.web.problem import ProblemError

__all__ = ["TOKEN_NAME", "check_token", "token_of_environment"]

TOKEN_NAME = "KG_TOKEN"  # noqa: S105 - where it is, not what it is
_SHORTEST = 16
_HOW = f"""set one first, of at least {_SHORTEST} characters:
  export {TOKEN_NAME}=$(python3 -c 'import secrets; print(secrets.token_urlsafe(32))')"""
_CHALLENGE = {"www-authenticate": 'Bearer realm="Drama KG", Basic realm="Drama KG", charset="UTF-8"'}


def token_of_environment() -> str:
    """Return the token. Raises `DramaKGError`, which says how to set one, where there is none worth the name."""
    token = os.environ.get(TOKEN_NAME, "")
    if not token:
        raise DramaKGError(f"a writable server needs a token in ${TOKEN_NAME}; {_HOW}")
    if len(token) < _SHORTEST or not token.isascii() or not token.isprintable() or " " in token:
        what = f"${TOKEN_NAME} is no token: at least {_SHORTEST} letters, digits and signs, without spaces"
        raise DramaKGError(f"{what}; {_HOW}")
    return token


def check_token(request: Request, token: str) -> None:
    """Pass a request that may write. Raises `ProblemError`: 401 without a token, 403 with a wrong one.

    A browser that remembers a password sends it along with the forms of any site, so a form of another site never
    writes.
    """
    given = _given(request.headers.get("authorization", ""))
    if given is None:
        text = "writing needs the token of this server: send it as 'Authorization: Bearer …', or as the password"
        raise ProblemError(401, text, _CHALLENGE)
    if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), token.encode()):
        raise ProblemError(403, "this is not the token of this server")
    if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        raise ProblemError(403, "pages of other sites may not write here")


def _given(header: str) -> str | None:
    """Return the token of a header: Bearer, or the password of Basic; None where there is none."""
    scheme, _, rest = header.strip().partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(rest.strip(), validate=True).decode("utf-8").partition(":")[2]
    except (binascii.Error, ValueError):
        return ""

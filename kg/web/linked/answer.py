"""One thing in the form that a client takes: by the ending of the address, else by ``Accept``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from kg.web.linked.addresses import FORMS, split_ending
from kg.web.negotiate import best_type
from kg.web.problem import ProblemError
from kg.web.security import OPEN_TO_ALL
from kg.web.templating import Reader

__all__ = ["Forms", "answer", "form_of", "here", "preflight"]

Forms = Mapping[str, Callable[[], bytes | str]]
"""What makes each form, by ending."""
_ENDINGS = {media_type: ending for ending, media_type in FORMS.items()}
_CHARSET = ("html", "ttl", "nt", "trig")


def preflight(request: Request) -> Response | None:
    """Answer OPTIONS, None for any other method."""
    if request.method != "OPTIONS":
        return None
    return Response(status_code=204, headers={**OPEN_TO_ALL, "allow": "GET, HEAD, OPTIONS"})


def form_of(request: Request) -> str:
    """Return the ending of the form that is wanted. Raises `ProblemError` where there is none such."""
    ending = split_ending(request.scope["path"])[1]
    if ending is not None:
        return ending
    chosen = best_type(request.headers.get("accept"), tuple(FORMS.values()))
    if chosen is None:
        words = Reader(request).words
        raise ProblemError(406, words("linked_forms", forms=", ".join(FORMS.values())))
    return _ENDINGS[chosen]


def answer(request: Request, form: str, forms: Forms) -> Response:
    """Return the answer in a form, with the addresses of the others.

    The status is 200 and not 303: w3id.org has redirected from the IRI, which may name a person, to this document;
    ``Content-Location`` says which document it is.
    """
    others = ", ".join(f'<{here(request, one)}>; rel="alternate"; type="{FORMS[one]}"' for one in forms if one != form)
    headers = {
        "content-location": here(request, form),
        "link": others,
        "vary": "Accept, Accept-Language",
        "cache-control": "no-cache",
        **(OPEN_TO_ALL if form != "html" else {}),
    }
    media_type = FORMS[form] + ("; charset=utf-8" if form in _CHARSET else "")
    return Response(forms[form](), 200, {**headers, "content-type": media_type})


def here(request: Request, form: str) -> str:
    """Return the address of this thing in a form."""
    path = split_ending(request.scope["path"])[0]
    query = quote(request.url.query, safe="=&;*%:/,.+")
    # One slash: what begins with two is another host.
    return quote("/" + path.lstrip("/"), safe="/:;=~*") + f".{form}" + (f"?{query}" if query else "")

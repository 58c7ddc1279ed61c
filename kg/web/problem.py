"""What goes wrong, told in the form that the client reads: a page, JSON or a line of text. Never a stack trace."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kg.errors import StoreError
from kg.web.negotiate import best_type
from kg.web.security import ALWAYS, OPEN_TO_ALL

__all__ = ["ProblemError", "problem_handlers"]

# How to render a problem as a page: request, problem -> HTML.
Render = Callable[[Request, "ProblemError"], str]
_FOR_PROGRAMS = ("/sparql", "/queries/complete")
_DATA = (".json", ".csv", ".tsv", ".xml", ".ttl", ".nt", ".jsonld", ".rdf", ".trig")
_TEXT, _HTML, _JSON = "text/plain", "text/html", "application/json"


class ProblemError(Exception):
    """An answer other than the one asked for.

    ``links`` are (address, words) that may help, ``lead`` the key of words before those of a 404, ``told`` the key of
    words that say it to people in their language, where ``text`` is for programs, and ``values`` what fills these in.
    """

    def __init__(
        self, status: int, text: str, headers: Mapping[str, str] | None = None,
        links: Sequence[tuple[str, str]] = (), lead: str | None = "did_you_mean", told: str | None = None,
        values: Mapping[str, object] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(text)
        self.status = status
        self.text = text
        self.headers = dict(headers or {})
        self.links = tuple(links)
        self.lead = lead
        self.told = told
        self.values = dict(values or {})

    def for_people(self, words: Callable[..., str]) -> str:
        """Return what is wrong, in the words of a language."""
        return words(self.told, **self.values) if self.told else self.text


def problem_handlers(render: Render) -> dict[object, Callable[[Request, Exception], Response]]:
    """Return Starlette's exception handlers."""

    def tell(request: Request, problem: ProblemError) -> Response:
        path = request.url.path
        data = path in _FOR_PROGRAMS or path.startswith("/graph-store") or path.endswith(_DATA)
        offers = (_TEXT, _JSON, _HTML) if data else (_HTML, _JSON, _TEXT)
        chosen = best_type(request.headers.get("accept"), offers) or _TEXT
        headers = {"vary": "Accept", "cache-control": "no-store", **problem.headers, **(OPEN_TO_ALL if data else {})}
        if chosen == _HTML:
            return Response(render(request, problem), problem.status, headers, _HTML)
        if chosen == _JSON:
            document = {"error": problem.text, "status": problem.status}
            return Response(json.dumps(document, ensure_ascii=False), problem.status, headers, _JSON)
        return Response(problem.text + "\n", problem.status, headers, _TEXT)

    def on_problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, ProblemError)  # noqa: S101 - this is how it is registered
        return tell(request, error)

    def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - this is how it is registered
        words = {404: "there is no such page", 405: f"{request.method} is not possible here"}
        text = words.get(error.status_code, HTTPStatus(error.status_code).phrase)
        told = f"problem_{error.status_code}_text" if error.status_code in words else None
        return tell(request, ProblemError(error.status_code, text, error.headers, told=told))

    def on_store(request: Request, error: Exception) -> Response:
        logging.getLogger(__name__).warning("%s", error)
        text = "the store behind this site does not answer; try again in a moment"
        return tell(request, ProblemError(503, text, {"retry-after": "10"}, told="problem_503_text"))

    def on_bug(request: Request, error: Exception) -> Response:
        del error  # the server that runs us logs it
        # This answer is made outside of the middleware, so it brings the headers itself.
        text = "something is wrong on our side; it has been noted"
        return tell(request, ProblemError(500, text, ALWAYS, told="problem_500_text"))

    def on_gone(request: Request, error: Exception) -> Response:
        del error
        return tell(request, ProblemError(499, "the client has gone"))  # nobody reads it

    return {
        ProblemError: on_problem,
        HTTPException: on_http,
        StoreError: on_store,
        ClientDisconnect: on_gone,
        Exception: on_bug,
    }

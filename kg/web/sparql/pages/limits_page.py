"""`/sparql/limits`: what a query may take, as a page or as JSON. An answer that was cut leads here."""

from __future__ import annotations

import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from kg.web.negotiate import best_type
from kg.web.security import OPEN_TO_ALL
from kg.web.sparql.limits import Limits, size_in_words, told_limits
from kg.web.templating import Reader, page

__all__ = ["limits_page"]

_HTML, _JSON = "text/html", "application/json"


def limits_page(limits: Limits) -> Callable[[Request], Response]:
    """Return the endpoint of the page about some limits."""

    def show(request: Request) -> Response:
        headers = {**OPEN_TO_ALL, "vary": "Accept, Accept-Language", "cache-control": "no-cache"}
        if best_type(request.headers.get("accept"), (_HTML, _JSON)) == _JSON:
            told = {
                name: {"value": value, "unit": unit, "means": help} for name, value, unit, help in told_limits(limits)
            }
            return Response(json.dumps(told, indent=1), headers=headers, media_type=_JSON)
        reader = Reader(request)
        shown = [(name, _in_words(value, unit, reader)) for name, value, unit, _ in told_limits(limits)]
        return Response(
            page("limits.html", reader, limits=shown, header="Drama-KG-Cut"), headers=headers, media_type=_HTML
        )

    return show


def _in_words(value: float, unit: str, reader: Reader) -> str:
    if unit == "bytes":
        return size_in_words(value)
    return reader.words("limit_seconds", n=f"{value:g}") if unit else f"{value:,}"

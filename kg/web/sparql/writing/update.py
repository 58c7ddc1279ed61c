"""The SPARQL 1.1 Protocol for updates: what a request asks to be written."""

from __future__ import annotations

from starlette.datastructures import QueryParams
from starlette.requests import Request

from kg.web.problem import ProblemError
from kg.web.sparql.sent import FORM, address, form_fields, media_type, read_body, text_of
from kg.web.sparql.writing.carrying import Update

__all__ = ["UPDATE", "update_of"]

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
        texts = [text_of(body)]
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

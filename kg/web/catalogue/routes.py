"""Answering for the catalogue: pages for people, data for programs, names to complete."""

from __future__ import annotations

import json
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.catalog import CatalogQuery, find_query
from kg.errors import NotFoundError, did_you_mean
from kg.graph import KnowledgeGraph
from kg.search import KINDS
from kg.web.catalogue.api_paths import LONGEST_BEGINNING
from kg.web.catalogue.asked import FORMS, Asked, asked_of, forms_of, language_of, not_acceptable, seen_of
from kg.web.catalogue.page import list_page, query_page, steps_of
from kg.web.catalogue.run import Run
from kg.web.negotiate import best_type
from kg.web.problem import ProblemError
from kg.web.security import OPEN_TO_ALL
from kg.web.sparql.delivery import replied
from kg.web.sparql.processes.answer import Reply
from kg.web.sparql.processes.worker import Runner
from kg.web.templating import Reader

__all__ = ["Catalogue"]

_HTML, _JSON = "text/html", "application/json"
_TEXTS = ("text/csv", "text/tab-separated-values", "text/turtle")
_HEADERS = {**OPEN_TO_ALL, "vary": "Accept, Accept-Language", "cache-control": "no-cache"}


class Catalogue:
    """The catalogue of one graph; ``runner`` runs its queries in processes of their own."""

    def __init__(self, graph: KnowledgeGraph, runner: Runner) -> None:
        self._graph = graph
        self._runner = runner

    def all(self, request: Request) -> Response:
        """``/queries``: all questions."""
        if best_type(request.headers.get("accept"), (_HTML, _JSON)) == _JSON:
            return self.all_json(request)
        language_of(request)
        return Response(list_page(self._graph.queries(), Reader(request)), headers=_HEADERS, media_type=_HTML)

    def all_json(self, request: Request) -> Response:
        """``/queries.json``: the same for programs."""
        del request
        found = [_described(query) for query in self._graph.queries().values()]
        return JSONResponse({"queries": found}, headers={**OPEN_TO_ALL, "cache-control": "no-cache"})

    def complete(self, request: Request) -> Response:
        """``/queries/complete``: names that go on from ``q``, as far as somebody may know them."""
        fields = request.query_params
        kind, text = fields.get("type", ""), fields.get("q", "")
        language_of(request)
        if kind not in KINDS:
            raise ProblemError(400, f"'type' is one of {', '.join(KINDS)}; {did_you_mean(kind[:40], list(KINDS))}")
        if len(text) > LONGEST_BEGINNING:
            raise ProblemError(400, f"'q' has at most {LONGEST_BEGINNING} characters")
        try:
            found = self._graph.names(seen_of(request)).complete(kind, text, lang=Reader(request).lang)
        except NotFoundError as error:
            raise ProblemError(404, str(error)) from None
        return JSONResponse({"suggestions": [one._asdict() for one in found]}, headers=_HEADERS)

    async def one(self, request: Request) -> Response:
        """``/queries/{id}``: a question, its form and its answer, in the form that the client takes."""
        return await self._answered(request, None)

    async def data(self, request: Request) -> Response:
        """``/queries/{id}.{form}``: the answer as data."""
        return await self._answered(request, request.path_params["form"])

    async def _answered(self, request: Request, ending: str | None) -> Response:
        reader = Reader(request)
        language_of(request)
        query = self._find(request.path_params["id"], reader)
        forms = forms_of(request, ending)
        asked = asked_of(request, query)
        job = Run(query.id, asked.values, forms, asked.seen, reader.lang)
        wants_page = forms["table"] == "rows"
        reply, problem = None, None
        try:
            reply = await replied(request, self._runner, job)
            if reply.kind != "wrong" or not wants_page:
                _check(reply)
        except ProblemError as found:
            if not wants_page:
                raise
            reply, problem = None, found
        if not wants_page and reply is not None:
            return _data(reply)
        base = str(request.base_url).rstrip("/")
        text = await run_in_threadpool(self._page, reader, asked, base, reply, problem)
        status = problem.status if problem else reply.status if reply else 500
        return Response(text, status, {**_HEADERS, **(problem.headers if problem else {})}, _HTML)

    def _page(self, reader: Reader, asked: Asked, base: str, reply: Reply | None, problem: ProblemError | None) -> str:
        return query_page(self._graph, reader, asked, base, self._steps, reply, problem)

    @cached_property
    def _steps(self) -> list[str]:
        return steps_of(self._graph)

    def _find(self, name: str, reader: Reader) -> CatalogQuery:
        """Return a query, or raise the page that offers the nearest ones."""
        try:
            return find_query(self._graph.queries(), name)
        except NotFoundError:
            pass
        near = _nearest(self._graph.queries(), name)
        links = [(reader.link(f"/queries/{query.id}"), query.summary[reader.lang]) for query in near]
        raise ProblemError(404, reader.words("no_query", name=name[:60]), links=links)


def _nearest(queries: Mapping[str, CatalogQuery], name: str) -> list[CatalogQuery]:
    return [queries[found] for found in get_close_matches(name, queries, n=4, cutoff=0.4)]


def _check(reply: Reply) -> None:
    """Raise what is no answer as a `ProblemError`."""
    if reply.status == 406:
        raise not_acceptable(reply.kind)
    if reply.kind == "wrong":
        raise ProblemError(reply.status, "; ".join(f"{name}: {text}" for name, text in json.loads(reply.body).items()))
    if reply.status != 200:
        raise ProblemError(reply.status, reply.body.decode())


def _data(reply: Reply) -> Response:
    media_type = FORMS[reply.form]
    charset = "; charset=utf-8" if media_type in _TEXTS else ""
    return Response(reply.body, headers={**_HEADERS, "content-type": media_type + charset})


def _described(query: CatalogQuery) -> dict[str, Any]:
    """Return what the list says of a query."""
    return {
        "id": query.id,
        "address": f"/queries/{query.id}",
        "summary": dict(query.summary),
        "description": query.description,
        "tags": list(query.tags),
        "view": query.view,
        "parameters": [
            {"name": one.name, "type": one.type, "default": one.default, "help": {"en": one.help, "ko": one.help_ko}}
            for one in query.parameters
        ],
        "sparql": query.sparql,
    }

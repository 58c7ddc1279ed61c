"""The routes of the endpoint."""

from __future__ import annotations

from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg.graph import KnowledgeGraph
from kg.terms import editor_terms
from kg.web.negotiate import has_version
from kg.web.problem import ProblemError
from kg.web.security import OPEN_TO_ALL
from kg.web.sparql import delivery
from kg.web.sparql.description import describing
from kg.web.sparql.pages.limits_page import limits_page
from kg.web.sparql.pages.query_page import SparqlPage
from kg.web.sparql.processes.cutting import LIMITS_PATH
from kg.web.sparql.processes.worker import Runner
from kg.web.sparql.protocol import asked
from kg.web.templating import Reader

__all__ = ["sparql_routes"]

_METHODS = {
    "allow": "GET, HEAD, POST, OPTIONS",
    "accept-post": "application/sparql-query, application/x-www-form-urlencoded",
}


def sparql_routes(graph: KnowledgeGraph, queries: Runner, *, writable: bool = False) -> list[BaseRoute]:
    """Return the routes over a graph; ``queries`` answers the queries of strangers."""
    sparql_page = SparqlPage(graph, queries.limits)
    describe = describing(graph, queries.limits, writable=writable)

    async def ask(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**OPEN_TO_ALL, **_METHODS})
        what = await asked(request, queries.limits)
        description = await describe(request, what)
        if description is not None:
            return description
        if what.query is None and not what.wants_page:
            raise ProblemError(400, "there is no query: send one as ?query=…, or open this address in a browser")
        if what.wants_page and request.query_params.get("view") == "picture":
            what = replace(what, picture=Reader(request).lang)
        etag = delivery.etag_of(request, queries, what)
        if etag is not None and has_version(request.headers.getlist("if-none-match"), etag):
            return delivery.not_modified(etag)
        reply, problem = None, None
        if what.query is not None:
            try:
                reply = await delivery.run(request, queries, what)
            except ProblemError as found:
                if not what.wants_page:
                    raise
                problem = found
        if reply is not None and reply.form != "rows":
            return delivery.respond(reply, etag)
        reader = Reader(request)
        text = await run_in_threadpool(sparql_page.render, reader, what, reply, problem)
        headers = {**OPEN_TO_ALL, "vary": "Accept, Accept-Language", "cache-control": "no-cache"}
        headers |= delivery.cut_headers(reply)
        status = problem.status if problem else 200
        return Response(text, status, {**headers, **(problem.headers if problem else {})}, "text/html")

    def terms(_: Request) -> Response:
        return JSONResponse(editor_terms(graph.ontology), headers={**OPEN_TO_ALL, "cache-control": "no-cache"})

    return [
        Route("/sparql", ask, methods=["GET", "POST", "OPTIONS"]),
        Route("/sparql/terms.json", terms),
        Route(LIMITS_PATH, limits_page(queries.limits)),
    ]

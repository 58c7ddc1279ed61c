"""The routes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.graph import KnowledgeGraph
from kg.web import sparql
from kg.web.assets import static
from kg.web.pages import Pages
from kg.web.problem import ProblemError, problem_handlers
from kg.web.security import OPEN_TO_ALL, SecurityHeaders
from kg.web.sparql_page import SparqlPage
from kg.web.templating import Reader
from kg.web.theme_page import ThemePages
from kg.web.worker import Runner, runner_for

__all__ = ["create_app"]


def create_app(graph: KnowledgeGraph, runner: Runner | None = None) -> Starlette:
    """Return the application over a graph; ``runner`` answers the queries of strangers (see `runner_for`)."""
    queries = runner or runner_for(graph)
    pages, themes, sparql_page = Pages(graph), ThemePages(graph), SparqlPage(graph)

    async def ask(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**OPEN_TO_ALL, "allow": "GET, HEAD, POST, OPTIONS"})
        what = await sparql.asked(request)
        if what.query is None and not what.wants_page:
            raise ProblemError(400, "there is no query: send one as ?query=…, or open this address in a browser")
        reply, problem = None, None
        if what.query is not None:
            try:
                reply = await sparql.run(request, queries, what)
            except ProblemError as found:
                if not what.wants_page:
                    raise
                problem = found
        if reply is not None and reply.form != "rows":
            return sparql.respond(reply)
        reader = Reader(request)
        text = await run_in_threadpool(sparql_page.render, reader, what, reply, problem)
        headers = {**OPEN_TO_ALL, "vary": "Accept, Accept-Language", "cache-control": "no-cache"}
        status = problem.status if problem else 200
        return Response(text, status, {**headers, **(problem.headers if problem else {})}, "text/html")

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        queries.warm_up()
        try:
            yield
        finally:
            await run_in_threadpool(queries.close)

    return Starlette(
        routes=[
            Route("/", pages.start),
            Route("/data", pages.data),
            Route("/data.csv", pages.data_csv),
            Route("/drama/{slug}/data", pages.drama_data),
            Route("/drama/{slug}.json", pages.drama_json),
            Route("/drama/{slug}/why", pages.why),
            Route("/drama/{slug}", pages.drama),
            Route("/themes", themes.tree),
            Route("/theme/{slug}", themes.theme),
            Route("/sparql", ask, methods=["GET", "POST", "OPTIONS"]),
            Route("/health", pages.health),
            Route("/static/{name}", static),
        ],
        middleware=[Middleware(SecurityHeaders), Middleware(GZipMiddleware, minimum_size=1000)],
        exception_handlers=problem_handlers(pages.problem),
        lifespan=lifespan,
    )

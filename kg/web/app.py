"""The routes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from kg.graph import KnowledgeGraph
from kg.web.assets import static
from kg.web.catalogue import catalogue_routes
from kg.web.dataset import Preparing, dataset_routes
from kg.web.dramas import drama_routes
from kg.web.dramas.pages import Pages
from kg.web.dramas.theme_page import ThemePages
from kg.web.linked import linked_routes
from kg.web.network import network_routes
from kg.web.people import people_routes
from kg.web.problem import ProblemError, problem_handlers
from kg.web.root_files import root_routes
from kg.web.search import search_routes, warm_up
from kg.web.security import SecurityHeaders
from kg.web.sparql.endpoint import sparql_routes
from kg.web.sparql.graphstore import graph_store_routes
from kg.web.sparql.processes.worker import Runner, runner_for
from kg.web.utf8 import ReadableAddresses

__all__ = ["close_application", "create_app"]


def create_app(
    graph: KnowledgeGraph, runner: Runner | None = None, *, writable: bool = False, preparing: Preparing | None = None
) -> Starlette:
    """Return the application over a graph; ``runner`` answers the queries of strangers (see `runner_for`).

    ``writable`` says that the store takes updates, from whoever this application is behind.
    ``app.state.limits`` are the limits that it keeps. ``app.state.preparing``, the given one if any, makes the dumps;
    whoever does not run the lifespan closes it.
    """
    queries = runner or runner_for(graph)
    pages = Pages(graph)
    preparing = preparing or Preparing(graph)
    handlers = problem_handlers(pages.problem)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        queries.warm_up()
        warm_up(graph)
        try:
            yield
        finally:
            await run_in_threadpool(close_application, app, queries)

    app = Starlette(
        routes=[
            *network_routes(graph),
            *drama_routes(pages, ThemePages(graph)),
            *search_routes(graph),
            *sparql_routes(graph, queries, writable=writable),
            *people_routes(graph),
            *catalogue_routes(graph, queries),
            *dataset_routes(graph, preparing),
            *linked_routes(graph),
            *graph_store_routes(graph),
            *root_routes(),
            Route("/health", pages.health),
            Route("/static/{name}", static),
        ],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(GZipMiddleware, minimum_size=1000),
            Middleware(ReadableAddresses, tell=handlers[ProblemError]),
        ],
        exception_handlers=handlers,
        lifespan=lifespan,
    )
    app.state.limits = queries.limits
    app.state.preparing = preparing
    return app


def close_application(app: Starlette, runner: Runner) -> None:
    """End what an application has begun: its dumps, and the processes that answer queries."""
    app.state.preparing.close()
    runner.close()

"""The pages for fans: dramas, themes, why a relationship holds, and how much is known."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from kg.web.dramas.pages import Pages
from kg.web.dramas.theme_page import ThemePages

__all__ = ["drama_routes"]


def drama_routes(pages: Pages, themes: ThemePages) -> list[BaseRoute]:
    """Return the routes of these pages."""
    return [
        Route("/", pages.start),
        Route("/dramas", pages.dramas),
        Route("/data", pages.data),
        Route("/data.csv", pages.data_csv),
        Route("/drama/{slug}/data", pages.drama_data),
        Route("/drama/{slug}.json", pages.drama_json),
        Route("/drama/{slug}/why", pages.why),
        Route("/drama/{slug}", pages.drama),
        Route("/themes", themes.tree),
        Route("/theme/{slug}", themes.theme),
    ]

"""People, characters, and the ways between people."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from kg.graph import KnowledgeGraph
from kg.web.people.asked import Asked
from kg.web.people.character_pages import CharacterPages
from kg.web.people.finding import LONGEST_NAME, People
from kg.web.people.path_pages import PathPages
from kg.web.people.person_pages import PersonPages

__all__ = ["LONGEST_NAME", "people_routes"]


def people_routes(graph: KnowledgeGraph) -> list[BaseRoute]:
    """Return the routes over a graph."""
    asked, people = Asked(graph), People(graph)
    characters = CharacterPages(graph, asked)
    persons, paths = PersonPages(graph, asked, people), PathPages(graph, asked, people)
    return [
        Route("/person/{slug}.json", persons.person_json),
        Route("/person/{slug}", persons.person),
        Route("/character/{drama}/{slug}.json", characters.character_json),
        Route("/character/{drama}/{slug}", characters.character),
        Route("/path.json", paths.path_json),
        Route("/path", paths.path),
        Route("/surprise", characters.surprise),
    ]

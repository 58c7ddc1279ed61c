"""Queries to start from: a few that show what the graph has, and the catalogue's with its parameters filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from threading import Lock

from kg.catalog import CatalogQuery, grouped
from kg.errors import NotFoundError
from kg.graph import KnowledgeGraph
from kg.sparqltext import with_prefixes
from kg.vocab import ID_BASE, PREFIXES

__all__ = ["EXAMPLES", "Examples"]

_TEXTS = {
    "example_cast": """SELECT ?drama ?character ?actor WHERE {
  ?performance dkg:inDrama/skos:prefLabel ?drama ;
               dkg:portrays/skos:prefLabel ?character ;
               dkg:performer/skos:prefLabel ?actor .
  FILTER(LANG(?drama) = "en" && LANG(?character) = "en" && LANG(?actor) = "en")
} ORDER BY ?drama ?character""",
    "example_ties": """SELECT ?kind (COUNT(DISTINCT ?phase) AS ?how_many) WHERE {
  GRAPH ?graph { ?phase dkg:ofArc ?arc ; a ?type }
  ?graph dkg:revealedAt ?beat .
  ?type rdfs:label ?kind .
  FILTER(LANG(?kind) = "en")
} GROUP BY ?kind ORDER BY DESC(?how_many) ?kind""",
    "example_mentor": """SELECT DISTINCT ?mentor ?mentee ?source ?place WHERE {
  GRAPH ?graph { ?phase a dkg:Mentoring ; dkg:mentor ?mentor ; dkg:mentee ?mentee ; dkg:locator ?place }
  GRAPH graph:provenance { ?graph prov:wasDerivedFrom ?source }
} ORDER BY ?mentor ?source""",
    "example_graph": """DESCRIBE id:drama/soundtrack-1""".replace(
        "id:drama/soundtrack-1", f"<{ID_BASE}drama/soundtrack-1>"
    ),
}
EXAMPLES = {name: with_prefixes(text, PREFIXES) for name, text in _TEXTS.items()}


Group = tuple[str, list[tuple[Mapping[str, str], str]]]


class Examples:
    """The catalogue's queries as texts that stand alone, made when they are first asked for."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self._made: dict[str, list[Group]] = {}
        self._lock = Lock()

    def of(self, lang: str) -> Sequence[Group]:
        """Return groups of queries, each with what it asks, by language, and its text for a reader of ``lang``."""
        with self._lock:
            if lang not in self._made:
                groups = grouped(self._graph.queries().values()).items()
                made = [(name, list(self._texts(queries, lang))) for name, queries in groups]
                self._made[lang] = [(name, texts) for name, texts in made if texts]
        return self._made[lang]

    def _texts(self, queries: Iterable[CatalogQuery], lang: str) -> Iterator[tuple[Mapping[str, str], str]]:
        for query in queries:
            # A query whose default is a drama that is not in this graph is no example here.
            with suppress(NotFoundError):
                yield query.summary, self._graph.sparql_of(query.id, lang=lang)

"""What each address of the site takes and gives, for programs. A new address is described here, in one entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.catalog import CatalogQuery, Parameter
from kg.names import LANGUAGES
from kg.search import KINDS
from kg.web.catalogue.api_far import at_beat, at_dramas
from kg.web.catalogue.api_linked import LINKED
from kg.web.catalogue.api_network import NETWORK
from kg.web.catalogue.api_parts import Part, field, operation, rdf, ref
from kg.web.catalogue.api_people import PEOPLE
from kg.web.catalogue.api_search import SEARCH
from kg.web.catalogue.asked import LONGEST, ONE_LINE
from kg.web.sparql.limits import Limits

__all__ = ["LONGEST_BEGINNING", "PATHS", "paths_of"]

LONGEST_BEGINNING = 100  # characters of a name to complete

_STRING: Part = {"type": "string"}
_TABLE: Mapping[str, Part] = {
    "application/sparql-results+json": ref("Table"),
    "application/sparql-results+xml": {},
    "text/csv": _STRING,
    "text/tab-separated-values": _STRING,
}
_TRIPLES = rdf("ttl", "nt", "jsonld", "rdfxml")
_RUN_PROBLEMS = ("400", "404", "406", "500", "503", "504")
_QUERY: Part = {"type": "string", "format": "sparql", "minLength": 1, "maxLength": int(Limits().request_bytes // 4)}
_VIEWPOINT = [
    at_dramas(),
    field("lang", "The language of labels.", {"type": "string", "enum": list(LANGUAGES)}, "en"),
]
_SPARQL_FIELDS = [
    field("default-graph-uri", "A graph to ask, or a view.", {"type": "string", "format": "uri"},
          "https://w3id.org/drama-kg/view/premise"),
    field("format", "The form of the answer, instead of Accept.", {"type": "string", "enum": ["json", "xml"]}, "json"),
]  # fmt: skip

PATHS: Mapping[str, Part] = {
    "/queries": {
        "get": operation(
            "queries", "All questions, as a page or as JSON", {"application/json": ref("Queries"), "text/html": {}},
            tag="Questions",
        ),
    },
    "/queries.json": {
        "get": operation("queriesAsJson", "All questions", {"application/json": ref("Queries")}, tag="Questions"),
    },
    "/queries/complete": {
        "get": operation(
            "complete", "Names that go on from what somebody has typed", {"application/json": ref("Suggestions")},
            tag="Questions",
            description="Only names that may be known as far as 'at' says.",
            fields=[
                field("type", "What it is the name of.", {"type": "string", "enum": list(KINDS)}, "character",
                      required=True),
                field("q", "What has been typed.", {"type": "string", "maxLength": LONGEST_BEGINNING}, "이은"),
                *_VIEWPOINT,
            ],
            problems=("400", "404"),
        ),
    },
    "/drama/{slug}.json": {
        "get": operation(
            "drama", "A drama as far as it has been told", {"application/json": ref("Drama")}, tag="Dramas",
            fields=[
                field("slug", "Its slug or title.", {"type": "string", "minLength": 1, "maxLength": LONGEST},
                      "soundtrack-1", place="path"),
                at_beat(),
            ],
            problems=("400", "404"),
        ),
    },
    "/data.csv": {
        "get": operation("coverage", "How much is known of each drama", {"text/csv": _STRING}, tag="Dramas"),
    },
    "/health": {
        "get": operation(
            "health", "Whether the graph answers, and how much is in it", {"application/json": ref("Health")},
            tag="Site",
        ),
    },
    "/openapi.json": {
        "get": operation("openapi", "This description", {"application/json": {"type": "object"}}, tag="Site"),
    },
    "/sparql": {
        "get": operation(
            "sparql", "The answer to a SPARQL 1.1 query, or what the endpoint is",
            {**_TABLE, **_TRIPLES, "text/html": {}}, tag="SPARQL",
            description="The SPARQL 1.1 Protocol: docs/sparql.md. Everything is told, unless a view is asked. Without "
            "a query the answer is a Service Description in RDF.",
            fields=[field("query", "SELECT, ASK, CONSTRUCT or DESCRIBE.", _QUERY, "ASK { ?drama a dkg:Drama }"),
                    *_SPARQL_FIELDS],
            problems=("400", "403", "406", "500", "503", "504"),
        ),
        "post": operation(
            "sparqlPosted", "The same for a longer query", {**_TABLE, **_TRIPLES, "text/html": {}}, tag="SPARQL",
            fields=_SPARQL_FIELDS,
            body={
                "required": True,
                "content": {
                    "application/sparql-query": {"schema": _QUERY},
                    "application/x-www-form-urlencoded": {
                        "schema": {"type": "object", "properties": {"query": _QUERY}, "required": ["query"]},
                    },
                },
            },
            problems=("400", "403", "406", "413", "415", "500", "503", "504"),
        ),
    },
    "/sparql/limits": {
        "get": operation(
            "limits", "What a query may take", {"application/json": ref("Limits"), "text/html": {}}, tag="SPARQL",
        ),
    },
    "/sparql/terms.json": {
        "get": operation(
            "terms", "What the editor completes: prefixes, and the terms of the ontology",
            {"application/json": ref("EditorTerms")}, tag="SPARQL",
        ),
    },
    **NETWORK,
    **PEOPLE,
    **SEARCH,
    **LINKED,
}  # fmt: skip


def paths_of(queries: Iterable[CatalogQuery]) -> dict[str, Part]:
    """Return the paths of the questions: each as a page or by Accept, and by the ending of its address."""
    found: dict[str, Part] = {}
    for query in queries:
        fields = [*map(_value, (one for one in query.parameters if one.name != "lang")), *_VIEWPOINT]
        name = "".join(word.title() for word in query.id.split("-"))
        summary = f"{query.summary['en']} ({query.summary['ko']})"
        found[f"/queries/{query.id}"] = {
            "get": operation(
                f"ask{name}", summary, {**_TABLE, "application/json": ref("Table"), "text/html": {}},
                tag="Questions", description=query.description, fields=fields, problems=_RUN_PROBLEMS,
            ),
        }  # fmt: skip
        form = field("form", "The form of the answer.", {"type": "string", "enum": ["json", "csv", "tsv", "xml"]},
                     "csv", place="path")  # fmt: skip
        found[f"/queries/{query.id}.{{form}}"] = {
            "get": operation(
                f"fetch{name}", summary, _TABLE, tag="Questions", description=query.description,
                fields=[form, *fields], problems=_RUN_PROBLEMS,
            ),
        }  # fmt: skip
    return found


def _value(parameter: Parameter) -> Part:
    """Return the field of a parameter of a query."""
    what = parameter.help or parameter.type
    if parameter.type == "integer":
        return field(
            parameter.name, what, {"type": "integer", "default": int(parameter.default)}, int(parameter.default)
        )
    named = f"{what[:1].upper()}{what[1:]}: a name in English or Korean, a slug or an IRI."
    description = named if parameter.type in KINDS else what
    schema: Part = {"type": "string", "maxLength": LONGEST, "default": parameter.default}
    return field(parameter.name, description, {**schema, "pattern": ONE_LINE}, parameter.default)

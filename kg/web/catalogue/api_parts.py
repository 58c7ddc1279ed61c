"""The parts that the descriptions of paths are made of: parameters, answers, problems, and schemas (OpenAPI 3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.names import LANGUAGES
from kg.web.sparql.forms import FORMS

__all__ = ["SCHEMAS", "Part", "field", "operation", "rdf", "ref"]

Part = dict[str, Any]

_TEXT: Part = {"type": "string"}
_NUMBER: Part = {"type": "integer", "minimum": 0}
_REAL: Part = {"type": ["number", "null"]}
_TEXTS: Part = {
    "type": "object",
    "description": "A text by language.",
    "properties": dict.fromkeys(LANGUAGES, _TEXT),
    "additionalProperties": _TEXT,
}
_IRI: Part = {"type": "string", "pattern": "^[a-z]+:"}
_NAMED: Part = {
    "type": "object",
    "properties": {"iri": _IRI, "label": _TEXTS},
    "required": ["iri", "label"],
    "additionalProperties": False,
}


_NAMES: Part = {
    "type": "object",
    "properties": {"iri": _IRI, "names": _TEXTS},
    "required": ["iri", "names"],
    "additionalProperties": False,
}
_LISTS: Part = {"type": "object", "additionalProperties": {"type": "array", "items": _TEXT}}


def ref(name: str) -> Part:
    """Return a reference to one of `SCHEMAS`."""
    return {"$ref": f"#/components/schemas/{name}"}


def rdf(*forms: str) -> dict[str, Part]:
    """Return the media types of RDF in some forms, by the names that a query's answers have for them."""
    return {FORMS[form][0]: {} if form == "jsonld" else _TEXT for form in forms}


def _strict(properties: Mapping[str, Part], optional: Iterable[str] = ()) -> Part:
    """Return the schema of an object that has just these properties."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _list(items: Part) -> Part:
    return {"type": "array", "items": items}


def _one_of(*values: str) -> Part:
    return {"type": "string", "enum": list(values)}


SCHEMAS: Mapping[str, Part] = {
    "Problem": _strict({"error": {"type": "string", "minLength": 1}, "status": {"type": "integer"}}),
    "Term": {
        "description": "An RDF term in SPARQL 1.1 Query Results JSON.",
        "oneOf": [
            _strict({"type": _one_of("uri"), "value": _IRI}),
            _strict({"type": _one_of("bnode"), "value": _TEXT}),
            _strict(
                {"type": _one_of("literal"), "value": _TEXT, "xml:lang": _TEXT, "datatype": _IRI},
                optional=("xml:lang", "datatype"),
            ),
        ],
    },
    "Table": {
        "description": "The answer to SELECT or ASK, as SPARQL 1.1 Query Results JSON.",
        "oneOf": [
            _strict({
                "head": _strict({"vars": _list(_TEXT)}),
                "results": _strict({"bindings": _list({"type": "object", "additionalProperties": ref("Term")})}),
            }),
            _strict({"head": {"type": "object"}, "boolean": {"type": "boolean"}}),
        ],
    },
    "Query": _strict({
        "id": {"type": "string", "pattern": "^[a-z0-9-]+$"},
        "address": {"type": "string", "pattern": "^/queries/"},
        "summary": _TEXTS,
        "description": _TEXT,
        "tags": _list(_TEXT),
        "view": _one_of("table", "chart", "network", "timeline"),
        "parameters": _list(_strict({"name": _TEXT, "type": _TEXT, "default": _TEXT, "help": _TEXTS})),
        "sparql": _TEXT,
    }),
    "Queries": _strict({"queries": _list(ref("Query"))}),
    "Suggestions": _strict({
        "suggestions": _list(_strict({"iri": _IRI, "value": _TEXT, "label": _TEXT, "detail": _TEXT})),
    }),
    "Hit": _strict({
        "iri": _IRI,
        "kind": _TEXT,
        "address": {"type": "string", "pattern": "^/"},
        "label": _TEXTS,
        "matched": _TEXT,
        "how": _TEXT,
        "detail": _TEXTS,
        "lead": {"type": "boolean"},
    }),
    "Found": _strict({"q": _TEXT, "hits": _list(ref("Hit")), "near": _list(ref("Hit"))}),
    "Thing": _strict({
        "iri": _IRI,
        "label": _TEXTS,
        "types": _list(_NAMED),
        **{name: _list({"type": "object", "required": ["property"]}) for name in ("statements", "incoming")},
    }),
    "Graph": _strict({
        "graph": ref("Thing"),
        "total": _NUMBER,
        "triples": _list({**_list({"type": "object"}), "minItems": 3, "maxItems": 3}),
        "labels": {"type": "object", "additionalProperties": _TEXTS},
    }),
    "Terms": _list({"type": "object", "required": ["iri", "name", "kind", "label"]}),
    "EditorTerms": _strict({
        "prefixes": {"type": "object", "additionalProperties": _IRI},
        "terms": _list(
            _strict({"iri": _IRI, "kind": _one_of("class", "property"), "label": _TEXTS, "comment": _TEXTS})
        ),
    }),
    "Limits": {
        "type": "object",
        "additionalProperties": _strict({"value": {"type": "number"}, "unit": _TEXT, "means": _TEXT}),
    },
    "Health": {
        "type": "object",
        "properties": {"status": {"const": "ok"}, "dramas": _NUMBER},
        "required": ["status", "dramas"],
        "additionalProperties": {"type": ["string", "number"]},
    },
    "Drama": _strict({
        "iri": _IRI,
        "slug": _TEXT,
        "titles": _TEXTS,
        "told": _strict({"position": _NUMBER, "last": _NUMBER, "complete": {"type": "boolean"}}),
        **{
            name: _list({"type": "object"})
            for name in ("beats", "production", "groups", "characters", "notes", "aliases", "performers",
                         "relationships", "events", "themes", "themes_compared", "judgements", "sources")
        },
        "left_open": {"type": "object", "additionalProperties": _list(_TEXT)},
    }),
    "Person": _strict({
        "iri": _IRI,
        "slug": _TEXT,
        "names": _TEXTS,
        **dict.fromkeys(("also", "occupations", "notes"), _LISTS),
        **dict.fromkeys(("identifiers", "possible_identifiers", "links"), _list(_TEXT)),
        "namesakes": _list(_NAMES),
        "credits": _list({"type": "object", "required": ["drama", "job", "characters", "billing"]}),
        "co_stars": _list(_strict({"iri": _IRI, "names": _TEXTS, "dramas": _list(_IRI)})),
        "sources": _list(_strict({"iri": _IRI, "names": _TEXTS, "places": _list(_TEXT)})),
    }),
    "Character": _strict({
        "iri": _IRI,
        "slug": _TEXT,
        "drama": _strict({"iri": _IRI, "slug": _TEXT, "titles": _TEXTS}),
        "told": _strict({"position": _NUMBER, "last": _NUMBER, "complete": {"type": "boolean"}}),
        "names": _TEXTS,
        **dict.fromkeys(("also", "occupations"), _LISTS),
        "unnamed": {"type": "boolean"},
        "aliases": _list(_TEXTS),
        **dict.fromkeys(("played_by", "groups"), _list(_NAMES)),
        "billing": {"type": ["string", "null"]},
        **dict.fromkeys(("notes", "events"), _list({"type": "object"})),
        "relationships": _list(_strict({"with": _NAMES, "phases": _list({"type": "object"})})),
        "sources": _list(_strict({"iri": _IRI, "titles": _TEXTS, "places": _list(_TEXT)})),
    }),
    "Network": _strict({
        "drama": _IRI,
        "of": _one_of("relationships", "presence"),
        "told": _strict({"position": _NUMBER, "last": _NUMBER, "complete": {"type": "boolean"}}),
        "network": {
            "type": "object",
            "properties": {"components": _list(_strict({"nodes": _NUMBER, "diameter": _NUMBER, "mean": _REAL}))},
            "additionalProperties": _REAL,
        },
        "nodes": _list({
            "type": "object", "properties": {"node": _IRI}, "required": ["node"], "additionalProperties": _REAL,
        }),
    }),
    "Path": _strict({
        "from": _NAMES,
        "to": _NAMES,
        "distance": {"type": "integer", "minimum": 1},
        "through": _one_of("cast", "all"),
        "chains": _list(_strict({
            "people": _list(_NAMES),
            "steps": _list(_strict({
                "shared": _list({"type": "object", "required": ["drama", "one", "other"]}),
            })),
            "words": {"type": "object", "additionalProperties": _list(_TEXT)},
        })),
    }),
}  # fmt: skip

_PROBLEMS: Mapping[str, str] = {
    "300": "Several people have that name: the text says their slugs.",
    "400": "What was sent cannot be understood.",
    "403": "It is not allowed: an update, or SERVICE.",
    "404": "Nothing has that name.",
    "406": "The answer has no form that you take.",
    "413": "Too much was sent.",
    "415": "It was sent in a form that is not known here.",
    "500": "It went wrong on our side, or took more memory than it may.",
    "503": "Too many others are asking; try again after Retry-After seconds.",
    "504": "It was stopped at its deadline.",
}


def field(name: str, description: str, schema: Part, example: object, *, place: str = "query", **more: Any) -> Part:
    """Return a parameter, optional unless it is in the path or ``required=True`` is given."""
    required = {"required": True} if place == "path" else {}
    return {
        "name": name, "in": place, "description": description, "schema": schema, "example": example, **required, **more,
    }  # fmt: skip


def operation(
    identity: str,
    summary: str,
    answers: Mapping[str, Part],
    *,
    tag: str,
    description: str = "",
    fields: Iterable[Part] = (),
    body: Part | None = None,
    problems: Iterable[str] = (),
) -> Part:
    """Return an operation; ``answers`` maps a media type of its answer to the schema, ``problems`` are statuses."""
    problem = {"application/json": {"schema": ref("Problem")}, "text/plain": {"schema": _TEXT}, "text/html": {}}
    return {
        "operationId": identity,
        "summary": summary,
        **({"description": description} if description else {}),
        "tags": [tag],
        "parameters": list(fields),
        **({"requestBody": body} if body else {}),
        "responses": {
            "200": {
                "description": "The answer.",
                "content": {media: {"schema": schema} if schema else {} for media, schema in answers.items()},
            },
            **{status: {"description": _PROBLEMS[status], "content": problem} for status in problems},
        },
    }

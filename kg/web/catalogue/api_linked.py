"""What the addresses of linked data, of the dataset as a whole and of its graphs take and give, for programs."""

from __future__ import annotations

from collections.abc import Mapping

from kg.dataset import CHECKSUMS, Dump, dumps
from kg.web.catalogue.api_far import how_far
from kg.web.catalogue.api_parts import Part, field, operation, rdf, ref

__all__ = ["LINKED"]

_LINKED = rdf("ttl", "jsonld", "nt", "trig")
_DESCRIBED = rdf("ttl", "jsonld", "rdfxml", "nt")
_FORMAT: Part = {"type": "string", "enum": ["ttl", "jsonld", "rdfxml", "nt"]}
_PAGE: Part = {"text/html": {}}
_GRAPH = "https://w3id.org/drama-kg/graph/soundtrack-1/beats/1"
_AT = how_far(of_one=True)
_ONE_GRAPH = field("graph", "The IRI of a graph.", {"type": "string", "enum": [_GRAPH]}, _GRAPH)


def _below(what: str, example: str) -> Part:
    """Return the rest of an address behind its first part."""
    path = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*$", "maxLength": 200}
    return field("path", what, path, example, place="path")


def _void(identity: str) -> Part:
    return operation(
        identity, "How much is in the graph, by class and property, and how to get it (VoID)", _DESCRIBED,
        tag="Dataset", problems=("400", "406"),
    )  # fmt: skip


LINKED: Mapping[str, Part] = {
    "/id/{path}": {
        "get": operation(
            "thing", "What is known of a thing, by its IRI", {**_PAGE, **_LINKED, "application/json": ref("Thing")},
            tag="Linked data",
            description="Its statements with who tells them, what leads to it, and labels of it all. The form is also "
            "chosen by an ending: .ttl, .jsonld, .json, .nt, .trig.",
            fields=[_below("The IRI behind https://w3id.org/drama-kg/id/.", "person/park-hyung-sik"), _AT],
            problems=("400", "404", "406"),
        ),
    },
    "/graph/{path}": {
        "get": operation(
            "graph", "What a named graph holds", {**_PAGE, **_LINKED, "application/json": ref("Graph")},
            tag="Linked data",
            fields=[
                _below("The IRI behind https://w3id.org/drama-kg/graph/.", "soundtrack-1/beats/1"), _AT,
                field("page", "Which hundred of its statements.", {"type": "integer", "minimum": 1, "maximum": 100_000},
                      1),
            ],
            problems=("400", "404", "406"),
        ),
    },
    "/ontology": {
        "get": operation(
            "ontology", "Every class and property", {**_PAGE, **_LINKED, "application/json": ref("Terms")},
            tag="Linked data", problems=("406",),
        ),
    },
    "/dataset": {
        "get": operation(
            "dataset", "What the data is as a whole (DCAT)", {**_PAGE, **_DESCRIBED}, tag="Dataset",
            description="Publisher, licence, version, citation and downloads. /dataset.json is schema.org/Dataset.",
            problems=("400", "406"),
        ),
    },
    "/dataset.{ending}": {
        "get": operation(
            "datasetAs", "The same in a form", {**_DESCRIBED}, tag="Dataset",
            fields=[field("ending", "The form.", {"type": "string", "enum": [*_FORMAT["enum"], "json"]}, "json",
                          place="path")],
            problems=("400", "404"),
        ),
    },
    "/void": {"get": _void("void")},
    "/.well-known/void": {"get": _void("voidWellKnown")},
    "/dump/{name}": {
        "get": operation(
            "dump", "The whole graph as a compressed file", {"application/gzip": {}, "text/plain": {}},
            tag="Dataset",
            description="Ranges are served. The first request for a build has the files made, and may get 503.",
            fields=[field("name", "The file.", {"type": "string", "enum": [CHECKSUMS, *(one.name for one in dumps())]},
                          Dump("inferred", "nq").name, place="path")],
            problems=("404", "503"),
        ),
    },
    "/graph-store": {
        "get": operation(
            "graphStore", "A named graph, the default graph or all graphs, as they are stored",
            rdf("ttl", "nt", "rdfxml", "jsonld", "trig", "nq"), tag="Dataset",
            description="The SPARQL 1.1 Graph Store HTTP Protocol: docs/writing.md. It tells everything. Only a "
            "server that was started with --writable takes PUT, POST and DELETE as well.",
            fields=[{**_ONE_GRAPH, "description": "The IRI of a graph; without it, all graphs in TriG or N-Quads."}],
            problems=("400", "404", "406", "503", "504"),
        ),
    },
}  # fmt: skip

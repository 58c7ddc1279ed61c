"""What the addresses of people, characters and the ways between people take and give, for programs."""

from __future__ import annotations

from collections.abc import Mapping

from kg.web.catalogue.api_far import how_far
from kg.web.catalogue.api_parts import Part, field, operation, ref
from kg.web.people import LONGEST_NAME

__all__ = ["PEOPLE"]

_SLUG: Part = {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME, "pattern": r"^[\w:~-]+$"}
_NAME: Part = {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME, "pattern": r"\S"}
_FAR = how_far()

PEOPLE: Mapping[str, Part] = {
    "/person/{slug}.json": {
        "get": operation(
            "person", "Who a person is: dramas with parts, with whom they act, identifiers, sources",
            {"application/json": ref("Person")}, tag="People",
            description="Who is told of later is not found, as who does not exist.",
            fields=[field("slug", "A slug or a name.", _SLUG, "park-hyung-sik", place="path"), _FAR],
            problems=("300", "400", "404"),
        ),
    },
    "/character/{drama}/{slug}.json": {
        "get": operation(
            "character", "A character as far as the drama has been told", {"application/json": ref("Character")},
            tag="People",
            fields=[
                field("drama", "The drama's slug.", _SLUG, "soundtrack-1", place="path"),
                field("slug", "The character's slug or name.", _SLUG, "eunsoo", place="path"),
                how_far(of_one=True),
            ],
            problems=("400", "404"),
        ),
    },
    "/path.json": {
        "get": operation(
            "path", "How two people are connected: the shortest chains of dramas that people share",
            {"application/json": ref("Path")}, tag="People",
            fields=[
                field("from", "A slug or a name.", _NAME, "park-hyung-sik", required=True),
                field("to", "Another one.", _NAME, "noh-sang-hyun", required=True),
                field("through", "'all' counts directors and writers too.",
                      {"type": "string", "enum": ["cast", "all"]}, "cast"),
                _FAR,
            ],
            problems=("300", "400", "404"),
        ),
    },
}  # fmt: skip

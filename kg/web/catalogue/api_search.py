"""What the address of the search takes and gives, for programs."""

from __future__ import annotations

from collections.abc import Mapping

from kg.names import LANGUAGES
from kg.web.catalogue.api_far import how_far
from kg.web.catalogue.api_parts import Part, field, operation, ref
from kg.web.search.asked import FOUND, LONGEST, MOST

__all__ = ["SEARCH"]

SEARCH: Mapping[str, Part] = {
    "/search.json": {
        "get": operation(
            "search", "Dramas, people, characters and themes by any spelling of a name",
            {"application/json": ref("Found")}, tag="Dramas",
            description="Hangul, first consonants, any romanisation, typing errors. Only names that are told as far as "
            "'at' says are found. 'matched' is the name that fits, and 'how' in which way. Where nothing is found, "
            "'near' has what a part of the text finds.",
            fields=[
                field("q", "A name, or a part of one.", {"type": "string", "maxLength": LONGEST}, "ㅂㅎㅅ",
                      required=True),
                field("kind", "Only this kind of things.", {"type": "string", "enum": list(FOUND)}, "person"),
                field("most", "How many hits at most.", {"type": "integer", "minimum": 1, "maximum": MOST}, 10),
                how_far(),
                field("forgive", "1 leaves out of 'at' what names no drama or no step here; otherwise that is 400.",
                      {"type": "string", "enum": ["0", "1"]}, "1"),
                field("lang", "The language that decides among equals.", {"type": "string", "enum": list(LANGUAGES)},
                      "en"),
            ],
            problems=("400",),
        ),
    },
}  # fmt: skip

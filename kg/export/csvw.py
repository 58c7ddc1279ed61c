"""What a CSV means, as CSV on the Web (CSVW) has it: a description beside the file, named after it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kg.export.rows import Exported
from kg.export.tables import TABLES, Column
from kg.vocab import ID_BASE

__all__ = ["describe"]

_CURATED_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def describe(what: str, exported: Sequence[Exported], url: str) -> str:
    """Return the description of a table as JSON; ``url`` is the address of the CSV, seen from the description."""
    layout = TABLES[what]
    base = exported[0].id_base if exported else f"{ID_BASE}drama/"
    schema: dict[str, Any] = {
        "columns": [_column(column, base) for column in layout.columns],
        "primaryKey": list(layout.key),
    }
    if what == "characters":
        schema["aboutUrl"] = f"{base}{{+Id}}"
    described: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": url,
        "dc:title": [{"@value": layout.titles[0], "@language": "en"}, {"@value": layout.titles[1], "@language": "ko"}],
        "dc:source": [{"@id": f"{ID_BASE}drama/{one.slug}"} for one in exported],
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "quoteChar": '"', "doubleQuote": True},
        "tableSchema": schema,
    }
    licences = _licences(exported)
    if licences:
        described["dc:license"] = [{"@id": licence} for licence in licences]
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _column(column: Column, base: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": {"en": column.name, "ko": column.korean},
        "dc:description": {"@value": column.about, "@language": "en"},
        "datatype": column.datatype,
    }
    if column.required:
        described["required"] = True
    if column.property is not None:
        described["propertyUrl"] = column.property
    if column.language is not None:
        described["lang"] = column.language
    if column.separator is not None:
        described["separator"] = column.separator
    if column.names == "character":
        described["valueUrl"] = f"{base}{{+{column.name}}}"
    elif column.names == "drama":
        described["valueUrl"] = f"{ID_BASE}drama/{{+{column.name}}}"
    return described


def _licences(exported: Sequence[Exported]) -> list[str]:
    """Return the licences of what is exported; none where that of one drama is not known.

    What is curated here (its slug has no catalogue before it) is ours to license.
    """
    found: dict[str, None] = {}
    for one in exported:
        of_one = one.licences or ((_CURATED_LICENCE,) if ":" not in one.slug else ())
        if not of_one:
            return []
        found.update(dict.fromkeys(of_one))
    return list(found)

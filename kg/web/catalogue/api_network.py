"""What the addresses of a drama's network take and give, for programs."""

from __future__ import annotations

from collections.abc import Mapping

from kg.web.catalogue.api_far import how_far
from kg.web.catalogue.api_parts import Part, field, operation, ref
from kg.web.people import LONGEST_NAME

__all__ = ["NETWORK"]

_FIELDS = [
    field("drama", "The drama's slug.",
          {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME, "pattern": r"^[\w:~-]+$"}, "soundtrack-1",
          place="path"),
    how_far(of_one=True),
]  # fmt: skip
_COUNTED = {
    "network": ("Network", "by their relationships; each phase of one is a tie"),
    "presence": ("Presence", "by who appears together, in scenes or, where there are none, in events"),
}
_FORMS = {"json": ("AsJson", "application/json"), "csv": ("AsCsv", "text/csv")}


def _operation(path: str, form: str) -> Part:
    (name, counted), (ending, media) = _COUNTED[path], _FORMS[form]
    schema: Part = {"type": "string"} if form == "csv" else ref("Network")
    return operation(
        f"measure{name}{ending}", f"How central the characters of a drama are, {counted}", {media: schema},
        tag="Dramas", description="As far as told; docs/analysis.md defines the measures.", fields=_FIELDS,
        problems=("400", "404"),
    )  # fmt: skip


NETWORK: Mapping[str, Part] = {
    f"/drama/{{drama}}/{path}.{form}": {"get": _operation(path, form)} for path in _COUNTED for form in _FORMS
}

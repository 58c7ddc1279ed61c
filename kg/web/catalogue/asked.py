"""What a request for a query of the catalogue asks: values, how far somebody is, and the form of the answer."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from kg.catalog import CatalogQuery
from kg.errors import NotFoundError, did_you_mean
from kg.names import LANGUAGES
from kg.views import parse_viewpoint
from kg.web.negotiate import best_type
from kg.web.problem import ProblemError

__all__ = [
    "ENDINGS",
    "FORMS",
    "LONGEST",
    "ONE_LINE",
    "Asked",
    "asked_of",
    "forms_of",
    "language_of",
    "not_acceptable",
    "seen_of",
]

LONGEST = 300  # characters of a value
# No control characters, and none that change the direction of text.
ONE_LINE = r"^[^\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]*$"
_OWN = ("at", "spoiler-free", "lang")  # fields that are no parameters of a query
_MOST_DRAMAS = 100  # of a viewpoint

# Form -> media type and, in the order in which they are preferred, the forms that each kind of answer can have.
FORMS: Mapping[str, str] = {
    "rows": "text/html",
    "json": "application/sparql-results+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml",
    "jsonld": "application/ld+json",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdfxml": "application/rdf+xml",
}
_KINDS: Mapping[str, tuple[str, ...]] = {
    "table": ("json", "csv", "tsv", "xml"),
    "boolean": ("json", "xml"),
    "graph": ("jsonld", "ttl", "nt", "rdfxml"),
}
# What the address may end in; "json" of triples is JSON-LD.
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "json": ("json", "jsonld"), "csv": ("csv",), "tsv": ("tsv",), "xml": ("xml", "rdfxml"),
    "ttl": ("ttl",), "nt": ("nt",), "jsonld": ("jsonld",), "rdf": ("rdfxml",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with values as somebody typed them; ``seen`` None tells everything, and no texts only the premise."""

    query: CatalogQuery
    values: Mapping[str, str]
    seen: tuple[str, ...] | None


def asked_of(request: Request, query: CatalogQuery) -> Asked:
    """Read the fields of a request. Raises `ProblemError` for those that the query does not have."""
    known = [parameter.name for parameter in query.parameters if parameter.name not in _OWN]
    values: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in _OWN:
            continue
        if name not in known:
            hint = did_you_mean(name[:60], known) or "it has none"
            fields = {"name": name[:60], "hint": hint, "known": ", ".join(known) or "–"}
            raise ProblemError(400, f"this question has no field '{name[:60]}'; {hint}", told="no_field", values=fields)
        if name in values:
            raise ProblemError(400, f"'{name}' is given twice", told="field_twice", values={"name": name})
        if len(value) > LONGEST or not re.fullmatch(ONE_LINE, value):
            limits = {"name": name, "most": LONGEST}
            text = f"'{name}' is one line of at most {LONGEST} characters"
            raise ProblemError(400, text, told="field_long", values=limits)
        if value.strip():  # a field left empty is one left out
            values[name] = value.strip()
    return Asked(query, values, seen_of(request))


def seen_of(request: Request) -> tuple[str, ...] | None:
    """Return how far somebody is, as the address says it; where it says nothing, only the premise is told.

    Of a drama that is named twice, the earlier beat counts, which spoils less. Raises `ProblemError` for what is no
    viewpoint.
    """
    given = [text.strip() for value in request.query_params.getlist("at") for text in value.split(";")]
    texts = tuple(dict.fromkeys(text for text in given if text))
    free = request.query_params.get("spoiler-free", "0")
    if free not in ("0", "1"):
        raise ProblemError(400, "'spoiler-free' is 1 or 0")
    if free == "1" and texts:
        raise ProblemError(400, "'spoiler-free' tells only the premise: leave it out to say more with 'at'")
    if len(texts) > _MOST_DRAMAS or any(len(text) > LONGEST for text in texts):
        raise ProblemError(400, f"'at' names at most {_MOST_DRAMAS} dramas, each with a beat: soundtrack-1=2;*=end")
    nearest: dict[str, tuple[float, str]] = {}
    for text in texts:
        try:
            ((name, beat),) = parse_viewpoint([text]).items()
        except NotFoundError as error:
            raise ProblemError(400, str(error)) from None
        found = (math.inf if beat is None else beat, text)
        nearest[name] = min(found, nearest.get(name, found))
    seen = tuple(text for _, text in nearest.values())
    return None if seen == ("*=end",) else seen


def language_of(request: Request) -> None:
    """Raise `ProblemError` where the address names a language that there is not."""
    lang = request.query_params.get("lang")
    if lang is not None and lang not in LANGUAGES:
        raise ProblemError(400, f"'lang' is {' or '.join(LANGUAGES)}, not '{lang[:40]}'")


def forms_of(request: Request, ending: str | None) -> dict[str, str | None]:
    """Return the form for each kind of answer, by the ending of the address or what the client takes.

    Raises `ProblemError` where there is no such form.
    """
    if ending is not None:
        if ending not in ENDINGS:
            raise ProblemError(404, f"there is no form '{ending[:40]}': an address ends in .{', .'.join(ENDINGS)}")
        return {
            kind: next((form for form in ENDINGS[ending] if form in offers), None) for kind, offers in _KINDS.items()
        }
    accept = request.headers.get("accept")
    found = {kind: _accepted(accept, ("rows", *offers)) for kind, offers in _KINDS.items()}
    if not any(found.values()):
        raise not_acceptable(*_KINDS)
    return found


def _accepted(accept: str | None, forms: tuple[str, ...]) -> str | None:
    """Return the form that a client wants most; "application/json" may mean either kind of JSON."""
    types = {FORMS[form]: form for form in forms}
    if "application/json" in (accept or "").lower():
        types["application/json"] = forms[1]
    best = best_type(accept, list(types))
    return None if best is None else types[best]


def not_acceptable(*kinds: str) -> ProblemError:
    """Return the problem of an answer that a client takes in no form that it has."""
    types = dict.fromkeys(FORMS[form] for kind in kinds for form in _KINDS[kind])
    return ProblemError(406, f"this answer can be had as: text/html, {', '.join(types)}")

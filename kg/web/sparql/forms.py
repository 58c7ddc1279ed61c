"""The forms that an answer can have, how they are named, and which one a client wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.web.negotiate import best_type
from kg.web.problem import ProblemError

__all__ = ["FORMS", "KINDS", "NAMES", "accepted_forms", "content_type", "named_forms", "not_acceptable"]

# Format -> media type, the one that is sent first; the rest are other names for it.
FORMS: Mapping[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "ttl": ("text/turtle", "application/x-turtle"),
    "nt": ("application/n-triples", "text/plain"),
    "rdfxml": ("application/rdf+xml", "application/xml", "text/xml"),
    "jsonld": ("application/ld+json", "application/json"),
    "trig": ("application/trig", "application/x-trig"),
    "nq": ("application/n-quads", "text/x-nquads"),
    "rows": ("text/html", "application/xhtml+xml"),
}
# CSV and TSV are defined for rows alone, and whoever has a word for yes in them has another one.
KINDS: Mapping[str, tuple[str, ...]] = {
    "table": ("json", "xml", "csv", "tsv", "rows"),
    "boolean": ("json", "xml", "rows"),
    "graph": ("ttl", "nt", "rdfxml", "jsonld", "trig", "nq", "rows"),
}
# What ?format= may say, for each kind of answer: "json" of a graph is JSON-LD.
NAMES: Mapping[str, tuple[str, ...]] = {
    "json": ("json", "jsonld"), "xml": ("xml", "rdfxml"), "csv": ("csv",), "tsv": ("tsv",),
    "ttl": ("ttl",), "turtle": ("ttl",), "nt": ("nt",), "ntriples": ("nt",), "n-triples": ("nt",),
    "rdf": ("rdfxml",), "rdfxml": ("rdfxml",), "rdf+xml": ("rdfxml",), "jsonld": ("jsonld",), "json-ld": ("jsonld",),
    "trig": ("trig",), "nq": ("nq",), "nquads": ("nq",), "n-quads": ("nq",), "html": ("rows",),
}  # fmt: skip
_CHARSET = {"text/csv", "text/tab-separated-values", "text/turtle", "text/html"}


def named_forms(name: str) -> dict[str, str | None]:
    """Return the form for each kind of answer when the request names one, shortly or as a media type."""
    wanted = name.strip().lower().replace(" ", "+")  # a "+" that nobody encoded arrives as a space
    forms = NAMES.get(wanted) or tuple(form for form, types in FORMS.items() if wanted in types)
    if not forms:
        known = ", ".join(form for form in FORMS if form != "rows")
        raise ProblemError(400, f"there is no format {name[:60]!r}; there are: {known}")
    return {kind: next((form for form in forms if form in offers), None) for kind, offers in KINDS.items()}


def accepted_forms(accept: str | None) -> dict[str, str | None]:
    """Return the form for each kind of answer that a client wants most by ``Accept``."""
    return {kind: _accepted(accept, offers) for kind, offers in KINDS.items()}


def _accepted(accept: str | None, forms: Sequence[str]) -> str | None:
    """Return the form that a client wants most. A type's other names count only where the client uses them."""
    named = (accept or "").lower()
    types = {FORMS[form][0]: form for form in forms}
    for form in forms:
        types |= {other: form for other in FORMS[form][1:] if other in named and other not in types}
    best = best_type(accept, list(types))
    return None if best is None else types[best]


def not_acceptable(*kinds: str) -> ProblemError:
    """Return what to tell a client that takes none of the forms that these kinds of answer have."""
    types = dict.fromkeys(FORMS[form][0] for kind in kinds for form in KINDS[kind])
    return ProblemError(406, f"this answer can be had as: {', '.join(types)}")


def content_type(form: str) -> str:
    """Return the media type that a form is sent with."""
    media_type = FORMS[form][0]
    return f"{media_type}; charset=utf-8" if media_type in _CHARSET else media_type

"""`/sparql`: the SPARQL 1.1 Protocol for queries. What cannot be answered is told in words, with the right status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from pyoxigraph import NamedNode
from starlette.datastructures import QueryParams
from starlette.requests import Request

from kg.views import view_iri_texts
from kg.web.problem import ProblemError
from kg.web.sparql.forms import accepted_forms, named_forms
from kg.web.sparql.limits import Limits
from kg.web.sparql.sent import FORM, form_fields, media_type, read_body, text_of

__all__ = ["Asked", "asked"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: a query (None: nothing yet), the dataset, and the form for each kind of answer.

    ``graphs`` are the graphs whose union is the default graph, ``named`` those that ``GRAPH`` finds; None for what the
    graph has of itself. ``seen`` is how far the client is in each drama; None asks everything. ``picture`` is the
    language of the picture that a browser asks for.
    """

    query: str | None
    graphs: tuple[str, ...] | None
    forms: Mapping[str, str | None]
    seen: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    picture: str | None = None

    @property
    def wants_page(self) -> bool:
        """Whether a browser asks."""
        return self.forms["table"] == "rows"


async def asked(request: Request, limits: Limits) -> Asked:
    """Read a request, up to the limit of what is posted. Raises `ProblemError` for what the protocol does not allow."""
    fields = _in_address(request)
    found = fields.getlist("query")
    if request.method == "POST":
        direct, fields = await _posted(request, limits.request_bytes)
        found += fields.getlist("query") if direct is None else [direct]
    elif "update" in fields:
        raise ProblemError(403, "updates are not accepted: this graph is read-only")
    if len(found) > 1:
        raise ProblemError(400, "there is more than one query")
    query = found[0] if found and found[0].strip() else None
    wanted = fields.get("format") or fields.get("output") or request.query_params.get("format")
    accept = ", ".join(request.headers.getlist("accept")) or None
    forms = named_forms(wanted) if wanted else accepted_forms(accept)
    dataset = [*request.query_params.multi_items(), *fields.multi_items()]
    if forms["table"] == "rows":
        # A field of the page's form that was left empty; the page says what it shows.
        dataset = [(name, value) for name, value in dataset if (name, value.strip()) != ("at", "")]
    seen = _viewpoint(dataset)
    graphs, named = _graphs(dataset)
    return Asked(query, graphs, forms, seen, named)


def _in_address(request: Request) -> QueryParams:
    """Return the fields in the address; what is no UTF-8 would else be asked with other letters in its place."""
    try:
        unquote_to_bytes(request.scope.get("query_string", b"")).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemError(400, f"the address is not UTF-8: {error.reason}") from error
    return request.query_params


def _graphs(fields: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """Return the default graphs and the named graphs of a request; None for both where it names none.

    A request that names any has just those: one that names named graphs alone has an empty default graph. A view, named
    in place of a graph, stands for all that is told in it: its default graph where no other is named.
    """
    given = {
        name: tuple(dict.fromkeys(value for field, value in fields if field == name))
        for name in ("default-graph-uri", "named-graph-uri")
    }
    default, named = (tuple(iri for iri in iris if view_iri_texts(iri) is None) for iris in given.values())
    for iri in (*default, *named):
        try:
            NamedNode(iri)
        except ValueError as error:
            raise ProblemError(400, f"the name of a graph is no IRI: {error}") from error
    if not default and not named:
        return None, None
    whole = not default and default != given["default-graph-uri"]
    return None if whole else default, named


def _viewpoint(fields: Sequence[tuple[str, str]]) -> tuple[str, ...] | None:
    """Return how far the client is in each drama; None for no limit.

    A viewpoint is given as ``at`` (or ``spoiler-free``), or by any client as the IRI of a view in place of a graph.
    What the address says holds for a form that is posted to it too: a client set up with it posts its longer queries.
    """
    said: dict[str, None] = {}
    views: dict[str, Sequence[str]] = {}
    free = False
    for name, value in fields:
        if name == "at":
            if not value.strip():
                raise ProblemError(400, "'at' is empty: say DRAMA=BEAT, such as at=soundtrack-1=2, or leave it out")
            said.update(dict.fromkeys(text.strip() for text in value.split(";") if text.strip()))
        elif name == "spoiler-free":
            free = free or value not in ("0", "false")
        elif name in ("default-graph-uri", "named-graph-uri"):
            texts = view_iri_texts(value)
            if texts is not None:
                views[value] = texts
    if free and (said or any(views.values())):
        raise ProblemError(400, "'spoiler-free' tells only the premise: leave it out to say more with 'at'")
    if len(views) + bool(said) > 1:
        raise ProblemError(400, "a query has one view: name it once, by 'at' or as the dataset")
    seen = tuple(said) or tuple(dict.fromkeys(text for texts in views.values() for text in texts))
    return seen if seen or free or views else None


async def _posted(request: Request, most: int) -> tuple[str | None, QueryParams]:
    """Return the query of a POST when it is the body itself, and the fields beside it."""
    kind = media_type(request)
    if kind == "application/sparql-update":
        raise ProblemError(403, "updates are not accepted: this graph is read-only")
    if kind not in ("application/sparql-query", FORM):
        text = f"send a query as application/sparql-query or {FORM}"
        raise ProblemError(415, f"{text}, not as {kind[:80]!r}" if kind else text)
    body = await read_body(request, most, "what is posted")
    if kind == "application/sparql-query":
        return text_of(body), request.query_params
    fields = form_fields(body)
    if "update" in fields:
        raise ProblemError(403, "updates are not accepted: this graph is read-only")
    return None, fields

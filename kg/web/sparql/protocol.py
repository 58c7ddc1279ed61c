"""`/sparql`: the SPARQL 1.1 Protocol for queries. What cannot be answered is told in words, with the right status."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from kg.views import view_iri_texts
from kg.web.negotiate import best_type
from kg.web.problem import ProblemError
from kg.web.security import OPEN_TO_ALL
from kg.web.sparql.answer import Ask, Reply
from kg.web.sparql.worker import MEMORY, BusyError, CrashedError, Runner, TooSlowError

__all__ = ["BEGIN_SECONDS", "FORMS", "MOST_BODY", "Asked", "answer_of", "asked", "respond", "run"]

MOST_BODY = 100_000  # bytes
BEGIN_SECONDS = 3.0  # within which a query is begun or refused

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
    "rows": ("text/html", "application/xhtml+xml"),
}
_KINDS: Mapping[str, tuple[str, ...]] = {
    "table": ("json", "xml", "csv", "tsv", "rows"),
    "boolean": ("json", "xml", "rows"),
    "graph": ("ttl", "nt", "rdfxml", "jsonld", "rows"),
}
# What ?format= may say, for each kind of answer: "json" of a graph is JSON-LD.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "json": ("json", "jsonld"), "xml": ("xml", "rdfxml"), "csv": ("csv",), "tsv": ("tsv",),
    "ttl": ("ttl",), "turtle": ("ttl",), "nt": ("nt",), "ntriples": ("nt",), "n-triples": ("nt",),
    "rdf": ("rdfxml",), "rdfxml": ("rdfxml",), "rdf+xml": ("rdfxml",), "jsonld": ("jsonld",), "json-ld": ("jsonld",),
    "html": ("rows",),
}  # fmt: skip
_CHARSET = {"text/csv", "text/tab-separated-values", "text/turtle", "text/html"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: a query (None: nothing yet), the graphs, and the form for each kind of answer.

    ``seen`` is how far the client is in each drama; None asks everything. ``picture`` is the language of the picture
    that a browser asks for.
    """

    query: str | None
    graphs: tuple[str, ...] | None
    forms: Mapping[str, str | None]
    seen: tuple[str, ...] | None = None
    picture: str | None = None

    @property
    def wants_page(self) -> bool:
        """Whether a browser asks."""
        return self.forms["table"] == "rows"


async def asked(request: Request) -> Asked:
    """Read a request. Raises `ProblemError` for what the protocol does not allow."""
    fields = request.query_params
    query: str | None = None
    if request.method == "POST":
        query, fields = await _posted(request)
    elif "update" in fields:
        raise ProblemError(403, "updates are not accepted: this graph is read-only")
    if query is None:
        found = fields.getlist("query")
        if len(found) > 1:
            raise ProblemError(400, "there is more than one 'query' parameter")
        query = found[0] if found else None
    if query is not None and not query.strip():
        query = None
    wanted = fields.get("format") or fields.get("output") or request.query_params.get("format")
    forms = _named_forms(wanted) if wanted else _accepted_forms(request.headers.get("accept"))
    limits = [*request.query_params.multi_items(), *fields.multi_items()]
    if forms["table"] == "rows":
        # A field of the page's form that was left empty; the page says what it shows.
        limits = [(name, value) for name, value in limits if (name, value.strip()) != ("at", "")]
    graphs, seen = _dataset(limits)
    return Asked(query, graphs, forms, seen)


def _dataset(fields: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """Return the graphs that a query is limited to, and how far the client is in each drama; None for no limit.

    A viewpoint is given as ``at`` (or ``spoiler-free``), or by any client as the IRI of a view in place of a graph.
    What the address says holds for a form that is posted to it too: a client set up with it posts its longer queries.
    """
    graphs: dict[str, None] = {}
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
            if texts is None:
                graphs[value] = None
            else:
                views[value] = texts
    if free and (said or any(views.values())):
        raise ProblemError(400, "'spoiler-free' tells only the premise: leave it out to say more with 'at'")
    if len(views) + bool(said) > 1:
        raise ProblemError(400, "a query has one view: name it once, by 'at' or as the dataset")
    seen = tuple(said) or tuple(dict.fromkeys(text for texts in views.values() for text in texts))
    return tuple(graphs) or None, seen if seen or free or views else None


async def _posted(request: Request) -> tuple[str | None, QueryParams]:
    """Return the query of a POST when it is the body itself, and the fields beside it."""
    media_type, _, rest = request.headers.get("content-type", "").partition(";")
    media_type = media_type.strip().lower()
    if media_type == "application/sparql-update":
        raise ProblemError(403, "updates are not accepted: this graph is read-only")
    if media_type not in ("application/sparql-query", "application/x-www-form-urlencoded"):
        text = "send a query as application/sparql-query or application/x-www-form-urlencoded"
        raise ProblemError(415, f"{text}, not as {media_type[:80]!r}" if media_type else text)
    if "charset=" in rest.lower() and "utf-8" not in rest.lower():
        raise ProblemError(415, "send the query in UTF-8")
    try:
        body = (await _body(request)).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemError(400, f"the body is not UTF-8: {error.reason} at byte {error.start}") from error
    if media_type == "application/sparql-query":
        return body, request.query_params
    try:
        fields = QueryParams(parse_qsl(body, keep_blank_values=True, max_num_fields=100, errors="strict"))
    except ValueError as error:
        raise ProblemError(400, f"the form cannot be read: {error}") from error
    if "update" in fields:
        raise ProblemError(403, "updates are not accepted: this graph is read-only")
    return None, fields


async def _body(request: Request) -> bytes:
    """Read a body up to the limit, whatever its declared length says."""
    too_long = ProblemError(413, f"a query may have {MOST_BODY // 1000} kB")
    declared = request.headers.get("content-length", "0")
    if not declared.isdigit() or int(declared) > MOST_BODY:
        raise too_long
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > MOST_BODY:
            raise too_long
    return bytes(parts)


def _named_forms(name: str) -> dict[str, str | None]:
    """Return the form for each kind of answer when the request names one, shortly or as a media type."""
    wanted = name.strip().lower().replace(" ", "+")  # a "+" that nobody encoded arrives as a space
    forms = _NAMES.get(wanted) or tuple(form for form, types in FORMS.items() if wanted in types)
    if not forms:
        raise ProblemError(
            400, f"there is no format {name[:60]!r}; there are: json, xml, csv, tsv, ttl, nt, rdfxml, jsonld"
        )
    return {kind: next((form for form in forms if form in offers), None) for kind, offers in _KINDS.items()}


def _accepted_forms(accept: str | None) -> dict[str, str | None]:
    return {kind: _accepted(accept, offers) for kind, offers in _KINDS.items()}


def _accepted(accept: str | None, forms: Sequence[str]) -> str | None:
    """Return the form that a client wants most. A type's other names count only where the client uses them."""
    named = (accept or "").lower()
    types = {FORMS[form][0]: form for form in forms}
    for form in forms:
        types |= {other: form for other in FORMS[form][1:] if other in named and other not in types}
    best = best_type(accept, list(types))
    return None if best is None else types[best]


async def run(request: Request, runner: Runner, what: Asked) -> Reply:
    """Have a query answered, unless the client goes away first. Raises `ProblemError` for whatever went wrong."""
    if not any(what.forms.values()):
        raise _not_acceptable("table", "graph")
    try:
        job = runner.submit(Ask(what.query or "", what.graphs, what.forms, what.seen, what.picture))
    except BusyError:
        raise _busy("too many queries are waiting") from None
    gone = asyncio.create_task(_gone(request))
    try:
        done = asyncio.wrap_future(job.future)
        waited: set[asyncio.Future[object]] = {done, gone}  # type: ignore[arg-type]
        finished, _ = await asyncio.wait(waited, timeout=BEGIN_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if not finished:
            if job.future.cancel():  # which is refused for one that has begun
                raise _busy(f"the query could not begin within {BEGIN_SECONDS:g} seconds: others are running")
            await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
        if not done.done():
            job.abandon()
            raise ProblemError(499, "the client has gone")
        return answer_of(await done)
    except asyncio.CancelledError:
        job.abandon()
        raise
    except TooSlowError:
        raise ProblemError(504, f"the query was stopped after {runner.seconds:g} seconds; make it narrower") from None
    except CrashedError:
        text = (
            "the query ended the process that ran it: too deeply nested, "
            f"or more memory than a query may have ({MEMORY >> 30} GB)"
        )
        raise ProblemError(500, text) from None
    finally:
        gone.cancel()


def _busy(text: str) -> ProblemError:
    return ProblemError(503, f"{text}; try again in a moment", {"retry-after": "5"})


async def _gone(request: Request) -> None:
    """Return when the client has closed the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def answer_of(reply: Reply) -> Reply:
    """Return a reply that is an answer; raise what is a `ProblemError`."""
    if reply.status == 406:
        raise _not_acceptable(reply.kind)
    if reply.status != 200:
        raise ProblemError(reply.status, reply.body.decode())
    return reply


def _not_acceptable(*kinds: str) -> ProblemError:
    types = dict.fromkeys(FORMS[form][0] for kind in kinds for form in _KINDS[kind])
    return ProblemError(406, f"this answer can be had as: {', '.join(types)}")


def respond(reply: Reply) -> Response:
    """Return an answer as it goes out."""
    media_type = FORMS[reply.form][0]
    charset = "; charset=utf-8" if media_type in _CHARSET else ""
    headers = {**OPEN_TO_ALL, "content-type": media_type + charset, "vary": "Accept", "cache-control": "no-cache"}
    return Response(reply.body, headers=headers)

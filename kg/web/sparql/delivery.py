"""Having a query answered and sending the answer, with what a cache may know of it."""

from __future__ import annotations

import asyncio
import hashlib
import re

from starlette.requests import Request
from starlette.responses import Response

from kg.version import __version__
from kg.web.problem import ProblemError
from kg.web.security import OPEN_TO_ALL
from kg.web.sparql.forms import content_type, not_acceptable
from kg.web.sparql.limits import size_in_words
from kg.web.sparql.processes.answer import Ask, Reply
from kg.web.sparql.processes.cutting import LIMITS_PATH
from kg.web.sparql.processes.job import Job
from kg.web.sparql.processes.worker import BusyError, CrashedError, Runner, TooSlowError
from kg.web.sparql.protocol import Asked

__all__ = ["CUT_HEADER", "answer_of", "cut_headers", "etag_of", "not_modified", "replied", "respond", "run"]

CUT_HEADER = "Drama-KG-Cut"
_VARY = "Accept, Accept-Encoding"
# What gives another answer each time; where a name has one of these words, nothing is lost but a cache.
_VOLATILE = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\b", re.IGNORECASE)


async def run(request: Request, runner: Runner, what: Asked) -> Reply:
    """Have a query answered, unless the client goes away first. Raises `ProblemError` for whatever went wrong."""
    if not any(what.forms.values()):
        raise not_acceptable("table", "graph")
    return answer_of(
        await replied(
            request, runner, Ask(what.query or "", what.graphs, what.forms, what.seen, what.named, what.picture)
        )
    )


async def replied(request: Request, runner: Runner, ask: Ask | Job) -> Reply:
    """Have something done by the processes for queries, as `run` does; return what they say."""
    limits = runner.limits
    gone = asyncio.create_task(_gone(request))
    job = None
    try:
        job = runner.submit(ask)
        done = asyncio.wrap_future(job.future)
        waited: set[asyncio.Future[object]] = {done, gone}  # type: ignore[arg-type]
        await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
        if not done.done():
            job.abandon()
            raise ProblemError(499, "the client has gone")
        return await done
    except asyncio.CancelledError:
        if job is not None:
            job.abandon()
        raise
    except BusyError as error:
        raise ProblemError(503, f"{error}; try again in a moment", {"retry-after": "5"}) from None
    except TooSlowError:
        text = f"the query was stopped after {limits.query_seconds:g} seconds; make it narrower"
        raise ProblemError(504, text) from None
    except CrashedError:
        text = (
            "the query ended the process that ran it: too deeply nested, "
            f"or more memory than a query may have ({size_in_words(limits.worker_memory)})"
        )
        raise ProblemError(500, text) from None
    finally:
        gone.cancel()


async def _gone(request: Request) -> None:
    """Return when the client has closed the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def answer_of(reply: Reply) -> Reply:
    """Return a reply that is an answer; raise what is a `ProblemError`."""
    if reply.status == 406:
        raise not_acceptable(reply.kind)
    if reply.status != 200:
        raise ProblemError(reply.status, reply.body.decode())
    return reply


def etag_of(request: Request, runner: Runner, what: Asked) -> str | None:
    """Return the entity tag of the answer to a GET, known before the query runs; None where there can be none.

    A build never changes, so what is asked and the form say all. The tag is weak: the answer may be compressed or not.
    """
    if runner.build is None or request.method not in ("GET", "HEAD") or what.query is None:
        return None
    if what.wants_page or _VOLATILE.search(what.query):
        return None
    forms = sorted(what.forms.items())
    asked = (__version__, runner.build, runner.limits, what.query, what.graphs, what.named, what.seen, forms)
    return f'W/"{hashlib.sha256(repr(asked).encode()).hexdigest()[:32]}"'


def not_modified(etag: str) -> Response:
    """Tell a client that what it has is the answer still."""
    return Response(status_code=304, headers={**OPEN_TO_ALL, **_caching(etag)})


def respond(reply: Reply, etag: str | None = None) -> Response:
    """Return an answer as it goes out."""
    headers = {**OPEN_TO_ALL, **_caching(etag), **cut_headers(reply), "content-type": content_type(reply.form)}
    return Response(reply.body, headers=headers)


def cut_headers(reply: Reply | None) -> dict[str, str]:
    """Return the headers that say that an answer was cut, where it was."""
    if reply is None or reply.cut is None:
        return {}
    said = f'limit="{reply.cut.limit}", kept={reply.cut.kept}'
    return {CUT_HEADER: said, "link": f'<{LIMITS_PATH}>; rel="help"'}


def _caching(etag: str | None) -> dict[str, str]:
    return {"vary": _VARY, "cache-control": "no-cache", **({"etag": etag} if etag else {})}

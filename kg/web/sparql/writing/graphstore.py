"""The SPARQL 1.1 Graph Store HTTP Protocol: what a request asks to be put, added or taken away."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.requests import Request

from kg.web.problem import ProblemError
from kg.web.sparql.graphstore import GRAPH_STORE, Target, target_of
from kg.web.sparql.sent import address, media_type, read_body
from kg.web.sparql.writing.carrying import DATASETS, FORMS, Add, Drop, Payload, Put, Write

__all__ = ["graph_write", "upload_folder"]

_MULTIPART = "multipart/form-data"
_MOST_PARTS = 100
_TYPES = f"send RDF as one of: {', '.join(FORMS)}, or files of these types as {_MULTIPART}"


@contextmanager
def upload_folder(uploads: Path) -> Iterator[Path]:
    """Give a folder for what one request sends."""
    with TemporaryDirectory(dir=uploads, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


async def graph_write(request: Request, folder: Path, most: int) -> tuple[Write, dict[str, str]]:
    """Read what a request asks to be written, and headers for its answer.

    What is sent, at most so many bytes, goes to files in ``folder``. Raises `ProblemError`.
    """
    target = target_of(request)
    if request.method == "DELETE":
        return Drop(_one(target)), {}
    if request.method == "PATCH":
        text = "a graph is put, added to (POST) or deleted here; for other changes send an update to /sparql"
        raise ProblemError(405, text, {"allow": "GET, HEAD, PUT, POST, DELETE, OPTIONS"})
    kinds, files = await _received(request, folder, most)
    dataset = any(kind in DATASETS for kind in kinds)
    headers = {}
    if dataset and not (target.whole and request.method == "POST"):
        raise ProblemError(415, f"{kinds[0]} names its graphs itself: POST it to {GRAPH_STORE}; {_TYPES}")
    if dataset and not all(kind in DATASETS for kind in kinds):
        raise ProblemError(415, "the parts of a request all name their graphs, or none does")
    if target.whole and request.method == "POST" and not dataset:
        base = address(request).rstrip("/")
        target = Target(f"{base}/{secrets.token_urlsafe(12)}")
        headers["location"] = str(target.iri)
    graph = None if dataset else _one(target)
    base = graph or address(request)
    payloads = tuple(Payload(str(path), kind, base) for kind, path in zip(kinds, files, strict=True))
    write: Write = Put(graph, payloads) if request.method == "PUT" else Add(graph, payloads, dataset)
    return write, headers


def _one(target: Target) -> str | None:
    """Return the graph that is meant, None for the default graph. Raises `ProblemError` for the whole store."""
    if target.whole:
        raise ProblemError(400, "name the graph: by ?graph=IRI, by ?default, or by its own address")
    return target.iri


async def _received(request: Request, folder: Path, most: int) -> tuple[list[str], list[Path]]:
    """Write what was sent to files; return their media types and paths."""
    kind = media_type(request)
    if request.headers.get("content-encoding", "identity") != "identity":
        raise ProblemError(415, "send the body as it is, without a Content-Encoding")
    if kind not in FORMS and kind != _MULTIPART:
        raise ProblemError(415, f"{_TYPES}; not as {kind[:80]!r}" if kind else _TYPES)
    path = folder / "body"
    with path.open("wb") as file:
        if kind == _MULTIPART:
            # The parser of the standard library takes a message with its headers.
            file.write(b"content-type: " + request.headers["content-type"].encode("latin-1") + b"\r\n\r\n")
        await read_body(request, most, "what is stored", file.write)
    return ([kind], [path]) if kind != _MULTIPART else _parts(path, folder)


def _parts(path: Path, folder: Path) -> tuple[list[str], list[Path]]:
    """Take a form apart into its files."""
    with path.open("rb") as file:
        message: Message = BytesParser().parse(file)
    parts = message.get_payload() if message.is_multipart() else []
    if not isinstance(parts, list) or not 0 < len(parts) <= _MOST_PARTS:
        raise ProblemError(400, f"the form has no parts, no boundary between them, or more than {_MOST_PARTS}")
    kinds, files = [], []
    for number, part in enumerate(parts):
        if not isinstance(part, Message) or part.get_content_type() not in FORMS:
            raise ProblemError(415, f"a part of the form has another type; {_TYPES}")
        content = part.get_payload(decode=True)
        found = folder / f"part-{number}"
        found.write_bytes(content if isinstance(content, bytes) else b"")
        kinds.append(part.get_content_type())
        files.append(found)
    return kinds, files

"""What a query may be: its limits, no call to another host, and syntax errors told with their place."""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from pyoxigraph import QueryBoolean, QuerySolutions, Store

from kg.errors import QueryError, QueryRefusedError, QuerySyntaxError
from kg.sparqltext import OPAQUE, Term, bind, nesting, uses_keyword
from kg.vocab import PREFIXES

__all__ = ["checked_form", "prepared", "refuse_service", "syntax_error", "with_room"]

Result = TypeVar("Result")

_LONGEST = 100_000  # characters of a query
_DEEPEST = 100  # the engine's parser recurses, and some thousand levels end the process
_LONGEST_KEYWORD = 16  # letters
_ORDINARY = 5_000  # characters of a query that needs no room of its own
_STACK = 512 << 20  # bytes of address space; pages that are not touched cost nothing
_BRACES = re.compile(rf"{OPAQUE}|[{{}}]", re.DOTALL)
_STACK_LOCK = threading.Lock()
_SERVICE = re.compile("service", re.IGNORECASE | re.ASCII)
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD")


def prepared(sparql: str, bindings: Mapping[str, Term] | None = None) -> str:
    """Return a query with its variables given values, within the limits of length and depth.

    Raises TypeError for what is no text, `QueryError` and `QuerySyntaxError` beyond the limits.
    """
    if not isinstance(sparql, str):
        raise TypeError(f"a query is a string, not {sparql!r}")
    text = bind(sparql, bindings or {})
    if len(text) > _LONGEST:
        raise QueryError(f"the query has {len(text):,} characters; at most {_LONGEST:,} are allowed")
    if nesting(text) > _DEEPEST:
        raise QuerySyntaxError(f"the query nests brackets more than {_DEEPEST} deep")
    return text


def checked_form(text: str) -> str:
    """Return what a query asks for: "table", "boolean" or "graph", once it is known to parse and to call no host.

    For a query that another server answers. Raises `QuerySyntaxError` and `QueryRefusedError`.
    """
    return with_room(text, lambda: _checked_form(text))


def _checked_form(text: str) -> str:
    refuse_service(text)
    try:
        found = Store().query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        raise syntax_error(text, error) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from error
    return "table" if isinstance(found, QuerySolutions) else "boolean" if isinstance(found, QueryBoolean) else "graph"


def with_room(text: str, work: Callable[[], Result]) -> Result:
    """Have the engine work on a query, in a thread with a large stack where the query is long.

    The engine recurses over a query, along a chain of ten thousand operators too, and a stack that overflows there
    ends the process instead of raising anything.
    """
    if len(text) <= _ORDINARY:
        return work()
    pool = ThreadPoolExecutor(1)
    # The size is a setting of the whole process; the thread exists once the work is submitted.
    with _STACK_LOCK:
        before = threading.stack_size(_STACK)
        try:
            done = pool.submit(work)
        finally:
            threading.stack_size(before)
    try:
        return done.result()
    finally:
        pool.shutdown(wait=False)


def refuse_service(sparql: str) -> None:
    """Refuse a query that would call another host.

    The engine cannot be told not to, and no search for the word finds every call that its parser sees: it takes
    ``?o.SERVICE``, ``SERVICE:x`` and ``ex:a\\#b SERVICE`` for one. So the parser itself is asked: with another word in
    its place, a query that has the word as a name, in a text or in a comment still parses, and a call does not.
    """
    places = [match.start() for match in _SERVICE.finditer(sparql)]
    if not places:
        return
    # Chosen afresh each time, so that no query can be written to parse with it.
    other = "".join(secrets.choice("bdghjkmqwz") for _ in "service")
    renamed = _SERVICE.sub(other, sparql)
    try:
        Store().query(renamed, prefixes=PREFIXES)
    except SyntaxError as error:
        line, column = _place(error) or (0, 0)
        found = sum(len(part) + 1 for part in renamed.split("\n")[: line - 1]) + column - 1
        if uses_keyword(sparql, "SERVICE") or any(start <= found <= start + len(other) for start in places):
            message = "SERVICE is not allowed: a query here never calls another host"
            raise QueryRefusedError(message) from error
        raise syntax_error(sparql, error) from error
    except (OSError, ValueError, RuntimeError):
        return  # it parses; that it fails on an empty store says nothing


def _place(error: SyntaxError) -> tuple[int, int] | None:
    """Return the line and column that an error of the engine names."""
    match = re.match(r"error at (\d+):(\d+): ", str(error.msg or error))
    return (int(match[1]), int(match[2])) if match else None


def syntax_error(sparql: str, error: SyntaxError) -> QueryError:
    """Say where a query breaks, with the line itself."""
    if uses_keyword(sparql, *_UPDATES):
        return QueryRefusedError("this is an update; only SELECT, ASK, CONSTRUCT and DESCRIBE are answered")
    error = _nearer(sparql, error)
    message = str(error.msg or error)
    place = _place(error)
    if not place:
        return QuerySyntaxError(f"the query does not parse: {message}")
    surplus = _surplus_brace(sparql)
    line, column = min(place, surplus or place)
    lines = sparql.split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    pointer = " " * (column - 1) + "^"
    detail = f"\n  {shown}\n  {pointer}" if len(shown) <= 200 else ""
    # The parser also lists the classes of characters that a name could go on with; nobody means those.
    expected = re.sub(r",? ?\[(?:'[^\]]*|_)\]", "", " ".join(message.split(": ", 1)[1].split()))
    # What no query here may say is not what was meant either.
    expected = re.sub(r"(?:LATERAL|SERVICE)(?:, )?|, (?:LATERAL|SERVICE)\b", "", expected)
    if (line, column) == surplus:
        expected = "this } closes nothing"
    elif "Prefix not found" in expected:
        found = re.search(r"([\w.-]*):[^\s:]*$", shown[: column - 1])
        name = f"the prefix {found[1]}:" if found else "this prefix"
        expected = f"{name} is not declared (known without PREFIX: {', '.join(f'{p}:' for p in PREFIXES)})"
    elif not uses_keyword(sparql, "SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
        expected = "a query has SELECT, ASK, CONSTRUCT or DESCRIBE"
    elif expected.strip() == "expected one of":
        here = shown[column - 1 :].split()
        expected = f"'{here[0][:20]}' cannot stand here" if here else "the query is not complete here"
    return QuerySyntaxError(f"the query does not parse at line {line}, column {column}: {expected}{detail}")


def _surplus_brace(sparql: str) -> tuple[int, int] | None:
    """Return the line and column of the first brace that closes nothing.

    A query that is whole before it is what the engine names no place in: it points to the end of the text.
    """
    depth = 0
    for match in _BRACES.finditer(sparql):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth < 0:
            before = sparql[: match.start()]
            return before.count("\n") + 1, match.start() - before.rfind("\n")
    return None


def _nearer(sparql: str, error: SyntaxError) -> SyntaxError:
    """Return the error with the place where the query really breaks.

    The engine names the furthest place that its parser has looked at, and to try a keyword it looks as many letters
    ahead as that has: after ``?s ?p }`` it says that SERVICE is expected. So the query is cut before that place, letter
    by letter: the error that has a sign expected just where the text ends is the one.
    """
    place = _place(error)
    expected = str(error.msg or error).split(": ", 1)[-1]
    if _SERVICE.search(sparql):  # a part of it could be a whole query, and would be run
        return error
    if place is None or '"' in expected or "Prefix not found" in expected:
        return error
    lines = sparql.split("\n")
    end = sum(len(line) + 1 for line in lines[: place[0] - 1]) + place[1] - 1
    for cut in range(end, max(0, end - _LONGEST_KEYWORD), -1):
        try:
            Store().query(sparql[:cut], prefixes=PREFIXES)
        except SyntaxError as other:
            here = sparql.count("\n", 0, cut) + 1, cut - sparql.rfind("\n", 0, cut)
            if _place(other) == here and '"' in str(other.msg or other):
                return other
        except (OSError, ValueError, RuntimeError):
            break
        else:
            break  # a whole query: what is wrong is what comes after it
    return error

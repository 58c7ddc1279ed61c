"""What an update may be: its limits, no call to another host, and the dataset that a request gives it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from kg.errors import QueryError, QueryRefusedError, QuerySyntaxError
from kg.sparqltext import OPAQUE, nesting, uses_keyword
from kg.vocab import PREFIXES

__all__ = ["PreparedUpdate", "prepared_update", "update_error"]

_DEEPEST = 100  # the engine's parser recurses, and some thousand levels end the process
_CALLS = re.compile("service|load", re.IGNORECASE | re.ASCII)
_CALLS_AND_SPACE = re.compile(rf"(?:{_CALLS.pattern})\s*", re.IGNORECASE | re.ASCII)
_TOKEN = re.compile(
    rf"(?P<hidden>{OPAQUE})|(?P<name>[\w.-]*:(?:\\.|[\w.:%-])*)|[?$@]\w+|(?P<word>[A-Za-z]\w*)|(?P<sign>[{{}};])",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class PreparedUpdate:
    """An update as the engine takes it: its text, the prefixes that it may use, and its base."""

    text: str
    prefixes: dict[str, str]
    base: str | None

    def run(self, store: Store) -> None:
        """Carry it out, whole or not at all. Raises what the engine raises."""
        store.update(self.text, base_iri=self.base, prefixes=self.prefixes)


def prepared_update(
    sparql: str, base: str | None = None, using: Sequence[str] = (), named: Sequence[str] = ()
) -> PreparedUpdate:
    """Return an update that is within the limits, calls nobody, and reads the graphs ``using`` and ``named``.

    These two are what the protocol calls ``using-graph-uri`` and ``using-named-graph-uri``. The project's prefixes are
    known. Raises `QueryRefusedError` (SERVICE, LOAD), `QuerySyntaxError` or `QueryError`.

    >>> prepared_update("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", using=["http://example.org/g"]).text
    'DELETE { ?s ?p ?o } USING <http://example.org/g> WHERE { ?s ?p ?o }'
    """
    if nesting(sparql) > _DEEPEST:
        raise QuerySyntaxError(f"the update nests brackets more than {_DEEPEST} deep")
    text, prefixes = _one_prologue(sparql)
    update = PreparedUpdate(text, {**PREFIXES, **prefixes}, base)
    _refuse_calls(update)
    if not using and not named:
        return update
    try:
        _parse(update)  # so that an error is told by its place in what was sent
    except SyntaxError as error:
        raise update_error(text, error) from error
    return PreparedUpdate(_with_dataset(text, using, named), update.prefixes, base)


def update_error(sparql: str, error: Exception) -> QueryError:
    """Say where an update breaks, with the line itself, or why it failed."""
    message = str(getattr(error, "msg", None) or error)
    if not isinstance(error, SyntaxError):
        return QueryError(f"the update failed, and nothing of it was done: {message}")
    place = _place(error)
    if not place:
        return QuerySyntaxError(f"the update does not parse: {message}")
    line, column, reason = place
    # The parser also lists the classes of characters that a name could go on with; nobody means those.
    reason = re.sub(r",? ?\[(?:'[^\]]*|_)\]", "", " ".join(reason.split()))
    lines = sparql.split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    detail = f"\n  {shown}\n  {' ' * (column - 1)}^" if 0 < len(shown) <= 200 else ""
    return QuerySyntaxError(f"the update does not parse at line {line}, column {column}: {reason}{detail}")


def _place(error: SyntaxError) -> tuple[int, int, str] | None:
    """Return the line, the column and the reason that an error of the engine names."""
    match = re.match(r"error at (\d+):(\d+): (.*)", str(error.msg or error), re.DOTALL)
    return (int(match[1]), int(match[2]), match[3]) if match else None


def _outside(sparql: str) -> Iterator[re.Match[str]]:
    """Yield the words, names, texts and signs that stand outside of braces, the outermost braces among them."""
    depth = 0
    for token in _TOKEN.finditer(sparql):
        if token["sign"] == "{":
            depth += 1
        if depth == (1 if token["sign"] == "{" else 0) or (token["sign"] == "}" and depth == 1):
            yield token
        if token["sign"] == "}":
            depth -= 1


def _one_prologue(sparql: str) -> tuple[str, dict[str, str]]:
    """Return an update whose operations after the first declare no prefixes, and the prefixes that they declared.

    The engine takes a prologue at the beginning alone, SPARQL one before each operation.
    """
    tokens = [token for token in _outside(sparql) if not (token["hidden"] or "").startswith("#")]
    declared: dict[str, str] = {}
    moved: dict[str, str] = {}
    later = False
    for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False):
        later = later or word["sign"] == ";"
        if (word["word"] or "").upper() != "PREFIX" or not (name["name"] and iri["hidden"]):
            continue
        prefix, meant = name["name"][:-1], iri["hidden"][1:-1]
        if declared.setdefault(prefix, meant) != meant:
            raise QueryError(f"the prefix {prefix}: is declared twice with different meanings: write one IRI in full")
        if later:
            moved[prefix] = meant
            blank = re.sub(r"[^\n]", " ", sparql[word.start() : iri.end()])
            sparql = sparql[: word.start()] + blank + sparql[iri.end() :]
    return sparql, moved


def _refuse_calls(update: PreparedUpdate) -> None:
    """Refuse an update that would call another host, as the parser sees it (why: `kg.store.checks.refuse_service`).

    With other words in their place, an update that has SERVICE or LOAD as a name, in a text or in a comment still
    parses, and one that would call does not.
    """
    if not _CALLS.search(update.text):
        return
    # Chosen afresh each time, so that no update can be written to parse with them.
    others = {word: "".join(secrets.choice("bghjkmqwz") for _ in word) for word in ("service", "load")}

    def renamed(text: str) -> str:
        return _CALLS.sub(lambda match: others[match[0].lower()], text)

    prefixes = {renamed(prefix): iri for prefix, iri in update.prefixes.items()}
    try:
        _parse(PreparedUpdate(renamed(update.text), prefixes, update.base))
    except SyntaxError as error:
        place = _place(error)
        lines = update.text.split("\n")
        found = sum(len(line) + 1 for line in lines[: place[0] - 1]) + place[1] - 1 if place else -1
        at_call = any(match.start() <= found <= match.end() for match in _CALLS_AND_SPACE.finditer(update.text))
        if at_call or uses_keyword(update.text, "SERVICE", "LOAD"):
            message = "SERVICE and LOAD are not allowed: an update here never calls another host"
            raise QueryRefusedError(message) from error
        raise update_error(update.text, error) from error


def _parse(update: PreparedUpdate) -> None:
    """Have the engine parse an update: carry it out on a store that is empty and forgotten. Raises SyntaxError."""
    try:
        update.run(Store())
    except (OSError, ValueError, RuntimeError):
        return  # it parses; that it fails on an empty store says nothing


def _with_dataset(sparql: str, using: Sequence[str], named: Sequence[str]) -> str:
    """Return an update that reads the given graphs; what it says of its dataset itself is a conflict."""
    try:
        clauses = [f"USING {NamedNode(iri)}" for iri in using] + [f"USING NAMED {NamedNode(iri)}" for iri in named]
    except ValueError as error:
        raise QueryError(f"the name of a graph is no IRI: {error}") from error
    dataset = " ".join(clauses)
    parts: list[str] = []
    done, before, template = 0, "", None
    for token in _outside(sparql):
        word = (token["word"] or "").upper()
        if word in ("USING", "WITH"):
            given = "using-graph-uri and using-named-graph-uri"
            raise QueryError(f"the update says {word} and the request {given}: name the graphs in one of both")
        if word == "WHERE" and before == "DELETE":
            parts.append(sparql[done : token.start()])  # DELETE WHERE { … } is short for DELETE { … } WHERE { … }
            done = template = token.end()
        elif word == "WHERE":
            parts.append(f"{sparql[done : token.start()]}{dataset} ")
            done = token.start()
        elif token["sign"] == "}" and template is not None:
            pattern = sparql[template : token.end()]
            parts.append(f"{pattern} {dataset} WHERE{pattern}")
            done, template = token.end(), None
        if word or token["sign"]:
            before = word
    return "".join([*parts, sparql[done:]])

"""SPARQL as a sequence of tokens: which keywords a query uses, and giving its variables values as RDF terms."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

__all__ = ["OPAQUE", "Term", "bind", "nesting", "uses_keyword"]

Term = NamedNode | Literal

# What may hide a word or a variable's name: strings, IRIs and comments.
OPAQUE = (
    r'"""(?:[^"\\]|\\.|"(?!""))*"""' + r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"' + r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>|#[^\n\r]*"
)
_HIDDEN = re.compile(OPAQUE, re.DOTALL)
# A name before the sign makes it the path operator `?`.
_VARIABLE_OR_HIDDEN = re.compile(rf"(?P<hidden>{OPAQUE})|(?<![\w)])[?$](?P<name>\w+)", re.DOTALL)


def uses_keyword(sparql: str, *keywords: str) -> bool:
    """Tell whether a query has one of some keywords, outside of its strings, IRIs, comments and names.

    >>> uses_keyword("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE")
    True
    >>> uses_keyword('SELECT ?service { ?service ex:service "SERVICE" } # SERVICE', "SERVICE")
    False
    """
    bare = _HIDDEN.sub(" ", sparql)
    words = "|".join(map(re.escape, keywords))
    return re.search(rf"(?<![?$@:\w.-])(?:{words})(?![\w:.-])", bare, re.IGNORECASE) is not None


def nesting(sparql: str) -> int:
    """Return how deep brackets and signs are nested, outside of strings, IRIs and comments.

    >>> nesting("SELECT * { { ?s ?p '{{{' } FILTER(!(!?x)) }")
    5
    """
    depth = deepest = 0
    signs = 0
    for char in _HIDDEN.sub(" ", sparql):
        if char in "{([":
            depth += 1
        elif char in "})]":
            depth -= 1
        elif char in "!+-^":
            signs += 1
        elif not char.isspace():
            signs = 0
        deepest = max(deepest, depth + signs)
    return deepest


def bind(sparql: str, bindings: Mapping[str, Term]) -> str:
    """Return a query in which variables are replaced by RDF terms.

    A term is written in its N-Triples form, from which no value can break out, and only where the token of its variable
    stands; strings, IRIs and comments stay as they are. A replaced variable cannot be projected.

    >>> bind("SELECT ?p { ?s ?p ?name }  # ?name", {"name": Literal('a" } DROP ALL #')})
    'SELECT ?p { ?s ?p "a\\\\" } DROP ALL #" }  # ?name'
    """
    if not bindings:
        return sparql

    def put(match: re.Match[str]) -> str:
        name = match["name"]
        return str(bindings[name]) if name in bindings else match[0]

    return _VARIABLE_OR_HIDDEN.sub(put, sparql)

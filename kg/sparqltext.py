"""SPARQL as a sequence of tokens: its keywords and prefixes, and giving its variables values as RDF terms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import count

from pyoxigraph import Literal, NamedNode

__all__ = [
    "OPAQUE", "Term", "bind", "keep_graphs", "limit_graphs", "nesting", "uses_keyword", "with_prefixes",
    "without_graph_names",
]  # fmt: skip

Term = NamedNode | Literal

# What may hide a word or a variable's name: strings, IRIs and comments.
OPAQUE = (
    r'"""(?:[^"\\]|\\.|"(?!""))*"""' + r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"' + r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>|#[^\n\r]*"
)
_HIDDEN = re.compile(OPAQUE, re.DOTALL)
# A name before the sign makes it the path operator `?`.
# What can stand between two tokens.
_SPACE = r"(?:\s|#[^\n\r]*[\n\r])*"
_NAMED = r"<[^<>\"{}|^`\\\x00-\x20]*>|[\w.-]*:[\w.:%-]*"
_GRAPH_OR_BRACE = re.compile(
    rf"(?P<graph>(?<![?$@:\w.-])GRAPH{_SPACE}(?:[?$](?P<name>\w+)|(?P<iri>{_NAMED})){_SPACE}\{{)"
    rf"|(?P<hidden>{OPAQUE})|(?P<brace>[{{}}])",
    re.DOTALL | re.IGNORECASE,
)
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


def limit_graphs(sparql: str, base: str) -> str:
    """Return a query in which a variable of ``GRAPH`` stands only for graphs whose IRI starts with ``base``.

    >>> limit_graphs("SELECT * { GRAPH ?g { ?s ?p ?o } }", "urn:x/")
    'SELECT * { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), "urn:x/")) }'
    """

    def opened(match: re.Match[str]) -> tuple[str, str]:
        name = match["name"]
        return match[0], f" FILTER(STRSTARTS(STR(?{name}), {Literal(base)}))" if name else ""

    return _around_graphs(sparql, opened)


def keep_graphs(sparql: str, graphs: Iterable[NamedNode]) -> str:
    """Return a query in which a variable of ``GRAPH`` stands only for some graphs.

    >>> keep_graphs("ASK { GRAPH ?g { ?s ?p ?o } }", [NamedNode("urn:a"), NamedNode("urn:b")])
    'ASK { GRAPH ?g { ?s ?p ?o } FILTER(?g IN (<urn:a>, <urn:b>)) }'
    """
    names = ", ".join(map(str, graphs))
    return _around_graphs(sparql, lambda m: (m[0], f" FILTER(?{m['name']} IN ({names}))" if m["name"] else ""))


def without_graph_names(sparql: str, prefix: str) -> str:
    """Return a query that names no graph: in place of a name, a new variable that has this value.

    The variables' names start with ``prefix``.

    >>> without_graph_names("ASK { GRAPH ex:g { ?s ?p ?o } }", "graph")
    'ASK { GRAPH ?graph1 { ?s ?p ?o } FILTER(?graph1 = ex:g) }'
    """
    numbers = count(1)

    def opened(match: re.Match[str]) -> tuple[str, str]:
        if match["iri"] is None:
            return match[0], ""
        variable = f"?{prefix}{next(numbers)}"
        return f"GRAPH {variable} {{", f" FILTER({variable} = {match['iri']})"

    return _around_graphs(sparql, opened)


def _around_graphs(sparql: str, opened: Callable[[re.Match[str]], tuple[str, str]]) -> str:
    """Return a query in which the beginning of each ``GRAPH`` pattern is replaced, and something follows its end.

    A filter holds for its whole group, so it may follow the pattern that it is about.
    """
    endings: list[str] = []

    def put(match: re.Match[str]) -> str:
        if match["hidden"] is not None:
            return match[0]
        if match["brace"] == "}":
            return "}" + (endings.pop() if endings else "")
        text, ending = opened(match) if match["graph"] else (match[0], "")
        endings.append(ending)
        return text

    return _GRAPH_OR_BRACE.sub(put, sparql)


def with_prefixes(sparql: str, prefixes: Mapping[str, str]) -> str:
    """Return a query that declares those of some prefixes that it uses, so that it runs anywhere.

    >>> print(with_prefixes("SELECT ?x { ?x ex:is 'no:text' }", {"ex": "http://example.org/", "no": "http://no.org/"}))
    PREFIX ex: <http://example.org/>
    SELECT ?x { ?x ex:is 'no:text' }
    """
    bare = _HIDDEN.sub(" ", sparql)
    declared = set(re.findall(r"\bPREFIX\s+([\w.-]*):", bare, re.IGNORECASE))
    used = set(re.findall(r"(?<![\w:.?$-])([A-Za-z][\w.-]*):", bare)) - declared
    lines = [f"PREFIX {name}: <{prefixes[name]}>\n" for name in prefixes if name in used]
    return "".join(lines) + sparql.lstrip("\n")

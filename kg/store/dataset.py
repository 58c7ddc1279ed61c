"""The dataset that a query names by itself, in ``FROM`` and ``FROM NAMED``."""

from __future__ import annotations

import re

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.sparqltext import OPAQUE
from kg.vocab import PREFIXES

__all__ = ["dataset_of"]

_IRI = r"<[^<>\"{}|^`\\\x00-\x20]*>"
_GAP = r"(?:\s|#[^\n\r]*[\n\r])*"
_TOKEN = re.compile(
    rf"(?<![?$@:\w.-])FROM{_GAP}(?P<named>NAMED{_GAP})?(?P<graph>{_IRI}|[\w.-]*:[^\s{{}}#<]*)"
    rf"|(?<![?$@:\w.-])(?P<form>SELECT|CONSTRUCT|DESCRIBE|ASK)(?![\w:.-])|(?P<brace>[{{}}])|{OPAQUE}",
    re.IGNORECASE | re.DOTALL,
)
_DECLARED = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


def dataset_of(sparql: str) -> tuple[list[NamedNode], list[NamedNode]] | None:
    """Return the default graphs and the named graphs that a query names; None where it names none.

    None too for a query that does not parse: the engine says where it breaks.

    >>> dataset_of("PREFIX e: <http://e/> SELECT * FROM e:a FROM NAMED <http://e/b> { ?s ?p 'FROM e:c' }")
    ([<NamedNode value=http://e/a>], [<NamedNode value=http://e/b>])
    """
    prologue, found, depth = None, [], 0
    for token in _TOKEN.finditer(sparql):
        if token["brace"]:
            depth += 1 if token["brace"] == "{" else -1
        elif token["form"] and prologue is None:
            prologue = sparql[: token.start()]
        elif token["graph"] and depth == 0:
            found.append(("named" if token["named"] else "default", token["graph"]))
    if not found or prologue is None:
        return None
    # The prologue of a query is Turtle, whose parser knows how names are written out.
    lines = "".join(f"<urn:x-kg:{kind}> <urn:x-kg:graph> {graph} .\n" for kind, graph in found)
    try:
        told = list(parse(f"{_DECLARED}{prologue}\n{lines}", format=RdfFormat.TURTLE))
    except (SyntaxError, ValueError):
        return None
    graphs: dict[str, list[NamedNode]] = {"default": [], "named": []}
    for quad, (kind, _) in zip(told, found, strict=False):
        if isinstance(quad.object, NamedNode):
            graphs[kind].append(quad.object)
    return graphs["default"], graphs["named"]

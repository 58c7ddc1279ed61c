"""SPARQL results in JSON to rows: a well-kept parser reads them, and what it does not accept is told to people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, QuerySolutions, Triple, parse_query_results

from kg.load.wikidata.client import TooMuchError

__all__ = ["Row", "Term", "read_answer"]

Term = NamedNode | Literal | BlankNode | Triple
Row = Mapping[str, Term]


def read_answer(body: bytes, variables: Sequence[str], host: str) -> list[Row]:
    """Return the rows of an answer; what is unbound in a row is not in it.

    Raises `TooMuchError` when it is not SPARQL results in JSON or lacks a variable. A query that runs out of time in
    the middle of its answer ends so, and a smaller one may not.

    >>> body = b'{"head":{"vars":["a","b"]},"results":{"bindings":[{"a":{"type":"literal","value":"x"}}]}}'
    >>> [{name: term.value for name, term in row.items()} for row in read_answer(body, ["a", "b"], "example.org")]
    [{'a': 'x'}]
    """
    try:
        found = parse_query_results(body, format=QueryResultsFormat.JSON)
        if not isinstance(found, QuerySolutions):
            raise TooMuchError(f"{host} answers yes or no where rows were asked for; is it a SPARQL endpoint?")
        names = [variable.value for variable in found.variables]
        missing = set(variables) - set(names)
        if missing:
            raise TooMuchError(
                f"{host} answers without '{min(missing)}', which was asked for; is it a SPARQL endpoint?"
            )
        return [
            {name: term for name, term in zip(names, tuple(row), strict=True) if term is not None}
            for row in found
        ]  # fmt: skip
    except (SyntaxError, ValueError, OSError, RecursionError) as error:
        said = " ".join(str(error).split())[:200]
        raise TooMuchError(f"{host} answers with what is not SPARQL results in JSON ({said})") from error

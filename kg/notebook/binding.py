"""What a person gives to a query, as RDF terms: values of Python variables, and texts of ``--param``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError, did_you_mean
from kg.sparqltext import OPAQUE, Term
from kg.vocab import ID_BASE, PREFIXES, XSD

__all__ = ["given", "term_of", "term_written"]

_DOLLAR = re.compile(rf"(?:{OPAQUE})|\$(?P<name>\w+)", re.DOTALL)
_QUESTION = re.compile(rf"(?:{OPAQUE})|\?(?P<name>\w+)", re.DOTALL)
_OURS = ID_BASE.removesuffix("id/")
_WRITTEN = re.compile(
    r"<(?P<iri>[^<>]*)>|(?P<prefix>\w+):(?P<rest>[\w./-]*)|(?P<text>.*)@(?P<lang>en|ko)", re.DOTALL
)  # fmt: skip

# The first that fits: a moment is a date too.
_TERMS: tuple[tuple[Any, Callable[[Any], Term]], ...] = (
    (str | bool | int | float, Literal),
    (Decimal, lambda value: Literal(f"{value:f}", datatype=XSD.decimal)),
    (datetime, lambda value: Literal(value.isoformat(), datatype=NamedNode(XSD.base + "dateTime"))),
    (date, lambda value: Literal(value.isoformat(), datatype=XSD.date)),
)


def given(sparql: str, variables: Mapping[str, Any], written: list[str]) -> dict[str, Term]:
    """Return the values of ``$name`` in a query: what ``--param`` writes, else that of the Python variable.

    A name in a text, an IRI or a comment is none. Raises `QueryError` for a name that has no value, and for a value
    that is no term.

    >>> given("ASK { ?x dkg:year $year ; dkg:note '$5' }", {"year": 2022}, [])["year"].value
    '2022'
    """
    values = {}
    for text in written:
        name, equals, value = text.partition("=")
        if not equals or not name.isidentifier():
            raise QueryError(f"--param takes NAME=VALUE, such as year=2022, not '{text[:60]}'")
        if name in values:
            raise QueryError(f"--param gives {name[:60]} twice")
        values[name] = term_written(value)
    asked = {match["name"] for match in _DOLLAR.finditer(sparql)}
    for name in values:
        if name not in asked:
            raise QueryError(f"--param gives a value for ${name[:60]}, which the query does not have")
    for name in sorted(asked & {match["name"] for match in _QUESTION.finditer(sparql)} - {None}):
        raise QueryError(f"${name} and ?{name} are one variable to SPARQL: call one of them otherwise")
    for match in _DOLLAR.finditer(sparql):
        name = match["name"]
        if name is None or name in values:
            continue
        if name not in variables:
            hint = did_you_mean(name, [one for one in variables if not one.startswith("_")])
            near = f"; {hint}" if hint.startswith("did") else ""
            raise QueryError(f"${name} is a value from Python, and there is no variable {name}{near} "
                             f"(a variable of the query is written ?{name})")  # fmt: skip
        values[name] = term_of(variables[name], name)
    return values


def term_of(value: object, name: str = "value") -> Term:
    """Return a Python value as an RDF term: text, number, truth, date, or a thing by its IRI.

    A thing is an RDF term, whatever has an ``iri`` (a drama, a profile), or the text of an IRI of this graph, as cells
    of data frames are. All other texts are texts without a language. Raises `QueryError` for what is none of these.

    >>> str(term_of("Lee Eun Soo")), str(term_of("https://w3id.org/drama-kg/id/person/han-so-hee"))
    ('"Lee Eun Soo"', '<https://w3id.org/drama-kg/id/person/han-so-hee>')
    """
    if isinstance(value, NamedNode | Literal):
        return value
    if isinstance(value, str) and value.startswith(_OURS) and _is_iri(value):
        return NamedNode(value)
    for kind, term in _TERMS:
        if isinstance(value, kind):
            return term(value)
    iri, item = getattr(value, "iri", None), getattr(value, "item", None)
    if isinstance(iri, str):
        return NamedNode(iri)
    if callable(item) and getattr(value, "ndim", None) == 0:  # a number of NumPy
        return term_of(item(), name)
    raise QueryError(f"${name} is a {type(value).__name__}: give a text, a number, a date, an IRI or a thing")


def term_written(text: str) -> Term:
    """Return what ``--param`` says: ``<IRI>``, a name with a known prefix, a number, ``text@ko``, or text.

    >>> [str(term_written(text)) for text in ("2022", "이은수@ko", "dkg:Couple", "at: ten")]
    ['"2022"^^<http://www.w3.org/2001/XMLSchema#integer>', '"이은수"@ko', '<https://w3id.org/drama-kg/ontology#Couple>', '"at: ten"']
    """  # noqa: E501
    match = _WRITTEN.fullmatch(text)
    if match and match["lang"]:
        return Literal(match["text"], language=match["lang"])
    iri = match and (match["iri"] or (match["prefix"] in PREFIXES and PREFIXES[match["prefix"]] + match["rest"]))
    if iri and _is_iri(iri):
        return NamedNode(iri)
    if re.fullmatch(r"[+-]?\d{1,18}", text, re.ASCII):
        return Literal(int(text))
    if re.fullmatch(r"[+-]?\d*\.\d+", text, re.ASCII):
        return Literal(text, datatype=XSD.decimal)
    return Literal(text)


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True

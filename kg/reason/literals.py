"""Values of literals, as far as rules compare them: texts and numbers."""

from __future__ import annotations

import re

from kg.vocab import XSD

__all__ = ["differ", "number"]

_KINDS = "decimal|integer|double|float|int|long|short|nonNegativeInteger|positiveInteger"
_NUMBER = re.compile(rf'"([+-]?[0-9.eE+-]+)"\^\^<{re.escape(XSD.base)}(?:{_KINDS})>')
_TEXT = re.compile(r'.*"(?:@[A-Za-z0-9-]+)?', re.DOTALL)


def number(literal: str) -> float | None:
    """Return the value of a literal, written as in N-Triples, that is a number; None for any other term.

    >>> number('"8.0"^^<http://www.w3.org/2001/XMLSchema#decimal>'), number('"8.0"')
    (8.0, None)
    """
    found = _NUMBER.fullmatch(literal)
    if found is None:
        return None
    try:
        return float(found[1])
    except ValueError:
        return None


def differ(one: str, other: str) -> bool:
    """Tell whether two literals have different values for certain: numbers, and texts, of which we know how they are
    written.

    >>> differ('"1"^^<http://www.w3.org/2001/XMLSchema#integer>', '"1.0"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    False
    >>> differ('"one"', '"one"@en')
    True
    """
    values = number(one), number(other)
    if None not in values:
        return values[0] != values[1]
    known = (value is not None or _TEXT.fullmatch(text) for value, text in zip(values, (one, other), strict=True))
    return one != other and all(known)
